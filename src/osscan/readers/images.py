"""Container images as files name them: `registry/owner/name:tag@digest`, with variables put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from osscan.model.component import Component, Kind, Relation, Scope
from osscan.model.place import Place
from osscan.model.purl import purl
from osscan.readers.integrity import Hash, from_label

_IMAGE = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._:/\-]*?)(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.\-]{0,127}))?(?:@(?P<digest>[a-z0-9]+:[0-9a-fA-F]+))?"
)
_VARIABLE = re.compile(r"\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])([^{}$]*))?\}|\$([A-Za-z_][A-Za-z0-9_]*)")
_LOOSE_TAG = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._/\-]*(?::\d+/[A-Za-z0-9._/\-]+)?)[:@](?P<tag>\S*\$\S*)")
_USUAL = re.compile(r"(?:[a-z0-9-]+\.)?docker\.io")
_DEFAULT_OWNER = "library/"


class Image(NamedTuple):
    """An image: its name with the registry unless that is the usual one, tag and digest as written, and a tag with a variable in it."""

    name: str
    tag: str = ""
    hashes: tuple[Hash, ...] = ()
    digest: str = ""
    open_tag: str = ""

    def component(self, place: Place, scope: Scope, relation: Relation | None) -> Component:
        """The component of an image; its version is the tag, else the digest."""
        version = self.tag or self.digest
        host, _, rest = self.name.partition("/")
        has_host = bool(rest) and _is_host(host)
        namespace, _, last = (rest if has_host else self.name).rpartition("/")
        url = purl("docker", last, version, namespace)
        if has_host:
            url += f"?repository_url={quote(host, safe='.:-')}"
        ref = f"{self.name}:{version}" if version else self.name
        return Component(
            self.name, version, place, ref, url, (), scope, Kind.OTHER, self.open_tag, relation=relation, hashes=self.hashes
        )


def image_of(text: str) -> Image | None:
    """The image that a reference names; one whose tag only a variable knows has no tag; None for what is no reference."""
    found = _IMAGE.fullmatch(text)
    if found is None:
        loose = _LOOSE_TAG.fullmatch(text)
        return Image(_short(loose["name"]), open_tag=loose["tag"]) if loose is not None else None
    name = _short(found["name"])
    digest = (found["digest"] or "").lower()
    return Image(name, found["tag"] or "", from_label(digest), digest) if name.strip("/:") else None


def expanded(text: str, values: Mapping[str, str]) -> str:
    """A text with its variables put in, defaults (`${X:-1}`) included; what nobody knows stays as it is."""

    def value(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        known = values.get(found[1] or found[4], "")
        if found[2] in (":+", "+"):
            return found[3] if known else ""
        if known or found[2] not in (":-", "-"):
            return known or found[0]
        return str(found[3])

    return _VARIABLE.sub(value, text) if "$" in text else text


def _is_host(part: str) -> bool:
    return "." in part or ":" in part or part == "localhost"


def _short(name: str) -> str:
    """Without the registry that programs take by themselves, and without the owner of its own images."""
    host, _, rest = name.partition("/")
    if rest and _is_host(host) and _USUAL.fullmatch(host):
        name = rest
    return name.removeprefix(_DEFAULT_OWNER)
