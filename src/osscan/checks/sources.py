"""Where demands come from: clauses of the catalogues that the checks cite, with what other catalogues say the same."""

from __future__ import annotations

from osscan.model.publication import Clause, Criterion

_BSI = {
    "LE-02.01": ("LE.01",),
    "LE-03.01": ("LE.02",),
    "LE-03.02": ("LE.02",),
    "QA-02.01": ("QA.01",),
    "QA-02.02": ("QA.01",),
    "DO-01.01": ("BR.01",),
    "DO-02.01": ("QA.03",),
    "DO-04.01": ("DE.01",),
    "DO-05.01": ("DE.01",),
    "BR-02.01": ("BR.02",),
    "BR-04.01": ("BR.04",),
    "GV-02.01": ("QA.03",),
    "GV-03.01": ("GV.01", "QA.04", "QA.05"),
    "VM-01.01": ("VM.01",),
    "VM-02.01": ("VM.01",),
    "VM-03.01": ("VM.01",),
    "QA-05.01": ("BR.05",),
    "QA-05.02": ("BR.05",),
    "QA-06.01": ("QA.04", "QA.05"),
    "AC-03.01": ("GV.02", "QA.06"),
}
"""OSPS Baseline (OpenSSF, Apache-2.0, commit b834f71d9cc9) and the requirements of BSI TR-03185-2 1.1.0 that it maps to."""


def criteria(letters: str) -> tuple[Criterion, ...]:
    """`SN` as the city's criteria."""
    return tuple(Criterion(letter) for letter in letters)


def osps(place: str) -> Clause:
    """A requirement of the OSPS Baseline, with what BSI TR-03185-2 says to the same."""
    return Clause("OSPS Baseline", f"OSPS-{place}", tuple(f"BSI TR-03185-2 {one}" for one in _BSI.get(place, ())))


def opencode(place: str) -> Clause:
    """openCode's guides, conditions of use and badges."""
    return Clause("openCode", place)


def public_code(place: str) -> Clause:
    """The Standard for Public Code 0.8.0, by the name of its criterion."""
    return Clause("Standard for Public Code 0.8.0", place)


def publiccode(place: str) -> Clause:
    """publiccode.yml, by key or chapter."""
    return Clause("publiccode.yml", place)


def reuse(place: str = "3.3") -> Clause:
    """The REUSE specification."""
    return Clause("REUSE", place)


def city(place: str) -> Clause:
    """Papers of the Council of the City of Dortmund, by their Drucksache."""
    return Clause("Rat der Stadt Dortmund", place)


def law(name: str, place: str = "") -> Clause:
    """A law or norm, as a reference only."""
    return Clause(name, place)
