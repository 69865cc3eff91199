"""Lists of an environment as conda writes them (`conda list --explicit`, `--export`) and conda-lock for one platform."""

from __future__ import annotations

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.conda_list import is_conda_list, listed
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering


def read(source: Source) -> Inventory:
    """One component for each package; a file of such a name that conda has not written is told."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if is_conda_list(text):
        for component in listed(text, Scope.RUNTIME, fields):
            gathering.add(component)
    elif text.strip():
        fields.warning("format-not-recognised", source.place(), expected="conda list --explicit", supported="@EXPLICIT")
    return gathering.inventory(fields, READER, "conda list")


def _recognises(head: bytes) -> bool:
    return is_conda_list(head.decode("utf-8", "replace"))


READER = Reader(
    name="python/conda-explicit",
    title="conda list --explicit, --export",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.SOME),
    recognises=_recognises,
)
