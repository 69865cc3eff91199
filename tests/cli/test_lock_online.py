"""`osscan lock --online` from outside: what is asked, what is written, and that nobody else loads a network client."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.cli.test_lock import change, licenses, lock_in, project
from tests.enrich.loopback import Registry, Reply

QUIET = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def answering(**by_name):
    """npm's answers by package name, versions 1.0.0."""

    def answer(request):
        name = request.path.split("/")[1]
        if name not in by_name:
            return Reply(404)
        return Reply(body=json.dumps({"name": name, "version": "1.0.0", "license": by_name[name]}).encode())

    return answer


@pytest.fixture
def online(osscan, tmp_path, tmp_path_factory):
    """Calls osscan with a home of its own, so that nobody's registries are asked."""
    home = str(tmp_path_factory.mktemp("home"))

    def call(*arguments, **environment):
        return osscan(*arguments, HOME=home, XDG_CONFIG_HOME=home, NPM_CONFIG_USERCONFIG=f"{home}/.npmrc", **QUIET, **environment)

    return call


def settings(folder, url, allow='["pkg:npm/*"]', more=""):
    (folder / "osscan.toml").write_text(f'[registries.npm]\nurl = "{url}"\n[enrich.npm]\nallow = {allow}\n{more}')


def test_the_registry_is_asked_about_what_needs_it_and_nothing_else(online, tmp_path):
    project(tmp_path, a={}, b={"license": "MIT"}, c={})
    with Registry(answering(a="ISC")) as registry:
        settings(tmp_path, registry.url)
        done = online("lock", ".", "--online")
        checked = online("check", ".", "--format", "json")

    assert ["GET /a/1.0.0", "GET /c/1.0.0"] == registry.asked
    assert {"a": "ISC", "b": "MIT", "c": None} == licenses(checked)
    assert (0, True, True) == (done.returncode, "source-knows-nothing" in done.err, "source-not-configured" in done.err)
    (claim,) = lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]["claims"]
    assert ("registry:npm", "ISC", "a/1.0.0", "2026-11-22") == (claim["source"], claim["raw"], claim["at"], claim["date"])
    assert "127.0.0.1" not in (tmp_path / "osscan.lock").read_text()


def test_without_online_nothing_leaves(online, tmp_path):
    project(tmp_path, a={})
    with Registry(answering(a="ISC")) as registry:
        settings(tmp_path, registry.url)
        online("lock", ".")
        online("check", ".")

    assert [] == registry.requests


def test_without_leave_nothing_leaves(online, tmp_path):
    project(tmp_path, a={})
    with Registry(answering(a="ISC")) as registry:
        settings(tmp_path, registry.url, "[]")
        done = online("lock", ".", "--online")

    assert ([], True) == (registry.requests, "source-not-allowed" in done.err)


def test_a_second_run_writes_the_same_bytes_and_asks_nothing(online, tmp_path):
    project(tmp_path, a={}, c={})
    with Registry(answering(a="ISC")) as registry:
        settings(tmp_path, registry.url)
        online("lock", ".", "--online")
        first, asked = (tmp_path / "osscan.lock").read_bytes(), len(registry.requests)
        online("lock", ".", "--online")

    assert (first, asked) == ((tmp_path / "osscan.lock").read_bytes(), len(registry.requests))


def test_sources_that_disagree_are_a_finding(online, tmp_path):
    project(tmp_path, a={})
    online("lock", ".")
    other = {"source": "aggregator:deps-dev", "role": "declared", "form": "id", "raw": "GPL-3.0-only", "date": "2026-01-01"}
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[other])
    with Registry(answering(a="ISC")) as registry:
        settings(tmp_path, registry.url)
        done = online("lock", ".", "--online")

    assert "On pkg:npm/a@1.0.0: registry:npm: ISC; aggregator:deps-dev: GPL-3.0-only." in done.err
    assert "ISC" == lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]["expression"]


def test_the_registry_of_npm_is_asked_with_its_own_token_only(online, tmp_path):
    project(tmp_path, a={})
    with Registry(answering(a="ISC")) as registry:
        host = registry.url.removeprefix("http:")
        (tmp_path / ".npmrc").write_text(
            f"registry={registry.url}/\n//other.example/:_authToken=other\n{host}/:_authToken=mine\n@x:registry=${{KEPT}}\n"
        )
        (tmp_path / "osscan.toml").write_text('[enrich.npm]\nallow = ["*"]\n')
        online("lock", ".", "--online", KEPT="kept")

    assert ["Bearer mine"] == [request.headers.get("authorization") for request in registry.requests]


def test_a_file_in_the_tree_cannot_draw_on_the_environment(online, tmp_path):
    project(tmp_path, a={})
    with Registry(answering(a="ISC")) as registry:
        (tmp_path / ".npmrc").write_text(f"registry={registry.url}/${{KEPT}}/\n")
        (tmp_path / "osscan.toml").write_text('[enrich.npm]\nallow = ["*"]\n')
        done = online("lock", ".", "--online", KEPT="kept")

    assert ([], True) == (registry.requests, "source-not-configured" in done.err)


def test_the_index_of_pip_is_asked(online, tmp_path):
    (tmp_path / "requirements.txt").write_text("thing==1.0\n")
    (tmp_path / "osscan.toml").write_text('[enrich.pypi]\nallow = ["pkg:pypi/*"]\n')
    wheel = "thing-1.0-py3-none-any.whl"
    replies = {
        "/simple/thing/": Reply(body=f'<a href="/f/{wheel}">x</a>'.encode()),
        f"/f/{wheel}.metadata": Reply(body=b"Metadata-Version: 2.4\nName: thing\nVersion: 1.0\nLicense-Expression: MIT\n\n"),
    }
    with Registry(lambda request: replies.get(request.path, Reply(404))) as registry:
        url = registry.url.replace("http://", "http://me:word@")
        online("lock", ".", "--online", PIP_INDEX_URL=f"{url}/simple/")

    assert ["GET /simple/thing/", f"GET /f/{wheel}.metadata"] == registry.asked
    assert ["Basic bWU6d29yZA=="] * 2 == [request.headers.get("authorization") for request in registry.requests]
    assert "MIT" == lock_in(tmp_path)["components"]["pkg:pypi/thing@1.0"]["expression"]


@pytest.mark.parametrize(
    "text",
    [
        "[enrich.npm]\nalow = []\n",
        "[enrich.npm]\nallow = 'pkg:npm/*'\n",
        "[enrich.else]\nallow = []\n",
        "[registries.npm]\nurl = 5\n",
        "[registries.npm]\nurl = 'ftp://registry.example/'\n",
        "[enrich]\nrequests_per_second = 0\n",
        "[else]\n",
        "enrich = 5\n",
        "not toml",
    ],
)
def test_misspelt_settings_stop_the_run(online, tmp_path, text):
    project(tmp_path, a={})
    (tmp_path / "osscan.toml").write_text(text)
    done = online("lock", ".", "--online")

    assert (2, True, False) == (done.returncode, "settings-wrong" in done.err, (tmp_path / "osscan.lock").exists())


@pytest.mark.parametrize("arguments", [["--version"], ["check", "."], ["lock", "."], ["check", "--help"]], ids=" ".join)
def test_nobody_loads_a_network_client_who_is_not_online(tmp_path, arguments):
    project(tmp_path, a={})
    (tmp_path / "osscan.lock").write_text('{"schema": "osscan/lock/1", "components": {}}')
    call = (
        "import os, sys\nfrom osscan.cli import app\n"
        "os._exit = lambda code: (print('httpx' in sys.modules, file=sys.stderr), sys.stderr.flush())\n"
        f"sys.argv = ['osscan', *{arguments!r}]\napp.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", call], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert "False" == done.stderr.splitlines()[-1]


def test_the_lockfile_itself_names_the_registry(online, tmp_path):
    with Registry(answering(a="ISC")) as registry:
        project(tmp_path, a={"resolved": f"{registry.url}/a/-/a-1.0.0.tgz"})
        (tmp_path / "osscan.toml").write_text('[enrich.npm]\nallow = ["*"]\n')
        online("lock", ".", "--online")

    assert ["GET /a/1.0.0"] == registry.asked


def test_of_two_registries_in_a_lockfile_none_is_taken(online, tmp_path):
    with Registry(answering(a="ISC")) as registry:
        project(
            tmp_path,
            a={"resolved": f"{registry.url}/a/-/a-1.0.0.tgz"},
            b={"resolved": "https://registry.example/@s/b/-/b-1.0.0.tgz"},
        )
        (tmp_path / "osscan.toml").write_text('[enrich.npm]\nallow = ["*"]\n')
        online("lock", ".", "--online")

    assert [] == registry.requests
