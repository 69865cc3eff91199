"""What the formats' own libraries write is read as they meant it."""

from __future__ import annotations

import io
import warnings
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form
from osscan.readers.sbom import cyclonedx_json, cyclonedx_xml, spdx_json, spdx_tagvalue

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("cyclonedx")
    pytest.importorskip("spdx_tools")
    from cyclonedx.factory.license import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentScope, ComponentType
    from cyclonedx.model.license import LicenseAcknowledgement
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion
    from license_expression import get_spdx_licensing
    from packageurl import PackageURL
    from spdx_tools.spdx.model import (
        Actor,
        ActorType,
        Checksum,
        ChecksumAlgorithm,
        CreationInfo,
        Document,
        ExternalPackageRef,
        ExternalPackageRefCategory,
        Package,
        Relationship,
        RelationshipType,
        SpdxNoAssertion,
        SpdxNone,
    )
    from spdx_tools.spdx.writer.json import json_writer
    from spdx_tools.spdx.writer.tagvalue import tagvalue_writer

NAMES = st.text("abcdefghijklmnopqrstuvwxyzäé-_.", min_size=1, max_size=10)
VERSIONS = st.from_regex(r"[0-9]{1,3}(\.[0-9a-z]{1,4}){0,3}", fullmatch=True)
EXPRESSIONS = st.sampled_from(["MIT", "Apache-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-x AND ISC"])
SCOPES = {
    ComponentScope.REQUIRED: "runtime",
    ComponentScope.OPTIONAL: "optional",
    ComponentScope.EXCLUDED: "excluded",
    None: "unknown",
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES,
            "version": VERSIONS,
            "group": st.sampled_from([None, "@s", "org.example"]),
            "scope": st.sampled_from(list(SCOPES)),
            "license": EXPRESSIONS,
        }
    ),
    max_size=5,
    unique_by=lambda row: (row["name"], row["version"]),
)
KNOWN_VERSIONS = [version for version in SchemaVersion if version.to_version() in cyclonedx_json.VERSIONS]
WAYS = [(version, OutputFormat.XML, cyclonedx_xml.READER) for version in KNOWN_VERSIONS]
WAYS += [(version, OutputFormat.JSON, cyclonedx_json.READER) for version in KNOWN_VERSIONS if version >= SchemaVersion.V1_2]


def bom_of(rows) -> Bom:
    bom = Bom()
    make = LicenseFactory()
    components = [
        Component(
            type=ComponentType.LIBRARY,
            bom_ref=f"r{i}",
            name=row["name"],
            group=row["group"],
            version=row["version"],
            scope=row["scope"],
            purl=PackageURL("npm", row["group"], row["name"], row["version"]),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content="ab" * 32)],
            licenses=[make.make_from_string(row["license"], license_acknowledgement=LicenseAcknowledgement.DECLARED)],
        )
        for i, row in enumerate(rows)
    ]
    for component in components:
        bom.components.add(component)
    for needing, needed in pairwise(components):
        bom.register_dependency(needing, [needed])
    return bom


@pytest.mark.parametrize(("version", "format_", "reader"), WAYS, ids=lambda value: getattr(value, "name", ""))
@given(rows=ROWS)
@settings(max_examples=10, deadline=None)
def test_cyclonedx_library_is_read_as_meant(version, format_, reader, rows):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = make_outputter(bom_of(rows), format_, version).output_as_string()
    found = reader.read(Source("bom", held=text.encode()))
    marked = version >= SchemaVersion.V1_6
    role = ClaimRole.DECLARED if marked else ClaimRole.UNMARKED
    expected = {
        (
            f"{row['group']}/{row['name']}" if row["group"] else row["name"],
            row["version"],
            str(PackageURL("npm", row["group"], row["name"], row["version"])),
            SCOPES[row["scope"]],
            (role, row["license"]),
        )
        for row in rows
    }

    assert reader.recognises(text.encode())
    assert (found.version, found.problems) == (version.to_version(), ())
    if version >= SchemaVersion.V1_1:
        assert {
            (c.name, c.version, c.purl, c.scope.value, *((claim.role, claim.raw) for claim in c.claims)) for c in found.components
        } == expected
    if version >= SchemaVersion.V1_2:
        refs = {c.ref: c.name for c in found.components}
        assert {(refs[a], refs[b]) for a, b in found.edges} == {(refs[f"r{i}"], refs[f"r{i + 1}"]) for i in range(len(rows) - 1)}
    assert all(c.hashes == (("SHA256", "ab" * 32),) for c in found.components)


SPDX_LICENSES = st.sampled_from(
    ["MIT", "Apache-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "NONE", "NOASSERTION", None]
)
SPDX_ROWS = st.lists(
    st.fixed_dictionaries({"name": NAMES, "version": VERSIONS, "declared": SPDX_LICENSES, "concluded": SPDX_LICENSES}),
    min_size=1,
    max_size=5,
)


def license_of(text):
    if text is None:
        return None
    return {"NONE": SpdxNone(), "NOASSERTION": SpdxNoAssertion()}.get(text) or get_spdx_licensing().parse(text)


def document_of(rows) -> Document:
    packages = [
        Package(
            spdx_id=f"SPDXRef-{i}",
            name=row["name"],
            version=row["version"],
            download_location=SpdxNoAssertion(),
            files_analyzed=False,
            license_declared=license_of(row["declared"]),
            license_concluded=license_of(row["concluded"]),
            comment="two\nlines: PackageName: none",
            checksums=[Checksum(ChecksumAlgorithm.SHA256, "ab" * 32)],
            external_references=[
                ExternalPackageRef(ExternalPackageRefCategory.PACKAGE_MANAGER, "purl", f"pkg:npm/{i}@{row['version']}")
            ],
        )
        for i, row in enumerate(rows)
    ]
    relationships = [Relationship("SPDXRef-DOCUMENT", RelationshipType.DESCRIBES, "SPDXRef-0")]
    relationships += [Relationship(f"SPDXRef-{i}", RelationshipType.DEV_DEPENDENCY_OF, "SPDXRef-0") for i in range(1, len(rows))]
    info = CreationInfo(
        "SPDX-2.3",
        "SPDXRef-DOCUMENT",
        "d",
        "https://example.org/d",
        [Actor(ActorType.TOOL, "t")],
        datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    )
    return Document(info, packages, relationships=relationships)


def json_text(document) -> str:
    stream = io.StringIO()
    json_writer.write_document_to_stream(document, stream, validate=False)
    return stream.getvalue()


def tagvalue_text(document) -> str:
    stream = io.StringIO()
    tagvalue_writer.write_document(document, stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("write", "reader"), [(json_text, spdx_json.READER), (tagvalue_text, spdx_tagvalue.READER)], ids=["json", "tag-value"]
)
@given(rows=SPDX_ROWS)
@settings(max_examples=20, deadline=None)
def test_spdx_library_is_read_as_meant(write, reader, rows):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = write(document_of(rows))
    found = reader.read(Source("a", held=text.encode()))

    assert reader.recognises(text.encode())
    assert (found.version, found.problems, found.root.ref) == ("SPDX-2.3", (), "SPDXRef-0")
    assert [
        (
            c.ref,
            c.name,
            c.version,
            c.purl,
            c.hashes,
            {(claim.role.value, claim.raw) for claim in c.claims},
            {claim.form for claim in c.claims} <= {Form.EXPRESSION},
        )
        for c in sorted(found.components, key=lambda c: c.ref)
    ] == [
        (
            f"SPDXRef-{i}",
            row["name"],
            row["version"],
            f"pkg:npm/{i}@{row['version']}",
            (("SHA256", "ab" * 32),),
            {(role, row[role]) for role in ("concluded", "declared") if row[role] is not None},
            True,
        )
        for i, row in enumerate(rows)
    ]
    assert set(found.edges) == {("SPDXRef-0", f"SPDXRef-{i}") for i in range(1, len(rows))}
    assert {c.scope.value for c in found.components if c.ref != "SPDXRef-0"} <= {"dev"}
