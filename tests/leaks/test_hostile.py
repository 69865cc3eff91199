"""Texts made to be slow are not: the search takes time in proportion to what it reads, and a number of findings is enough."""

from __future__ import annotations

import time

import pytest

from osscan.leaks.leak import Settings
from osscan.leaks.look import looked
from osscan.model.component import PathRole

SIZE = 200_000
SECONDS = 15


@pytest.mark.parametrize(
    "piece",
    [
        "key=", "ab.c@web.de ", "-----BEGIN PRIVATE KEY-----\n", "curl -u a", "DE89 3704 ", "a.b.", "http://a:bcdef@", "kind: secret\ndata: x\n",
        "\\\\", "password: a1b2c3d4e5F6g7\n", 'api_key="a1b2c3d4e5F6g7h8i9"\n', "10.1.2.3 ", "fd12:", "Tel. 0231 ", "/home/abcdef/", "eyJhbGciOiJ.",
        "insert into a values (1,2);\n", "$2y$10$", "server=a;password=b;", "/ObjStm stream\n", "<dc:creator><rdf:Seq>", "\0", "\n",
    ],
)  # fmt: skip
def test_a_text_that_repeats_one_piece_is_searched_in_time(piece) -> None:
    content = (piece * (SIZE // len(piece))).encode()
    before = time.process_time()
    looked(content, "a.yaml", PathRole.PRODUCT, Settings())
    looked(b"%PDF-" + content, "a.pdf", PathRole.PRODUCT, Settings())

    assert time.process_time() - before < SECONDS
