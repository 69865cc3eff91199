"""What is noticed while a delivery passes by: classes and their sources, offers, hosts, license keys, documents."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.deliveries.watch import Watch
from osscan.detect.layout import FILE
from osscan.detect.standard_texts import _archive
from osscan.inputs.archives.member import Member

HEAD = b"\xca\xfe\xba\xbe\0\0\0\x34"


def member(path, content, archive=""):
    layer = path.rpartition("!/")[0]
    held = content.encode() if isinstance(content, str) else content
    return Member(path, layer, len(held), "", "", "", held[:65536], held, archive)


def seen(files, *, own=True):
    """What is noticed of these files."""
    watch = Watch()
    for path, content in files.items():
        watch.take(member(path, content, "zip" if path.endswith((".jar", ".zip", ".war")) else ""), own=own)
    return watch.seen()


def class_file(source=""):
    """As much of a class as is looked at."""
    return HEAD + (b"\x01\x00" + bytes([len(source)]) + source.encode() if source else b"")


def office(name, text):
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr(name, f"<p>{text}</p>")
    return stored.getvalue()


def test_inner_classes_are_folded_and_versions_are_one() -> None:
    found = seen(
        {f"a.jar!/{name}.class": class_file() for name in ("p/A", "p/A$B", "p/A$1", "META-INF/versions/11/p/A", "module-info")}
    )

    assert [dict(unit.classes) for unit in found.units] == [{"p/A": ""}]


def test_the_compilers_own_word_names_the_source() -> None:
    (unit,) = seen({"a.jar!/p/Side.class": class_file("Main.java"), "a.jar!/p/FormKt.class": class_file("Form.kt")}).units

    assert dict(unit.classes) == {"p/Side": "Main.java", "p/FormKt": "Form.kt"}


def test_bytes_that_only_look_like_a_source_name_are_none() -> None:
    (unit,) = seen({"a.jar!/p/A.class": HEAD + b"\x01\x00\x20Main.java"}).units

    assert dict(unit.classes) == {"p/A": ""}


def test_classes_of_an_application_stand_apart_from_those_of_its_archive() -> None:
    units = seen({"a.war!/WEB-INF/classes/p/A.class": class_file(), "a.war!/q/B.class": class_file()}).units

    assert [(unit.path, unit.is_product, list(unit.classes)) for unit in units] == [
        ("a.war", False, ["q/B"]),
        ("a.war!/classes", True, ["p/A"]),
    ]


def test_sources_go_by_their_package_not_by_their_folder() -> None:
    found = seen(
        {"src/any/where/A.java": "/* x */\npackage de.city.form;\nclass A {}", "B.kt": "class B", "C.scala": "package a.b\n"}
    )

    assert found.sources == {"de/city/form/A.java", "B.kt", "a/b/C.scala"}


MINIFIED = "var a=1;" * 400


@pytest.mark.parametrize(
    "beside",
    [
        {"web/app.min.js.map": '{"sources":["a.ts"],"sourcesContent":["let a"]}'},
        {"web/app.js": "let a = 1;\n"},
        {},
    ],
)
def test_minified_scripts_need_a_map_with_sources_or_the_readable_file(beside) -> None:
    found = seen({"web/app.min.js": MINIFIED, **beside})

    assert found.minified == (() if beside else ("web/app.min.js",))


def test_a_map_without_sources_explains_nothing() -> None:
    assert seen({"app.min.js": MINIFIED, "app.min.js.map": '{"sources":["a.ts"]}'}).minified == ("app.min.js",)


def test_long_lines_make_a_script_minified_whatever_its_name() -> None:
    assert seen({"main.js": MINIFIED, "plain.js": "let a = 1;\n" * 400}).minified == ("main.js",)


@pytest.mark.parametrize(
    ("text", "years", "address"),
    [
        ("We offer to provide the complete source code of the GPL parts for three years: source@firm.example", 3, True),
        (
            "Der Quellcode der GPL-Komponenten ist auf schriftliche Anfrage mindestens 3 Jahre erhältlich: quellen@firma.example",
            3,
            True,
        ),
        ("Auf Anforderung stellen wir den Quelltext zur Verfügung, fünf Jahre lang. Postfach 1, 44122 Dortmund", 5, True),
        ("Wir senden Ihnen den Quellcode auf Wunsch zu.", 0, False),
        ("The source code of the MPL files can be obtained at https://firm.example/src", 0, True),
    ],
)
def test_offers_of_source_code_are_recognised(text, years, address) -> None:
    (offer,) = seen({"OFFER.txt": f"Third parties\n\n{text}\n"}).offers

    assert (offer.line, offer.years, offer.address) == (3, years, address)


@pytest.mark.parametrize(
    "text",
    [
        "The source code is documented in the wiki.",
        "Der Quellcode ist sauber und wir sind stolz darauf.",
        "Please request a review of your source code changes.",
        "You may distribute the source code upon request.",
    ],
)
def test_other_words_on_source_code_are_no_offer(text) -> None:
    assert seen({"README.md": text}).offers == ()


def test_no_license_of_the_spdx_list_is_taken_for_an_offer() -> None:
    archive = _archive(FILE)
    texts = {f"{name}.txt": archive.read(name) for name in archive.namelist()}

    assert len(texts) > 600
    assert seen(texts).offers == ()


def test_what_a_package_offers_inside_of_itself_is_not_the_vendors_offer() -> None:
    text = "The source code can be obtained at https://upstream.example/src"

    assert [offer.own for offer in seen({"a.jar!/META-INF/NOTICE": text}, own=False).offers] == [False]


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("src/A.java", 'String u = "https://api.firm.de/v1";', "contacted"),
        ("src/A.java", "// see https://api.firm.de/v1", "documentation"),
        ("src/A.java", " * https://api.firm.de/v1", "documentation"),
        ("config.yml", "url: https://api.firm.de/v1", "contacted"),
        ("config.yml", "# url: https://api.firm.de/v1", "documentation"),
        ("web.xml", '<a xmlns="http://api.firm.de/v1"/>', "documentation"),
        ("web.xml", '<a xmlns="http://www.w3.org/1999/xhtml"/>', "namespace"),
        ("README.md", "https://api.firm.de", "documentation"),
        ("pom.xml", "<url>https://api.firm.de</url>", "documentation"),
        ("a.jar!/A.class", "\x00https://api.firm.de/v1", "contacted"),
    ],
)
def test_hosts_are_told_apart_by_what_names_them(path, text, role) -> None:
    assert [host.role for host in seen({path: text}).hosts] == [role]


@pytest.mark.parametrize(
    "host", ["localhost", "example.com", "a.example", "server.local", "10.0.0.8", "127.0.0.1", "192.168.1.1"]
)
def test_hosts_that_nobody_outside_stands_behind_are_none(host) -> None:
    assert seen({"a.properties": f"url=https://{host}/x"}).hosts == ()


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("app.properties", "license.key=ABC", "license-key"),
        ("src/A.java", "if (!validateLicense(k)) exit();", "license-key"),
        ("a.jar!/A.class", "\x00checkLicenseKey", "license-key"),
        ("src/A.py", "if license_expires_at < now: stop()", "expiry"),
        ("src/A.py", 'print("Ihre Testversion ist abgelaufen")', "expiry"),
        ("src/A.js", "// A commercial license is required for production use", "dual-license"),
        ("LIESMICH.md", "Eine kommerzielle Lizenz kann beim Vertrieb erworben werden.", "dual-license"),
        ("conf/product.lic", "x", "license-key"),
    ],
)
def test_signs_of_keys_ends_and_second_licenses_are_noticed(path, text, kind) -> None:
    assert [hint.kind for hint in seen({path: text}).hints] == [kind]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/A.java", "// Licensed under the Apache License, Version 2.0"),
        ("LICENSE", "License key features are described below; a license key is a string."),
        ("src/A.py", "SPDX-License-Identifier: MIT"),
        ("src/A.sql", "product_key integer primary key"),
    ],
)
def test_ordinary_words_on_licenses_are_no_sign(path, text) -> None:
    assert seen({path: text}).hints == ()


def test_folders_for_paying_customers_are_noticed_but_not_languages() -> None:
    files = {"src/enterprise/A.java": "", "src/ee/a.py": "", "locale/ee/messages.py": "", "docs/pro/readme.md": ""}

    assert seen(files).trade_folders == (("src/ee", 1), ("src/enterprise", 1))


def test_documents_are_sorted_by_who_can_read_them() -> None:
    files = {
        "a.odt": b"PK",
        "b.docx": b"PK",
        "c.pdf": b"%PDF-1.7",
        "d.pdf": b"%PDF-1.7 <pdfaid:part>2</pdfaid:part>",
        "e.doc": b"\xd0\xcf",
        "f.md": "",
        "tls/server.key": "-----BEGIN",
        "g.key": b"PK\3\4\0",
    }

    assert {paper.path: paper.standing for paper in seen(files).papers} == {
        "a.odt": "open",
        "b.docx": "standard",
        "c.pdf": "pdf",
        "d.pdf": "pdf-a",
        "e.doc": "closed",
        "f.md": "open",
        "g.key": "closed",
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Support und Pflege bis zum 30.06.2027.", dt.date(2027, 6, 30)),
        ("Supported until 2028-01-31", dt.date(2028, 1, 31)),
        ("End of life: 1 March 2029", dt.date(2029, 3, 1)),
        ("Sicherheitsupdates bis zum 5. März 2030", dt.date(2030, 3, 5)),
        ("Support ended when the sun set.", None),
    ],
)
def test_periods_of_support_are_read_with_their_day(text, day) -> None:
    assert [one.day for one in seen({"README.md": text}).support] == ([] if day is None else [day])


@pytest.mark.parametrize("file", ["proof.txt", "proof.odt", "proof.docx"])
def test_openchain_proofs_are_read_in_texts_and_office_documents(file) -> None:
    text = "Wir sind OpenChain ISO/IEC 5230 konform. Selbsterklärung vom 3. Februar 2026."
    content = {"proof.txt": text, "proof.odt": office("content.xml", text), "proof.docx": office("word/document.xml", text)}[file]

    assert [one.day for one in seen({file: content}).openchain] == [dt.date(2026, 2, 3)]


def test_of_a_pdf_only_the_name_counts() -> None:
    found = seen({"OpenChain-ISO-5230-2026-03-01.pdf": b"%PDF", "Pruefbericht-BITV.pdf": b"%PDF", "zertifikat.pdf": b"%PDF"})

    assert [one.day for one in found.openchain] == [dt.date(2026, 3, 1)]
    assert [one.path for one in found.accessibility] == ["Pruefbericht-BITV.pdf"]
    assert found.unread == ("OpenChain-ISO-5230-2026-03-01.pdf", "Pruefbericht-BITV.pdf", "zertifikat.pdf")


def test_papers_inside_of_packages_prove_nothing_about_the_delivery() -> None:
    text = "OpenChain ISO/IEC 5230 conformant since 2026-01-01. EN 301 549 report: supports. Supported until 2030-01-01"

    found = seen({"a.jar!/README.md": text}, own=False)

    assert (found.openchain, found.accessibility, found.support, found.papers) == ((), (), (), ())


@given(
    st.sampled_from(
        ["a.class", "a.jar!/p/A.class", "a.odt", "a.docx", "a.js", "a.txt", "a.java", "a.csproj", "pom.xml", "a.pdf", "NOTICE"]
    ),
    st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
)
def test_whatever_a_file_holds_it_passes(path, content) -> None:
    seen({path: content})


def test_a_broken_office_document_is_passed_over() -> None:
    good = office("content.xml", "x" * 5000)

    assert seen({"a.odt": good[:60], "b.odt": good.replace(b"PK", b"KP", 1), "c.docx": zlib.compress(b"x")}).offers == ()


def test_an_office_document_that_no_office_packs_is_passed_over() -> None:
    """What is packed so would be unpacked at one go, however large it grows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("content.xml", "OpenChain ISO/IEC 5230 konform. Selbsterklärung vom 3. Februar 2026.")

    assert seen({"proof.odt": packed.getvalue()}).openchain == ()


def test_more_hosts_than_are_kept_is_told() -> None:
    text = "\n".join(f"url=https://h{number}.firm.de/" for number in range(20_050))

    assert seen({"a.properties": text}).cut == ("hosts",)
