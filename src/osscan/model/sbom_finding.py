"""SbomFinding: what an SBOM document has wrong or lacks, in which layer, and which clause says so."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Facts, Severity


class Layer(StrEnum):
    """The layers of a document, each of which can be wrong while those above it are right."""

    SYNTAX = "syntax"
    SCHEMA = "schema"
    SEMANTICS = "semantics"
    PROFILE = "profile"


class SbomFinding(NamedTuple):
    """One finding. `code` and `facts` name the sentences `sbom.<code>.*`.

    `severity` is error for what breaks the layer's rule, warning for what is doubtful, note for what is worth knowing.
    `component` is how people call the part concerned (`group/name 1.0`), empty for the document.
    `clause` names the source: a schema with its location, a chapter of a standard.
    """

    layer: Layer
    code: str
    severity: Severity
    pointer: str
    clause: str
    component: str = ""
    facts: Facts = ()
    profile: str = ""
    place: Place | None = None

    def sort_key(self) -> tuple[int, str, str, str, Facts]:
        return (LAYERS.index(self.layer), self.profile, self.pointer, self.code, self.facts)


LAYERS = tuple(Layer)
"""From the outside to the inside."""
