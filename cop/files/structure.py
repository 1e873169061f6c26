"""What is wrong inside a file, as one word: worked out from its bytes alone, so that a child process can do it (core.child).

Office files are zip archives; every part is unpacked once and compared with what its directory says. A PDF's pages are counted
without a parser, in what it holds plainly and in its packed objects.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath

MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED = 2_000, 200, 200_000_000
MOST_PAGES, MOST_STREAMS, MOST_OBJECTS = 1_000, 5_000, 20_000_000

DAMAGED, TOO_MUCH, LOCKED, MACRO = "damaged", "too much", "locked", "macro"
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
_MIMETYPE = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
_MACROS = ("vbaproject.bin", "vbadata.xml")
_A_PAGE = re.compile(rb"/Type\s{0,9}/Page\b")
_PIECE = 1 << 18


def archive_problem(content: bytes, ending: str) -> str | None:
    """What is wrong with an office file of `ending`, or a zip; None when nothing is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _archive_problem(archive, ending, packed=len(content))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error, zlib.error):
        return DAMAGED


def _archive_problem(archive: zipfile.ZipFile, ending: str, *, packed: int) -> str | None:
    entries = archive.infolist()
    if problem := _directory_problem(entries, packed=packed):
        return problem
    names = [entry.filename for entry in entries]
    if _INSIDE.get(ending, names[0] if names else "") not in names or not _says_its_kind(archive, ending):
        return DAMAGED
    if any(PurePosixPath(name.lower()).name in _MACROS or name.startswith("Basic/") for name in names):
        return MACRO
    return next((DAMAGED for entry in entries if not _is_sound(archive, entry)), None)


def _directory_problem(entries: list[zipfile.ZipInfo], *, packed: int) -> str | None:
    """What the archive's directory shows before anything is unpacked."""
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > min(MOST_UNPACKED, MOST_RATIO * packed):
        return TOO_MUCH
    if any(_is_astray(name) for name in names) or len({name.lower() for name in names}) < len(names):
        return DAMAGED
    if any(entry.external_attr >> 28 == 0xA for entry in entries):  # a symbolic link, as Unix zips mark it
        return DAMAGED
    return LOCKED if any(entry.flag_bits & 1 for entry in entries) else None


def _is_astray(name: str) -> bool:
    """It would be unpacked outside its folder, by one system or another."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _says_its_kind(archive: zipfile.ZipFile, ending: str) -> bool:
    """OpenDocument writes its kind into a part of its own."""
    wanted = _MIMETYPE.get(ending)
    if wanted is None:
        return True
    with archive.open("mimetype") if "mimetype" in archive.namelist() else io.BytesIO() as part:
        return part.read(len(wanted) + 9).strip() == wanted


def _is_sound(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """It unpacks to as much as the directory says, with the same check sum (zipfile compares it), and defines no entities."""
    is_xml = entry.filename.endswith((".xml", ".rels"))
    size, tail = 0, b""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            if is_xml and b"<!ENTITY" in tail + piece:
                return False
            size, tail = size + len(piece), piece[-8:]
    return size == entry.file_size


def pdf_problem(content: bytes) -> str | None:
    """What is wrong with a PDF; None when nothing is. Its work is bounded by its size."""
    if b"%%EOF" not in content[-2048:] or not re.search(rb"\d \d+ obj\b", content):
        return DAMAGED
    pages = 0
    for piece in (content, *_packed_objects(content)):
        pages += sum(1 for _ in _A_PAGE.finditer(piece))
        if pages > MOST_PAGES:
            return TOO_MUCH
    return None


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """What its streams of objects unpack to, all together at most MOST_OBJECTS."""
    left, at = MOST_OBJECTS, 0
    for _ in range(MOST_STREAMS):
        at = content.find(b"/ObjStm", at) + 1
        begin = content.find(b"stream", at, at + 500)
        end = content.find(b"endstream", at)
        if not at or end < 0 or left <= 0:
            return
        if begin < 0:
            continue
        with suppress(zlib.error):
            piece = zlib.decompressobj().decompress(content[begin + 6 : end].lstrip(b"\r\n"), left)
            left -= len(piece)
            yield piece
