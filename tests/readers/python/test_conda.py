"""conda: installed packages with their licenses, and environments with what pip adds."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form, Method
from osscan.model.component import Scope
from osscan.readers.conda import asked_of
from osscan.readers.python import conda_environment, conda_meta

META = {
    "build": "py39hf3db000",
    "build_number": 1,
    "channel": "https://registry.example/main",
    "depends": ["python >=3.9", "tornado >=6.1", "python_abi 3.9.*"],
    "license": "BSD-3-Clause",
    "license_family": "BSD",
    "name": "jupyterlab",
    "sha256": "ab" * 32,
    "version": "3.1.12",
}
ENVIRONMENT = """name: shop
channels:
  - conda-forge
dependencies:
  - python=3.9
  - numpy=1.21.2
  - scipy=1.7.1=py39hee8e79c_0
  - conda-forge::pandas==1.3
  - gdal>=3.4,<4
  - _libgcc_mutex
  - pip:
      - django==4.2
      - requests>=2 --hash=sha256:00
      - -r requirements.txt
      - -e .
      - ./libs/own
prefix: /opt/shop
"""


def meta(document: object):
    text = document if isinstance(document, str) else json.dumps(document)
    return conda_meta.read(Source("env/conda-meta/a-1.json", held=text.encode()))


def environment(text: str, path: str = "environment.yml"):
    return conda_environment.read(Source(path, held=text.encode()))


def test_installed_package_tells_its_license():
    found = meta(META)
    (component,) = found.components

    assert (component.name, component.version, component.purl) == ("jupyterlab", "3.1.12", "pkg:conda/jupyterlab@3.1.12")
    assert [(c.raw, c.form, c.method, c.place.route) for c in component.claims] == [
        ("BSD-3-Clause", Form.EXPRESSION, Method.INSTALLED, "license")
    ]
    assert component.hashes == (("SHA256", "ab" * 32),)
    assert found.edges == (("jupyterlab", "python"), ("jupyterlab", "tornado"), ("jupyterlab", "python_abi"))


def test_what_pip_gets_from_places_is_listed():
    pip = [
        "-e git+https://git.example/y.git@v1#egg=y",
        "git+https://git.example/z.git",
        "./c-1.0.tar.gz",
        "-i https://registry.example",
    ]
    pip += ["https://files.example/a-1.0-py3-none-any.whl", "--editable ./own"]
    lines = "".join(f"    - {line}\n" for line in pip)
    found = environment(f"channels: [x]\ndependencies:\n  - pip:\n{lines}")

    assert [(c.name, c.version, c.purl) for c in found.components] == [
        ("y", "", "pkg:pypi/y"),
        ("z", "", ""),
        ("c", "1.0", "pkg:pypi/c@1.0"),
        ("a", "1.0", "pkg:pypi/a@1.0"),
    ]
    assert found.problems == ()


def test_key_that_is_not_pip_is_told():
    found = environment("channels: [x]\ndependencies:\n  - numpy: 1.2\n  - pip: [a]\n")

    assert [c.name for c in found.components] == ["a"]
    assert [(p.code, dict(p.facts)["text"]) for p in found.problems] == [("requirement-syntax", "numpy")]


@pytest.mark.parametrize("document", [[], {}, {"name": 7}, {"version": "1"}, "null"])
def test_package_without_a_name_is_told(document):
    assert meta(document).components == ()
    assert "package-without-name" in {p.code for p in meta(document).problems}


def test_bad_fields_cost_only_themselves():
    found = meta({"name": "a", "version": 1, "license": [], "depends": [1, "b", ""], "sha256": 3})

    assert [(c.name, c.version, c.claims, c.hashes) for c in found.components] == [("a", "", (), ())]
    assert found.edges == (("a", "b"),)


@pytest.mark.parametrize(
    ("text", "version", "requirement"),
    [
        ("a", "", ""),
        ("a=1.2", "", "=1.2"),
        ("a=1.2.3", "1.2.3", ""),
        ("a = 1.2.3", "1.2.3", ""),
        ("a=1.2=build_0", "1.2", ""),
        ("a=1.2.*", "", "=1.2.*"),
        ("a==1.2", "1.2", ""),
        ("a 1.2", "1.2", ""),
        ("a 1.2 build_0", "1.2", ""),
        ("a 1.2.*", "", "1.2.*"),
        ("a>=1,<2", "", ">=1,<2"),
        ("channel/label::a!=1", "", "!=1"),
        ("a[version='1.2']", "1.2", ""),
        ("a[version='>=1']", "", ">=1"),
        ("a *", "", ""),
    ],
)
def test_specifications_are_exact_where_they_name_one_version(text, version, requirement):
    assert asked_of(text) == ("a", version, requirement)


def test_environment_lists_conda_and_pip_packages():
    found = environment(ENVIRONMENT)

    assert [(c.purl, c.version, c.requirement) for c in found.components] == [
        ("pkg:conda/python", "", "=3.9"),
        ("pkg:conda/numpy@1.21.2", "1.21.2", ""),
        ("pkg:conda/scipy@1.7.1", "1.7.1", ""),
        ("pkg:conda/pandas@1.3", "1.3", ""),
        ("pkg:conda/gdal", "", ">=3.4,<4"),
        ("pkg:conda/_libgcc_mutex", "", ""),
        ("pkg:pypi/django@4.2", "4.2", ""),
        ("pkg:pypi/requests", "", ">=2"),
    ]
    assert found.problems == ()


def test_name_of_the_file_tells_the_scope():
    assert environment(ENVIRONMENT, "environment-dev.yml").components[0].scope is Scope.DEV
    assert environment(ENVIRONMENT, "environment_test.yaml").components[0].scope is Scope.TEST
    assert environment(ENVIRONMENT).components[0].scope is Scope.RUNTIME


def test_unusable_entries_cost_only_themselves():
    found = environment("dependencies:\n  - ']'\n  - [x]\n  - b=1.0.0\n  - pip: 7\n  - pip: [[], '=']\n")

    assert [c.name for c in found.components] == ["b"]
    assert not found.complete


@pytest.mark.parametrize("text", ["", "name: app\n", "dependencies:\n"])
def test_environment_of_something_else_is_empty(text):
    assert (environment(text).components, environment(text).problems) == ((), ())


@pytest.mark.parametrize("text", ["words", "dependencies: 7"])
def test_wrong_types_are_told(text):
    assert [p.code for p in environment(text).problems] == ["field-wrong-type"]


def test_broken_files_are_refused():
    with pytest.raises(UnreadableError):
        environment("dependencies: [")
    with pytest.raises(UnreadableError):
        meta("{")


def test_recognised_by_their_own_words():
    assert conda_meta.READER.recognises(json.dumps(META).encode())
    assert conda_environment.READER.recognises(ENVIRONMENT.encode())
    assert not conda_meta.READER.recognises(b'{"name": "a", "version": "1", "dependencies": {}}')
