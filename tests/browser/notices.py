"""Notices with everything that can stand in them, hostile words among it."""

from __future__ import annotations

from tests.documents.example import HOSTILE, LONG_NAME, LONG_PATH

from osscan.model.notice import Gap, LeftOut, NoticeComponent, Notices, NoticeText, Origin, Weight

_TEXT = (
    "Permission is granted, free of charge, to any person who obtains a copy of this work.\n\n"
    + "    AS IS " * 40
    + "\n"
    + "=" * 200
)


def notices() -> Notices:
    return Notices(
        tool=("osscan", "0.1.0"),
        product="Fachverfahren Grundstücksverkehr 4.11.0",
        inventory="ab" * 32,
        components=tuple(
            NoticeComponent(
                id=str(number),
                name=name,
                version="1.0",
                purl=f"pkg:generic/{LONG_NAME}@1.0",
                license="MIT OR GPL-3.0-only",
                chosen="MIT" if number else "",
                because=(),
                page="https://code.example/" + "long/" * 30 if number else "javascript:alert(1)",
                copyrights=(f"Copyright 2020 {HOSTILE}", "Copyright 2021 Example Works"),
                texts=("1", "2"),
                notices=("3",),
                duties=("GPL-3.0-only",),
                sources=("https://code.example/source",),
                at_hand=bool(number),
                files=1 + 3 * number,
                paths=(LONG_PATH, "src/a.c") if number == 2 else (),
            )
            for number, name in enumerate(("alpha", LONG_NAME, HOSTILE))
        ),
        texts=(
            NoticeText("1", ("MIT",), Origin.DELIVERED, _TEXT, ("0", "1", "2"), ("LICENSE",)),
            NoticeText("2", (), Origin.STANDARD, HOSTILE + "\n</pre>\n" + _TEXT, ("1",)),
        ),
        notices=(NoticeText("3", (), Origin.DELIVERED, _TEXT, ("0", "1", "2"), ("NOTICE",)),),
        left_out=(LeftOut("scope-dev", ("tool", HOSTILE)),),
        gaps=(Gap("no-copyright", Weight.OWED, "0"),),
    )
