"""What is wrong inside a file is found, each fault by its own name; what is whole is taken."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.files.structure import (
    DAMAGED,
    LOCKED,
    MACRO,
    MOST_ENTRIES,
    MOST_PAGES,
    TOO_MUCH,
    archive_problem,
    pdf_problem,
)
from tests.files.making import PDF, office, pdf_of

DOCX = office("[Content_Types].xml", "word/document.xml")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("docx", DOCX),
        ("xlsx", office("xl/workbook.xml", "xl/media/picture.png")),
        ("odt", office("content.xml", parts={"mimetype": ODT})),
        ("ods", office("content.xml", parts={"mimetype": ODS})),
        ("docx", office("word/document.xml", "النص.xml")),
    ],
)
def test_whole_files_are_taken(ending: str, content: bytes) -> None:
    assert archive_problem(content, ending) is None


def lying(size: int) -> bytes:
    """Its directory says that the only part unpacks to `size` bytes."""
    content = bytearray(office("word/document.xml", content=bytes(4000)))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", content, content.index(mark) + at, size)
    return bytes(content)


def locked() -> bytes:
    content = bytearray(DOCX)
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


def changed() -> bytes:
    """One packed byte is another."""
    content = bytearray(office("word/document.xml", content=b"abcdefgh" * 50))
    content[content.index(b"word/document.xml") + 20] ^= 255
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"PK\3\4 no archive", DAMAGED, id="none"),
        pytest.param(DOCX[:40], DAMAGED, id="cut"),
        pytest.param(changed(), DAMAGED, id="changed"),
        pytest.param(lying(10), DAMAGED, id="says too little"),
        pytest.param(lying(9_000), DAMAGED, id="says too much"),
        pytest.param(office("other.xml"), DAMAGED, id="no document"),
        pytest.param(office("xl/workbook.xml"), DAMAGED, id="another kind"),
        pytest.param(office("word/document.xml", "../../etc/passwd"), DAMAGED, id="climbs"),
        pytest.param(office("word/document.xml", "..\\..\\evil.dll"), DAMAGED, id="climbs on Windows"),
        pytest.param(office("word/document.xml", "/etc/passwd"), DAMAGED, id="rooted"),
        pytest.param(office("word/document.xml", "C:evil.dll"), DAMAGED, id="another drive"),
        pytest.param(office("word/document.xml", "WORD/document.xml"), DAMAGED, id="the same name twice"),
        pytest.param(office("word/document.xml", mode=0o120777), DAMAGED, id="link"),
        pytest.param(
            office("word/document.xml", content=b'<!DOCTYPE x [<!ENTITY a "b">]>'), DAMAGED, id="entities"
        ),
        pytest.param(office("word/document.xml", content=bytes(3_000_000)), TOO_MUCH, id="bomb"),
        pytest.param(
            office("word/document.xml", *(f"{n}.xml" for n in range(MOST_ENTRIES))), TOO_MUCH, id="many parts"
        ),
        pytest.param(locked(), LOCKED, id="password"),
        pytest.param(office("word/document.xml", "word/vbaProject.bin"), MACRO, id="macro"),
    ],
)
def test_each_fault_of_an_office_file_is_found(content: bytes, problem: str) -> None:
    assert archive_problem(content, "docx") == problem


def test_a_kind_that_is_written_inside_must_be_the_ending_s() -> None:
    for content in (office("content.xml", parts={"mimetype": ODS}), office("content.xml")):
        assert archive_problem(content, "odt") == DAMAGED


def test_an_odt_with_a_program_is_refused() -> None:
    content = office("content.xml", "Basic/Standard/Module1.xml", parts={"mimetype": ODT})
    assert archive_problem(content, "odt") == MACRO


@given(st.binary(max_size=300), st.data())
def test_no_bytes_crash_it(noise: bytes, data: st.DataObject) -> None:
    for whole, problem in ((DOCX, lambda c: archive_problem(c, "docx")), (PDF, pdf_problem)):
        at = data.draw(st.integers(0, len(whole)))
        problem(whole[:at] + noise + whole[at + data.draw(st.integers(0, 50)) :])


@pytest.mark.parametrize("packed", [False, True])
def test_pages_have_a_limit(*, packed: bool) -> None:
    assert pdf_problem(pdf_of(MOST_PAGES, packed=packed)) is None
    assert pdf_problem(pdf_of(MOST_PAGES + 1, packed=packed)) == TOO_MUCH


@pytest.mark.parametrize("content", [b"%PDF-1.7", PDF[:-7], b"%PDF-1.7 no objects %%EOF", b"%PDF-%%EOF"])
def test_a_pdf_that_was_cut_is_damaged(content: bytes) -> None:
    assert pdf_problem(content) == DAMAGED


def test_streams_that_are_none_or_have_no_end_do_no_harm() -> None:
    start = b"/Type/ObjStm>>stream\n"
    bomb = start + zlib.compress(bytes(50_000_000)) + b"endstream"
    for middle in (start, start + b"noise endstream", start * 9_000, b"/ObjStm" * 9_000, bomb * 3):
        assert pdf_problem(PDF[:-7] + middle + PDF[-7:]) is None
