"""The watch as an observer of the stream: on which ground a file lies decides how closely it is looked at."""

from __future__ import annotations

from osscan.deliveries.seen import Seen
from osscan.deliveries.watch import Watch
from osscan.engine.vendor_ground import SYSTEMS, Ground, Lying
from osscan.inputs.archives.member import Member


class WatchObserver:
    """Give it to `Asked.observers`; when all has passed, `seen()` belongs into `Delivery.seen`."""

    def __init__(self) -> None:
        self._watch = Watch()

    def take(self, member: Member, where: Lying) -> None:
        """One file."""
        self._watch.take(member, own=where.ground is Ground.OWN, system=where.ground in SYSTEMS)

    def seen(self) -> Seen:
        """The facts, when nothing more comes."""
        return self._watch.seen()
