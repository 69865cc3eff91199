"""What people should know of an SBOM that was made: what is in it, what was left out, and what a person has to add."""

from __future__ import annotations

from osscan.model.bom import Bom, Completeness, LicenseRole
from osscan.model.sbom_report import Field, ProfileResult
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words

_FULL = 100


def summary(bom: Bom, file: str, words: Words) -> list[str]:
    """How many parts there are, how many have a license, how sure the edges are."""
    parts = [part for part in bom.parts if part.ref != bom.root]
    concluded = sum(any(one.role is LicenseRole.CONCLUDED for one in part.licenses) for part in parts)
    known = dict(bom.completeness)
    whole = sum(known.get(part.ref) is Completeness.COMPLETE for part in parts)
    root = next((part for part in bom.parts if part.ref == bom.root), None)
    lines = [counted(words, "sbom_create.written", len(parts), file=file or "-", product=bom.name or "?")]
    lines.append(words("sbom_create.known", licenses=number(words, concluded), edges=number(words, whole)))
    if root is not None and not root.version:
        lines.append(words("sbom_create.no-version"))
    return lines


def left_out(kinds: tuple[tuple[str, int], ...], words: Words) -> list[str]:
    """What the public variant does not tell."""
    return [words("sbom_create.left-out.head"), *(f"  {counted(words, f'sbom_create.left-out.{kind}', n)}" for kind, n in kinds)]


def open_fields(result: ProfileResult, words: Words) -> list[str]:
    """The demands that are not met, each with how many parts and where a person enters what is missing."""
    asked, met = result.asked, result.met
    percent = f"{_FULL * met / asked:.1f} %" if asked else "-"
    if words.language == "de":
        percent = percent.replace(".", ",")
    figures = (("met", number(words, met)), ("asked", number(words, asked)), ("percent", percent))
    lines = [words("sbom_create.profile", figures, profile=f"{result.name} {result.version}")]
    open_ones = result.missing_most
    if not open_ones:
        return [*lines, words("sbom_create.nothing-open")]
    rows = [(_title(one, words), number(words, one.asked - one.met), _where(one, words)) for one in open_ones]
    heads = tuple(words(f"sbom_create.table.{key}") for key in ("field", "parts", "where"))
    first = max(len(row[0]) for row in (heads, *rows))
    second = max(len(row[1]) for row in (heads, *rows))
    lines.append(words("sbom_create.open"))
    lines += [f"  {row[0]:<{first}}  {row[1]:>{second}}  {row[2]}" for row in (heads, *rows)]
    return lines


def _title(field: Field, words: Words) -> str:
    return f"{words(f'sbom.{field.code}.title')} ({field.clause})"


def _where(field: Field, words: Words) -> str:
    key = f"sbom_create.where.{field.code}"
    return words(key) if words.has(key) else words("sbom_create.where.other")
