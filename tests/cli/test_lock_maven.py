"""Maven's local repository and a Maven registry, from outside: what is read, what is written, and what nobody reads unasked."""

from __future__ import annotations

import json

import pytest
from tests.cli.test_lock import licenses, lock_in
from tests.enrich.loopback import Registry, Reply

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>de.stadt</groupId><artifactId>app</artifactId><version>1</version>
  <parent><groupId>org.up</groupId><artifactId>up</artifactId><version>2</version></parent>
  <dependencies><dependency><groupId>org.shop</groupId><artifactId>thing</artifactId></dependency></dependencies>
</project>"""
PURL = "pkg:maven/org.shop/thing@1.0"
LICENSED = "<licenses><license><name>MIT License</name></license></licenses>"
MANAGED = (
    "<dependencyManagement><dependencies><dependency><groupId>org.shop</groupId><artifactId>thing</artifactId>"
    "<version>1.0</version></dependency></dependencies></dependencyManagement>"
)
POMS = {
    ("org.up", "up", "2"): MANAGED + LICENSED,
    ("org.shop", "thing", "1.0"): "<parent><groupId>org.up</groupId><artifactId>up</artifactId><version>2</version></parent>",
}


def poms():
    """By path, as Maven lays them out."""
    for (group, artifact, version), body in POMS.items():
        name = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        path = f"{group.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}.pom"
        yield path, f"<project>{name}{body}</project>"


@pytest.fixture
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    for path, text in poms():
        file = folder / ".m2" / "repository" / path
        file.parent.mkdir(parents=True)
        file.write_text(text)
    return folder


@pytest.fixture
def call(osscan, home):
    def called(*arguments, **environment):
        mine = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        return osscan(*arguments, **mine, **environment)

    return called


def test_lock_takes_versions_and_licenses_from_the_users_repository_and_says_so(call, tmp_path, home):
    (tmp_path / "pom.xml").write_text(POM)
    done = call("lock", ".")
    entry = lock_in(tmp_path)["components"][PURL]
    first = (tmp_path / "osscan.lock").read_bytes()
    call("lock", ".", SOURCE_DATE_EPOCH="1895305600")

    assert (done.returncode, entry["expression"]) == (0, "MIT")
    assert f"Maven's local repository was read too: {home}/.m2/repository" in done.err
    assert str(home) not in first.decode()
    assert [(claim["source"], claim["raw"]) for claim in entry["claims"]] == [("local:installed", "MIT License")]
    assert (tmp_path / "osscan.lock").read_bytes() == first


def test_a_repository_may_be_named_or_left_aside(call, tmp_path, home):
    (tmp_path / "pom.xml").write_text(POM)
    (home / ".m2" / "repository").rename(home / "kept")
    unnamed = call("lock", ".")
    (home / ".m2" / "settings.xml").write_text("<settings><localRepository>${user.home}/kept</localRepository></settings>")
    by_settings = call("lock", ".", "--lock", "a.lock")
    aside = call("lock", ".", "--lock", "b.lock", "--maven-repository", "none")
    (home / ".m2" / "settings.xml").unlink()
    (tmp_path / "osscan.toml").write_text(f'[registries.maven]\nrepository = "{home}/kept"\n')
    by_toml = call("lock", ".", "--lock", "c.lock")
    wrong = call("lock", ".", "--maven-repository", "nowhere")

    assert [done.returncode for done in (unnamed, by_settings, aside, by_toml, wrong)] == [4, 0, 4, 0, 2]
    assert (tmp_path / "a.lock").read_bytes() == (tmp_path / "c.lock").read_bytes()


def test_check_and_inventory_read_a_repository_only_where_it_is_named(call, tmp_path, home):
    (tmp_path / "pom.xml").write_text(POM)
    named = ("--maven-repository", f"{home}/.m2/repository")

    assert licenses(call("check", ".", "--format", "json")) == {"org.shop:thing": None}
    assert licenses(call("check", ".", "--format", "json", *named)) == {"org.shop:thing": "MIT"}
    told = [
        json.loads(call("inventory", target, "-f", "jsonl", *more).stdout) for target in (".", "pom.xml") for more in ((), named)
    ]
    assert [one["components"][0].get("version", "") for one in told] == ["", "1.0", "", "1.0"]


def test_what_a_gradle_lockfile_names_is_looked_up_too(call, tmp_path):
    (tmp_path / "gradle.lockfile").write_text("org.shop:thing:1.0=runtimeClasspath\nempty=\n")
    call("lock", ".")

    assert lock_in(tmp_path)["components"][PURL]["expression"] == "MIT"


def test_a_registry_is_asked_for_what_the_repository_does_not_hold(call, tmp_path):
    (tmp_path / "gradle.lockfile").write_text("org.shop:thing:1.0=runtimeClasspath\nempty=\n")
    laid_out = {f"/maven/{path}": text.encode() for path, text in poms()}
    with Registry(lambda request: Reply(body=laid_out[request.path]) if request.path in laid_out else Reply(404)) as registry:
        text = f'[registries.maven]\nurl = "{registry.url}/maven"\n[enrich.maven]\nallow = ["pkg:maven/*"]\n'
        (tmp_path / "osscan.toml").write_text(text)
        call("lock", ".", "--online")
        nothing = registry.asked
        done = call("lock", ".", "--online", "--lock", "other.lock", "--maven-repository", "none")

    entry = json.loads((tmp_path / "other.lock").read_text())["components"][PURL]
    assert (done.returncode, nothing, entry["expression"]) == (0, [], "MIT")
    assert [(claim["source"], claim["at"]) for claim in entry["claims"]] == [("registry:maven", "org/up/up/2/up-2.pom")]
    assert registry.asked == [f"GET {path}" for path in reversed(laid_out)]
