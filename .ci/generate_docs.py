"""Writes the reference pages from the tables of the program; with `--check`, says which of them are stale."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from osscan.checks.base import EVERY_KIND
from osscan.checks.table import CHECKS
from osscan.cli.exits import ExitCode
from osscan.deliveries.table import CHECKS as OF_DELIVERIES
from osscan.model.inventory import Extent
from osscan.model.publication import Profile
from osscan.policy.schema import OBLIGATIONS
from osscan.readers import table as reader_table
from osscan.readers.base import Reader
from osscan.reports import table as report_table
from osscan.reports.publication_said import clause_said, command_said
from osscan.sbom.profiles.table import PROFILES
from osscan.texts.catalogue import LANGUAGES, Words, sentences

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
FOLDERS = {"en": DOCS / "reference", "de": DOCS / "de" / "reference"}
MOST_NAMES = 12
Sayings = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Writes all pages, or names the stale ones and returns 1."""
    wanted = pages()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    stale += [path for folder in FOLDERS.values() for path in folder.glob("*.md") if path not in wanted]
    if "--check" not in arguments:
        write(wanted, stale)
        return 0
    for path in stale:
        print(f"{path.relative_to(DOCS.parent)} is stale: run python {Path(__file__).relative_to(DOCS.parent)}", file=sys.stderr)
    return 1 if stale else 0


def pages() -> dict[Path, str]:
    """Each generated page with its text, in every language."""
    sayings = tomllib.loads((HERE / "reference.toml").read_text(encoding="utf-8"))
    return {
        FOLDERS[language] / f"{name}.md": page(sayings[language], name, body(sayings[language], Words(language)))
        for language in LANGUAGES
        for name, body in BODIES.items()
    }


def write(wanted: dict[Path, str], stale: list[Path]) -> None:
    """Brings the stale pages up to date and takes away those that nothing generates any more."""
    for path in stale:
        if path not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")


def page(say: Sayings, name: str, body: Iterable[str]) -> str:
    """One page: title, lead-in, body, and where it comes from."""
    return "\n".join([f"# {say[name]['title']}", "", say[name]["intro"], "", *body, "", say["generated"], ""])


def readers(say: Sayings, _: Words) -> list[str]:
    """One row for each reader, in the order in which they are asked."""
    say = say | say["readers"]
    rows = (
        (card.title, f"`{card.name}`", files(row, say), *(say["extent"][extent] for extent in gives(card)))
        for row, card in reader_table.every()
        if card.title
    )
    return table(say["columns"], rows)


def files(row: reader_table.Row, say: Sayings) -> str:
    """The file names of a reader, without those that differ only in upper and lower case."""
    names = list({pattern.casefold(): f"`{pattern}`" for pattern in reversed(row.patterns)}.values())[::-1]
    shown = ", ".join(names[:MOST_NAMES]) or say["no_patterns"]
    return say["more"].format(files=shown, count=len(names) - MOST_NAMES) if len(names) > MOST_NAMES else shown


def gives(card: Reader) -> tuple[Extent, ...]:
    """What a format can tell, in the order of the columns."""
    return (card.gives.licenses, card.gives.edges, card.gives.scopes, card.gives.hashes)


def formats(say: Sayings, _: Words) -> list[str]:
    """One row for each renderer."""
    return table(
        say["formats"]["columns"], ((f"`{card.name}`", card.media_type, f"`{card.suffix}`") for card in report_table.every())
    )


def exit_codes(say: Sayings, words: Words) -> list[str]:
    """One row for each exit code."""
    return table(
        say["exit-codes"]["columns"], ((f"`{code.value}`", f"`{code.name}`", words(f"exit.{code.name}")) for code in ExitCode)
    )


def obligations(say: Sayings, words: Words) -> list[str]:
    """One row for each obligation that a policy may name."""
    rows = ((f"`{name}`", words(f"obligation.{name}.title"), words(f"obligation.{name}.text")) for name in OBLIGATIONS)
    return table(say["obligations"]["columns"], rows)


def problems(say: Sayings, words: Words) -> list[str]:
    """One section for each problem code, by code."""
    texts = sentences(words.language, "problem")
    lines: list[str] = []
    for code in sorted({key.split(".")[1] for key in texts}):
        title, message, why, then = (texts[f"problem.{code}.{part}"] for part in ("title", "message", "why", "next"))
        lines += [f"## {code}", "", f"**{title}.** {message}", "", f"*{say['problems']['why']}* {why}", ""]
        lines += [f"*{say['problems']['next']}* {then}", ""]
    return lines[:-1]


def sbom_findings(say: Sayings, words: Words) -> list[str]:
    """One section for each code of a finding about an SBOM, by code."""
    texts = sentences(words.language, "sbom")
    lines: list[str] = []
    for code in sorted({key.split(".")[1] for key in texts}):
        title, message, then = (texts[f"sbom.{code}.{part}"] for part in ("title", "message", "next"))
        lines += [f"## {code}", "", f"**{title}.** {message}", "", f"*{say['problems']['next']}* {then}", ""]
    return lines[:-1]


def sbom_profiles(say: Sayings, words: Words) -> list[str]:
    """One table for each version of a profile: what it asks, how strongly, and where that is written."""
    lines: list[str] = []
    for profile in PROFILES:
        rows = (
            (
                f"[{words(f'sbom.{demand.code}.title')}](sbom-findings.md#{demand.code})",
                words(f"sbom_validate.level.{demand.level}"),
                demand.clause,
            )
            for demand in profile.demands
        )
        span = say["sbom-profiles"]["until" if profile.until else "since"].format(since=profile.since, until=profile.until)
        lines += [f"## `{profile.name}` {profile.version}", "", f"{profile.source}. {span}", ""]
        lines += [*table(say["sbom-profiles"]["columns"], rows), ""]
    return lines[:-1]


def publiccode_findings(say: Sayings, words: Words) -> list[str]:
    """One section for each code of a finding about a publiccode.yml, by code."""
    texts = sentences(words.language, "publiccode")
    lines: list[str] = []
    for code in sorted({key.split(".")[1] for key in texts}):
        title, message, then = (texts[f"publiccode.{code}.{part}"] for part in ("title", "message", "next"))
        lines += [f"## {code}", "", f"**{title}.** {message}", "", f"*{say['problems']['next']}* {then}", ""]
    return lines[:-1]


def publication_checks(say: Sayings, words: Words) -> list[str]:
    """One row for each check before publication, a table for each family, in the order of the gate."""
    say = say["publication-checks"]
    lines: list[str] = []
    for family in dict.fromkeys(card.id.split("-")[1] for card in CHECKS):
        rows = (
            (
                f'<span id="{card.id}">{card.id}</span>',
                words(f"publish.{card.id}.title") + (f" ({say['people']})" if card.by_people else ""),
                *(
                    words(f"publish.severity.{severity}") if (severity := card.severity_in(profile)) else say["not_asked"]
                    for profile in Profile
                ),
                ", ".join(words(f"publish.criterion.{criterion}") for criterion in card.criteria),
                "" if card.kinds == EVERY_KIND else ", ".join(sorted(words(f"publish.kind.{kind}") for kind in card.kinds)),
                "; ".join(clause_said(clause) for clause in card.clauses),
                f"`{command_said(card.fix)}`" if card.fix else "",
            )
            for card in CHECKS
            if card.id.split("-")[1] == family
        )
        lines += [f"## {say['family'][family]}", "", *table(say["columns"], rows), ""]
    return lines[:-1]


def delivery_checks(say: Sayings, words: Words) -> list[str]:
    """One row for each check of a delivery, in the order in which they are told."""
    say = say["delivery-checks"]
    rows = (
        (
            f'<span id="{card.id}">{card.id}</span>',
            words(f"vendor.{card.id}.title") + (f" ({say['people']})" if card.by_people else ""),
            words(f"publish.severity.{card.severity}"),
            ", ".join(words(f"publish.criterion.{criterion}") for criterion in card.criteria),
            "; ".join(clause_said(clause) for clause in card.clauses),
            words.template(f"vendor.{card.id}.cure"),
        )
        for card in OF_DELIVERIES
    )
    return table(say["columns"], rows)


def words(say: Sayings, spoken: Words) -> list[str]:
    """One table for each group of words that reports use."""
    other = sentences(next(language for language in LANGUAGES if language != spoken.language), "verdict")
    own = sentences(spoken.language, "verdict")
    lines: list[str] = []
    for group, title in say["words-of"].items():
        codes = [key.split(".")[2] for key in own if key.startswith(f"verdict.{group}.") and key.endswith(".word")]
        rows = (word_row(f"verdict.{group}.{code}", code, own, other) for code in codes)
        lines += [f"## {title}", "", *table(say["words"]["columns"], rows), ""]
    return lines[:-1]


def word_row(key: str, code: str, own: dict[str, str], other: dict[str, str]) -> tuple[str, ...]:
    """One word: its code, the page's language first, then the other one, and what it means."""
    return (f"`{code}`", own[f"{key}.word"], other[f"{key}.word"], own.get(f"{key}.meaning", ""))


def table(columns: list[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """A Markdown table."""
    return [row(columns), row(["---"] * len(columns)), *(row(cells) for cells in rows)]


def row(cells: Iterable[str]) -> str:
    """One line of a Markdown table, bars inside a cell made harmless."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def deviations(say: Sayings, words: Words) -> list[str]:
    """One row for each entry of docs/deviations.toml."""
    rows = tomllib.loads((DOCS / "deviations.toml").read_text(encoding="utf-8"))["deviation"]
    say = say["deviations"]
    told = (
        (
            say["tables"][row["table"]],
            ", ".join(row["inbound"]),
            ", ".join(row["outbound"]),
            words(f"verdict.relation.{row.get('relation', 'incorporate')}.word"),
            row["said"],
            words(f"verdict.compatibility.{row['ours']}.word"),
            row[words.language],
        )
        for row in rows
    )
    return table(say["columns"], told)


BODIES: dict[str, Callable[[Sayings, Words], list[str]]] = {
    "readers": readers,
    "formats": formats,
    "exit-codes": exit_codes,
    "obligations": obligations,
    "problems": problems,
    "sbom-findings": sbom_findings,
    "publiccode-findings": publiccode_findings,
    "sbom-profiles": sbom_profiles,
    "publication-checks": publication_checks,
    "delivery-checks": delivery_checks,
    "words": words,
    "deviations": deviations,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
