"""Tables as ODS, the open format: one sheet each, heads that stay in sight and filter, numbers to count with, and no formula at all."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.documents.document import Document
from osscan.documents.marks import page_number
from osscan.documents.odf import FONTS, named, odf, part, region, safe
from osscan.documents.sheets import Cell, Number, Sheet, sheets
from osscan.texts.catalogue import Words

_LETTER = 2.05
"""Millimetres a letter of 10 points takes in a column."""
_INK, _SOFT, _RULE, _FAINT = "#1a2330", "#4b5766", "#c4ccd5", "#f4f6f8"


def render(document: Document, words: Words) -> bytes:
    """The whole file; the same document gives the same bytes."""
    made = sheets(document, words)
    pictures = sorted({_picture(cell) for sheet in made for row in sheet.rows for cell in row if isinstance(cell, Number)})
    widths = sorted({width for sheet in made for width in sheet.widths})
    body = "".join("".join(_table(sheet)) for sheet in made)
    filters = "".join(_filter(number, sheet) for number, sheet in enumerate(made, 1))
    content = (
        f"{FONTS}<office:automatic-styles>{_automatic(pictures, widths, region(document))}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}<table:database-ranges>{filters}</table:database-ranges></office:spreadsheet></office:body>"
    )
    settings = {"settings.xml": part("document-settings", f"<office:settings>{_views(made)}</office:settings>")}
    return odf("spreadsheet", document, content, _styles(region(document), words), settings)


def _table(sheet: Sheet) -> Iterator[str]:
    yield f'<table:table table:name="{named(sheet.name)}" table:style-name="Sheet"><table:title>{named(sheet.caption)}</table:title>'
    yield from (
        f'<table:table-column table:style-name="Column_{width}" table:default-cell-style-name="Text"/>' for width in sheet.widths
    )
    heads = "".join(_said(head, "Head_right" if column in sheet.right else "Head") for column, head in enumerate(sheet.heads))
    yield f'<table:table-header-rows><table:table-row table:style-name="Row">{heads}</table:table-row></table:table-header-rows>'
    for row in sheet.rows:
        cells = "".join(_cell(cell, right=column in sheet.right) for column, cell in enumerate(row))
        yield f'<table:table-row table:style-name="Row">{cells}</table:table-row>'
    yield "</table:table>"


def _cell(cell: Cell, *, right: bool) -> str:
    if isinstance(cell, str):
        return _said(cell, "Text_right" if right else "Text")
    kind = "percentage" if cell.percent else "float"
    return (
        f'<table:table-cell table:style-name="Number_{_picture(cell)}" office:value-type="{kind}" office:value="{cell.value:.15g}">'
        f"<text:p>{safe(cell.said)}</text:p></table:table-cell>"
    )


def _said(text: str, style: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{safe(text)}</text:p></table:table-cell>'


def _picture(number: Number) -> str:
    return f"{number.decimals}{'g' if number.grouped else ''}{'p' if number.percent else ''}"


def _filter(number: int, sheet: Sheet) -> str:
    name = "'" + sheet.name.replace("'", "''") + "'"
    span = f"${name}.$A$1:${name}.${_column(len(sheet.heads))}${len(sheet.rows) + 1}"
    return f'<table:database-range table:name="Filter_{number}" table:target-range-address="{named(span)}" table:display-filter-buttons="true"/>'


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _automatic(pictures: list[str], widths: list[int], locale: str) -> str:
    numbers = "".join(_number(one, locale) for one in pictures)
    return (
        f'{numbers}<style:style style:name="Sheet" style:family="table" style:master-page-name="Standard"/>'
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        + "".join(
            f'<style:style style:name="Column_{one}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{one * _LETTER:.2f}mm"/></style:style>'
            for one in widths
        )
    )


def _number(picture: str, locale: str) -> str:
    """How numbers of one kind are shown: decimals, `g` for grouped, `p` for percent."""
    decimals = picture.rstrip("gp")
    language, _, country = locale.partition("-")
    grouped = ' number:grouping="true"' if "g" in picture else ""
    tag, sign = ("percentage-style", "<number:text> %</number:text>") if "p" in picture else ("number-style", "")
    return (
        f'<number:{tag} style:name="Shape_{picture}" number:language="{language}" number:country="{country}"><number:number number:decimal-places="{decimals}" number:min-decimal-places="{decimals}" '
        f'number:min-integer-digits="1"{grouped}/>{sign}</number:{tag}><style:style style:name="Number_{picture}" style:family="table-cell" '
        f'style:parent-style-name="Text_right" style:data-style-name="Shape_{picture}"/>'
    )


def _styles(locale: str, words: Words) -> str:
    language, _, country = locale.partition("-")
    before, between, after = map(safe, page_number(words))
    light = f'fo:border-bottom="0.4pt solid {_RULE}"'
    strong = f'fo:border-bottom="0.8pt solid {_SOFT}" fo:background-color="{_FAINT}"'
    bold = f'<style:text-properties fo:font-weight="bold" fo:color="{_SOFT}"/>'
    shapes = (
        ("Text", light, "start", ""),
        ("Text_right", light, "end", ""),
        ("Head", strong, "start", bold),
        ("Head_right", strong, "end", bold),
    )
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default">'
        f'<style:table-cell-properties {look} fo:padding-top="0.8mm" fo:padding-bottom="0.8mm" fo:padding-left="1.2mm" fo:padding-right="1.2mm" fo:wrap-option="wrap" style:vertical-align="top" '
        f'style:text-align-source="fix"/><style:paragraph-properties fo:text-align="{side}"/>{text}</style:style>'
        for name, look, side, text in shapes
    )
    return (
        f'{FONTS}<office:styles><style:default-style style:family="table-cell"><style:text-properties style:font-name="Text" '
        f'fo:font-size="10pt" fo:color="{_INK}" fo:language="{language}" fo:country="{country}"/></style:default-style>'
        f'<style:style style:name="Default" style:family="table-cell"/>{cells}</office:styles><office:automatic-styles>'
        '<style:page-layout style:name="Wide"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" '
        'style:print-orientation="landscape" fo:margin="15mm" style:scale-to-X="1" style:print=""/>'
        '<style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="2mm"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="2mm"/></style:footer-style>'
        '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="Wide"><style:header><text:p><text:sheet-name>-</text:sheet-name></text:p></style:header>'
        f"<style:footer><text:p>{before}<text:page-number>1</text:page-number>{between}<text:page-count>1</text:page-count>{after}</text:p>"
        "</style:footer></style:master-page></office:master-styles>"
    )


def _views(made: tuple[Sheet, ...]) -> str:
    """Which rows stay in sight: the heads, and the first column."""
    frozen = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in (
            ("HorizontalSplitMode", "short", 2),
            ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", 1),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 3),
            ("PositionRight", "int", 1),
            ("PositionBottom", "int", 1),
            ("ShowGrid", "boolean", "false"),
        )
    )
    tables = "".join(
        f'<config:config-item-map-entry config:name="{named(one.name)}">{frozen}</config:config-item-map-entry>' for one in made
    )
    return (
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        f'<config:config-item config:name="ActiveTable" config:type="string">{named(made[0].name)}</config:config-item>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
    )
