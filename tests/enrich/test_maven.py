"""Maven repositories: poms and their parents, and what is no claim."""

from __future__ import annotations

from hashlib import sha256

import pytest
from tests.enrich.loopback import Registry, Reply

from osscan.engine.lock_heard import as_claims
from osscan.enrich.asking import Round, ask_all
from osscan.enrich.base import Address
from osscan.enrich.maven import CARD
from osscan.enrich.settings import Settings
from osscan.model.claim import Joined
from osscan.store.answers import Answers

PURL = "pkg:maven/org.shop/thing@1.0"
THING = "/org/shop/thing/1.0/thing-1.0.pom"
UP = "/org/up/up/2/up-2.pom"
MIT = "<licenses><license><name>MIT License</name></license></licenses>"
PARENT = "<parent><groupId>org.up</groupId><artifactId>up</artifactId><version>2</version></parent>"


def pom(group="org.shop", artifact="thing", version="1.0", body=MIT):
    name = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
    return Reply(body=f"<project>{name}{body}</project>".encode())


def child(**more):
    return pom(body=PARENT, **more)


@pytest.fixture
def ask(client, tmp_path):
    def asked(*addresses, purls=(PURL,), deny=(), ours=(), watch=None):
        settings = Settings({}, {}, {}, {"maven": ("*",)}, {"maven": deny})
        with Answers(tmp_path / "answers.sqlite3") as answers:
            where = tuple(one._replace(also=(*addresses[:place], *addresses[place + 1 :])) for place, one in enumerate(addresses))
            asking = Round(client, settings, answers, "2026-11-22", ours, lambda *_: where, watch=watch)
            heard = as_claims(ask_all(asking, (CARD,), purls))
        claims = {purl: told["registry:maven"] for purl, told in heard.claims.items()}
        return claims, [(p.code, dict(p.facts).get("kind", "")) for p in heard.problems]

    return asked


def paths(replies):
    return lambda request: replies.get(request.path, Reply(404))


def raw(claims):
    return {purl: tuple(claim.raw for claim in told) for purl, told in claims.items()}


def test_the_pom_of_a_version_is_asked_for(ask) -> None:
    with Registry(paths({f"/maven{THING}": pom()})) as registry:
        claims, told = ask(Address(f"{registry.url}/maven/"))

    assert registry.asked == [f"GET /maven{THING}"]
    (claim,) = claims[PURL]
    assert (claim.raw, claim.at, claim.sha256) == ("MIT License", THING[1:], sha256(pom().body).hexdigest())
    assert told == []


def test_several_licenses_are_a_choice(ask) -> None:
    two = "<licenses><license><name>MIT</name></license><license><url>https://www.gnu.org/licenses/gpl-2.0.html</url></license></licenses>"
    with Registry(paths({THING: pom(body=two)})) as registry:
        claims, _ = ask(Address(registry.url))

    assert [(claim.raw, claim.joined) for claim in claims[PURL]] == [
        ("MIT", Joined.ANY),
        ("https://www.gnu.org/licenses/gpl-2.0.html", Joined.ANY),
    ]


def test_a_license_is_inherited_and_each_parent_asked_for_once(ask) -> None:
    other = "/org/shop/other/1.0/other-1.0.pom"
    replies = {THING: child(), other: child(artifact="other"), UP: pom("org.up", "up", "2")}
    with Registry(paths(replies)) as registry:
        claims, _ = ask(Address(registry.url), purls=(PURL, "pkg:maven/org.shop/other@1.0"))

    assert raw(claims) == {PURL: ("MIT License",), "pkg:maven/org.shop/other@1.0": ("MIT License",)}
    assert registry.asked == [f"GET {THING}", f"GET {UP}", f"GET {other}"]
    assert claims[PURL][0].at == UP[1:]


def test_a_parent_may_lie_in_another_repository(ask) -> None:
    with Registry(paths({THING: child()})) as one, Registry(paths({UP: pom("org.up", "up", "2")})) as other:
        claims, told = ask(Address(one.url), Address(other.url))

    assert raw(claims) == {PURL: ("MIT License",)}
    assert (one.asked, other.asked, told) == ([f"GET {THING}", f"GET {UP}"], [f"GET {UP}"], [])


def test_the_next_repository_is_asked_for_what_the_first_does_not_know(ask) -> None:
    with Registry(paths({})) as one, Registry(paths({THING: pom()})) as other:
        claims, told = ask(Address(one.url), Address(other.url))

    assert (raw(claims), told) == ({PURL: ("MIT License",)}, [])


def test_a_missing_parent_is_a_failure_and_no_silence(ask) -> None:
    with Registry(paths({THING: child()})) as registry:
        assert ask(Address(registry.url)) == ({}, [("source-failed", "parent-missing")])


def test_a_pom_without_license_and_parent_says_nothing(ask) -> None:
    with Registry(paths({THING: pom(body="")})) as registry:
        assert ask(Address(registry.url)) == ({}, [("source-knows-nothing", "absent")])


def test_parents_without_end_are_left(ask) -> None:
    def endless(request):
        *_, artifact, version, _ = request.path.split("/")
        above = f"<parent><groupId>org.shop</groupId><artifactId>{artifact}</artifactId><version>{version}0</version></parent>"
        return pom(artifact=artifact, version=version, body=above)

    with Registry(endless) as registry:
        assert ask(Address(registry.url)) == ({}, [("source-failed", "too-many-parents")])

    assert len(registry.requests) == 9


def test_parents_in_a_circle_are_left(ask) -> None:
    back = "<parent><groupId>org.shop</groupId><artifactId>thing</artifactId><version>1.0</version></parent>"
    with Registry(paths({THING: child(), UP: pom("org.up", "up", "2", back)})) as registry:
        assert ask(Address(registry.url)) == ({}, [("source-failed", "too-many-parents")])

    assert len(registry.requests) == 2


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(20))


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (pom(group="org.other"), "other-package"),
        (pom(artifact="other"), "other-package"),
        (pom(version="1.1"), "other-package"),
        (Reply(body=f"<!DOCTYPE project [{BOMB}]><project>&a19;</project>".encode()), "unreadable"),
        (Reply(body=b'<!DOCTYPE project SYSTEM "http://evil.example/x.dtd"><project/>'), "unreadable"),
        (Reply(body=f"<!DOCTYPE project [{BOMB}]><project>&a19;</project>".encode("utf-16")), "unreadable"),
        (Reply(body=pom().body[:-20]), "unreadable"),
        (Reply(body=b"<html><body>log in</body></html>"), "unreadable"),
        (Reply(body=b""), "unreadable"),
        (Reply(body=b"<project>" * 4000), "unreadable"),
        (Reply(401), "status"),
        (Reply(403), "status"),
        (Reply(503), "busy"),
        (Reply(302, headers={"Location": "http://evil.example/x.pom"}), "redirect"),
        (Reply(body=b"x" * 200_000), "too-large"),
        (Reply(body=b"<project>", drops=True), "unreachable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("of_parent", [False, True], ids=["own", "parent"])
def test_a_lie_is_no_claim(ask, reply, kind, of_parent) -> None:
    with Registry(paths({THING: child() if of_parent else reply, UP: reply})) as registry:
        assert ask(Address(registry.url)) == ({}, [("source-failed", kind)])


@pytest.mark.parametrize("name", ["${revision}", "..", "../../x", "a/b?c#d"])
def test_a_parent_whose_name_leads_elsewhere_is_not_asked_for(ask, name) -> None:
    above = f"<parent><groupId>org.up</groupId><artifactId>up</artifactId><version>{name}</version></parent>"
    with Registry(paths({THING: pom(body=above)})) as registry:
        claims, _ = ask(Address(registry.url))

    assert claims == {}
    beyond = [request.path for request in registry.requests[1:]]
    assert [path for path in beyond if not path.startswith("/org/up/up/") or ".." in path.split("/") or "?" in path] == []


def test_credentials_go_to_their_own_repository_only(ask) -> None:
    with Registry(lambda _: Reply(401)) as other, Registry(paths({THING: child()})) as registry:
        ask(Address(registry.url, {"Authorization": "Basic word"}), Address(other.url))

    assert [request.headers.get("authorization") for request in registry.requests] == ["Basic word", "Basic word"]
    assert [request.headers.get("authorization") for request in other.requests] == [None]


def test_a_redirect_to_another_host_takes_no_credentials_along(ask) -> None:
    with Registry(lambda _: pom()) as other:
        moved = Reply(302, headers={"Location": f"{other.url}{THING}"})
        with Registry(lambda _: moved) as registry:
            claims, told = ask(Address(registry.url, {"Authorization": "Basic word"}))

    assert (claims, told, other.requests) == ({}, [("source-failed", "redirect")], [])


def test_names_that_must_not_leave_stay(ask) -> None:
    purls = ("pkg:maven/de.stadt/secret@1", "pkg:maven/de.stadt.more/x@1", f"{PURL}?repository_url=https://city.example")
    with Registry(lambda _: pom()) as registry:
        ask(Address(registry.url), purls=purls, deny=("pkg:maven/DE.stadt/*",), ours=("pkg:maven/de.stadt.*",))

    assert registry.requests == []


def test_whoever_watches_hears_how_many_are_left(ask) -> None:
    seen = []
    with Registry(lambda _: pom()) as registry:
        ask(Address(registry.url), purls=[f"pkg:maven/g/a@{n}" for n in range(3)], watch=lambda *told: seen.append(told))

    assert seen == [("maven", 0, 3), ("maven", 1, 3), ("maven", 2, 3), ("maven", 3, 3)]
