"""Writes `licenselynx_names.json` anew: the license names that LicenseLynx knows and osscan's own tables do not; for developers.

    pip download --no-deps -d SOURCES licenselynx==2.3.4
    python .ci/refresh_license_names.py SOURCES/licenselynx-2.3.4-py3-none-any.whl     # or --check: exit 1 if anything would change
    python .ci/refresh_knowledge.py                                                    # brings the hashes in SOURCE.toml up to date

A name is taken when it leads to an identifier of the SPDX License List, when osscan's tables neither answer it nor call it ambiguous,
and when REFUSED does not name it. Single words are never taken: they are keys of a catalog (`attribution`, `regexp`), not names that
people write. What LicenseLynx answers otherwise than osscan is printed, so that a new version can be read before it is committed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/osscan/knowledge/data/licenselynx_names.json"
sys.path.insert(0, str(ROOT / "src"))

from osscan.knowledge import names, spdx  # noqa: E402 - the checkout's own

REFUSED = {
    "microsoft license": "Microsoft has several",
    "x license": "MIT and X11 both go by it",
    "x window system license": "MIT and X11 both go by it",
    "x window system license v1.0": "MIT and X11 both go by it",
    "x.org license": "X.Org's own license has the words of MIT",
    "x.org public license": "X.Org's own license has the words of MIT",
    "x11 license (x.org)": "X.Org's own license has the words of MIT",
    "w3cl": "three versions",
    "unicode, inc. license agreement - data files and software": "two versions",
    "do what you want license": "not the name of the WTFPL",
    "do what you want public license": "not the name of the WTFPL",
    "common development license 1.0": "not the name of the CDDL",
    "common development license 1.1": "not the name of the CDDL",
    "verbatim copies": "the FSF's verbatim copying notice goes by it too",
    "altera license": "Altera's own license is another one",
    "gnu3": "GPL, LGPL or AGPL",
}
"""Names that LicenseLynx answers although they have several meanings, in their compared form, and why."""
NO_NAME = re.compile(r"[a-z]+|.*[#$'â].*|licenseref-.*|.*ã.*")
"""Single words, quoted code, text in a broken encoding, and references, which are expressions already."""


def main() -> int:
    """Writes or checks the table; returns the exit code."""
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("wheel", type=Path)
    call.add_argument("--check", action="store_true")
    asked = call.parse_args()
    data = json.loads(zipfile.ZipFile(asked.wheel).read("licenselynx/resources/merged_data.json"))
    names._lynx = lambda _: {}  # type: ignore[assignment]  # noqa: SLF001 - osscan's own answers only
    text = written(
        {
            "version": asked.wheel.name.split("-")[1],
            "stable": taken(data["stableMap"], told=True),
            "risky": taken(data["riskyMap"], told=False),
        }
    )
    changed = not TABLE.is_file() or TABLE.read_text(encoding="utf-8") != text
    if changed and not asked.check:
        TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TABLE.name}: {'changed' if changed else 'as before'}", file=sys.stderr)
    return int(asked.check and changed)


def taken(rows: dict[str, dict[str, str]], *, told: bool) -> dict[str, list[str]]:
    """The names by identifier that add something to osscan's own answers."""
    found: dict[str, set[str]] = {}
    for name, row in rows.items():
        expression = spdx.current(row["id"]) if row["src"] == "spdx" else None
        plain = names._plain(name)  # noqa: SLF001 - the form in which they are looked up
        if expression is None or NO_NAME.fullmatch(plain) or plain in REFUSED:
            continue
        own = max(
            names.resolve_name(name), names.resolve_name(plain), key=lambda match: match.status != "unresolved" or bool(match.why)
        )
        if own.status == "unresolved" and not own.why:
            found.setdefault(expression, set()).add(plain)
        elif told and own.expression != expression:
            print(f"{name}: {expression}, here {own.expression or own.why or own.status}")
    return {expression: sorted(found[expression]) for expression in sorted(found)}


def written(tree: dict[str, Any]) -> str:
    """JSON with one identifier a line, so that a change shows as one line."""
    parts = [f'"version":{compact(tree["version"])}']
    for kind in ("stable", "risky"):
        rows = ",\n".join(f"{compact(expression)}:{compact(listed)}" for expression, listed in tree[kind].items())
        parts.append(f'"{kind}":{{\n{rows}\n}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main())
