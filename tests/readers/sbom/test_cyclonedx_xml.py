"""CycloneDX in XML: the same components and claims as in JSON, with lines; entities are refused, breaks cost what stands behind them."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Limits, Source
from osscan.model.claim import ClaimRole, Form, Joined
from osscan.model.component import Kind, Scope
from osscan.model.problem import Severity
from osscan.readers.sbom.cyclonedx_xml import read, recognises

NAMESPACE = "http://cyclonedx.org/schema/bom/1.6"


def xml(inner, root=f'bom xmlns="{NAMESPACE}" version="1"'):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>\n{inner}\n</{root.split()[0]}>\n'


def inventory(inner, **more):
    return read(Source("bom.xml", held=xml(inner, **more).encode()))


def components(inner):
    return inventory(f"<components>\n{inner}\n</components>").components


def claims(inner):
    (found,) = components(f"<component type='library'><name>a</name>{inner}</component>")
    return [(c.role, c.raw, c.form, c.joined, c.place.route) for c in found.claims]


def told(found):
    return [(p.code, p.severity.value, p.place.route, p.place.line) for p in found.problems]


def test_component_is_read_with_all_its_fields_and_lines():
    found = inventory(
        """<metadata><component type="application" bom-ref="app"><name>app</name></component></metadata>
<components>
  <component type="framework" bom-ref="r">
    <group>org.example</group>
    <name>lang</name>
    <version> 1.2 </version>
    <scope>excluded</scope>
    <hashes><hash alg="SHA-1">AB</hash><hash alg="BLAKE3">cd</hash></hashes>
    <licenses>
      <license acknowledgement="declared">
        <id>MIT</id>
        <text content-type="text/plain">long &amp; wide</text>
      </license>
    </licenses>
    <purl>pkg:maven/org.example/lang@1.2</purl>
  </component>
</components>
<dependencies><dependency ref="app"><dependency ref="r"/></dependency></dependencies>"""
    )
    (component,) = found.components

    assert (found.reader, found.format, found.version, found.complete) == ("sbom/cyclonedx-xml", "CycloneDX", "1.6", True)
    assert (found.root.name, found.root.ref, found.root.kind) == ("app", "app", Kind.APPLICATION)
    assert (component.name, component.version, component.ref) == ("org.example:lang", "1.2", "r")
    assert (component.purl, component.scope, component.kind) == ("pkg:maven/org.example/lang@1.2", Scope.EXCLUDED, Kind.LIBRARY)
    assert component.hashes == (("SHA1", "ab"), ("BLAKE3", "cd"))
    assert (component.place.route, component.place.line) == ("components[0]", 5)
    assert [(c.role, c.raw, c.form, c.place.route, c.place.line) for c in component.claims] == [
        (ClaimRole.DECLARED, "MIT", Form.ID, "components[0].licenses[0].license.id", 13)
    ]
    assert found.edges == (("app", "r"),)
    assert found.problems == ()


def test_license_forms():
    assert claims("<licenses><license><name>BSD</name></license></licenses>") == [
        (ClaimRole.UNMARKED, "BSD", Form.NAME, Joined.ALONE, "components[0].licenses[0].license.name")
    ]
    assert claims('<licenses><expression acknowledgement="concluded">MIT OR ISC</expression></licenses>') == [
        (ClaimRole.CONCLUDED, "MIT OR ISC", Form.EXPRESSION, Joined.ALONE, "components[0].licenses[0].expression")
    ]
    assert claims(
        '<licenses><expression-detailed expression="MIT"><details license-identifier="MIT"/></expression-detailed></licenses>'
    ) == [(ClaimRole.UNMARKED, "MIT", Form.EXPRESSION, Joined.ALONE, "components[0].licenses[0].expression")]
    assert claims("<licenses><license><url>https://example.org/l</url></license></licenses>")[0][1:3] == (
        "https://example.org/l",
        Form.URL,
    )
    assert claims("<licenses><license><text>Do what</text></license></licenses>")[0][1:3] == ("", Form.TEXT)


def test_several_licenses_and_evidence_are_statements():
    found = claims(
        "<licenses><license><id>MIT</id></license><license><id>ISC</id></license></licenses>"
        "<evidence><licenses><license><id>Zlib</id></license></licenses></evidence>"
    )

    assert [(role, raw, joined) for role, raw, _, joined, _ in found] == [
        (ClaimRole.UNMARKED, "MIT", Joined.UNSAID),
        (ClaimRole.UNMARKED, "ISC", Joined.UNSAID),
        (ClaimRole.DETECTED, "Zlib", Joined.ALONE),
    ]


def test_license_hidden_behind_a_doubled_element_is_claimed_too():
    found = inventory(
        "<components><component><name>a</name>\n<licenses><license><id>AGPL-3.0-only</id>\n<id>MIT</id></license></licenses></component></components>"
    )

    assert [(c.raw, c.place.route, c.place.line) for c in found.components[0].claims] == [
        ("AGPL-3.0-only", "components[0].licenses[0].license.id", 4),
        ("MIT", "components[0].licenses[0].license.id~2", 5),
    ]
    assert [p.code for p in found.problems] == ["duplicate-key"]


def test_doubled_list_is_read_twice_and_told():
    found = inventory(
        "<components><component><name>a</name></component></components>\n<components><component><name>b</name></component></components>"
    )

    assert [(c.name, c.place.route) for c in found.components] == [("a", "components[0]"), ("b", "components~2[0]")]
    assert told(found) == [("duplicate-key", "warning", "components~2", 4)]


def test_nested_components_are_flattened():
    found = inventory(
        "<components><component bom-ref='a'><name>a</name><components><component bom-ref='b'><name>b</name>"
        "<components><component bom-ref='c'><name>c</name></component></components></component></components></component></components>"
    )

    assert [c.name for c in found.components] == ["a", "b", "c"]
    assert found.edges == (("a", "b"), ("b", "c"))


def test_dangling_and_doubled_references_are_told_with_their_line():
    found = inventory(
        "<components><component bom-ref='a'><name>a</name></component>\n<component bom-ref='a'><name>b</name></component></components>\n"
        "<dependencies><dependency ref='a'>\n<dependency ref='gone'/></dependency></dependencies>"
    )

    assert [c.ref for c in found.components] == ["a", "components[1]"]
    assert told(found) == [
        ("duplicate-ref", "warning", "components[1].bom-ref", 4),
        ("dangling-ref", "warning", "dependencies[0].dependsOn[0]", 6),
    ]


def test_elements_of_other_vocabularies_are_passed_over():
    found = inventory(
        """<components xmlns:x="urn:other"><component type="library"><name>a</name>
<x:name>evil</x:name><x:licenses><x:license><x:id>EVIL</x:id></x:license></x:licenses>
<extra xmlns="urn:third"><name>worse</name></extra>
<pedigree><ancestors><component type="library"><name>forefather</name></component></ancestors></pedigree>
</component></components>"""
    )

    assert [(c.name, c.claims) for c in found.components] == [("a", ())]
    assert found.problems == ()


def test_prefixed_document_is_read():
    found = read(
        Source(
            "bom.xml",
            held=f'<b:bom xmlns:b="{NAMESPACE}"><b:components><b:component><b:name>a</b:name></b:component></b:components></b:bom>'.encode(),
        )
    )

    assert ([c.name for c in found.components], found.version, found.problems) == (["a"], "1.6", ())


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_version_is_told_by_the_namespace(version):
    root = f'bom xmlns="http://cyclonedx.org/schema/bom/{version}"'
    found = inventory("<components><component type='library'><name>a</name></component></components>", root=root)

    assert (found.version, len(found.components), found.complete) == (version, 1, True)
    assert recognises(xml("", root=root).encode())


def test_version_from_the_future_is_refused_by_name():
    found = inventory("<components/>", root='bom xmlns="http://cyclonedx.org/schema/bom/2.0"')

    assert (found.reader, [(p.code, dict(p.facts)["format"]) for p in found.problems]) == (
        "",
        [("format-not-supported", "CycloneDX 2.0")],
    )


def test_component_without_a_name_stays_a_component():
    found = inventory("<components>\n<component type='library'><version>1</version></component></components>")

    assert [(c.name, c.version) for c in found.components] == [("(unnamed)", "1")]
    assert told(found) == [("name-missing", "warning", "components[0]", 4)]


BILLION_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE bom [\n<!ENTITY a "ha">\n'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">\n' for i in range(20))
    + f']>\n<bom xmlns="{NAMESPACE}"><components><component><name>&u;</name></component></components></bom>'
)
XXE = f'<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<bom xmlns="{NAMESPACE}"><components><component><name>&x;</name></component></components></bom>'
PARAMETER = f'<!DOCTYPE bom [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]>\n<bom xmlns="{NAMESPACE}"/>'


@pytest.mark.parametrize("text", [BILLION_LAUGHS, XXE, PARAMETER], ids=["billion-laughs", "external", "parameter"])
def test_document_with_entities_of_its_own_is_refused(text):
    found = read(Source("bom.xml", held=text.encode()))

    assert found.components == ()
    assert [(p.code, p.severity) for p in found.problems] == [("xml-entities", Severity.ERROR)]
    assert not found.complete


def test_entity_of_an_external_document_type_is_told():
    text = f'<!DOCTYPE bom SYSTEM "bom.dtd">\n<bom xmlns="{NAMESPACE}"><components>\n<component><name>a&x;b</name></component></components></bom>'
    found = read(Source("bom.xml", held=text.encode()))

    assert [c.name for c in found.components] == ["ab"]
    assert told(found) == [("xml-entities", "error", "", 3)]


def test_undeclared_entity_is_a_break():
    found = inventory("<components><component><name>a</name></component>\n<component><name>&x;</name></component></components>")

    assert [c.name for c in found.components] == ["a"]
    assert told(found) == [("xml-syntax", "error", "", 4)]


def test_what_stands_whole_before_a_break_is_kept():
    found = inventory(
        "<components><component><name>a</name></component>\n"
        "<component><name>b</name><components><component><name>c</name></component><component><name>d</oops>"
    )

    assert [c.name for c in found.components] == ["a", "c"]
    assert [(p.code, p.place.line, p.place.column) for p in found.problems] == [("xml-syntax", 4, 95)]
    assert not found.complete


def test_document_cut_anywhere_keeps_what_is_whole():
    text = xml(
        "<components>" + "".join(f"<component bom-ref='{i}'><name>n{i}</name></component>" for i in range(4)) + "</components>"
    )
    for end in range(len(text) - 1):
        found = read(Source("bom.xml", held=text[:end].encode()))

        assert [c.name for c in found.components] == [f"n{i}" for i in range(text[:end].count("</component>"))], end
        assert not found.complete or end > text.rindex("</bom>") + 5


def test_deep_nesting_costs_only_what_nests():
    deep = "<component><name>x</name><components>" * 150 + "</components></component>" * 150
    found = inventory(
        f"<components><component><name>a</name></component>{deep}<component><name>b</name></component></components>"
    )

    assert [c.name for c in found.components if c.name != "x"] == ["a", "b"]
    assert [(p.code, p.severity, p.facts) for p in found.problems] == [("too-deep", Severity.ERROR, (("limit", "200"),))]


def test_very_deep_nesting_of_other_elements_is_passed_over():
    found = inventory("<x>" * 100_000 + "</x>" * 100_000 + "<components><component><name>a</name></component></components>")

    assert [c.name for c in found.components] == ["a"]
    assert found.complete


def test_depth_follows_the_limits():
    text = xml(
        "<components><component><name>a</name><components><component><name>b</name></component></components></component></components>"
    )
    found = read(Source("bom.xml", held=text.encode(), limits=Limits(depth=4)))

    assert [(c.name, [p.code for p in found.problems]) for c in found.components] == [("a", ["too-deep"])]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("ISO-8859-1", "iso-8859-1"),
        ("windows-1252", "windows-1252"),
        ("utf-8", "utf-16-le"),
    ],
)
def test_document_is_read_in_its_encoding(declared, encoding):
    text = xml("<components><component><name>Größe</name></component></components>").replace("UTF-8", declared)
    found = read(Source("bom.xml", held=text.encode(encoding)))

    assert [c.name for c in found.components] == ["Größe"]
    assert recognises(text.encode(encoding))
    assert found.problems == ()


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<project><name>a</name></project>",
        b'<bom xmlns="urn:other"/>',
        b"bom http://cyclonedx.org/schema/bom/1.6",
        b'{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json"}',
        b'<bom xmlns="http://cyclonedx.org/schema/bom/2.0">',
        b'<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#">',
    ],
)
def test_other_documents_are_not_claimed(head):
    assert not recognises(head)


@pytest.mark.parametrize("text", ["<project/>", '<bom xmlns="urn:other"/>'])
def test_file_that_is_no_bom_is_told(text):
    found = read(Source("bom.xml", held=text.encode()))

    assert (found.reader, [p.code for p in found.problems]) == ("", ["format-not-recognised"])


@pytest.mark.parametrize("text", ["", "hello", "<bom"])
def test_text_that_is_no_xml_is_told(text):
    found = read(Source("bom.xml", held=text.encode()))

    assert (found.complete, [(p.code, p.severity) for p in found.problems]) == (False, [("xml-syntax", Severity.ERROR)])
