"""Properties and annotations that osscan wrote are read again; what others wrote under other names means nothing."""

from __future__ import annotations

from osscan.model.component import Component, Relation, Scope
from osscan.model.place import Place
from osscan.readers.own_words import pairs, with_own_words

PLAIN = Component("a", "1", Place("x"), "a")


def test_known_words_are_taken() -> None:
    told = [("osscan:scope", "dev"), ("osscan:relation", "static-link"), ("osscan:first-party", "true")]

    assert with_own_words(PLAIN, told) == PLAIN._replace(scope=Scope.DEV, relation=Relation.STATIC_LINK, first_party=True)


def test_unknown_words_change_nothing() -> None:
    told = [("osscan:scope", "sometimes"), ("osscan:relation", "friend"), ("osscan:first-party", "yes"), ("scope", "dev")]

    assert with_own_words(PLAIN, told) == PLAIN


def test_a_declaration_is_taken_word_for_word() -> None:
    claims = with_own_words(PLAIN, [("osscan:license:declared", "Our License")]).claims

    assert [(claim.role.value, claim.raw) for claim in claims] == [("declared", "Our License")]


def test_lists_of_others_are_not_looked_through() -> None:
    assert pairs([{"name": "osscan:scope", "value": "dev"}, {"name": "other", "value": "x"}], "name", "value") == []


def test_rows_that_are_no_pairs_are_passed_over() -> None:
    rows = [3, {"name": 4, "value": "x"}, {"name": "osscan:scope", "value": "dev"}]

    assert pairs(rows, "name", "value") == [("osscan:scope", "dev")]
