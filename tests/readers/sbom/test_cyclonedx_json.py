"""CycloneDX in JSON: every component with all that is claimed about its license, whatever is wrong beside it."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, Method
from osscan.model.component import Kind, Scope
from osscan.model.problem import Severity
from osscan.readers.sbom.cyclonedx_json import READER, read, recognises


def inventory(document, **more):
    text = (
        document
        if isinstance(document, str)
        else json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", **document, **more})
    )
    return read(Source("bom.json", held=text.encode()))


def component(told):
    return inventory({"components": [told]}).components[0]


def claims(licenses, **more):
    told = component({"type": "library", "name": "a", "licenses": licenses, **more})
    return [(c.role, c.raw, c.form, c.joined, c.place.route) for c in told.claims]


def problems(document):
    return [(p.code, p.severity.value, p.place.route, dict(p.facts)) for p in inventory(document).problems]


def test_component_is_read_with_all_its_fields():
    found = component(
        {
            "type": "application",
            "bom-ref": "ref-1",
            "name": "shop",
            "version": "1.2",
            "purl": "pkg:pypi/shop@1.2",
            "scope": "optional",
            "hashes": [{"alg": "SHA-256", "content": "ABCD"}, {"alg": "SHA3-512", "content": "ef"}],
            "licenses": [{"license": {"id": "MIT"}}],
        }
    )

    assert (found.name, found.version, found.ref, found.purl) == ("shop", "1.2", "ref-1", "pkg:pypi/shop@1.2")
    assert (found.scope, found.kind, found.first_party) == (Scope.OPTIONAL, Kind.APPLICATION, False)
    assert found.hashes == (("SHA256", "abcd"), ("SHA3-512", "ef"))
    assert (found.place.input, found.place.route) == ("bom.json", "components[0]")
    claim = found.claims[0]
    assert (claim.role, claim.raw, claim.form, claim.method, claim.joined, claim.group) == (
        ClaimRole.UNMARKED,
        "MIT",
        Form.ID,
        Method.SBOM,
        Joined.ALONE,
        "",
    )
    assert claim.place.route == "components[0].licenses[0].license.id"


def test_document_says_format_version_and_root():
    found = inventory(
        {"metadata": {"component": {"type": "application", "name": "app", "version": "3", "bom-ref": "r"}}, "components": []}
    )

    assert (found.reader, found.format, found.version, found.complete) == ("sbom/cyclonedx-json", "CycloneDX", "1.6", True)
    assert (found.root.name, found.root.version, found.root.ref, found.root.place.route) == (
        "app",
        "3",
        "r",
        "metadata.component",
    )
    assert (found.components, found.problems, found.gives) == ((), (), READER.gives)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("library", Kind.LIBRARY),
        ("framework", Kind.LIBRARY),
        ("application", Kind.APPLICATION),
        ("file", Kind.OTHER),
        ("operating-system", Kind.OTHER),
        ("new-in-2030", Kind.OTHER),
    ],
)
def test_type_tells_the_kind(type_, kind):
    assert component({"type": type_, "name": "a"}).kind is kind


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"name": "core", "group": "@angular"}, "@angular/core"),
        ({"name": "@angular/core", "group": "@angular"}, "@angular/core"),
        ({"name": "lang", "group": "org.example", "purl": "pkg:maven/org.example/lang@1"}, "org.example:lang"),
        ({"name": "lib", "group": "acme"}, "acme/lib"),
        ({"name": "lib", "group": ""}, "lib"),
        ({"name": "lib", "group": None}, "lib"),
    ],
)
def test_group_is_joined_to_the_name(told, name):
    assert component(told).name == name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"purl": "pkg:npm/%40s/a@1.0", "bom-ref": "x"}, "@s/a"),
        ({"purl": "pkg:maven/org.example/a@1.0"}, "org.example:a"),
        ({"bom-ref": "the-ref"}, "the-ref"),
        ({}, "(unnamed)"),
        ({"name": "", "bom-ref": "the-ref"}, "the-ref"),
        ({"name": None}, "(unnamed)"),
        ({"name": "  "}, "(unnamed)"),
        ({"name": ["a"]}, "(unnamed)"),
    ],
)
def test_component_without_a_name_stays_a_component(told, name):
    found = inventory({"components": [{"type": "library", "version": "1", **told}]})

    assert [c.name for c in found.components] == [name]
    assert "name-missing" in [p.code for p in found.problems]
    assert found.complete


def test_version_is_taken_from_the_purl_where_it_is_missing():
    assert component({"name": "a", "purl": "pkg:npm/a@1.0%2B7"}).version == "1.0+7"


def test_number_as_version_counts_and_is_told():
    found = inventory({"components": [{"name": "a", "version": 1.5}, {"name": "b", "version": True}]})

    assert [c.version for c in found.components] == ["1.5", ""]
    assert [(p.code, dict(p.facts)["found"]) for p in found.problems] == [
        ("field-wrong-type", "number"),
        ("field-wrong-type", "boolean"),
    ]


def test_unknown_scope_is_unknown_and_told():
    found = inventory(
        {"components": [{"name": "a", "scope": "foo"}, {"name": "b", "scope": "excluded"}, {"name": "c", "scope": "required"}]}
    )

    assert [c.scope for c in found.components] == [Scope.UNKNOWN, Scope.EXCLUDED, Scope.RUNTIME]
    assert [(p.code, p.place.route) for p in found.problems] == [("field-unknown-value", "components[0].scope")]


def test_license_forms():
    assert [(form, raw) for _, raw, form, _, _ in claims([{"license": {"id": "MIT"}}])] == [(Form.ID, "MIT")]
    assert [(form, raw) for _, raw, form, _, _ in claims([{"license": {"name": "BSD"}}])] == [(Form.NAME, "BSD")]
    assert [(form, raw) for _, raw, form, _, _ in claims([{"expression": "MIT OR ISC"}])] == [(Form.EXPRESSION, "MIT OR ISC")]
    assert [(form, raw) for _, raw, form, _, _ in claims([{"license": {"url": "https://example.org/l"}}])] == [
        (Form.URL, "https://example.org/l")
    ]
    assert [(form, raw) for _, raw, form, _, _ in claims([{"license": {"text": {"content": "Do what"}}}])] == [(Form.TEXT, "")]


def test_none_noassertion_and_absent_stay_apart():
    assert [raw for _, raw, *_ in claims([{"expression": "NONE"}])] == ["NONE"]
    assert [raw for _, raw, *_ in claims([{"license": {"name": "NOASSERTION"}}])] == ["NOASSERTION"]
    assert claims([]) == []
    assert claims(None) == []


def test_name_beside_a_text_is_the_claim_and_not_the_text():
    assert [
        (raw, form) for _, raw, form, *_ in claims([{"license": {"name": "Mine", "text": {"content": "x"}, "url": "u"}}])
    ] == [("Mine", Form.NAME)]


def test_several_licenses_are_one_statement_with_an_unsaid_operator():
    found = component({"name": "a", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "GPL"}}]}).claims

    assert [(c.raw, c.joined, c.group) for c in found] == [
        ("MIT", Joined.UNSAID, "components[0].licenses"),
        ("GPL", Joined.UNSAID, "components[0].licenses"),
    ]


def test_acknowledgement_tells_the_role_and_roles_are_statements_of_their_own():
    found = claims(
        [
            {"license": {"id": "MIT", "acknowledgement": "declared"}},
            {"expression": "ISC", "acknowledgement": "concluded"},
            {"license": {"id": "0BSD", "acknowledgement": "concluded"}},
        ]
    )

    assert [(role, raw, joined) for role, raw, _, joined, _ in found] == [
        (ClaimRole.DECLARED, "MIT", Joined.ALONE),
        (ClaimRole.CONCLUDED, "ISC", Joined.UNSAID),
        (ClaimRole.CONCLUDED, "0BSD", Joined.UNSAID),
    ]


@pytest.mark.parametrize("word", ["guessed", 3, ["declared"], ""])
def test_invalid_acknowledgement_is_unmarked_and_told(word):
    document = {"components": [{"name": "a", "licenses": [{"license": {"id": "MIT", "acknowledgement": word}}]}]}

    assert inventory(document).components[0].claims[0].role is ClaimRole.UNMARKED
    assert [(code, route) for code, _, route, _ in problems(document)] == [
        ("field-unknown-value", "components[0].licenses[0].license.acknowledgement")
    ]


def test_evidence_is_detected():
    found = claims([{"license": {"id": "MIT"}}], evidence={"licenses": [{"license": {"id": "ISC"}}, {"license": {"id": "Zlib"}}]})

    assert found == [
        (ClaimRole.UNMARKED, "MIT", Form.ID, Joined.ALONE, "components[0].licenses[0].license.id"),
        (ClaimRole.DETECTED, "ISC", Form.ID, Joined.UNSAID, "components[0].evidence.licenses[0].license.id"),
        (ClaimRole.DETECTED, "Zlib", Form.ID, Joined.UNSAID, "components[0].evidence.licenses[1].license.id"),
    ]


@pytest.mark.parametrize(
    ("licenses", "raws"),
    [
        ("MIT", ["MIT"]),
        (["MIT", "ISC"], ["MIT", "ISC"]),
        ({"license": {"id": "MIT"}}, ["MIT"]),
        ([{"license": "MIT"}], ["MIT"]),
        ([{"id": "MIT"}], ["MIT"]),
        ([{"license": {"id": "MIT"}}, 7, None, [], {"license": {"id": "ISC"}}], ["MIT", "ISC"]),
        ([{"license": {"id": 5, "name": "X"}}], ["X"]),
        ([{"license": {"id": "MIT", "name": "The MIT"}}], ["MIT", "The MIT"]),
        ([{"license": {"id": "MIT"}, "expression": "ISC"}], ["MIT", "ISC"]),
    ],
)
def test_misshapen_licenses_still_speak(licenses, raws):
    assert [raw for _, raw, *_ in claims(licenses)] == raws


@pytest.mark.parametrize(
    "licenses", [7, True, "MIT", {"license": {"id": "MIT"}}, [7], [{"license": 7}], [{"license": {"id": 7}}]]
)
def test_misshapen_licenses_are_told_with_their_route(licenses):
    found = inventory({"components": [{"name": "a", "licenses": licenses}]})

    assert "field-wrong-type" in [p.code for p in found.problems]
    assert found.problems[0].place.route.startswith("components[0].licenses")
    assert [p.severity for p in found.problems if p.severity is Severity.ERROR] == []


@pytest.mark.parametrize("entry", [{}, {"license": {}}, {"license": {"id": ""}}, {"license": {"name": "  "}}])
def test_entry_that_names_no_license_is_told(entry):
    assert "license-entry-empty" in [code for code, *_ in problems({"components": [{"name": "a", "licenses": [entry]}]})]


def test_license_hidden_behind_a_doubled_key_is_claimed_too():
    found = inventory(
        '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a", '
        '"licenses": [{"license": {"id": "AGPL-3.0-only"}}], "licenses": [{"license": {"id": "MIT"}}]}]}'
    )

    assert [(c.role, c.raw, c.place.route) for c in found.components[0].claims] == [
        (ClaimRole.UNMARKED, "AGPL-3.0-only", "components[0].licenses[0].license.id"),
        (ClaimRole.UNMARKED, "MIT", "components[0].licenses~2[0].license.id"),
    ]
    assert [(p.code, p.severity.value, dict(p.facts)["key"]) for p in found.problems] == [
        ("duplicate-key", "warning", "licenses")
    ]


@pytest.mark.parametrize(
    "entry",
    [
        '{"license": {"id": "AGPL-3.0-only"}, "license": {"id": "MIT"}}',
        '{"license": {"id": "AGPL-3.0-only", "id": "MIT"}}',
        '{"expression": "AGPL-3.0-only", "expression": "MIT"}',
        '{"license": {"name": "AGPL-3.0-only", "name": "MIT"}}',
    ],
)
def test_license_hidden_inside_an_entry_is_claimed_too(entry):
    found = inventory('{"bomFormat": "CycloneDX", "components": [{"name": "a", "licenses": [ENTRY]}]}'.replace("ENTRY", entry))

    assert [c.raw for c in found.components[0].claims] == ["AGPL-3.0-only", "MIT"]
    assert [p.code for p in found.problems] == ["duplicate-key"]


def test_nested_components_are_flattened_with_edges_to_them():
    found = inventory(
        {
            "metadata": {"component": {"name": "app", "bom-ref": "app", "components": [{"name": "part", "bom-ref": "part"}]}},
            "components": [
                {
                    "name": "a",
                    "bom-ref": "a",
                    "components": [{"name": "b", "bom-ref": "b", "components": [{"name": "c"}]}, {"name": "d", "bom-ref": "d"}],
                }
            ],
        }
    )

    assert [(c.name, c.place.route) for c in found.components] == [
        ("part", "metadata.component.components[0]"),
        ("a", "components[0]"),
        ("b", "components[0].components[0]"),
        ("c", "components[0].components[0].components[0]"),
        ("d", "components[0].components[1]"),
    ]
    assert found.edges == (("app", "part"), ("a", "b"), ("b", "components[0].components[0].components[0]"), ("a", "d"))
    assert found.root.name == "app"


def test_nested_components_hidden_behind_a_doubled_key_are_read_too():
    found = inventory(
        '{"bomFormat": "CycloneDX", "components": [{"name": "a", "components": [{"name": "hidden"}], "components": [{"name": "shown"}]}]}'
    )

    assert [(c.name, c.place.route) for c in found.components] == [
        ("a", "components[0]"),
        ("hidden", "components[0].components[0]"),
        ("shown", "components[0].components~2[0]"),
    ]
    assert [p.code for p in found.problems] == ["duplicate-key"]


def test_dependencies_are_edges():
    found = inventory(
        {
            "dependencies": [{"ref": "a", "dependsOn": ["b", "c"]}, {"ref": "b"}, {"ref": "b", "dependsOn": ["c"]}],
            "components": [{"name": name, "bom-ref": name} for name in "abc"],
        }
    )

    assert found.edges == (("a", "b"), ("a", "c"), ("b", "c"))
    assert found.problems == ()


def test_cycle_is_kept_as_it_is():
    found = inventory(
        {
            "components": [{"name": name, "bom-ref": name} for name in "ab"],
            "dependencies": [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a", "b"]}],
        }
    )

    assert found.edges == (("a", "b"), ("b", "a"), ("b", "b"))


def test_dangling_reference_is_told_once_and_makes_no_edge():
    document = {
        "components": [{"name": "a", "bom-ref": "a"}],
        "services": [{"name": "s", "bom-ref": "svc", "services": [{"name": "t", "bom-ref": "inner"}]}],
        "dependencies": [
            {"ref": "a", "dependsOn": ["gone", "svc", "inner", "urn:cdx:1/1#x"]},
            {"ref": "gone", "dependsOn": ["a"]},
            {"ref": "off"},
        ],
    }

    assert inventory(document).edges == ()
    assert [(code, route, facts) for code, _, route, facts in problems(document)] == [
        ("dangling-ref", "dependencies[0].dependsOn[0]", {"ref": "gone"}),
        ("dangling-ref", "dependencies[2].ref", {"ref": "off"}),
    ]


def test_many_dangling_references_are_listed_twenty_times_and_then_counted():
    found = inventory({"components": [{"name": "a"}], "dependencies": [{"ref": f"gone-{i}"} for i in range(50)]})

    assert [p.code for p in found.problems] == ["dangling-ref"] * 20 + ["more-of-the-same"]
    assert found.problems[-1].facts == (("code", "dangling-ref"), ("count", "30"))
    assert found.complete


def test_doubled_ref_keeps_both_components():
    found = inventory(
        {
            "metadata": {"component": {"name": "app", "bom-ref": "app"}},
            "components": [{"name": "a", "bom-ref": "x"}, {"name": "b", "bom-ref": "x"}, {"name": "app", "bom-ref": "app"}],
            "dependencies": [{"ref": "app", "dependsOn": ["x"]}],
        }
    )

    assert [(c.name, c.ref) for c in found.components] == [("a", "x"), ("b", "components[1]"), ("app", "components[2]")]
    assert found.edges == (("app", "x"),)
    assert [(p.code, p.place.route, dict(p.facts)["ref"]) for p in found.problems] == [
        ("duplicate-ref", "components[1].bom-ref", "x"),
        ("duplicate-ref", "components[2].bom-ref", "app"),
    ]


def test_equal_components_are_both_kept():
    assert len(inventory({"components": [{"name": "a", "version": "1"}] * 2}).components) == 2


@pytest.mark.parametrize("odd", [None, 7, "a", [], True])
def test_entry_that_is_no_object_is_a_component_without_a_name(odd):
    found = inventory({"components": [{"name": "a"}, odd, {"name": "b"}]})

    assert [c.name for c in found.components] == ["a", "(unnamed)", "b"]
    assert ("field-wrong-type", "components[1]") in [(p.code, p.place.route) for p in found.problems]


@pytest.mark.parametrize("odd", ["x", 7, True])
def test_components_that_are_no_list_leave_the_input_incomplete(odd):
    found = inventory({"components": odd})

    assert found.components == ()
    assert not found.complete
    assert found.problems[0].place.route == "components"


def test_single_component_without_its_list_is_read():
    found = inventory({"components": {"name": "a"}})

    assert [(c.name, c.place.route) for c in found.components] == [("a", "components")]
    assert [p.severity for p in found.problems] == [Severity.WARNING]


def test_null_lists_are_empty_lists():
    found = inventory({"components": None, "dependencies": None, "metadata": {"component": None}})

    assert (found.components, found.problems, found.root) == ((), (), None)


@pytest.mark.parametrize(
    "odd",
    [
        {"metadata": 7},
        {"metadata": [7]},
        {"metadata": {"component": "app"}},
        {"dependencies": "a"},
        {"dependencies": [7]},
        {"dependencies": [{"ref": 7, "dependsOn": []}]},
        {"dependencies": [{"ref": "a", "dependsOn": "a"}]},
        {"dependencies": [{"ref": "a", "dependsOn": [7]}]},
        {"dependencies": [{"dependsOn": ["a"]}]},
        {"components": [{"name": "a", "bom-ref": "a", "hashes": "x"}]},
        {"components": [{"name": "a", "bom-ref": "a", "hashes": [{"alg": "MD5"}]}]},
        {"components": [{"name": "a", "bom-ref": "a", "evidence": []}]},
        {"components": [{"name": "a", "bom-ref": "a", "evidence": {"licenses": 7}}]},
        {"components": [{"name": "a", "bom-ref": "a", "components": 7}]},
        {"components": [{"name": "a", "bom-ref": {"x": 1}}]},
        {"components": [{"name": "a", "bom-ref": "a", "purl": 7, "scope": 7, "type": [], "group": 7}]},
    ],
)
def test_odd_field_costs_nothing_beside_it(odd):
    found = inventory({"components": [{"name": "a", "bom-ref": "a"}], **odd})

    assert [c.name.rpartition("/")[2] for c in found.components] == ["a"]
    assert "field-wrong-type" in [p.code for p in found.problems]


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "${specVersion}", "", 1.6, None])
def test_supported_and_missing_versions_are_read(version):
    assert len(inventory({"components": [{"name": "a"}]}, specVersion=version).components) == 1


@pytest.mark.parametrize("version", ["1.8", "2.0", "3"])
def test_version_from_the_future_is_refused_by_name(version):
    found = inventory({"components": [{"name": "a"}]}, specVersion=version)

    assert (found.reader, found.complete, found.components) == ("", False, ())
    assert [(p.code, p.severity, dict(p.facts)["format"]) for p in found.problems] == [
        ("format-not-supported", Severity.ERROR, f"CycloneDX {version}")
    ]


def test_file_that_is_no_bom_is_told():
    found = inventory('{"lockfileVersion": 3, "packages": {}}')

    assert (found.reader, [p.code for p in found.problems]) == ("", ["format-not-recognised"])


def test_old_name_of_the_format_is_odd_but_read():
    found = inventory({"components": [{"name": "a"}]}, bomFormat="AnotherFormat")

    assert [c.name for c in found.components] == ["a"]
    assert [p.code for p in found.problems] == ["field-unknown-value"]


def test_cut_document_keeps_whole_components_also_inside_a_cut_one():
    text = json.dumps(
        {"bomFormat": "CycloneDX", "components": [{"name": "a"}, {"name": "b", "components": [{"name": "c"}, {"name": "d"}]}]}
    )
    found = inventory(text[: text.index('"d"')])

    assert [c.name for c in found.components] == ["a", "c"]
    assert [(p.code, p.severity) for p in found.problems] == [("json-truncated", Severity.ERROR)]
    assert not found.complete


@pytest.mark.parametrize(
    "document",
    [
        {"bomFormat": "CycloneDX", "specVersion": "1.6"},
        {"$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json"},
        {"specVersion": "1.4", "components": [], "bomFormat": "CycloneDX"},
        {"components": [{"type": "library", "bom-ref": "a", "name": "a"}]},
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_document_is_recognised_in_every_encoding(document, encoding):
    assert recognises(json.dumps(document).encode(encoding))


def test_long_document_is_recognised_by_its_first_bytes():
    text = json.dumps({"components": [{"bom-ref": str(i), "name": "é" * 100} for i in range(5000)], "bomFormat": "CycloneDX"})

    assert recognises(text.encode()[:65536])


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"{}",
        b"[]",
        b'{"name": "shop", "lockfileVersion": 3, "packages": {"": {}}}',
        b'{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT"}',
        b'{"components": [{"name": "button"}]}',
        b'{"note": "made by CycloneDX", "x": {"bomFormat": "CycloneDX"}}',
        b'{"bomFormat": "CycloneDX", "specVersion": "2.0"}',
        b"<bom/>",
    ],
)
def test_other_documents_are_not_claimed(head):
    assert not recognises(head)


def test_utf16_document_is_read():
    text = json.dumps({"bomFormat": "CycloneDX", "components": [{"name": "größe"}]}, ensure_ascii=False)
    found = read(Source("bom.json", held=text.encode("utf-16")))

    assert [c.name for c in found.components] == ["größe"]
