"""What came of the conversion of one SBOM."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.bom import Fate, Loss
from osscan.model.problem import Problem


class Conversion(NamedTuple):
    """`content` is empty when nothing could be written; the problems say why."""

    path: str
    source: str
    """Family and version that it had."""
    target: str
    content: bytes
    losses: tuple[Loss, ...]
    problems: tuple[Problem, ...]
    whole: bool
    """Whether the document was read to its end."""

    def count(self, fate: Fate) -> int:
        """How many losses had this fate."""
        return sum(loss.fate is fate for loss in self.losses)
