"""Tables in a section's form: a row of the same fields each, empty ones below to write in."""

from typing import Any

from flask_babel import gettext as _
from wtforms import FieldList, Form, FormField, StringField
from wtforms.validators import Length
from wtforms.widgets import TextArea

from cop.calls.definition.questions import TableQuestion
from cop.core.forms import Asked, one_line
from cop.core.i18n import number
from cop.core.rows import MORE_ROWS
from cop.core.templating import in_reader

MOST_IN_CELL = 1000


class TableField(FieldList):  # type: ignore[type-arg]
    """Its data are the rows as column -> text; rows with nothing in them are left out."""

    def process(self, *given: Any, **more: Any) -> None:
        super().process(*given, **more)
        for _row in range(min(MORE_ROWS, (self.max_entries or 0) - len(self.entries))):
            self.append_entry()
        for position, entry in enumerate(self.entries, 1):
            entry.label.text = _("Row %(number)s", number=number(position))

    @property
    def columns(self) -> list[str]:
        """What stands above them; a form draws a field with columns as a table."""
        return [cell.label.text for cell in self.entries[0].form]

    def rows(self) -> list[dict[str, str]]:
        """What was written."""
        written = [{name: text for name, text in entry.data.items() if text} for entry in self.entries]
        return [row for row in written if row]


def table_field(question: TableQuestion, settings: dict[str, Any]) -> TableField:
    """The field for a table; its cells are lines."""
    limit = Length(max=MOST_IN_CELL, message=_("At most %(max)d characters."))
    cells = {
        column.code: StringField(
            in_reader(column.label),
            [Asked(), limit],
            filters=[one_line],
            widget=TextArea(),  # a line that may be longer than its cell is wide
            render_kw={"dir": "auto", "rows": 2},
        )
        for column in question.columns
    }
    row = type("MadeRow", (Form,), cells)
    about = {name: settings[name] for name in ("label", "description")}  # its cells have the validators
    return TableField(FormField(row), max_entries=question.at_most, **about)
