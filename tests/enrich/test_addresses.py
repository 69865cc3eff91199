"""Registries are found where pip, uv, Poetry, npm, Yarn and pnpm are told of them; credentials stay with their own registry."""

from __future__ import annotations

import pytest

from osscan.enrich.addresses import Addresses, Around
from osscan.enrich.maven_addresses import local_repository
from osscan.enrich.npm_addresses import bases_in
from osscan.enrich.settings import Settings, settings_in

NOTHING = Settings({}, {}, {}, {}, {})


@pytest.fixture
def places(tmp_path):
    for name in ("tree", "home"):
        (tmp_path / name).mkdir()
    return tmp_path / "tree", tmp_path / "home"


def every(source, places, environment=None, settings=NOTHING, locked=(), namespace=""):
    tree, home = places
    around = Around(tree, home, {"PIP_CONFIG_FILE": str(home / "pip.conf"), **(environment or {})})
    return Addresses(settings, around, lambda: locked).of(source, namespace)


def found(source, places, environment=None, settings=NOTHING, locked=(), namespace=""):
    return next(iter(every(source, places, environment, settings, locked, namespace)), None)


def urls(*asked, **more):
    return [address.url for address in every(*asked, **more)]


@pytest.mark.parametrize("source", ["npm", "maven", "deps-dev", "clearlydefined"])
def test_nobody_is_asked_whom_nobody_named(source, places) -> None:
    assert found(source, places) is None


def test_osscan_toml_comes_first(places) -> None:
    settings = settings_in('[registries.pypi]\nurl = "https://own.example/simple"\n', "osscan.toml")

    assert found("pypi", places, {"PIP_INDEX_URL": "https://other.example"}, settings).url == "https://own.example/simple"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "uv.toml",
            '[[index]]\nurl = "https://a.example/x"\nexplicit = true\n[[index]]\nurl = "https://registry.example/simple"\n',
        ),
        ("uv.toml", 'index-url = "https://registry.example/simple"\n'),
        ("pyproject.toml", '[[tool.uv.index]]\nurl = "https://registry.example/simple"\ndefault = true\n'),
        ("../home/pip.conf", "[global]\nindex-url = https://registry.example/simple\n"),
    ],
)
def test_python_index_is_found_in_the_tools_own_files(places, file, text) -> None:
    (places[0] / file).write_text(text)

    assert found("pypi", places).url == "https://registry.example/simple"


@pytest.mark.parametrize("text", ["[[[", "index = 5", 'index = ["x"]', '[[index]]\nname = "x"\n', "\x00"])
def test_a_broken_file_of_a_tool_names_nobody(places, text) -> None:
    (places[0] / "uv.toml").write_text(text)
    (places[1] / "pip.conf").write_text("[global]\nindex-url = https://registry.example/simple\n")

    assert found("pypi", places).url == "https://registry.example/simple"


def test_a_password_in_an_address_becomes_a_header(places) -> None:
    address = found("pypi", places, {"UV_DEFAULT_INDEX": "https://me:p%40ss@registry.example/simple"})

    assert (address.url, dict(address.headers)) == (
        "https://registry.example/simple",
        {"Authorization": "Basic bWU6cEBzcw=="},
    )


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("//registry.example/npm/", True),
        ("//registry.example/", True),
        ("//registry.example", True),
        ("//registry.example/npmx/", False),
        ("//other.example/", False),
        ("//registry.example.evil.example/", False),
    ],
)
def test_a_token_goes_only_where_it_belongs(places, key, sent) -> None:
    (places[1] / ".npmrc").write_text(f"registry=https://registry.example/npm\n{key}:_authToken=word\n")

    assert dict(found("npm", places).headers) == ({"Authorization": "Bearer word"} if sent else {})


def test_the_project_comes_before_the_user(places) -> None:
    (places[0] / ".npmrc").write_text("registry = https://project.example/\n")
    (places[1] / ".npmrc").write_text("registry = https://user.example/\n")

    assert found("npm", places).url == "https://project.example/"


def test_only_the_users_own_file_may_name_variables(places) -> None:
    (places[0] / ".npmrc").write_text("registry=https://evil.example/${WORD}/\n")
    (places[1] / ".npmrc").write_text("registry=https://registry.example/${WORD}/\n")

    assert found("npm", places, {"WORD": "kept"}).url == "https://registry.example/kept/"


def test_registries_of_a_lockfile() -> None:
    text = """
    "resolved": "https://registry.example/npm/a/-/a-1.0.0.tgz", "resolved": "https://registry.example/npm/@s/b/-/b-1.0.0.tgz",
      resolved "https://other.example/@s%2fc/-/c-1.0.0.tgz#0123"
    "resolved": "git+ssh://git@city.example/x.git#0123"
    """

    assert bases_in([text]) == ("https://other.example", "https://registry.example/npm")


def test_a_lockfile_that_names_several_registries_names_none(places) -> None:
    one, other = '"https://a.example/x/-/x-1.tgz"', '"https://b.example/y/-/y-1.tgz"'

    assert (urls("npm", places, locked=[one]), urls("npm", places, locked=[one, other])) == (["https://a.example"], [])


YARN = """
npmRegistryServer: "https://registry.example/yarn/"
npmAuthToken: "word"
npmScopes:
  city:
    npmRegistryServer: https://city.example/npm/
    npmAuthToken: "${CITY:-other}"
"""


def test_a_scope_has_a_registry_of_its_own(places) -> None:
    (places[0] / ".npmrc").write_text("registry=https://registry.example/\n@city:registry=https://city.example/\n")

    assert urls("npm", places, namespace="@City") == ["https://city.example/"]
    assert urls("npm", places, namespace="@other") == ["https://registry.example/"]


def test_a_scope_alone_leaves_all_else_unasked(places) -> None:
    (places[1] / ".npmrc").write_text("@city:registry=https://city.example/\n//city.example/:_authToken=word\n")

    assert (urls("npm", places), urls("npm", places, namespace="@city")) == ([], ["https://city.example/"])
    assert dict(found("npm", places, namespace="@city").headers) == {"Authorization": "Bearer word"}


def test_where_osscan_toml_names_a_registry_the_tree_leads_no_scope_elsewhere(places) -> None:
    text = '[registries.npm]\nurl = "https://own.example/"\nscopes = {"@city" = "https://city.example/"}\n'
    settings = settings_in(text, "osscan.toml")
    (places[0] / ".npmrc").write_text("@types:registry=https://evil.example/\n@city:registry=https://evil.example/\n")
    (places[1] / ".npmrc").write_text("@mine:registry=https://mine.example/\n")

    asked = [urls("npm", places, settings=settings, namespace=scope) for scope in ("@types", "@city", "@mine")]
    assert asked == [["https://own.example/"], ["https://city.example/"], ["https://mine.example/"]]


def test_yarns_settings_are_read(places) -> None:
    (places[0] / ".yarnrc.yml").write_text(YARN)

    assert found("npm", places) == ("https://registry.example/yarn/", {"Authorization": "Bearer word"}, (), ())
    city = found("npm", places, {"CITY": "secret"}, namespace="@city")
    assert (city.url, dict(city.headers)) == ("https://city.example/npm/", {"Authorization": "Bearer other"})


def test_a_token_of_yarn_without_a_registry_beside_it_is_sent_nowhere(places) -> None:
    (places[0] / ".yarnrc.yml").write_text("npmRegistryServer: https://evil.example/\n")
    (places[1] / ".yarnrc.yml").write_text("npmAuthToken: word\n")

    assert found("npm", places) == ("https://evil.example/", {}, (), ())


def test_pnpms_workspace_names_registries(places) -> None:
    text = "registries:\n  default: https://registry.example/\n  '@city': https://city.example/\n"
    (places[0] / "pnpm-workspace.yaml").write_text(text)

    assert urls("npm", places) + urls("npm", places, namespace="@city") == ["https://registry.example/", "https://city.example/"]


@pytest.mark.parametrize(
    "text", ["{", "- 1", "a: &a [*a]", "npmRegistryServer: [1]\nnpmScopes: 5\nregistries: 7", "\x00", "!!python/x 1"]
)
@pytest.mark.parametrize("name", [".yarnrc.yml", "pnpm-workspace.yaml", ".npmrc"])
def test_broken_settings_name_nobody(places, name, text) -> None:
    (places[0] / name).write_text(text)

    assert urls("npm", places) == []


@pytest.mark.parametrize(
    ("row", "header"),
    [
        ("_auth=bWU6d29yZA==", "Basic bWU6d29yZA=="),
        ("username=me\n//registry.example/:_password=d29yZA==", "Basic bWU6d29yZA=="),
    ],
)
def test_npms_older_ways_to_log_in(places, row, header) -> None:
    (places[1] / ".npmrc").write_text(f"registry=https://registry.example/\n//registry.example/:{row}\n")

    assert dict(found("npm", places).headers) == {"Authorization": header}


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://registry.example/simple", True),
        ("https://REGISTRY.example:8443/simple", True),
        ("https://me:own@registry.example/simple", False),
        ("http://registry.example/simple", False),
        ("http://127.0.0.1:1/simple", True),
        ("https://sub.registry.example/simple", False),
        ("https://other.example/simple", False),
    ],
)
def test_netrc_is_for_its_own_host_and_never_in_the_clear(places, url, sent) -> None:
    lines = (
        "machine registry.example login me password word",
        "machine 127.0.0.1 login me password word",
        "default login x password y",
    )
    (places[1] / ".netrc").write_text("\n".join(lines))
    (places[1] / ".netrc").chmod(0o600)

    expected = {"Authorization": "Basic bWU6d29yZA=="}
    assert (dict(found("pypi", places, {"PIP_INDEX_URL": url}).headers) == expected) is sent


def test_netrc_may_lie_elsewhere_and_may_be_broken(places) -> None:
    (places[1] / "kept").write_text("machine registry.example login me password word\n")
    (places[1] / ".netrc").write_text("nonsense {\n")
    environment = {"PIP_INDEX_URL": "https://registry.example/simple"}

    assert dict(found("pypi", places, environment).headers) == {}
    assert dict(found("pypi", places, {**environment, "NETRC": str(places[1] / "kept")}).headers) != {}


POETRY = """
[[tool.poetry.source]]
name = "more"
url = "https://more.example/simple"
priority = "supplemental"
[[tool.poetry.source]]
name = "city"
url = "https://registry.example/simple"
[[tool.poetry.source]]
name = "only"
url = "https://only.example/simple"
priority = "explicit"
"""
UV = """
[[tool.uv.index]]
url = "https://last.example/simple"
default = true
[[tool.uv.index]]
url = "https://first.example/simple"
"""


@pytest.mark.parametrize(
    ("file", "text", "named"),
    [
        ("pyproject.toml", POETRY, ["https://registry.example/simple", "https://more.example/simple"]),
        ("pyproject.toml", UV, ["https://first.example/simple", "https://last.example/simple"]),
        (
            "../home/pip.conf",
            "[global]\nindex-url = https://a.example/s\nextra-index-url =\n  https://b.example/s\n  https://c.example/s\n",
            ["https://a.example/s", "https://b.example/s", "https://c.example/s"],
        ),
    ],
)
def test_further_python_indexes_are_asked_in_their_order(places, file, text, named) -> None:
    (places[0] / file).write_text(text)

    assert urls("pypi", places) == named


def test_further_indexes_of_the_environment_come_last(places) -> None:
    environment = {"PIP_INDEX_URL": "https://a.example/s", "UV_INDEX": "city=https://b.example/s https://c.example/s"}

    assert urls("pypi", places, environment) == ["https://a.example/s", "https://b.example/s", "https://c.example/s"]


SETTINGS = """<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
  <localRepository>${user.home}/kept</localRepository>
  <mirrors>
    <mirror><id>city</id><url>https://registry.example/maven/</url><mirrorOf>*,!tools</mirrorOf></mirror>
  </mirrors>
  <servers>
    <server><id>city</id><username>me</username><password>${env.WORD}</password></server>
    <server><id>evil</id><username>me</username><password>word</password></server>
    <server><id>tools</id><username>me</username><password>{coded}</password></server>
  </servers>
</settings>"""
PROJECT = """<project><repositories>
  <repository><id>evil</id><url>https://evil.example/maven</url></repository>
  <repository><id>tools</id><url>https://tools.example/maven</url></repository>
  <repository><id>open</id><url>https://${env.WORD}.example/</url></repository>
  <repository><id>early</id><url>https://early.example/</url><releases><enabled>false</enabled></releases></repository>
</repositories></project>"""


@pytest.fixture
def maven(places):
    (places[1] / ".m2").mkdir()
    return places


def test_a_mirror_stands_for_all_repositories_that_it_names(maven) -> None:
    (maven[1] / ".m2" / "settings.xml").write_text(SETTINGS)
    (maven[0] / "pom.xml").write_text(PROJECT)

    listed = every("maven", maven, {"WORD": "word"})
    assert [(one.url, dict(one.headers)) for one in listed] == [
        ("https://registry.example/maven/", {"Authorization": "Basic bWU6d29yZA=="}),
        ("https://tools.example/maven", {}),
    ]
    assert [one.url for one in listed[0].also] == ["https://tools.example/maven"]


def test_a_projects_repository_gets_no_password_by_calling_itself_a_name(maven) -> None:
    (maven[1] / ".m2" / "settings.xml").write_text(SETTINGS.replace("*,!tools", "central"))
    (maven[0] / "pom.xml").write_text(PROJECT)

    told = {one.url: dict(one.headers) for one in every("maven", maven, {"WORD": "word"})}
    assert told == {
        "https://evil.example/maven": {},
        "https://tools.example/maven": {},
        "https://registry.example/maven/": {"Authorization": "Basic bWU6d29yZA=="},
    }


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://registry.example/maven/", True),
        ("https://registry.example/maven", True),
        ("https://registry.example/maven/releases", True),
        ("https://registry.example/mavenx", False),
        ("http://registry.example/maven/", False),
        ("https://other.example/maven/", False),
    ],
)
def test_passwords_of_settings_xml_go_only_where_it_says(maven, url, sent) -> None:
    (maven[1] / ".m2" / "settings.xml").write_text(SETTINGS)
    settings = settings_in(f'[registries.maven]\nurl = "{url}"\n', "osscan.toml")

    assert bool(found("maven", maven, {"WORD": "word"}, settings).headers) is sent


@pytest.mark.parametrize("text", ["", "<", "<settings/>", '<!DOCTYPE x [<!ENTITY a "b">]><settings>&a;</settings>', "<a>" * 5000])
def test_settings_that_can_not_be_read_name_nobody(maven, text) -> None:
    (maven[1] / ".m2" / "settings.xml").write_text(text)

    assert urls("maven", maven) == []
    assert local_repository(maven[1], {}) == f"{maven[1]}/.m2/repository"


def test_the_local_repository_is_where_settings_xml_says(maven) -> None:
    (maven[1] / ".m2" / "settings.xml").write_text(SETTINGS)

    assert local_repository(maven[1], {}) == f"{maven[1]}/kept"
