"""Publiccode: what a publiccode.yml says about a piece of software, and what is wrong with the file."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Facts, Problem, Severity


class PubliccodeFinding(NamedTuple):
    """One finding. `code` and `facts` name the sentences `publiccode.<code>.*`.

    `key` is the route to what is concerned, as the standard's own reading program writes it (`maintenance.contacts[0].email`,
    `description[en-US].features`); empty for the file as such. `clause` names version and key of the standard.
    The place has no line where something is missing together with the section that would hold it.
    """

    code: str
    severity: Severity
    key: str
    clause: str
    place: Place
    facts: Facts = ()

    def sort_key(self) -> tuple[int, int, str, str, Facts]:
        return (self.place.line or 0, self.place.column or 0, self.key, self.code, self.facts)


class PubliccodeReport(NamedTuple):
    """One file. `version` is what it says of itself, None where it says nothing that could be read.

    `addresses` counts the addresses in it: whether they can be reached was not looked at. `files_seen` says whether the files
    that it names were.
    """

    path: str
    version: str | None
    findings: tuple[PubliccodeFinding, ...]
    addresses: int = 0
    files_seen: bool = True
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[PubliccodeFinding, ...]:
        """Findings by which the standard is broken."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[PubliccodeFinding, ...]:
        """Findings that leave the file valid."""
        return tuple(one for one in self.findings if one.severity is not Severity.ERROR)

    @property
    def whole(self) -> bool:
        """Whether the file could be opened."""
        return not self.problems

    @property
    def valid(self) -> bool:
        """Whether the file was read and keeps to the standard."""
        return self.whole and not self.errors


class Description(NamedTuple):
    """The software in the words of one language; a text that is not there is empty."""

    language: str
    localised_name: str = ""
    short: str = ""
    long: str = ""
    features: tuple[str, ...] = ()
    screenshots: tuple[str, ...] = ()
    documentation: str = ""
    line: int = 0


class Party(NamedTuple):
    """A contact, a contractor or an organisation; what is not said is empty."""

    name: str = ""
    email: str = ""
    uri: str = ""
    """Of a contractor its website."""
    until: str = ""
    affiliation: str = ""
    phone: str = ""


class Dependency(NamedTuple):
    """A system that has to run beside the software."""

    name: str
    kind: str
    """`open`, `proprietary` or `hardware`."""
    optional: bool = False
    version: str = ""
    least: str = ""
    most: str = ""
    line: int = 0


class Publiccode(NamedTuple):
    """What the file says, as text just as it was written; what it does not say is empty or None."""

    path: str
    version: str = ""
    name: str = ""
    url: str = ""
    landing_url: str = ""
    software_version: str = ""
    release_date: str = ""
    development_status: str = ""
    software_type: str = ""
    license: str = ""
    main_copyright_owner: str = ""
    repo_owner: str = ""
    authors_file: str = ""
    logo: str = ""
    roadmap: str = ""
    organisation: Party = Party()
    platforms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    descriptions: tuple[Description, ...] = ()
    maintenance: str = ""
    contacts: tuple[Party, ...] = ()
    contractors: tuple[Party, ...] = ()
    localisation_ready: bool | None = None
    languages: tuple[str, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    keys: tuple[tuple[str, Place], ...] = ()
    """Each key that is there (`legal.license`), with its place, in the order of the file; of lists the key alone."""

    def place(self, key: str) -> Place:
        """Where a key stands; the file alone where it does not."""
        return dict(self.keys).get(key, Place(self.path))

    @property
    def proprietary(self) -> tuple[Dependency, ...]:
        """What is proprietary and has to be there."""
        return tuple(one for one in self.depends_on if one.kind == "proprietary" and not one.optional)
