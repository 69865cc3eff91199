"""How a file of each kind carries a comment, and which of its first lines must stay first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Style(NamedTuple):
    """What opens a comment, what begins each line of it, and what closes it; signs that must not stand inside."""

    line: str
    first: str = ""
    last: str = ""
    never: str = ""

    def comment(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """The lines as they stand in the file."""
        body = tuple(f"{self.line}{one}".rstrip() for one in lines)
        return (*((self.first,) if self.first else ()), *body, *((self.last,) if self.last else ()))


_HASH, _SLASHES, _DASHES, _PERCENT = Style("# "), Style("// "), Style("-- "), Style("% ")
_STARS, _MARKUP = Style(" * ", "/*", " */", "*/"), Style("", "<!--", "-->", "--")
_BY_ENDING: dict[Style, str] = {
    _HASH: (
        "py pyi pyx sh bash zsh fish rb rake pm r yml yaml toml cfg conf properties tf hcl cmake mk nix ex exs cr jl ps1 psm1 "
        "gitignore gitattributes gitmodules dockerignore editorconfig npmignore po pot service desktop awk tcl gd graphql coveragerc pylintrc"
    ),
    _SLASHES: (
        "js jsx ts tsx mjs cjs mts cts java kt kts scala groovy gradle go rs swift dart cc cpp cxx hh hpp hxx cs fs proto scss less "
        "zig sol sv pas php jsonc json5 gleam"
    ),
    _STARS: "c h css glsl",
    _MARKUP: (
        "html htm xhtml xml xsl xslt xsd wsdl svg vue svelte md markdown csproj fsproj vbproj props targets config fxml ui qrc kml gpx gml"
    ),
    _DASHES: "sql lua hs elm adb ads vhd vhdl",
    _PERCENT: "tex sty bib erl hrl",
    Style(".. "): "rst",
    Style("; "): "ini",
    Style(";; "): "el lisp clj cljs cljc edn scm",
    Style("REM "): "bat cmd",
    Style('" '): "vim",
    Style("! "): "f90 f95 f03",
    Style("", "{#", "#}", "#}"): "j2 jinja jinja2",
}
_BY_NAME: dict[Style, str] = {
    _HASH: (
        "Makefile GNUmakefile Dockerfile Containerfile Gemfile Rakefile Vagrantfile Brewfile CMakeLists.txt "
        "meson.build meson_options.txt requirements.txt constraints.txt MANIFEST.in Snakefile Procfile CODEOWNERS .mailmap robots.txt"
    ),
    _SLASHES: "Jenkinsfile",
}


def _spread(table: dict[Style, str]) -> dict[str, Style]:
    return {word: style for style, words in table.items() for word in words.split()}


_ENDINGS, _NAMES = _spread(_BY_ENDING), _spread(_BY_NAME)


def style_of(path: str) -> Style | None:
    """How a file carries comments, told by its name; None where it can't or where nobody can say."""
    name = path.rpartition("/")[2]
    return _NAMES.get(name) or _ENDINGS.get(name.rpartition(".")[2].lower() if "." in name else "")


def lines_that_stay_first(path: str, head: str) -> int | None:
    """How many lines of a file have to stay above a comment; None where there is no safe place for one."""
    name = path.rpartition("/")[2]
    if name in ("Dockerfile", "Containerfile"):
        return _leading(head, re.compile(r"#\s*\w+\s*=").match)
    ending = name.rpartition(".")[2].lower()
    if ending == "php":
        return 1 if re.match(r"<\?php\s*(?:\n|\Z)", head) else None
    if ending in ("md", "markdown") and head.startswith("---\n"):
        return _through(head, "\n---\n", after=3)
    if head.startswith("#!"):
        return 1 + _leading(head.partition("\n")[2], re.compile(r"#.*coding[:=]").match)
    if re.match(r"#.*coding[:=]", head) or head.startswith(("@charset", "%YAML")):
        return 1
    if ending in ("md", "markdown"):
        return 0
    is_markup = head.lstrip().startswith("<") or ending in ("vue", "svelte")
    if (style_of(path) is _MARKUP) is not is_markup:
        return None
    return _of_markup(head) if is_markup else 0


def _of_markup(head: str) -> int | None:
    """The declaration and the document type, where the lines behind them are free."""
    opening = re.match(r"(?:<\?xml[^>]*\?>\s*)?(?:<!doctype[^>\[]*>)?", head, re.IGNORECASE)
    end = len(opening[0].rstrip(" \t")) if opening else 0
    if head[end:].lower().startswith("<!doctype"):
        return None
    if not end:
        return 0
    rest = head[end:]
    on_own_line = head[:end].endswith("\n") or not rest.partition("\n")[0].strip()
    return head.count("\n", 0, end) + (0 if head[:end].endswith("\n") else 1) if on_own_line else None


def _leading(text: str, fits: Callable[[str], object]) -> int:
    count = 0
    for line in text.split("\n"):
        if not fits(line):
            break
        count += 1
    return count


def _through(head: str, mark: str, after: int) -> int | None:
    found = head.find(mark, after)
    return None if found < 0 else head.count("\n", 0, found + len(mark))
