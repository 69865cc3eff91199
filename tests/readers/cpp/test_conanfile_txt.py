"""conanfile.txt: sections of requirements, ranges and what is none of both."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.cpp.conanfile_txt import READER, read

TEXT = """# what the shop needs
[requires]
zlib/1.2.13
fmt/[>=9 <11, include_prerelease]   # any of them
boost/1.80.0@city/stable#7e1b

[tool_requires]
cmake/3.25.1
[test_requires]
gtest/1.14.0
[generators]
CMakeDeps
[options]
zlib/*:shared=True
"""


def inventory(text: str):
    return read(Source("conanfile.txt", held=text.encode()))


def test_requirements_have_their_scope_and_ranges_are_no_versions():
    assert [(c.name, c.version, c.requirement, c.scope, c.place.line) for c in inventory(TEXT).components] == [
        ("zlib", "1.2.13", "", Scope.RUNTIME, 3),
        ("fmt", "", ">=9 <11", Scope.RUNTIME, 4),
        ("boost", "1.80.0", "", Scope.RUNTIME, 5),
        ("cmake", "3.25.1", "", Scope.BUILD, 8),
        ("gtest", "1.14.0", "", Scope.TEST, 10),
    ]


def test_broken_line_costs_only_itself():
    found = inventory("[requires]\nzlib\nfmt/9.0\n")

    assert [c.name for c in found.components] == ["fmt"]
    assert [(p.code, p.place.line) for p in found.problems] == [("entry-syntax", 2)]


def test_empty_file_asks_for_nothing():
    assert (inventory("").components, inventory("").problems) == ((), ())


def test_report_of_a_build_is_not_taken_for_it():
    assert READER.recognises(TEXT.encode())
    assert not READER.recognises(b"[settings]\n[requires]\nboost/1.Y.Z\n[full_requires]\nboost/1.75.0:5e\n")


def test_line_before_any_section_is_told():
    found = inventory("zlib/1.2.13\n[requires]\nfmt/9.0.0\n")

    assert [c.name for c in found.components] == ["fmt"]
    assert [(p.code, p.place.line) for p in found.problems] == [("entry-syntax", 1)]
