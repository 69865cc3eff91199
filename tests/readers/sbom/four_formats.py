"""One small inventory, written in the four formats."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr

from osscan.readers.sbom import cyclonedx_json, cyclonedx_xml, spdx_json, spdx_tagvalue

READERS = {
    "cyclonedx-json": cyclonedx_json.READER,
    "cyclonedx-xml": cyclonedx_xml.READER,
    "spdx-json": spdx_json.READER,
    "spdx-tagvalue": spdx_tagvalue.READER,
}
ROWS = [
    {"name": f"part-{i}", "version": f"{i}.0", "purl": f"pkg:npm/part-{i}@{i}.0", "declared": declared, "concluded": "MIT OR ISC"}
    for i, declared in enumerate(("MIT", "GPL-2.0-only", "NOASSERTION", "LicenseRef-x", "Apache-2.0"))
]
EDGES = [(0, 1), (1, 2), (0, 4)]


def cyclonedx(rows=ROWS, edges=EDGES):
    """CycloneDX as objects; declared and concluded expressions side by side, as 1.7 allows."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "components": [
            {
                "type": "library",
                "bom-ref": f"r{i}",
                "name": row["name"],
                "version": row["version"],
                "licenses": [
                    {"expression": row["concluded"], "acknowledgement": "concluded"},
                    {"expression": row["declared"], "acknowledgement": "declared"},
                ],
                "purl": row["purl"],
                "hashes": [{"alg": "SHA-256", "content": "ab" * 32}],
            }
            for i, row in enumerate(rows)
        ],
        "dependencies": [{"ref": f"r{a}", "dependsOn": [f"r{b}"]} for a, b in edges],
    }


def spdx(rows=ROWS, edges=EDGES):
    """SPDX as objects."""
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "packages": [
            {
                "name": row["name"],
                "SPDXID": f"r{i}",
                "versionInfo": row["version"],
                "licenseConcluded": row["concluded"],
                "licenseDeclared": row["declared"],
                "externalRefs": [
                    {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": row["purl"]}
                ],
                "checksums": [{"algorithm": "SHA256", "checksumValue": "ab" * 32}],
            }
            for i, row in enumerate(rows)
        ],
        "relationships": [
            {"spdxElementId": f"r{a}", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": f"r{b}"} for a, b in edges
        ],
    }


def xml(rows=ROWS, edges=EDGES) -> str:
    """The CycloneDX document in XML, one field a line."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<bom xmlns="http://cyclonedx.org/schema/bom/1.7">', "<components>"]
    for i, row in enumerate(rows):
        lines += [
            f'<component type="library" bom-ref="r{i}">',
            f"<name>{escape(row['name'])}</name>",
            f"<version>{escape(row['version'])}</version>",
            f'<hashes><hash alg="SHA-256">{"ab" * 32}</hash></hashes>',
            "<licenses>",
            f'<expression acknowledgement="concluded">{escape(row["concluded"])}</expression>',
            f'<expression acknowledgement="declared">{escape(row["declared"])}</expression>',
            "</licenses>",
            f"<purl>{escape(row['purl'])}</purl>",
            "</component>",
        ]
    lines += ["</components>", "<dependencies>"]
    lines += [f"<dependency ref={quoteattr(f'r{a}')}><dependency ref={quoteattr(f'r{b}')}/></dependency>" for a, b in edges]
    return "\n".join([*lines, "</dependencies>", "</bom>", ""])


def tagvalue(rows=ROWS, edges=EDGES) -> str:
    """The SPDX document in tag-value."""
    lines = ["SPDXVersion: SPDX-2.3", "SPDXID: SPDXRef-DOCUMENT", "DocumentName: d"]
    for i, row in enumerate(rows):
        lines += [
            f"PackageName: {row['name']}",
            f"SPDXID: r{i}",
            f"PackageVersion: {row['version']}",
            f"PackageLicenseConcluded: {row['concluded']}",
            f"PackageLicenseDeclared: {row['declared']}",
            f"ExternalRef: PACKAGE-MANAGER purl {row['purl']}",
            f"PackageChecksum: SHA256: {'ab' * 32}",
        ]
    return "\n".join([*lines, *(f"Relationship: r{a} DEPENDS_ON r{b}" for a, b in edges), ""])


def texts(rows=ROWS, edges=EDGES) -> dict[str, str]:
    """The inventory in each format, by the key of READERS."""
    return {
        "cyclonedx-json": json.dumps(cyclonedx(rows, edges), indent=2),
        "cyclonedx-xml": xml(rows, edges),
        "spdx-json": json.dumps(spdx(rows, edges), indent=2),
        "spdx-tagvalue": tagvalue(rows, edges),
    }


def told(component):
    """What a component says, without its places."""
    claims = tuple((c.role.value, c.raw, c.joined.value) for c in component.claims)
    return (component.name, component.version, component.purl, component.ref, claims, component.hashes)
