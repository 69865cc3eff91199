"""Looks at a project as REUSE 3.3 asks: each file's license and holder, and the license texts beside them."""

from __future__ import annotations

from pathlib import Path

from osscan.errors import UnreadableError
from osscan.inputs.source import Limits, Source
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, error, note
from osscan.reuse.annotations import COPYRIGHT, LICENSE, NAME, Annotation
from osscan.reuse.covered import COMPANION, DEP5, Found, find
from osscan.reuse.dep5 import Dep5, Stanza, dep5_of
from osscan.reuse.precedence import Tables, counting, is_overridden, tables_of
from osscan.reuse.report import CoveredFile, Origin, ReuseReport, Statement
from osscan.reuse.tags import NOTHING, Words, fault_of, ids_of, names_a_holder, words_of
from osscan.reuse.texts import is_known, missing, texts_in, unused

_MOST_BYTES = 32 * 1024 * 1024
_VERSION = "reuse-version-unknown"


def lint(folder: str) -> ReuseReport:
    """What REUSE 3.3 finds in a project; files that git ignores do not exist for it. Never raises for what stands in them."""
    root = Path(folder).resolve()
    project = _Project(root, find(root))
    files = tuple(project.file(path) for path in project.found.covered)
    sound = {one.text for file in files for one in file.licenses if not one.fault}
    used = frozenset(name for text in sound for name in ids_of(text))
    texts = texts_in(project.found.own, project.found.empty, used)
    problems = tuple(sorted(project.problems, key=Problem.sort_key))
    return ReuseReport(
        folder=folder,
        files=files,
        texts=texts,
        used=tuple(sorted(used)),
        missing_texts=missing(used, texts),
        unused_texts=unused(used, texts),
        unknown=tuple(sorted(name for name in used if not is_known(name))),
        invalid=tuple(dict.fromkeys(one for file in files for one in file.licenses if one.fault)),
        open_snippets=tuple(project.open_snippets),
        problems=problems,
        offences=tuple(one for one in problems if _breaks_a_rule(one)),
    )


class _Project:
    """What speaks for many files, read once; and what is noticed while the files are read."""

    def __init__(self, root: Path, found: Found) -> None:
        self.root = root
        self.found = found
        self.problems = list(found.problems)
        self.open_snippets: list[Place] = []
        self.tables = self._tables()
        self.dep5 = self._dep5()

    def file(self, path: str) -> CoveredFile:
        """What counts for one file."""
        tables = self.tables.of(path)
        stanza = self.dep5.of(path)
        companion = path + COMPANION in self.found.own
        overridden = is_overridden(tables)
        own = NOTHING if overridden else self._words(path + COMPANION if companion else path, companion=companion)
        if not tables and stanza is None:
            return CoveredFile(path, own.licenses, own.copyrights, own.contributors, companion)
        count = counting(tables, license_said=_is_said(own.licenses), copyright_said=_is_said(own.copyrights))
        licenses = [one for table in count.licenses for one in _licenses(table)]
        copyrights = [one for table in count.copyrights for one in _copyrights(table)]
        if stanza is not None:
            licenses.append(Statement(stanza.license, Origin.DEP5, stanza.place, fault=fault_of(stanza.license)))
            copyrights += _notices(stanza)
        return CoveredFile(
            path, (*own.licenses, *licenses), (*own.copyrights, *copyrights), own.contributors, companion, overridden
        )

    def _words(self, path: str, *, companion: bool) -> Words:
        source = self._source(path)
        try:
            content = source.start(_MOST_BYTES + 1)
        except UnreadableError as fault:
            self.problems.append(fault.problem)
            return NOTHING
        words = words_of(content, path, Origin.COMPANION if companion else Origin.FILE)
        if len(content) > _MOST_BYTES:
            self.problems.append(note("text-searched-in-part", source.place(), limit=_MOST_BYTES))
        self.open_snippets += words.open_snippets
        return words

    def _tables(self) -> Tables:
        beyond = ("LICENSES/", ".reuse/")
        names = sorted(path for path in self.found.own if path.rpartition("/")[2] == NAME and not path.startswith(beyond))
        tables = tables_of(self._source(path) for path in names)
        self.problems += tables.problems
        return tables

    def _dep5(self) -> Dep5:
        if DEP5 not in self.found.own:
            return Dep5()
        try:
            dep5 = dep5_of(self._source(DEP5))
        except UnreadableError as fault:
            self.problems.append(fault.problem)
            return Dep5()
        self.problems += dep5.problems
        beside = next((path for path in sorted(self.found.own) if path.rpartition("/")[2] == NAME), None)
        if beside is not None:
            self.problems.append(error("reuse-dep5-beside-toml", Place(DEP5), toml=beside))
        return dep5

    def _source(self, path: str) -> Source:
        return Source(path, f"{self.root}/{path}", None, str(self.root), limits=Limits())


def _is_said(statements: tuple[Statement, ...]) -> bool:
    """Whether something is said of the whole file; an expression that is none is a mistake to mend, and no gap to fill."""
    return any(not one.snippet for one in statements)


def _licenses(table: Annotation) -> list[Statement]:
    place = table.place._replace(route=f"{table.place.route}.{LICENSE}")
    return [Statement(text, Origin.TOML, place, fault=fault_of(text)) for text in table.licenses]


def _copyrights(table: Annotation) -> list[Statement]:
    place = table.place._replace(route=f"{table.place.route}.{COPYRIGHT}")
    return [Statement(text, Origin.TOML, place) for text in table.copyrights if names_a_holder(text)]


def _notices(stanza: Stanza) -> list[Statement]:
    return [Statement(text, Origin.DEP5, stanza.place) for text in stanza.copyrights if names_a_holder(text)]


def _breaks_a_rule(problem: Problem) -> bool:
    """What could not be read, and what REUSE.toml must have; a later version of it is read as this one."""
    if problem.code == _VERSION:
        version = dict(problem.facts)["version"]
        return not version.isdigit() or version == "1"
    return problem.severity is Severity.ERROR or problem.code == "reuse-precedence-unknown"
