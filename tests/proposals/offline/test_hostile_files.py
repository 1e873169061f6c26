"""Files that were made to break whoever reads them are refused with a sentence."""

import io
import zipfile

import pytest
from flask import Flask

from cop.core.child.calling import Unreadable, in_child
from cop.core.offline.word_reading import items_in_word
from cop.core.sheets import as_xlsx
from cop.files.rules import Upload
from cop.files.services import inspect
from cop.kernel.errors import Invalid
from cop.proposals.offline.files import FORMATS, MOST_ROWS, filled_in

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
PARAGRAPH = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"


def document(body: str, before: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        document(PARAGRAPH % "&e;", ENTITY),
        document("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000),
        document("<w:p>" + "<w:r><w:t>zip bomb</w:t></w:r>" * 2_000_000 + "</w:p>"),
        document("<w:tbl>" + "<w:tr/>" * (MOST_ROWS + 1) + "</w:tbl>"),
        document("<w:p>"),
        b"PK\x03\x04 and then nothing",
    ],
    ids=["entities", "depth", "bomb", "rows", "broken", "no archive"],
)
def test_no_document_costs_more_than_it_may(content: bytes) -> None:
    with pytest.raises(Unreadable):
        in_child(items_in_word, content, MOST_ROWS)


def test_what_is_refused_is_refused_in_words(app: Flask) -> None:
    sheet = as_xlsx(["a"], [["x"]] * 10_000)
    with app.app_context():
        with pytest.raises(Invalid):
            filled_in(inspect(Upload("form.xlsx", sheet), kinds=FORMATS))
        with pytest.raises(Invalid):
            inspect(Upload("form.docx", document(PARAGRAPH % "&e;", ENTITY)), kinds=FORMATS)


def test_a_sheet_of_something_else_has_no_answers(app: Flask) -> None:
    sheet = as_xlsx(["Heading", "What for"], [["=1+1", "@SUM(1)"], ["", ""]])
    with app.app_context():
        filled = filled_in(Upload("form.xlsx", sheet))
    assert filled.identity == ""
    assert list(filled.items) == []


def test_words_that_were_struck_out_are_gone_and_tables_in_tables_are_text() -> None:
    tag = "<w:tr><w:tc>" + PARAGRAPH % "[why:0123456789abcdef]" + "</w:tc></w:tr>"
    inner = "<w:tbl><w:tr><w:tc>" + PARAGRAPH % "[title:0123456789abcdef]" + "</w:tc></w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    body = f"<w:sdt><w:sdtContent><w:tbl>{tag}<w:tr><w:tc>{deleted}{inner}</w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"
    [_identity, items] = items_in_word(document(body), MOST_ROWS)
    assert items == [["why:0123456789abcdef", [["new\n[title:0123456789abcdef]"]]]]
