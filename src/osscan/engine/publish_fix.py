"""The story of `osscan publish init` and `fix`: what is known of a project, what would be written, and the writing itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from osscan.checks.project import Settings
from osscan.errors import WrongCallError
from osscan.fixes.answers import answered
from osscan.fixes.base import Draft, Forge, Known, Manifest, Remark, Thing, questions_in
from osscan.fixes.manifests import manifests_in
from osscan.fixes.metadata import license_of_publiccode
from osscan.inputs.git_marks import GitMarks, git_marks
from osscan.knowledge.license_texts import recognise
from osscan.knowledge.normalise import normalise
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.reuse.covered import find

_VERSION = re.compile(r"[vV]?\d+\.\d+(?:\.\d+)?").fullmatch
_LARGEST = 8 * 1024 * 1024
_ANSWERS = Thing("answers", answered)


class Wanted(NamedTuple):
    """What was asked for: a folder, its settings, and what people said on the command line."""

    folder: str
    settings: Settings
    license: str
    """An SPDX expression that was named; empty where the project or the settings say it."""
    fallback: str
    """The license of the policy, where nobody says any"""
    year: int
    language: str
    answers: Mapping[str, str]


class Change(NamedTuple):
    """A file as it is (None where there is none) and as it should be."""

    path: str
    before: str | None
    after: str


class Planned(NamedTuple):
    """What would be written, what only people can do, and the questions that stay open in the project, with the first file of each."""

    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    questions: tuple[tuple[str, str], ...]
    license: str


def planned(wanted: Wanted, things: Iterable[Thing]) -> Planned:
    """Nothing is written. Each thing sees what those before it would write."""
    known = _known(wanted)
    drafts: dict[str, str] = {}
    remarks: list[Remark] = []
    for thing in (*things, _ANSWERS):
        seen = _overlaid(known, drafts)
        for made in thing.make(seen):
            if isinstance(made, Remark):
                remarks.append(made)
            elif (why := _in_the_way(known, made)) is None:
                drafts[made.path] = made.text
            else:
                remarks.append(Remark(why, made.path))
    changes = tuple(Change(path, known.text(path), text) for path, text in sorted(drafts.items()) if known.text(path) != text)
    return Planned(changes, tuple(dict.fromkeys(remarks)), _open(_overlaid(known, drafts)), known.license)


def difference(change: Change) -> list[str]:
    """The unified diff of one file, without ends of line."""
    before = change.before.splitlines() if change.before is not None else []
    old = f"a/{change.path}" if change.before is not None else "/dev/null"
    return list(difflib.unified_diff(before, change.after.splitlines(), old, f"b/{change.path}", lineterm=""))


def write(folder: str, changes: Iterable[Change]) -> None:
    """Each file at once or not at all; rights stay as they are. Raises OSError."""
    for change in changes:
        target = Path(folder, change.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.osscan")
        beside.write_bytes(change.after.encode("utf-8"))
        if change.before is None:
            if target.exists() or target.is_symlink():
                beside.unlink()
                raise FileExistsError(17, "there is a file already", str(target))
        else:
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)


def _in_the_way(known: Known, draft: Draft) -> str | None:
    """Links are not followed, and what git ignores is somebody's, too."""
    root = Path(known.folder).resolve()
    target = root / draft.path
    if target.is_symlink() or not target.parent.resolve().is_relative_to(root):
        return "link"
    if draft.path in known.files:
        return None if known.text(draft.path) is not None else "unreadable"
    return "ignored-file" if target.exists() else None


def _known(wanted: Wanted) -> Known:
    root = Path(wanted.folder)
    found = find(root.resolve())
    files = frozenset((*found.covered, *found.own, *found.empty))
    read = _reader(root)
    manifests = manifests_in(read, files)
    git = git_marks(root)
    forge = _forge(git, wanted.answers, files)
    version, released = _newest(git)
    return Known(
        wanted.folder,
        files,
        read,
        _name(manifests, forge, root),
        wanted.license or _license(read, files, manifests) or wanted.settings.outbound or wanted.fallback,
        wanted.settings.holder,
        wanted.year,
        wanted.language,
        wanted.settings.kind.value,
        forge,
        manifests,
        version,
        released,
        wanted.answers,
        wanted.settings.inherited,
        pages=tuple(page for one in git.remotes if (page := _page(one))),
    )


def _overlaid(known: Known, drafts: dict[str, str]) -> Known:
    from dataclasses import replace  # noqa: PLC0415 - only these commands copy a value

    drafted = {path: text.encode("utf-8") for path, text in drafts.items()}

    def read(path: str) -> bytes | None:
        return drafted.get(path) or known.read(path)

    return replace(known, files=known.files | drafted.keys(), read=read, drafted=frozenset(drafted.keys() - known.files))


def _reader(root: Path) -> Callable[[str], bytes | None]:
    def read(path: str) -> bytes | None:
        try:
            file = root / path
            return file.read_bytes() if file.stat().st_size <= _LARGEST else None
        except OSError:
            return None

    return read


def _license(read: Callable[[str], bytes | None], files: frozenset[str], manifests: tuple[Manifest, ...]) -> str:
    """What the license file says; a manifest that means the same says it more exactly. Without a file, the manifest's word.

    Raises WrongCallError for a GNU license of which nobody says whether later versions are allowed: the text can't tell.
    """
    told = [one.license for one in manifests]
    if "publiccode.yml" in files:
        told.append(license_of_publiccode((read("publiccode.yml") or b"").decode("utf-8", "replace")))
    said = next((str(tree) for one in told if one and (tree := normalise(one, {}, suggest=False).tree)), "")
    for path in sorted(files):
        if "/" in path or not path.lower().startswith(("license", "licence", "copying", "unlicense")):
            continue
        ids = recognise((read(path) or b"").decode("utf-8", "replace"))
        if ids:
            fits = [one for one in ids if _bare(one) == _bare(said)]
            if not fits and ids[0].endswith("-only"):
                bare = ids[0].removesuffix("-only")
                raise WrongCallError(error("license-only-or-later", Place(path), license=bare))
            return said if fits else ids[0]
    return said


def _bare(expression: str) -> str:
    return re.sub(r"-(only|or-later)\b", "", expression)


def _name(manifests: tuple[Manifest, ...], forge: Forge, root: Path) -> str:
    return next((one.name for one in manifests if one.name), "") or forge.page.rpartition("/")[2] or root.resolve().name


def _forge(git: GitMarks, answers: Mapping[str, str], files: frozenset[str]) -> Forge:
    """The page of the repository as people open it; addresses that only a machine of one's own reaches count as none."""
    for address in (answers.get("url", ""), *git.remotes):
        page = _page(address)
        if page:
            return Forge(page, "//github.com/" in page)
    return Forge("", any(path.startswith(".github/") for path in files) and ".gitlab-ci.yml" not in files)


def _page(address: str) -> str:
    shortened = re.fullmatch(r"(?:ssh://)?(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/]([\w./~-]+?)(?:\.git)?/?", address)
    plain = re.fullmatch(r"https?://(?:[^@/\s]*@)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?/([\w./~-]+?)(?:\.git)?/?", address)
    found = plain or shortened
    return f"https://{found[1]}/{found[2].lstrip('/')}" if found and not address.startswith(("/", ".", "file:")) else ""


def _newest(git: GitMarks) -> tuple[str, str]:
    versions = [(day, _numbers(name), name) for name, day in git.tags if _VERSION(name)]
    day, _, name = max(versions, default=("", (), ""))
    return name, day


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.lstrip("vV").split("."))


def _open(known: Known) -> tuple[tuple[str, str], ...]:
    """Questions that stand in files, each with the first file that asks it."""
    asked: dict[str, str] = {}
    for path in sorted(known.files):
        if path.endswith((".md", ".yml", ".yaml")):
            for key in questions_in(known.text(path) or ""):
                asked.setdefault(key, path)
    return tuple(sorted(asked.items()))
