"""requirements.txt: every way in which pip lets a line ask for a package, and files that include each other."""

from __future__ import annotations

import codecs

import pytest

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.problem import Severity
from osscan.readers.python.requirements import READER, read

DIGEST = "a" * 64


def inventory(text: str | bytes, path: str = "requirements.txt"):
    return read(Source(path, held=text if isinstance(text, bytes) else text.encode()))


def seen(text: str | bytes):
    return [(c.name, c.version, c.requirement) for c in inventory(text).components]


def problems(found):
    return [(p.code, p.severity.value, p.place.input, p.place.line) for p in found.problems]


def folder(tmp_path, start: str = "requirements.txt", **files: str):
    for name, text in files.items():
        (tmp_path / f"{name}.txt").write_text(text)
    return read(Source(start, str(tmp_path / start), None, str(tmp_path)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("flask==3.0.0", [("flask", "3.0.0", "")]),
        ("Flask_Login == 0.6.3", [("Flask_Login", "0.6.3", "")]),
        ("flask[async, dotenv] >= 3 , < 4", [("flask", "", ">=3,<4")]),
        ("flask (>=3)", [("flask", "", ">=3")]),
        ("flask", [("flask", "", "")]),
        ("flask==3.*", [("flask", "", "==3.*")]),
        ("flask~=3.0", [("flask", "", "~=3.0")]),
        ("flask===3.0.0+local", [("flask", "3.0.0+local", "")]),
        ('flask==3.0.0 ; python_version < "3.12" and sys_platform == "win32"', [("flask", "3.0.0", "")]),
        ("flask==3.0.0 # why", [("flask", "3.0.0", "")]),
        ("flask==3.0.0 --config-settings=x=y", [("flask", "3.0.0", "")]),
        ("flask @ https://files.example/flask-3.0.0-py3-none-any.whl", [("flask", "3.0.0", "")]),
        ("flask @ https://files.example/main.zip ; python_version > '3'", [("flask", "", "")]),
        ("flask @ git+https://git.example/flask@v3", [("flask", "", "")]),
        ("git+https://git.example/team/flask.git@v3#egg=Flask", [("Flask", "", "")]),
        ("-e git+ssh://git@git.example/team/flask.git#egg=flask&subdirectory=src", [("flask", "", "")]),
        ("--editable=git+https://git.example/team/flask.git#egg=flask", [("flask", "", "")]),
        ("https://files.example/flask-3.0.0.tar.gz", [("flask", "3.0.0", "")]),
        ("./wheels/flask-3.0.0-py3-none-any.whl", [("flask", "3.0.0", "")]),
        ("wheels/flask_login-0.6.3-py3-none-any.whl", [("flask_login", "0.6.3", "")]),
        (".", []),
        ("-e .", []),
        ("-e .[dev]", []),
        ("libs/own[extra]", []),
        ("-e ./libs/own[extra]", []),
        ("-e file:libs/own", []),
        ("own @ file:libs/own", []),
        ("-i https://registry.example/simple", []),
        ("--extra-index-url https://registry.example/simple", []),
        ("--find-links=wheels", []),
        ("--no-binary :all:", []),
        ("--pre", []),
        ("", []),
        ("# only a comment", []),
    ],
)
def test_line_is_read_as_pip_reads_it(line, expected):
    found = inventory(line)

    assert [(c.name, c.version, c.requirement) for c in found.components] == expected
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("../libs/own", "../libs/own"),
        ("/srv/own/", "/srv/own/"),
        ("-e ../own[extra]", "../own"),
        ("-e file:///srv/own#egg=own", "/srv/own"),
        ("own @ file:///srv/own ; python_version > '3'", "/srv/own"),
    ],
)
def test_folder_outside_of_what_was_asked_for_is_told(line, folder):
    found = inventory(line)

    assert found.components == ()
    assert [(p.code, p.severity, p.facts, p.place.line) for p in found.problems] == [
        ("folder-outside", Severity.ERROR, (("folder", folder),), 1)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "flask==",
        "==1.0",
        "flask 1.0",
        "{{ package }}==1.0",
        "foo|bar=='1.2'",
        "foo=='1.0'",
        "%if x%",
        "flask==1.0;;;)("[:9] + ")(",
    ],
)
def test_line_that_is_no_requirement_is_told_and_costs_no_other(line):
    found = inventory(f"a==1\n{line}\nb==2\n")

    assert [c.name for c in found.components] == ["a", "b"]
    assert problems(found) == [("requirement-syntax", "error", "requirements.txt", 2)]


def test_archive_without_a_name_is_told():
    found = inventory("https://files.example/archive/main.zip\n")

    assert (found.components, problems(found)) == ((), [("requirement-unnamed", "error", "requirements.txt", 1)])


def test_password_in_an_address_is_not_told():
    found = inventory("https://user:secret@files.example/archive/main.zip\n")

    assert dict(found.problems[0].facts)["text"] == "https://files.example/archive/main.zip"


def test_repository_without_a_name_has_no_purl():
    found = inventory("git+https://git.example/team/flask.git@v3")

    assert [(c.name, c.version, c.purl) for c in found.components] == [("flask", "", "")]


def test_continued_lines_are_one_and_keep_the_first_number():
    found = inventory(f"# head\nflask==3.0.0 \\\n    --hash=sha256:{DIGEST} \\\n    # via app\nclick==8.1 \\\n")

    assert [(c.purl, c.place.line) for c in found.components] == [("pkg:pypi/flask@3.0.0", 2), ("pkg:pypi/click@8.1", 5)]


def test_single_hash_is_kept_and_several_say_not_which_archive():
    found = inventory(
        f"a==1 --hash=sha256:{DIGEST}\nb==1 --hash=sha256:{DIGEST} --hash=sha256:{'b' * 64}\nc==1 --hash=sha256:zz\n"
    )

    assert [c.hashes for c in found.components] == [(("SHA256", DIGEST),), (), ()]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + b"attrs==20.3.0\r\n",
        codecs.BOM_UTF16_LE + "attrs==20.3.0\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "attrs==20.3.0\n".encode("utf-16-be"),
        "attrs==20.3.0\n".encode("utf-16-le"),
    ],
)
def test_encoding_does_not_matter(content):
    assert seen(content) == [("attrs", "20.3.0", "")]


def test_package_asked_for_twice_is_one_component():
    assert seen("numpy<2 ; python_version<'3.12'\nNumPy>=2 ; python_version>='3.12'\n") == [("numpy", "", "<2 || >=2")]


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("requirements.txt", Scope.RUNTIME),
        ("requirements/base.txt", Scope.RUNTIME),
        ("requirements-dev.txt", Scope.DEV),
        ("dev_requirements.txt", Scope.DEV),
        ("requirements/docs.txt", Scope.DEV),
        ("test-requirements.txt", Scope.TEST),
        ("requirements/Testing.txt", Scope.TEST),
        ("contest-requirements.txt", Scope.RUNTIME),
    ],
)
def test_file_name_tells_the_scope(path, scope):
    assert [c.scope for c in inventory("a==1", path).components] == [scope]


def test_included_file_is_read_with_its_own_scope_and_place(tmp_path):
    found = folder(tmp_path, "requirements-dev.txt", **{"requirements-dev": "-r base.txt\npytest==8\n", "base": "\nflask==3\n"})

    assert [(c.purl, c.scope, c.place.input, c.place.line) for c in found.components] == [
        ("pkg:pypi/flask@3", Scope.RUNTIME, "base.txt", 2),
        ("pkg:pypi/pytest@8", Scope.DEV, "requirements-dev.txt", 2),
    ]


@pytest.mark.parametrize(
    "line", ["-r base.txt", "-rbase.txt", "--requirement base.txt", "--requirement=base.txt", "-r 'base.txt'"]
)
def test_every_spelling_of_an_include_is_followed(tmp_path, line):
    found = folder(tmp_path, requirements=line, base="flask==3")

    assert [c.name for c in found.components] == ["flask"]


def test_constraint_is_no_component_but_gives_the_version(tmp_path):
    found = folder(
        tmp_path, requirements="-c pins.txt\nflask>=2\nclick==8.0\nnumpy\n", pins="Flask==3.0.1\nclick==8.1\nleft==1\nnumpy<2\n"
    )

    assert [(c.purl, c.requirement, c.place.line) for c in found.components] == [
        ("pkg:pypi/flask@3.0.1", "", 2),
        ("pkg:pypi/click@8.0", "", 3),
        ("pkg:pypi/numpy", "", 4),
    ]


def test_constraints_that_contradict_each_other_give_no_version(tmp_path):
    found = folder(
        tmp_path, requirements="-c pins.txt\nflask\n", pins="flask==3 ; python_version>'3'\nflask==2 ; python_version<'3'\n"
    )

    assert [c.version for c in found.components] == [""]


def test_files_that_include_each_other_are_read_once(tmp_path):
    found = folder(tmp_path, requirements="-r other.txt\na==1\n", other="-r requirements.txt\nb==1\n")

    assert [c.name for c in found.components] == ["b", "a"]
    assert problems(found) == [("include-cycle", "warning", "other.txt", 1)]


def test_file_that_two_include_is_read_once_without_a_word(tmp_path):
    found = folder(tmp_path, requirements="-r a.txt\n-r b.txt\n", a="-r c.txt", b="-r c.txt", c="x==1")

    assert ([c.name for c in found.components], found.problems) == (["x"], ())


@pytest.mark.parametrize(
    "name", ["gone.txt", "../secret.txt", "/etc/hostname", "https://example.org/r.txt", "a\0b", "x" * 5000, ""]
)
def test_file_that_is_missing_or_outside_is_never_opened(tmp_path, name):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret==1")
    found = folder(inside, requirements=f"-r {name}\na==1\n")

    assert [c.name for c in found.components] == ["a"]
    assert problems(found) == [("include-missing", "error", "requirements.txt", 1)]


def test_missing_constraints_are_only_doubtful(tmp_path):
    found = folder(tmp_path, requirements="-c gone.txt\na==1\n")

    assert (problems(found), found.complete) == ([("include-missing", "warning", "requirements.txt", 1)], True)


def test_chain_of_includes_has_an_end(tmp_path):
    files = {f"r{n}": f"-r r{n + 1}.txt\np{n}==1" for n in range(80)}
    found = folder(tmp_path, "r0.txt", **files)

    assert [p.code for p in found.problems] == ["too-deep"]


def test_hostile_line_is_read_fast():
    found = inventory("a" * 200_000 + "!\n" + "a==" + "1,==" * 50_000 + "\n" + "[" * 100_000 + "\n" + "-" * 100_000)

    assert found.components == ()


def test_thousands_of_broken_lines_are_counted_not_listed():
    found = inventory("??\n" * 5000)

    assert (len(found.problems), found.problems[-1].code) == (21, "more-of-the-same")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"flask==3.0\nclick>=8\n", True),
        (b"# pinned\n-r base.txt\nflask==3.0 \\\n  --hash=sha256:00\n", True),
        (b"flask\nclick\n", False),
        (b"Dear all,\nplease use flask==3.0\n", False),
        (b'{"name": "a"}', False),
        (b'{"sources": [{"url": "https://registry.example"}], "default": {"a": {"version": "==1.0"}}}', False),
        (b"", False),
    ],
)
def test_recognised_only_when_every_line_fits(head, expected):
    assert READER.recognises(head) is expected


def test_uncompiled_list_is_read_where_its_result_does_not_lie_beside(tmp_path):
    (tmp_path / "dev.in").write_text("pytest>=8\n")
    source = Source("dev.in", str(tmp_path / "dev.in"), None, str(tmp_path))

    assert [(c.name, c.requirement, c.scope) for c in read(source).components] == [("pytest", ">=8", Scope.DEV)]

    (tmp_path / "dev.txt").write_text("pytest==8.0\n")

    assert (read(source).components, read(source).problems) == ((), ())
