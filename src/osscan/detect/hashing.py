"""Hashes of word sequences: a polynomial over 64 bits, so that the hash of any stretch comes from two sums before it."""

from __future__ import annotations

from typing import Any

import numpy as np

BASE = 0x9E3779B97F4A7C15 | 1
_INVERSE = pow(BASE, -1, 1 << 64)


def values(count: int) -> Any:
    """One well-mixed number for each word number (splitmix64: Steele, Lea, Flood, OOPSLA 2014)."""
    x = (np.arange(1, count + 1, dtype=np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def powers(count: int) -> tuple[Any, Any]:
    """The powers of the base and of its inverse, 0 to `count`, modulo 2^64."""
    forward = np.full(count + 1, BASE, np.uint64)
    backward = np.full(count + 1, _INVERSE, np.uint64)
    forward[0] = backward[0] = 1
    return np.multiply.accumulate(forward), np.multiply.accumulate(backward)


def sums(word_values: Any, forward: Any) -> Any:
    """For each position the sum of all before it, each times its power of the base."""
    out = np.zeros(len(word_values) + 1, np.uint64)
    np.cumsum(word_values * forward[: len(word_values)], out=out[1:])
    return out
