"""Registries are found where pip, uv and npm are told of them; credentials stay with their own registry."""

from __future__ import annotations

import pytest

from osscan.enrich.addresses import address_of, bases_in
from osscan.enrich.settings import Settings, settings_in

NOTHING = Settings({}, {}, {}, {}, {})


@pytest.fixture
def places(tmp_path):
    for name in ("tree", "home"):
        (tmp_path / name).mkdir()
    return tmp_path / "tree", tmp_path / "home"


def found(source, places, environment=None, settings=NOTHING, locked=()):
    tree, home = places
    return address_of(source, settings, tree, home, {"PIP_CONFIG_FILE": str(home / "pip.conf"), **(environment or {})}, locked)


@pytest.mark.parametrize("source", ["npm", "deps-dev", "clearlydefined"])
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
