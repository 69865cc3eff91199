"""npm registries as npm, Yarn and pnpm are told them, one for all or one for a scope, each with the token that is meant for it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from osscan.enrich.base import Address
from osscan.enrich.credentials import address, basic, is_url, lies_below

_VARIABLE = re.compile(r"\$\{([^}:-]+)(?::?-([^}]*))?\}")
_ARCHIVE = re.compile(r"""["'\s](https?://[^\s"'#@]+?)/(?:@[^\s"'#/]+(?:/|%2[fF]))?[^\s"'#/@]+/-/[^\s"'#/]+\.tgz""")
_ENVIRONMENT = ("NPM_CONFIG_REGISTRY", "npm_config_registry", "YARN_NPM_REGISTRY_SERVER")
_LONGEST = 1024 * 1024


_Token = tuple[str, Mapping[str, str]]


class _Told(NamedTuple):
    """What one file says: the registry, those of scopes (`@city`), and a header for what lies below `//host/path`."""

    registry: str
    scopes: Mapping[str, str]
    tokens: tuple[_Token, ...]


def npm_addresses(
    settled: str | None,
    scopes: Mapping[str, str],
    folder: Path,
    home: Path,
    environment: Mapping[str, str],
    locked: Callable[[], Iterable[str]],
) -> tuple[tuple[Address, ...], Mapping[str, Address]]:
    """The registry, and those of scopes. What osscan.toml settles (`settled`, `scopes`), no file in the tree leads elsewhere."""
    user = Path(environment.get("NPM_CONFIG_USERCONFIG") or home / ".npmrc")
    tree = [_npmrc(folder / ".npmrc", {}), _pnpm(folder / "pnpm-workspace.yaml"), _yarn(folder / ".yarnrc.yml", {})]
    own = [_npmrc(user, environment), _yarn(home / ".yarnrc.yml", environment)]
    tokens = [row for told in (*own, *tree) for row in told.tokens]
    named = [settled or "", *(environment.get(name, "") for name in _ENVIRONMENT), *(told.registry for told in (*tree, *own))]
    url = next((one for one in named if is_url(one)), None)
    if url is None:
        bases = bases_in(locked())
        url = bases[0] if len(bases) == 1 else None
    found: dict[str, str] = {}
    for told in (*reversed(own), *(reversed(tree) if settled is None else ())):
        found.update(told.scopes)
    found.update(scopes)
    by_scope = {scope.lower(): _with_token(one, tokens) for scope, one in found.items() if is_url(one)}
    return ((_with_token(url, tokens),) if url is not None else ()), by_scope


def bases_in(locked: Iterable[str]) -> tuple[str, ...]:
    """The registries from which lockfiles took their archives, each once."""
    return tuple(sorted({found[1] for text in locked for found in _ARCHIVE.finditer(text)}))


def _with_token(url: str, tokens: Iterable[_Token]) -> Address:
    found = address(url)
    if found.headers:
        return found
    return found._replace(headers=next((headers for beginning, headers in tokens if lies_below(found.url, beginning)), {}))


def _npmrc(file: Path, environment: Mapping[str, str]) -> _Told:
    """A file in the tree can't draw on the environment: what it leaves open is left out."""
    lines = _text(file).splitlines()
    pairs = [line.partition("=") for line in map(str.strip, lines) if line and line[0] not in "#;"]
    rows = {
        key.strip(): value
        for key, equals, raw in pairs
        if equals and (value := _filled(raw.strip().strip("\"'"), environment)) is not None
    }
    scopes = {
        key.removesuffix(":registry"): value for key, value in rows.items() if key[0:1] == "@" and key.endswith(":registry")
    }
    tokens: list[_Token] = []
    for key, value in rows.items():
        beginning, _, name = key.rpartition(":")
        if not beginning.startswith("//"):
            continue
        if name == "_authToken":
            tokens.append((beginning, {"Authorization": f"Bearer {value}"}))
        elif name == "_auth":
            tokens.append((beginning, {"Authorization": f"Basic {value}"}))
        elif name == "username" and f"{beginning}:_password" in rows:
            tokens.append((beginning, basic(value, _decoded(rows[f"{beginning}:_password"]))))
    return _Told(rows.get("registry", ""), scopes, tuple(tokens))


def _decoded(password: str) -> str:
    try:
        return base64.b64decode(password).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _pnpm(file: Path) -> _Told:
    row = _yaml(file)
    registries = _table(row.get("registries"))
    scopes = {key: _word(value, {}) for key, value in registries.items() if isinstance(key, str) and key.startswith("@")}
    return _Told(_word(registries.get("default"), {}) or _word(row.get("registry"), {}), scopes, ())


def _yarn(file: Path, environment: Mapping[str, str]) -> _Told:
    """A token that stands beside no registry counts for nobody: another file might name another one."""
    row = _yaml(file)
    registry = _word(row.get("npmRegistryServer"), environment)
    tokens = _yarn_token(registry, row, environment)
    scopes: dict[str, str] = {}
    for scope, given in _table(row.get("npmScopes")).items():
        there = _word(_table(given).get("npmRegistryServer"), environment)
        if there:
            scopes[f"@{str(scope).removeprefix('@')}"] = there
        tokens = [*_yarn_token(there or registry, _table(given), environment), *tokens]
    for there, given in _table(row.get("npmRegistries")).items():
        tokens += _yarn_token(str(there), _table(given), environment)
    return _Told(registry, scopes, tuple(tokens))


def _yarn_token(registry: str, row: Mapping[Any, Any], environment: Mapping[str, str]) -> list[_Token]:
    token, pair = _word(row.get("npmAuthToken"), environment), _word(row.get("npmAuthIdent"), environment)
    beginning = f"//{registry.partition('//')[2]}"
    if beginning == "//" or not (token or pair):
        return []
    if token:
        return [(beginning, {"Authorization": f"Bearer {token}"})]
    name, colon, password = pair.partition(":")
    return [(beginning, basic(name, password) if colon else {"Authorization": f"Basic {pair}"})]


def _yaml(file: Path) -> Mapping[Any, Any]:
    text = _text(file)
    if not text:
        return {}
    import yaml  # noqa: PLC0415 - few projects have such a file

    try:
        return _table(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}


def _word(value: object, environment: Mapping[str, str]) -> str:
    return _filled(value, environment) or "" if isinstance(value, str) else ""


def _filled(text: str, environment: Mapping[str, str]) -> str | None:
    """None where a variable has no value."""
    filled = _VARIABLE.sub(lambda found: environment.get(found[1]) or found[2] or found[0], text)
    return None if _VARIABLE.search(filled) else filled


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.stat().st_size <= _LONGEST else ""
    except (OSError, UnicodeDecodeError, ValueError):
        return ""


def _table(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}
