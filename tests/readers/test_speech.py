"""How a file speaks is told by its name."""

from __future__ import annotations

import pytest

from osscan.readers.speech import Speech, is_comment, is_under_license_heading, speech_of


@pytest.mark.parametrize(
    ("path", "speech"),
    [
        ("src/a.py", Speech.PROGRAM),
        ("docs/conf.py", Speech.PROGRAM),
        ("templates/page.html", Speech.PROGRAM),
        ("src/license_check.py", Speech.PROGRAM),
        ("LICENSE", Speech.LICENSE),
        ("static/bundle.js.LICENSE.txt", Speech.LICENSE),
        ("THIRD-PARTY-NOTICES", Speech.LICENSE),
        ("debian/copyright", Speech.LICENSE),
        ("README.md", Speech.PROSE),
        ("CHANGES", Speech.PROSE),
        ("CONTRIBUTING.rst", Speech.PROSE),
        ("notes/idea.md", Speech.PROSE),
        ("docs/license.md", Speech.MANUAL),
        ("doc/index.rst", Speech.MANUAL),
        ("locale/de/django.po", Speech.MANUAL),
        ("setup.cfg", Speech.MANIFEST),
        ("tiny.gemspec", Speech.MANIFEST),
        ("data/licenses.json", Speech.DATA),
        ("yarn.lock", Speech.LIST),
        ("pnpm-lock.yaml", Speech.LIST),
        ("x.egg-info/SOURCES.txt", Speech.LIST),
    ],
)
def test_speech_of_a_file(path, speech):
    assert speech_of(path) is speech


@pytest.mark.parametrize(
    "text",
    [
        "# Tool\n\n## License\n\nMIT",
        "Tool\n====\n\nLicense\n-------\n\nMIT",
        "# Tool\n\n**Lizenz**\n\nMIT",
        "TOOL\n\nCopyright and License:\n\nMIT",
        "<h1>Tool</h1>\n<h2>Licensing</h2>\nMIT",
    ],
)
def test_nearest_heading_speaks_of_licenses(text):
    assert is_under_license_heading(text.split("\n"), text.count("\n") + 1)


@pytest.mark.parametrize(
    "text",
    ["MIT", "# Tool\n\nMIT", "# License\n\nEUPL\n\n# Thanks\n\nMIT", "License\n-------\n\nEUPL\n\nThanks\n------\n\nMIT"],
)
def test_nearest_heading_speaks_of_something_else(text):
    assert not is_under_license_heading(text.split("\n"), text.count("\n") + 1)


@pytest.mark.parametrize("line", ["# x", "// x", " * x", "/* x", "<!-- x", "-- x", '"""x', "dnl x", "@license x", ".. x"])
def test_comments_are_told_by_their_signs(line):
    assert is_comment([line], 1)


@pytest.mark.parametrize("line", ["x = 'MIT'", "'MIT', 'GPL'", "licenses.add(gpl)", ""])
def test_code_is_no_comment(line):
    assert not is_comment([line], 1)


def test_line_beyond_the_end_is_no_comment():
    assert not is_comment([], 1)
