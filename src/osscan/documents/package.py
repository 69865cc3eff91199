"""Packages of XML parts, as ODF and OOXML are: a zip whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(parts: dict[str, str | bytes], *, plain: tuple[str, ...] = ()) -> bytes:
    """The parts as a zip in their order, without times and owners; those that `plain` names are not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0
            archive.writestr(member, content.encode() if isinstance(content, str) else content)
    return target.getvalue()
