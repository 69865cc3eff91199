"""METADATA and PKG-INFO: the license of an installed distribution in all the fields in which it may stand."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined, Method
from osscan.readers.python.dist_info import READER, read

PATH = "venv/lib/python3.11/site-packages/Shop_Kit-1.2.dist-info/METADATA"


def inventory(text: str, path: str = PATH):
    return read(Source(path, held=text.encode()))


def claims(text: str):
    return [(c.raw, c.form, c.place.route, c.place.line) for c in inventory(text).components[0].claims]


HEAD = "Metadata-Version: 2.4\nName: Shop_Kit\nVersion: 1.2\n"


def test_distribution_is_one_component():
    found = inventory(HEAD)
    component = found.components[0]

    assert (component.name, component.version, component.ref, component.purl) == (
        "Shop_Kit",
        "1.2",
        "shop-kit",
        "pkg:pypi/shop-kit@1.2",
    )
    assert (found.root, found.version, found.problems) == (None, "2.4", ())


def test_license_expression_is_read_as_one():
    assert claims(HEAD + "License-Expression: MIT OR Apache-2.0\nLicense-File: LICENSE\n") == [
        ("MIT OR Apache-2.0", Form.EXPRESSION, "License-Expression", 4)
    ]


def test_license_field_is_a_name():
    assert claims(HEAD + "License: BSD-3-Clause\n") == [("BSD-3-Clause", Form.NAME, "License", 4)]


def test_unknown_is_no_license():
    assert claims(HEAD + "License: UNKNOWN\n") == []


def test_whole_text_in_the_license_field_is_known_by_its_title():
    text = HEAD + "License: MIT License\n        \n        Copyright (c) someone\n        |Permission is granted\nSummary: kit\n"

    assert claims(text) == [("MIT License", Form.NAME, "License", 4)]
    assert inventory(text).components[0].claims[0].confidence == 0.9


def test_whole_text_without_a_title_is_an_unrecognised_text():
    assert claims(HEAD + "License: Copyright (c) someone\n        All rights are given.\n") == [("", Form.TEXT, "License", 4)]


def test_classifiers_and_license_field_are_separate_statements():
    text = (
        HEAD
        + "License: Apache 2.0\nClassifier: Topic :: Office\nClassifier: License :: OSI Approved :: Apache Software License\n"
    )

    assert claims(text) == [
        ("Apache 2.0", Form.NAME, "License", 4),
        ("License :: OSI Approved :: Apache Software License", Form.CLASSIFIER, "Classifier", 6),
    ]


def test_several_license_classifiers_are_one_statement_with_an_open_operator():
    text = HEAD + "Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: OSI Approved :: BSD License\n"
    found = inventory(text).components[0].claims

    assert {(c.joined, c.group, c.method) for c in found} == {(Joined.UNSAID, "Classifier", Method.INSTALLED)}


def test_license_file_alone_is_a_text_that_nobody_recognised():
    assert claims(HEAD + "License-File: LICENSE.txt\n") == [("", Form.TEXT, "License-File", 4)]


def test_needed_distributions_are_edges_and_extras_are_put_aside():
    text = HEAD + (
        "Requires-Dist: Flask (>=2)\nRequires-Dist: zope.interface>=5 ; python_version < '4'\n"
        "Requires-Dist: sphinx ; extra == 'docs'\nRequires-Dist: black; python_version>'3' and extra=='dev'\n"
        "Requires-Dist: flask\nRequires-Dist: shop-kit[all]\nRequires-Dist: ???\n"
    )

    assert inventory(text).edges == (("shop-kit", "flask"), ("shop-kit", "zope-interface"))


def test_body_is_not_read():
    assert claims(HEAD + "\nLicense: GPL-3.0-only\n") == []


def test_header_broken_off_by_a_line_of_no_shape_costs_no_other():
    text = HEAD + "Keywords: password secret\ncrypt md5\nsha512 pbkdf2\nLicense: BSD\n"

    assert claims(text) == [("BSD", Form.NAME, "License", 7)]


def test_windows_line_ends_do_not_matter():
    assert claims((HEAD + "License: MIT\n\nBody").replace("\n", "\r\n")) == [("MIT", Form.NAME, "License", 4)]


def test_header_names_are_read_in_any_case():
    assert claims("metadata-version: 1.0\nNAME: a\nversion: 1\nlicense: MIT\n") == [("MIT", Form.NAME, "license", 4)]


def test_folder_names_a_distribution_whose_file_does_not():
    found = inventory("Metadata-Version: 2.1\n")

    assert [(c.name, c.version) for c in found.components] == [("Shop_Kit", "1.2")]


def test_file_that_names_nothing_is_told():
    found = inventory("", "somewhere/METADATA")

    assert (found.components, [p.code for p in found.problems], found.complete) == ((), ["package-without-name"], False)


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("src/shop.egg-info/PKG-INFO", True),
        ("venv/lib/site-packages/shop-1.0.egg-info/PKG-INFO", False),
        ("usr/lib/python3/dist-packages/shop-1.0.egg-info", False),
        ("eggs/shop-1.0-py3.11.egg/EGG-INFO/PKG-INFO", False),
    ],
)
def test_egg_info_in_a_source_tree_is_the_project_itself(path, own):
    found = inventory("Name: shop\nVersion: 1.0\n", path)

    assert (found.root is not None, len(found.components)) == (own, 0 if own else 1)


def test_distribution_installed_for_editing_is_the_project_itself(tmp_path):
    folder = tmp_path / "shop-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: shop\nVersion: 1.0\nLicense: MIT\n")
    (folder / "direct_url.json").write_text('{"url": "file:///srv/shop", "dir_info": {"editable": true}}')
    found = read(Source("shop-1.0.dist-info/METADATA", str(folder / "METADATA"), None, str(tmp_path)))

    assert (found.root.name, found.root.first_party, found.root.claims[0].raw, found.components) == ("shop", True, "MIT", ())


@pytest.mark.parametrize("told", ["{", "[]", '{"dir_info": 1}', '{"dir_info": {}}', "[" * 100_000])
def test_origin_that_can_not_be_read_leaves_a_component(tmp_path, told):
    folder = tmp_path / "shop-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: shop\nVersion: 1.0\n")
    (folder / "direct_url.json").write_text(told)
    found = read(Source("shop-1.0.dist-info/METADATA", str(folder / "METADATA"), None, str(tmp_path)))

    assert [c.name for c in found.components] == ["shop"]


@pytest.mark.parametrize(("head", "expected"), [(HEAD.encode(), True), (b"Name: a", False), (b"", False)])
def test_recognised_by_its_first_header(head, expected):
    assert READER.recognises(head) is expected
