"""Where a policy is found: a file that was named, or one of those that come with osscan."""

from __future__ import annotations

from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy.load import load
from osscan.policy.packaged import packaged_file, packaged_folder, packaged_names
from osscan.policy.schema import Policy

__all__ = ["packaged_folder", "packaged_names", "policy_named"]


def policy_named(name: str, *, tests: bool = True) -> Policy:
    """The policy in the file `name`, or the packaged one of that name; raises PolicyInvalidError where there is none.

    Without `tests` a list of tests at the end of a file is passed over: reading it takes as long as reading all the rest.
    """
    file = Path(name)
    if file.is_file():
        return load(file, name.replace("\\", "/").removeprefix("./"), tests=tests)
    packaged = packaged_file(name)
    if packaged is not None:
        return load(*packaged, tests=tests)
    raise PolicyInvalidError(error("policy-missing", Place(name), name=name, known=", ".join(packaged_names())))
