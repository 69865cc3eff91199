"""What every DOCX holds beside its text: the package's table of contents, styles, numbering, and what is said of the document."""

from __future__ import annotations

from osscan.documents.document import Document, Tone
from osscan.documents.marks import COLOURS, TINTS, stamp
from osscan.documents.odf import region
from osscan.texts.escapes import xml_text

WHOLE = 100_000
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
SPACES = f"{_W} {_R} {_DRAWING}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_INK, _SOFT, _RULE = "1A2330", "4B5766", "C4CCD5"
_SIZES = (34, 27, 24, 22, 22, 22)


def safe(text: str) -> str:
    """Foreign words that can be nothing but words."""
    return xml_text(text, WHOLE)


def content_types() -> str:
    """Which part is of which type."""
    parts = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/numbering.xml": f"{_TYPE}.numbering+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/footer1.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    told = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{told}</Types>"
    )


def relationships(rows: list[tuple[str, str, str]]) -> str:
    """What a part refers to: id, kind and target; addresses of the web are marked as such."""
    told = "".join(
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{_OFFICE}/{kind}"}" Target="{safe(target)}"'
        f"{_OUTSIDE if kind == 'hyperlink' else ''}/>"
        for key, kind, target in rows
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


_OUTSIDE = ' TargetMode="External"'
ROOT = [
    ("rId1", "officeDocument", "word/document.xml"),
    ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ("rId3", "extended-properties", "docProps/app.xml"),
]
PARTS = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "footer", "footer1.xml"),
]


def core(document: Document) -> str:
    """Title, author, language and date."""
    moment = f"{stamp(document)}Z" if stamp(document) else ""
    said = (
        ("dc:title", "", document.title),
        ("dc:subject", "", document.subtitle),
        ("dc:creator", "", document.letterhead.sender),
        ("cp:keywords", "", document.kind),
        ("cp:lastModifiedBy", "", document.letterhead.sender),
        ("dcterms:created", ' xsi:type="dcterms:W3CDTF"', moment),
        ("dcterms:modified", ' xsi:type="dcterms:W3CDTF"', moment),
        ("dc:language", "", region(document)),
    )
    told = "".join(f"<{tag}{mark}>{safe(text)}</{tag}>" for tag, mark, text in said if text)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{told}</cp:coreProperties>"
    )


APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>osscan</Application></Properties>"
)


def settings(locale: str) -> str:
    """No compatibility with old programs; words may be hyphenated."""
    return (
        f'{HEAD}<w:settings {_W}><w:autoHyphenation/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/></w:settings>'
    )


def numbering(lists: int) -> str:
    """Bullets as list 1; each numbered list has a number of its own, from 2 on, and begins with 1."""
    shapes = (("bullet", "•"), ("decimal", "%1."))
    told = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>'
        for key, (kind, sign) in enumerate(shapes)
    )
    used = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for key in range(2, lists + 2)
    )
    return f"{HEAD}<w:numbering {_W}>{told}{used}</w:numbering>"


def styles(locale: str) -> str:
    """All named styles; `locale` as `de-DE`."""
    headings = [
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before="{0 if level == 1 else 320 if level == 2 else 240}" '
            f'w:after="120"/><w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:sz w:val="{size}"/>',
            follows="Normal",
        )
        for level, size in enumerate(_SIZES, 1)
    ]
    soft = f'<w:color w:val="{_SOFT}"/>'
    banners = [
        _style(
            f"Status{part}{tone.capitalize()}",
            f"Status {part} {tone}",
            f'{more}<w:keepLines/><w:pBdr>{_edge("top", tone) if part == "Word" else ""}<w:left w:val="single" w:sz="48" w:space="10" '
            f'w:color="{COLOURS[tone].upper()}"/>{_edge("bottom", tone) if part == "Said" else ""}{_edge("right", tone)}</w:pBdr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{TINTS[tone].upper()}"/>{room}<w:ind w:left="300" w:right="200"/>',
            text.format(colour=COLOURS[tone].upper()),
        )
        for tone in Tone
        for part, more, room, text in (
            (
                "Word",
                "<w:keepNext/>",
                '<w:spacing w:before="200" w:after="0" w:line="340" w:lineRule="atLeast"/>',
                '<w:b/><w:color w:val="{colour}"/><w:sz w:val="30"/>',
            ),
            ("Said", "", '<w:spacing w:before="0" w:after="180"/>', ""),
        )
    ]
    named = [
        *headings,
        _style("BodyText", "Body Text", '<w:spacing w:after="140"/>'),
        _style("Subtitle", "Subtitle", '<w:keepNext/><w:spacing w:after="160"/>', f'{soft}<w:sz w:val="24"/>'),
        _style("Sender", "Sender", '<w:suppressAutoHyphens/><w:spacing w:before="60"/>', '<w:b/><w:sz w:val="28"/>'),
        _style("Unit", "Unit", "", f'{soft}<w:sz w:val="20"/>'),
        _style("Reference", "Reference", '<w:spacing w:after="30"/>', '<w:sz w:val="18"/>'),
        _style(
            "Rule", "Letterhead rule", _border("bottom", 6, _SOFT) + '<w:spacing w:after="200" w:line="120" w:lineRule="exact"/>'
        ),
        _style("Caption", "caption", '<w:keepNext/><w:spacing w:before="160" w:after="80"/>', "<w:b/>"),
        _style(
            "TableHead",
            "Table head",
            '<w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/>',
            f'<w:b/>{soft}<w:sz w:val="17"/>',
        ),
        _style("TableText", "Table text", '<w:spacing w:line="244" w:lineRule="auto"/>', '<w:sz w:val="18"/>'),
        _style("TableName", "Table name", '<w:spacing w:line="264" w:lineRule="auto"/>', soft),
        _style("TableSaid", "Table said", '<w:spacing w:line="264" w:lineRule="auto"/>'),
        _style("After", "After table", '<w:spacing w:line="140" w:lineRule="exact"/>', '<w:sz w:val="8"/>'),
        _style("Item", "List Paragraph", '<w:spacing w:after="70"/><w:ind w:left="340" w:hanging="340"/>'),
        _style("Signed", "Signed", '<w:keepNext/><w:spacing w:before="200"/>'),
        _style(
            "Role",
            "Signature",
            "<w:keepNext/>" + _border("top", 4, _INK) + '<w:spacing w:before="500"/>',
            '<w:b/><w:sz w:val="19"/>',
        ),
        _style("SignLine", "Signature line", "<w:keepNext/>", f'{soft}<w:sz w:val="17"/>'),
        _style("MadeBy", "Made by", _border("top", 4, _RULE) + '<w:spacing w:before="500"/>', f'{soft}<w:sz w:val="17"/>'),
        _style("Footer", "footer", _border("top", 4, _RULE) + _TAB, f'{soft}<w:sz w:val="17"/>'),
        *banners,
    ]
    return (
        f"{HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f'<w:color w:val="{_INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="Letters"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Grid"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(named)}"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0A4D8C"/><w:u w:val="single"/>'
        "</w:rPr></w:style></w:styles>"
    )


def _edge(side: str, tone: Tone) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:space="7" w:color="{TINTS[tone].upper()}"/>'


_TAB = '<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'


def _border(side: str, size: int, colour: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="{colour}"/></w:pBdr>'


def _style(key: str, name: str, paragraph: str, letters: str = "", follows: str = "") -> str:
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    run = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    block = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{after}<w:qFormat/>'
        f"{block}{run}</w:style>"
    )
