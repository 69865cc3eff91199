"""Paths as they must stand in machine formats: relative ones as relative URI references, absolute ones as file URIs."""

from __future__ import annotations


def uri_of(path: str) -> str:
    """A URI reference for an input as the user named it."""
    from urllib.parse import quote  # noqa: PLC0415 - costs more than most reports take

    plain = relative(path)
    text = plain.encode("utf-8", "backslashreplace")
    if plain.startswith("/"):
        return "file://" + quote(text)
    if plain[1:3] == ":/":
        return "file:///" + plain[0] + ":" + quote(text[2:])
    return quote(text)


def relative(path: str) -> str:
    """The path without a leading `./`, as code platforms ask for it."""
    plain = path
    while plain.startswith("./"):
        plain = plain[2:]
    return plain or "."
