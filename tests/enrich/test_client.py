"""The client: patient with faults that pass, deaf to bombs, never led to another host."""

from __future__ import annotations

import gzip
import itertools
import zlib

import pytest
from tests.enrich.loopback import Registry, Reply

from osscan.enrich.client import Client, Failure, Terms, origin


def in_turn(*replies):
    """The replies one after the other, the last one for ever."""
    rest = itertools.chain(replies, itertools.repeat(replies[-1]))
    return lambda _: next(rest)


def test_an_answer_is_given_as_it_came(client) -> None:
    with Registry(in_turn(Reply(body=b"hello"))) as registry:
        told = client.get(f"{registry.url}/a")

    assert (told.status, told.body, registry.asked) == (200, b"hello", ["GET /a"])


def test_packed_answers_are_unpacked(client) -> None:
    with Registry(in_turn(Reply(body=gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"}))) as registry:
        assert client.get(registry.url).body == b"hello"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_faults_that_pass_are_waited_for(client, pauses, status) -> None:
    with Registry(in_turn(Reply(status), Reply(status), Reply(body=b"now"))) as registry:
        assert client.get(registry.url).body == b"now"

    assert (len(registry.requests), [p for p in pauses if p >= 0.1]) == (3, [0.5, 1.0])


def test_faults_that_stay_end(client, pauses) -> None:
    with Registry(in_turn(Reply(500))) as registry:
        assert client.get(registry.url) == Failure("busy", "500")

    assert (len(registry.requests), [p for p in pauses if p >= 0.1]) == (5, [0.5, 1.0, 2.0, 4.0])


def test_a_registry_is_waited_for_as_long_as_it_asks(client, pauses) -> None:
    with Registry(in_turn(Reply(429, headers={"Retry-After": "7"}), Reply(body=b"now"))) as registry:
        assert client.get(registry.url).body == b"now"

    assert [p for p in pauses if p >= 0.1] == [7.0]


def test_nobody_is_waited_for_till_tomorrow(client, pauses) -> None:
    with Registry(in_turn(Reply(429, headers={"Retry-After": "86400"}))) as registry:
        assert client.get(registry.url) == Failure("busy", "429")

    assert (len(registry.requests), [p for p in pauses if p >= 0.1]) == (1, [])


def test_a_dropped_connection_is_tried_again(client) -> None:
    with Registry(in_turn(Reply(body=b"ha", drops=True), Reply(body=b"hello"))) as registry:
        assert client.get(registry.url).body == b"hello"

    assert len(registry.requests) == 2


def test_a_connection_that_always_drops_gives_no_half_answer(client) -> None:
    with Registry(in_turn(Reply(body=b"ha", drops=True))) as registry:
        assert client.get(registry.url).kind == "unreachable"


def test_a_packed_answer_that_ends_too_early_is_no_answer(client) -> None:
    packed = gzip.compress(b"hello" * 1000)[:-20]
    with Registry(in_turn(Reply(body=packed, headers={"Content-Encoding": "gzip"}))) as registry:
        assert client.get(registry.url) == Failure("unreachable", "truncated")


def test_a_bomb_is_not_unpacked(client) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with Registry(in_turn(Reply(body=bomb, headers={"Content-Encoding": "gzip"}))) as registry:
        assert client.get(registry.url) == Failure("too-large", "100000")

    assert len(registry.requests) == 1


def test_a_huge_answer_is_cut_off(client) -> None:
    with Registry(in_turn(Reply(body=b"x" * 200_000))) as registry:
        assert client.get(registry.url) == Failure("too-large", "100000")


def test_an_unknown_packing_is_refused(client) -> None:
    with Registry(in_turn(Reply(body=zlib.compress(b"x"), headers={"Content-Encoding": "br"}))) as registry:
        assert client.get(registry.url) == Failure("encoding", "br")


def test_a_redirect_to_another_host_is_not_followed(client) -> None:
    with Registry(in_turn(Reply(body=b"leaked"))) as other:
        lured = Reply(302, headers={"Location": f"{other.url}/stolen"})
        with Registry(in_turn(lured)) as registry:
            assert client.get(registry.url).kind == "redirect"

    assert (len(registry.requests), other.requests) == (1, [])


def test_a_redirect_on_the_same_host_is_followed(client) -> None:
    with Registry(in_turn(Reply(301, headers={"Location": "/b"}), Reply(body=b"there"))) as registry:
        assert client.get(f"{registry.url}/a").body == b"there"

    assert registry.asked == ["GET /a", "GET /b"]


def test_a_redirect_in_a_circle_ends(client) -> None:
    with Registry(in_turn(Reply(302, headers={"Location": "/a"}))) as registry:
        assert client.get(f"{registry.url}/a").kind == "redirect"

    assert len(registry.requests) == 4


def test_nobody_there_is_a_failure_and_no_exception(client) -> None:
    with Registry(in_turn(Reply())) as registry:
        url = registry.url

    assert client.get(url).kind == "unreachable"


def test_requests_to_a_host_keep_their_distance() -> None:
    now, pauses = [0.0], []
    client = Client(Terms(per_second=2), pause=pauses.append, clock=lambda: now[0])
    with Registry(in_turn(Reply())) as registry:
        for _ in range(3):
            client.get(registry.url)
    client.close()

    assert pauses == [0.5, 1.0]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("https://a.example/x", "https://A.example:443/y", True),
        ("https://a.example/", "http://a.example/", False),
        ("https://a.example/", "https://a.example:444/", False),
        ("https://a.example/", "https://a.example.evil.example/", False),
        ("https://a.example/", "https://a.example@evil.example/", False),
    ],
)
def test_origin_is_scheme_host_and_port(first, second, same) -> None:
    assert (origin(first) == origin(second)) is same
