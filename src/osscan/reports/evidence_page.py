"""What a look at an evidence archive or a chain of decisions found, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osscan.model.place import Place
from osscan.model.problem import Facts
from osscan.reports.numbers import number
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown


def render(faults: Sequence[tuple[str, Place, Facts]], counts: Mapping[str, int], what: str, words: Words) -> str:
    """The answer first, then every place that does not hold."""
    told = {name: number(words, count) for name, count in counts.items()}
    if faults:
        lines = [f"✘ {words(f'publish_bundle.{what}.broken', (), faults=number(words, len(faults)))}"]
        for code, place, facts in faults:
            line = f":{place.line}" if place.line else ""
            lines.append(f"  {shown(place.input)}{line}: {words(f'publish_bundle.fault.{code}', facts)}")
    elif not counts["files"]:
        lines = [f"· {words('publish_bundle.nothing')}"]
    else:
        lines = [f"✔ {words(f'publish_bundle.{what}.holds', (), **told)}"]
    lines.append(f"  {words(f'publish_bundle.{what}.limits')}")
    return "\n".join(lines) + "\n"
