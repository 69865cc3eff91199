"""What ties the city to the vendor: parts for money (V-21), license keys, days on which it ends, hosts that it speaks to (V-22)."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, law
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.seen import Hint, HostPlace, Seen
from osscan.deliveries.shipped import Owner, Places, shipped
from osscan.model.looks import failed, incomplete, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity

MEASURING = (
    *(
        "google-analytics.com",
        "googletagmanager.com",
        "analytics.google.com",
        "doubleclick.net",
        "sentry.io",
        "segment.io",
        "segment.com",
    ),
    *("mixpanel.com", "amplitude.com", "hotjar.com", "hotjar.io", "newrelic.com", "nr-data.net", "datadoghq.com", "datadoghq.eu"),
    *("services.visualstudio.com", "applicationinsights.azure.com", "bugsnag.com", "rollbar.com", "fullstory.com", "clarity.ms"),
    *(
        "facebook.net",
        "posthog.com",
        "loggly.com",
        "raygun.io",
        "appcenter.ms",
        "crashlytics.com",
        "heapanalytics.com",
        "pendo.io",
    ),
    *("matomo.cloud", "intercom.io", "logrocket.com", "statcounter.com", "etracker.com", "plausible.io", "app-measurement.com"),
)
"""Hosts of services that measure use or collect faults."""


def open_core(delivery: Delivery) -> Looked:
    """No folder for paying customers, no second license for money."""
    seen = delivery.seen
    if seen is None or delivery.present is None:
        return unknown("not-looked")
    spots = [
        Spot("trade-folder", Place(folder), facts_of(path=folder, files=files), folder) for folder, files in seen.trade_folders
    ]
    spots += [_hint_spot(hint) for hint in seen.hints if hint.kind == "dual-license"]
    return incomplete(failed(spots), complete=delivery.present.complete and delivery.is_whole and "hints" not in seen.cut)


def strings_attached(delivery: Delivery) -> Looked:
    """No license key, no end, no measuring; the hosts that are spoken to are listed for the data protection officer."""
    seen = delivery.seen
    if seen is None or delivery.present is None:
        return unknown("not-looked")
    places = Places(delivery, shipped(delivery), delivery.agreed)
    contacted, aside = hosts(seen, places)
    spots = [_hint_spot(hint) for hint in seen.hints if hint.kind != "dual-license" and _counts(hint.path, places)]
    spots += [spot for group in contacted.values() for spot in _host_spots(group)]
    facts = facts_of(hosts=len(contacted), aside=len(aside), hints=sum(spot.code in ("license-key", "expiry") for spot in spots))
    return incomplete(
        failed(spots, facts), complete=delivery.present.complete and delivery.is_whole and not {"hints", "hosts"} & set(seen.cut)
    )


def hosts(seen: Seen, places: Places) -> tuple[dict[str, list[HostPlace]], tuple[str, ...]]:
    """Hosts that the software itself may speak to, each with its places; and those put aside, as they are only named in documentation, in
    names of XML, or by published packages.
    """
    contacted: dict[str, list[HostPlace]] = {}
    others: set[str] = set()
    for one in seen.hosts:
        if one.role == "contacted" and places.of_layer(one.layer) is not Owner.PUBLIC:
            contacted.setdefault(one.host, []).append(one)
        else:
            others.add(one.host)
    return contacted, tuple(sorted(others - set(contacted)))


def is_measuring(host: str) -> bool:
    """Whether a host belongs to a service that measures use or collects faults."""
    return any(host == one or host.endswith(f".{one}") for one in MEASURING)


def _host_spots(group: list[HostPlace]) -> Iterator[Spot]:
    """A host counts as a hint; one that measures as more."""
    first = group[0]
    facts = facts_of(host=first.host, times=sum(one.times for one in group), files=", ".join(one.path for one in group[:3]))
    measures = is_measuring(first.host)
    place = Place(first.path, "", first.line or None)
    yield Spot("measuring" if measures else "host", place, facts, first.host, None if measures else CheckSeverity.HINT)


def _hint_spot(hint: Hint) -> Spot:
    return Spot(hint.kind, Place(hint.path, "", hint.line or None), facts_of(text=hint.text, path=hint.path), hint.path)


def _counts(path: str, places: Places) -> bool:
    """What a published package says of license keys in general is no key of this vendor."""
    return places.of_layer(path.rpartition("!/")[0]) is not Owner.PUBLIC


CHECKS = (
    DeliveryCheck("V-21", CheckSeverity.CONDITION, criteria("WN"), (law("DS 21874-21"),), open_core),
    DeliveryCheck("V-22", CheckSeverity.CONDITION, criteria("SW"), (law("DSGVO", "Art. 25"), law("DS 18828-20")), strings_attached),
)  # fmt: skip
