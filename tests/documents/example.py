"""One document with every kind of block, long names, hostile names and many rows, in both languages."""

from __future__ import annotations

from osscan.documents.document import (
    Bar,
    Break,
    Chart,
    Details,
    Document,
    Facts,
    Heading,
    Items,
    Letterhead,
    Line,
    Paragraph,
    Signature,
    Status,
    Table,
    Text,
    Tone,
    Way,
)

HOSTILE = "\u202egpj.exe</style><script>alert(1)</script>\u0007\u200b&amp;`|*_[x](javascript:alert(1))@alle=1+1"
LONG_NAME = "de.stadt.fachverfahren.grundstuecksverkehr.schnittstellenadapter-implementierungsbibliothek"
LONG_PATH = (
    "lieferung-2026-11.zip!/anwendung/backend/fachverfahren.war!/WEB-INF/lib/"
    + LONG_NAME
    + "-4.11.0-SNAPSHOT.jar!/META-INF/LICENSE.txt"
)
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect width="60" height="60" rx="8" fill="#0a4d8c"/>'
    '<path d="M12 46V24l18-12 18 12v22" fill="none" stroke="#fff" stroke-width="5"/></svg>'
)


def said(words: str, **marks: object) -> Line:
    """A line of one text."""
    return (Text(words, **marks),)  # type: ignore[arg-type]


def german() -> Document:
    return Document(
        kind="assessment",
        language="de",
        title="Prüfvermerk zur Lieferung „Fachverfahren Grundstücksverkehr“, Version 4.11.0",
        subtitle="Prüfung der Open-Source-Bestandteile vor der Abnahme",
        date="22. November 2026",
        stamp="2026-11-22",
        letterhead=Letterhead(
            sender="Stadt Musterhausen",
            unit="Koordinierungsstelle Open Source",
            address=("Rathausplatz 1", "12345 Musterhausen"),
            contact="opensource@musterhausen.example",
            logo=LOGO,
            reference="10/3-2026-0417",
        ),
        footer="Erstellt mit osscan 0.1.0, Richtlinie „dortmund“ 2026.11, SPDX-Liste 3.28. osscan bereitet Entscheidungen vor; es ersetzt keine Rechtsberatung.",
        blocks=(
            Status(
                Tone.BAD,
                "Annahme wird nicht empfohlen",
                (
                    Text("Drei Mängel verhindern die Abnahme; der schwerste: "),
                    Text("eine nicht angegebene Komponente unter der AGPL-3.0", strong=True),
                    Text(". Alle drei kann der Auftragnehmer beheben, Vorschlag: bis 20. Dezember 2026."),
                ),
            ),
            Facts(
                (
                    ("Gegenstand", said("lieferung-2026-11.zip, 48,3 MB, 2.614 Dateien in 41 Archiven")),
                    ("Auftragnehmer", said("Beispiel Software GmbH")),
                    (
                        "Prüfsumme (SHA-256)",
                        said("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", code=True),
                    ),
                    ("Beschluss", (Text("Drucksache 23758-22", link="https://rat.example/vorgang/23758-22"),)),
                    ("SBOM", said("liegt bei, CycloneDX 1.6, nennt 212 Komponenten", tone=Tone.ATTENTION)),
                )
            ),
            Heading("Was die Abnahme verhindert", anchor="maengel"),
            Items(
                (
                    (
                        Text("mongo-connector 3.1.0", strong=True),
                        Text(" steht unter der AGPL-3.0 und fehlt in der SBOM. Der Vertrag schließt Copyleft aus. "),
                        Text("Zum Weg", link="#weg"),
                    ),
                    (Text("In "), Text("config/datenbank.yml", code=True), Text(" steht ein Kennwort im Klartext.")),
                    said("Zu 14 Komponenten fehlt der Lizenztext."),
                ),
                numbered=True,
            ),
            Heading("Wie die Komponente hineinkommt", 3, "weg"),
            Way(
                "Von der Anwendung zur AGPL-Komponente",
                ("fachverfahren 4.11.0", LONG_NAME + " 2.0.1", "reporting-starter 5.2.0", "mongo-connector 3.1.0 (AGPL-3.0)"),
            ),
            Heading("Ergebnis der Prüfungen"),
            Paragraph(
                said(
                    "Von 32 Prüfungen sind 21 bestanden. Drei Mängel verhindern die Abnahme, fünf sind mit Auflagen zu beheben; "
                    "bei dreien konnte nicht alles angesehen werden."
                )
            ),
            Chart(
                "Prüfungen nach Ergebnis",
                (
                    Bar("bestanden", 21, "21", Tone.GOOD),
                    Bar("Auflage", 5, "5", Tone.ATTENTION),
                    Bar("blockierend", 3, "3", Tone.BAD),
                    Bar("nicht prüfbar, weil verschlüsselte oder beschädigte Archive in der Lieferung liegen", 3, "3", Tone.OPEN),
                ),
            ),
            Table(
                "Prüfungen mit Befund",
                ("Prüfung", "Titel", "Ergebnis", "Befund", "Frist"),
                (
                    _check(
                        "V-08", "Nicht deklarierte Komponenten", Tone.BAD, "nicht bestanden", "1 Komponente fehlt in der SBOM"
                    ),
                    _check("V-15", "Lizenztexte liegen bei", Tone.BAD, "nicht bestanden", "zu 14 Komponenten fehlt der Text"),
                    _check("V-23", "Keine Zugangsdaten in der Lieferung", Tone.BAD, "nicht bestanden", "1 Kennwort"),
                    _check(
                        "V-10", "Versions- und Hash-Abweichung", Tone.ATTENTION, "Auflage", "jackson-databind 2.15.2 statt 2.17.1"
                    ),
                    _check("V-02", "Archiv ist sicher", Tone.OPEN, "nicht prüfbar", "2 Archive sind verschlüsselt"),
                    _check("V-12", "Verbotene Lizenzen", Tone.GOOD, "bestanden", "keine"),
                ),
            ),
            Chart(
                "Häufigste Lizenzen",
                tuple(
                    Bar(name, count, f"{count} ({share} %)")
                    for name, count, share in (
                        ("Apache-2.0", 96, "45,3"),
                        ("MIT", 71, "33,5"),
                        ("BSD-3-Clause", 18, "8,5"),
                        ("EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0", 11, "5,2"),
                        ("unbekannt", 3, "1,4"),
                    )
                ),
            ),
            Break(),
            Heading("Anlagen"),
            Heading("Abweichungen von der SBOM", 3),
            Table(
                "Vertrag und Befund",
                ("Zusage", "Befund"),
                (
                    (said("kein Copyleft"), said("nicht eingehalten", tone=Tone.BAD)),
                    (said("SBOM nach BSI TR-03183-2"), said("teilweise", tone=Tone.ATTENTION)),
                    (said("Quelltext wird übergeben"), said("eingehalten", tone=Tone.GOOD)),
                    (said("Nutzungsrechte"), said("nicht beantwortet", tone=Tone.OPEN)),
                ),
            ),
            Details(
                "V-08: Nicht deklarierte Komponenten (1)",
                (
                    Paragraph(said("In der Lieferung liegt eine Bibliothek, die die SBOM nicht nennt.")),
                    Heading("Fundstelle", 4),
                    Paragraph(said(LONG_PATH, code=True)),
                    Details("Rohdaten", (Paragraph(said(HOSTILE, code=True)),)),
                ),
                Tone.BAD,
            ),
            Details("Alle Komponenten (300)", (_components("Komponenten der Lieferung", "Laufzeit"),)),
            Details("Nicht angesehene Archive", (Table("Archive", ("Archiv", "Grund", "Größe"), ()),), Tone.OPEN),
            Heading("Entscheidung"),
            Signature(
                "Die Lieferung wird zurückgewiesen; die Mängel sind bis zum 20. Dezember 2026 zu beheben.",
                ("Koordinierungsstelle Open Source", "Leitung des Fachbereichs"),
            ),
        ),
    )


def english() -> Document:
    return Document(
        kind="assessment",
        language="en",
        title="Assessment of the delivery " + LONG_NAME,
        subtitle="",
        date="22 November 2026",
        stamp="2026-11-22",
        blocks=(
            Status(
                Tone.ATTENTION, "Acceptable with conditions", said("Two conditions are open; both can be met within four weeks.")
            ),
            Status(Tone.GOOD, "Acceptable", ()),
            Status(Tone.OPEN, "Cannot be told", said("Two archives are encrypted.")),
            Facts((("Hostile name", said(HOSTILE)), ("Path", said(LONG_PATH, code=True)), ("Empty", ()))),
            Heading("A heading that skips levels", 5),
            Items((said("first"), said("second", strong=True, code=True), said("a script", link="javascript:alert(1)"))),
            Heading(HOSTILE, 2, "same"),
            Heading("Twice the same anchor", 2, "same"),
            Paragraph((Text("To "), Text("the second", link="#same-2"), Text(", to "), Text("nowhere", link="#nowhere"))),
            Way("Hostile way", (HOSTILE, LONG_PATH, "W" * 90), Tone.PLAIN),
            Chart("Nothing", ()),
            Chart("Odd values", (Bar("none", 0, "0"), Bar("less", -3, "-3"), Bar(HOSTILE, float("nan"), "?"))),
            Heading("Table"),
            _components(HOSTILE, "runtime", rows=12),
            Table("Ragged", ("", "b"), ((said("x"),), (said("x"), said("y"), said("z")), ((), said("y")))),
            Break(),
        ),
    )


def _check(key: str, title: str, tone: Tone, word: str, found: str) -> tuple[Line, ...]:
    return (
        said(key, code=True),
        said(title),
        said(word, tone=tone),
        said(found),
        said("20.12.2026" if tone is not Tone.GOOD else ""),
    )


def _components(caption: str, scope: str, rows: int = 300) -> Table:
    names = ("jackson-databind", LONG_NAME, "netty-codec-http2", HOSTILE, "log4j-api")
    return Table(
        caption,
        ("Name", "Version", "Lizenz", "Ort", "Bytes"),
        tuple(
            (
                said(f"{names[number % 5]}-{number}"),
                said(f"{number // 7}.{number % 7}.0"),
                said(("Apache-2.0", "MIT", "EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0")[number % 3]),
                (Text(f"{scope}: "), Text(f"WEB-INF/lib/{names[number % 3]}-{number}.jar", code=True)),
                said(f"{number * 1021:,}".replace(",", ".")),
            )
            for number in range(rows)
        ),
        frozenset({4}),
    )
