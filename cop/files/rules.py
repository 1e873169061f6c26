"""What may be uploaded: the ending, the first bytes and the structure must agree; and what may be sent out again."""

import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from cop.files.points import MOST_POINTS, points_of
from cop.files.states import ScanState
from cop.files.structure import DAMAGED, LOCKED, MACRO, TOO_MUCH
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say

DOCUMENTS = ("pdf", "docx", "xlsx", "odt", "ods", "jpg", "jpeg", "png")
PICTURES = ("jpg", "jpeg", "png", "webp")
OFFICE = ("docx", "xlsx", "odt", "ods")
ARCHIVES = (*OFFICE, "zip")

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
    "zip": (b"PK\x03\x04", "application/zip"),
}
_REASONS = {
    DAMAGED: N_("“%(name)s” is damaged. Please save it again and send the new file."),
    TOO_MUCH: N_("“%(name)s” holds more than we can open. Please send a smaller file, or several."),
    LOCKED: N_("“%(name)s” is locked with a password. Please save it without one."),
    MACRO: N_("“%(name)s” holds a program (a macro). Please save it without."),
}
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: the person's own name for it, and its bytes. `scan` is set once somebody looked into it."""

    name: str
    content: bytes
    scan: ScanState | None = None

    @property
    def ending(self) -> str:
        return PurePath(self.name).suffix.lstrip(".").lower()


def clean_name(name: str) -> str:
    """The person's own name for a file, in any script, without folders, line breaks and marks that disguise its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cs"} and c not in _BIDI_CONTROLS)
    return kept.strip()[-300:] or "file"


def media_type_of(upload: Upload, *, kinds: tuple[str, ...], most_bytes: int) -> str:
    """The media type of an upload that looks acceptable from outside; raises Invalid with the reason it does not."""
    if upload.ending not in kinds:
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
    _check_start(upload)
    if upload.ending in PICTURES:
        _check_picture(upload)
    return _MAGIC[upload.ending][1]


def _check_start(upload: Upload) -> None:
    """The first bytes are what the ending says."""
    start = _MAGIC[upload.ending][0]
    if not upload.content.startswith(start) or (upload.ending == "webp" and upload.content[8:12] != b"WEBP"):
        raise Invalid(
            say(
                N_("“%(name)s” is not what its ending says. Please save it again as %(ending)s."),
                name=upload.name,
                ending=upload.ending,
            )
        )


def _check_picture(upload: Upload) -> None:
    """It unpacks to something a machine can hold."""
    points = points_of(upload.content, upload.ending)
    if points is None:
        raise refusal_of(DAMAGED, upload)
    if points > MOST_POINTS:
        raise Invalid(
            say(
                N_("“%(name)s” has more than %(most)s million points. Please send a smaller picture."),
                name=upload.name,
                most=MOST_POINTS // 1_000_000,
            )
        )


def refusal_of(problem: str, upload: Upload) -> Invalid:
    """The sentence for what is wrong inside (cop.files.structure)."""
    return Invalid(say(_REASONS[problem], name=upload.name))


def why_closed(scan: ScanState, *, scanner_is_on: bool) -> Message | None:
    """Why nobody may have a file now; None when it may be sent."""
    if scan == ScanState.INFECTED:
        return say(N_("A virus was found in this file, so nobody can open it."))
    if scan == ScanState.UNSCANNED and scanner_is_on:
        return say(N_("This file waits for the virus check. Please try again in a few minutes."))
    return None
