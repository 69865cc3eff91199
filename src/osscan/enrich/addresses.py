"""Where the user's own registries are, as their tools are told it; nobody's registry is assumed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from osscan.enrich.base import Address
from osscan.enrich.credentials import address, with_netrc
from osscan.enrich.maven_addresses import maven_addresses
from osscan.enrich.npm_addresses import npm_addresses
from osscan.enrich.python_addresses import python_indexes
from osscan.enrich.settings import Settings


class Around(NamedTuple):
    """Where tools keep their settings: the folder that was asked for, the user's own one, and the environment."""

    folder: Path
    home: Path
    environment: Mapping[str, str]


class Addresses:
    """The addresses of every source, each looked for once. `locked` gives the texts of npm's lockfiles, which are asked last."""

    def __init__(self, settings: Settings, around: Around, locked: Callable[[], Iterable[str]] = tuple) -> None:
        self._settings = settings
        self._around = around
        self._locked = locked
        self._known: dict[str, tuple[tuple[Address, ...], Mapping[str, Address]]] = {}

    def of(self, source: str, namespace: str = "") -> tuple[Address, ...]:
        """In the order in which they are to be asked: the next one only for what the one before does not know."""
        if source not in self._known:
            addresses, scopes = self._look(source)
            self._known[source] = (self._opened(addresses), dict(zip(scopes, self._opened(scopes.values()), strict=True)))
        addresses, scopes = self._known[source]
        scoped = scopes.get(namespace.lower())
        return addresses if scoped is None else (scoped,)

    def _opened(self, addresses: Iterable[Address]) -> tuple[Address, ...]:
        opened = with_netrc(addresses, self._around.home, self._around.environment)
        return tuple(one._replace(also=(*opened[:place], *opened[place + 1 :])) for place, one in enumerate(opened))

    def _look(self, source: str) -> tuple[tuple[Address, ...], Mapping[str, Address]]:
        settings, (folder, home, environment) = self._settings, self._around
        hosts = settings.hosts.get(source, ())
        url = settings.urls.get(source) or settings.registries.get(source)
        if source == "npm":
            first, scopes = npm_addresses(url, settings.scopes, folder, home, environment, self._locked)
            return tuple(one._replace(hosts=hosts) for one in first), scopes
        if source == "maven":
            return tuple(one._replace(hosts=hosts) for one in maven_addresses(url, folder, home, environment)), {}
        urls = (url,) if url else python_indexes(folder, home, environment) if source == "pypi" else ()
        return tuple(address(one, hosts) for one in urls), {}
