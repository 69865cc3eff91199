"""Small trees of installed packages, made when a test asks for them."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path

from osscan.detect.standard_texts import standard_text
from osscan.engine.executor import Serial
from osscan.engine.notice import Noticed, notice
from osscan.engine.request import CheckRequest
from osscan.model.component import Provision
from osscan.model.notice import NoticeComponent, Notices, NoticeText
from osscan.policy.find import policy_named


def text(license_id: str, holder: str = "", blank: str = "") -> str:
    """A license text as packages bring it, with the holder in place of the template's line."""
    found = standard_text(license_id) or ""
    lines = found.split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith("Copyright") and ("<" in line or "YEAR" in line)), None)
    if at is not None:
        lines[at] = f"Copyright (c) {holder}" if holder else blank
    return "\n".join(lines)


def wheel(
    root: Path, name: str, version: str, license_id: str, files: dict[str, str], sources: dict[str, str] | None = None
) -> None:
    """A package as pip installs it."""
    home = root / "lib/python3.11/site-packages"
    info = home / f"{name}-{version}.dist-info"
    (info / "licenses").mkdir(parents=True)
    said = f"License-Expression: {license_id}\n" if license_id else ""
    page = f"Project-URL: Source, https://code.example/{name}\n"
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{said}{page}")
    for file, content in files.items():
        (info / "licenses" / file).parent.mkdir(parents=True, exist_ok=True)
        (info / "licenses" / file).write_text(content)
    for file, content in (sources or {}).items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(content)
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in sources or {}))


def node_package(root: Path, name: str, version: str, license_id: str, files: dict[str, str]) -> None:
    """A package as npm installs it."""
    home = root / "node_modules" / name
    home.mkdir(parents=True)
    said = {
        "name": name,
        "version": version,
        "license": license_id,
        "repository": {"url": f"git+https://code.example/{name}.git"},
    }
    (home / "package.json").write_text(json.dumps(said))
    for file, content in files.items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(content)


def npm_lock(root: Path, packages: dict[str, dict[str, object]]) -> None:
    """A lockfile of npm beside its manifest."""
    root.mkdir(parents=True, exist_ok=True)
    rows = {f"node_modules/{name}": row for name, row in packages.items()}
    top = {"name": "shop", "version": "1.0.0", "license": "EUPL-1.2"}
    (root / "package.json").write_text(json.dumps(top))
    (root / "package-lock.json").write_text(json.dumps({**top, "lockfileVersion": 3, "packages": {"": top, **rows}}))


def jar(file: Path, members: dict[str, str]) -> None:
    """An archive of classes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def made(*targets: Path | str, provisions: tuple[Provision, ...] | None = None) -> Noticed:
    """The notices of targets under the packaged policy."""
    policy = policy_named("dortmund", tests=False)
    if provisions is not None:
        policy = policy._replace(provisions=provisions)
    day = dt.date(2026, 11, 22)
    return notice(CheckRequest(tuple(map(str, targets)), policy, "", day, "2026-11-22T00:00:00Z"), Serial())


def one(notices: Notices, name: str) -> NoticeComponent:
    """The only component of a name."""
    (found,) = (component for component in notices.components if component.name == name)
    return found


def texts_of(notices: Notices, name: str) -> list[NoticeText]:
    """The texts of a component."""
    known = {found.id: found for found in notices.texts}
    return [known[mark] for mark in one(notices, name).texts]


def gaps_of(notices: Notices, name: str) -> list[tuple[str, str]]:
    """Codes and weights of what is missing of a component."""
    return [(gap.code, gap.weight.value) for gap in notices.gaps if gap.component == one(notices, name).id]
