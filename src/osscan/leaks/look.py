"""Look: one content, from the tree or from the history, becomes the leaks in it; a function of its bytes and path alone."""

from __future__ import annotations

from osscan.leaks.documents import document_notes
from osscan.leaks.dumps import told_by_rows
from osscan.leaks.files import Told, told_by_name
from osscan.leaks.images import Noted, image_notes
from osscan.leaks.leak import Leak, LeakClass, Looked, Sample, Settings
from osscan.leaks.redaction import fingerprint, redacted
from osscan.leaks.text import leaks_in_text
from osscan.leaks.weighing import allowance, role_here, weighed
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import warning
from osscan.model.report import CheckSeverity

_START = 8000
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_POSITION = "image-position"


def looked(content: bytes, path: str, role: PathRole, settings: Settings) -> Looked:
    """The leaks of one content, in the order of lines, and what of it was not looked at."""
    here = role_here(path, role, settings.role_patterns)
    leaks = [
        _by_file(told, content, path, here, settings) for told in (*told_by_name(path, content), *told_by_rows(path, content))
    ]
    leaks += [_by_note(noted, path, here, settings) for noted in (*image_notes(content), *document_notes(content))]
    problems = []
    text = _text(content)
    if text:
        if len(text) > settings.text_bytes:
            problems.append(warning("leak-text-cut", Place(path), limit=settings.text_bytes, size=len(text)))
            text = text[: settings.text_bytes]
        told = leaks_in_text(text, path, here, settings)
        leaks += told.leaks
        problems += told.problems
    return Looked(tuple(sorted(_once(leaks), key=Leak.sort_key)), tuple(problems))


def _text(content: bytes) -> bytes:
    """The content as bytes of a text; nothing where it is none."""
    coding = _WIDE.get(content[:2])
    if coding is not None:
        return content[2:].decode(coding, "replace").encode()
    return b"" if b"\0" in content[:_START] else content


def _by_file(told: Told, content: bytes, path: str, role: PathRole, settings: Settings) -> Leak:
    weight, sample = weighed(told.weight, told.kind, role, Sample.NONE)
    mark = fingerprint(told.rule, content, path, settings.key)
    leak = Leak(told.rule, told.kind, weight, Place(path), "", mark, role, sample)
    return leak._replace(allowed=allowance(leak, b"", settings))


def _by_note(noted: Noted, path: str, role: PathRole, settings: Settings) -> Leak:
    weight = CheckSeverity.CONDITION if noted.rule == _POSITION else CheckSeverity.HINT
    weight, sample = weighed(weight, LeakClass.METADATA, role, Sample.NONE)
    mark = fingerprint(noted.rule, noted.value, path, settings.key)
    shown = "" if noted.rule == _POSITION else redacted(noted.value)
    leak = Leak(noted.rule, LeakClass.METADATA, weight, Place(path), shown, mark, role, sample)
    return leak._replace(allowed=allowance(leak, b"", settings))


def _once(leaks: list[Leak]) -> list[Leak]:
    return list({leak.fingerprint: leak for leak in reversed(leaks)}.values())
