"""Every plain label of the ecosystems that osscan knows: met, or differing exactly as a row of the conventions says."""

from __future__ import annotations

import sys

import pytest
from benchmarks import lockfile_cases as labels
from benchmarks import lockfile_differences as table

from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.readers import table as readers

pytestmark = pytest.mark.corpus

OURS_ONLY = {
    table.GIT: lambda one: not one.version,
    table.RANGE: lambda one: not one.version and bool(one.requirement),
    table.CARGO_RANGE: lambda one: not one.version and bool(one.requirement),
    table.BARE: lambda one: not one.version and not one.requirement,
    table.FOR_DEVELOPMENT: lambda one: one.scope.value in {"dev", "test"},
    table.BUILD_SYSTEM: lambda one: one.scope.value == "build",
    table.STANDARD_LIBRARY: lambda one: one.purl.startswith("pkg:golang/stdlib"),
}
"""What must hold for a component that only osscan lists because of such a row."""


@pytest.fixture(scope="module", autouse=True)
def corpus():
    if not labels.CORPUS.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")


def read_as_named(row) -> Source:
    """The file of a case, called as a project calls it."""
    return Source(labels.canonical_name(row), held=(labels.CORPUS / row["path"]).read_bytes())


def test_every_plain_label_is_met_or_differs_exactly_as_the_table_says():
    read = [row for row in labels.cases() if labels.was_read(row)]

    assert {row["path"]: labels.difference(row) for row in read if any(labels.difference(row))} == {
        path: labels.explained(row, table.DIFFERENCES) for row in read if (path := row["path"]) in table.DIFFERENCES
    }
    assert table.DIFFERENCES.keys() <= {row["path"] for row in read}


def test_what_is_not_read_is_in_the_table_too():
    assert {row["path"] for row in labels.cases() if not labels.was_read(row)} == table.UNREAD.keys()


@pytest.mark.parametrize("path", [path for path, why in table.UNREAD.items() if why == table.EMPTY])
def test_an_empty_file_is_read_as_empty_under_the_name_of_its_format(path):
    row = next(row for row in labels.cases() if row["path"] == path)
    source = read_as_named(row)
    reader = readers.by_path(source.path)

    assert row["expected"] == []
    assert reader is not None
    assert readers.card_of(reader).read(source).components == ()


def test_what_only_osscan_lists_is_as_the_convention_says():
    unlike: list[tuple[str, Component]] = []
    for row in labels.cases():
        found = labels.found(row)
        for one in table.DIFFERENCES.get(row["path"], ()):
            holds = OURS_ONLY.get(one.convention)
            items = one.too_many if holds else ()
            unlike += [(row["path"], found[key]) for key in items if not holds(found[key])]

    assert unlike == []


def test_the_project_that_a_label_lists_is_the_root_of_the_inventory():
    listed = {
        row["path"]: one.missing
        for row in labels.cases()
        for one in table.DIFFERENCES.get(row["path"], ())
        if one.convention == table.ITSELF
    }
    roots = {path: labels.seen(path).root for path in listed}

    assert len(listed) == 5
    assert listed == {path: (labels.item(root.name, root.version),) for path, root in roots.items()}


def test_more_than_92_of_100_are_exact_under_the_conventions():
    rows = labels.cases()
    read = [row for row in rows if labels.was_read(row)]
    raw = sum(not any(labels.difference(row)) for row in read)
    exact = sum(labels.difference(row) == labels.explained(row, table.DIFFERENCES) for row in read)
    shares = f"exact {raw / len(read):.4f}, under conventions {exact / len(read):.4f}"
    sys.stdout.write(f"plain {len(rows)}, read {len(read)}, {shares}\n")

    assert raw / len(read) >= 0.86
    assert exact / len(read) >= 0.92
    assert exact / len(rows) >= 0.92


AMBIGUOUS = "a name without a version (`GPL`, `PHP License`) or of several licenses (`BSD`): nothing is guessed"
NO_LICENSE = "`Public-Domain` is a statement, no license with an identifier"
ELSEWHERE = "the pom of the component lies in a repository that only the network reaches"
OUTSIDE = "its parents lie outside of the one file that was named; in its folder the license is inherited"
APK = "os-apk/trivy/pkg_fanal_analyzer_pkg_apk/testdata/apk"
POMS = "java/trivy/pkg_dependency_parser_java_pom/testdata/"
OPEN_LICENSES = {
    (APK, "alpine-keys"): AMBIGUOUS,
    (APK, "libc-utils"): AMBIGUOUS,
    (APK, "musl-utils"): AMBIGUOUS,
    (APK, "sqlite-libs"): NO_LICENSE,
    (APK, "test"): NO_LICENSE,
    ("php/syft/syft_pkg_cataloger_php/testdata/memcached-v6-format.reg", "memcached"): AMBIGUOUS,
    (POMS + "happy/pom.xml", "org.example:example-api"): ELSEWHERE,
    (POMS + "parent-relative-path/pom.xml", "org.example:example-api"): ELSEWHERE,
    (POMS + "parent-remote-repository/pom.xml", "org.example:example-api"): ELSEWHERE,
    (POMS + "project-version-from-parent/child/pom.xml", "org.example:example-api"): ELSEWHERE,
    (POMS + "soft-requirement/pom.xml", "org.example:example-api"): ELSEWHERE,
    (POMS + "inherit-license/module/submodule/pom.xml", "com.example.app:submodule"): OUTSIDE,
}
"""Every component with a label of its license of which osscan says less, and why."""


def test_more_than_92_of_100_are_exact_by_conventions_that_name_no_case():
    read = [row for row in labels.cases() if labels.was_read(row)]
    left = {row["path"]: rest for row in read if any(rest := labels.left_over(row))}
    sys.stdout.write(f"by conventions that name no case {1 - len(left) / len(read):.4f}\n")

    assert len(left) / len(read) <= 0.08
    assert left.keys() <= table.DIFFERENCES.keys()


def test_scopes_are_those_of_the_labels():
    differing = {}
    counted = 0
    for row in labels.cases():
        told, ours = labels.scopes(row)
        counted += len(told)
        differing |= {(row["path"], key): (told[key], ours[key]) for key in told if told[key] != ours[key]}
    sys.stdout.write(f"scopes of {counted} components, {counted - len(differing)} the same\n")

    assert differing == {}
    assert counted >= 124


def test_no_license_differs_from_its_label_and_what_stays_open_is_known():
    found = labels.licenses()
    same = [one for one in found if one.told == one.ours]
    sys.stdout.write(f"licenses of {len(found)} components, {len(same)} the same\n")

    assert [one for one in found if not one.ours <= one.told] == []
    assert {(one.path, one.name) for one in found if one.told != one.ours} == OPEN_LICENSES.keys()
    assert len(same) >= 36


def test_licenses_that_osscan_names_offline_mean_what_ort_resolved_over_the_network():
    projects = labels.resolved_by_ort()
    licensed, listed = sum(one.licensed for one in projects), sum(one.listed for one in projects)
    sys.stdout.write(f"{listed} of {sum(one.wanted for one in projects)} packages listed offline, {licensed} with a license\n")

    assert [one.unlike for one in projects if one.unlike] == []
    assert licensed >= 188
    assert listed >= 742
