"""The whole history: whence something came, whether it still stands, the words of commits, tags and notes; and all bounds told."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.leaks.planting import word

from osscan.engine.leaks import look_for_leaks
from osscan.leaks.history import scan_history
from osscan.leaks.identities import identities
from osscan.leaks.leak import Allowed, Origin, Settings
from osscan.leaks.mail import MailClass
from osscan.leaks.remedy import Step


def token(seed: int = 1) -> str:
    return "glpat-" + word(random.Random(seed), 20)


def history(checkout, settings: Settings | None = None, tell=None):
    return list(scan_history(str(checkout.folder), settings or Settings(), tell))


def test_the_first_commit_that_brought_it_is_named_and_whether_it_still_stands(checkout) -> None:
    checkout.write("a.conf", "a = 1\n")
    checkout.commit()
    checkout.write("a.conf", f"a = {token(1)}\nb = {token(2)}\n")
    second = checkout.commit()
    checkout.write("a.conf", f"x\nb = {token(2)}\n")
    checkout.commit()

    leaks = {leak.in_tree: leak for leak in history(checkout)}

    assert {still: (leak.commit, leak.times, leak.origin) for still, leak in leaks.items()} == {
        False: (second, 1, Origin.HISTORY),
        True: (second, 2, Origin.HISTORY),
    }


def test_what_stands_only_on_another_branch_a_tag_or_a_stash_is_found(checkout) -> None:
    checkout.commit()
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("a.conf", f"a = {token()}\n")
    checkout.commit()
    checkout.git("checkout", "-q", "main")

    assert [(leak.place.input, leak.in_tree) for leak in history(checkout)] == [("a.conf", False)]


def test_what_only_a_merge_brought_has_the_merge_as_its_commit(checkout) -> None:
    checkout.write("a.conf", "a = 1\n")
    checkout.commit()
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("a.conf", "a = 2\n")
    checkout.commit()
    checkout.git("checkout", "-q", "main")
    checkout.write("a.conf", "a = 3\n")
    checkout.commit()
    checkout.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    checkout.write("a.conf", f"a = {token()}\n")
    merge = checkout.commit("Merge")

    assert [leak.commit for leak in history(checkout)] == [merge]


def test_words_of_commits_tags_and_notes_are_read(checkout) -> None:
    first = checkout.commit(f"Say {token(1)} aloud")
    checkout.git("tag", "-a", "v1", "-m", f"Say {token(2)} aloud")
    checkout.git("notes", "add", "-m", f"Say {token(3)} aloud")

    leaks = {leak.origin: leak for leak in history(checkout)}

    assert sorted(leaks) == sorted([Origin.COMMIT, Origin.TAG, Origin.NOTE])
    assert leaks[Origin.COMMIT].commit == first


def test_a_fingerprint_survives_a_rewritten_history_and_is_that_of_the_tree(checkout) -> None:
    checkout.write("a.conf", f"a = {token()}\n")
    checkout.commit()
    before = history(checkout)
    checkout.git("commit", "-q", "--amend", "-m", "Other words", GIT_COMMITTER_DATE="2026-11-02T12:00:00+0000")
    checkout.git("reflog", "expire", "--expire=all", "--all")
    after = history(checkout)

    assert [leak.commit for leak in before] != [leak.commit for leak in after]
    assert [leak.fingerprint for leak in before] == [leak.fingerprint for leak in after]
    assert [leak.fingerprint for leak in look_for_leaks(str(checkout.folder), Settings()).tree] == [before[0].fingerprint]


def test_a_content_is_judged_by_its_name_in_the_product_not_by_a_copy_in_the_tests(checkout) -> None:
    checkout.write("tests/a.conf", f"a = {token()}\n")
    checkout.commit()
    checkout.write("src/a.conf", f"a = {token()}\n")
    checkout.commit()
    checkout.git("rm", "-q", "-r", ".")
    checkout.commit()

    assert [(leak.place.input, leak.blocks) for leak in history(checkout)] == [("src/a.conf", True)]


def test_what_a_pool_finds_is_what_one_process_finds(checkout) -> None:
    for number in range(30):
        checkout.write(f"a{number}.conf", f"a = {token(number)}\n")
    checkout.commit()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pooled = list(scan_history(str(checkout.folder), Settings(), None, pool))

    assert len(pooled) == 30
    assert pooled == history(checkout)


def test_a_folder_without_a_history_is_told(tmp_path) -> None:
    problems = []

    assert list(scan_history(str(tmp_path), Settings(), problems)) == []
    assert [problem.code for problem in problems] == ["leak-no-history"]


def test_a_shallow_clone_is_told(checkout, tmp_path) -> None:
    checkout.commit()
    checkout.commit()
    checkout.git("clone", "-q", "--depth", "1", f"file://{checkout.folder}", str(tmp_path / "clone"))
    problems = []

    assert list(scan_history(str(tmp_path / "clone"), Settings(), problems)) == []
    assert [problem.code for problem in problems] == ["leak-history-shallow"]


def test_a_content_that_is_not_there_is_told(checkout) -> None:
    checkout.write("a.conf", f"a = {token()}\n")
    checkout.commit()
    blob = checkout.git("rev-parse", "HEAD:a.conf")
    (checkout.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    problems = []

    assert list(scan_history(str(checkout.folder), Settings(), problems)) == []
    assert [problem.code for problem in problems] == ["leak-history-partial"]


def test_contents_beyond_the_limits_are_told(checkout) -> None:
    checkout.write("a.conf", f"a = {token()}\n{'x' * 400}")
    checkout.commit()
    problems = []
    leaks = history(checkout, Settings(blob_bytes=300), problems)
    leaks += history(checkout, Settings(history_bytes=10), problems)

    assert leaks == []
    assert [problem.code for problem in problems] == ["leak-content-too-large", "leak-history-too-large"]


def test_a_line_of_gitleaksignore_may_name_the_commit(checkout) -> None:
    checkout.write("a.conf", f"a = {token()}\n")
    commit = checkout.commit()
    checkout.write(".gitleaksignore", f"# looked at\n{commit}:a.conf:gitlab-pat:1\n")
    checkout.git("rm", "-q", "--cached", "a.conf")
    (checkout.folder / "a.conf").unlink()
    checkout.commit()

    assert [leak.allowed for leak in look_for_leaks(str(checkout.folder), Settings()).history] == [Allowed.IGNORED]


def test_a_program_that_the_repository_names_is_not_run(checkout, tmp_path) -> None:
    checkout.write("a.conf", f"a = {token()}\n")
    checkout.write(".gitattributes", "*.conf diff=evil filter=evil\n")
    checkout.commit()
    ran = tmp_path / "ran"
    for key in (
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
    ):
        checkout.git("config", key, f"touch {ran}")

    assert len(history(checkout)) == 1
    assert not ran.exists()


def test_identities_are_told_by_the_class_of_their_address(checkout) -> None:
    checkout.commit(GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@web.de")
    checkout.commit(GIT_AUTHOR_NAME="B", GIT_AUTHOR_EMAIL="b.c@dortmund.de")
    checkout.commit(GIT_AUTHOR_NAME="D", GIT_AUTHOR_EMAIL="d@pc17.local")
    checkout.commit(GIT_AUTHOR_NAME="E", GIT_AUTHOR_EMAIL="1+e@users.noreply.github.com")

    assert [(one.name, one.kind, one.authored, one.committed) for one in identities(str(checkout.folder))] == [
        ("Team", MailClass.EXAMPLE, 0, 4),
        ("A", MailClass.PRIVATE, 1, 0),
        ("B", MailClass.OWN, 1, 0),
        ("D", MailClass.OWN, 1, 0),
        ("E", MailClass.NO_REPLY, 1, 0),
    ]


def test_the_plan_begins_with_making_secrets_worthless_and_names_files_not_values(checkout) -> None:
    checkout.write("a.conf", f"a = {token()}\n")
    checkout.write("old store.p12", b"\x30\x82\0")
    checkout.commit()
    checkout.git("rm", "-q", "old store.p12", "a.conf")
    checkout.commit()

    plan = look_for_leaks(str(checkout.folder), Settings()).plan

    assert [remedy.step for remedy in plan] == [
        Step.ROTATE, Step.DECIDE, Step.SQUASH, Step.FILTER_PATHS, Step.FILTER_TEXTS, Step.RESCAN, Step.PUSH,
    ]  # fmt: skip
    assert plan[3].command == "git filter-repo --invert-paths --path 'old store.p12'"
    assert token() not in repr(plan)


def test_a_clean_project_needs_no_plan(checkout) -> None:
    checkout.write("a.py", "print('hello')\n")
    checkout.commit()

    assert look_for_leaks(str(checkout.folder), Settings()).plan == ()
