"""License fields change and nothing else does: comments, order, indentation and ends of line stay."""

from __future__ import annotations

import pytest

from osscan.fixes.base import Draft, Known, Remark
from osscan.fixes.metadata import mended


def known(license_="EUPL-1.2", **files: str) -> Known:
    stored = {name.replace("__", "."): text.encode() for name, text in files.items()}
    return Known(".", frozenset(stored), stored.get, "name", license_, "Stadt Dortmund", 2026)


def after(name: str, text: str, license_="EUPL-1.2") -> list[str]:
    return [one.text for one in mended(known(license_, **{name.replace(".", "__"): text})) if isinstance(one, Draft)]


POM = (
    "<project>\n  <modelVersion>4.0.0</modelVersion>\n  <parent>\n    <version>1</version>\n  </parent>\n"
    "  <artifactId>a</artifactId>\n  <version>1</version>\n"
)
LICENSES = "  <licenses>\n    {}\n  </licenses>\n"
OWN = LICENSES.format("<license>\n      <name>EUPL-1.2</name>\n    </license>")
NEEDS = "  <dependencies>\n    <dependency>\n      <artifactId>b</artifactId>\n    </dependency>\n  </dependencies>\n"
CHANGED = {
    "pyproject string": (
        "pyproject.toml",
        '[project]\nname = "a" # own\nlicense = "MIT"\n',
        '[project]\nname = "a" # own\nlicense = "EUPL-1.2"\n',
    ),
    "pyproject table": (
        "pyproject.toml",
        '[project]\nname = "a"\nlicense = {text = "MIT"}\n',
        '[project]\nname = "a"\nlicense = "EUPL-1.2"\n',
    ),
    "pyproject without": (
        "pyproject.toml",
        '[tool.x]\na = 1\n[project]\nname = "a"\n\n[project.urls]\nlicense = "x"\n',
        '[tool.x]\na = 1\n[project]\nname = "a"\nlicense = "EUPL-1.2"\n\n[project.urls]\nlicense = "x"\n',
    ),
    "poetry": (
        "pyproject.toml",
        "[tool.poetry]\nname = 'a'\nlicense = 'MIT'\n",
        "[tool.poetry]\nname = 'a'\nlicense = \"EUPL-1.2\"\n",
    ),
    "package nested": (
        "package.json",
        '{\n\t"scripts": {"license": "x"},\n\t"name": "a",\n\t"license": "UNLICENSED"\n}\n',
        '{\n\t"scripts": {"license": "x"},\n\t"name": "a",\n\t"license": "EUPL-1.2"\n}\n',
    ),
    "package without, CRLF": (
        "package.json",
        '{\r\n  "name": "a",\r\n  "private": true\r\n}\r\n',
        '{\r\n  "name": "a",\r\n  "license": "EUPL-1.2",\r\n  "private": true\r\n}\r\n',
    ),
    "package in one line": ("package.json", '{"name": "a"}', '{"name": "a", "license": "EUPL-1.2"}'),
    "composer list": ("composer.json", '{"name": "a/b", "license": ["MIT"]}', '{"name": "a/b", "license": "EUPL-1.2"}'),
    "cargo": (
        "Cargo.toml",
        '[package]\nname = "a"\nversion = "1.0.0"\n',
        '[package]\nname = "a"\nversion = "1.0.0"\nlicense = "EUPL-1.2"\n',
    ),
    "pom": (
        "pom.xml",
        f"{POM}{LICENSES.format('<license><name>MIT License</name></license>')}</project>\n",
        f"{POM}{LICENSES.format('<license><name>EUPL-1.2</name></license>')}</project>\n",
    ),
    "pom without": (
        "pom.xml",
        f"{POM}{NEEDS}</project>\n",
        f"{POM}{OWN}{NEEDS}</project>\n",
    ),
    "publiccode": (
        "publiccode.yml",
        "name: a\nlegal:\n  mainCopyrightOwner: x\n  license: MIT # so far\nurl: https://a.example\n",
        "name: a\nlegal:\n  mainCopyrightOwner: x\n  license: EUPL-1.2 # so far\nurl: https://a.example\n",
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_only_the_license_changes(case) -> None:
    name, before, wanted = CHANGED[case]

    assert after(name, before) == [wanted]
    assert after(name, wanted) == []


def test_manifest_of_tools_without_a_name_stays() -> None:
    assert list(mended(known(composer__json='{"require-dev": {"a/b": "^1"}}'))) == []


@pytest.mark.parametrize("said", ["EUPL-1.2", "European Union Public License 1.2"])
def test_another_spelling_of_the_same_license_stays(said) -> None:
    assert after("package.json", f'{{"name": "a", "license": "{said}"}}') == []


def test_or_later_of_a_manifest_stays_beside_the_bare_text() -> None:
    assert after("package.json", '{"name": "a", "license": "GPL-3.0-or-later"}', "GPL-3.0-only") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[project]\nname = "a"\nlicense.text = "MIT"\n'),
        (
            "pom.xml",
            "<project><artifactId>a</artifactId><licenses><license><name>A</name></license><license><name>B</name></license></licenses></project>",
        ),
        ("publiccode.yml", "legal: {license: MIT}\n"),
    ],
)
def test_what_can_not_be_changed_for_certain_is_told(name, text) -> None:
    told = list(mended(known(**{name.replace(".", "__"): text})))

    assert [(one.code, one.path) for one in told if isinstance(one, Remark)] == [("license-by-hand", name)]
    assert len(told) == 1
