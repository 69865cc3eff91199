"""Small policies for tests, written and loaded as a person would."""

from __future__ import annotations

from osscan.policy.load import load

HEAD = """\
schema: osscan/policy/1
id: p
title: {de: Probe, en: Sample}
version: "1"
outbound: EUPL-1.2
doctrine: eu-directive
context: {provision: [source], relation_default: dynamic-link}
categories:
  permissive: [MIT, Apache-2.0]
  strong: [GPL-2.0-only, GPL-3.0-only]
"""
RULES = """\
rules:
  - id: P-1
    when: {category: permissive}
    then: allow
    text: {de: Erlaubt., en: Allowed.}
  - id: P-2
    when: {category: strong}
    unless: {any: [{scope: [test]}, {relation: separate-process}]}
    then: deny
    text: {de: Nein., en: No.}
default: review
"""
TESTS = """\
tests:
  - name: MIT is fine
    component: {license: MIT}
    expect: {policy: allowed-with-obligations, rule: P-1}
  - name: GPL is not
    component: {license: GPL-3.0-only}
    expect: {policy: denied, rule: P-2}
"""


def written(folder, text, name="policy.yml"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def policy(folder, text, name="policy.yml"):
    return load(written(folder, text, name), name)
