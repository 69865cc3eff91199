"""Maven repositories: the pom of one version, and those that it inherits from until one of them names a license."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from osscan.enrich.base import Address, Answers, Asked, Card, Document, Miss
from osscan.enrich.client import Client, Failure
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.inputs.xml_tree import Element, xml_of
from osscan.model.problem import Severity

_MOST_PARENTS = 8

_Name = tuple[str, str, str]


def ask(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """What the pom of one version says of licenses, or the nearest pom that it inherits from."""
    return {one.purl: _one(client, address, one) for one in asked}


def _one(client: Client, address: Address, asked: Asked) -> Document | Miss:
    """A parent that can't be had is a failure and no silence: it may name the license."""
    name: _Name = (asked.namespace, asked.name, asked.version)
    seen: list[_Name] = []
    while len(seen) <= _MOST_PARENTS and name not in seen:
        told = _pom(client, address, name, of_many=False) if not seen else _parent(client, address, name)
        if isinstance(told, Miss):
            return told if not seen or told.kind != "absent" else Miss("parent-missing", ":".join(name)[:200])
        seen.append(name)
        pom, document = told
        if any(one.said("name") or one.said("url") for one in pom.every("licenses", "license")):
            return document
        parent = pom.first("parent")
        if parent is None:
            return Miss("absent", "licenses")
        name = (parent.said("groupId"), parent.said("artifactId"), parent.said("version"))
    return Miss("too-many-parents", ":".join(name)[:200])


def _parent(client: Client, address: Address, name: _Name) -> tuple[Element, Document] | Miss:
    """Parents may lie in another repository than their children."""
    told = _pom(client, address, name, of_many=True)
    for other in address.also:
        if not isinstance(told, Miss) or told.kind != "absent":
            break
        told = _pom(client, other, name, of_many=True)
    return told


def _pom(client: Client, address: Address, name: _Name, *, of_many: bool) -> tuple[Element, Document] | Miss:
    group, artifact, version = name
    if not all(name) or "${" in "".join(name) or not {".", ".."}.isdisjoint((*group.split("."), artifact, version)):
        return Miss("unreadable", ":".join(name)[:200])
    folders = "/".join(quote(part, safe="") for part in (*group.split("."), artifact, version))
    at = f"{folders}/{quote(f'{artifact}-{version}.pom', safe='')}"
    get = client.get_once if of_many else client.get
    told = get(f"{address.url.rstrip('/')}/{at}", address.headers)
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status != 200:
        return Miss("absent" if told.status in (404, 410) else "status", str(told.status))
    if b"<!DOCTYPE" in told.body:
        return Miss("unreadable", "DOCTYPE")
    try:
        pom, problems = xml_of(Source("pom.xml", held=told.body), skip_entities=True)
    except UnreadableError:
        return Miss("unreadable", at)
    if pom is None or pom.tag != "project" or any(problem.severity is Severity.ERROR for problem in problems):
        return Miss("unreadable", at)
    said = _said(pom)
    if not all(mine == theirs or "${" in mine for mine, theirs in zip(said, name, strict=True)):
        return Miss("other-package", ":".join(said)[:200])
    return pom, Document("maven-pom", told.body, at, sha256(told.body).hexdigest())


def _said(pom: Element) -> _Name:
    """Group and version may be inherited; what is said with properties can't be compared."""
    group = pom.said("groupId") or pom.said("parent", "groupId")
    return (group, pom.said("artifactId"), pom.said("version") or pom.said("parent", "version"))


CARD = Card("maven", "registry:maven", ("maven",), 1, ask)
