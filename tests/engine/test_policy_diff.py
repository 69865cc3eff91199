"""Two policies compared: nothing where they say the same, otherwise what changed and what it means."""

from __future__ import annotations

import pytest
from tests.engine.policies import HEAD, RULES, policy

from osscan.engine.policy_diff import compared
from osscan.model.component import Relation, Scope
from osscan.policy.difference import Direction, difference
from osscan.policy.find import packaged_names, policy_named


def comparison(folder, old, new, name="policy.yml"):
    return compared(policy(folder, old, "old.yml"), policy(folder, new, name))


def changes(folder, old, new, name="policy.yml"):
    found = difference(policy(folder, old, "old.yml"), policy(folder, new, name))
    return [(change.section, change.action, change.name, change.field, change.old, change.new) for change in found]


@pytest.mark.parametrize("name", packaged_names())
def test_a_policy_is_no_different_from_itself(name):
    found = compared(policy_named(name), policy_named(name))

    assert ((), ()) == (found.changes, found.flips)


def test_other_lines_and_another_file_are_no_difference(tmp_path):
    waiver = (
        "waivers:\n  - {id: W, rule: P-2, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: 2027-01-01}\n"
    )

    assert [] == changes(tmp_path, HEAD + RULES + waiver, "# moved\n\n" + HEAD + waiver + RULES, "elsewhere.yml")


def test_rules_in_a_base_are_the_same_rules(tmp_path):
    policy(tmp_path, HEAD + RULES, "base.yml")
    above = HEAD.split("categories", maxsplit=1)[0] + "extends: [{path: base.yml}]\n"

    assert [] == changes(tmp_path, HEAD + RULES, above)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("outbound: EUPL-1.2", "outbound: MIT", ("outbound", "changed", "", "", "EUPL-1.2", "MIT")),
        ("provision: [source]", "provision: [saas]", ("provisions", "changed", "", "", "source", "saas")),
        ("default: review", "default: deny", ("default", "changed", "", "", "review", "deny")),
        ("then: allow", "then: review", ("rules", "changed", "P-1", "then", "allow", "review")),
        ("MIT, Apache-2.0]", "MIT, ISC]", ("categories", "changed", "permissive", "licenses", "Apache-2.0", "ISC")),
        (
            "when: {category: strong}",
            "when: {category: strong, osi: true}",
            ("rules", "changed", "P-2", "when", "category: strong", "category: strong; osi: true"),
        ),
    ],
)
def test_a_change_is_told_with_both_values(tmp_path, old, new, expected):
    assert [expected] == changes(tmp_path, HEAD + RULES, (HEAD + RULES).replace(old, new))


def test_rules_come_go_and_move(tmp_path):
    third = "  - {id: P-3, when: {license: 0BSD}, then: allow, text: {de: a, en: b}}\n"
    first, second = RULES.split("  - id: P-2")
    added = RULES.replace("default:", third + "default:")
    moved = "rules:\n  - id: P-2" + second.replace("default:", first.removeprefix("rules:\n") + "default:")

    assert [("rules", "added", "P-3")] == [change[:3] for change in changes(tmp_path, HEAD + RULES, HEAD + added)]
    assert [("rules", "removed", "P-3")] == [change[:3] for change in changes(tmp_path, HEAD + added, HEAD + RULES)]
    (change,) = changes(tmp_path, HEAD + RULES, HEAD + moved)
    assert ("rules", "moved") == change[:2]


def test_a_rule_with_a_new_id_is_still_the_same_rule(tmp_path):
    renamed = RULES.replace("id: P-1", "id: P-100\n    formerly: [P-1]")

    assert [("P-100", "id"), ("P-100", "formerly")] == [
        (name, field) for _, _, name, field, _, _ in changes(tmp_path, HEAD + RULES, HEAD + renamed)
    ]


def test_flips_are_grouped_by_what_they_share(tmp_path):
    flips = comparison(tmp_path, HEAD + RULES, HEAD + RULES.replace("then: allow", "then: review")).flips
    contexts = [context for flip in flips for context in flip.contexts]

    assert {(("MIT", "Apache-2.0"), Direction.STRICTER)} == {(flip.licenses, flip.direction) for flip in flips}
    assert {("allowed", "needs-review"), ("allowed-with-obligations", "needs-review")} == {
        (flip.old.word, flip.new.word) for flip in flips
    }
    assert sorted(Relation) == sorted(context.relation for context in contexts)
    assert {()} == {context.scopes for context in contexts}


def test_a_flip_in_some_scopes_names_them(tmp_path):
    found = comparison(tmp_path, HEAD + RULES, HEAD + RULES.replace("{scope: [test]}", "{scope: [test, dev]}"))
    flips = [flip for flip in found.flips if flip.direction is Direction.LAXER]

    assert {(Scope.DEV,)} == {context.scopes for flip in flips for context in flip.contexts}
    assert {"GPL-2.0-only", "GPL-3.0-only"} == {name for flip in flips for name in flip.licenses}


def test_another_relation_for_an_ecosystem_flips_its_components(tmp_path):
    new = (HEAD + RULES).replace("relation_default", "relation_by_ecosystem: {npm: separate-process}, relation_default")
    found = comparison(tmp_path, HEAD + RULES, new)
    contexts = {(context.ecosystem, context.relation, context.new_relation) for flip in found.flips for context in flip.contexts}

    assert {("npm", Relation.DYNAMIC_LINK, Relation.SEPARATE_PROCESS)} == contexts
    assert "GPL-3.0-only" in {name for flip in found.flips for name in flip.licenses}


def test_a_rule_about_packages_flips_only_for_them(tmp_path):
    rule = "rules:\n  - {id: X, when: {purl: 'pkg:npm/bad*'}, then: deny, text: {de: a, en: b}}\n"
    found = comparison(tmp_path, HEAD + RULES, HEAD + RULES.replace("rules:\n", rule))

    assert {"pkg:npm/badx"} == {context.purl for flip in found.flips for context in flip.contexts}


def test_a_mapped_name_flips_too(tmp_path):
    found = comparison(tmp_path, HEAD + RULES, HEAD + RULES + "name_mappings: {our own license: MIT}\n")

    assert {(("“our own license”",), Direction.LAXER)} == {(flip.licenses, flip.direction) for flip in found.flips}


def test_a_choice_flips_the_expression_that_it_is_for(tmp_path):
    choice = "choices:\n  - {given: MIT OR GPL-3.0-only, choose: GPL-3.0-only, reason: {de: a, en: b}}\n"
    found = comparison(tmp_path, HEAD + RULES, HEAD + RULES + choice)

    assert {("GPL-3.0-only OR MIT",)} == {flip.licenses for flip in found.flips}
    assert {Direction.STRICTER} == found.directions() - {Direction.NONE}


WAIVERS = "waivers:\n  - {id: W, rule: P-2, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: %s}\n"


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ("", WAIVERS % "2027-01-01", Direction.LAXER),
        (WAIVERS % "2027-01-01", "", Direction.STRICTER),
        (WAIVERS % "2027-01-01", WAIVERS % "2028-01-01", Direction.LAXER),
        (WAIVERS % "2027-01-01", WAIVERS % "2026-12-31", Direction.STRICTER),
        ("", "first_party: ['pkg:npm/a']\n", Direction.LAXER),
        ("", "clarifications: [{purl: 'pkg:npm/a', expression: MIT, reason: {de: a, en: b}}]\n", Direction.OPEN),
        ("", "fail_on: {severity: denied}\n", Direction.LAXER),
        ("fail_on: {severity: denied}\n", "", Direction.STRICTER),
        ("", "fail_on: {incomplete: error}\n", Direction.STRICTER),
    ],
)
def test_what_no_license_can_show_has_a_direction_of_its_own(tmp_path, old, new, direction):
    found = comparison(tmp_path, HEAD + RULES + old, HEAD + RULES + new)

    assert ((), {direction}) == (found.flips, found.directions())
