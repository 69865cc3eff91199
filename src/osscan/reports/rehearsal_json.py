"""The rehearsal for scripts: `osscan/rehearsal/1`, every file, commit and name, with the gate's report in it."""

from __future__ import annotations

import json

from osscan.model.rehearsal import Rehearsal
from osscan.reports import publication_json
from osscan.reports.json_text import Lines, line, members
from osscan.texts.catalogue import Words

SCHEMA = "osscan/rehearsal/1"


def render(rehearsal: Rehearsal, words: Words) -> str:
    fields = (
        ("schema", SCHEMA),
        ("revision", rehearsal.revision),
        ("squashed", rehearsal.squashed),
        ("shallow", rehearsal.shallow),
        ("size", rehearsal.size),
        ("contents", {"count": rehearsal.contents[0], "bytes": rehearsal.contents[1]}),
        ("files", Lines(line({"path": one.path, "bytes": one.size, "kind": one.kind}) for one in rehearsal.files)),
        ("refs", Lines(line(one._asdict()) for one in rehearsal.refs)),
        ("commits", Lines(line(one._asdict()) for one in rehearsal.commits)),
        (
            "identities",
            Lines(
                line({"name": one.name, "mail": one.mail, "class": one.kind, "roles": dict(one.roles)})
                for one in rehearsal.identities
            ),
        ),
        ("past_paths", Lines(line(path) for path in rehearsal.past)),
        ("staying_refs", list(rehearsal.staying)),
        ("working_folder", Lines(line(one._asdict()) for one in rehearsal.lying)),
        ("gone_with_squash", dict(rehearsal.gone)),
        ("plan", [one._asdict() for one in rehearsal.plan] if rehearsal.planned else None),
        ("publication", json.loads(publication_json.render(rehearsal.report, words))),
    )
    return "".join(members(fields)) + "\n"
