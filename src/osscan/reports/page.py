"""A page of lines: folded at its width, labels in a column, foreign text made safe, color only where asked for."""

from __future__ import annotations

from osscan.texts.shown import shown

_INKS = {"red": "31", "yellow": "33", "green": "32", "cyan": "36", "dim": "2", "bold": "1"}
_LONGEST = 2000


class Page:
    """Collects lines for people; all that comes in is made safe, so only the page itself writes ANSI codes."""

    __slots__ = ("_color", "_lines", "_width")

    def __init__(self, width: int, *, color: bool) -> None:
        self._width = max(width, 40)
        self._color = color
        self._lines: list[str] = []

    def head(self, text: str, ink: str) -> None:
        """A heading, with an empty line before it unless the page is new."""
        if self._lines:
            self._lines.append("")
        self._add(text, 0, 0, f"{_INKS[ink]};1")

    def line(self, text: str, indent: int = 0, ink: str = "") -> None:
        """A sentence, folded with its continuation further in."""
        self._add(text, indent, indent + (2 if indent else 0), _INKS.get(ink, ""))

    def field(self, label: str, text: str, indent: int, column: int) -> None:
        """A label and, from `column` on, what stands behind it."""
        if not text:
            return
        first, *rest = _folded(shown(text, _LONGEST), self._width - column)
        self._lines.append(f"{' ' * indent}{self._inked(label, _INKS['dim'])}{' ' * (column - indent - len(label))}{first}")
        self._lines += [" " * column + part for part in rest]

    def command(self, text: str, indent: int) -> None:
        """A command in one piece, so that it works when pasted."""
        self._lines.append(f"{' ' * indent}$ {self._inked(shown(text, _LONGEST), _INKS['cyan'])}")

    def quote(self, lines: tuple[str, ...], indent: int) -> None:
        """Lines in one piece, so that a mark stays beneath what it marks."""
        self._lines += [" " * indent + shown(line, _LONGEST) for line in lines]

    def gap(self) -> None:
        """An empty line, never two, never at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def _add(self, text: str, indent: int, further: int, codes: str) -> None:
        first, *rest = _folded(shown(text, _LONGEST), self._width - further)
        self._lines.append(" " * indent + self._inked(first, codes))
        self._lines += [" " * further + self._inked(part, codes) for part in rest]

    def _inked(self, text: str, codes: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self._color and codes else text


def _folded(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    lines, line = [], ""
    for part in text.split(" "):
        if line and len(line) + 1 + len(part) > width:
            lines.append(line)
            line = part
        else:
            line = f"{line} {part}" if line else part
    return [*lines, line]
