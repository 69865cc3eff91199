"""Podfile.lock: pods, parts of pods, and pods that are folders."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.readers.swift.podfile_lock import READER, read

LOCK = """PODS:
  - PINCache (3.0.3):
    - PINCache/Core (= 3.0.3)
  - PINCache/Core (3.0.3):
    - PINOperation (~> 1.2.1)
  - PINOperation (1.2.1)
  - Reveal-SDK (33)
  - Shop (0.1.0)
  - Shop/Parts (0.1.0)
  - React-Core (0.72.4)
  - "GoogleUtilities/NSData+zlib (7.5.2)"

DEPENDENCIES:
  - PINCache
  - Shop (from `./Shop`)

EXTERNAL SOURCES:
  Shop:
    :path: "./Shop"
  React-Core:
    :path: "../node_modules/react-native/"

COCOAPODS: 1.11.2
"""


def inventory(text: str):
    return read(Source("Podfile.lock", held=text.encode()))


def test_pods_and_their_parts_are_components():
    found = inventory(LOCK)

    assert [(c.name, c.version, c.purl, c.place.line) for c in found.components] == [
        ("PINCache", "3.0.3", "pkg:cocoapods/PINCache@3.0.3", 2),
        ("PINCache/Core", "3.0.3", "pkg:cocoapods/PINCache@3.0.3#Core", 4),
        ("PINOperation", "1.2.1", "pkg:cocoapods/PINOperation@1.2.1", 1),
        ("Reveal-SDK", "33", "pkg:cocoapods/Reveal-SDK@33", 1),
        ("React-Core", "0.72.4", "pkg:cocoapods/React-Core@0.72.4", 1),
        ("GoogleUtilities/NSData+zlib", "7.5.2", "pkg:cocoapods/GoogleUtilities@7.5.2#NSData+zlib", 1),
    ]
    assert found.edges == (("PINCache", "PINCache/Core"), ("PINCache/Core", "PINOperation"))
    assert (found.version, found.problems) == ("1.11.2", ())


@pytest.mark.parametrize("text", ["", "PODFILE CHECKSUM: 07aa\n\nCOCOAPODS: 1.11.2\n", "PODS: []\n"])
def test_no_pods_are_no_fault(text):
    assert (inventory(text).components, inventory(text).problems) == ((), ())


def test_unusable_entries_cost_only_themselves():
    found = inventory("PODS:\n  - A (1.0\n  - [x]\n  - B (2.0)\n  - C (3.0): 7\n")

    assert [c.name for c in found.components] == ["B", "C"]
    assert [p.code for p in found.problems] == ["entry-syntax", "field-wrong-type"]


@pytest.mark.parametrize("text", ["just words", "- a\n", "PODS: 7", "PODS:\n  a: b\n"])
def test_wrong_types_are_told(text):
    assert [p.code for p in inventory(text).problems] == ["field-wrong-type"]


@pytest.mark.parametrize("text", ["PODS: [", "PODS:\n  - 'a", "a: " + "[" * 5000, "\t- a: b: c"])
def test_broken_yaml_is_refused(text):
    with pytest.raises(UnreadableError):
        inventory(text)


def test_recognised_by_its_first_words():
    assert READER.recognises(LOCK.encode())
    assert not READER.recognises(b"pods: 1")
