"""osscan's answers against OSADL's matrix and the Commission's, cell by cell; docs/deviations.toml lists every difference."""

from __future__ import annotations

import tomllib
from pathlib import Path

from osscan.expression.tree import Leaf
from osscan.knowledge import eupl, osadl
from osscan.model.component import Relation
from osscan.policy.compatibility import answer

LISTED = Path(__file__).resolve().parents[2] / "docs" / "deviations.toml"
OSADL = {"yes": {"compatible", "compatible-if"}, "same": {"compatible"}, "no": {"incompatible"}}
COMMISSION = {
    "OK": {"compatible", "compatible-if"},
    "OK-object": {"compatible-if"},
    "NO": {"incompatible"},
    "NO?": {"contested"},
    "?": {"unknown"},
}
"""Words of each table and the answers that agree with them; OSADL's "unknown" and "check" leave the question open."""


def leaf(text):
    license_id, _, exception = text.partition(" WITH ")
    return Leaf(license_id, exception)


def word(inbound, outbound, relation):
    return answer(leaf(inbound), leaf(outbound), relation).verdict.value


def listed(table):
    rows = [row for row in tomllib.loads(LISTED.read_text(encoding="utf-8"))["deviation"] if row["table"] == table]
    return {
        (inbound, outbound, row.get("relation", "incorporate"), row["said"], row["ours"])
        for row in rows
        for inbound in row["inbound"]
        for outbound in row["outbound"]
    }


def test_every_difference_from_osadl_is_listed_with_a_reason():
    found = set()
    for outbound in osadl.covered():
        for inbound in osadl.covered():
            said = osadl.cell(inbound, outbound)
            if said in OSADL and (ours := word(inbound, outbound, Relation.INCORPORATE)) not in OSADL[said]:
                found.add((inbound, outbound, "incorporate", said, ours))
    assert listed("osadl") == found


def test_every_difference_from_the_commission_is_listed_with_a_reason():
    found = set()
    for inbound in eupl.covered():
        for relation in (Relation.INCORPORATE, Relation.STATIC_LINK, Relation.DYNAMIC_LINK):
            said, ours = eupl.matrix(inbound, relation.value), word(inbound, "EUPL-1.2", relation)
            if ours not in COMMISSION[said]:
                found.add((inbound, "EUPL-1.2", relation.value, said, ours))
    assert listed("commission") == found


def test_every_license_that_the_appendices_name_is_reached_by_article_five():
    for version in ("EUPL-1.1", "EUPL-1.2"):
        for named in eupl.appendix(version):
            found = answer(Leaf(version), Leaf(named), Relation.INCORPORATE)
            assert found.verdict.value == ("compatible" if named == version else "compatible-if")
            assert named == version or f"{version}, Art. 5" in found.reasons[0].source


def test_every_explicit_finding_of_osadl_is_kept_or_its_difference_listed():
    explicit = {
        (inbound, outbound)
        for outbound in osadl.covered()
        for inbound in osadl.covered()
        if osadl.grounds(inbound, outbound) == "explicit" and osadl.cell(inbound, outbound) != "check"
    }
    differing = {(inbound, outbound) for inbound, outbound, _, _, _ in listed("osadl")} & explicit
    assert (1889, 16) == (len(explicit), len(differing))
