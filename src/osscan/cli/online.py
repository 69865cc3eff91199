"""--online: settings, addresses, a client and the answers of former runs become a way to ask; built here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osscan.engine.lock import Ask, Heard, LockRequest, Wanted
    from osscan.enrich.settings import Settings


class Asking:
    """What a command line says about asking others."""

    def __init__(
        self,
        settings: Settings,
        target: str,
        cache_dir: str | None,
        watch: Callable[[str, int, int], None] | None = None,
        *,
        refresh: bool,
    ) -> None:
        self._folder = folder_of(target)
        self._settings = settings
        self._watch = watch
        self._cache_dir = cache_dir
        self._refresh = refresh

    def ask(self, request: LockRequest) -> Ask:
        """The question that the engine asks once it knows what needs a claim."""
        return partial(self._ask, request)

    def _ask(self, request: LockRequest, wanted: tuple[Wanted, ...]) -> Heard:
        from osscan.engine.lock_heard import as_claims
        from osscan.enrich.addresses import Addresses, Around
        from osscan.enrich.asking import Round, ask_all
        from osscan.enrich.client import Client, Terms
        from osscan.enrich.table import SOURCES
        from osscan.store.answers import Answers

        settings = self._settings
        around = Around(self._folder, Path.home(), os.environ)
        addresses = Addresses(settings, around, lambda: _lockfiles(wanted))
        client = Client(Terms(settings.per_second, settings.timeout))
        try:
            with Answers(self._cache_file()) as answers:
                asking = Round(
                    client,
                    settings,
                    answers,
                    request.today,
                    request.policy.first_party,
                    addresses.of,
                    self._refresh,
                    self._watch,
                )
                heard = ask_all(asking, SOURCES, [one.purl for one in wanted])
                return as_claims(heard._replace(problems=(*heard.problems, *answers.problems)))
        finally:
            client.close()

    def _cache_file(self) -> Path:
        if self._cache_dir is not None:
            return Path(self._cache_dir).absolute() / "answers.sqlite3"
        from platformdirs import user_cache_path

        return user_cache_path("osscan", appauthor=False) / "answers.sqlite3"


def _lockfiles(wanted: tuple[Wanted, ...]) -> Iterator[str]:
    """The texts of the lockfiles of npm and yarn that name what is wanted."""
    for path in sorted({path for one in wanted for path in one.inputs}):
        if path.rpartition("/")[2] in ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock"):
            try:
                yield Path(path).read_text(encoding="utf-8", errors="replace")
            except (OSError, ValueError):
                continue


def folder_of(target: str) -> Path:
    """Where the settings of tools are looked for."""
    return Path(target) if Path(target).is_dir() else Path(target).parent


def settings_for(named: str | None, target: str) -> Settings:
    """The settings that were named, or those beside or above the target, or the user's own, or none at all."""
    from osscan.enrich.settings import settings_in

    return settings_in(*settings_text(named, target))


def settings_text(named: str | None, target: str) -> tuple[str, str]:
    """The text of the osscan.toml that counts, empty where there is none, and how the file is called."""
    from osscan.cli.options import wrong_call
    from osscan.enrich.settings import NAME
    from osscan.store.lock import beside_or_above

    if named is not None:
        file: Path | None = Path(named)
    else:
        file = beside_or_above(folder_of(target), NAME)
        if file is None:
            from platformdirs import user_config_path

            own = user_config_path("osscan", appauthor=False) / NAME
            file = own if own.is_file() else None
    if file is None:
        return "", NAME
    try:
        return file.read_text(encoding="utf-8"), str(file).replace("\\", "/")
    except (OSError, UnicodeDecodeError) as fault:
        raise wrong_call("input-unreadable", str(file), reason=str(fault)) from fault
