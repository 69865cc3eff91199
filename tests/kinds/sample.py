"""Reports as literals for documents: checks of every answer and weight, contract, SBOMs, archives, components with ways."""

from __future__ import annotations

from osscan.documents.document import Details, Heading, Items, Paragraph, Status, Table
from osscan.documents.written import Written
from osscan.model.delivery import (
    BillRecord,
    ContractAnswer,
    Counts,
    DeliveredFile,
    DeliveryReport,
    DeliveryVerdict,
    Layer,
    Part,
)
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.publication import (
    BadgeLevel,
    Checked,
    Clause,
    Criterion,
    CriterionScore,
    Decision,
    Profile,
    ProjectKind,
    PublicationReport,
    PublicationVerdict,
    Spot,
    Waiving,
)
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.policy.office import office_named
from osscan.reports.kinds.case import Setting
from osscan.texts.catalogue import Words

BLOCKER, CONDITION, HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
PASSED, FAILED, UNKNOWN, MANUAL, SKIPPED = (
    CheckStatus.PASSED,
    CheckStatus.FAILED,
    CheckStatus.UNKNOWN,
    CheckStatus.MANUAL,
    CheckStatus.NOT_APPLICABLE,
)
_WAY = ("permits 3.1.0", "reporting 2.0.0", "strict-pdf 5.0.0")
WAIVER = Waiving("V-10", "", "office", "known", "2027-01-31", Place("publish.yml"))


class KindWords(Words):
    """The real sentences of documents; those of checks, contract and problems are made of their keys."""

    def __call__(self, key, facts=(), **named):
        if self._made(key):
            told = ", ".join(f"{name}={value}" for name, value in facts)
            return f"<{key}{': ' + told if told else ''}>"
        return super().__call__(key, facts, **named)

    def has(self, key):
        return self._made(key) or (not self._made(key.rpartition(".")[0]) and super().has(key))

    @staticmethod
    def _made(key):
        begins = ("vendor.V-", "vendor.reason.", "publish.PUB-", "publish.reason.", "contract.", "problem.")
        return key.startswith(begins) and not key.endswith((".one", ".other"))


def setting(language, reference="", office=None):
    words = KindWords(language)
    return Setting(office or office_named("dortmund"), words, Written(words), reference)


def spot(code, path="lieferung.zip!/a.jar", **facts):
    return Spot(code, Place(path, "", 3), tuple(facts.items()), code)


def check(name, status, severity, *spots, criteria=(Criterion.SECURITY,), **more):
    reason = "not-looked" if status in (UNKNOWN, MANUAL, SKIPPED) else ""
    return Checked(name, status, severity, criteria, (Clause("Norm", "1.2"),), spots, reason=reason, **more)


def scores(checks):
    found = []
    for criterion in Criterion:
        asked = [one for one in checks if criterion in one.criteria and one.status is not SKIPPED]
        answered = [one for one in asked if one.status in (PASSED, FAILED)]
        found.append(CriterionScore(criterion, len(asked), len(answered), sum(one.status is PASSED for one in answered)))
    return tuple(found)


def delivery(checks=None, verdict=DeliveryVerdict.NOT_ACCEPTABLE, **more):
    checks = CHECKS if checks is None else tuple(checks)
    told = {
        "delivery": DeliveredFile("eingang/lieferung.zip", 48_312_345, "a" * 64, "b" * 128, "c" * 40),
        "verdict": verdict,
        "checks": checks,
        "criteria": scores(checks),
        "layers": (
            Layer("lieferung.zip", "zip", 12, 48_000_000, 1),
            Layer("lieferung.zip!/locked.zip", "zip", 0, 0, 2, "archive-encrypted"),
        ),
        "bills": (BillRecord("lieferung.zip!/sbom.cdx.json", "CycloneDX", "1.6", 4, 3, 1, 1, None),),
        "contract": (
            ContractAnswer(
                "copyleft_erlaubt",
                "nein",
                "copyleft",
                kept=False,
                check="V-12",
                facts=(("count", "1"),),
                place=Place("vertrag.yml", "", 9),
            ),
            ContractAnswer("support_bis", "", "open", None),
            ContractAnswer("oss_vereinbart", "erlaubt", "nothing-to-hold", kept=True),
        ),
        "counts": Counts(12_345, 99, 2, 3, 1, (("MIT", 2), ("-", 1)), (("allowed", 2), ("denied", 1))),
        "decisions": (),
        "problems": (error("archive-encrypted", Place("lieferung.zip!/locked.zip")),),
        "generated_at": "2026-11-22T10:00:00Z",
        "tool": ("osscan", "1.0.0"),
        "data": (("spdx", "3.28"),),
        "policy_hash": "f" * 64,
        "parts": (
            Part("left-pad", "1.3.0", "pkg:npm/left-pad@1.3.0", "MIT", "allowed", "lieferung.zip!/left-pad", declared=True),
            Part("strict-pdf", "5.0.0", "", "AGPL-3.0-only", "denied", "lieferung.zip!/a.jar", declared=False, way=_WAY),
            Part("ghost", "1", "", "", "unknown-license", "", declared=None),
        ),
    }
    return DeliveryReport(**{**told, **more})


CHECKS = (
    check("V-01", PASSED, BLOCKER),
    check("V-08", FAILED, BLOCKER, *(spot("undeclared", f"lieferung.zip!/{one}.jar", name=one) for one in "ab")),
    check("V-12", FAILED, BLOCKER, spot("denied", name="strict-pdf"), criteria=(Criterion.SECURITY, Criterion.SUSTAINABILITY)),
    check("V-14", UNKNOWN, BLOCKER),
    check("V-05", FAILED, CONDITION, spot("missing-field", count="6"), criteria=(Criterion.PRACTICABILITY,)),
    check("V-10", PASSED, CONDITION, waived=((spot("version", path="lieferung.zip!/waived.jar"), WAIVER),)),
    check("V-25", MANUAL, CONDITION, criteria=(Criterion.ECONOMY,)),
    check("V-29", FAILED, HINT, spot("missing"), criteria=(Criterion.ERGONOMICS,)),
    check("V-18", SKIPPED, CONDITION),
    check("V-32", MANUAL, CONDITION, criteria=(Criterion.PRACTICABILITY,)),
)


def publication(checks=None, verdict=PublicationVerdict.NOT_READY, **more):
    checks = PUBLIC_CHECKS if checks is None else tuple(checks)
    told = {
        "path": "apps/parkplatz",
        "profile": Profile.OPENCODE,
        "kind": ProjectKind.APPLICATION,
        "verdict": verdict,
        "checks": checks,
        "criteria": scores(checks),
        "badges": (BadgeLevel("maintained", 1, "commits", None, (("commits", "3"),)),),
        "problems": (),
        "revision": "0" * 40,
        "generated_at": "2026-11-22T10:00:00Z",
        "tool": ("osscan", "1.0.0"),
        "data": (("spdx", "3.28"),),
        "policy_hash": "f" * 64,
    }
    return PublicationReport(**{**told, **more})


PUBLIC_CHECKS = (
    check("PUB-LIC-01", FAILED, BLOCKER, spot("missing", "LICENSE"), fix="init license"),
    check("PUB-LEAK-01", UNKNOWN, BLOCKER),
    check("PUB-DOC-05", FAILED, CONDITION, spot("short", "README.md")),
    check("PUB-REL-01", MANUAL, CONDITION, criteria=(Criterion.PRACTICABILITY,)),
    check("PUB-SEC-01", PASSED, CONDITION),
)
REFUSED = Decision("PUB-REL-03", "refuse", "office", "2026-11-01", "12-3", "Betrugserkennung")


def texts(blocks):  # noqa: C901 - one case for each kind of block
    """Every run of words, with its tone."""
    for block in blocks:
        match block:
            case Heading(words, _, _):
                yield words, None
            case Paragraph(line):
                yield from ((one.words, one.tone) for one in line)
            case Items(lines, _):
                yield from ((one.words, one.tone) for line in lines for one in line)
            case Status(tone, word, said):
                yield word, tone
                yield from ((one.words, one.tone) for one in said)
            case Table(caption, heads, rows, _):
                yield caption, None
                yield from ((one, None) for one in heads)
                yield from ((one.words, one.tone) for row in rows for line in row for one in line)
            case Details(summary, inner, tone):
                yield summary, tone
                yield from texts(inner)
            case _ if hasattr(block, "rows"):
                for name, line in block.rows:
                    yield name, None
                    yield from ((one.words, one.tone) for one in line)
            case _ if hasattr(block, "bars"):
                yield block.caption, None
                yield from ((part, None) for one in block.bars for part in (one.label, one.said))
            case _ if hasattr(block, "steps"):
                yield from ((one, None) for one in (block.caption, *block.steps))
            case _ if hasattr(block, "roles"):
                yield from ((one, None) for one in (block.words, *block.roles))


def in_a_word(document):
    return "\n".join(words for words, _ in texts(document.blocks))
