"""Records: what a report on a delivery keeps of SBOMs and packages for the documents that are made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osscan.deliveries.bills import is_bound
from osscan.deliveries.delivery import Bill, Delivery
from osscan.deliveries.lying import file_of
from osscan.deliveries.parts import report_on, roots_of
from osscan.model.component import Kind
from osscan.model.delivery import BillRecord, Counts, Part
from osscan.model.report import JudgedComponent
from osscan.model.verdict import Level


def bill_records(delivery: Delivery) -> tuple[BillRecord, ...]:
    """Each SBOM with how much of it was found again."""
    return tuple(_bill_record(bill, delivery) for bill in delivery.bills or ())


def parts_told(delivery: Delivery) -> tuple[Part, ...]:
    """Every package by name: what lies there, what only an SBOM names, and which of both it is."""
    return tuple(sorted(_parts(delivery), key=lambda part: (part.name.lower(), part.version, part.purl, part.path)))


def counts_of(delivery: Delivery, parts: tuple[Part, ...]) -> Counts:
    """The figures of the whole."""
    return Counts(
        files=len(delivery.files),
        bytes=delivery.target.size,
        layers=len(delivery.layers),
        components=len(parts),
        undeclared=sum(part.declared is False for part in parts),
        licenses=tuple(Counter(part.license or "-" for part in parts).most_common()),
        verdicts=tuple(sorted(Counter(part.verdict for part in parts if part.verdict).items())),
    )


def _bill_record(bill: Bill, delivery: Delivery) -> BillRecord:
    report = bill.report
    listed: set[str] = set()
    if delivery.declared is not None:
        listed = {one.id for one in delivery.declared.components if bill.path in one.inputs} - roots_of(delivery)
    drift = delivery.drift
    present = len({pair.declared for pair in drift.pairs} & listed) if drift is not None else 0
    differing: set[str] = set()
    if drift is not None:
        for rows in (drift.versions, drift.hashes, drift.licenses):
            differing |= {one.declared for one in rows}
    absent = sum(one.bill == bill.path for one in drift.absent) if drift is not None else 0
    return BillRecord(
        bill.path,
        report.format.removesuffix("3") if report is not None else "",
        report.version if report is not None else "",
        len(listed),
        present,
        absent,
        len(differing & listed),
        is_bound(bill, delivery),
    )


def _parts(delivery: Delivery) -> Iterator[Part]:
    report = report_on(delivery)
    if report is None:
        return
    drift = delivery.drift
    undeclared = (
        {one.component for one in drift.undeclared} | {one.present for one in drift.versions} if drift is not None else set()
    )
    said_apart = {pair.declared for pair in drift.pairs if pair.declared != pair.present} if drift is not None else set()
    left_out = (roots_of(delivery) | set(drift.own) | said_apart) if drift is not None else set()
    present = {one.id: one for one in delivery.present.components} if delivery.present is not None else {}
    readers = {record.path: record.reader for record in report.inputs}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        if judged.component.kind is Kind.FILES or judged.component.first_party or judged.id in left_out:
            continue
        word = "" if verdict.judgement.level is Level.NOT_EVALUATED else str(verdict.judgement.policy.verdict)
        lying = present.get(judged.id)
        declared = None if drift is None else judged.id not in undeclared
        path = file_of(lying, readers) if lying is not None else ""
        yield _part(judged, word, path, declared=declared)


def _part(judged: JudgedComponent, word: str, path: str, *, declared: bool | None) -> Part:
    component = judged.component
    return Part(
        component.name,
        component.version,
        component.purl,
        judged.license.expression or "",
        word,
        path,
        declared,
        judged.path,
    )
