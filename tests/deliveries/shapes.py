"""Deliveries of other shapes: an image, a library, packages of the distribution, a nested ear, a bundle for browsers."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from typing import NamedTuple

from tests.deliveries import real_parts
from tests.deliveries.bills import Part, of_jar
from tests.deliveries.packing import tarred, zipped

PY4J = "py4j-0.10.9.9-py2.py3-none-any.whl"


class Shape(NamedTuple):
    """A delivery without its SBOM: the file, and what the SBOM has to say."""

    file: str
    content: bytes
    product: Part
    parts: tuple[Part, ...]


def image(more: dict[str, bytes] | None = None) -> Shape:
    """As `docker save` writes it: a layer of the distribution, a layer of the program, unpacked."""
    packed = real_parts.deb("libcommons-io-java")
    told = _control(packed)
    fields = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line and line[0] != " ")
    version = fields["Version"]
    status = told.rstrip() + "\nStatus: install ok installed\n"
    system = {"var/lib/dpkg/status": status.encode(), **_data(packed)}
    program = _installed("opt/app", real_parts.files_of(real_parts.wheel("py4j", "0.10.9.9")))
    layers = [tarred(system), tarred(program | (more or {}))]
    names = [f"{hashlib.sha256(layer).hexdigest()}/layer.tar" for layer in layers]
    config = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}" for layer in layers]},
        }
    ).encode()
    name = f"{hashlib.sha256(config).hexdigest()}.json"
    manifest = json.dumps([{"Config": name, "RepoTags": ["app:2.0"], "Layers": names}]).encode()
    content = tarred({name: config, **dict(zip(names, layers, strict=True)), "manifest.json": manifest})
    parts = (
        Part(
            f"pkg:deb/debian/libcommons-io-java@{version}?arch=all",
            "libcommons-io-java",
            version,
            "Apache-2.0",
            packed,
            "libcommons-io-java.deb",
        ),
        _commons_io(),
        _py4j(),
    )
    return Shape("app-2.0.tar", content, Part("", "app", "2.0", "EUPL-1.2", content, "app-2.0.tar"), parts)


def _installed(prefix: str, wheel: dict[str, bytes]) -> dict[str, bytes]:
    """As installers lay it out: data beside the library, and the record says so (PyPA, "Binary distribution format")."""
    found = {}
    for path, content in wheel.items():
        _, mark, data = path.partition(".data/data/")
        if mark:
            found[f"{prefix}/{data}"] = content
        elif path.endswith(".dist-info/RECORD"):
            name = path.removesuffix(".dist-info/RECORD")
            found[f"{prefix}/lib/python3.11/site-packages/{path}"] = content.replace(f"{name}.data/data/".encode(), b"../../../")
        else:
            found[f"{prefix}/lib/python3.11/site-packages/{path}"] = content
    return found


def library(more: dict[str, bytes] | None = None) -> Shape:
    """A wheel and what it needs, in one zip beside its source."""
    own = {
        "tool/__init__.py": b'"""A tool."""\n',
        "tool-1.0.dist-info/METADATA": b"Metadata-Version: 2.4\nName: tool\nVersion: 1.0\nLicense-Expression: EUPL-1.2\nRequires-Dist: py4j\n",
        "tool-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: made\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tool-1.0.dist-info/RECORD": b"",
    }
    wheel = zipped(own)
    source = tarred(
        {"tool-1.0/PKG-INFO": own["tool-1.0.dist-info/METADATA"], "tool-1.0/src/tool/__init__.py": own["tool/__init__.py"]}, "gz"
    )
    content = zipped({"tool-1.0-py3-none-any.whl": wheel, "tool-1.0.tar.gz": source, PY4J: _py4j().content, **(more or {})})
    return Shape(
        "tool-1.0.zip",
        content,
        Part("pkg:pypi/tool@1.0", "tool", "1.0", "EUPL-1.2", wheel, "tool-1.0-py3-none-any.whl"),
        (_py4j(),),
    )


def packages(more: dict[str, bytes] | None = None) -> Shape:
    """Two packages of the distribution in a packed tar."""
    names = ("libcommons-io-java", "libcommons-lang3-java")
    given = {f"{name}.deb": real_parts.deb(name) for name in names}
    found = []
    for name in names:
        fields = dict(
            line.split(": ", 1) for line in _control(given[f"{name}.deb"]).splitlines() if ": " in line and line[0] != " "
        )
        version = fields["Version"]
        found.append(
            Part(f"pkg:deb/debian/{name}@{version}?arch=all", name, version, "Apache-2.0", given[f"{name}.deb"], f"{name}.deb")
        )
    content = tarred({**given, **(more or {})}, "xz")
    product = Part("", "java-base", "1", "EUPL-1.2", content, "java-base.tar.xz")
    return Shape("java-base.tar.xz", content, product, (*found, _commons_io(), _commons_lang()))


def nested(more: dict[str, bytes] | None = None) -> Shape:
    """An ear that holds a war that holds jars."""
    io, lang = _commons_io(), _commons_lang()
    war = zipped({f"WEB-INF/lib/{io.file}": io.content, "WEB-INF/web.xml": b"<web-app/>\n", **(more or {})})
    ear = zipped({"META-INF/application.xml": b"<application/>\n", "web.war": war, f"lib/{lang.file}": lang.content})
    return Shape("office.ear", ear, Part("", "office", "3.1", "EUPL-1.2", ear, "office.ear"), (io, lang))


def bundle(more: dict[str, bytes] | None = None) -> Shape:
    """A program for Node.js with its modules, packed as npm packs."""
    files = {
        "package/package.json": b'{"name": "desk", "version": "4.0.0", "license": "EUPL-1.2", "dependencies": {"lodash": "4.17.21", "is-number": "7.0.0"}}',
        "package/index.js": b"module.exports = require('lodash').chunk;\n",
    }
    parts = []
    for name, version in (("lodash", "4.17.21"), ("is-number", "7.0.0")):
        packed = real_parts.node(name, version)
        parts.append(Part(f"pkg:npm/{name}@{version}", name, version, "MIT", packed, f"{name}-{version}.tgz"))
        for path, content in real_parts.files_of(packed).items():
            files[f"package/node_modules/{name}/{path.removeprefix('package/')}"] = content
    content = tarred({**files, **(more or {})}, "gz")
    return Shape(
        "desk-4.0.0.tgz",
        content,
        Part("pkg:npm/desk@4.0.0", "desk", "4.0.0", "EUPL-1.2", content, "desk-4.0.0.tgz"),
        tuple(parts),
    )


SHAPES = {"image": image, "library": library, "packages": packages, "nested": nested, "bundle": bundle}


def _py4j() -> Part:
    return Part("pkg:pypi/py4j@0.10.9.9", "py4j", "0.10.9.9", "BSD-3-Clause", real_parts.wheel("py4j", "0.10.9.9"), PY4J)


def _commons_io() -> Part:
    return of_jar("commons-io", "commons-io", real_parts.jar("libcommons-io-java", "commons-io"))


def _commons_lang() -> Part:
    return of_jar("org.apache.commons", "commons-lang3", real_parts.jar("libcommons-lang3-java", "commons-lang3"))


def _control(packed: bytes) -> str:
    with tarfile.open(fileobj=io.BytesIO(real_parts.member_of_ar(packed, "control.tar"))) as opened:
        found = opened.extractfile("./control")
        assert found is not None
        return found.read().decode()


def _data(packed: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(real_parts.member_of_ar(packed, "data.tar"))) as opened:
        return {
            member.name.removeprefix("./"): opened.extractfile(member).read() for member in opened.getmembers() if member.isfile()
        }
