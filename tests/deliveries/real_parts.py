"""Real packages for deliveries: from the indexes that this machine is set up for, kept for the next run, never committed."""

from __future__ import annotations

import functools
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

KEPT = Path(os.environ.get("OSSCAN_REAL_PARTS", Path(tempfile.gettempdir()) / "osscan-real-parts"))
NEEDED = os.environ.get("CI") == "true"
"""In CI a part that can't be had is a fault, elsewhere a reason to skip."""


def wheel(name: str, version: str) -> bytes:
    """A wheel from pip's index."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", f"{name}=={version}"]
    return _had(f"{name.replace('-', '_')}-{version}-*.whl", command)


def source(name: str, version: str) -> bytes:
    """A source distribution from pip's index."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--no-build-isolation",
        f"{name}=={version}",
    ]
    return _had(f"{name}-{version}.tar.gz", command)


def node(name: str, version: str) -> bytes:
    """A package as npm packs it."""
    if shutil.which("npm") is None:
        _missing("npm")
    return _had(f"{name}-{version}.tgz", ["npm", "pack", "--silent", f"{name}@{version}"])


def deb(name: str) -> bytes:
    """A package of the distribution, in the version it has today."""
    if shutil.which("apt-get") is None:
        _missing("apt-get")
    return _had(f"{name}_*.deb", ["apt-get", "download", "-qq", name])


@functools.cache
def jar(package: str, name: str) -> bytes:
    """A jar out of a package of the distribution."""
    archive = io.BytesIO(deb(package))
    data = member_of_ar(archive.getvalue(), "data.tar")
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        found = opened.extractfile(f"./usr/share/java/{name}.jar")
        assert found is not None
        return found.read()


def version_of(jar: bytes) -> str:
    """As the jar says it: the distribution decides which version there is today."""
    told = next(content for path, content in files_of(jar).items() if path.endswith("/pom.properties"))
    return next(line.partition("=")[2].strip() for line in told.decode().splitlines() if line.startswith("version="))


def files_of(packed: bytes) -> dict[str, bytes]:
    """The files of a wheel, jar or npm package by path."""
    if packed.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    with tarfile.open(fileobj=io.BytesIO(packed)) as opened:
        members = [member for member in opened.getmembers() if member.isfile()]
        return {member.name: opened.extractfile(member).read() for member in members}


@functools.cache
def _bytes_of(file: str) -> bytes:
    return Path(file).read_bytes()


def _had(pattern: str, command: list[str]) -> bytes:
    KEPT.mkdir(parents=True, exist_ok=True)
    found = sorted(KEPT.glob(pattern))
    if not found:
        done = subprocess.run(command, cwd=KEPT, capture_output=True, text=True, check=False)
        found = sorted(KEPT.glob(pattern))
        if not found:
            _missing(f"{command[-1]}: {done.stderr.strip()[-300:]}")
    return _bytes_of(str(found[-1]))


def _missing(what: str) -> None:
    said = f"a real package could not be had: {what}"
    if NEEDED:
        pytest.fail(said)
    pytest.skip(said)


def member_of_ar(content: bytes, begins: str) -> bytes:
    at = 8
    while at < len(content):
        name, size = content[at : at + 16].decode().strip(), int(content[at + 48 : at + 58])
        if name.startswith(begins):
            return content[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise KeyError(begins)
