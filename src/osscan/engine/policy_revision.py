"""A policy as some git revision holds it, bases and all, without checking anything out."""

from __future__ import annotations

import posixpath
from pathlib import Path
from tempfile import TemporaryDirectory

from osscan.errors import PolicyInvalidError
from osscan.inputs.git import blob
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy.document import Faults, document
from osscan.policy.find import packaged_names, policy_named
from osscan.policy.load import load
from osscan.policy.schema import Policy

_MOST_FILES = 64


def policy_at(name: str) -> Policy:
    """The policy in a file, the packaged one of that name, or that of `REVISION:path`; raises PolicyInvalidError."""
    revision, colon, path = name.partition(":")
    if not (colon and revision and path) or Path(name).is_file() or name in packaged_names():
        return policy_named(name)
    return _loaded(revision, path, name)


def _loaded(revision: str, path: str, name: str) -> Policy:
    """The revision's files laid out as the loader expects them, for as long as it reads them."""
    if _plain(path).startswith(("../", "/")):
        raise PolicyInvalidError(error("policy-revision-missing", Place(name), name=name, reason=path))
    with TemporaryDirectory() as folder:
        waiting = [path]
        met: dict[str, None] = {}
        while waiting and len(met) < _MOST_FILES:
            here = _plain(waiting.pop())
            if here in met or here.startswith("../"):
                continue
            met[here] = None
            found = blob(Path.cwd(), revision, f"./{here}" if path.startswith("./") else here)
            if found.content is None:
                if here == _plain(path):
                    raise PolicyInvalidError(error("policy-revision-missing", Place(name), name=name, reason=found.reason))
                continue
            file = Path(folder, *here.split("/"))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(found.content)
            waiting += [posixpath.join(posixpath.dirname(here), base) for base in _bases(found.content)]
        return load(Path(folder, *_plain(path).split("/")), name)


def _plain(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/"))


def _bases(content: bytes) -> list[str]:
    """Paths of the bases and of files of curations; what is wrong with the file is the loader's to tell."""
    root = document(content, "", Faults())
    fields = dict(root.entries()) if root is not None else {}
    extends, curations = fields.get("extends"), fields.get("curations")
    named = [dict(entry.entries()).get("path") for entry in extends.items()] if extends is not None else []
    beside = curations.texts() if curations is not None else ()
    return [path.text() for path in named if path is not None] + list(beside)
