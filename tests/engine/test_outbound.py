"""Which outbound licenses are possible for a product, what stands in the way of the others, and the smallest change."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.engine.products import COMPILED, COPIED, LINKED, POLICY, expressions, of, product, states, told

from osscan.engine.executor import Serial
from osscan.engine.outbound import OutboundRequest, outbound
from osscan.engine.request import CheckRequest
from osscan.errors import WrongCallError
from osscan.model.component import Relation
from osscan.model.outbound import State
from osscan.model.report import Outcome

FEW = ("EUPL-1.2", "GPL-2.0-only", "GPL-3.0-only", "Apache-2.0", "MIT")


def test_permissive_parts_leave_the_usual_licenses_possible():
    report = of("MIT", "ISC", "BSD-3-Clause")

    assert {"possible"} == {states(report)[name] for name in FEW}
    assert (Outcome.PASSED, None, ()) == (report.outcome, report.conflict, report.ways.keep)


def test_the_wanted_license_is_the_policys_and_comes_first():
    assert ("EUPL-1.2", "EUPL-1.2") == (of("MIT").wanted, of("MIT", asked=("MIT", "ISC")).candidates[0].outbound)


def test_another_license_can_be_wanted():
    report = of("Apache-2.0", wanted="GPL-2.0-only")

    assert ("GPL-2.0-only", State.IMPOSSIBLE, Outcome.OBJECTIONS) == (report.wanted, report.first.state, report.outcome)


def test_strong_copyleft_copied_in_rules_out_all_but_its_own_kind():
    report = of("GPL-3.0-only", asked=FEW)

    assert {
        "EUPL-1.2": "impossible",
        "GPL-2.0-only": "impossible",
        "GPL-3.0-only": "possible",
        "Apache-2.0": "impossible",
        "MIT": "impossible",
    } == states(report)


def test_the_same_part_as_a_build_tool_rules_out_nothing():
    assert "possible" == states(of("GPL-3.0-only", asked=FEW, relation=Relation.BUILD_TOOL))["MIT"]


def test_conditions_of_all_parts_are_united():
    report = of(("LGPL-2.1-only", COMPILED), ("LGPL-3.0-only", COMPILED), "MIT", asked=("MIT",))
    mit = report.candidates[1]

    assert State.POSSIBLE_WITH_CONDITIONS is mit.state
    assert {"LGPL-2.1-only", "LGPL-3.0-only"} == set(
        expressions(report, {position for condition in mit.conditions for position in condition.constraints})
    )


def test_components_with_the_same_license_and_relation_are_one_constraint():
    report = of("MIT", "MIT", ("MIT", LINKED), "MIT OR ISC", "ISC OR MIT")

    assert [("ISC OR MIT", "incorporate", 2), ("MIT", "dynamic-link", 1), ("MIT", "incorporate", 2)] == [
        (one.expression, one.relation.value, len(one.members)) for one in report.constraints
    ]


def test_a_component_is_fine_if_one_branch_is_and_the_branch_is_named():
    report = of("GPL-2.0-only OR Apache-2.0", asked=FEW)

    assert {"GPL-2.0-only": "GPL-2.0-only", "MIT": "Apache-2.0", "EUPL-1.2": "Apache-2.0"} == {
        candidate.outbound: candidate.standings[0].chosen
        for candidate in report.candidates
        if candidate.outbound in ("GPL-2.0-only", "MIT", "EUPL-1.2")
    }


def test_two_licenses_that_fit_together_nowhere_are_the_conflict():
    """GPL-2.0-only leaves only itself, and Apache-2.0 rules that out."""
    report = of("MIT", "GPL-2.0-only", "Apache-2.0", "BSD-3-Clause", "LGPL-2.1-only")

    assert {State.IMPOSSIBLE} == {candidate.state for candidate in report.candidates if not candidate.for_content}
    assert report.conflict is not None
    assert (["Apache-2.0", "GPL-2.0-only"], True, True) == (
        expressions(report, [part.constraint for part in report.conflict.parts]),
        report.conflict.certain,
        report.conflict.proven,
    )


def test_one_part_can_be_a_conflict_by_itself():
    report = of("MIT", "BUSL-1.1", "GPL-2.0-only", "Apache-2.0")

    assert report.conflict is not None
    assert [["BUSL-1.1"]] == [expressions(report, [part.constraint]) for part in report.conflict.parts]


def test_a_conflict_names_what_could_stand_in_a_parts_place():
    report = of("BUSL-1.1", "SSPL-1.0", "MIT")

    assert report.conflict is not None
    (part,) = report.conflict.parts
    assert {"BUSL-1.1", "SSPL-1.0"} == set(expressions(report, [part.constraint, *part.instead]))


def test_a_conflict_names_what_each_part_alone_keeps_from_being_possible():
    report = of("GPL-2.0-only", "Apache-2.0", asked=FEW)

    assert report.conflict is not None
    assert [("GPL-2.0-only",), ("EUPL-1.2", "GPL-3.0-only", "Apache-2.0", "MIT")] == [
        part.frees for part in report.conflict.parts
    ]


def test_licenses_for_content_do_not_make_a_program_publishable():
    report = of("GPL-2.0-only", "Apache-2.0", asked=("GPL-2.0-only", "CC-BY-4.0"))

    assert report.conflict is not None
    assert ("EUPL-1.2", "GPL-2.0-only") == tuple(sorted({name for part in report.conflict.parts for name in part.rules_out}))


def test_where_something_only_needs_review_the_conflict_says_that_it_is_not_certain():
    report = of(("GPL-2.0-only", COMPILED), ("Apache-2.0", COMPILED))

    assert State.NEEDS_REVIEW is report.first.state
    assert report.conflict is not None
    assert not report.conflict.certain


def test_what_is_not_established_is_told_apart_and_makes_nothing_possible():
    report = of("MIT", "", "Some words", "LicenseRef-own", asked=FEW)

    assert {"needs-review"} == set(states(report).values())
    assert [("unresolved", "Some words", 1), ("resolved", "LicenseRef-own", 1), ("absent", "", 1)] == [
        (one.status.value, one.raw, len(one.members)) for one in report.unestablished
    ]
    assert Outcome.INCOMPLETE is report.outcome
    assert {State.POSSIBLE} == {candidate.so_far for candidate in report.candidates}


def test_what_is_impossible_stays_impossible_beside_something_unknown():
    assert "impossible" == states(of("GPL-3.0-only", "", asked=FEW))["MIT"]


def test_an_unknown_branch_harms_nobody_where_another_one_fits():
    report = of("MIT OR LicenseRef-own", asked=FEW)

    assert ("possible", ()) == (states(report)["EUPL-1.2"], report.unestablished)


def test_a_list_without_operator_is_a_matter_for_review_where_it_makes_the_difference():
    document = product("MIT")
    document["components"][0]["licenses"] = [{"license": {"id": "MIT"}}, {"license": {"id": "GPL-2.0-only"}}]
    report = told(document, asked=FEW)
    by_name = {candidate.outbound: candidate.standings[0] for candidate in report.candidates}

    assert ("needs-review", "possible") == (states(report)["Apache-2.0"], states(report)["GPL-2.0-only"])
    assert "ask-operator" == by_name["Apache-2.0"].compatibility.remedies[0].key


def test_claims_that_disagree_are_a_matter_for_review_where_one_of_them_would_not_fit():
    document = product("MIT")
    document["components"][0]["licenses"] = [{"expression": "MIT", "acknowledgement": "concluded"}]
    declared = product("GPL-3.0-only")
    declared["components"][0]["licenses"] = [{"expression": "GPL-3.0-only", "acknowledgement": "declared"}]
    document["components"][0]["licenses"] += declared["components"][0]["licenses"]
    report = told(document, asked=FEW)

    assert ("needs-review", "possible") == (states(report)["MIT"], states(report)["GPL-3.0-only"])


def test_the_product_itself_and_first_party_parts_ask_nothing():
    document = product("MIT", root_license="GPL-3.0-only")
    document["components"].append(
        {
            "type": "library",
            "bom-ref": "x",
            "name": "x",
            "version": "1",
            "purl": "pkg:npm/%40dosys/x@1",
            "licenses": [{"expression": "AGPL-3.0-only"}],
        }
    )
    report = told(document, asked=FEW)

    assert (2, ["MIT"], "possible") == (report.own, [one.expression for one in report.constraints], states(report)["MIT"])


def test_without_anything_of_others_nothing_is_called_possible():
    report = told(product(), asked=FEW)

    assert (Outcome.NOTHING_TO_JUDGE, {"needs-review"}) == (report.outcome, set(states(report).values()))


def test_what_could_not_be_read_makes_nothing_possible():
    content = json.dumps(product("MIT", "ISC")).encode()
    report = told(content[: content.index(b"part-1")], asked=FEW)

    assert (False, {"needs-review"}, Outcome.INCOMPLETE) == (report.complete, set(states(report).values()), report.outcome)


def test_the_smallest_change_names_each_place_with_what_helps():
    report = of("GPL-2.0-only", "GPL-2.0-only", "MIT", asked=FEW)
    (change,) = report.ways.keep

    assert (["GPL-2.0-only"], 2, State.IMPOSSIBLE) == (
        expressions(report, [change.constraint]),
        report.ways.components,
        change.state,
    )
    assert ("relation-separate-process", "osscan license compat GPL-2.0-only EUPL-1.2 --relation separate-process") == (
        change.remedy.key,
        change.remedy.command,
    )
    assert ("webshop 1.0", "part-0 1.0") == report.constraints[change.constraint].path


def test_possible_licenses_are_offered_the_nearest_to_the_wanted_one_first():
    report = of("GPL-3.0-only", asked=("MIT", "GPL-3.0-only", "AGPL-3.0-only"))

    assert ("GPL-3.0-only",) == report.ways.switch


def test_another_license_is_no_remedy_for_a_single_part():
    report = of("GPL-3.0-only", asked=FEW)

    assert [] == [
        remedy.key
        for candidate in report.candidates
        for standing in candidate.standings
        for remedy in standing.compatibility.remedies
        if remedy.key.startswith("switch-outbound")
    ]


def test_where_nothing_is_possible_the_candidates_with_the_least_in_the_way_are_named():
    report = of("GPL-2.0-only", "Apache-2.0", "Apache-2.0", asked=("GPL-2.0-only", "Apache-2.0"))

    assert ((), (("EUPL-1.2", 1), ("Apache-2.0", 1), ("GPL-2.0-only", 2))) == (report.ways.switch, report.ways.nearest)


def test_every_candidate_that_is_not_possible_names_what_helps():
    report = of("GPL-2.0-only", "Apache-2.0", "AGPL-3.0-only", "BUSL-1.1", "EPL-1.0")

    assert [] == [
        (candidate.outbound, standing.constraint)
        for candidate in report.candidates
        for standing in candidate.in_state(State.IMPOSSIBLE, State.NEEDS_REVIEW)
        if not standing.compatibility.remedies
    ]


def test_a_relation_holds_for_what_the_policy_joins_by_ecosystem():
    linked = of(("LGPL-2.1-only", LINKED), asked=("MIT",))
    copied = of(("LGPL-2.1-only", LINKED), asked=("MIT",), relation=Relation.INCORPORATE)

    assert ("impossible", True) == (states(copied)["MIT"], states(linked)["MIT"].startswith("possible"))


def test_proposed_commands_ask_by_the_same_policy():
    report = of("GPL-2.0-only", policy_option="--policy my.yml", provision_option="--provision binary")

    assert "--relation separate-process --provision binary --policy my.yml" in report.ways.keep[0].remedy.command


def test_all_candidates_are_those_that_can_be_compared():
    names = set(states(of("MIT", asked=("all",))))

    assert {"EUPL-1.2", "MIT", "OSL-3.0", "CECILL-2.1"} <= names
    assert set() == names & {"BUSL-1.1", "JSON", "LicenseRef-Proprietary"}


def test_a_candidate_may_be_an_offer_of_several_licenses():
    report = of("GPL-2.0-only", asked=("GPL-2.0-only OR MIT",))

    assert "impossible" == states(report)["GPL-2.0-only OR MIT"]


def test_an_unknown_candidate_is_a_wrong_call():
    with pytest.raises(WrongCallError):
        of("MIT", asked=("Foo-1.0",))


def test_files_of_the_own_tree_under_another_license_ask_for_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\nversion = "1"\nlicense = "EUPL-1.2"\n')
    (tmp_path / "own.py").write_text("# SPDX-License-Identifier: EUPL-1.2\n")
    (tmp_path / "copied.py").write_text("# SPDX-License-Identifier: GPL-2.0-only\n")
    check = CheckRequest((".",), POLICY, "", date(2026, 11, 22), "")
    report = outbound(OutboundRequest(check, FEW), Serial())

    assert [("GPL-2.0-only", True, ["copied.py"])] == [
        (one.expression, one.are_files, [member.name for member in one.members]) for one in report.constraints
    ]
    assert ("impossible", "own-files") == (states(report)["MIT"], report.ways.keep[0].remedy.key)
    assert report.own == 2


def test_counts_are_components():
    report = of("GPL-2.0-only", "GPL-2.0-only", "MIT", ("LGPL-2.1-only", COMPILED), ("", COPIED), asked=("MIT",))

    assert {State.POSSIBLE: 1, State.POSSIBLE_WITH_CONDITIONS: 1, State.IMPOSSIBLE: 2} == dict(report.candidates[1].counts)
