"""Tiny documents that meet BSI TR-03183-2 2.1.0 whole; tests break one thing in each."""

from __future__ import annotations

SHA512 = "ab" * 64


def property_(name, value):
    return {"name": f"bsi:component:{name}", "value": value}


def words(filename):
    return [
        property_("filename", filename),
        property_("executable", "non-executable"),
        property_("archive", "archive"),
        property_("structured", "structured"),
    ]


def distributed(url="https://downloads.example/a.tar.gz", digest=SHA512):
    return {"type": "distribution", "url": url, "hashes": [{"alg": "SHA-512", "content": digest}]}


def component(name, /, **more):
    """A component that is fully described."""
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": "1.0",
        "purl": f"pkg:generic/{name}@1.0",
        "manufacturer": {"name": "Maker", "contact": [{"email": "maker@example.org"}]},
        "licenses": [
            {"expression": "MIT", "acknowledgement": "concluded"},
            {"expression": "MIT OR Apache-2.0", "acknowledgement": "declared"},
        ],
        "externalReferences": [distributed(), {"type": "source-distribution", "url": "https://downloads.example/a.src.tar.gz"}],
        "properties": words(f"{name}.tar.gz"),
        **more,
    }


def identified(name, /, **more):
    """A component outside of the delivery."""
    return {key: value for key, value in component(name, isExternal=True, **more).items() if key in _IDENTIFIED}


_IDENTIFIED = {"type", "bom-ref", "name", "version", "purl", "manufacturer", "isExternal"}


def referenced(name, /, **more):
    """A component that is recorded in another SBOM."""
    kept = {key: value for key, value in component(name, **more).items() if key in _IDENTIFIED - {"purl", "isExternal"}}
    return {**kept, "externalReferences": [{"type": "bom", "url": "https://downloads.example/other.cdx.json"}]}


def cyclonedx(**more):
    """CycloneDX 1.7: a product, a library in it, and the system that it runs on."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
        "metadata": {
            "timestamp": "2026-03-01T10:00:00Z",
            "manufacturer": {"name": "City", "contact": [{"email": "sbom@example.org"}]},
            "component": component("app"),
        },
        "components": [component("lib"), identified("system", type="operating-system")],
        "dependencies": [
            {"ref": "app", "dependsOn": ["lib", "system"]},
            {"ref": "lib", "dependsOn": []},
            {"ref": "system", "dependsOn": []},
        ],
        "compositions": [{"aggregate": "complete", "dependencies": ["app", "lib"]}],
        **more,
    }


def spdx3(**more):
    """SPDX 3.0.1: a product and a library in it. `more` overrides members of the elements by the end of their id."""
    graph = [
        {
            "type": "CreationInfo",
            "@id": "_:info",
            "specVersion": "3.0.1",
            "created": "2026-03-01T10:00:00Z",
            "createdBy": [_id("city")],
        },
        _element("Organization", "city", name="City", externalIdentifier=[_email("sbom@example.org")]),
        _element("Organization", "maker", name="Maker", externalIdentifier=[_email("maker@example.org")]),
        _element("SpdxDocument", "document", rootElement=[_id("app")]),
        *_package("app"),
        *_package("lib"),
        _relation("app", "dependsOn", "lib", completeness="complete"),
        {
            **_relation("lib", "dependsOn", completeness="complete"),
            "to": ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement"],
        },
    ]
    for one in graph:
        one.update(more.get(one.get("spdxId", "").rpartition("/")[2].replace("-", "_"), {}))
    graph += more.get("also", [])
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}


def _package(name):
    return [
        _element(
            "software_Package",
            name,
            name=name,
            software_packageVersion="1.0",
            originatedBy=[_id("maker")],
            externalIdentifier=[
                {"type": "ExternalIdentifier", "externalIdentifierType": "packageUrl", "identifier": f"pkg:generic/{name}@1.0"}
            ],
        ),
        _element(
            "software_File",
            f"{name}-file",
            name=f"{name}.tar.gz",
            software_additionalPurpose=["archive", "container"],
            verifiedUsing=[{"type": "Hash", "algorithm": "sha512", "hashValue": SHA512}],
            externalRef=[
                {"type": "ExternalRef", "externalRefType": "binaryArtifact", "locator": ["https://downloads.example/a.tar.gz"]}
            ],
        ),
        _relation(name, "hasDistributionArtifact", f"{name}-file"),
        _element(
            "software_File",
            f"{name}-source",
            name=f"{name}.src",
            software_primaryPurpose="source",
            externalRef=[
                {"type": "ExternalRef", "externalRefType": "sourceArtifact", "locator": ["https://downloads.example/a.src"]}
            ],
        ),
        _relation(f"{name}-source", "generates", name),
        _element("simplelicensing_LicenseExpression", f"{name}-license", simplelicensing_licenseExpression="MIT"),
        _relation(name, "hasConcludedLicense", f"{name}-license"),
        _relation(name, "hasDeclaredLicense", f"{name}-license"),
    ]


def relation(source, word, target, **more):
    """A relationship between two elements, by the ends of their ids."""
    return _relation(source, word, target, **more)


def element(type_, name, /, **more):
    return _element(type_, name, **more)


def _relation(source, word, *targets, **more):
    return _element(
        "Relationship",
        f"{source}-{word}",
        **{"from": _id(source)},
        relationshipType=word,
        to=[_id(target) for target in targets],
        **more,
    )


def _element(type_, name, /, **more):
    return {"type": type_, "spdxId": _id(name), "creationInfo": "_:info", **more}


def _email(address):
    return {"type": "ExternalIdentifier", "externalIdentifierType": "email", "identifier": address}


def _id(name):
    return f"https://sbom.example/{name}"
