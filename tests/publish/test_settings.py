"""What project and organisation say for the gate: every fault is told with its line, and all at once."""

from __future__ import annotations

from datetime import date

import pytest

from osscan.checks.table import IDS
from osscan.engine.publish_settings import FILE, setting_files, settings_of
from osscan.errors import PolicyInvalidError
from osscan.model.publication import Profile, ProjectKind

DAY = date(2026, 11, 22)
HEAD = "schema: osscan/publish/1\n"
WAIVER = "waivers:\n  - check: PUB-LIC-01\n    role: release management\n    reason: moved\n    expires: 2027-03-31\n"


@pytest.fixture
def says(tmp_path):
    """The settings of a project that says this."""

    def read(text, organisation="", **others):
        (tmp_path / ".osscan").mkdir(exist_ok=True)
        (tmp_path / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
        for name, content in others.items():
            (tmp_path / ".osscan" / f"{name}.yml").write_text(content, encoding="utf-8")
        return settings_of(tmp_path, organisation, DAY, IDS)

    return read


def faults(read, text, **others):
    with pytest.raises(PolicyInvalidError) as caught:
        read(text, **others)
    return [(one.code, one.place.line) for one in caught.value.problems]


def test_who_says_nothing_gets_the_strictest(tmp_path) -> None:
    settings = settings_of(tmp_path, "", DAY, IDS)

    assert (settings.profile, settings.kind, settings.waivers) == (Profile.OPENCODE, ProjectKind.APPLICATION, ())


def test_the_organisation_speaks_where_the_project_is_silent(tmp_path) -> None:
    assert settings_of(tmp_path, "dortmund", DAY, IDS).holder == "Stadt Dortmund"


def test_the_project_speaks_first(says) -> None:
    settings = says(HEAD + "holder: Stadtwerke\nkind: library\nwords: [Hafen]\n", "dortmund")

    assert (settings.holder, settings.kind) == ("Stadtwerke", ProjectKind.LIBRARY)
    assert settings.words[0] == "Hafen"
    assert "Dortmund" in settings.words


def test_who_extends_a_base_does_not_get_another_one(says) -> None:
    settings = says(HEAD + "extends:\n  - path: base.yml\n", "dortmund", base=HEAD + "holder: Kreis\nwords: [Kreis]\n")

    assert (settings.holder, settings.words) == ("Kreis", ("Kreis",))


def test_a_packaged_base_can_be_extended(says) -> None:
    assert says(HEAD + "extends:\n  - packaged: dortmund\n").holder == "Stadt Dortmund"


def test_a_waiver_says_who_why_and_until_when(says) -> None:
    (waiver,) = says(HEAD + WAIVER).waivers

    assert waiver[:5] == ("PUB-LIC-01", "", "release management", "moved", "2027-03-31")
    assert waiver.place.line == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("profile: opencode\n", [("policy-missing-key", 1)]),
        ("schema: osscan/publish/2\n", [("policy-wrong-value", 1)]),
        (HEAD + "profil: opencode\n", [("policy-unknown-key", 2)]),
        (HEAD + "profile: strict\n", [("policy-wrong-value", 2)]),
        (HEAD + "kind: website\n", [("policy-wrong-value", 2)]),
        (HEAD + "kind: [library]\n", [("policy-wrong-type", 2), ("policy-wrong-value", 2)]),
        (HEAD + "words: {a: b}\n", [("policy-wrong-type", 2)]),
        (HEAD + "words: [a]\nwords: [b]\n", [("policy-duplicate-key", 3)]),
        (HEAD + "extends:\n  - path: no.yml\n", [("policy-base-missing", 3)]),
        (HEAD + "extends:\n  - packaged: nobody\n", [("policy-base-missing", 3)]),
        (HEAD + "extends:\n  - path: a.yml\n    packaged: dortmund\n", [("policy-extends-what", 3)]),
        (HEAD + "extends:\n  - {}\n", [("policy-extends-what", 3)]),
        (HEAD + WAIVER.replace("PUB-LIC-01", "PUB-LIC-99"), [("policy-wrong-value", 3)]),
        (HEAD + WAIVER.replace("2027-03-31", "2028-03-31"), [("policy-wrong-value", 6)]),
        (HEAD + WAIVER.replace("2027-03-31", "soon"), [("policy-wrong-value", 6)]),
        (HEAD + WAIVER.replace("    reason: moved\n", ""), [("policy-missing-key", 3)]),
        (HEAD + WAIVER.replace("    role: release management\n", ""), [("policy-missing-key", 3)]),
        (HEAD + WAIVER.replace("    expires: 2027-03-31\n", ""), [("policy-missing-key", 3)]),
        (HEAD + WAIVER + "    owner: somebody\n", [("policy-unknown-key", 7)]),
        (HEAD + WAIVER.replace("reason: moved", 'reason: ""'), [("policy-wrong-value", 5)]),
        (HEAD + WAIVER.replace("role: release management", 'role: " "'), [("policy-wrong-value", 4)]),
    ],
)
def test_every_fault_is_told_with_its_line(says, text, found) -> None:
    assert faults(says, text) == found


def test_all_faults_are_told_at_once(says) -> None:
    told = faults(says, HEAD + "profil: opencode\nsorts: x\n")

    assert told == [("policy-unknown-key", 2), ("policy-unknown-key", 3)]


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe\x00", b"- a\n", b"schema: [", b"a: &a [*a]\n", b"\0", b"!!python/object:os.system x\n"]
)
def test_what_is_no_settings_file_is_told(says, text) -> None:
    assert faults(says, text)


def test_a_base_that_extends_itself_ends(says) -> None:
    told = faults(says, HEAD + "extends:\n  - path: publish.yml\n")

    assert ("policy-extends-circle", 3) in told


def test_an_organisation_that_nobody_knows_is_told(tmp_path) -> None:
    with pytest.raises(PolicyInvalidError) as caught:
        settings_of(tmp_path, "nobody", DAY, IDS)

    assert [one.code for one in caught.value.problems] == ["policy-missing"]


def test_the_files_that_speak_are_named_in_their_order(tmp_path, says) -> None:
    says(HEAD, "dortmund")

    assert [name for name, _ in setting_files(tmp_path, "dortmund")] == [FILE, "publication/dortmund.yml"]


def test_an_expired_waiver_is_no_fault(says) -> None:
    assert says(HEAD + WAIVER.replace("2027-03-31", "2026-01-31")).waivers[0].expires == "2026-01-31"
