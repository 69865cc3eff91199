"""Another policy over stored reports: nothing flips where nothing changed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.engine.policies import HEAD, RULES, policy

from osscan.engine.executor import Serial
from osscan.engine.policy_simulate import Simulation, reports_in, simulate
from osscan.policy.difference import Direction
from osscan.reports.report_json import render
from osscan.texts.catalogue import Words

TODAY = dt.date(2026, 11, 22)


def component(name, *licenses, **more):
    found = {"type": "library", "name": name, "version": "1", "bom-ref": name, "purl": f"pkg:npm/{name}@1", **more}
    if licenses:
        found["licenses"] = [{"license": {"name": one}} for one in licenses]
    return found


COMPONENTS = [
    component("a", "MIT"),
    component("b", "GPL-3.0-only"),
    component("c", "MIT", "GPL-3.0-only"),
    component("d"),
    component("e", "BSD"),
    component("f", "GPL-2.0-only", scope="optional"),
    component("g", "Own words"),
    component("h", "NOASSERTION"),
    component("own"),
]
EXTRA = """\
first_party: ["pkg:npm/own"]
clarifications:
  - {purl: "pkg:npm/e", expression: MIT, reason: {de: a, en: b}}
waivers:
  - {id: W, rule: P-2, purl: "pkg:npm/b", owner: o, reason: {de: a, en: b}, ticket: T, expires: 2026-12-01}
"""


@pytest.fixture
def stored(checked, tmp_path, monkeypatch):
    """Runs check with a policy and stores its report."""

    def store(text=HEAD + RULES + EXTRA, name="report.json", **more):
        sbom = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "metadata": {"component": {"type": "application", "name": "app", "bom-ref": "app"}},
            "components": COMPONENTS,
        }
        (tmp_path / "s.cdx.json").write_text(json.dumps(sbom))
        policy(tmp_path, text)
        report = checked("s.cdx.json", policy="policy.yml", **more)
        (tmp_path / name).write_text(render(report, Words("en")), encoding="utf-8")
        return report

    return store


def simulated(tmp_path, text, against=None, paths=("report.json",), **more):
    new = policy(tmp_path, text, "new.yml")
    old = policy(tmp_path, against, "old.yml") if against is not None else None
    return list(simulate(paths, Simulation(new, old, TODAY, **more), Serial()))


def flipped(found):
    return {flip.component.partition("@")[0].rpartition("/")[2]: (flip.old.word, flip.new.word) for flip in found[0].flips}


@pytest.mark.parametrize("against", [None, HEAD + RULES + EXTRA])
@pytest.mark.parametrize("outbound", ["", "MIT", "GPL-3.0-only"])
def test_the_same_policy_flips_nothing(stored, tmp_path, against, outbound):
    report = stored(outbound=outbound)
    (found,) = simulated(tmp_path, HEAD + RULES + EXTRA, against)

    assert (None, ()) == (found.problem, found.flips)
    assert len(report.components) == found.components
    assert (report.summary.objections,) * 2 == found.objections


def test_a_changed_rule_flips_what_it_decides(stored, tmp_path):
    stored()
    found = simulated(tmp_path, (HEAD + RULES + EXTRA).replace("then: allow", "then: review"))

    assert {"a": ("allowed-with-obligations", "needs-review"), "e": ("allowed-with-obligations", "needs-review")} == {
        name: words for name, words in flipped(found).items() if name in "ae"
    }
    assert {Direction.STRICTER} == {flip.direction for flip in found[0].flips}


def test_a_clarification_of_the_old_policy_does_not_outlive_it(stored, tmp_path):
    stored()
    without = (HEAD + RULES + EXTRA).replace("pkg:npm/e", "pkg:npm/elsewhere")

    assert {"e": ("allowed-with-obligations", "ambiguous")} == flipped(simulated(tmp_path, without))


def test_a_waiver_that_is_gone_counts(stored, tmp_path):
    stored()
    found = simulated(tmp_path, (HEAD + RULES + EXTRA).replace("pkg:npm/b", "pkg:npm/elsewhere"))

    assert ["waived", ""] == [found[0].flips[0].old.modifier, found[0].flips[0].new.modifier]
    assert 1 == found[0].objections[1] - found[0].objections[0]


def test_waivers_are_looked_at_on_the_day_of_the_report(stored, tmp_path):
    stored()
    again = simulated(tmp_path, HEAD + RULES + EXTRA)
    later = simulated(tmp_path, HEAD + RULES + EXTRA, as_of=dt.date(2027, 1, 1))

    assert ((), {"b": ("denied", "denied")}) == (again[0].flips, flipped(later))


def test_relations_are_kept_until_somebody_names_the_policy_of_then(stored, tmp_path):
    stored()
    apart = (HEAD + RULES + EXTRA).replace("relation_default", "relation_by_ecosystem: {npm: separate-process}, relation_default")
    kept = simulated(tmp_path, apart)
    against = simulated(tmp_path, apart, HEAD + RULES + EXTRA)

    assert ((), len(COMPONENTS)) == (kept[0].flips, kept[0].kept.relations + 1)
    assert ("denied", "needs-review") == flipped(against)["f"]
    assert 0 == against[0].kept.relations


def test_the_outbound_license_of_the_report_is_kept_and_told(stored, tmp_path):
    stored(outbound="GPL-3.0-only")
    found = simulated(tmp_path, HEAD + RULES + EXTRA)
    other = simulated(tmp_path, HEAD + RULES + EXTRA, outbound="EUPL-1.2")

    assert ("GPL-3.0-only", "") == (found[0].kept.outbound, other[0].kept.outbound)


def test_old_facts_are_told(stored, tmp_path):
    stored()
    file = tmp_path / "report.json"
    document = json.loads(file.read_text())
    assert not simulated(tmp_path, HEAD + RULES + EXTRA)[0].kept.other_facts
    document["data"]["osadl"] = "2001-01-01"
    file.write_text(json.dumps(document))

    assert simulated(tmp_path, HEAD + RULES + EXTRA)[0].kept.other_facts


def test_roles_that_were_judged_are_judged_again(stored, tmp_path, checked):
    stored()
    (tmp_path / "tests").mkdir()
    (tmp_path / "s.cdx.json").rename(tmp_path / "tests" / "s.cdx.json")
    report = checked(".", policy="policy.yml")
    (tmp_path / "report.json").write_text(render(report, Words("de")), encoding="utf-8")

    assert () == simulated(tmp_path, HEAD + RULES + EXTRA)[0].flips


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"schema": "osscan/report/2"}', "report-schema-unknown"),
        ('{"bomFormat": "CycloneDX"}', "report-schema-unknown"),
        ("[1]", "report-schema-unknown"),
        ('{"schema": "osscan/report/1"}', "report-broken"),
        ('{"schema": ', "report-broken"),
        ("[" * 100_000, "report-broken"),
    ],
)
def test_what_is_no_report_of_this_schema_is_a_clear_error(tmp_path, content, code):
    (tmp_path / "other.json").write_text(content)
    (found,) = simulated(tmp_path, HEAD + RULES, paths=(str(tmp_path / "other.json"),))

    assert (code, ()) == (found.problem.code, found.flips)


def test_one_bad_report_costs_no_other(stored, tmp_path):
    stored()
    (tmp_path / "bad.json").write_text("{")
    found = simulated(tmp_path, HEAD + RULES + EXTRA, paths=("gone.json", "bad.json", "report.json"))

    assert ["report-unreadable", "report-broken", None] == [one.problem and one.problem.code for one in found]


def test_a_folder_gives_its_reports_and_counts_the_rest(stored, tmp_path):
    stored()
    (tmp_path / "sub").mkdir()
    (tmp_path / "report.json").rename(tmp_path / "sub" / "r.json")
    (tmp_path / "sub" / "future.json").write_text('{"schema": "osscan/report/9"}')

    assert (("sub/future.json", "sub/r.json"), 1) == reports_in((".",))
