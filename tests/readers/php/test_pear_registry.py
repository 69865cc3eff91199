"""What PEAR and PECL installed: one file for each package, as PHP serialises it."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined
from osscan.readers import table
from osscan.readers.php.pear_registry import READER, read
from osscan.readers.php.serialized import SerializedError, value_of


def php(value: object) -> bytes:
    """As PHP's `serialize` writes it."""
    if isinstance(value, dict):
        return b"a:%d:{%s}" % (len(value), b"".join(php(key) + php(one) for key, one in value.items()))
    if isinstance(value, int):
        return b"i:%d;" % value
    if value is None:
        return b"N;"
    text = str(value).encode()
    return b's:%d:"%s";' % (len(text), text)


def inventory(value: object):
    return read(Source("php/.registry/.channel.pecl.example/tool.reg", held=php(value)))


TOOL = {
    "name": "tool",
    "channel": "pecl.example",
    "version": {"release": "1.2.3", "api": "1.0.0"},
    "license": {"attribs": {"uri": "https://licenses.example/mit"}, "_content": "MIT"},
}


def test_a_package_has_its_name_version_channel_and_license():
    found = inventory(TOOL)

    assert [(c.name, c.version, c.purl) for c in found.components] == [("tool", "1.2.3", "pkg:generic/pecl.example/tool@1.2.3")]
    assert [(claim.raw, claim.form) for claim in found.components[0].claims] == [("MIT", Form.NAME)]
    assert found.problems == ()


def test_the_first_form_of_the_registry_is_known_too():
    (component,) = inventory({"package": "Old_Tool", "version": "1.4", "release_license": "BSD"}).components

    assert (component.name, component.version, component.purl) == ("Old_Tool", "1.4", "pkg:generic/pear/Old_Tool@1.4")
    assert [claim.raw for claim in component.claims] == ["BSD"]


def test_several_licenses_are_kept_without_a_guess_how_they_belong_together():
    (component,) = inventory(TOOL | {"license": {0: "MIT", 1: {"_content": "Apache-2.0"}}}).components

    assert [(claim.raw, claim.joined) for claim in component.claims] == [("MIT", Joined.UNSAID), ("Apache-2.0", Joined.UNSAID)]


def test_a_license_without_a_name_is_its_address():
    (component,) = inventory(TOOL | {"license": {"attribs": {"uri": "https://licenses.example/mit"}}}).components

    assert [(claim.raw, claim.form) for claim in component.claims] == [("https://licenses.example/mit", Form.URL)]


def test_a_package_without_license_is_listed():
    (component,) = inventory({"name": "tool", "version": None}).components

    assert (component.version, component.claims) == ("", ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "entry-syntax"),
        (b'a:1:{s:4:"name";s:99:"tool";}', "entry-syntax"),
        (b'O:3:"Foo":0:{}', "entry-syntax"),
        (b'a:1:{s:4:"name"', "entry-syntax"),
        (b"a:1:{i:0;" * 500, "entry-syntax"),
        (b"i:1;", "field-wrong-type"),
        (b'a:1:{s:1:"x";i:1;}', "package-without-name"),
    ],
)
def test_what_is_no_package_is_told(content, code):
    found = read(Source("tool.reg", held=content))

    assert found.components == ()
    assert [problem.code for problem in found.problems] == [code]
    assert not found.complete


def test_lengths_count_bytes_and_texts_may_hold_quotes():
    assert value_of(php({"a": 'Bücher "und" }', 2: {"b": -1, "c": None}})) == {"a": 'Bücher "und" }', "2": {"b": -1, "c": None}}
    assert value_of(b"d:0.5;") == "0.5"
    with pytest.raises(SerializedError):
        value_of(b"a:1:{a:0:{}i:1;}")


def test_it_is_known_by_its_folder_and_by_its_content():
    assert table.by_path("usr/share/php/.registry/.channel.pecl.example/tool.reg").name == READER.name
    assert table.by_path("usr/share/php/.registry/tool.reg").name == READER.name
    assert table.by_path("windows/settings.reg") is None
    assert READER.recognises(php(TOOL)) is True
    assert READER.recognises(b"a:1:{i:0;i:1;}") is False
