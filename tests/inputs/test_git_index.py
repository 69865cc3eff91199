from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from osscan.inputs.git_index import blob_ids, content_id

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found: it makes what is read here")

AGES_AGO = 1_577_836_800_123_456_789


class Repo:
    """A checkout made by the real git, away from the settings of whoever runs the tests."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", *options)

    def git(self, *words: str) -> str:
        who = {"GIT_AUTHOR_NAME": "osscan", "GIT_COMMITTER_NAME": "osscan", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_EMAIL": ""}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "file"}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        run = subprocess.run(
            ["git", *words], cwd=self.folder, env=inherited | who | alone, capture_output=True, text=True, check=True
        )
        return run.stdout

    def write(self, path: str, content: bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, ns=(AGES_AGO, AGES_AGO))
        return file

    def index(self) -> Path:
        return self.folder / self.git("rev-parse", "--git-path", "index").strip()

    def later(self) -> None:
        """As if git had written the index long after the files, as it does in all but the smallest repositories."""
        moment = time.time_ns() + 10**10
        os.utime(self.index(), ns=(moment, moment))

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        self.later()


@pytest.fixture
def repo(tmp_path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.write("a.txt", b"alpha\n")
    made.write("src/deep/b.py", b"beta\n")
    made.write("empty", b"")
    made.commit()
    return made


def as_git_says(repo: Repo) -> dict[str, str]:
    lines = repo.git("ls-files", "-z", "--stage").split("\0")[:-1]
    rows = [(*line.partition("\t")[0].split(), line.partition("\t")[2]) for line in lines]
    return {path: f"{blob}-{(repo.folder / path).lstat().st_size}" for mode, blob, _, path in rows if mode.startswith("100")}


def as_committed(repo: Repo) -> dict[str, str]:
    return {
        path: f"{repo.git('rev-parse', f'HEAD:{path}').strip()}-{(repo.folder / path).stat().st_size}"
        for path in repo.git("ls-tree", "-r", "--name-only", "HEAD").split()
    }


def without_fractions(index: bytes) -> bytes:
    """The first entry with change and modification time in whole seconds."""
    return index[:16] + bytes(4) + index[20:24] + bytes(4) + index[28:]


def resealed(index: bytes) -> bytes:
    return index[:-20] + hashlib.sha1(index[:-20], usedforsecurity=False).digest()


def replace(file: Path, content: bytes) -> None:
    """Without waiting for the disk, as writing over an old file does."""
    file.unlink()
    file.write_bytes(content)


def test_unchanged_files_have_the_ids_that_git_names(repo) -> None:
    assert blob_ids(repo.folder) == as_git_says(repo)
    assert blob_ids(repo.folder) == {
        "a.txt": "4a58007052a65fbc2fc3f910f2855f45a4058e74-6",
        "empty": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391-0",
        "src/deep/b.py": "65b2df87f7df3aeedef04be96703e55ac19c2cfb-5",
    }


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_every_version_of_the_index_is_read(repo, version) -> None:
    for name in ("src/deep/bb.py", "src/deeper/b.py", "src/" + "x" * 60 + "/" + "y" * 200, "Z"):
        repo.write(name, name.encode())
    repo.commit()
    if version == "3":
        repo.write("z", b"z")
        repo.git("add", "-N", "z")
    repo.git("update-index", "--index-version", version)
    repo.later()

    assert repo.index().read_bytes()[4:8] == bytes((0, 0, 0, int(version)))
    assert blob_ids(repo.folder) == {path: blob for path, blob in as_git_says(repo).items() if path != "z"}
    assert len(blob_ids(repo.folder) or ()) == 7


def test_names_longer_than_the_index_can_count_are_read(repo) -> None:
    deep = "/".join(["d" * 100] * 45)
    blob = repo.git("hash-object", "-w", "a.txt").strip()
    repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{deep}/x")
    repo.later()

    assert blob_ids(repo.folder) == {path: told for path, told in as_committed(repo).items() if path != f"{deep}/x"}


def test_sha256_repositories_are_read(tmp_path) -> None:
    try:
        repo = Repo(tmp_path, "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("git not new enough: it knows no SHA-256")
    repo.write("a.txt", b"alpha\n")
    repo.write("empty", b"")
    repo.commit()

    assert blob_ids(tmp_path) == as_git_says(repo)
    assert [len(blob.partition("-")[0]) for blob in as_git_says(repo).values()] == [64, 64]


def test_paths_are_relative_to_the_folder_that_was_asked_for(repo) -> None:
    repo.write("src/c", b"gamma\n")
    repo.write("src-2/d", b"delta\n")
    repo.commit()

    assert sorted(blob_ids(repo.folder / "src") or ()) == ["c", "deep/b.py"]


def test_a_folder_that_git_does_not_track_has_no_ids(repo) -> None:
    repo.write("build/new", b"new\n")

    assert blob_ids(repo.folder / "build") == {}


def test_a_folder_is_found_through_a_link(repo, tmp_path) -> None:
    (tmp_path / "link").symlink_to(repo.folder / "src")

    assert sorted(blob_ids(tmp_path / "link") or ()) == ["deep/b.py"]


def test_names_beyond_ascii_are_kept(repo) -> None:
    repo.write("Grüße/日本.txt", b"x")
    repo.commit()

    assert "Grüße/日本.txt" in (blob_ids(repo.folder) or {})


def test_untracked_deleted_and_longer_files_have_none(repo) -> None:
    repo.write("new", b"new\n")
    repo.write("a.txt", b"alpha and more\n")
    (repo.folder / "src/deep/b.py").unlink()

    assert sorted(blob_ids(repo.folder) or ()) == ["empty"]


def test_a_change_of_the_same_length_is_seen_by_its_time(repo) -> None:
    (repo.folder / "a.txt").write_bytes(b"omega\n")

    assert "a.txt" not in (blob_ids(repo.folder) or {})


def test_a_change_that_hides_its_time_is_seen_all_the_same(repo) -> None:
    time.sleep(0.02)
    repo.write("a.txt", b"omega\n")

    assert (repo.folder / "a.txt").stat().st_mtime_ns == AGES_AGO
    assert "a.txt" not in (blob_ids(repo.folder) or {})


def test_a_change_right_after_git_looked_is_never_missed(repo) -> None:
    for round_ in range(5):
        (repo.folder / "a.txt").write_bytes(b"before")
        repo.git("add", "a.txt")
        (repo.folder / "a.txt").write_bytes(b"after%d" % round_)

        assert "a.txt" not in (blob_ids(repo.folder) or {})


@pytest.mark.parametrize("behind", [0, -1, -(10**9)])
def test_a_file_not_older_than_the_index_is_not_trusted(repo, behind) -> None:
    moment = (repo.folder / "a.txt").stat().st_ctime_ns + behind
    os.utime(repo.index(), ns=(moment, moment))

    assert "a.txt" not in (blob_ids(repo.folder) or {})


def test_a_program_that_keeps_whole_seconds_is_trusted_only_from_the_next_second_on(repo) -> None:
    index = repo.index()
    second = (repo.folder / "a.txt").stat().st_ctime_ns // 10**9 * 10**9
    index.write_bytes(resealed(without_fractions(index.read_bytes())))
    answers = []
    for moment in (second + 999_999_999, second + 2 * 10**9):
        os.utime(index, ns=(moment, moment))
        answers.append("a.txt" in (blob_ids(repo.folder) or {}))

    assert answers == [False, True]


def test_a_size_that_git_took_back_is_not_trusted(repo) -> None:
    index = bytearray(repo.index().read_bytes())
    repo.write("a.txt", b"")
    status = (repo.folder / "a.txt").stat()
    times = (*divmod(status.st_ctime_ns, 10**9), *divmod(status.st_mtime_ns, 10**9))
    index[12:28] = b"".join(number.to_bytes(4) for number in times)
    index[48:52] = bytes(4)
    repo.index().write_bytes(resealed(bytes(index)))
    repo.later()

    assert sorted(blob_ids(repo.folder) or ()) == ["empty", "src/deep/b.py"]


def test_links_and_submodules_have_none(repo, tmp_path) -> None:
    other = Repo(tmp_path / "other")
    other.write("c", b"gamma\n")
    other.commit()
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.folder), "sub")
    (repo.folder / "link").symlink_to("a.txt")
    repo.commit()

    assert sorted(blob_ids(repo.folder) or ()) == [".gitmodules", "a.txt", "empty", "src/deep/b.py"]


def test_a_file_that_became_a_link_has_none(repo) -> None:
    (repo.folder / "a.txt").rename(repo.folder / "moved")
    (repo.folder / "a.txt").symlink_to("moved")

    assert "a.txt" not in (blob_ids(repo.folder) or {})


def test_a_submodule_has_an_index_of_its_own(repo, tmp_path) -> None:
    outer = Repo(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.folder), "sub")
    inner = outer.folder / "sub"
    index = outer.folder / ".git/modules/sub/index"
    os.utime(index, ns=(time.time_ns() + 10**10,) * 2)

    assert (inner / ".git").is_file()
    assert sorted(blob_ids(inner) or ()) == ["a.txt", "empty", "src/deep/b.py"]


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_a_worktree_has_an_index_of_its_own(tmp_path, format_) -> None:
    try:
        repo = Repo(tmp_path / "repo", f"--object-format={format_}")
    except subprocess.CalledProcessError:
        pytest.skip("git not new enough: it knows no SHA-256")
    repo.write("a.txt", b"alpha\n")
    repo.commit()
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    os.utime(repo.folder / ".git/worktrees/tree/index", ns=(time.time_ns() + 10**10,) * 2)

    assert (tmp_path / "tree/.git").is_file()
    assert blob_ids(tmp_path / "tree") == as_git_says(repo)


def test_a_conflict_has_none(repo) -> None:
    for branch, word in (("one", b"one\n"), ("two", b"two\n")):
        repo.git("checkout", "-q", "-b", branch, "HEAD" if branch == "one" else "HEAD~1")
        repo.write("a.txt", word)
        repo.commit()
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "-q", "one")
    repo.later()

    assert len(repo.git("ls-files", "--unmerged").splitlines()) == 3
    assert sorted(blob_ids(repo.folder) or ()) == ["empty", "src/deep/b.py"]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_itself_does_not_look_at_has_none(repo, flag) -> None:
    repo.git("update-index", flag, "a.txt")
    repo.later()

    assert sorted(blob_ids(repo.folder) or ()) == ["empty", "src/deep/b.py"]


def test_what_is_only_meant_to_be_added_has_none(repo) -> None:
    repo.write("new", b"")
    repo.git("add", "-N", "new")
    repo.later()

    assert "new" not in (blob_ids(repo.folder) or {})


def test_a_split_index_is_left_to_git(repo) -> None:
    repo.git("update-index", "--split-index")
    repo.later()

    assert blob_ids(repo.folder) is None


def test_a_sparse_index_is_left_to_git(repo) -> None:
    repo.write("other/c", b"gamma\n")
    repo.commit()
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "src")
    repo.later()

    assert b"sdir" in repo.index().read_bytes()
    assert blob_ids(repo.folder) is None


def test_a_folder_that_is_no_checkout_has_no_index(tmp_path) -> None:
    (tmp_path / "a").write_text("x")

    assert blob_ids(tmp_path) is None


def test_a_checkout_without_index_has_none(tmp_path) -> None:
    Repo(tmp_path)

    assert blob_ids(tmp_path) is None


@pytest.mark.parametrize("pointer", [b"", b"gitdir: nowhere", b"\xff\0", b"gitdir: .", b"x" * 100_000])
def test_a_pointer_that_leads_nowhere_gives_none(tmp_path, pointer) -> None:
    (tmp_path / ".git").write_bytes(pointer)

    assert blob_ids(tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="mkfifo not found: this system has no named pipes")
def test_an_index_that_is_no_regular_file_is_not_opened(repo) -> None:
    repo.index().unlink()
    os.mkfifo(repo.folder / ".git" / "index")

    assert blob_ids(repo.folder) is None


@pytest.mark.parametrize("version", ["2", "4"])
def test_a_damaged_index_is_not_believed(repo, version) -> None:
    repo.git("update-index", "--index-version", version)
    index = repo.index()
    whole = index.read_bytes()
    damaged = [whole[:length] for length in range(0, len(whole), 7)]
    damaged += [whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :] for at in range(0, len(whole), 7)]
    answers = []
    for content in damaged:
        replace(index, content)
        answers.append(blob_ids(repo.folder))

    assert answers == [None] * len(damaged)


@pytest.mark.parametrize("version", ["2", "4"])
def test_a_forged_index_with_a_sound_checksum_raises_nothing(repo, version) -> None:
    repo.git("update-index", "--index-version", version)
    index = repo.index()
    whole = index.read_bytes()
    for at in range(0, len(whole) - 20, 5):
        for byte in (0, 0xFF):
            replace(index, resealed(whole[:at] + bytes((byte,)) + whole[at + 1 :]))
            ids = blob_ids(repo.folder)

            assert ids is None or len(ids) <= 3


def test_an_index_without_checksum_is_read(repo) -> None:
    """As `index.skipHash` leaves it."""
    repo.index().write_bytes(repo.index().read_bytes()[:-20] + bytes(20))
    repo.later()

    assert blob_ids(repo.folder) == as_git_says(repo)


@pytest.mark.parametrize("content", [b"", b"alpha\n", b"a\r\nb\r\n", b"a\r\nb\n", b"\r\r\n", bytes(1000)])
def test_content_stored_as_it_lies_there_is_kept_under_the_forecast(repo, content) -> None:
    repo.write("file", content)
    repo.commit()
    ids = blob_ids(repo.folder) or {}

    assert content_id(content, ids["file"]) == ids["file"]


def test_content_of_a_sha256_repository_is_kept_under_the_forecast(tmp_path) -> None:
    try:
        repo = Repo(tmp_path, "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("git not new enough: it knows no SHA-256")
    repo.write("file", b"alpha\n")
    repo.commit()

    assert blob_ids(tmp_path) == {"file": content_id(b"alpha\n")}


def test_content_with_converted_line_ends_is_kept_under_the_forecast(repo) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.write("file", b"a\r\nb\r\n")
    repo.commit()
    ids = blob_ids(repo.folder) or {}

    assert ids["file"] == "422c2b7ab3b3c668038da977e4e93a5fc623169c-6"
    assert content_id(b"a\r\nb\r\n", ids["file"]) == ids["file"]


@pytest.mark.parametrize(
    "found",
    [b"a\nb\n", b"a\r\nb\n", b"a\nb\r\n", b"x\r\ny\r\n", b"version of a filter"],
    ids=["unix", "first", "last", "other", "filtered"],
)
def test_other_content_is_never_kept_under_the_forecast(found) -> None:
    """The same blob, or the same length, but not both: what lay there before, or what a filter made of it."""
    forecast = "422c2b7ab3b3c668038da977e4e93a5fc623169c-6"

    assert content_id(found, forecast) != forecast


def test_a_filter_that_exchanges_content_finds_nothing_of_what_it_exchanged(repo) -> None:
    pointer = b"oid 1234\n"
    repo.write(".gitattributes", b"*.big filter=large\n")
    repo.git("config", "filter.large.clean", "printf 'oid 1234\\n'")
    repo.git("config", "filter.large.smudge", "cat")
    repo.write("file.big", b"a license of many words\n")
    repo.write("pointer", pointer)
    repo.commit()
    ids = blob_ids(repo.folder) or {}

    assert ids["file.big"].partition("-")[0] == ids["pointer"].partition("-")[0]
    assert ids["file.big"] not in {ids["pointer"], content_id(pointer, ids["file.big"]), content_id(pointer)}
