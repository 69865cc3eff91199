"""Identities: who becomes public with the history, as author or committer, and what sort of address stands there."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git_process import ran
from osscan.leaks.leak import Settings
from osscan.leaks.mail import MailClass, mail_class
from osscan.leaks.objects import git_program
from osscan.leaks.redaction import redacted


class Identity(NamedTuple):
    """A name with an address, as commits that a ref reaches carry it."""

    name: str
    mail: str
    kind: MailClass
    authored: int
    committed: int

    @property
    def shown(self) -> str:
        """The identity for reports that become public themselves."""
        return f"{redacted(self.name.encode())} <{redacted(self.mail.encode())}>"


_INNER = (".local", ".lan", ".intern", ".corp", ".internal", ".localdomain")


def identities(folder: str, settings: Settings | None = None) -> tuple[Identity, ...]:
    """Every identity of the history, those with most commits first; none where git can't tell."""
    git, rules = git_program(), settings or Settings()
    if not git:
        return ()
    code, told, _ = ran(git, Path(folder), "log", "--all", "--format=%an%x00%ae%x00%cn%x00%ce%x00")
    if code != 0:
        return ()
    authored: dict[tuple[str, str], int] = {}
    committed: dict[tuple[str, str], int] = {}
    for row in told.decode("utf-8", "replace").split("\0\n"):
        parts = row.split("\0")
        if len(parts) >= 4:
            authored[parts[0], parts[1]] = authored.get((parts[0], parts[1]), 0) + 1
            committed[parts[2], parts[3]] = committed.get((parts[2], parts[3]), 0) + 1
    found = [
        Identity(name, mail, _kind(mail, rules), authored.get((name, mail), 0), committed.get((name, mail), 0))
        for name, mail in {**authored, **committed}
    ]
    return tuple(sorted(found, key=lambda one: (-one.authored - one.committed, one.name, one.mail)))


def _kind(mail: str, settings: Settings) -> MailClass:
    """An address made of the name of somebody's computer is one of the house."""
    if mail.lower().endswith((*_INNER, *settings.internal_domains)):
        return MailClass.OWN
    return mail_class(mail, settings)
