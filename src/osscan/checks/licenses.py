"""The project's own license: its text, whether it may be used, whether all say the same, whether everything is covered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from osscan.checks.base import Check, by_people, failed, incomplete, not_applicable, unknown
from osscan.checks.project import Project, TreeFile
from osscan.checks.sources import criteria, law, opencode, osps, public_code, publiccode, reuse
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import canonical, leaves
from osscan.knowledge import spdx
from osscan.knowledge.normalise import Clarity, normalise
from osscan.model.component import Kind, PathRole
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, Spot
from osscan.model.report import CheckSeverity, JudgedComponent
from osscan.model.verdict import Verdict

_FILES = ("license*", "licence*", "copying*", "unlicense*", "licenses/*", "license/*")
_MEDIA = frozenset(
    {
        *(
            ".png",
            ".jpg",
            ".jpeg",
            ".gif",
            ".webp",
            ".svg",
            ".ico",
            ".tif",
            ".tiff",
            ".bmp",
            ".mp3",
            ".ogg",
            ".wav",
            ".mp4",
            ".webm",
            ".mov",
        ),
        *(
            ".ttf",
            ".otf",
            ".woff",
            ".woff2",
            ".eot",
            ".pdf",
            ".odt",
            ".docx",
            ".pptx",
            ".odp",
            ".csv",
            ".geojson",
            ".gpkg",
            ".shp",
            ".parquet",
            ".xlsx",
            ".ods",
        ),
    }
)
_marks = re.compile(
    r"wappen|siegel|hoheitszeichen|coat.?of.?arms|\blogo\b|logo[-_.]|[-_]logo|stadtlogo|signet|wortmarke|bildmarke", re.IGNORECASE
).search
_pictures = re.compile(r"!?\[[^\[\]]*\]\([^()]*\)|<[^<>]*>").sub
"""Who shows a logo has not said what may be done with it."""
_regulated = re.compile(r"wappen|logo|marke|trade.?mark|siegel|hoheitszeichen", re.IGNORECASE).search
_OTHERS = frozenset(
    {
        *(".py", ".js", ".ts", ".java", ".go", ".rs", ".rb", ".php", ".sh", ".c", ".h", ".cs", ".kt"),
        *(".json", ".yml", ".yaml", ".toml", ".csv", ".xml", ".xlsx", ".lock", ".license", ".spdx"),
    }
)
_others = re.compile(r"third|3rd|depend|bundled|header|template|report|notice", re.IGNORECASE).search
_WHOLE = 99.0
"""Percent of a known license text that has to be there."""


def license_files(project: Project) -> tuple[TreeFile, ...]:
    """The files at the top, or in LICENSES/, that hold a license."""
    return tuple(file for file in project.named(*_FILES) if file.size and not _is_other(file))


def _is_other(file: TreeFile) -> bool:
    """Programs, tables and lists of others' licenses are called like licenses too."""
    if not file.at_top:
        return file.suffix in _OTHERS
    return file.suffix in _OTHERS or _others(file.name) is not None


def _own_texts(project: Project) -> tuple[TreeFile, ...]:
    """The texts of the project's own license: at the top, or in LICENSES/ where nothing lies at the top (REUSE)."""
    files = license_files(project)
    return tuple(file for file in files if file.at_top) or files


def present(project: Project) -> Looked:
    return failed(() if license_files(project) else (Spot("missing", project.place("LICENSE")),))


def unchanged(project: Project) -> Looked:
    """What calls itself a license is the whole text of one, word for word."""
    if project.texts is None:
        return unknown(project.missing.get("texts", "not-looked"))
    files = _own_texts(project)
    if not files:
        return failed((Spot("missing", project.place("LICENSE")),))
    spots = []
    for file in files:
        matches = project.texts.get(file.path, ())
        whole = [match for match in matches if match.kind == "text" and match.coverage >= _WHOLE]
        best = max((match for match in matches if match.kind == "text"), key=lambda match: match.coverage, default=None)
        if whole:
            continue
        if best is None:
            spots.append(Spot("no-text", project.place(file.path), (), file.path))
        else:
            percent = f"{best.coverage:.0f}"
            spots.append(Spot("changed", project.place(file.path), facts_of(license=best.expression, percent=percent), file.path))
    return failed(spots)


def main_licenses(project: Project) -> tuple[str, ...]:
    """What the license files at the top say, each once; publiccode.yml and manifests are asked by themselves."""
    texts = project.texts or {}
    files = _own_texts(project)
    found = dict.fromkeys(match.expression for file in files for match in texts.get(file.path, ()) if match.kind == "text")
    if len(found) > 1 and files and not files[0].at_top:
        # LICENSES/ holds those of single files too; what the project says of itself tells which one is meant.
        told = set().union(*(_leaves(text) for _, text in _declared(project)))
        return tuple(one for one in found if _leaves(one) & told) or tuple(found)
    return tuple(found)


def allowed(project: Project) -> Looked:
    """The license is on the list of the organisation; without a list OSI has approved it."""
    if project.texts is None:
        return unknown(project.missing.get("texts", "not-looked"))
    found = main_licenses(project)
    if not found:
        return failed((Spot("unknown-license", project.place("LICENSE")),))
    spots = []
    listed = set(project.settings.licenses)
    for expression in found:
        tree = parse(expression)
        for leaf in () if isinstance(tree, Fault) else leaves(tree):
            fine = leaf.license in listed if listed else spdx.is_osi_approved(leaf.license)
            if not fine:
                code = "not-listed" if listed else "not-osi"
                spots.append(
                    Spot(
                        code,
                        project.place("LICENSE"),
                        facts_of(license=leaf.license, source=project.settings.licenses_source),
                        leaf.license,
                    )
                )
    return failed(spots, facts_of(licenses=", ".join(found)))


def agree(project: Project) -> Looked:
    """License file, manifests and publiccode.yml name the same license."""
    if project.texts is None:
        return unknown(project.missing.get("texts", "not-looked"))
    said = dict(_said(project))
    expressions = {place: _canonical(text) for place, text in said.items()}
    known = {place: told for place, told in expressions.items() if told}
    if not known:
        return failed((Spot("nobody-says", project.place("LICENSE")),))
    main_place = next(iter(known))
    several = len(main_licenses(project)) > 1 and _leaves(said[main_place])
    spots = [
        Spot("differs", project.place(place), facts_of(here=said[place], there=said[main_place], other=main_place), place)
        for place, told in known.items()
        if told != known[main_place] and not (several and _leaves(said[place]) <= several)
    ]
    spots += [
        Spot("no-expression", project.place(place), facts_of(text=said[place]), place)
        for place, told in expressions.items()
        if not told
    ]
    return failed(spots)


def _said(project: Project) -> Iterator[tuple[str, str]]:
    """Who says which license, the license file first."""
    files = _own_texts(project)
    found = main_licenses(project)
    if files and found:
        yield files[0].path, " AND ".join(found) if len(found) > 1 else found[0]
    yield from _declared(project)


def _declared(project: Project) -> Iterator[tuple[str, str]]:
    """What publiccode.yml and the manifests at the top say."""
    declared = project.publiccode.license if project.publiccode else ""
    if declared:
        yield "publiccode.yml", declared
    for manifest in project.manifests:
        if manifest.license and "/" not in manifest.path:
            yield manifest.path, manifest.license


def _leaves(text: str) -> set[str]:
    """The licenses that an expression names. Several texts side by side don't say whether all of them hold or one is chosen."""
    normal = normalise(text, {}, suggest=False)
    if normal.tree is None:
        return set()
    return {re.sub(r"-(only|or-later)$", "", leaf.license) for leaf in leaves(normal.tree)}


def _canonical(text: str) -> str:
    """The expression in one spelling for all that mean the same; empty for what is none and no known name of one."""
    normal = normalise(text, {}, suggest=False)
    if normal.tree is None or normal.clarity not in (Clarity.EXACT, Clarity.ALIAS, Clarity.CURATED):
        return ""
    # A text can't tell "only" from "or later": both go with it.
    return re.sub(r"-(only|or-later)\b", "", str(canonical(normal.tree)))


def covered(project: Project) -> Looked:
    """Every file says its license and who holds the rights (REUSE)."""
    told = project.reuse
    if told is None:
        return unknown(project.missing.get("reuse", "not-looked"))
    without = set(told.missing_license)
    spots = [Spot("no-license", project.place(path), (), path) for path in told.missing_license]
    spots += [Spot("no-holder", project.place(path), (), path) for path in told.missing_copyright if path not in without]
    return failed(spots, facts_of(files=len(told.files), covered=len(told.files) - len(without | set(told.missing_copyright))))


def texts_there(project: Project) -> Looked:
    """The text of each license that is used lies in LICENSES/."""
    told = project.reuse
    if told is None:
        return unknown(project.missing.get("reuse", "not-looked"))
    spots = [
        Spot("missing", project.place(f"LICENSES/{license_}.txt"), facts_of(license=license_), license_)
        for license_ in told.missing_texts
    ]
    return failed(spots)


def foreign(project: Project) -> Looked:
    """No file of somebody else's whose license does not go together with the outbound license."""
    if project.report is None:
        return unknown(project.missing.get("report", "not-looked"))
    spots = [spot for judged, verdict in _pairs(project) if _is_in_tree(judged) for spot in _objection(project, judged, verdict)]
    if spots:
        return incomplete(failed(spots), complete=project.report.complete)
    open_ones = [judged for judged, verdict in _pairs(project) if _is_open(judged, verdict)]
    if open_ones:
        looked = unknown("licenses-open", facts_of(open=len(open_ones)))._replace(
            spots=tuple(_spot(project, one) for one in open_ones)
        )
        return incomplete(looked, complete=project.report.complete)
    return incomplete(failed(()), complete=project.report.complete)


def _is_open(judged: JudgedComponent, verdict: Verdict) -> bool:
    """What was copied in from others, and nobody knows under which license; one's own files are asked for by another check."""
    return verdict.objects and judged.role is PathRole.VENDORED and not judged.license.expression


def _spot(project: Project, judged: JudgedComponent) -> Spot:
    component = judged.component
    place = project.place(project.inside(component.place.input), component.place.line)
    facts = facts_of(name=component.name, license=judged.license.expression or "?")
    return Spot("objected", place, facts, component.purl or component.name)


def _pairs(project: Project) -> Iterator[tuple[JudgedComponent, Verdict]]:
    report = project.report
    if report is not None:
        yield from zip(report.components, report.verdicts, strict=True)


def _is_in_tree(judged: JudgedComponent) -> bool:
    """Files of the tree itself, one's own and copied ones."""
    return judged.component.kind is Kind.FILES or judged.role is PathRole.VENDORED


def _objection(project: Project, judged: JudgedComponent, verdict: Verdict) -> Iterator[Spot]:
    if verdict.objects and judged.license.expression not in (None, "", project.report.policy.outbound if project.report else ""):
        yield _spot(project, judged)


def media(project: Project) -> Looked:
    """Pictures, fonts, sounds and data say under which license they are."""
    told = project.reuse
    if told is None:
        return unknown(project.missing.get("reuse", "not-looked"))
    without = set(told.missing_license)
    found = [file for file in project.files if file.suffix in _MEDIA]
    if not found:
        return not_applicable("no-media")
    return failed([Spot("no-license", project.place(file.path), (), file.path) for file in found if file.path in without])


def marks(project: Project) -> Looked:
    """Arms and logos are no free material: something says what may be done with them."""
    found = [file for file in project.files if file.suffix in _MEDIA and _marks(file.name) and file.role is PathRole.PRODUCT]
    if not found:
        return not_applicable("no-marks")
    texts = [
        project.text(file.path)
        for file in project.named("notice*", "readme*", "reuse.toml", "trademark*", "marken*", "licenses/licenseref-*")
    ]
    if any(_regulated(_pictures(" ", text)) for text in texts):
        return failed(())
    return failed([Spot("not-regulated", project.place(file.path), (), file.path) for file in found])


def holder(project: Project) -> Looked:
    """Copyright lines name the holder as the organisation writes it."""
    told = project.reuse
    if told is None:
        return unknown(project.missing.get("reuse", "not-looked"))
    wanted = project.settings.holder
    if not wanted:
        return not_applicable("no-holder-said")
    holders = Counter(_holder_in(notice.text) for file in told.files for notice in file.copyrights)
    near = [name for name in holders if name != wanted and wanted.split()[-1].lower() in name.lower()]
    spots = [
        Spot("spelled-otherwise", project.place("."), facts_of(name=name, wanted=wanted, files=holders[name]), name)
        for name in near
    ]
    if wanted not in holders and not near:
        spots.append(Spot("not-named", project.place("."), facts_of(wanted=wanted), "not-named"))
    return failed(spots)


def _holder_in(notice: str) -> str:
    """Who a copyright notice names, without mark, years and address."""
    plain = re.sub(r"(?i)spdx-(?:file|snippet)copyrighttext:|copyright|\(c\)|©", " ", notice)
    plain = re.sub(r"\b(?:19|20)\d\d\b(?:\s*[-–,]\s*(?:(?:19|20)\d\d|present|heute))*[,\s]*", " ", plain)
    return re.sub(r"<[^>]*>|https?://\S+", "", plain).strip(" ,.;\t")


_BLOCKER, _CONDITION, _HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-LIC-01", _BLOCKER, criteria("SN"), (opencode("Badge LICENSE_POLICY"), osps("LE-03.01"), public_code("publish with an open license")), present, "init license"),
    Check("PUB-LIC-02", _BLOCKER, criteria("S"), (opencode("Leitfaden Lizenz anlegen"), osps("LE-03.01")), unchanged, "init license"),
    Check("PUB-LIC-03", _BLOCKER, criteria("NP"), (opencode("Anforderungen an Inhalte, 1"), osps("LE-02.01"), law("EVB-IT Erstellung", "2026")), allowed),
    Check("PUB-LIC-04", _BLOCKER, criteria("S"), (public_code("publish with an open license"), publiccode("legal.license")), agree, "fix metadata"),
    Check("PUB-LIC-05", _CONDITION, criteria("S"), (reuse("3.3"), opencode("Lizenzierung, REUSE empfohlen")), covered, "fix reuse", others=_LESS),
    Check("PUB-LIC-06", _CONDITION, criteria("S"), (reuse("3.3, License files"),), texts_there, "fix reuse", others=_LESS),
    Check("PUB-LIC-07", _BLOCKER, criteria("S"), (opencode("Anforderungen an Inhalte"), law("EUPL-1.2", "Anhang")), foreign),
    Check("PUB-LIC-08", _CONDITION, criteria("S"), (opencode("Anforderungen an Inhalte, 1"),), media, "fix reuse", others=_LESS),
    Check("PUB-LIC-09", _CONDITION, criteria("S"), (opencode("Nutzungsbedingungen 7.12, 7.13"),), marks, others=_NOT_MINIMAL),
    Check("PUB-LIC-10", _CONDITION, criteria("WS"), (opencode("Rechteposition aus EVB-IT"), law("UrhG", "§ 69b")), by_people, "record PUB-LIC-10", by_people=True),
    Check("PUB-LIC-11", _CONDITION, criteria("S"), (reuse("3.3, Copyright"), publiccode("legal.mainCopyrightOwner")), holder, "fix headers", others=_LESS),
)  # fmt: skip
