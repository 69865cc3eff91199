"""Symbolic places become line and column, once, at the end, for those that somebody will look at."""

from __future__ import annotations

from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.report import JudgedComponent, Report

_MOST = 1_000
"""Routes per input that are looked up; beyond that a person has other worries than columns."""


def made_concrete(report: Report, request: CheckRequest) -> Report:
    """The report with line and column for the problems and for the claims of components that objections are about."""
    open_sources = {target.path: target for target in request.targets if isinstance(target, Source)}
    wanted: dict[str, dict[str, None]] = {}
    for place in _looked_at(report, claims=request.exact_places):
        if place.route and place.line is None:
            routes = wanted.setdefault(place.input, {})
            if len(routes) < _MOST:
                routes[place.route] = None
    found = {path: _located(path, routes, open_sources, request) for path, routes in sorted(wanted.items()) if routes}
    if not any(found.values()):
        return report
    if not request.exact_places:
        return report._replace(problems=_concrete_problems(report, found))
    touched = {path for path, at in found.items() if at}
    return report._replace(
        problems=_concrete_problems(report, found),
        components=tuple(
            _component(component, found) if verdict.objects and not touched.isdisjoint(component.inputs) else component
            for component, verdict in zip(report.components, report.verdicts, strict=True)
        ),
    )


def _looked_at(report: Report, *, claims: bool) -> list[Place]:
    places = [problem.place for problem in report.problems]
    if not claims:
        return places
    for component, verdict in zip(report.components, report.verdicts, strict=True):
        if verdict.objects:
            places.append(component.component.place)
            places += [claim.place for claim in component.component.claims]
            places += [reason.place for reason in component.license.because if reason.place is not None]
    return places


def _located(path: str, routes: dict[str, None], held: dict[str, Source], request: CheckRequest) -> dict[str, tuple[int, int]]:
    """Only JSON has routes without lines; other formats tell their lines while they are read."""
    from osscan.inputs.decode import text_of  # noqa: PLC0415 - a run without objections looks nothing up
    from osscan.inputs.json_walk import locate  # noqa: PLC0415

    source = held.get(path) or Source(path, path, limits=request.limits)
    try:
        text, _ = text_of(source)
    except UnreadableError:
        return {}
    return locate(text, routes) if text.lstrip()[:1] in ("{", "[") else {}


def _concrete_problems(report: Report, found: dict[str, dict[str, tuple[int, int]]]) -> tuple[Problem, ...]:
    return tuple(sorted((_problem(problem, found) for problem in report.problems), key=Problem.sort_key))


def _problem(problem: Problem, found: dict[str, dict[str, tuple[int, int]]]) -> Problem:
    place = _concrete(problem.place, found)
    return problem if place is problem.place else problem._replace(place=place)


def _component(component: JudgedComponent, found: dict[str, dict[str, tuple[int, int]]]) -> JudgedComponent:
    inner = component.component
    if not any(place.route in found.get(place.input, ()) for place in (inner.place, *(claim.place for claim in inner.claims))):
        return component
    claims = tuple(claim._replace(place=_concrete(claim.place, found)) for claim in inner.claims)
    because = tuple(
        reason if reason.place is None else reason._replace(place=_concrete(reason.place, found))
        for reason in component.license.because
    )
    return component._replace(
        component=inner._replace(claims=claims, place=_concrete(inner.place, found)),
        license=component.license._replace(because=because),
    )


def _concrete(place: Place, found: dict[str, dict[str, tuple[int, int]]]) -> Place:
    at = found.get(place.input, {}).get(place.route)
    return place if at is None or place.line is not None else Place(place.input, place.route, *at)
