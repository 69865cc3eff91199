"""Expressions for laws: trees over real and made-up ids."""

from __future__ import annotations

from hypothesis import strategies as st

from osscan.expression.tree import Leaf, all_of, any_of

REAL = (
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "ISC",
    "MPL-2.0",
    "LGPL-2.1-only",
    "GPL-2.0-only",
    "GPL-3.0-or-later",
    "AGPL-3.0-only",
    "EUPL-1.2",
    "BUSL-1.1",
    "SSPL-1.0",
)
ODD = ("LicenseRef-own", "LicenseRef-unknown-x", "FooBar-1.0")

real_leaves = st.sampled_from(REAL).map(Leaf)
any_leaves = st.sampled_from(REAL + ODD).map(Leaf)


def trees(leaf=any_leaves):
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=4).map(lambda parts: all_of(tuple(parts))),
            st.lists(inner, min_size=2, max_size=4).map(lambda parts: any_of(tuple(parts))),
        ),
        max_leaves=12,
    )
