"""The sources, in the order in which they are asked: the user's own registries first."""

from __future__ import annotations

from osscan.enrich.aggregators import CLEARLY_DEFINED, DEPS_DEV
from osscan.enrich.base import Card
from osscan.enrich.maven import CARD as MAVEN
from osscan.enrich.npm import CARD as NPM
from osscan.enrich.python_index import CARD as PYPI

SOURCES: tuple[Card, ...] = (PYPI, NPM, MAVEN, DEPS_DEV, CLEARLY_DEFINED)
