"""Every ecosystem goes by the name that the aggregators have for it."""

from __future__ import annotations

import json

import pytest
from tests.enrich.loopback import Registry, Reply

from osscan.enrich.aggregators import CLEARLY_DEFINED, DEPS_DEV
from osscan.enrich.asking import asked_of
from osscan.enrich.base import Address, Miss
from osscan.enrich.settings import NAMES
from osscan.enrich.table import SOURCES

COORDINATES = {
    "pkg:cargo/serde@1.0.0": "crate/cratesio/-/serde/1.0.0",
    "pkg:gem/rails@7.1.0": "gem/rubygems/-/rails/7.1.0",
    "pkg:composer/laravel/framework@v10.0.0": "composer/packagist/laravel/framework/v10.0.0",
    "pkg:nuget/Newtonsoft.Json@13.0.1": "nuget/nuget/-/Newtonsoft.Json/13.0.1",
    "pkg:golang/github.com/gorilla/mux@v1.8.0": "go/golang/github.com%2fgorilla/mux/v1.8.0",
    "pkg:golang/gopkg.in/yaml.v3@v3.0.1": "go/golang/gopkg.in/yaml.v3/v3.0.1",
    "pkg:maven/org.apache.commons/commons-lang3@3.12.0": "maven/mavencentral/org.apache.commons/commons-lang3/3.12.0",
    "pkg:pypi/some-thing@1.0": "pypi/pypi/-/some-thing/1.0",
    "pkg:npm/left-pad@1.3.0": "npm/npmjs/-/left-pad/1.3.0",
    "pkg:npm/%40babel/core@7.0.0": "npm/npmjs/@babel/core/7.0.0",
    "pkg:deb/debian/zlib1g@1%3A1.2.11?arch=amd64": "deb/debian/-/zlib1g/1:1.2.11_amd64",
    "pkg:cocoapods/AFNetworking@4.0.0": "pod/cocoapods/-/AFNetworking/4.0.0",
}


@pytest.fixture
def answer(client):
    def asked(card, purls, reply):
        with Registry(lambda request: Reply(body=json.dumps(reply(json.loads(request.body))).encode())) as registry:
            told = card.ask(client, Address(registry.url), tuple(asked_of(purl) for purl in purls))
        return told, [json.loads(request.body) for request in registry.requests]

    return asked


@pytest.mark.parametrize(("purl", "coordinates"), COORDINATES.items(), ids=list(COORDINATES))
def test_coordinates_of_clearly_defined(answer, purl, coordinates) -> None:
    told, requests = answer(CLEARLY_DEFINED, [purl], lambda names: {names[0]: {"licensed": {"declared": "MIT"}}})

    assert requests == [[coordinates]]
    assert told[purl].body == b'["MIT"]'
    assert asked_of(purl).kind in CLEARLY_DEFINED.kinds


@pytest.mark.parametrize("purl", ["pkg:deb/debian/zlib1g@1.2.11", "pkg:deb/ubuntu/zlib1g@1.2.11?arch=amd64"])
def test_debian_packages_without_coordinates_are_not_asked_for(answer, purl) -> None:
    assert answer(CLEARLY_DEFINED, [purl], lambda _: {}) == ({purl: Miss("absent")}, [])


@pytest.mark.parametrize("word", ["NOASSERTION", "OTHER", "NONE", "", 5, None])
def test_words_that_name_no_license_say_nothing(answer, word) -> None:
    told, _ = answer(CLEARLY_DEFINED, ["pkg:npm/a@1"], lambda names: {names[0]: {"licensed": {"declared": word}}})

    assert told == {"pkg:npm/a@1": Miss("absent")}


def test_nugets_names_are_the_same_in_any_case(answer) -> None:
    purl = "pkg:nuget/Newtonsoft.Json@13.0.1-Beta"
    lower = {
        "request": {"purl": purl.lower()},
        "result": {"version": {"licenses": ["MIT"], "versionKey": {"version": "13.0.1-beta"}}},
    }
    told, _ = answer(DEPS_DEV, [purl], lambda _: {"responses": [lower]})
    defined, _ = answer(CLEARLY_DEFINED, [purl], lambda names: {names[0].lower(): {"licensed": {"declared": "MIT"}}})

    assert (told[purl].body, defined[purl].body) == (b'["MIT"]', b'["MIT"]')


def test_elsewhere_another_case_is_another_package(answer) -> None:
    row = {"request": {"purl": "pkg:maven/G/a@1"}, "result": {"version": {"licenses": ["MIT"]}}}

    assert answer(DEPS_DEV, ["pkg:maven/g/a@1"], lambda _: {"responses": [row]})[0] == {}
    defined = {"gem/rubygems/-/redcloth/4": {"licensed": {"declared": "MIT"}}}
    assert answer(CLEARLY_DEFINED, ["pkg:gem/RedCloth@4"], lambda _: defined)[0] == {"pkg:gem/RedCloth@4": Miss("absent")}


@pytest.mark.parametrize("purl", [purl for purl in COORDINATES if not purl.startswith(("pkg:composer", "pkg:deb", "pkg:coco"))])
def test_deps_dev_is_asked_by_package_url_however_it_escapes_it(answer, purl) -> None:
    row = {"request": {"purl": purl.replace("%40", "@")}, "result": {"version": {"licenses": ["MIT"]}}}
    told, requests = answer(DEPS_DEV, [purl], lambda _: {"responses": [row]})

    assert requests == [{"requests": [{"purl": purl}]}]
    assert told[purl].body == b'["MIT"]'
    assert asked_of(purl).kind in DEPS_DEV.kinds


def test_two_files_of_one_package_are_both_answered(answer) -> None:
    purls = ["pkg:maven/g/a@1?type=jar", "pkg:maven/g/a@1?type=jar&classifier=x"]
    rows = [{"request": {"purl": purl}, "result": {"version": {"licenses": ["MIT"]}}} for purl in purls]

    assert sorted(answer(DEPS_DEV, purls, lambda _: {"responses": rows})[0]) == sorted(purls)
    told, requests = answer(CLEARLY_DEFINED, purls, lambda names: {names[0]: {"licensed": {"declared": "MIT"}}})
    assert ([told[purl].body for purl in purls], len(requests[0])) == ([b'["MIT"]', b'["MIT"]'], 1)


def test_settings_know_every_source() -> None:
    assert tuple(card.name for card in SOURCES) == NAMES
