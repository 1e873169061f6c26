"""A form as a Word document: a table for each item, which Word, LibreOffice and others keep as it is while people write in it.

Written by hand, because it is little: three kinds of paragraph and one of table.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from cop.core.offline.form import Cell, Item, OfflineForm, Part

_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTH = 9600
"""Of what is written on a page, in twentieths of a point."""
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/relationships/%s" Target="%s"/></Relationships>'
)
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1100" w:right="1150" w:bottom="1100" w:left="1150" '
    'w:header="600" w:footer="600" w:gutter="0"/>'
)
_STYLES = {  # name: (what Word calls it, half-points, space before, how it looks)
    "Normal": ("Normal", 21, 0, ""),
    "Title": ("Title", 36, 0, "<w:b/><w:bCs/>"),
    "Heading1": ("heading 1", 28, 360, "<w:b/><w:bCs/>"),
    "Label": ("Label", 21, 0, "<w:b/><w:bCs/>"),
    "Note": ("Note", 19, 0, '<w:color w:val="444444"/>'),
    "Tag": ("Tag", 14, 0, '<w:color w:val="767676"/>'),
}


def as_word(form: OfflineForm) -> bytes:
    """The DOCX file."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS % ("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _RELATIONS % ("styles", "styles.xml"),
        "word/styles.xml": _styles(form.language),
        "word/document.xml": _Writer(rtl=form.is_rtl).document(form),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _styles(language: str) -> str:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"{default}><w:name w:val="{called}"/>'
        f'<w:pPr><w:spacing w:before="{before}" w:after="80"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{look}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{language}" w:bidi="{language}"/></w:rPr></w:style>'
        for name, (called, size, before, look) in _STYLES.items()
        for default in [' w:default="1"' if name == "Normal" else ""]
        for outline in ['<w:outlineLvl w:val="0"/>' if name == "Heading1" else ""]
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{styles}</w:styles>'


class _Writer:
    """Writes in one direction; `rtl` turns lines, words and tables."""

    def __init__(self, *, rtl: bool) -> None:
        self.line, self.words, self.table = (
            ("<w:bidi/>", "<w:rPr><w:rtl/></w:rPr>", "<w:bidiVisual/>") if rtl else ("", "", "")
        )

    def document(self, form: OfflineForm) -> str:
        body = [self.paragraph(form.title, "Title"), self.paragraph(form.subtitle)]
        body += [self.paragraph(note, "Note") for note in form.notes]
        for part in form.parts:
            body += self.part(part)
        body += [self.paragraph(form.leave_it, "Note"), self.plain(f"[form {form.identity}]")]
        page = f"<w:sectPr>{_PAGE}{self.line}</w:sectPr>"
        return f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}{page}</w:body></w:document>'

    def part(self, part: Part) -> Iterable[str]:
        yield self.paragraph(part.title, "Heading1")
        yield from (self.paragraph(note, "Note") for note in part.notes)
        for item in part.items:
            yield self.item(item)
            yield self.paragraph("")  # two tables that touch become one

    def item(self, item: Item) -> str:
        columns = max(1, len(item.heads))
        width = _WIDTH // columns
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in range(columns))
        rows = [self.row([self.label(item)], _WIDTH, span=columns, shade="E8EEF4")]
        if item.heads:
            rows.append(
                self.row([self.paragraph(head, "Label") for head in item.heads], width, shade="F5F7F9")
            )
        empty = [[""] * columns] * item.room
        rows += [self.row([self.text(cell) for cell in row], width) for row in [*item.rows, *empty]]
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="8896A4"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        settings = f'{self.table}<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        settings += '<w:tblLayout w:type="fixed"/>'
        return f"<w:tbl><w:tblPr>{settings}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def label(self, item: Item) -> str:
        notes = "".join(self.paragraph(note, "Note") for note in item.notes)
        return self.paragraph(item.label, "Label") + notes + (self.plain(f"[{item.tag}]") if item.tag else "")

    def row(self, cells: Sequence[str], width: int, *, span: int = 1, shade: str = "") -> str:
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        look += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        row = "<w:trPr><w:cantSplit/></w:trPr>" if shade else ""
        return f"<w:tr>{row}{''.join(f'<w:tc><w:tcPr>{look}</w:tcPr>{cell}</w:tc>' for cell in cells)}</w:tr>"

    def text(self, cell: Cell) -> str:
        """What is in a cell, a paragraph a line."""
        lines = ("" if cell is None else str(cell)).split("\n")
        return "".join(self.paragraph(line) for line in lines)

    def paragraph(self, text: str, style: str = "Normal") -> str:
        keep = "<w:keepNext/>" if style in ("Heading1", "Label") else ""
        look = f"<w:pStyle w:val={quoteattr(style)}/>{keep}{self.line}"
        return f"<w:p><w:pPr>{look}</w:pPr>{_run(text, self.words)}</w:p>"

    @staticmethod
    def plain(text: str) -> str:
        """A line for the machine, which reads from the left in every language."""
        return f'<w:p><w:pPr><w:pStyle w:val="Tag"/></w:pPr>{_run(text, "<w:rPr><w:noProof/></w:rPr>")}</w:p>'


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    pieces = escape(_NO_XML.sub("", text)).split("\t")
    written = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces)
    return f"<w:r>{look}{written}</w:r>"
