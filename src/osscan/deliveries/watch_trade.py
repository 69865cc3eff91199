"""What ties software to its vendor: parts for money, license keys, days on which it ends, hosts that it speaks to."""

from __future__ import annotations

import ipaddress
import posixpath
import re
from collections import Counter

from osscan.deliveries.seen import Hint, HostPlace, Seen
from osscan.inputs.archives.member import Member

_MOST_HOSTS, _MOST_HINTS, _MOST_IN_LAYER = 20_000, 2_000, 20
_FOLDERS = frozenset({"ee", "enterprise", "pro", "premium", "commercial", "enterprise-edition", "enterprise_edition"})
_WORDS_OF_PEOPLE = frozenset(
    {"locale", "locales", "lang", "langs", "language", "languages", "i18n", "l10n", "translations", "lc_messages"}
)
_CODE = (
    *(
        ".class",
        ".java",
        ".kt",
        ".scala",
        ".groovy",
        ".py",
        ".js",
        ".mjs",
        ".cjs",
        ".ts",
        ".tsx",
        ".jsx",
        ".vue",
        ".go",
        ".rb",
        ".php",
    ),
    *(".cs", ".rs", ".c", ".cc", ".cpp", ".h", ".dll", ".so", ".exe", ".pyc", ".sql", ".sh"),
)
_SETTINGS = (".properties", ".yml", ".yaml", ".json", ".xml", ".toml", ".ini", ".cfg", ".conf", ".env", ".config", ".tf")
_PAPERS = (
    ".md",
    ".txt",
    ".rst",
    ".adoc",
    ".html",
    ".htm",
    ".map",
    ".po",
    ".pot",
    ".css",
    ".scss",
    ".svg",
    ".csv",
    ".xsd",
    ".dtd",
    ".wsdl",
)
_PAPER_NAMES = re.compile(
    r"(?:^|/)(?:licen[sc]e|notice|readme|changelog|changes|copying|authors|contributing|history|pom\.xml|package(?:-lock)?\.json"
    r"|yarn\.lock|composer\.(?:json|lock)|[\w.-]*\.(?:cdx|spdx)\.(?:json|xml)|bom\.(?:json|xml)|sbom[\w.-]*\.(?:json|xml)|metadata|manifest\.mf"
    r"|pyproject\.toml|setup\.(?:py|cfg)|cargo\.(?:toml|lock)|go\.sum)[^/]*$",
    re.IGNORECASE,
)
_NAMESPACES = (
    *(
        "w3.org",
        "xmlsoap.org",
        "schemas.microsoft.com",
        "schemas.android.com",
        "java.sun.com",
        "xmlns.jcp.org",
        "xmlns.oracle.com",
    ),
    *(
        "jakarta.ee",
        "purl.org",
        "ns.adobe.com",
        "json-schema.org",
        "omg.org",
        "oasis-open.org",
        "xml.org",
        "opengis.net",
        "xmlpull.org",
    ),
    *(
        "cyclonedx.org",
        "spdx.org",
        "openxmlformats.org",
        "inkscape.org",
        "sodipodi.sourceforge.net",
        "hibernate.org",
        "logging.apache.org",
    ),
    *("springframework.org", "maven.apache.org", "xml.apache.org", "relaxng.org", "docbook.org", "schema.org", "xmlns.com"),
)
_NOBODY = (".example", ".test", ".invalid", ".localhost", ".local", "example.com", "example.org", "example.net")
_HOST = re.compile(
    rb"(?:https?|wss?)://(?:[\w.%-]+(?::[^@\s/'\"]*)?@)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})(?![\w.-]*@)",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    rb"^\s*(?:\*|//|#(?!!)|/\*|<!--|--|;)|//\s[^\n]*$|xmlns|schemaLocation|targetNamespace|@(?:see|link|author|license|url)\b",
    re.IGNORECASE,
)
_KEY = re.compile(
    rb"(?<![a-z])(?:licen[sc]e|activation|registration)[ _.-]?key\b|lizenzschl(?:ue|\xc3\xbc|\xfc)ssel"
    rb"|\b(?:check|validate|verify)licen[sc]e(?:key|file)?\b|\blicen[sc]e(?:validator|checker|verifier|keyprovider)\b|\bislicensevalid\b"
)
_END = re.compile(
    rb"\b(?:licen[sc]e|trial|evaluation)[ _-]?(?:version|period|license)?[ _-]?(?:has[ _]?)?(?:expire[ds]?|expir(?:y|ation|es)[ _-]?(?:date|at|on)?)\b"
    rb"|\btrial[ _]?(?:period|days)\b|\b(?:lizenz|testversion|testzeitraum)\s[^\n]{0,30}(?:abgelaufen|l(?:ae|\xc3\xa4|\xe4)uft ab|g(?:ue|\xc3\xbc|\xfc)ltig bis)"
)
_DUAL = re.compile(
    rb"\bcommercial(?:ly)? licen[sc](?:e|ed|es|ing)\b[^\n]{0,80}\b(?:available|required|purchas\w+|obtain\w*|contact|sales|buy)"
    rb"|\b(?:purchas\w+|obtain|buy|require\w*)\b[^\n]{0,60}\bcommercial licen[sc]e\b|\benterprise (?:edition )?licen[sc]e\b"
    rb"|\bkommerzielle[nr]? lizenz\b[^\n]{0,80}\b(?:erwerben|erworben|erforderlich|erh\w+ltlich|notwendig)"
)
"""All three are looked for in lower case."""
_WORTH_A_LOOK = (b"licen", b"lizenz", b"trial", b"activation", b"registration", b"evaluation", b"testversion", b"testzeitraum")
_KEY_FILE = re.compile(
    r"(?:^|/)(?:[\w.-]+\.(?:lic|licx|licence-key|license-key)|licen[sc]e[._-]?key[\w.-]*|licen[sc]e\.dat|lizenz(?:schluessel|schlüssel)?\.dat)$",
    re.IGNORECASE,
)


class TradeWatch:
    """Takes in file by file; `whole` is whether all words of the file are looked at, as those of the vendor's own files."""

    def __init__(self) -> None:
        self._folders: Counter[str] = Counter()
        self._hints: list[Hint] = []
        self._in_layer: Counter[tuple[str, str]] = Counter()
        self._hosts: dict[tuple[str, str, str], HostPlace] = {}
        self._cut: set[str] = set()

    def take(self, member: Member, *, whole: bool) -> None:
        """One file."""
        if member.archive:
            return
        path, content = member.path, member.content if member.content is not None else member.head
        ending = posixpath.splitext(path)[1].lower()
        if ending in _CODE:
            self._folder(member)
        if whole and _KEY_FILE.search(path):
            self._hint("license-key", member, 0, posixpath.basename(path))
        is_class = ending == ".class"
        if is_class or (whole and b"\0" not in content[:1024]):
            self._words(member, content, is_class=is_class)
        if b"://" in content and (is_class or whole):
            self._addresses(member, content, ending)

    def add_to(self, seen: Seen) -> Seen:
        """The facts, when nothing more comes."""
        return seen._replace(
            trade_folders=tuple(sorted(self._folders.items())),
            hints=tuple(self._hints),
            hosts=tuple(self._hosts[key] for key in sorted(self._hosts)),
            cut=(*seen.cut, *sorted(self._cut)),
        )

    def _folder(self, member: Member) -> None:
        parts = member.inner.split("/")[:-1]
        for at, part in enumerate(parts):
            if part.lower() in _FOLDERS and not _WORDS_OF_PEOPLE & {one.lower() for one in parts}:
                before = member.path[: len(member.path) - len(member.inner)]
                if len(self._folders) < _MOST_HINTS:
                    self._folders[before + "/".join(parts[: at + 1])] += 1
                return

    def _words(self, member: Member, content: bytes, *, is_class: bool) -> None:
        low = content.lower()
        if not any(word in low for word in _WORTH_A_LOOK):
            return
        is_paper = _is_paper(member.path)
        asked = ((_KEY, "license-key"), (_END, "expiry")) if not is_paper else ()
        for pattern, kind in (*asked, *(() if is_class else ((_DUAL, "dual-license"),))):
            found = pattern.search(low)
            if found is not None:
                line = 0 if is_class else content.count(b"\n", 0, found.start()) + 1
                self._hint(kind, member, line, content[found.start() : found.end()].decode("utf-8", "replace")[:120])

    def _hint(self, kind: str, member: Member, line: int, text: str) -> None:
        self._in_layer[kind, member.layer] += 1
        if len(self._hints) >= _MOST_HINTS:
            self._cut.add("hints")
        elif self._in_layer[kind, member.layer] <= _MOST_IN_LAYER or not member.layer:
            self._hints.append(Hint(kind, member.path, line, " ".join(text.split())))

    def _addresses(self, member: Member, content: bytes, ending: str) -> None:
        for found in _HOST.finditer(content):
            host = found[1].decode("ascii", "replace").lower()
            if not _is_somebody(host):
                continue
            role = _role(host, member.path, ending, content, found)
            key = (host, role, member.layer)
            known = self._hosts.get(key)
            if known is not None:
                self._hosts[key] = known._replace(times=known.times + 1)
            elif len(self._hosts) < _MOST_HOSTS:
                line = 0 if ending == ".class" else content.count(b"\n", 0, found.start()) + 1
                self._hosts[key] = HostPlace(host, role, member.layer, 1, member.path, line)
            else:
                self._cut.add("hosts")


def _is_somebody(host: str) -> bool:
    """Whether somebody outside can stand behind a name: no example, no name of this machine, no address of an inner network."""
    if host[-1].isdigit():
        try:
            return ipaddress.ip_address(host).is_global
        except ValueError:
            return False
    return not host.endswith(_NOBODY)


def _role(host: str, path: str, ending: str, content: bytes, found: re.Match[bytes]) -> str:
    if any(host == one or host.endswith(f".{one}") for one in _NAMESPACES):
        return "namespace"
    if ending == ".class":
        return "contacted"
    if _is_paper(path):
        return "documentation"
    start = content.rfind(b"\n", max(0, found.start() - 400), found.start()) + 1
    before = content[max(start, found.start() - 400) : found.start()]
    return "documentation" if _COMMENT.search(before) else "contacted"


def _is_paper(path: str) -> bool:
    low = path.lower()
    return low.endswith(_PAPERS) or _PAPER_NAMES.search(low) is not None
