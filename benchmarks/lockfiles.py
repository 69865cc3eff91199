"""How many labelled manifests and lockfiles osscan sees exactly as their label, by ecosystem, and syft on the same files.

    python benchmarks/lockfiles.py
    python benchmarks/lockfiles.py --syft /usr/bin/syft

Reads `lockfiles/labels.jsonl` from the folder OSSCAN_CORPUS, or from ../shared/corpus beside the checkout. Exact means: the same
names and versions, nothing missing and nothing too many. syft knows formats by file name only: it gets every file under the name
that its format has in a project, in a folder of its own with the unlabelled files that lie beside it, and answers with its
development dependencies included and with those catalogers for installed packages that the labels speak of. A name of syft counts
as it stands, as its package URL writes it, or by its last part alone, whichever fits.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import lockfile_cases as labels
from lockfile_differences import DIFFERENCES

MORE_CATALOGERS = "+javascript-package-cataloger,+php-composer-installed-cataloger,+ruby-installed-gemspec-cataloger"
FIGURES = ("cases", "read", "exact", "explained", "syft", "filled", "exact_filled", "syft_filled")
HEADINGS = ("cases", "read", "exact", "under conventions", "syft: exact", "with components", "exact", "syft: exact")
OWN_FIGURES = 4
"""How many of them are there without syft."""


class Peer(NamedTuple):
    """What syft lists for a file: the names as they stand and as package URLs write them, and licenses by item."""

    plain: set[labels.Item]
    by_url: set[labels.Item]
    licenses: dict[labels.Item, frozenset[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--syft", help="the program, to be measured on the same files")
    given = parser.parse_args()
    if not labels.CORPUS.is_dir():
        raise SystemExit("corpus not found: set OSSCAN_CORPUS")
    peer = syft(given.syft, labels.cases()) if given.syft else {}
    show(counted(peer), with_peer=bool(given.syft))
    told_of_licenses(peer)


def counted(peer: dict[str, Peer]) -> dict[str, Counter[str]]:
    """The figures of every ecosystem."""
    found: dict[str, Counter[str]] = {}
    for row in labels.cases():
        wanted = labels.wanted(row)
        difference = labels.difference(row)
        other = peer.get(row["path"])
        is_peers = other is not None and (wanted in (other.plain, other.by_url) or short(wanted) == short(other.plain))
        was_read = labels.was_read(row)
        figures = {
            "cases": True,
            "read": was_read,
            "exact": was_read and not any(difference),
            "explained": was_read and difference == labels.explained(row, DIFFERENCES),
            "syft": is_peers,
            "filled": bool(wanted),
            "exact_filled": bool(wanted) and not any(difference),
            "syft_filled": bool(wanted) and is_peers,
        }
        found.setdefault(row["ecosystem"], Counter()).update({name: int(holds) for name, holds in figures.items()})
    return dict(sorted(found.items()))


def short(items: set[labels.Item]) -> set[labels.Item]:
    """With nothing but the last part of a name: Maven's artifact, the last folder of an address."""
    return {(name.rpartition(":")[2], version) for name, version in items}


def show(found: dict[str, Counter[str]], *, with_peer: bool) -> None:
    """A table in Markdown, the sum of all ecosystems last; its last three columns leave out files without components."""
    names = FIGURES if with_peer else FIGURES[:OWN_FIGURES]
    print("| ecosystem | " + " | ".join(HEADINGS[: len(names)]) + " |")
    print("|" + "---|" * (len(names) + 1))
    total = sum(found.values(), Counter())
    for ecosystem, figures in [*found.items(), ("all", total)]:
        print("| " + " | ".join((ecosystem, *(str(figures[name]) for name in names))) + " |")
    print(
        f"\nexact of {total['read']} read: {total['exact'] / total['read']:.4f} raw, {total['explained'] / total['read']:.4f} under conventions"
    )
    print(
        f"exact of all {total['cases']}: {total['exact'] / total['cases']:.4f} raw, {total['explained'] / total['cases']:.4f} under conventions"
    )
    rest = [row for row in labels.cases() if labels.was_read(row) and any(labels.left_over(row))]
    print(f"by five conventions that name no case: {1 - len(rest) / total['read']:.4f} of those read")
    if with_peer:
        share, filled = total["syft"] / total["cases"], total["filled"]
        print(f"syft: {share:.4f} of all, raw")
        print(f"of {filled} with components: {total['exact_filled'] / filled:.4f}, syft {total['syft_filled'] / filled:.4f}")


def told_of_licenses(peer: dict[str, Peer]) -> None:
    """Licenses and scopes of the labels."""
    found = labels.licenses()
    same = sum(one.told == one.ours for one in found)
    wrong = sum(not one.ours <= one.told for one in found)
    print(f"\nlicenses of {len(found)} components: {same} the same, {len(found) - same - wrong} open, {wrong} other")
    plain = {row["path"] for row in labels.cases()}
    found = tuple(one for one in found if one.path in plain)
    print(f"of these in plain cases {len(found)}: osscan {sum(one.told == one.ours for one in found)} the same")
    if peer:
        by_name = {(path, item[0]): said for path, other in peer.items() for item, said in other.licenses.items()}
        hits = sum(by_name.get((one.path, labels.item(one.name, "")[0])) == one.told for one in found)
        print(f"syft {hits} the same")
    scopes = [labels.scopes(row) for row in labels.cases()]
    same = sum(told[key] == ours[key] for told, ours in scopes for key in told)
    print(f"scopes of {sum(len(told) for told, _ in scopes)} components: {same} the same")
    projects = labels.resolved_by_ort()
    listed, licensed = sum(one.listed for one in projects), sum(one.licensed for one in projects)
    print(
        f"ORT's {len(projects)} projects, resolved over the network: {listed} of {sum(one.wanted for one in projects)} packages"
        f" listed offline, {licensed} with a license, {sum(len(one.unlike) for one in projects)} of them another"
    )


def syft(program: str, rows: tuple[labels.Row, ...]) -> dict[str, Peer]:
    """One run over all cases, each in a folder of its own; of what it finds only what it found in the file of the case."""
    labelled = {row["path"] for row in rows}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for number, row in enumerate(rows):
            laid_out(row, home / f"case-{number:03}", labelled)
        environment = {
            **os.environ,
            "SYFT_CHECK_FOR_APP_UPDATE": "false",
            "SYFT_JAVASCRIPT_INCLUDE_DEV_DEPENDENCIES": "true",
        }
        command = (program, "scan", f"dir:{home}", "-o", "syft-json", "-q", "--select-catalogers", MORE_CATALOGERS)
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"syft ended with {done.returncode}: {done.stderr[-300:]}")
    found = {row["path"]: Peer(set(), set(), {}) for row in rows}
    files = {f"/case-{number:03}/{labels.canonical_name(row)}": row["path"] for number, row in enumerate(rows)}
    for artifact in json.loads(done.stdout)["artifacts"]:
        for location in artifact["locations"]:
            path = files.get(location["path"])
            if path is not None:
                take(artifact, found[path])
    return found


def laid_out(row: labels.Row, folder: Path, labelled: set[str]) -> None:
    """The file of a case under the name of its format, with what lies beside it and is no case itself."""
    file = labels.CORPUS / row["path"]
    target = folder / labels.canonical_name(row)
    target.parent.mkdir(parents=True)
    for beside in file.parent.iterdir():
        is_other = str(beside.relative_to(labels.CORPUS)) in labelled
        if beside.is_file() and not is_other and beside.name != target.name and beside.stat().st_size < 1_000_000:
            shutil.copy(beside, target.parent / beside.name)
    shutil.copy(file, target)


def take(artifact: dict[str, Any], into: Peer) -> None:
    version = "" if artifact["version"] == "UNKNOWN" else artifact["version"]
    plain = labels.item(artifact["name"], version)
    into.plain.add(plain)
    path = unquote(artifact.get("purl", "").partition("?")[0].partition("#")[0].removeprefix("pkg:").partition("/")[2])
    at = path.rfind("@")
    by_url = labels.item(path[:at] if at > 0 else path, version) if path else plain
    into.by_url.add(by_url)
    licenses = frozenset(name for one in artifact["licenses"] for name in labels.names_in(one["spdxExpression"] or one["value"]))
    into.licenses[plain] = into.licenses[by_url] = licenses


if __name__ == "__main__":
    main()
