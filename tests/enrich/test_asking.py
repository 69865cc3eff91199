"""What leaves, what comes back, and what is told of it; every request that left is asserted."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256

import pytest
from tests.enrich.loopback import Registry, Reply

from osscan.engine.lock_heard import as_claims
from osscan.enrich.asking import Round, ask_all
from osscan.enrich.base import Address
from osscan.enrich.settings import Settings
from osscan.enrich.table import SOURCES
from osscan.store.answers import Answer, Answers

EVERYTHING = dict.fromkeys(("pypi", "npm", "maven", "deps-dev", "clearlydefined"), ("*",))
METADATA = b"Metadata-Version: 2.4\nName: Some.Thing\nVersion: 1.0\nLicense-Expression: MIT\n\nlong description"
WHEEL = "some_thing-1.0-py3-none-any.whl"


def npm(name="a", version="1.0.0", **more):
    return Reply(body=json.dumps({"name": name, "version": version, "license": "MIT", **more}).encode())


def paths(replies):
    """A reply for each path, 404 for the rest."""
    return lambda request: replies.get(request.path, Reply(404))


class Bench:
    def __init__(self, client, folder):
        self.client, self.folder = client, folder

    def ask(self, urls, *purls, allow=None, deny=None, ours=(), refresh=False, today="2026-11-22", hosts=()):
        settings = Settings({}, {}, {}, EVERYTHING if allow is None else allow, deny or {})
        with Answers(self.folder / "answers.sqlite3") as answers:
            addresses = {source: (Address(url, {}, hosts),) for source, url in urls.items()}
            asking = Round(self.client, settings, answers, today, ours, lambda source, _: addresses.get(source, ()), refresh)
            heard = as_claims(ask_all(asking, SOURCES, purls))
        raw = {
            (purl, source): tuple(claim.raw for claim in claims)
            for purl, told in heard.claims.items()
            for source, claims in told.items()
        }
        return raw, sorted((p.code, dict(p.facts)["source"], dict(p.facts).get("kind", "")) for p in heard.problems), heard


@pytest.fixture
def bench(client, tmp_path):
    return Bench(client, tmp_path)


def test_npm_is_asked_for_one_version(bench) -> None:
    with Registry(paths({"/@s%2Fa/1.0.0": npm("@s/a")})) as registry:
        raw, told, heard = bench.ask({"npm": registry.url}, "pkg:npm/%40s/a@1.0.0")

    assert raw == {("pkg:npm/%40s/a@1.0.0", "registry:npm"): ("MIT",)}
    assert registry.asked == ["GET /@s%2Fa/1.0.0"]
    assert told == [("source-not-configured", "clearlydefined", ""), ("source-not-configured", "deps-dev", "")]
    (claim,) = heard.claims["pkg:npm/%40s/a@1.0.0"]["registry:npm"]
    assert (claim.at, claim.date, claim.sha256) == ("@s%2Fa/1.0.0", "2026-11-22", sha256(npm("@s/a").body).hexdigest())


def test_nothing_leaves_that_is_not_allowed(bench) -> None:
    purls = ("pkg:npm/a@1.0.0", "pkg:npm/%40city/secret@1.0.0", "pkg:npm/internal-x@1.0.0", "pkg:pypi/b@1")
    with Registry(lambda _: npm()) as registry:
        urls = dict.fromkeys(EVERYTHING, registry.url)
        _, told, _ = bench.ask(urls, *purls, allow={})
        silent = registry.asked
        bench.ask(urls, *purls, allow={"npm": ("pkg:npm/*",)}, deny={"npm": ("pkg:npm/@CITY/*",)}, ours=("pkg:npm/internal-*",))

    assert (silent, registry.asked) == ([], ["GET /a/1.0.0"])
    assert [row for row in told if row[0] == "source-not-allowed"] == [
        ("source-not-allowed", source, "") for source in ("clearlydefined", "deps-dev", "npm", "pypi")
    ]


@pytest.mark.parametrize("spelling", ["pkg:npm/@city/*", "pkg:npm/%40city/*", "pkg:npm/@City/*"])
def test_first_party_never_leaves_however_it_is_spelled(bench, spelling) -> None:
    with Registry(lambda _: npm()) as registry:
        bench.ask(dict.fromkeys(EVERYTHING, registry.url), "pkg:npm/%40city/secret@1.0.0", ours=(spelling,))

    assert registry.requests == []


def test_what_has_an_address_of_its_own_is_not_asked_for(bench) -> None:
    with Registry(lambda _: npm()) as registry:
        bench.ask(dict.fromkeys(EVERYTHING, registry.url), "pkg:npm/a@1.0.0?vcs_url=git%2Bhttps://city.example/a")

    assert registry.requests == []


def test_a_second_run_asks_nothing_again(bench) -> None:
    with Registry(paths({"/a/1.0.0": npm()})) as registry:
        first = bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0", "pkg:npm/gone@1.0.0")
        second = bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0", "pkg:npm/gone@1.0.0")

    assert (first[0], first[1]) == (second[0], second[1])
    assert registry.asked == ["GET /a/1.0.0", "GET /gone/1.0.0"]


def test_what_was_absent_is_asked_for_again_on_another_day(bench) -> None:
    with Registry(paths({})) as registry:
        bench.ask({"npm": registry.url}, "pkg:npm/gone@1.0.0")
        bench.ask({"npm": registry.url}, "pkg:npm/gone@1.0.0", today="2026-11-23")

    assert len(registry.requests) == 2


def test_refresh_asks_anew(bench) -> None:
    with Registry(paths({"/a/1.0.0": npm()})) as registry:
        bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0")
        bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0", refresh=True)

    assert len(registry.requests) == 2


def test_answers_of_one_registry_are_not_those_of_another(bench) -> None:
    with Registry(paths({"/a/1.0.0": npm()})) as one, Registry(paths({"/a/1.0.0": npm(license="ISC")})) as other:
        bench.ask({"npm": one.url}, "pkg:npm/a@1.0.0")
        raw, _, _ = bench.ask({"npm": other.url}, "pkg:npm/a@1.0.0")

    assert raw == {("pkg:npm/a@1.0.0", "registry:npm"): ("ISC",)}


def test_a_run_that_was_stopped_goes_on_where_it_was(bench) -> None:
    def answers(request):
        return npm() if request.path == "/a/1.0.0" or len(registry.requests) > 20 else Reply(500)

    with Registry(answers) as registry:
        purls = ("pkg:npm/a@1.0.0", *(f"pkg:npm/x{number}@1.0.0" for number in range(10)))
        raw, told, _ = bench.ask({"npm": registry.url}, *purls)
        first = len(registry.requests)
        bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0")

    assert list(raw) == [("pkg:npm/a@1.0.0", "registry:npm")]
    assert (first, len(registry.requests)) == (1 + 3 * 5, first)
    assert ("source-failed", "npm", "given-up") in told


def test_damaged_answers_are_thrown_away(bench) -> None:
    (bench.folder / "answers.sqlite3").write_bytes(b"no database" * 1000)
    with Registry(paths({"/a/1.0.0": npm()})) as registry:
        raw, _, _ = bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0")

    assert raw == {("pkg:npm/a@1.0.0", "registry:npm"): ("MIT",)}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (npm("b"), "other-package"),
        (npm("a", "2.0.0"), "other-package"),
        (Reply(body=b"<html>"), "unreadable"),
        (Reply(body=b"[]"), "unreadable"),
        (Reply(body=b"[" * 50_000), "unreadable"),
        (Reply(401), "status"),
        (Reply(500), "busy"),
        (Reply(body=b"{", drops=True), "unreachable"),
        (Reply(302, headers={"Location": "http://evil.example/"}), "redirect"),
        (Reply(body=b"x" * 200_000), "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_lie_is_no_claim(bench, reply, kind) -> None:
    with Registry(lambda _: reply) as registry:
        raw, told, _ = bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0")

    assert raw == {}
    assert ("source-failed", "npm", kind) in told


def index(url="", digest=None, **more):
    row = {"filename": WHEEL, "url": f"{url}/files/{WHEEL}", "hashes": {}}
    if digest:
        row["core-metadata"] = {"sha256": digest}
    other = {"filename": "some_thing-1.0.1-py3-none-any.whl", "url": "/files/other", "hashes": {}}
    return Reply(
        body=json.dumps({"files": [other, row]}).encode(), headers={"Content-Type": "application/vnd.pypi.simple.v1+json"}
    )


PYTHON = ("pkg:pypi/some-thing@1.0",)


def test_metadata_beside_the_wheel_is_tried_though_nobody_advertises_it(bench) -> None:
    replies = {"/simple/some-thing/": index(), f"/files/{WHEEL}.metadata": Reply(body=METADATA)}
    with Registry(paths(replies)) as registry:
        raw, _, heard = bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)

    assert raw == {(*PYTHON, "registry:pypi"): ("MIT",)}
    assert registry.asked == ["GET /simple/some-thing/", f"GET /files/{WHEEL}.metadata"]
    assert heard.claims[PYTHON[0]]["registry:pypi"][0].sha256 == sha256(METADATA).hexdigest()


def test_an_index_page_of_the_older_kind_is_read_too(bench) -> None:
    page = f'<a href="../../files/{WHEEL}#sha256=00">{WHEEL}</a>'.encode()
    replies = {
        "/simple/some-thing/": Reply(body=page, headers={"Content-Type": "text/html"}),
        f"/files/{WHEEL}.metadata": Reply(body=METADATA),
    }
    with Registry(paths(replies)) as registry:
        assert bench.ask({"pypi": f"{registry.url}/simple"}, *PYTHON)[0] == {(*PYTHON, "registry:pypi"): ("MIT",)}


def test_metadata_with_another_hash_than_promised_is_not_believed(bench) -> None:
    replies = {"/simple/some-thing/": index(digest="0" * 64), f"/files/{WHEEL}.metadata": Reply(body=METADATA)}
    with Registry(paths(replies)) as registry:
        raw, told, _ = bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)

    assert raw == {}
    assert ("source-failed", "pypi", "hash") in told


def test_json_of_the_version_comes_next(bench) -> None:
    info = {
        "name": "some-thing",
        "version": "1.0",
        "license": "line one\nline two",
        "license_expression": "ISC",
        "classifiers": [],
    }
    replies = {"/simple/some-thing/": index(), "/pypi/some-thing/1.0/json": Reply(body=json.dumps({"info": info}).encode())}
    with Registry(paths(replies)) as registry:
        raw, _, _ = bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)

    assert raw[(*PYTHON, "registry:pypi")][0] == "ISC"
    assert registry.asked[-1] == "GET /pypi/some-thing/1.0/json"


def ranges(wheel):
    def answer(request):
        asked = request.headers["range"].removeprefix("bytes=")
        start, _, end = asked.partition("-")
        first = max(0, len(wheel) - int(end)) if not start else int(start)
        last = len(wheel) - 1 if not start else int(end)
        return Reply(206, wheel[first : last + 1], {"Content-Range": f"bytes {first}-{last}/{len(wheel)}"})

    return answer


@pytest.mark.parametrize("padding", [10, 90_000], ids=["in-the-tail", "before-the-tail"])
def test_a_few_bytes_out_of_the_wheel_come_last(bench, padding) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("some_thing-1.0.dist-info/METADATA", METADATA)
        archive.writestr(zipfile.ZipInfo("padding"), b"x" * padding)
    wheel = ranges(held.getvalue())

    def answers(request):
        if request.path == f"/files/{WHEEL}":
            return wheel(request)
        return index() if request.path == "/simple/some-thing/" else Reply(404)

    with Registry(answers) as registry:
        raw, _, _ = bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)

    assert raw == {(*PYTHON, "registry:pypi"): ("MIT",)}
    assert set(registry.asked[3:]) == {f"GET /files/{WHEEL}"}


@pytest.mark.parametrize("body", [b"", b"PK", b"PK\x05\x06" + b"\xff" * 18, b"x" * 90_000])
def test_a_wheel_that_is_none_is_no_claim(bench, body) -> None:
    replies = {"/simple/some-thing/": index(), f"/files/{WHEEL}": Reply(200, body)}
    with Registry(paths(replies)) as registry:
        assert bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)[0] == {}


@pytest.mark.parametrize(
    "body",
    [
        b'<![x<a href="http://[">thing</a>',
        b'<a href="http://[/some_thing-1.0-py3-none-any.whl">x</a>',
        b'<a href="http://a:b/some_thing-1.0-py3-none-any.whl">x</a>',
        b"\xff\xfe" * 100,
        b"<" * 10_000,
    ],
)
def test_an_index_that_talks_nonsense_is_no_claim(bench, body) -> None:
    with Registry(paths({"/simple/some-thing/": Reply(body=body)})) as registry:
        assert bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)[0] == {}


@pytest.mark.parametrize(
    "body", [b"", b"5", b"{}", b'{"files": 5}', b'{"files": [5]}', b'{"files": [{"filename": 5, "url": 5}]}']
)
@pytest.mark.parametrize("source", ["pypi", "npm", "deps-dev", "clearlydefined"])
def test_documents_of_another_shape_are_no_claim(bench, source, body) -> None:
    reply = Reply(body=body, headers={"Content-Type": "application/json"})
    with Registry(lambda _: reply) as registry:
        raw, told, _ = bench.ask({source: registry.url}, "pkg:npm/a@1.0.0", "pkg:pypi/b@1.0")

    assert raw == {}
    assert {row[0] for row in told if row[1] == source} <= {"source-failed", "source-knows-nothing"}
    assert [row for row in told if row[1] == source] != []


@pytest.mark.parametrize("purl", ["pkg:npm/..@1.0.0", "pkg:pypi/.@1", "pkg:npm/a@..", "pkg:maven/../x@1", "pkg:npm/a"])
def test_a_name_that_leads_elsewhere_is_not_asked_for(bench, purl) -> None:
    with Registry(lambda _: Reply(404)) as registry:
        bench.ask(dict.fromkeys(EVERYTHING, registry.url), purl)

    assert registry.requests == []


def test_damaged_answers_of_the_cache_are_no_claims(bench) -> None:
    with Registry(paths({"/a/1.0.0": npm()})) as registry:
        with Answers(bench.folder / "answers.sqlite3") as answers:
            answers.keep(f"npm {registry.url}", "pkg:npm/a@1.0.0", Answer("npm-package", b"\xff{", "x", "y", "2026-11-22"))
        raw, _, _ = bench.ask({"npm": registry.url}, "pkg:npm/a@1.0.0")

    assert (raw, registry.requests) == ({}, [])


def test_files_on_another_host_are_not_asked_for_unless_it_is_named(bench) -> None:
    beside = {f"/files/{WHEEL}.metadata": Reply(body=METADATA)}
    with Registry(paths(beside)) as files, Registry(paths({"/simple/some-thing/": index(files.url)})) as registry:
        raw, told, _ = bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON)
        before = files.asked
        named, _, _ = bench.ask({"pypi": f"{registry.url}/simple/"}, *PYTHON, hosts=(files.url,), refresh=True)

    assert (raw, before) == ({}, [])
    assert ("source-failed", "pypi", "other-host") in told
    assert named == {(*PYTHON, "registry:pypi"): ("MIT",)}


def test_deps_dev_is_asked_at_once_and_page_by_page(bench) -> None:
    def answers(request):
        asked = json.loads(request.body)
        purl = asked["requests"][1 if asked.get("pageToken") else 0]["purl"]
        version = {"licenses": ["MIT"], "licenseDetails": [{"license": "Expat", "spdx": "MIT"}]}
        row = {"request": {"purl": purl}, "result": {"version": version}}
        return Reply(body=json.dumps({"responses": [row], "nextPageToken": "" if "pageToken" in asked else "2"}).encode())

    with Registry(answers) as registry:
        raw, _, _ = bench.ask({"deps-dev": registry.url}, "pkg:cargo/a@1.0.0", "pkg:cargo/b@1.0.0")

    assert registry.asked == ["POST /v3alpha/purlbatch", "POST /v3alpha/purlbatch"]
    assert raw == {(f"pkg:cargo/{name}@1.0.0", "aggregator:deps-dev"): ("Expat",) for name in "ab"}


def test_non_standard_says_nothing(bench) -> None:
    row = {"request": {"purl": "pkg:cargo/a@1.0.0"}, "result": {"version": {"licenses": ["non-standard"]}}}
    with Registry(lambda _: Reply(body=json.dumps({"responses": [row]}).encode())) as registry:
        raw, told, _ = bench.ask({"deps-dev": registry.url}, "pkg:cargo/a@1.0.0")

    assert raw == {}
    assert ("source-knows-nothing", "deps-dev", "absent") in told


def test_packages_that_an_aggregator_invents_are_ignored(bench) -> None:
    row = {"request": {"purl": "pkg:cargo/other@1.0.0"}, "result": {"version": {"licenses": ["MIT"]}}}
    with Registry(lambda _: Reply(body=json.dumps({"responses": [row]}).encode())) as registry:
        raw, told, _ = bench.ask({"deps-dev": registry.url}, "pkg:cargo/a@1.0.0")

    assert raw == {}
    assert ("source-failed", "deps-dev", "unanswered") in told


def test_clearly_defined_is_asked_by_coordinates(bench) -> None:
    found = {"crate/cratesio/-/a/1.0.0": {"licensed": {"declared": "MIT OR Apache-2.0"}}, "crate/cratesio/-/b/1.0.0": {}}
    with Registry(lambda _: Reply(body=json.dumps(found).encode())) as registry:
        raw, told, _ = bench.ask({"clearlydefined": registry.url}, "pkg:cargo/a@1.0.0", "pkg:cargo/b@1.0.0")

    assert raw == {("pkg:cargo/a@1.0.0", "aggregator:clearlydefined"): ("MIT OR Apache-2.0",)}
    assert json.loads(registry.requests[0].body) == list(found)
    assert ("source-knows-nothing", "clearlydefined", "absent") in told


def test_nothing_is_lost_and_nothing_invented_where_a_third_of_all_answers_fails(bench) -> None:
    said = {f"p{number}": ("MIT", "ISC", "0BSD")[number % 3] for number in range(40)}

    def answers(request):
        turn, name = len(registry.requests) % 10, request.path.split("/")[1]
        if turn in (2, 5):
            return Reply(429, headers={"Retry-After": "1"}) if turn == 2 else Reply(500)
        if turn == 8:
            return Reply(body=b'{"name": "', drops=True)
        return npm(name, license=said[name])

    with Registry(answers) as registry:
        raw, told, _ = bench.ask({"npm": registry.url}, *(f"pkg:npm/{name}@1.0.0" for name in said))

    assert raw == {(f"pkg:npm/{name}@1.0.0", "registry:npm"): (license_id,) for name, license_id in said.items()}
    assert {request.path for request in registry.requests} == {f"/{name}/1.0.0" for name in said}
    assert [row for row in told if row[0] == "source-failed"] == []
