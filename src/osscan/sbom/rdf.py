"""SPDX 2 in RDF becomes the JSON form of SPDX 2, by spdx-tools in a process with limits of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from osscan.inputs.source import Source
from osscan.model.problem import Problem, error

_MEMORY = 1536 * 1024 * 1024
_SECONDS = 60
_MOST_BYTES = 16 * 1024 * 1024
"""The library needs about a minute for so much."""
_LONGEST_REASON = 200


def json_form_of(source: Source, notation: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The JSON form of a document in `xml` or `turtle`, and what the library could not read; empty where that is everything."""
    content = source.content()
    if len(content) > _MOST_BYTES:
        return {}, (error("input-too-large", source.place(), limit=_MOST_BYTES),)
    # Without -P a module in the folder that is being scanned could take the place of ours.
    command = [sys.executable, "-P", "-m", "osscan.sbom.rdf_child", notation, str(_MEMORY), str(_SECONDS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * _SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        return {}, (_unread(source, f"{2 * _SECONDS} s"),)
    except OSError as fault:
        return {}, (_unread(source, str(fault)),)
    try:
        told = json.loads(done.stdout)
        document, messages = told["document"], told["messages"]
    except (ValueError, KeyError, TypeError):
        return {}, (_unread(source, _last_words(done)),)
    return document, tuple(_unread(source, str(message)) for message in messages)


def _unread(source: Source, reason: str) -> Problem:
    return error("rdf-unread", source.place(), reason=reason[:_LONGEST_REASON])


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    """What the process said last, or by which signal it ended."""
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else f"exit code {done.returncode}"
