"""How Hex, the registry of Elixir and Erlang, names packages."""

from __future__ import annotations

from osscan.model.purl import purl

_PUBLIC = "hexpm"


def hex_purl(name: str, version: str = "", repository: str = _PUBLIC) -> str:
    """The purl of a package; `hexpm:acme` is the private repository of the organisation `acme`."""
    before, _, organisation = repository.partition(":")
    return purl("hex", name, version, organisation if before == _PUBLIC else "")
