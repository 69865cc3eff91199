"""Inputs for benchmarks, the same bytes for the same size: SBOMs as real generators write them, and a package-lock."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import sys
from pathlib import Path

LICENSES = (
    "MIT",
    "MIT",
    "MIT",
    "ISC",
    "Apache-2.0",
    "Apache-2.0",
    "BSD-3-Clause",
    "BSD-2-Clause",
    "MPL-2.0",
    "LGPL-2.1-or-later",
)
EXPRESSIONS = ("MIT OR Apache-2.0", "(MIT OR CC0-1.0)", "Apache-2.0 AND BSD-3-Clause", "GPL-2.0-or-later OR MIT")


def _digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def _license(random_: random.Random) -> dict:
    if random_.random() < 0.05:
        return {"expression": random_.choice(EXPRESSIONS)}
    return {"license": {"id": random_.choice(LICENSES)}}


def cyclonedx(count: int) -> dict:
    """`count` components with a hash, four references, two properties and two dependencies each.

    Four real documents with more than 30 components had 0 to 4.1 references, 0 to 13 properties, 0 to 3.5 dependencies
    and 470 to 2 330 bytes a component; the two largest had four references.
    """
    random_ = random.Random(count)
    names = [f"package-{number}" for number in range(count)]
    purls = [f"pkg:npm/{name}@1.{number % 50}.{number}" for number, name in enumerate(names)]
    components = [
        {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": f"1.{number % 50}.{number}",
            "author": f"Author {number % 700}",
            "description": f"What {name} is good for, said in one sentence of usual length",
            "scope": "required",
            "hashes": [{"alg": "SHA-256", "content": _digest(number)}],
            "licenses": [_license(random_)],
            "purl": purl,
            "externalReferences": [
                {"type": "website", "url": f"https://example.org/{name}#readme"},
                {"type": "vcs", "url": f"git+https://example.org/{name}.git"},
                {"type": "issue-tracker", "url": f"https://example.org/{name}/issues"},
                {"type": "distribution", "url": f"https://registry.example/{name}/-/{name}-1.{number % 50}.{number}.tgz"},
            ],
            "properties": [
                {"name": "cdx:npm:package:path", "value": f"node_modules/{name}"},
                {"name": "cdx:npm:package:registry", "value": "https://registry.example"},
            ],
        }
        for number, (name, purl) in enumerate(zip(names, purls, strict=True))
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
        "version": 1,
        "metadata": {
            "timestamp": "2026-01-01T00:00:00Z",
            "component": {"type": "application", "bom-ref": "root", "name": "benchmark", "version": "1.0.0"},
        },
        "components": components,
        "dependencies": [
            {"ref": "root", "dependsOn": purls[:5]},
            *({"ref": purl, "dependsOn": purls[2 * number + 1 : 2 * number + 3]} for number, purl in enumerate(purls)),
        ],
    }


def spdx(count: int, files: int = 2) -> dict:
    """`count` packages as container scanners write them: purl and three CPEs, checksum, supplier, `files` files each.

    Two real documents of such a scanner had 3.8 and 4.9 external references, 15 and 28 relationships and 26 and 74 files
    a package.
    """
    random_ = random.Random(count)
    packages, relationships, found = [], [], []
    for number in range(count):
        license_ = random_.choice(LICENSES + EXPRESSIONS)
        name, version = f"package-{number}", f"1.{number % 50}.{number}"
        cpes = (f"cpe:2.3:a:{vendor}:{name}:{version}:*:*:*:*:*:*:*" for vendor in ("example", name, "python"))
        packages.append(
            {
                "SPDXID": f"SPDXRef-Package-{number}",
                "name": name,
                "versionInfo": version,
                "supplier": "Organization: Example",
                "downloadLocation": f"https://registry.example/{name}-{version}.tgz",
                "filesAnalyzed": False,
                "sourceInfo": f"acquired package info from installed package database: /var/lib/{name}",
                "licenseConcluded": license_,
                "licenseDeclared": license_,
                "copyrightText": "NOASSERTION",
                "checksums": [{"algorithm": "SHA256", "checksumValue": _digest(number)}],
                "externalRefs": [
                    *({"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": cpe} for cpe in cpes),
                    {
                        "referenceCategory": "PACKAGE-MANAGER",
                        "referenceType": "purl",
                        "referenceLocator": f"pkg:npm/{name}@{version}",
                    },
                ],
            }
        )
        mine = f"SPDXRef-Package-{number}"
        relationships.append({"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "CONTAINS", "relatedSpdxElement": mine})
        for file in range(files):
            found.append(
                {
                    "SPDXID": f"SPDXRef-File-{number}-{file}",
                    "fileName": f"/usr/lib/{name}/{file}",
                    "fileTypes": ["BINARY"],
                    "checksums": [{"algorithm": "SHA1", "checksumValue": _digest(number + file)[:40]}],
                    "licenseConcluded": "NOASSERTION",
                    "copyrightText": "",
                }
            )
            relationships.append(
                {"spdxElementId": mine, "relationshipType": "CONTAINS", "relatedSpdxElement": f"SPDXRef-File-{number}-{file}"}
            )
        relationships += [
            {"spdxElementId": mine, "relationshipType": "DEPENDS_ON", "relatedSpdxElement": f"SPDXRef-Package-{needed}"}
            for needed in (2 * number + 1, 2 * number + 2)
            if needed < count
        ]
    described = {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-Package-0"}
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "benchmark",
        "documentNamespace": "https://example.org/benchmark",
        "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: benchmark-1"]},
        "packages": packages,
        **({"files": found} if files else {}),
        "relationships": [described, *relationships],
    }


def spdx_without_files(count: int) -> dict:
    """The same packages in a document that names no files."""
    return spdx(count, files=0)


def package_lock(count: int) -> dict:
    """A lockfile of version 3 with `count` entries, a tenth of them for development, some nested."""
    random_ = random.Random(count)
    packages: dict[str, dict] = {
        "": {
            "name": "benchmark",
            "version": "1.0.0",
            "license": "EUPL-1.2",
            "dependencies": {f"package-{n}": "^1.0.0" for n in range(40)},
        }
    }
    for number in range(count):
        above = f"node_modules/package-{number - 1}/" if number % 12 == 11 else ""
        entry = {
            "version": f"1.{number % 50}.{number}",
            "resolved": f"https://registry.example/package-{number}/-/package-{number}-1.{number % 50}.{number}.tgz",
            "integrity": "sha512-" + base64.b64encode(hashlib.sha512(str(number).encode()).digest()).decode(),
            "license": random_.choice(LICENSES) if number % 20 else random_.choice(EXPRESSIONS),
            "engines": {"node": ">=14"},
            "dependencies": {f"package-{n}": "^1.0.0" for n in (2 * number + 1, 2 * number + 2) if n < count},
        }
        if number % 10 == 9:
            entry["dev"] = True
        packages[f"{above}node_modules/package-{number}"] = entry
    return {"name": "benchmark", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}


def written(document: dict) -> bytes:
    return json.dumps(document, indent=2).encode()


if __name__ == "__main__":
    # A process of its own: the memory that a document takes here would count as its reader's otherwise.
    make, size, target = sys.argv[1:4]
    Path(target).write_bytes(written(globals()[make](int(size))))
