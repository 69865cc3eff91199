"""Site: an archive while it is looked into: what is said of it, of the names in it, and what becomes of it as a Layer."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from osscan.inputs.archives.budget import Budget
from osscan.inputs.archives.flows import Flow
from osscan.inputs.archives.names import Neighbors, leads, oddities_of, plain, shown
from osscan.inputs.archives.oddities import Notices
from osscan.model.delivery import Layer

_IMAGE_LAYER = re.compile(r"(?:^|[/!])(?:blobs/sha256/[0-9a-f]{64}|(?:[0-9a-f]{64}/)?layer\.tar|[0-9a-f]{64}\.tar)$")
_DIGEST = re.compile(r"(?:^|[/!])blobs/sha256/([0-9a-f]{64})$")
_USUAL_IN_SYSTEMS = frozenset({"name-reserved", "member-device-name", "name-case-clash"})
"""What only Windows and macOS make trouble of."""
_REPOSITORY = (".git/HEAD", ".svn/wc.db", ".hg/requires")
"""What lies in every repository."""
_WHITEOUT, _OPAQUE = ".wh.", ".wh..wh..opq"

LONGEST_TARGET = 1024
"""A link whose target is longer is none."""


class Sort(Enum):
    """What an entry is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    HARD_LINK = auto()
    DEVICE = auto()


class Entry(NamedTuple):
    """One entry of an archive, in the order in which they lie there; `flow` is read before the next one is asked for."""

    name: str
    sort: Sort = Sort.FILE
    flow: Flow | None = None
    size: int | None = None
    """As the archive says; None where it doesn't say."""
    target: str = ""
    """Of a link; where it is empty, it is what the flow holds."""


class Site:
    """One archive that was opened."""

    def __init__(self, path: str, form: str, depth: int, budget: Budget, notices: Notices, above: Site | None = None) -> None:
        self.path = path
        self.form = form
        self.depth = depth
        self.budget = budget
        self.files = 0
        self.size = 0
        self.reason = ""
        self.opened = True
        self.of_a_system = bool(_IMAGE_LAYER.search(path)) or form == "rpm" or (above is not None and above.form == "deb")
        """Whether it holds the files of a whole system, in which links lead to anywhere and devices are usual."""
        self.own_name = True
        """Whether the names in it are its own; the one of a packed file is taken from the file's."""
        self._notices = notices
        self._neighbors = Neighbors()

    def tell(self, code: str, name: str = "", **facts: object) -> None:
        """Tells an oddity of the archive or of a member."""
        self._notices.tell(code, self.inside(name) if name else self.path, **facts)

    def lost(self, code: str, name: str = "", **facts: object) -> None:
        """Tells that not all of it could be looked into."""
        self.reason = self.reason or code
        self.tell(code, name, **facts)

    def inside(self, name: str) -> str:
        """The path of a member."""
        clean = name.removeprefix("./").replace("\\", "/")
        return f"{self.path}!/{shown(clean)}" if self.path else shown(clean)

    def look_at(self, entry: Entry) -> None:
        """Tells what is odd about an entry as far as its name and its sort show it."""
        name = entry.name
        if not self.own_name:
            return
        for code in oddities_of(name.removeprefix("./") if name != "./" else "."):
            self._tell_of_name(code, name)
        straight = plain(name)
        if entry.sort is Sort.FILE and name.endswith("/"):
            self.tell("archive-contradicts", name, field="folder", said=0, found=entry.size)
        if entry.sort is Sort.FOLDER:
            self._neighbors.folder(straight)
            return
        clash = self._neighbors.clash(straight, link=entry.sort is Sort.LINK)
        if clash and self.form != "ar":  # static libraries hold what was compiled under the same name in several folders
            self._tell_of_name(clash, name)
        if entry.sort is Sort.DEVICE and not self.of_a_system:
            self.tell("member-device", name)
        if straight.endswith(_REPOSITORY):
            self.tell("delivery-repository", straight.rpartition("/")[0])
        if entry.sort is Sort.FILE and self.form.startswith("tar"):
            self._look_at_whiteout(name)

    def look_at_link(self, name: str, target: str, *, hard: bool) -> None:
        """Tells where a link leads if that is odd."""
        if hard:
            self.tell("member-hard-link", name, target=shown(target))
        inside = leads("" if hard else name, target)
        if inside is None:
            if not (self.of_a_system and target.startswith("/")):
                self.tell("member-link-outside", name, target=shown(target))
        elif not self.of_a_system:
            self._neighbors.want(name, target, inside)

    def close(self) -> None:
        """Tells what only the end shows, and forgets the names."""
        self.opened = False
        for name, target in self._neighbors.absent():
            self.tell("member-link-absent", name, target=shown(target))
        self._neighbors = Neighbors()

    def layer(self) -> Layer:
        """What is kept of it."""
        return Layer(self.path, self.form, self.files, self.size, self.depth, self.reason)

    def look_at_digest(self, path: str, sha256: str) -> None:
        """Images name their parts by their hashes: tells where that isn't true."""
        said = _DIGEST.search(path)
        if said and said[1] != sha256:
            self._notices.tell("archive-checksum", path, said=said[1], found=sha256)

    def _tell_of_name(self, code: str, name: str) -> None:
        if not (self.of_a_system and code in _USUAL_IN_SYSTEMS):
            self.tell(code, name, **({"length": len(name)} if code == "name-too-long" else {}))

    def _look_at_whiteout(self, name: str) -> None:
        folder, _, last = name.rpartition("/")
        if last == _OPAQUE:
            self.tell("image-deleted-file", name, deleted=shown(f"{folder}/*"))
        elif last.startswith(_WHITEOUT) and not last.startswith(".wh..wh."):
            deleted = last.removeprefix(_WHITEOUT)
            self.tell("image-deleted-file", name, deleted=shown(f"{folder}/{deleted}" if folder else deleted))
