"""Where a policy is found: a file that was named, or one of those that come with osscan."""

from __future__ import annotations

from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy.load import load
from osscan.policy.schema import Policy


def policy_named(name: str) -> Policy:
    """The policy in the file `name`, or the packaged one of that name; raises PolicyInvalidError where there is none."""
    file = Path(name)
    if file.is_file():
        return load(file, name.replace("\\", "/").removeprefix("./"))
    packaged = packaged_folder() / f"{name}.yml"
    if "/" not in name and "\\" not in name and packaged.is_file():
        return load(packaged, f"policies/{name}.yml")
    raise PolicyInvalidError(error("policy-missing", Place(name), name=name, known=", ".join(packaged_names())))


def packaged_names() -> tuple[str, ...]:
    """Names of the policies that come with osscan."""
    return tuple(sorted(file.stem for file in packaged_folder().glob("*.yml")))


def packaged_folder() -> Path:
    """`policies/` inside the installed package, or beside `src/` in a checkout that is installed editable."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "policies"
    return inside if inside.is_dir() else package.parents[1] / "policies"
