"""Test data weighs less and is never hidden; what somebody has allowed stays in sight."""

from __future__ import annotations

import random

import pytest
from tests.leaks.planting import iban, word

from osscan.leaks.leak import Allowed, Sample, Settings
from osscan.leaks.look import looked
from osscan.model.component import PathRole
from osscan.model.report import CheckSeverity

BLOCKER, CONDITION, HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT


def told(text: str, path: str = "src/app.conf", settings: Settings | None = None):
    return looked(text.encode(), path, PathRole.PRODUCT, settings or Settings()).leaks


def rules(text: str, path: str = "src/app.conf", settings: Settings | None = None) -> list[str]:
    return [leak.rule for leak in told(text, path, settings)]


def token(seed: int = 1) -> str:
    return "glpat-" + word(random.Random(seed), 20)


@pytest.mark.parametrize(
    ("path", "weight", "sample"),
    [
        ("src/app.conf", BLOCKER, Sample.NONE),
        ("tests/app.conf", CONDITION, Sample.ROLE),
        ("src/app_test.go", CONDITION, Sample.ROLE),
        ("src/AppTest.java", CONDITION, Sample.ROLE),
        ("docs/install.md", CONDITION, Sample.ROLE),
        ("config.example", CONDITION, Sample.ROLE),
        ("vendor/lib/app.conf", CONDITION, Sample.FOREIGN),
        ("node_modules/lib/app.conf", CONDITION, Sample.FOREIGN),
    ],
)
def test_where_a_token_stands_decides_how_much_it_weighs(path, weight, sample) -> None:
    assert [(leak.rule, leak.weight, leak.sample) for leak in told(f"t = {token()}\n", path)] == [("gitlab-pat", weight, sample)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("DE89 3704 0044 0532 0130 00", "iban"),
        ("Steuer-IdNr. 86095742719", "tax-number"),
        ("Rentenversicherung 15070649C103", "pension-number"),
        ("Telefon: 0231 555-1234", "phone"),
        ("max.mustermann@dortmund.de", "mail-other"),
        ("someone@example.org", "mail-other"),
        ("listen 192.168.0.1;", "private-address"),
        ("http://db.example.intern/", "internal-host"),
        (r"copy \\server\share away", "network-share"),
    ],
)
def test_known_samples_are_hints(text, rule) -> None:
    assert [(leak.rule, leak.weight, leak.sample) for leak in told(f"{text}\n")] == [(rule, HINT, Sample.KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "192.0.2.17",
        "version 10.4.21.3",
        "git@gitlab.example:group/project.git",
        "image@2x.png",
        "react@18.2.0",
        "/home/user/project",
        "/home/runner/work",
        "${HOME}/project",
        "UTF-8 and SHA-256",
        "this.local = process.env.local;",
        "docker-compose.local.yml",
        r"re.compile('\\d+\\w+')",
        r"\\begin{document}\\end",
        "https://user:${PASSWORD}@registry.example/",
        "https://user:password@registry.example/",
        "password: ${DB_PASSWORD}",
        "password = os.environ['DB']",
        "api_key = 'your-api-key-goes-here'",
        "token: 00000000000000000000000000000000",
        "key: authentication.session.timeout",
        "ghp_" + "x" * 36,
        "DE89370400440532013001",
        "86095742718",
    ],
)
def test_what_only_looks_alike_is_nothing(text) -> None:
    assert rules(f"{text}\n") == []


def test_a_password_of_a_pipelines_own_container_is_a_hint() -> None:
    text = f"MYSQL_PASSWORD: {word(random.Random(4))}\n"

    assert [leak.weight for leak in told(text, ".github/workflows/test.yml")] == [HINT]
    assert [leak.weight for leak in told(text, "deploy/values.yml")] == [CONDITION]


def test_a_guess_in_a_schema_full_of_examples_is_a_condition() -> None:
    text = f'{{"example": {{"clientKey": "{word(random.Random(5), 32)}"}}}}\n'

    assert [(leak.rule, leak.weight) for leak in told(text, "schema/client.json")] == [("generic-api-key", CONDITION)]
    assert [(leak.rule, leak.weight) for leak in told(text, "src/client.php")] == [("generic-api-key", BLOCKER)]


def test_a_guess_in_packed_code_is_a_condition() -> None:
    text = f"clientSecret='{word(random.Random(5), 32)}'"

    assert [leak.weight for leak in told(f"{text}\n", "web/bundle.js")] == [BLOCKER]
    assert [leak.weight for leak in told(f"{'f(a,b);' * 300}{text}\n", "web/bundle.js")] == [CONDITION]


def test_an_address_in_a_line_that_calls_it_an_example_is_a_hint() -> None:
    assert [leak.sample for leak in told("# Ex: 10.77.31.9/32\n")] == [Sample.KNOWN]


def test_an_office_may_publish_its_account_and_others_may_not() -> None:
    number = iban(random.Random(3))

    assert [leak.weight for leak in told(f"IBAN {number}\n")] == [BLOCKER]
    assert [leak.weight for leak in told(f"Empfänger: Stadtkasse, IBAN {number}\n")] == [CONDITION]


def test_addresses_of_mail_are_told_apart_by_whose_they_are() -> None:
    text = "a.b@stadtdo.de c.d@web.de e.f@firma-ag.de info@stadtdo.de\n"

    assert sorted((leak.rule, leak.weight.value) for leak in told(text)) == [
        ("mail-other", "hint"),
        ("mail-other", "hint"),
        ("mail-own", "condition"),
        ("mail-private", "condition"),
    ]


def test_a_file_that_names_people_on_purpose_only_hints_at_them() -> None:
    assert [leak.weight for leak in told("a.b@web.de\n", "AUTHORS")] == [HINT]


def test_a_remark_in_the_line_allows_and_the_finding_stays() -> None:
    leaks = told(f"a = {token(1)} # gitleaks:allow\nb = {token(2)}\n")

    assert [(leak.place.line, leak.allowed, leak.blocks) for leak in leaks] == [
        (1, Allowed.COMMENT, False),
        (2, Allowed.NO, True),
    ]


def test_a_line_of_gitleaksignore_and_a_fingerprint_of_the_baseline_allow_too() -> None:
    text = f"a = {token()}\n"
    mark = told(text)[0].fingerprint

    assert [leak.allowed for leak in told(text, settings=Settings(ignored=frozenset({"src/app.conf:gitlab-pat:1"})))] == [
        Allowed.IGNORED
    ]
    assert [leak.allowed for leak in told(text, settings=Settings(ignored=frozenset({"src/app.conf:gitlab-pat:2"})))] == [
        Allowed.NO
    ]
    assert [leak.allowed for leak in told(text, settings=Settings(baseline=frozenset({mark})))] == [Allowed.BASELINE]


def test_the_policy_names_hosts_words_and_tickets() -> None:
    settings = Settings(internal_domains=("stadtnetz.example",), words=("Projekt Phoenix",), ticket_keys=("DOS",))

    assert rules("ping srv1.stadtnetz.example\nprojekt phoenix\nDOS-12\n", settings=settings) == [
        "internal-host",
        "internal-word",
        "ticket",
    ]
    assert rules("ping srv1.stadtnetz.example\nprojekt phoenix\nDOS-12\n") == []


def test_the_same_value_is_told_once_with_its_number() -> None:
    leaks = told(f"a = {token()}\n" * 3)

    assert [(leak.place.line, leak.times) for leak in leaks] == [(1, 3)]


def test_too_many_of_a_kind_are_cut_and_it_is_said() -> None:
    text = "".join(f"k{number}.w@web.de\n" for number in range(30))
    result = looked(text.encode(), "a.txt", PathRole.PRODUCT, Settings(most_alike=10))

    assert len(result.leaks) == 10
    assert [problem.code for problem in result.problems] == ["leak-too-many"]


def test_a_long_text_is_cut_and_it_is_said() -> None:
    result = looked(f"{'x' * 100}\na = {token()}\n".encode(), "a.txt", PathRole.PRODUCT, Settings(text_bytes=100))

    assert result.leaks == ()
    assert [problem.code for problem in result.problems] == ["leak-text-cut"]


def test_wide_text_is_read_too() -> None:
    content = b"\xff\xfe" + f"a = {token()}\n".encode("utf-16-le")

    assert [leak.rule for leak in looked(content, "a.txt", PathRole.PRODUCT, Settings()).leaks] == ["gitlab-pat"]


def test_a_value_shows_two_signs_at_each_end_and_short_ones_none() -> None:
    leak = told("a = glpat-" + "aZ3kQ9xW7vT5sR2pM8nB" + "\n")[0]

    assert leak.redacted == "gl…nB"
    assert [leak.redacted for leak in told("/home/qzk17/x\n")] == ["…"]


def test_a_fingerprint_knows_rule_value_path_and_key_but_no_line() -> None:
    def mark(text: str, path: str = "a.conf", key: bytes = b"k") -> str:
        return told(text, path, Settings(key=key))[0].fingerprint

    first = mark(f"a = {token()}\n")

    assert mark(f"\n\na = {token()}\n") == first
    assert mark(f"a = {token()}\n", "b.conf") != first
    assert mark(f"a = {token()}\n", key=b"other") != first
    assert mark(f"a = {token(2)}\n") != first
    assert b"other" not in repr(Settings(key=b"other")).encode()
