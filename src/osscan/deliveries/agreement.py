"""Agreement: whether what an SBOM says of the packages that were found is true: their digests and their licenses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from osscan.deliveries.digests import digests_of_file
from osscan.deliveries.drift import OtherHash, OtherLicense, Pair
from osscan.deliveries.lying import Lies
from osscan.model.bom import Bom, Part
from osscan.model.report import JudgedComponent
from osscan.model.sbom_difference import LicenseStep
from osscan.model.verdict import LicenseStatus
from osscan.sbom.license_steps import Speech, compared

_KNOWN = ("SHA512", "SHA256", "SHA1")
_AGREEING = (LicenseStep.SAME, LicenseStep.UNCLEAR)
_STEPS = {LicenseStep.WIDENED: "more-choice", LicenseStep.NARROWED: "asks-more"}


def hashes_of(
    pairs: Iterable[Pair],
    declared: Mapping[str, JudgedComponent],
    parts: Mapping[str, Part],
    found: Mapping[str, Lies],
) -> tuple[OtherHash, ...]:
    """Files whose digest is none of those that the SBOM gives for them in the same algorithm."""
    return tuple(sorted(_other_hashes(pairs, declared, parts, found)))


def _other_hashes(
    pairs: Iterable[Pair], declared: Mapping[str, JudgedComponent], parts: Mapping[str, Part], found: Mapping[str, Lies]
) -> Iterator[OtherHash]:
    for pair in pairs:
        one, part = found[pair.present], parts.get(pair.declared)
        of_file = digests_of_file(part, one.file) if part is not None and one.file else ()
        said: dict[str, set[str]] = {}
        for algorithm, digest in (*declared[pair.declared].component.hashes, *of_file):
            said.setdefault(algorithm.replace("-", "").upper(), set()).add(digest.lower())
        for algorithm in _KNOWN:
            is_ = dict(one.digests).get(algorithm, "")
            if is_ and algorithm in said:
                if is_ not in said[algorithm]:
                    yield OtherHash(pair.declared, pair.present, algorithm, min(said[algorithm]), is_, one.file)
                break


def licenses_of(
    pairs: Iterable[Pair], declared: Mapping[str, JudgedComponent], present: Mapping[str, JudgedComponent]
) -> tuple[tuple[OtherLicense, ...], int]:
    """Licenses that mean something else than the files say, and how many could not be compared as one side says none."""
    speech = Speech(Bom("", ""))
    found: list[OtherLicense] = []
    silent = 0
    for pair in pairs:
        first, second = declared[pair.declared].license, present[pair.present].license
        if first.status is not LicenseStatus.RESOLVED or second.status is not LicenseStatus.RESOLVED:
            silent += 1
            continue
        said, says = first.expression or "", second.expression or ""
        step = compared(speech.reading((said,)), speech.reading((says,)))
        if step not in _AGREEING:
            place = present[pair.present].component.place
            path = f"{place.input}!/{place.route}" if "!" in place.route else place.input
            found.append(OtherLicense(pair.declared, pair.present, said, says, _STEPS.get(step, "differs"), path))
    return tuple(sorted(found)), silent
