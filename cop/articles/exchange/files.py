"""A file that an editor sent, read in a child process: plain practices, each with where it stood."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cop.articles.exchange.from_iati import practice_in
from cop.articles.exchange.iati import activities_in
from cop.articles.exchange.pictures import unpacked
from cop.articles.exchange.plain import FORMAT, Plain, Practice, plain_of
from cop.articles.exchange.queries import MOST_IN_FILE
from cop.articles.exchange.sheets_in import practices_in
from cop.core.child.calling import OverLimit, Unreadable, in_child
from cop.core.sheet_reading import sheets_of
from cop.files.rules import Upload
from cop.files.services import inspect
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say

MOST_ROWS, MOST_COLUMNS = 25_000, 600
"""Of a sheet: twenty rows of a group for each of a thousand practices."""
_CONTROL = re.compile(
    r"(?<!\\)(?:\\\\)*\\u(?:00(?:0[0-8bcef]|1[0-9a-f])|fff[ef])|[\ufffe\uffff]", re.IGNORECASE
)
"""A character, most as JSON escapes them, that has no place in a column or in XML; what forms and sheets give is without."""


@dataclass(frozen=True, slots=True)
class Read:
    """A practice of a file: where it stood there, what it says, what of it had no place; `pictures` are those beside the file."""

    place: str
    plain: Plain
    notes: tuple[Message, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def as_json(practices: list[Practice]) -> bytes:
    whole = {"format": FORMAT, "practices": [plain_of(one) for one in practices]}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def json_in(content: bytes) -> Any:
    """What is in a JSON file, for a child process; raises ValueError for what is none of ours, or what no column takes."""
    text = content.decode("utf-8-sig")
    whole = json.loads(text)
    if _CONTROL.search(text):
        raise ValueError("a control character")
    json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()
    practices = whole.get("practices") if isinstance(whole, dict) else None
    if not isinstance(practices, list) or whole.get("format") != FORMAT:
        raise ValueError("format")
    return practices


def read_file(upload: Upload) -> list[Read]:
    """The practices of a file; raises Invalid for what is none. For before a transaction is open: it may take seconds."""
    read = _READERS.get(upload.ending)
    if read is None:
        said = say(
            N_(
                "Choose a JSON file, a spreadsheet (XLSX), a ZIP of one with pictures, or a file of IATI activities (XML)."
            )
        )
        raise Invalid(fields={"file": said})
    try:
        found = read(upload)
    except (Unreadable, OverLimit, ValueError):
        said = say(N_("This is not a file of practices that we can read."))
        raise Invalid(fields={"file": said}) from None
    if not 0 < len(found) <= MOST_IN_FILE:
        said = say(N_("A file holds between 1 and %(most)s practices."), most=MOST_IN_FILE)
        raise Invalid(fields={"file": said})
    return found


def _from_json(upload: Upload) -> list[Read]:
    practices = in_child(json_in, upload.content)
    return [
        Read(str(n), one if isinstance(one, dict) else {"texts": one}) for n, one in enumerate(practices, 1)
    ]


def _from_sheets(upload: Upload) -> list[Read]:
    inspect(upload, kinds=("xlsx",))
    sheets = in_child(sheets_of, upload.content, MOST_ROWS, MOST_COLUMNS)
    return [Read(str(row), plain) for row, plain in practices_in(sheets)]


def _from_iati(upload: Upload) -> list[Read]:
    found = []
    for number, activity in enumerate(in_child(activities_in, upload.content), 1):
        plain, notes = practice_in(activity)
        found.append(Read(f"{number}: {activity['identifier']}"[:100], plain, tuple(notes)))
    return found


def _from_zip(upload: Upload) -> list[Read]:
    inspect(upload, kinds=("zip",))
    listed, pictures = unpacked(upload.content)
    return [replace(read, pictures=pictures) for read in _READERS[listed.ending](listed)]


_READERS: dict[str, Callable[[Upload], list[Read]]] = {
    "json": _from_json,
    "xlsx": _from_sheets,
    "xml": _from_iati,
    "zip": _from_zip,
}
