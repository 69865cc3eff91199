"""The story of `osscan sbom create`: what `check` sees of targets, told as an SBOM that keeps its schema."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from osscan import __version__
from osscan.engine.executor import Executor
from osscan.engine.judging import judge_all
from osscan.engine.looking import Looked, look_at, problems_of
from osscan.engine.request import CheckRequest
from osscan.engine.sbom_licenses import Licenses, with_texts
from osscan.engine.sbom_links import completeness, links, whole
from osscan.engine.sbom_parts import Around, Parts
from osscan.engine.sbom_public import redacted
from osscan.errors import UnreadableError
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.bom import Bom, Completeness, LicenseEntry, LicenseRole, Part, Party, PartyKind
from osscan.model.claim import Form
from osscan.model.component import Kind, Scope
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent
from osscan.policy.match import any_purl
from osscan.sbom.codec import Target, document_of, names_of
from osscan.sbom.opened import CYCLONEDX, SPDX
from osscan.sbom.settings import SbomSettings

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

_METADATA, _SBOMS = ".dist-info/METADATA", ".dist-info/sboms/"
_LONGEST_TEXT = 200_000
_PHASES = ("pre-build", "build", "post-build", "operations")
_INSTALLED = ("dist-info", "installed", "conda-meta", "egg-info")
_NO_PHASE = ("license", "sbom", "lock", "ci", "vendored", "git")
Inventories = Mapping[str, tuple[Inventory, ...]]


class CreateRequest(NamedTuple):
    """What is to be made: from which run, what settings say, in which format, and for whom."""

    check: CheckRequest
    settings: SbomSettings
    target: Target
    strict: bool = False
    """Whether all is to be filled that BSI TR-03183-2 asks for."""
    public: bool = False
    without: frozenset[Scope] = frozenset()
    """Scopes whose components stay out."""


class Created(NamedTuple):
    """The SBOM as facts and as a document in JSON form, and what people should know of it."""

    bom: Bom
    document: dict[str, Any]
    problems: tuple[Problem, ...]
    left_out: tuple[tuple[str, int], ...]
    """What the public variant does not tell: kind and number."""

    @property
    def complete(self) -> bool:
        """Whether all that was asked for could be read."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


class UnsoundDocumentError(RuntimeError):
    """What was made does not keep its schema: a fault of osscan, and nothing is written."""


def create(request: CreateRequest, executor: Executor, cache: Cache | None = None) -> Created:
    """The SBOM of the targets; the same bytes for the same targets, policy, time and data.

    Raises InputMissingError when a target does not exist, UnsoundDocumentError when the document would be invalid.
    """
    check = request.check
    looked = look_at(check.targets, check.limits, executor, cache, check.naming)
    if check.locks:
        from osscan.engine.locked import join_locks  # noqa: PLC0415 - runs without a lock load nothing

        looked = join_locks(check, looked)
    judged = judge_all(check, looked.union, looked.inventories, looked.files)
    problems = tuple(sorted(dict.fromkeys(problems_of(looked, check.roles)), key=Problem.sort_key))
    bom = _Making(request, looked, problems).bom(judged.components)
    left_out: tuple[tuple[str, int], ...] = ()
    if request.public:
        is_ours = any_purl(check.policy.first_party)
        internal = {part.ref for part in bom.parts for one in part.identifiers if one.type == "purl" and is_ours(one.value)}
        bom, left_out = redacted(bom, internal, request.settings.public_hosts)
    bom = bom._replace(serial=f"urn:uuid:{uuid5(NAMESPACE_URL, _content(bom))}")
    document = document_of(bom, request.target)
    if request.target.family == SPDX:
        _annotate(document, bom, request.target)
    _hold_to_schema(document, request.target)
    return Created(bom, document, problems, left_out)


class _Making:
    """Makes one Bom."""

    def __init__(self, request: CreateRequest, looked: Looked, problems: tuple[Problem, ...]) -> None:
        self._request = request
        self._looked = looked
        self._lost = any(problem.severity is Severity.ERROR for problem in problems)
        self._inventories = _by_path(looked)
        settings, places = request.settings, not request.public
        files = {**looked.files, **{one.path: one for one in map(_file, request.check.targets) if one is not None}}
        self._files = files
        licenses = Licenses(
            request.target,
            settings.license_ref,
            effective=settings.concluded_is_effective,
            strict=request.strict,
            places=places,
        )
        self._parts = Parts(Around(self._inventories, files, licenses, places, request.target.family))
        self._licenses = licenses

    def bom(self, components: tuple[JudgedComponent, ...]) -> Bom:
        request, settings = self._request, self._request.settings
        wanted = [one for one in components if one.role in request.check.roles and one.scope not in request.without]
        told = [one for one in wanted if one.component.kind is not Kind.FILES and not _is_inner_project(one)]
        refs = {one.id: self._parts.ref(one) for one in told}
        parts = {refs[one.id]: self._parts.part(one, refs[one.id]) for one in told}
        for described, package in _described_packages(told):
            parts.pop(refs[described.id])
            refs[described.id] = refs[package.id]
        own = self._own_root(told)
        root = parts.pop(refs[own.id]) if own is not None else None
        if own is not None and root is not None:
            for twin in _installed_twins(own, told):
                other = parts.pop(refs[twin.id])
                refs[twin.id] = root.ref
                root = root._replace(version=root.version or other.version)
                if other.deliverable.filename and not root.deliverable.filename:
                    root = root._replace(deliverable=other.deliverable, references=(*other.references[:1], *root.references))
        product = self._product(root, own, wanted)
        found = completeness(told, refs, self._inventories)
        found[product.ref] = self._whole(found, product.ref)
        roots = {id_ for id_ in self._looked.union.roots if id_ in refs}
        texts = with_texts(self._parts.texts, wanted, self._texts_at(wanted))
        return Bom(
            request.target.family,
            request.target.version,
            edition="1",
            name=f"{product.name} {product.version}".strip(),
            created=request.check.generated_at,
            authors=(),
            tools=(Party("osscan", PartyKind.TOOL, version=__version__),),
            manufacturer=settings.creator,
            supplier=settings.supplier,
            lifecycles=self._lifecycles(),
            data_license="CC0-1.0",
            root=product.ref,
            parts=(product, *parts.values()),
            links=links(self._looked.union, refs, told, product.ref, roots),
            told_dependencies=self._told(product.ref, list(parts), found),
            completeness=tuple((ref, found[ref]) for ref in (product.ref, *parts)),
            license_texts=texts,
        )

    def _told(self, root: str, refs: list[str], found: Mapping[str, Completeness]) -> tuple[str, ...]:
        """CycloneDX gets an entry for every part; in SPDX an empty one says that nothing is needed, and nobody may know that."""
        if self._request.target.family == CYCLONEDX:
            return (root, *refs)
        return tuple(ref for ref in (root, *refs) if found[ref] is Completeness.COMPLETE)

    def _own_root(self, told: list[JudgedComponent]) -> JudgedComponent | None:
        """The project that lies in the target itself; where there are several, or none, the product is the target."""
        targets = {_shown(target) for target in self._request.check.targets}
        folders = {posixpath.dirname(path) if self._is_file(path) else path for path in targets}
        roots = [one for one in told if one.id in self._looked.union.roots]
        here = [
            one
            for one in roots
            if one.component.place.input in targets
            or (one.component.first_party and posixpath.dirname(one.component.place.input) in folders)
        ]
        return here[0] if len(here) == 1 else None

    def _is_file(self, path: str) -> bool:
        return any(isinstance(one, Source) or Path(one).is_file() for one in self._request.check.targets if _shown(one) == path)

    def _product(self, part: Part | None, own: JudgedComponent | None, told: list[JudgedComponent]) -> Part:
        """The part that the document is about: what a person says of it counts, then what its own files say."""
        settings = self._request.settings
        found = self._licenses_of_files(told)
        if part is None:
            name = settings.name or self._target_name()
            part = Part(f"product-{name}" if name else "product", name or "product", properties=(("osscan:first-party", "true"),))
        name, group = (settings.name, "") if settings.name else (part.name, part.group)
        known = {entry.raw for entry in part.licenses if entry.role is LicenseRole.OBSERVED}
        entries = tuple(LicenseEntry(LicenseRole.OBSERVED, Form.EXPRESSION, raw) for raw in found if raw not in known)
        places = tuple(row for rows in found.values() for row in rows) if not self._request.public else ()
        identifiers = part.identifiers if own is not None and not (settings.name or settings.version) else ()
        references = part.references
        if settings.url:
            from osscan.model.bom import Reference  # noqa: PLC0415 - most runs have no such setting

            references = (Reference("website", settings.url), *(one for one in references if one.type != "website"))
        return part._replace(
            name=name,
            group=group,
            version=settings.version or part.version,
            kind=settings.kind,
            creator=settings.manufacturer or part.creator,
            supplier=settings.supplier or part.supplier,
            copyright=settings.copyright or part.copyright,
            scope="",
            identifiers=identifiers,
            references=references,
            licenses=(*part.licenses, *entries),
            properties=(*places, *part.properties),
        )

    def _target_name(self) -> str:
        for target in self._request.check.targets:
            if isinstance(target, str):
                return Path(target).resolve().name
        return ""

    def _licenses_of_files(self, told: list[JudgedComponent]) -> dict[str, list[tuple[str, str]]]:
        """What files of the tree were found to say, with the places: evidence on the product."""
        found: dict[str, list[tuple[str, str]]] = {}
        for one in told:
            if one.component.kind is Kind.FILES:
                answer = self._licenses.of(one)
                self._parts.texts += answer.texts
                for entry in answer.entries:
                    if entry.role in (LicenseRole.OBSERVED, LicenseRole.CONCLUDED) and entry.raw not in ("NONE", "NOASSERTION"):
                        rows = [row for row in answer.properties if row[0] == "osscan:license:found"]
                        found.setdefault(entry.raw, []).extend(row for row in rows if row not in found.get(entry.raw, []))
        return dict(sorted(found.items()))

    def _whole(self, found: Mapping[str, Completeness], root: str) -> Completeness:
        words = [word for ref, word in found.items() if ref != root]
        return whole([*words, found[root]] if root in found else words, lost=self._lost)

    def _lifecycles(self) -> tuple[str, ...]:
        """When the state was that the inputs tell of."""
        found = set()
        for role, inventory in self._looked.inventories:
            family, _, form = inventory.reader.partition("/")
            if role not in self._request.check.roles or not form or family in _NO_PHASE:
                continue
            if form == "archive":
                found.add("post-build")
            else:
                found.add("operations" if form in _INSTALLED or family == "os" else "pre-build")
        return tuple(phase for phase in _PHASES if phase in found)

    def _texts_at(self, told: list[JudgedComponent]) -> dict[str, str]:
        """The texts of the files in which licenses of our own were found."""
        wanted = {one.id for one in self._parts.texts if not one.text}
        texts: dict[str, str] = {}
        for one in told if wanted else ():
            for claim, expression in zip(one.component.claims, one.license.expressions, strict=False):
                path = claim.place.input
                if expression in wanted and path in self._files and path not in texts:
                    try:
                        texts[path] = self._files[path].start(_LONGEST_TEXT).decode("utf-8", "replace").replace("\0", "")
                    except UnreadableError:
                        continue
        return texts


def _is_inner_project(told: JudgedComponent) -> bool:
    """Whether it is a project within an installed package, such as its examples: a part of that package and none of the product."""
    return told.component.first_party and not told.component.version and is_installed(told.component.place.input)


def _described_packages(told: list[JudgedComponent]) -> list[tuple[JudgedComponent, JudgedComponent]]:
    """What SBOMs inside of installed Python packages (PEP 770) say that they describe, with the package in which they lie."""
    by_folder = {one.component.place.input.removesuffix(_METADATA): one for one in told if _METADATA in one.component.place.input}
    found = []
    for one in told:
        folder, sign, _ = one.component.place.input.partition(_SBOMS)
        package = by_folder.get(folder) if sign else None
        if package is not None and package is not one and _alike(one) == _alike(package):
            found.append((one, package))
    return found


def _alike(told: JudgedComponent) -> tuple[str, str]:
    return told.component.name.lower().replace("_", "-").replace(".", "-"), told.component.version


def _installed_twins(own: JudgedComponent, told: list[JudgedComponent]) -> list[JudgedComponent]:
    """The project itself, installed in an environment that was named too: what is needed there, the product needs."""
    mine = own.component.purl.partition("@")[0]
    bases = [one for one in told if one is not own and mine and one.component.purl.partition("@")[0] == mine]
    return [one for one in bases if own.component.version in ("", one.component.version)]


def _by_path(looked: Looked) -> Inventories:
    found: dict[str, list[Inventory]] = {}
    for _, inventory in looked.inventories:
        if inventory.reader:
            found.setdefault(inventory.path, []).append(inventory)
    return {path: tuple(rows) for path, rows in found.items()}


def _file(target: str | Source) -> Source | None:
    if isinstance(target, Source):
        return target
    shown = _shown(target)
    return Source(shown, target) if Path(target).is_file() else None


def _shown(target: str | Source) -> str:
    """A target as the paths of its inputs begin."""
    if isinstance(target, Source):
        return target.path
    plain = posixpath.normpath(target.replace("\\", "/"))
    return "" if plain == "." else plain


def _content(bom: Bom) -> str:
    """What the serial number follows from: all facts, the time included."""
    from hashlib import sha256  # noqa: PLC0415 - only a finished document has a serial number

    return f"osscan:{sha256(repr(bom).encode('utf-8', 'backslashreplace')).hexdigest()}"


def _annotate(document: dict[str, Any], bom: Bom, target: Target) -> None:
    """SPDX 2 has no properties: they stand in annotations, one a line."""
    names = names_of(bom, target)
    packages = {one["SPDXID"]: one for one in document.get("packages", ())}
    created = document["creationInfo"]["created"]
    for part in bom.parts:
        package = packages.get(names[part.ref])
        if package is None or not part.properties:
            continue
        package["annotations"] = [
            {
                "annotationDate": created,
                "annotationType": "OTHER",
                "annotator": f"Tool: osscan-{__version__}",
                "comment": f"{name}={value}",
            }
            for name, value in dict.fromkeys(part.properties)
        ]


def _hold_to_schema(document: dict[str, Any], target: Target) -> None:
    """Raises UnsoundDocumentError when the schema of the target refuses the document."""
    from osscan.sbom import schema  # noqa: PLC0415 - compiled schemas are for finished documents

    if target.family == CYCLONEDX:
        found = schema.cyclonedx_findings(document, target.version)
    elif target.family == SPDX:
        found = schema.spdx2_findings(document, target.version)
    else:
        from osscan.sbom.spdx3_schema import spdx3_findings  # noqa: PLC0415 - its tables cost what others need not pay

        found = spdx3_findings(document, target.version)
    if found:
        first = found[0]
        raise UnsoundDocumentError(f"{first.code} {first.pointer} {json.dumps(dict(first.facts))} ({len(found)})")
