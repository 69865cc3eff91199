"""A file of curations: clarifications that a whole organisation shares, by package URL and versions."""

from __future__ import annotations

from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy import entries
from osscan.policy.document import Faults, document
from osscan.policy.schema import Clarification

SCHEMA = "osscan/curations/1"


def curations_in(file: Path, shown: str) -> tuple[Clarification, ...]:
    """The curations in `file`, named `shown` in Places; raises PolicyInvalidError with every fault."""
    faults = Faults()
    found = read(file, shown, faults)
    faults.stop_if_any()
    return found


def read(file: Path, shown: str, faults: Faults) -> tuple[Clarification, ...]:
    """The same, adding to `faults`."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise PolicyInvalidError(error("policy-unreadable", Place(shown), reason=fault.strerror or str(fault))) from fault
    root = document(content, shown, faults)
    if root is None:
        return ()
    fields = root.fields(needed=("schema", "curations"))
    if "schema" in fields and (schema := fields.text("schema")) != SCHEMA:
        fields["schema"].fault("policy-wrong-value", value=schema, allowed=SCHEMA)
    return tuple(map(entries.clarification, fields.nodes("curations")))
