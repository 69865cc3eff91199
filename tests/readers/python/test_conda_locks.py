"""What conda, conda-lock and pixi write of a whole environment: lists of archives, exports, lockfiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.claim import Form, Method
from osscan.model.component import Scope
from osscan.model.problem import Severity
from osscan.readers import table
from osscan.readers.python import conda_explicit, conda_lock, requirements

EXPLICIT = f"""# This file may be used to create an environment using:
# $ conda create --name <env> --file <this file>
# platform: linux-64
@EXPLICIT
https://registry.example/main/linux-64/_libgcc_mutex-0.1-main.tar.bz2#{"a" * 32}
https://registry.example/t/secret/noarch/font-ttf-ubuntu-0.83-hab24e00_0.conda#sha256:{"b" * 64}
https://registry.example/main/linux-64/x264-1%21164.3095-h166bdaf_2.tar.bz2
file:///srv/pkgs/own-lib-2.0-py_0.conda#{"c" * 64}
# pip requests @ https://registry.example/requests-2.31.0-py3-none-any.whl --hash=sha256:{"d" * 64}
"""
EXPORT = """# This file may be used to create an environment using:
# $ conda create --name <env> --file <this file>
# platform: linux-64
numpy=1.19.2=py38h54aff64_0
requests=2.25.1=pypi_0
"""
LOCK = (
    """version: 1
metadata:
  platforms: [linux-64, osx-64]
package:
- name: numpy
  version: 1.26.0
  manager: conda
  platform: linux-64
  dependencies: {python: '>=3.9', __glibc: ''}
  url: https://registry.example/linux-64/numpy-1.26.0-py39_0.conda
  hash: {md5: MD5, sha256: SHA}
  category: main
  optional: false
- name: numpy
  version: 1.26.0
  manager: conda
  platform: osx-64
  dependencies: {python: '>=3.9'}
  url: https://registry.example/osx-64/numpy-1.26.0-py39_0.conda
  hash: {sha256: OTHER}
  category: main
- name: python
  version: '3.10'
  manager: conda
  platform: linux-64
  dependencies: {}
  url: https://registry.example/linux-64/python-3.10-0.conda
  hash: {md5: MD5, sha256: SHA}
  category: dev
- name: Flask_Login
  version: 0.6.3
  manager: pip
  platform: linux-64
  dependencies: {numpy: '*'}
  url: https://registry.example/Flask_Login-0.6.3-py3-none-any.whl
  hash: {sha256: SHA}
  category: test
""".replace("MD5", "1" * 32)
    .replace("SHA", "2" * 64)
    .replace("OTHER", "3" * 64)
)
PIXI_6 = """version: 6
environments:
  default:
    channels:
    - url: https://registry.example/main/
    packages:
      linux-64:
      - conda: https://registry.example/main/linux-64/numpy-2.0.1-py312_0.conda
      - pypi: https://registry.example/requests-2.31.0-py3-none-any.whl
      - pypi: .
  test-py312:
    channels:
    - url: https://registry.example/main/
    packages:
      linux-64:
      - conda: https://registry.example/main/linux-64/numpy-2.0.1-py312_0.conda
      - conda: https://registry.example/main/noarch/pytest-8.0-py_0.conda
packages:
- conda: https://registry.example/main/linux-64/numpy-2.0.1-py312_0.conda
  sha256: SHA
  depends:
  - python >=3.12
  license: BSD-3-Clause
- conda: https://registry.example/main/noarch/pytest-8.0-py_0.conda
  depends:
  - numpy
  license: MIT
- pypi: https://registry.example/requests-2.31.0-py3-none-any.whl
  name: requests
  version: 2.31.0
  sha256: SHA
  requires_dist:
  - numpy>=1
  - pytest ; extra == 'test'
- pypi: .
  name: shop
  version: 1.0.0
  editable: true
""".replace("SHA", "2" * 64)
PIXI_4 = """version: 4
environments:
  default:
    channels: []
    packages:
      linux-64:
      - conda: https://registry.example/main/linux-64/numpy-2.0.1-py312_0.conda
packages:
- kind: conda
  name: numpy
  version: 2.0.1
  build: py312_0
  url: https://registry.example/main/linux-64/numpy-2.0.1-py312_0.conda
  license: BSD-3-Clause
- kind: pypi
  name: own
  version: 1.0.0
  path: ../own
  editable: true
"""


def explicit(text: str):
    return conda_explicit.read(Source("conda-linux-64.lock", held=text.encode()))


def locked(text: str, path: str = "pixi.lock"):
    return conda_lock.read(Source(path, held=text.encode()))


def test_addresses_tell_name_version_and_digest():
    found = explicit(EXPLICIT)

    assert [(c.name, c.version, c.purl, c.hashes, c.place.line) for c in found.components] == [
        ("_libgcc_mutex", "0.1", "pkg:conda/_libgcc_mutex@0.1", (("MD5", "a" * 32),), 5),
        ("font-ttf-ubuntu", "0.83", "pkg:conda/font-ttf-ubuntu@0.83", (("SHA256", "b" * 64),), 6),
        ("x264", "1!164.3095", "pkg:conda/x264@1%21164.3095", (), 7),
        ("own-lib", "2.0", "pkg:conda/own-lib@2.0", (("SHA256", "c" * 64),), 8),
        ("requests", "2.31.0", "pkg:pypi/requests@2.31.0", (("SHA256", "d" * 64),), 9),
    ]
    assert {c.scope for c in found.components} == {Scope.RUNTIME}
    assert found.problems == ()


def test_export_tells_packages_of_pip_apart():
    assert [(c.name, c.version, c.purl) for c in explicit(EXPORT).components] == [
        ("numpy", "1.19.2", "pkg:conda/numpy@1.19.2"),
        ("requests", "2.25.1", "pkg:pypi/requests@2.25.1"),
    ]


def test_export_under_the_name_of_requirements_is_read_as_what_it_is():
    found = requirements.read(Source("requirements-dev.txt", held=EXPORT.encode()))

    assert [(c.purl, c.scope) for c in found.components] == [
        ("pkg:conda/numpy@1.19.2", Scope.DEV),
        ("pkg:pypi/requests@2.25.1", Scope.DEV),
    ]
    assert found.problems == ()


@pytest.mark.parametrize("line", ["https://registry.example/main/noarch/", "https://registry.example/a-1.zip", "= 1"])
def test_line_that_names_no_package_is_told(line):
    found = explicit(f"@EXPLICIT\n{line}\n")

    assert found.components == ()
    assert [(p.code, p.severity, p.place.line) for p in found.problems] == [("line-not-understood", Severity.ERROR, 2)]


@pytest.mark.parametrize(("text", "codes"), [("", []), ("\n", []), ("something: else\n", ["format-not-recognised"])])
def test_file_of_that_name_that_conda_has_not_written(text, codes):
    assert [p.code for p in explicit(text).problems] == codes


def test_archives_of_several_platforms_are_one_package():
    found = locked(LOCK, "conda-lock.yml")

    assert [(c.name, c.version, c.purl, c.scope, c.hashes, c.place.line) for c in found.components] == [
        ("numpy", "1.26.0", "pkg:conda/numpy@1.26.0", Scope.RUNTIME, (), 5),
        ("python", "3.10", "pkg:conda/python@3.10", Scope.DEV, (("SHA256", "2" * 64), ("MD5", "1" * 32)), 22),
        ("Flask_Login", "0.6.3", "pkg:pypi/flask-login@0.6.3", Scope.TEST, (("SHA256", "2" * 64),), 30),
    ]
    assert found.edges == (("conda:numpy@1.26.0", "conda:python@3.10"), ("flask-login@0.6.3", "conda:numpy@1.26.0"))
    assert (found.format, found.version, found.problems) == ("conda-lock.yml", "1", ())


def test_first_layout_of_conda_lock_has_its_version_last_and_one_digest():
    text = (
        "metadata:\n  channels: []\npackage:\n- category: main\n  dependencies: {}\n  hash: md5:"
        + "1" * 32
        + "\n  manager: conda\n"
        "  name: zlib\n  platform: linux-64\n  url: https://registry.example/zlib-1.2-0.tar.bz2\n  version: '1.2'\nversion: 1\n"
    )
    found = locked(text, "conda-lock.yml")

    assert [(c.purl, c.hashes) for c in found.components] == [("pkg:conda/zlib@1.2", (("MD5", "1" * 32),))]
    assert found.problems == ()
    assert table.by_content(text.encode()).name == "python/conda-lock"


def test_pixi_tells_licenses_and_environments():
    found = locked(PIXI_6)

    assert [(c.name, c.version, c.purl, c.scope, c.hashes) for c in found.components] == [
        ("numpy", "2.0.1", "pkg:conda/numpy@2.0.1", Scope.RUNTIME, (("SHA256", "2" * 64),)),
        ("pytest", "8.0", "pkg:conda/pytest@8.0", Scope.TEST, ()),
        ("requests", "2.31.0", "pkg:pypi/requests@2.31.0", Scope.RUNTIME, (("SHA256", "2" * 64),)),
    ]
    assert [[(c.raw, c.form, c.method, c.place.route) for c in one.claims] for one in found.components] == [
        [("BSD-3-Clause", Form.EXPRESSION, Method.LOCKFILE, "packages[0].license")],
        [("MIT", Form.EXPRESSION, Method.LOCKFILE, "packages[1].license")],
        [],
    ]
    assert found.edges == (("conda:pytest@8.0", "conda:numpy@2.0.1"), ("requests@2.31.0", "conda:numpy@2.0.1"))
    assert (found.format, found.version, found.problems) == ("pixi.lock", "6", ())


def test_older_pixi_names_kind_and_address_apart():
    found = locked(PIXI_4)

    assert [(c.purl, c.scope, c.claims[0].raw) for c in found.components] == [
        ("pkg:conda/numpy@2.0.1", Scope.RUNTIME, "BSD-3-Clause")
    ]
    assert [(p.code, p.facts) for p in found.problems] == [("folder-outside", (("folder", "../own"),))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: b\n", ["lock-without-content"]),
        ("- a\n", ["field-wrong-type"]),
        ("", []),
        ("version: 1\npackage: []\n", []),
        ("version: 9\npackages: []\n", ["lock-version-unknown"]),
        ("version: 6\npackages:\n- x\n- {sha256: a}\n", ["field-wrong-type", "package-without-name"]),
    ],
)
def test_what_is_odd_is_told(text, codes):
    assert [p.code for p in locked(text).problems] == codes


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("conda-linux-64.lock", "python/conda-explicit"),
        ("envs/map.linux-64.pin.txt", "python/conda-explicit"),
        ("spec-file.txt", "python/conda-explicit"),
        ("conda-lock.yml", "python/conda-lock"),
        ("gpu.conda-lock.yml", "python/conda-lock"),
        ("pixi.lock", "python/conda-lock"),
    ],
)
def test_names_lead_to_their_reader(path, name):
    assert table.by_path(path).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (EXPLICIT, "python/conda-explicit"),
        (EXPORT, "python/conda-explicit"),
        (LOCK, "python/conda-lock"),
        (PIXI_6, "python/conda-lock"),
    ],
)
def test_content_leads_to_its_reader(text, name):
    assert table.by_content(text.encode()).name == name


@given(st.text(alphabet="-./:#=@ abc1%\npipconda", max_size=200))
def test_whatever_a_list_holds_is_read_or_told(text):
    found = explicit("@EXPLICIT\n" + text)

    assert all(c.name for c in found.components)
