"""A checked delivery for scripts and for later documents: `osscan/delivery/1`, sentences with the codes and facts that they are made of."""

from __future__ import annotations

from typing import Any

from osscan.model.delivery import ContractAnswer, Counts, DeliveryReport
from osscan.model.publication import Checked
from osscan.reports.checked_json import check_object, decision_object, place_object, problem_object, score_object, waiver_object
from osscan.reports.json_text import Lines, line, members
from osscan.texts.catalogue import Words

SCHEMA = "osscan/delivery/1"

_OF_FILE = ("path", "size", "sha256", "sha512", "sha1", "layer")


def render(report: DeliveryReport, words: Words) -> str:
    """The report as JSON; characters that could trick a terminal are escaped."""
    fields = (
        ("schema", SCHEMA),
        ("tool", {"name": report.tool[0], "version": report.tool[1]}),
        ("data", dict(report.data)),
        ("generated_at", report.generated_at),
        ("language", words.language),
        ("delivery", {name: getattr(report.delivery, name) for name in _OF_FILE}),
        ("previous", report.previous),
        ("agreement", report.agreement._asdict()),
        ("policy_hash", report.policy_hash),
        ("verdict", report.verdict),
        ("complete", report.complete),
        ("counts", _counts(report.counts)),
        ("checks", Lines(line(_check(one, words)) for one in report.checks)),
        ("criteria", [score_object(one) for one in report.criteria]),
        ("layers", Lines(line(one._asdict()) for one in report.layers)),
        ("bills", Lines(line(one._asdict()) for one in report.bills)),
        ("contract", Lines(line(_answer(one, words)) for one in report.contract)),
        ("parts", Lines(line(one._asdict()) for one in report.parts)),
        ("decisions", [decision_object(one) for one in report.decisions]),
        (
            "waivers",
            {
                "unused": [waiver_object(one) for one in report.unused_waivers],
                "expired": [waiver_object(one) for one in report.expired_waivers],
            },
        ),
        ("problems", Lines(line(problem_object(one, words)) for one in report.problems)),
    )
    return "".join(members(fields)) + "\n"


def _check(check: Checked, words: Words) -> dict[str, Any]:
    return {**check_object("vendor", check, words), "cure": words(f"vendor.{check.id}.cure")}


def _answer(answer: ContractAnswer, words: Words) -> dict[str, Any]:
    return {
        **answer._asdict(),
        "title": words(f"contract.{contract_key(answer.promise)}.title"),
        "message": words(f"contract.found.{answer.found}", answer.facts),
        "facts": dict(answer.facts),
        "place": None if answer.place is None else place_object(answer.place),
    }


def contract_key(promise: str) -> str:
    """A key of the contract as keys of sentences spell it."""
    return promise.replace(".", "-").replace("_", "-")


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        **counts._asdict(),
        "licenses": [{"expression": one, "components": count} for one, count in counts.licenses],
        "verdicts": dict(counts.verdicts),
    }
