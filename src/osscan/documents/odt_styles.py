"""Styles of the ODT: a letter's margins, headings, tables with light rules, tones that differ by more than colour."""

from __future__ import annotations

from osscan.documents.document import Tone
from osscan.documents.marks import COLOURS, TINTS
from osscan.documents.odf import FONTS

WIDTH = 165.0
"""Millimetres between the margins."""
_INK, _SOFT, _RULE = "#1a2330", "#4b5766", "#c4ccd5"
_SIZES = ("17pt", "13.5pt", "12pt", "11pt", "11pt", "11pt")


def styles(locale: str, footer: str) -> str:
    """All named styles, the page, and its footer; `locale` as `de-DE`, `footer` is ready XML."""
    language, _, country = locale.partition("-")
    return (
        f"{FONTS}<office:styles>"
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="115%" fo:orphans="2" fo:widows="2" '
        'fo:hyphenation-ladder-count="2" style:tab-stop-distance="12mm"/>'
        f'<style:text-properties style:font-name="Text" fo:font-size="10.5pt" fo:color="{_INK}" fo:language="{language}" fo:country="{country}" '
        'fo:hyphenate="true" fo:hyphenation-remain-char-count="3" fo:hyphenation-push-char-count="3"/></style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style>'
        f"{''.join(_paragraphs())}{''.join(_letters())}{_LISTS}{_OUTLINE}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="Letter"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" style:print-orientation="portrait" fo:margin-top="20mm" fo:margin-bottom="10mm" fo:margin-left="25mm" '
        'fo:margin-right="20mm"/><style:footer-style><style:header-footer-properties fo:min-height="9mm" fo:margin-top="4mm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="Letter">'
        f'<style:footer><text:p text:style-name="Footer">{footer}</text:p></style:footer></style:master-page></office:master-styles>'
    )


def _paragraphs() -> list[str]:
    keep = 'fo:keep-with-next="always" fo:hyphenation-ladder-count="no-limit"'
    headings = [
        _style(
            f"Heading_20_{level}",
            f'fo:margin-top="{"0mm" if level == 1 else "5.5mm" if level == 2 else "4mm"}" fo:margin-bottom="2.2mm" {keep}',
            f'fo:font-size="{size}" fo:font-weight="bold" fo:hyphenate="false"',
            f'style:display-name="Heading {level}" style:default-outline-level="{level}" style:next-style-name="Text_20_body"',
        )
        for level, size in enumerate(_SIZES, 1)
    ]
    banners = [
        _style(
            f"Status_{part}_{tone}",
            f'fo:background-color="#{TINTS[tone]}" fo:border-left="2mm solid #{COLOURS[tone]}" fo:border-right="none" fo:border-top="none" '
            f'fo:border-bottom="none" fo:padding-left="5mm" fo:padding-right="4mm" fo:padding-top="{above}" fo:padding-bottom="{below}" '
            f'style:join-border="true" fo:keep-together="always" {more}',
            text,
        )
        for tone in Tone
        for part, above, below, more, text in (
            (
                "word",
                "2.4mm",
                "2.4mm",
                'fo:margin-top="4mm" fo:keep-with-next="always"',
                f'fo:font-size="15pt" fo:font-weight="bold" fo:hyphenate="false" fo:color="#{COLOURS[tone]}"',
            ),
            ("said", "2.4mm", "2.4mm", 'fo:margin-bottom="4mm"', ""),
        )
    ]
    return [
        '<style:style style:name="Standard" style:family="paragraph"/>',
        _style("Text_20_body", 'fo:margin-bottom="2.4mm"', more='style:display-name="Text body"'),
        *headings,
        _style("Subtitle", 'fo:margin-bottom="4mm" fo:keep-with-next="always"', f'fo:font-size="12pt" fo:color="{_SOFT}"'),
        _style("Sender", f'fo:margin-top="1mm" {keep}', 'fo:font-size="14pt" fo:font-weight="bold" fo:hyphenate="false"'),
        _style("Unit", "", f'fo:color="{_SOFT}" fo:font-size="10pt"'),
        _style("Reference", 'fo:margin-bottom="0.6mm"', 'fo:font-size="9pt"'),
        _style(
            "Letterhead_rule",
            f'fo:border-bottom="0.6pt solid {_SOFT}" fo:border-top="none" fo:border-left="none" fo:border-right="none" '
            'fo:margin-bottom="4mm" fo:line-height="100%"',
            'fo:font-size="4pt"',
        ),
        _style("Caption", f'fo:margin-top="2.4mm" fo:margin-bottom="1.4mm" {keep}', 'fo:font-weight="bold"'),
        _style("Table_head", 'fo:keep-with-next="always"', f'fo:font-size="8.5pt" fo:font-weight="bold" fo:color="{_SOFT}"'),
        _style("Table_head_right", 'fo:text-align="end"', "", 'style:parent-style-name="Table_head"'),
        _style("Table_text", 'fo:line-height="106%"', 'fo:font-size="9pt"'),
        _style("Table_right", 'fo:text-align="end"', "", 'style:parent-style-name="Table_text"'),
        _style("Table_name", 'fo:line-height="115%"', f'fo:color="{_SOFT}"'),
        _style("Table_said", 'fo:line-height="115%"'),
        _style("Before_table", 'fo:line-height="100%" fo:keep-with-next="always"', 'fo:font-size="4pt"'),
        _style("After_table", 'fo:line-height="100%"', 'fo:font-size="4pt"'),
        _style("Step", 'fo:margin-bottom="1mm"'),
        _style("Item", 'fo:margin-bottom="1.2mm"'),
        _style("Signed", 'fo:margin-top="3.5mm" fo:keep-with-next="always"'),
        _style(
            "Signature_role",
            f'fo:margin-top="9mm" fo:border-top="0.5pt solid {_INK}" fo:border-bottom="none" fo:border-left="none" fo:border-right="none" '
            'fo:padding-top="1mm" fo:keep-with-next="always"',
            'fo:font-weight="bold" fo:font-size="9.5pt"',
        ),
        _style("Signature_line", "", f'fo:font-size="8.5pt" fo:color="{_SOFT}"'),
        *banners,
        _style(
            "Made_by",
            f'fo:margin-top="9mm" fo:border-top="0.4pt solid {_RULE}" fo:border-bottom="none" fo:border-left="none" fo:border-right="none" '
            'fo:padding-top="1.5mm"',
            f'fo:font-size="8.5pt" fo:color="{_SOFT}"',
        ),
        _FOOTER,
    ]


def _letters() -> list[str]:
    return [
        _letter("Strong_20_Emphasis", 'fo:font-weight="bold"'),
        _letter("Code", 'style:font-name="Fixed" fo:font-size="82%" fo:language="zxx" fo:country="none" fo:hyphenate="false"'),
        _letter("Internet_20_link", 'fo:color="#0a4d8c" style:text-underline-style="solid" style:text-underline-width="auto"'),
        *(_letter(f"Tone_{tone}", f'fo:font-weight="bold" fo:color="#{COLOURS[tone]}"') for tone in Tone),
    ]


def _style(name: str, paragraph: str, text: str = "", more: str = "") -> str:
    parent = "" if "style:parent-style-name" in more else 'style:parent-style-name="Standard"'
    letters = f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" {parent} {more}><style:paragraph-properties {paragraph}/>'
        f"{letters}</style:style>"
    )


def _letter(name: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'


def _list(name: str, level: str) -> str:
    properties = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="6mm" fo:text-indent="-6mm" '
        'fo:margin-left="6mm"/></style:list-level-properties>'
    )
    tag = level.split(" ", 1)[0]
    return f'<text:list-style style:name="{name}"><{level} text:level="1">{properties}</{tag}></text:list-style>'


_FOOTER = (
    '<style:style style:name="Footer" style:family="paragraph" style:class="extra"><style:paragraph-properties fo:padding-top="1.5mm" '
    f'fo:border-top="0.4pt solid {_RULE}" fo:border-bottom="none" fo:border-left="none" fo:border-right="none"><style:tab-stops>'
    f'<style:tab-stop style:position="{WIDTH}mm" style:type="right"/></style:tab-stops></style:paragraph-properties>'
    f'<style:text-properties fo:font-size="8.5pt" fo:color="{_SOFT}"/></style:style>'
)
_LISTS = _list("Bullets", 'text:list-level-style-bullet text:bullet-char="•"') + _list(
    "Numbers", 'text:list-level-style-number style:num-format="1" style:num-suffix="."'
)
_OUTLINE = (
    '<text:outline-style style:name="Outline">'
    + "".join(f'<text:outline-level-style text:level="{level}" style:num-format=""/>' for level in range(1, 7))
    + "</text:outline-style>"
)


def automatic(columns: frozenset[int], breaks: frozenset[str]) -> str:
    """Styles that stand where they are used: columns by their width in tenths of a millimetre, and paragraphs that begin a page."""
    tables = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{WIDTH}mm" table:align="left" '
        f'style:may-break-between-rows="{broken}" {more}/></style:style>'
        for name, broken, more in (
            ("Table", "true", ""),
            ("Grid", "false", ""),
            ("Signatures", "false", 'fo:keep-with-next="always"'),
        )
    )
    rules = (
        ("Head", f'fo:border-top="0.6pt solid {_SOFT}" fo:border-bottom="0.6pt solid {_SOFT}"', "1mm"),
        ("Cell", f'fo:border-top="none" fo:border-bottom="0.4pt solid {_RULE}"', "0.9mm"),
        ("Bare", 'fo:border-top="none" fo:border-bottom="none"', "0mm"),
    )
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {border} fo:border-left="none" '
        f'fo:border-right="none" fo:padding-left="0.8mm" fo:padding-right="1.6mm" fo:padding-top="{room}" fo:padding-bottom="{room}" '
        'style:vertical-align="top"/></style:style>'
        for name, border, room in rules
    )
    rows = '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'
    widths = "".join(
        f'<style:style style:name="Column_{one}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{one / 10}mm"/></style:style>'
        for one in sorted(columns)
    )
    new = "".join(
        f'<style:style style:name="New_{name}" style:family="paragraph" style:parent-style-name="{name}">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
        for name in sorted(breaks)
    )
    bars = "".join(
        f'<style:style style:name="Bar_{tone}" style:family="graphic"><style:graphic-properties draw:stroke="none" draw:fill="solid" '
        f'draw:fill-color="#{COLOURS[tone]}" style:vertical-pos="middle" style:vertical-rel="text"/></style:style>'
        for tone in Tone
    )
    logo = (
        '<style:style style:name="Logo" style:family="graphic"><style:graphic-properties style:vertical-pos="top" '
        'style:vertical-rel="baseline"/></style:style>'
    )
    return f"<office:automatic-styles>{tables}{cells}{rows}{widths}{new}{bars}{logo}</office:automatic-styles>"
