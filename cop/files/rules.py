"""What may be uploaded: the ending, the first bytes and the structure must agree."""

import io
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from cop.files.pictures import MOST_POINTS, points_of
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say

DOCUMENTS = ("pdf", "docx", "xlsx", "odt", "ods", "jpg", "jpeg", "png")
PICTURES = ("jpg", "jpeg", "png", "webp")
MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED = 2_000, 200, 200_000_000

_MAGIC = {
    "pdf": (b"%PDF-", "application/pdf"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    "webp": (b"RIFF", "image/webp"),
    "docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
    "ods": (b"PK\x03\x04", "application/vnd.oasis.opendocument.spreadsheet"),
}
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: the person's own name for it, and its bytes."""

    name: str
    content: bytes


def clean_name(name: str) -> str:
    """The person's own name for a file, in any script, without folders, line breaks and marks that disguise its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cs"} and c not in _BIDI_CONTROLS)
    return kept.strip()[-300:] or "file"


def media_type_of(upload: Upload, *, kinds: tuple[str, ...], most_bytes: int) -> str:
    """The media type of an acceptable upload; raises Invalid with the reason it is not."""
    ending = PurePath(upload.name).suffix.lstrip(".").lower()
    if ending not in kinds:
        raise Invalid(
            say(
                N_("“%(name)s” is not one of the accepted kinds of file: %(kinds)s."),
                name=upload.name,
                kinds=tuple(kinds),
            )
        )
    if not upload.content:
        raise Invalid(say(N_("“%(name)s” is empty."), name=upload.name))
    if len(upload.content) > most_bytes:
        raise Invalid(
            say(N_("“%(name)s” is larger than %(most)s MB."), name=upload.name, most=most_bytes // 1_000_000)
        )
    _check_content(upload, ending)
    return _MAGIC[ending][1]


def _check_content(upload: Upload, ending: str) -> None:
    """The bytes are what the ending says, and unpack to something a machine can hold."""
    start = _MAGIC[ending][0]
    if not upload.content.startswith(start) or (ending == "webp" and upload.content[8:12] != b"WEBP"):
        raise Invalid(
            say(
                N_("“%(name)s” is not what its ending says. Please save it again as %(ending)s."),
                name=upload.name,
                ending=ending,
            )
        )
    if ending in PICTURES:
        _check_picture(upload, ending)
    if ending in _INSIDE:
        _check_archive(upload, inside=_INSIDE[ending])


def _damaged(upload: Upload) -> Invalid:
    return Invalid(
        say(N_("“%(name)s” is damaged. Please save it again and send the new file."), name=upload.name)
    )


def _check_picture(upload: Upload, ending: str) -> None:
    points = points_of(upload.content, ending)
    if points is None:
        raise _damaged(upload)
    if points > MOST_POINTS:
        raise Invalid(
            say(
                N_("“%(name)s” has more than %(most)s million points. Please send a smaller picture."),
                name=upload.name,
                most=MOST_POINTS // 1_000_000,
            )
        )


def _check_archive(upload: Upload, *, inside: str) -> None:
    """Office files are archives: no bombs, no paths that climb out, and the part that makes them what they say."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(upload.content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise _damaged(upload) from None
    unpacked = sum(entry.file_size for entry in entries)
    climbs = any(
        entry.filename.startswith(("/", "\\")) or ".." in PurePath(entry.filename).parts for entry in entries
    )
    is_link = any(
        entry.external_attr >> 28 == 0xA for entry in entries
    )  # a symbolic link, as Unix zips mark it
    is_bomb = (
        len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(upload.content)
    )
    if climbs or is_link or is_bomb or inside not in {entry.filename for entry in entries}:
        raise _damaged(upload)
