"""A web application as a vendor delivers it: a war with jars, wheels, node modules, documents, its SBOM; and what may be wrong with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.deliveries import real_parts
from tests.deliveries.bills import Part, bill, of_jar
from tests.deliveries.packing import zipped

NAME, VERSION = "portal", "1.2.0"
NODES = (("lodash", "4.17.21"), ("is-number", "7.0.0"))


@dataclass
class Plan:
    """What is wrong on purpose."""

    undeclared: bool = False
    wrong_version: bool = False
    no_notice: bool = False
    """No file says who wrote is-number."""
    no_text: bool = False
    """The text of the MIT license lies nowhere."""
    wrong_license: bool = False
    wrong_hash: bool = False
    absent: bool = False
    secret: bool = False
    more: dict[str, bytes] = field(default_factory=dict)


def own_class(name: str) -> bytes:
    """As much of a class file as tells its name."""
    encoded = name.encode()
    return (
        b"\xca\xfe\xba\xbe\x00\x00\x00\x37\x00\x03\x01"
        + len(encoded).to_bytes(2, "big")
        + encoded
        + b"\x07\x00\x01"
        + b"\x00" * 16
    )


def files(plan: Plan) -> dict[str, bytes]:
    """The delivery by path."""
    commons = {part.file: part.content for part in jars()}
    war = {
        "META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\nImplementation-Title: portal\nImplementation-Version: 1.2.0\n",
        "WEB-INF/web.xml": b'<?xml version="1.0"?>\n<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0"/>\n',
        "WEB-INF/classes/de/builder/portal/Main.class": own_class("de/builder/portal/Main"),
        **{f"WEB-INF/lib/{name}": content for name, content in commons.items()},
    }
    found = {
        "portal/app.war": zipped(war),
        "portal/src/de/builder/portal/Main.java": b"package de.builder.portal;\n\npublic class Main {\n}\n",
        "portal/wheels/py4j-0.10.9.9-py2.py3-none-any.whl": real_parts.wheel("py4j", "0.10.9.9"),
        "portal/README.md": b"# Portal 1.2.0\n\nThe portal of the office. Runs on Java 17.\n",
    }
    for name, version in NODES:
        for path, content in real_parts.files_of(real_parts.node(name, version)).items():
            gone = plan.no_text or (plan.no_notice and name == "is-number")
            if gone and (path.endswith("LICENSE") or (plan.no_text and path.endswith("README.md"))):
                continue
            found[f"portal/web/node_modules/{name}/{path.removeprefix('package/')}"] = content
    if plan.undeclared:
        found["portal/wheels/openupgradelib-3.6.1-py2.py3-none-any.whl"] = real_parts.wheel("openupgradelib", "3.6.1")
    if plan.secret:
        found["portal/config/application.properties"] = (
            b"aws.key=" + b"AKIA" + secrets.token_bytes(64).translate(_LETTERS)[:16] + b"\n"
        )
    return found | plan.more


_LETTERS = bytes(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[n % 32] for n in range(256))


def jars() -> list[Part]:
    return [
        of_jar("commons-io", "commons-io", real_parts.jar("libcommons-io-java", "commons-io")),
        of_jar("org.apache.commons", "commons-lang3", real_parts.jar("libcommons-lang3-java", "commons-lang3")),
    ]


def parts(plan: Plan) -> list[Part]:
    given = files(Plan())
    found = [
        *jars(),
        *(
            Part(f"pkg:npm/{name}@{version}", name, version, "MIT", real_parts.node(name, version), f"{name}-{version}.tgz")
            for name, version in NODES
        ),
    ]
    py4j = "0.10.9.7" if plan.wrong_version else "0.10.9.9"
    wheel = (
        b"another wheel" if plan.wrong_version or plan.wrong_hash else given["portal/wheels/py4j-0.10.9.9-py2.py3-none-any.whl"]
    )
    license_ = "MIT" if plan.wrong_license else "BSD-3-Clause"
    found.append(Part(f"pkg:pypi/py4j@{py4j}", "py4j", py4j, license_, wheel, "py4j-0.10.9.9-py2.py3-none-any.whl"))
    if plan.absent:
        found.append(Part("pkg:npm/left-pad@1.3.0", "left-pad", "1.3.0", "WTFPL", b"left-pad", "left-pad-1.3.0.tgz"))
    return found


def product(given: dict[str, bytes]) -> Part:
    return Part("", NAME, VERSION, "EUPL-1.2", given["portal/app.war"], "app.war")


def delivery(plan: Plan | None = None) -> bytes:
    plan = plan or Plan()
    given = files(plan)
    return zipped({**given, "portal/sbom.cdx.json": bill(product(given), parts(plan))})
