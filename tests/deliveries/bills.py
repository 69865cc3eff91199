"""SBOMs as a careful vendor writes them: CycloneDX 1.6 in the notation of BSI TR-03183-2 2.1.0."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from tests.deliveries import real_parts


class Part(NamedTuple):
    """A component: `file` is the deployable, `content` its bytes, which give the hash."""

    purl: str
    name: str
    version: str
    license: str
    content: bytes
    file: str
    group: str = ""


def of_jar(group: str, name: str, content: bytes) -> Part:
    """Of a jar under the license of the ASF."""
    version = real_parts.version_of(content)
    return Part(f"pkg:maven/{group}/{name}@{version}", name, version, "Apache-2.0", content, f"{name}-{version}.jar", group)


def bill(product: Part, parts: list[Part]) -> bytes:
    refs = [part.purl for part in parts]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "serialNumber": "urn:uuid:9d1f3a52-8f2e-4b0b-9a5f-2a7b8d1c6e01",
        "metadata": {
            "timestamp": "2026-11-02T12:00:00Z",
            "manufacturer": {"name": "Vendor", "url": ["https://vendor.example"], "contact": [{"email": "sbom@vendor.example"}]},
            "component": {**_component(product), "type": "application", "bom-ref": "product"},
        },
        "components": [_component(part) for part in parts],
        "dependencies": [{"ref": "product", "dependsOn": refs}, *({"ref": ref} for ref in refs)],
        "compositions": [{"aggregate": "complete", "assemblies": ["product"], "dependencies": ["product", *refs]}],
    }
    return json.dumps(document, indent=1).encode()


def _component(part: Part) -> dict:
    words = {"executable": "executable", "archive": "archive", "structured": "structured", "filename": part.file}
    told = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "manufacturer": {"name": f"makers of {part.name}", "url": ["https://makers.example"]},
        "licenses": [{"license": {"id": part.license, "acknowledgement": "concluded"}}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://vendor.example/{part.file}",
                "hashes": [{"alg": "SHA-512", "content": hashlib.sha512(part.content).hexdigest()}],
            }
        ],
        "properties": [{"name": f"bsi:component:{name}", "value": value} for name, value in words.items()],
    }
    if part.group:
        told["group"] = part.group
    return told | ({"purl": part.purl} if part.purl else {})
