"""Package URLs (purl): written as the purl specification wants them, read as the world writes them."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_PLAIN = re.compile(r"[A-Za-z0-9._~:-]*")
"""What a purl carries unescaped (purl specification, "Character encoding")."""
_NAMES_IN_LOWER_CASE = frozenset(
    {"alpm", "apk", "bitbucket", "bitnami", "composer", "github", "gitlab", "hex", "luarocks", "npm", "oci", "pypi"}
)
_NAMESPACES_IN_LOWER_CASE = frozenset(
    {"alpm", "apk", "bitbucket", "composer", "github", "gitlab", "hex", "luarocks", "pypi", "qpkg"}
)


def purl(kind: str, name: str, version: str = "", namespace: str = "") -> str:
    """The purl of a package of type `kind`; empty without a name. `namespace` may have several parts (`a/b`)."""
    if not name:
        return ""
    if kind in _NAMES_IN_LOWER_CASE:
        name = name.lower()
        if kind == "pypi":
            name = name.replace("_", "-")
    before = f"pkg:{kind}/{_namespace(kind, namespace)}{_escaped(name)}"
    return f"{before}@{_escaped(version)}" if version else before


def parts(text: str) -> tuple[str, str, str, str]:
    """(type, namespace, name, version), unescaped, qualifiers and subpath put aside; four times "" when it is no purl."""
    rest = text.strip()
    if rest[:4].lower() != "pkg:":
        return ("", "", "", "")
    rest = rest[4:].partition("#")[0].partition("?")[0].strip("/")
    kind, _, rest = rest.partition("/")
    path, version = _split_version(rest.strip("/"))
    *folders, name = path.split("/")
    if not (kind and name):
        return ("", "", "", "")
    namespace = "/".join(unquote(folder) for folder in folders if folder)
    return (kind.lower(), namespace, unquote(name), unquote(version))


def _namespace(kind: str, namespace: str) -> str:
    if not namespace:
        return ""
    if kind in _NAMESPACES_IN_LOWER_CASE:
        namespace = namespace.lower()
    return "".join(f"{_escaped(part)}/" for part in namespace.split("/") if part)


def _escaped(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quote(text, safe=":~", errors="replace")


def _split_version(path: str) -> tuple[str, str]:
    """At the last `@`, unless it opens a part of the path: that is an npm scope which nobody escaped."""
    at = path.rfind("@")
    if at < 1 or path[at - 1] == "/":
        return (path, "")
    return (path[:at], path[at + 1 :])
