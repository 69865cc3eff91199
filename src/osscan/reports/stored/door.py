"""A stored report comes back in: which kind it is, and the first thing that is wrong with it, with its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osscan.errors import StoredReportError
from osscan.model.place import Place
from osscan.model.problem import Problem, error
from osscan.reports.stored.contradiction import contradiction
from osscan.reports.stored.sentences import Stored, unsaid
from osscan.texts.catalogue import Words

if TYPE_CHECKING:
    from msgspec import ValidationError

SCHEMAS = ("osscan/delivery/1", "osscan/publication/1", "osscan/report/1")
_MARK = b"\xef\xbb\xbf"
"""Some shells write a byte order mark before what they put into a file."""
_LARGEST = 1024 * 1024 * 1024
_AT = re.compile(r" - at `\$\.?(.*)`$")
_KEY = re.compile(r"missing required field `([^`]*)`")
_TYPE = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_VALUE = re.compile(r"Invalid enum value (.*)")


def stored_report(file: Path, shown: str, words: Words) -> Stored:
    """The report in a file; raises StoredReportError with place and key where it is none, was changed, or is of another version."""
    return read(content_of(file, shown), shown, words)


def content_of(file: Path, shown: str) -> bytes:
    """The bytes of a report; raises StoredReportError where there are none, or far too many."""
    place = Place(shown)
    try:
        if file.stat().st_size > _LARGEST:
            raise StoredReportError(error("stored-too-large", place, limit=_LARGEST))
        return file.read_bytes()
    except OSError as fault:
        raise StoredReportError(error("stored-unreadable", place, reason=fault.strerror or str(fault))) from fault


def read(content: bytes, shown: str, words: Words) -> Stored:
    """The report that these bytes hold, as `stored_report` gives it."""
    import msgspec  # noqa: PLC0415 - only who reads stored reports pays for it

    place = Place(shown)
    content = content.removeprefix(_MARK)
    try:
        head = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        schema = msgspec.json.decode(head.get("schema", b"null"))
        if schema not in SCHEMAS:
            raise StoredReportError(error("stored-schema-unknown", place, found=schema or "-", known=", ".join(SCHEMAS)))
        report = _value(msgspec.json.decode(content, type=_form(schema)), place)
    except msgspec.ValidationError as fault:
        raise StoredReportError(_objection(fault, shown)) from fault
    except (msgspec.DecodeError, RecursionError, ValueError) as fault:
        raise StoredReportError(error("stored-broken", place, reason=str(fault))) from fault
    sentence = unsaid(report, words)
    if sentence is not None:
        raise StoredReportError(error("stored-code-unknown", Place(shown, sentence.route), key=sentence.key))
    against = contradiction(report)
    if against is not None:
        raise StoredReportError(error("stored-contradiction", Place(shown, against.route), value=against.said))
    return report


def _form(schema: str) -> Any:
    """Only the form that is needed is built."""
    if schema == "osscan/delivery/1":
        from osscan.reports.stored.delivery import DeliveryTold  # noqa: PLC0415

        return DeliveryTold
    if schema == "osscan/publication/1":
        from osscan.reports.stored.publication import PublicationTold  # noqa: PLC0415

        return PublicationTold
    from osscan.reports.stored.report import ReportTold  # noqa: PLC0415

    return ReportTold


def _value(told: Any, place: Place) -> Stored:
    from osscan.model.report import Report  # noqa: PLC0415

    report: Stored = told.value()
    if isinstance(report, Report) and [one.id for one in report.components] != [one.component for one in report.verdicts]:
        raise StoredReportError(error("stored-wrong-value", place._replace(route="verdicts"), value="component"))
    return report


def _objection(fault: ValidationError, shown: str) -> Problem:
    """Which key at which place is missing, or holds something else than it should."""
    said = str(fault)
    found = _AT.search(said)
    place = Place(shown, found[1] if found else "")
    if missing := _KEY.search(said):
        return error("stored-key-missing", place, key=missing[1])
    if wrong := _TYPE.search(said):
        return error("stored-wrong-type", place, expected=wrong[1], found=wrong[2])
    value = _VALUE.search(said)
    return error("stored-wrong-value", place, value=(value[1] if value else said).removesuffix(found[0] if found else ""))
