"""README's two commands are the ones that CI runs, and they ask for nothing but Python."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def promised(name: str) -> str:
    found = re.findall(rf"^<!-- command: {name} -->\n```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return found[0]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash not found: only CI needs it")
@pytest.mark.parametrize("name", ["test", "main"])
def test_ci_takes_the_command_out_of_readme(name) -> None:
    function = re.search(r"^command_of_readme\(\) \{.*?^\}$", RUN, re.MULTILINE | re.DOTALL)
    assert function
    run = subprocess.run(
        ["bash", "-euc", f"{function[0]}\ncommand_of_readme {name}"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout == promised(name)
    assert f"command_of_readme {name}" in RUN


@pytest.mark.parametrize("name", ["test", "main"])
def test_commands_need_nothing_but_python(name) -> None:
    programs = {part.split()[0] for part in promised(name).strip().split(" && ")}

    assert {program for program in programs if program != "python3" and not program.startswith(".venv/bin/")} == set()


@pytest.mark.parametrize("pipeline", [".gitlab-ci.yml", ".github/workflows/ci.yml"])
def test_pipelines_run_what_everybody_can_run(pipeline) -> None:
    assert "bash .ci/run" in (ROOT / pipeline).read_text(encoding="utf-8")
