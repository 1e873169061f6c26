"""What may be uploaded: ending, first bytes and structure agree; nothing unpacks to more than a machine holds."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.files.pictures import points_of
from cop.files.rules import DOCUMENTS, PICTURES, Upload, clean_name, media_type_of
from cop.kernel.errors import Invalid

MB = 1_000_000


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + bytes(20)


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 2 + 5) + b"hello"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)
    return b"\xff\xd8" + comment + frame


def webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size


def office(*names: str, content: bytes = b"<x/>", link: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if link:
                entry.external_attr = 0o120777 << 16
            archive.writestr(entry, content)
    return out.getvalue()


GOOD = {
    "proposal.pdf": b"%PDF-1.7 ...",
    "صورة.png": png(800, 600),
    "photo.JPG": jpeg(4000, 3000),
    "plan.docx": office("[Content_Types].xml", "word/document.xml"),
    "budget.xlsx": office("xl/workbook.xml"),
    "texte.odt": office("content.xml", "mimetype"),
}
BAD = {
    "page.html": b"<script>",
    "noending": b"%PDF-1.7",
    "empty.pdf": b"",
    "not.pdf": b"MZ\x90\0",
    "not.png": b"GIF89a",
    "big.pdf": b"%PDF-" + bytes(2 * MB),
    "bomb.png": png(50_000, 50_000),
    "bomb.jpg": jpeg(60_000, 60_000),
    "flat.png": png(0, 600),
    "cut.png": b"\x89PNG\r\n\x1a\n",
    "plain.docx": office("other.xml"),
    "sheet.docx": office("xl/workbook.xml"),
    "climbs.docx": office("word/document.xml", "../../etc/passwd"),
    "rooted.docx": office("word/document.xml", "/etc/passwd"),
    "link.docx": office("word/document.xml", link=True),
    "bomb.docx": office("word/document.xml", content=bytes(3 * MB)),
    "many.docx": office("word/document.xml", *(f"{n}.xml" for n in range(2_100))),
    "cut.docx": office("word/document.xml")[:40],
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken(name: str) -> None:
    assert "/" in media_type_of(Upload(name, GOOD[name]), kinds=DOCUMENTS, most_bytes=MB)


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_by_name(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        media_type_of(Upload(name, BAD[name]), kinds=DOCUMENTS, most_bytes=MB)
    assert name in str(refused.value)


@given(st.binary(max_size=400), st.sampled_from(["docx", "png", "jpg", "webp", "pdf"]), st.data())
def test_no_bytes_crash_it(noise: bytes, ending: str, data: st.DataObject) -> None:
    whole = {
        "docx": office("word/document.xml"),
        "png": png(9, 9),
        "jpg": jpeg(9, 9),
        "webp": webp(9, 9),
        "pdf": b"%PDF-",
    }[ending]
    at = data.draw(st.integers(0, len(whole)))
    content = whole[:at] + noise + whole[at + data.draw(st.integers(0, 50)) :]
    with suppress(Invalid):
        media_type_of(Upload(f"a.{ending}", content), kinds=(*DOCUMENTS, *PICTURES), most_bytes=MB)


@given(st.integers(1, 16_000), st.integers(1, 16_000))
def test_points_are_width_times_height(width: int, height: int) -> None:
    assert points_of(png(width, height), "png") == width * height
    assert points_of(jpeg(width, height), "jpeg") == width * height
    assert points_of(webp(width, height), "webp") == width * height


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\me\\plan.docx", "plan.docx"),
        ("../../etc/passwd", "passwd"),
        ("ميزانية الجمعية.pdf", "ميزانية الجمعية.pdf"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("", "file"),
        ("x" * 400 + ".pdf", "x" * 296 + ".pdf"),
    ],
)
def test_a_name_stays_the_person_s_own(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept
