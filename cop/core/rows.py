"""Lists in forms: rows of the same fields, empty ones below to write in, and only begun ones count."""

from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_wtf.i18n import translations
from wtforms import Field, FieldList, HiddenField
from wtforms import Form as PlainForm
from wtforms.validators import StopValidation

from cop.core.forms import Form

MORE_ROWS = 3
"""How many empty rows wait below those that are filled in."""


class Row(PlainForm):
    """One row. It is begun once one of `begun_by` has an answer; only then its `needed` fields are."""

    begun_by: ClassVar[tuple[str, ...]] = ()

    class Meta:
        """Refusals of the library are said in the reader's language, as in the form around it."""

        def get_translations(self, _form: PlainForm) -> Any:
            return translations

    @property
    def is_begun(self) -> bool:
        typed = (self[name].raw_data for name in self.begun_by)
        return any(str(values[0]).strip() for values in typed if values)


def needed(form: Row, field: Field) -> None:
    """A validator, the first of its field: a begun row needs this. What is typed wrong says so already."""
    if form.is_begun and field.data in (None, ""):
        raise StopValidation("" if field.errors else _("Please answer this."))


class RowsForm(Form):
    """A form whose field `rows` is a list of Row. `base` is what the writer was shown, so that a stale save is noticed."""

    base = HiddenField()
    rows: "FieldList[Any]"

    @property
    def wants_more(self) -> bool:
        return request.form.get("act") == "more"

    def offer_empty(self, count: int = MORE_ROWS) -> None:
        """Put empty rows below, to write in."""
        for _number in range(count):
            self.rows.append_entry()

    def begun(self) -> list[Any]:
        """The rows that somebody wrote in."""
        return [entry.form for entry in self.rows if entry.form.is_begun]
