"""publiccode.yml, filled from manifests, git and the read-me; what only people know stays empty behind a marked question, so that no validator takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.fixes.answers import question, scalar
from osscan.fixes.base import Draft, Known, Made

VERSION = "0.7"
_SHORTEST, _SHORT = 150, 150
_GERMAN = re.compile(r"\b(?:der|die|das|und|für|mit|ein|eine|von|zur|zum|ist|werden)\b|[äöüß]", re.IGNORECASE).findall
_SURFACES = (".vue", ".jsx", ".tsx", ".svelte", ".html", ".jsp", ".twig", ".cshtml")
_TRANSLATIONS = re.compile(
    r"(?:^|/)(?:i18n|locales?|lang(?:uages?)?|translations?|l10n|texts?|messages)/|\.(?:po|pot|xlf|xliff|ftl|arb|resx)$"
).search


def publiccode(known: Known) -> Iterator[Made]:
    """The description that the catalogues read."""
    if not known.has("publiccode.yml"):
        yield Draft("publiccode.yml", written(known))


def status_of(known: Known) -> str:
    """How far the project says it is: by its classifier, else by its newest version."""
    said = next((one.status for one in known.manifests if one.status), "")
    if said:
        return said
    number = known.version.lstrip("vV")
    if not number:
        return "development"
    return "beta" if number.startswith("0.") else "stable"


def written(known: Known) -> str:
    """The whole file."""
    lines = [
        f'publiccodeYmlVersion: "{VERSION}"',
        "",
        f"name: {scalar(known.name)}",
        *_said("url", known.forge.page, "url", known),
        *([f"softwareVersion: {scalar(known.version.lstrip('vV'))}"] if known.version else []),
        *([f"releaseDate: {scalar(known.released)}"] if known.version and known.released else []),
        *_list("platforms", ("web",) if _is_web(known) else (), "platforms", known),
        f"developmentStatus: {status_of(known)}",
        f"softwareType: {_type_of(known)}",
        *_organisation(known),
        "",
        "description:",
        *(line for language in ("de", "en") for line in _description(language, known)),
        "",
        "legal:",
        f"  license: {scalar(known.license)}",
        f"  mainCopyrightOwner: {scalar(known.holder)}",
        "",
        "maintenance:",
        *_said("type", "", "maintenance", known, "  "),
        *_contacts(known),
        "",
        "localisation:",
        f"  localisationReady: {str(any(_TRANSLATIONS(path) for path in known.files)).lower()}",
        *_list("availableLanguages", (), "languages", known, "  "),
    ]
    return "\n".join(lines) + "\n"


def _said(field: str, value: str, key: str, known: Known, indent: str = "") -> list[str]:
    told = known.answers.get(key) or value
    return [f"{indent}{field}: {scalar(told)}" if told else f"{indent}{field}: # {question(key, known.language)}"]


def _list(field: str, values: tuple[str, ...], key: str, known: Known, indent: str = "") -> list[str]:
    told = tuple(part.strip() for part in known.answers.get(key, "").split(";") if part.strip()) or values
    if not told:
        return [f"{indent}{field}: # {question(key, known.language)}"]
    return [f"{indent}{field}:", *(f"{indent}  - {scalar(one)}" for one in told)]


def _organisation(known: Known) -> list[str]:
    return ["organisation:", f"  name: {scalar(known.holder)}", *_said("uri", "", "organisation-uri", known, "  ")]


def _contacts(known: Known) -> list[str]:
    """Contacts belong to a project that is maintained inside or by a community; a contractor's are another list that only people can fill."""
    if known.answers.get("maintenance") in ("none", "contract"):
        return []
    name = _said("name", "", "contact-name", known)[0]
    return ["  contacts:", f"    - {name}", *_said("email", "", "contact-mail", known, "      ")]


def _description(language: str, known: Known) -> list[str]:
    short, long = _told(language, known)
    indent = "    "
    return [
        f"  {language}:",
        *_said("shortDescription", short, f"short-{language}", known, indent),
        *_said("longDescription", long, f"long-{language}", known, indent),
        *_list("features", (), f"features-{language}", known, indent),
    ]


def _told(language: str, known: Known) -> tuple[str, str]:
    """What manifests and read-me say in this language, where it is short or long enough."""
    short = next(
        (one.description for one in known.manifests if 0 < len(one.description) <= _SHORT and _is(one.description, language)), ""
    )
    names = (f"README.{language}.md", "README.md", "readme.md")
    long = next((told for name in names if (told := _opening(known.text(name) or "")) and _is(told, language)), "")
    return " ".join(short.split()), long if len(long) >= _SHORTEST else ""


def _opening(readme: str) -> str:
    """The first paragraphs below the title, as plain text."""
    plain = re.sub(r"<!--.*?-->", "", readme.replace("\r\n", "\n"), flags=re.DOTALL)
    body = re.split(r"\n#{2,}\s", re.sub(r"\A\s*#\s.*\n", "", plain))[0]
    told = [block for block in re.split(r"\n\s*\n", body) if block.strip() and not re.match(r"\s*(?:[!\[<|>`#-]|```)", block)]
    return " ".join(re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", " ".join(told)).split())[:5_000]


def _is(text: str, language: str) -> bool:
    german = len(_GERMAN(text)) * 12 > len(text.split())
    return german is (language == "de")


def _is_web(known: Known) -> bool:
    return any(path.endswith(_SURFACES) and not path.startswith(("docs/", "test", "site/")) for path in known.files)


def _type_of(known: Known) -> str:
    if known.kind == "library":
        return "library"
    if known.kind == "service":
        return "standalone/backend"
    return "standalone/web" if known.kind == "application" and _is_web(known) else "standalone/other"
