"""Small projects in real git repositories, and what people would answer about them."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from osscan.checks.table import IDS
from osscan.engine.executor import Serial
from osscan.engine.publish import publish
from osscan.engine.publish_fix import Wanted, planned, write
from osscan.engine.publish_project import Asked
from osscan.engine.publish_settings import settings_of
from osscan.fixes.table import FIX, INIT
from osscan.policy.find import policy_named

DAY = date(2026, 11, 22)
LONG = {
    "de": "Das Werkzeug liest Tabellen der Verwaltung und schreibt daraus Berichte, die Menschen ohne Vorkenntnisse verstehen. "
    "Es richtet sich an Kommunen, die ihre Zahlen regelmäßig veröffentlichen.",
    "en": "The tool reads tables of an administration and writes reports from them that people without previous knowledge understand. "
    "It is made for towns that publish their figures regularly.",
}
ANSWERS = {
    "url": "https://gitlab.example/stadt/zahlenbericht",
    "contact-mail": "opensource@stadt.example",
    "contact-name": "Koordinierungsstelle Open Source",
    "short-de": "Macht aus Tabellen Berichte",
    "short-en": "Makes reports from tables",
    "long-de": LONG["de"],
    "long-en": LONG["en"],
    "features-de": "Liest Tabellen; Schreibt Berichte",
    "features-en": "Reads tables; Writes reports",
    "platforms": "linux; windows",
    "maintenance": "internal",
    "languages": "de; en",
    "organisation-uri": "https://www.stadt.example",
    "install": "./setup",
    "usage-de": "Das Programm mit einer Tabelle starten.",
    "usage-en": "Start the program with a table.",
}
PROJECTS = {
    "bare": {"berichte.sh": "#!/bin/sh\necho Bericht\n"},
    "python": {
        "pyproject.toml": '[build-system]\nrequires = []\n\n[project]\nname = "zahlenbericht"\nversion = "0.1.0"\ndescription = "Makes reports"\n',
        "src/zahlenbericht/__init__.py": "",
        "src/zahlenbericht/bericht.py": '#!/usr/bin/env python3\n"""Reports."""\n',
        "tests/test_bericht.py": "def test_it():\n    assert True\n",
    },
    "node": {
        "package.json": '{\n  "name": "zahlenbericht",\n  "version": "0.1.0",\n  "description": "Makes reports"\n}\n',
        "package-lock.json": '{\n  "name": "zahlenbericht",\n  "version": "0.1.0",\n  "lockfileVersion": 3,\n'
        '  "packages": {"": {"name": "zahlenbericht", "version": "0.1.0"}}\n}\n',
        "src/bericht.js": "export const bericht = () => 1;\n",
        "logo.png": b"\x89PNG\r\n\x1a\n\0",
    },
    "java": {
        "pom.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n'
        "  <modelVersion>4.0.0</modelVersion>\n  <groupId>example.stadt</groupId>\n  <artifactId>zahlenbericht</artifactId>\n"
        "  <version>0.1.0</version>\n</project>\n",
        "src/main/java/Bericht.java": "package stadt;\r\n\r\nclass Bericht {}\r\n",
    },
}


def made(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A repository with these files in one commit."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(folder, "init", "-q", "-b", "main")
    return committed(folder)


def committed(folder: Path) -> Path:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-s", "-m", "state")
    return folder


def git(folder: Path, *command: str) -> None:
    told = ("-c", "user.name=role", "-c", "user.email=role@stadt.example", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *told, *command], cwd=folder, check=True, capture_output=True, env=environment)


def settings(folder: Path):
    return settings_of(folder, "dortmund", DAY, IDS)


def wanted(folder: Path, answers=None, language="de", license_="") -> Wanted:
    return Wanted(str(folder), settings(folder), license_, "EUPL-1.2", DAY.year, language, answers or {})


def plan(folder: Path, things, answers=None, language="de", license_=""):
    """What would be written, by the names of the things, and what is left to people."""
    table = {thing.name: thing for thing in (INIT if things == "init" else FIX)} if isinstance(things, str) else {}
    chosen = tuple(table.values()) or tuple(things)
    return planned(wanted(folder, answers, language, license_), chosen)


def only(name: str, *, of: str):
    """One thing of a table."""
    return tuple(thing for thing in (INIT if of == "init" else FIX) if thing.name == name)


def done(folder: Path, things, answers=None, language="de", license_=""):
    """The same, written."""
    found = plan(folder, things, answers, language, license_)
    write(str(folder), found.changes)
    return found


def verdict(folder: Path):
    """What the gate says."""
    asked = Asked(str(folder), policy_named("dortmund", tests=False), settings(folder), (), DAY, "2026-11-22T00:00:00Z")
    return publish(asked, Serial())
