"""Watch: looks at every file of a delivery as it passes by, and keeps small facts for the checks."""

from __future__ import annotations

from osscan.deliveries.seen import Seen
from osscan.deliveries.watch_code import CodeWatch
from osscan.deliveries.watch_papers import PapersWatch
from osscan.deliveries.watch_records import RecordsWatch
from osscan.deliveries.watch_trade import TradeWatch
from osscan.inputs.archives.member import Member


class Watch:
    """Takes in file by file. `own` is whether a file lies beside the software, `system` whether it is part of an operating system."""

    def __init__(self) -> None:
        self._code = CodeWatch()
        self._trade = TradeWatch()
        self._papers = PapersWatch()
        self._records = RecordsWatch()

    def take(self, member: Member, *, own: bool, system: bool = False) -> None:
        """One file; its content is gone when this returns."""
        if system:
            return
        self._code.take(member)
        self._trade.take(member, whole=own)
        self._papers.take(member, own=own)
        self._records.take(member)

    def seen(self) -> Seen:
        """The facts, when nothing more comes."""
        return self._records.add_to(self._papers.add_to(self._trade.add_to(self._code.add_to(Seen()))))
