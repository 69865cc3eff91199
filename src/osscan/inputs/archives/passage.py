"""Passage: a delivery passes by once, file after file, out of folders and archives in archives; nothing is written anywhere."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from osscan.inputs.archives import ar, cpio, tar, zip_directory, zip_stream
from osscan.inputs.archives.budget import Budget, ExhaustedError, SetbackError
from osscan.inputs.archives.flows import Ahead, FileWindow, Flow, HeldWindow, Stretch, Window
from osscan.inputs.archives.folder import files, opened
from osscan.inputs.archives.formats import HEAD, OPENED, PACKED, format_of, is_tar, unpacked_name
from osscan.inputs.archives.installers import START, end_of_zip, installer_in
from osscan.inputs.archives.member import Allowance, Member
from osscan.inputs.archives.oddities import Notices
from osscan.inputs.archives.outside import tell_behind
from osscan.inputs.archives.site import LONGEST_TARGET, Entry, Site, Sort
from osscan.inputs.archives.taking import Taking
from osscan.inputs.archives.unpacking import Unpacked
from osscan.inputs.archives.zip_end import has_directory
from osscan.model.delivery import DeliveredFile, Layer
from osscan.model.problem import Problem

_CONTROLS = re.compile(rb"[\x00-\x1f]")


class Passage:
    """One delivery, to be iterated once; `layers` and `target` are whole only after that.

    An archive comes right before its members. One that is too large to be held and lies in another archive comes right after
    them, as its hashes are known only then.
    """

    def __init__(
        self,
        target: Path | str,
        allowance: Allowance,
        told: Callable[[Problem], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._file = str(target)
        self._name = Path(self._file).name or Path(self._file).resolve().name
        self._budget = Budget(allowance, clock)
        self._notices = Notices(told)
        self._sites: list[Site] = []
        self.target = DeliveredFile(self._name, 0)
        """The delivery itself; of a folder its size only."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every archive that was met, in the order in which they begin; the folder that was delivered is none."""
        return tuple(site.layer() for site in self._sites)

    def __iter__(self) -> Iterator[Member]:
        try:
            if Path(self._file).is_dir():
                yield from self._folder()
            else:
                site = Site("", "", 0, self._budget, self._notices)
                yield from self._from_disk(self._name, self._file, site)
        except ExhaustedError as fault:
            for site in self._sites:
                site.reason = site.reason or (fault.code if site.opened else "")
            self._notices.tell(fault.code, self._name, **fault.facts)
        self._notices.close(self._name)

    def _folder(self) -> Iterator[Member]:
        site = Site("", "folder", 0, self._budget, self._notices)
        for found in files(self._file, site):
            for member in self._from_disk(site.inside(found.inner), found.file, site):
                if not member.layer:
                    self.target = DeliveredFile(self._name, self.target.size + member.size)
                yield member
        site.close()

    def _from_disk(self, path: str, file: str, above: Site) -> Iterator[Member]:
        """A file on disk can be read twice: once for its hashes, and again for what is in it."""
        try:
            descriptor = opened(file)
        except OSError as fault:
            above.lost("input-unreadable", above.path or path, reason=fault.strerror or str(fault))
            return
        try:
            window = FileWindow(descriptor, path)
            with self._budget.within(path, window.size, above.depth + 1):
                yield from self._of_window(path, window, above)
        except SetbackError as fault:
            self._set_back(fault, path, above)
        finally:
            os.close(descriptor)

    def _of_window(self, path: str, window: Window, above: Site) -> Iterator[Member]:
        taking = Taking(Stretch(window, self._budget), self._budget.allowance, path)
        form = format_of(taking.head, path)
        held = taking.hold(self._budget.allowance.held_bytes)
        taking.run()
        form = form or self._at_the_end(window, held)
        member = taking.member(path, above.path, held, form if form in OPENED else "")
        if not above.path and not above.form:
            self.target = DeliveredFile(path, member.size, member.sha256, member.sha512, member.sha1)
        del held, taking
        above.files += 1
        above.size += member.size
        above.look_at_digest(path, member.sha256)
        yield member
        del member
        if form:
            yield from self._open(path, form, window, None, above)

    def _at_the_end(self, window: Window, held: bytes | None) -> str:
        """Archives that stand behind something else: self-extracting ones, or a script with what it runs."""
        if has_directory(window):
            return "zip"
        return installer_in(held if held is not None else window.at(0, START))

    def _pass(self, path: str, flow: Flow, size: int | None, above: Site) -> Iterator[Member]:
        """One file of an archive, and what is in it."""
        budget, allowance = self._budget, self._budget.allowance
        taking = Taking(flow, allowance, path)
        form = format_of(taking.head, path)
        within = min(allowance.held_bytes, budget.memory) if form in OPENED else allowance.held_bytes
        held = taking.hold(within, size)
        start = taking.start(START) if not form and held is None else b""
        if form in OPENED and held is None:
            yield from self._open(path, form, None, taking, above)
        taking.run()
        if held is None:
            form = form or end_of_zip(taking.tail) or installer_in(start)
            self._look_at_end(path, form, taking.tail)
        elif not form:
            form = self._at_the_end(HeldWindow(held), held)
        member = taking.member(path, above.path, held, form if form in OPENED else "")
        above.files += 1
        above.size += member.size
        above.look_at_digest(path, member.sha256)
        yield member
        del member, taking, start
        if form and (held is not None or form not in OPENED):
            with budget.holding(len(held or b"")), budget.within(path, len(held or b""), above.depth + 1):
                yield from self._open(path, form, HeldWindow(held or b""), None, above)

    def _open(self, path: str, form: str, window: Window | None, flow: Flow | None, above: Site) -> Iterator[Member]:
        """What is in an archive; its end is that of the file, whatever happens inside."""
        site = Site(path, form, above.depth + 1, self._budget, self._notices, above)
        self._sites.append(site)
        if form not in OPENED:
            site.lost("archive-unsupported", format=form)
        elif site.depth > self._budget.allowance.depth:
            site.lost("archive-too-deep", limit=self._budget.allowance.depth)
        else:
            try:
                yield from self._inside(site, window, flow)
            except SetbackError as fault:
                site.reason = site.reason or fault.code
                if not fault.stops(path):
                    raise
                self._notices.tell_once(fault.code, fault.path, **fault.facts)
        site.close()

    def _look_at_end(self, path: str, form: str, tail: bytes) -> None:
        """An archive that has passed by may be another one for whoever reads it from its end."""
        if form in OPENED and form not in ("zip", "ar") and end_of_zip(tail, to_the_end=True):
            site = next(site for site in reversed(self._sites) if site.path == path)
            if site.reason != "archive-contradicts":
                site.lost("archive-contradicts", field="format", said=form, found="zip")

    def _inside(self, site: Site, window: Window | None, flow: Flow | None) -> Iterator[Member]:
        if site.form not in ("zip", "ar") and window is not None and has_directory(window, to_the_end=True):
            site.lost("archive-contradicts", field="format", said=site.form, found="zip")
        if site.form == "zip" and window is not None:
            yield from self._members(zip_directory.entries(window, site), site)
            return
        stretch = Stretch(window, self._budget) if window is not None else flow
        if stretch is None:
            return
        ahead, size = Ahead(stretch), window.size if window is not None else 0
        if site.form == "rpm":
            cpio.pass_headers(ahead, site)
            packing = format_of(ahead.peek(HEAD), ".lzma")
            if packing not in PACKED:
                yield from self._members(cpio.entries(ahead, site), site)
                return
            yield from self._unpacked(ahead, packing, site, size)
        elif site.form in PACKED:
            yield from self._unpacked(ahead, site.form, site, size)
        else:
            plain = {"zip": zip_stream.entries, "tar": tar.entries, "ar": ar.entries, "cpio": cpio.entries}
            yield from self._members(plain[site.form](ahead, site), site)

    def _unpacked(self, ahead: Ahead, packing: str, site: Site, size: int) -> Iterator[Member]:
        """What is in a packed file: the members of a tar or cpio archive, or the one file that it is."""
        with closing(Unpacked(ahead, packing, site.path, self._budget, known=size)) as unpacked:
            inside = Ahead(unpacked)
            start = inside.peek(512)
            if is_tar(start) or (start and not start.strip(b"\0") and unpacked_name(site.path).endswith(".tar")):
                site.form = f"tar.{packing}"
                entries = tar.entries(inside, site)
            elif site.form == "rpm" or start.startswith((b"070701", b"070702")):
                site.form = "rpm" if site.form == "rpm" else f"cpio.{packing}"
                entries = cpio.entries(inside, site)
            else:
                entries = iter((Entry(unpacked_name(site.path), Sort.FILE, inside),))
                site.own_name = False
            yield from self._members(entries, site)
            while inside.read(HEAD):
                pass
            tell_behind(ahead, site)

    def _members(self, entries: Iterator[Entry], site: Site) -> Iterator[Member]:
        for entry in entries:
            self._budget.member()
            site.look_at(entry)
            if entry.sort in (Sort.FOLDER, Sort.DEVICE):
                continue
            path = site.inside(entry.name)
            try:
                flow = entry.flow if entry.sort is Sort.FILE else _look_at_link(entry, site)
                if flow is not None:
                    yield from self._pass(path, flow, entry.size, site)
            except SetbackError as fault:
                self._set_back(fault, path, site)

    def _set_back(self, fault: SetbackError, path: str, above: Site) -> None:
        """A file that could not be read to its end costs only itself."""
        if not fault.stops(path):
            raise fault
        above.reason = above.reason or fault.code
        self._notices.tell_once(fault.code, fault.path, **fault.facts)


def _look_at_link(entry: Entry, site: Site) -> Flow | None:
    """Looks at a link, whose target some archives keep as content.

    Programs that know no links unpack that as a file: gives it where it says more than a target does.
    """
    flow = Ahead(entry.flow) if entry.flow is not None else None
    text = flow.peek(LONGEST_TARGET + 1) if flow is not None else b""
    target = entry.target or text[:LONGEST_TARGET].decode("utf-8", "backslashreplace")
    site.look_at_link(entry.name, target, hard=entry.sort is Sort.HARD_LINK)
    if flow is not None and len(text) <= LONGEST_TARGET and not _CONTROLS.search(text):
        flow.skip(len(text) + 1)
        return None
    return flow
