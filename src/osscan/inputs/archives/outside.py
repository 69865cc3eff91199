"""Outside: bytes of an archive that belong to no file, told as what they are: filling, or something that other programs see files in."""

from __future__ import annotations

from osscan.inputs.archives.flows import CHUNK, Flow
from osscan.inputs.archives.formats import HEAD, format_of
from osscan.inputs.archives.installers import end_of_zip
from osscan.inputs.archives.site import Site

TAIL = 66 * 1024
"""The end record of a zip archive is in it, whatever its comment says."""


class Run:
    """A Flow that is read to its end: how much it was, what it starts and what it ends with."""

    def __init__(self, flow: Flow, mark: bytes = b"") -> None:
        self.size = 0
        self.marks = 0
        """How often `mark` stands in it."""
        head = tail = b""
        while got := flow.read(CHUNK):
            self.size += len(got)
            if mark:
                self.marks += (tail[1 - len(mark) :] + got).count(mark)
            if len(head) < HEAD:
                head += got[: HEAD - len(head)]
            tail = (tail + got)[-TAIL:]
        self.head, self.tail = head, tail


def tell_behind(flow: Flow, site: Site) -> None:
    """Reads what stands behind the end of an archive. Whoever reads from the end, or reads on, may see files in it."""
    rest = Run(flow)
    if not rest.size:
        return
    found = format_of(rest.head.lstrip(b"\0")[:HEAD], "") or end_of_zip(rest.tail)
    if found:
        site.lost("archive-contradicts", field="format", said=site.form, found=found)
    else:
        site.tell("archive-unlisted", size=rest.size)
