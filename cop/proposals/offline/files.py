"""The files of a form: written in the format that somebody asks for, read in any that may come back."""

from dataclasses import replace
from decimal import Decimal

from cop.core.child.calling import OverLimit, Unreadable, in_child
from cop.core.offline.book import as_book
from cop.core.offline.book_reading import items_in_book
from cop.core.offline.form import Cell, Filled, Item, OfflineForm
from cop.core.offline.word import as_word
from cop.core.offline.word_reading import items_in_word
from cop.core.sheet_reading import cells_of
from cop.core.sheets import XLSX
from cop.files.rules import Upload, refusal_of
from cop.files.structure import DAMAGED, TOO_MUCH
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.proposals.offline.asking import exact

FORMATS = ("docx", "xlsx", "ods")
MADE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}
MOST_ROWS, MOST_COLUMNS = 5_000, 12


def file_of(form: OfflineForm, ending: str) -> bytes:
    """The form as a file of a kind of MADE."""
    return as_book(form) if ending == "xlsx" else as_word(_in_words(form))


def _in_words(form: OfflineForm) -> OfflineForm:
    """A document has no cells of numbers: they are written out, as people read them."""
    parts = [replace(part, items=[_item_in_words(item) for item in part.items]) for part in form.parts]
    return replace(form, parts=parts)


def _item_in_words(item: Item) -> Item:
    return replace(item, rows=[[_cell_in_words(cell) for cell in row] for row in item.rows])


def _cell_in_words(cell: Cell) -> Cell:
    return exact(Decimal(repr(cell)).normalize()) if isinstance(cell, int | float) else cell


def filled_in(upload: Upload) -> Filled:
    """What stands in a file that was looked into. For before a transaction is open: it may take seconds. Raises Invalid."""
    try:
        if upload.ending == "docx":
            identity, items = in_child(items_in_word, upload.content, MOST_ROWS)
            return Filled(identity, [(tag, rows) for tag, rows in items])
        rows = in_child(cells_of, upload.content, MOST_ROWS, MOST_COLUMNS)
    except Unreadable:
        raise refusal_of(DAMAGED, upload) from None
    except OverLimit:
        raise refusal_of(TOO_MUCH, upload) from None
    if len(rows) >= MOST_ROWS:
        raise Invalid(say(N_("At most %(most)s rows."), most=MOST_ROWS))
    return items_in_book([row for row in rows if row])
