"""Libraries that only some formats need: loaded when such a document is written, and told how to install where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from osscan.errors import DocumentError
from osscan.model.place import Place
from osscan.model.problem import error


def library(name: str) -> Any:
    """The library of this name; a DocumentError that says how to install it where it is not there."""
    try:
        return import_module(name)
    except ImportError as missing:
        raise DocumentError(error("document-library-missing", Place(name), library=name)) from missing
