"""What may be uploaded, as it looks from outside; and what may be sent out again."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.files.points import points_of
from cop.files.rules import DOCUMENTS, PICTURES, Upload, clean_name, media_type_of, why_closed
from cop.files.states import ScanState
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


GOOD = {
    "proposal.pdf": b"%PDF-1.7 ...",
    "صورة.png": png(800, 600),
    "photo.JPG": jpeg(4000, 3000),
    "plan.docx": b"PK\3\4 ...",
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
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken(name: str) -> None:
    assert "/" in media_type_of(Upload(name, GOOD[name]), kinds=DOCUMENTS, most_bytes=MB)


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_by_name(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        media_type_of(Upload(name, BAD[name]), kinds=DOCUMENTS, most_bytes=MB)
    assert name in str(refused.value)


@given(st.binary(max_size=400), st.sampled_from(["png", "jpg", "webp", "pdf"]), st.data())
def test_no_bytes_crash_it(noise: bytes, ending: str, data: st.DataObject) -> None:
    whole = {
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


@pytest.mark.parametrize(
    ("scan", "scanner_is_on", "is_closed"),
    [
        (ScanState.CLEAN, True, False),
        (ScanState.CLEAN, False, False),
        (ScanState.UNSCANNED, True, True),
        (ScanState.UNSCANNED, False, False),
        (ScanState.INFECTED, True, True),
        (ScanState.INFECTED, False, True),
    ],
)
def test_what_was_not_scanned_stays_closed_where_there_is_a_scanner(
    scan: ScanState, *, scanner_is_on: bool, is_closed: bool
) -> None:
    assert bool(why_closed(scan, scanner_is_on=scanner_is_on)) == is_closed
