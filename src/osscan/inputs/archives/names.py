"""Names: what is odd about the name of a member, and which names of one archive get in each other's way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 260
_SHOWN = 1024
_DEEPEST = 4096
"""The folders above longer paths are not looked at: no system can have them."""
_MOST_FOLDERS = 500_000
_MOST_WANTED = 10_000
_ORDINARY = re.compile(r"[A-Za-z0-9_@+=,(){}\[\]#%&'~!;^$ ./-]+")
_SUSPECT = re.compile(r"^/|//|\.\.|[. ](?:/|$)")
_DEVICE = re.compile(
    r"(?:^|/)(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.[^/]*)?(?=/|$)", re.IGNORECASE
)
_DRIVE = re.compile(r"[A-Za-z]:|//|\\\\")
_RESERVED = re.compile(r'[<>:"|?*\\]')
_TRAILING = re.compile(r"[. ](?:/|$)")
_DOTS = re.compile(r"(?:^|/)\.{1,2}(?=/|$)")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def oddities_of(name: str) -> Iterator[str]:
    """The codes of what is odd about a name as the archive writes it; a folder's ends with `/`."""
    if len(name) <= LONGEST and _ORDINARY.fullmatch(name) and not _SUSPECT.search(name) and not _DEVICE.search(name):
        return
    slashed = name.replace("\\", "/")
    if not slashed:
        yield "name-empty"
    if ".." in slashed.split("/"):
        yield "member-traversal"
    if _DRIVE.match(name):
        yield "member-drive"
    elif slashed.startswith("/"):
        yield "member-absolute"
    device = _DEVICE.search(slashed)
    if device:
        yield "name-reserved" if device[1] else "member-device-name"
    elif _RESERVED.search(name):
        yield "name-reserved"
    if len(name) > LONGEST:
        yield "name-too-long"
    if not _is_visible(name):
        yield "name-hidden-characters"
    if _TRAILING.search(_DOTS.sub("", slashed)):
        yield "name-trailing"


def shown(name: str) -> str:
    """A name as it may be shown: what can't be seen, or changes how the rest is seen, is written out."""
    visible = name
    if not _is_visible(name):
        visible = _HIDDEN.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), name)
    return visible if len(visible) <= _SHOWN else f"{visible[:_SHOWN]}…"


def _is_visible(name: str) -> bool:
    return (name.isascii() and name.isprintable()) or not _HIDDEN.search(name)


def plain(name: str) -> str:
    """A name without what doesn't count: `./` before it, doubled and trailing slashes."""
    if "//" not in name and "./" not in name and "\\" not in name:
        return name.strip("/")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return "/".join(parts)


def leads(name: str, target: str) -> str | None:
    """Where a link with this name leads inside of its archive; None for outside."""
    slashed = target.replace("\\", "/")
    if _DRIVE.match(target) or slashed.startswith("/"):
        return None
    here: list[str] = []
    for part in (*plain(name).split("/")[:-1], *slashed.split("/")):
        if part == "..":
            if not here:
                return None
            here.pop()
        elif part not in ("", "."):
            here.append(part)
    return "/".join(here)


class Neighbors:
    """The names of one archive. Kept are their hashes only, so that a long list of long names takes little memory."""

    def __init__(self) -> None:
        self._exact: set[int] = set()
        self._folded: set[int] = set()
        self._composed: set[int] = set()
        self._folders: set[int] = set()
        self._links: set[int] = set()
        self._last_folder = ""
        self._wanted: list[tuple[str, str, int]] = []

    def clash(self, name: str, *, link: bool = False) -> str:
        """The code of what is wrong between this name, in its plain form, and the ones before; nothing where all is well."""
        code = self._below_link(name) or self._same(name)
        folder = name.rpartition("/")[0]
        if folder != self._last_folder and len(folder) < _DEEPEST:
            self._last_folder = folder
            while folder and len(self._folders) < _MOST_FOLDERS and hash(folder) not in self._folders:
                self._folders.add(hash(folder))
                folder = folder.rpartition("/")[0]
        if link:
            self._links.add(hash(name))
        return code

    def folder(self, name: str) -> None:
        """A folder by itself: it may be named as often as one likes."""
        if len(self._folders) < _MOST_FOLDERS:
            self._folders.add(hash(name))

    def want(self, name: str, target: str, inside: str) -> None:
        """A link that leads to `inside`."""
        if len(self._wanted) < _MOST_WANTED:
            self._wanted.append((name[: 2 * _SHOWN], target[: 2 * _SHOWN], hash(inside)))

    def absent(self) -> Iterator[tuple[str, str]]:
        """The links that lead to nothing in this archive, with their targets; none where there are too many folders to know that."""
        if len(self._folders) >= _MOST_FOLDERS:
            return
        root = hash("")
        for name, target, inside in self._wanted:
            if inside not in self._exact and inside not in self._folders and inside != root:
                yield name, target

    def _below_link(self, name: str) -> str:
        if not self._links or len(name) > _DEEPEST:
            return ""
        above = name.rpartition("/")[0]
        while above:
            if hash(above) in self._links:
                return "member-through-link"
            above = above.rpartition("/")[0]
        return ""

    def _same(self, name: str) -> str:
        exact, folded = hash(name), hash(name.casefold())
        if exact in self._exact:
            return "member-duplicate"
        code = ""
        if not name.isascii():
            composed = hash(unicodedata.normalize("NFC", name))
            if composed in self._composed or (composed != exact and composed in self._exact):
                code = "name-unicode-clash"
            self._composed.add(composed)
        if not code and folded in self._folded:
            code = "name-case-clash"
        self._exact.add(exact)
        self._folded.add(folded)
        return code
