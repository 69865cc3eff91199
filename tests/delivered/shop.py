"""A small delivery, made in memory: a web application with jars, a wheel, a node module, texts and an SBOM."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile

from osscan.detect.standard_texts import standard_text

MIT = (standard_text("MIT") or "").replace("<year> <copyright holders>", "2020 The Left Pad Office").encode()
APACHE = (standard_text("Apache-2.0") or "").encode()
BSD = (standard_text("BSD-3-Clause") or "").replace("<year> <owner>", "2019 Parser Office").encode()
AGPL = (standard_text("AGPL-3.0-only") or "").encode()


def zipped(files):
    """A zip of these files, the same bytes every time."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content if isinstance(content, bytes) else content.encode())
    return stored.getvalue()


def jar(group, artifact, version, license_, texts=None):
    """A jar as Maven makes it."""
    pom = (
        f"<project><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        f"<licenses><license><name>{license_}</name></license></licenses></project>"
    )
    folder = f"META-INF/maven/{group}/{artifact}"
    files = {
        "META-INF/MANIFEST.MF": f"Manifest-Version: 1.0\nImplementation-Title: {artifact}\nImplementation-Version: {version}\n",
        f"{folder}/pom.xml": pom,
        f"{folder}/pom.properties": f"groupId={group}\nartifactId={artifact}\nversion={version}\n",
        f"{group.replace('.', '/')}/Main.class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    }
    return zipped({**files, **(texts or {})})


LINES = jar(
    "org.example.lines",
    "lines-core",
    "2.4.1",
    "Apache-2.0",
    {"META-INF/LICENSE": APACHE, "META-INF/NOTICE": "Lines\nCopyright 2020 Lines Office\n"},
)
PARSER = jar("org.example.parser", "parser", "1.3.0", "BSD-3-Clause", {"META-INF/LICENSE.txt": BSD})
STRICT = jar("org.example.strict", "strict-pdf", "5.0.0", "AGPL-3.0-only", {"META-INF/LICENSE": AGPL})
WHEEL = zipped(
    {
        "rounding/__init__.py": "",
        "rounding-0.9.dist-info/METADATA": "Metadata-Version: 2.4\nName: rounding\nVersion: 0.9\nLicense-Expression: MIT\nLicense-File: LICENSE\n",
        "rounding-0.9.dist-info/licenses/LICENSE": MIT,
        "rounding-0.9.dist-info/RECORD": "",
    }
)


def app(jars):
    """The vendor's own web application."""
    return zipped(
        {
            "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nImplementation-Title: permits\nImplementation-Version: 3.1.0\n",
            "WEB-INF/web.xml": "<web-app/>",
            "WEB-INF/classes/de/example/permits/Start.class": b"\xca\xfe\xba\xbe\0\0\0\x34",
            **{f"WEB-INF/lib/{name}": content for name, content in jars.items()},
        }
    )


def files(**changes):
    """The files of the delivery, before they are packed; a change to None leaves a file out."""
    war = app({"lines-core-2.4.1.jar": LINES, "parser-1.3.0.jar": PARSER})
    told = {
        "permits-3.1.0.war": war,
        "tools/rounding-0.9-py3-none-any.whl": WHEEL,
        "web/node_modules/left-pad/package.json": json.dumps({"name": "left-pad", "version": "1.3.0", "license": "MIT"}),
        "web/node_modules/left-pad/LICENSE": MIT,
        "web/index.html": "<!doctype html><title>Permits</title>",
        "README.md": "# Permits\n",
        "Lieferschein.txt": "Permits 3.1.0\n",
    }
    told.update(changes)
    told = {name: content for name, content in told.items() if content is not None}
    if "sbom.cdx.json" not in told and "sbom.cdx.json" not in changes:
        told["sbom.cdx.json"] = json.dumps(sbom(told["permits-3.1.0.war"]))
    return told


def component(purl, license_, *, digest="", **more):
    """An entry of the SBOM."""
    rest = purl.partition("/")[2]
    group, _, name = rest.rpartition("@")[0].rpartition("/")
    told = {"type": "library", "bom-ref": purl, "name": name, "version": rest.rpartition("@")[2].partition("?")[0], "purl": purl}
    if group:
        told["group"] = group.replace("%40", "@")
    if license_:
        told["licenses"] = [{"expression": license_, "acknowledgement": "declared"}]
    if digest:
        told["hashes"] = [{"alg": "SHA-256", "content": digest}]
    return {**told, **more}


def sbom(war, components=None, **more):
    """The SBOM of the delivery."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
        "version": 1,
        "metadata": {
            "timestamp": "2026-11-02T08:00:00Z",
            "component": {
                "type": "application",
                "bom-ref": "product",
                "group": "de.example.permits",
                "name": "permits",
                "version": "3.1.0",
                "purl": "pkg:maven/de.example.permits/permits@3.1.0",
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(war).hexdigest()}],
            },
        },
        "components": declared() if components is None else components,
        **more,
    }


def declared():
    """What the SBOM lists: all that is there."""
    return [
        component("pkg:maven/org.example.lines/lines-core@2.4.1", "Apache-2.0", digest=hashlib.sha256(LINES).hexdigest()),
        component("pkg:maven/org.example.parser/parser@1.3.0", "BSD-3-Clause", digest=hashlib.sha256(PARSER).hexdigest()),
        component("pkg:pypi/rounding@0.9", "MIT"),
        component("pkg:npm/left-pad@1.3.0", "MIT"),
    ]


def tarred(files):
    """The same as .tar.gz."""
    stored = io.BytesIO()
    with tarfile.open(fileobj=stored, mode="w:gz") as archive:
        for name, content in files.items():
            held = content if isinstance(content, bytes) else content.encode()
            info = tarfile.TarInfo(name)
            info.size = len(held)
            archive.addfile(info, io.BytesIO(held))
    return stored.getvalue()
