"""The form of a budget: a row for each line, with what the call and the proposal let it say."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms.validators import NumberRange, Optional, Regexp, ValidationError

from cop.core.forms import NumberField, at_most, choices_of, names_of, text_of
from cop.core.rows import MORE_ROWS, Row, RowsForm, needed
from cop.kernel.ids import digest
from cop.proposals.budget_models import BudgetLine, Funder
from cop.proposals.budget_reading import Frame
from cop.proposals.models import StageDraft
from cop.proposals.rules.budget_sheet import (
    MOST_DESCRIPTION,
    MOST_FUNDER,
    MOST_QUANTITY,
    MOST_RATE,
    MOST_UNIT,
    SheetLine,
    same_lines,
)
from cop.proposals.sections import MINE, THEIRS
from cop.proposals.services.budget import base_of_lines
from cop.proposals.services.plain import plain_row
from cop.proposals.services.write import LINE_COLUMNS
from cop.proposals.words import FUNDER_NAMES


def to_the_cent(_form: Row, field: Field) -> None:
    """A validator: amounts are kept with two decimals, and what was typed must not change when it is kept."""
    if field.data is not None and field.data != round(field.data, 2):
        raise ValidationError(_("At most two decimals."))


class BudgetRow(Row):
    """One line: quantity × rate under a heading, whose it is, and who pays it. `keep` chooses between two versions of it."""

    begun_by: ClassVar[tuple[str, ...]] = ("description", "quantity", "rate")
    heading = SelectField(_l("Heading"), [needed])
    description = StringField(_l("What for"), [needed, at_most(MOST_DESCRIPTION)])
    partner_key = SelectField(_l("Organisation"), default="")
    year = SelectField(_l("Year"), coerce=int, default=1)
    unit = StringField(_l("Unit"), [Optional(), at_most(MOST_UNIT)])
    quantity = NumberField(_l("Quantity"), [needed, Optional(), NumberRange(0, MOST_QUANTITY), to_the_cent])
    rate = NumberField(_l("Rate"), [needed, Optional(), NumberRange(0, MOST_RATE), to_the_cent])
    currency = SelectField(_l("Currency"), default="")
    funder = SelectField(
        _l("Paid by"), choices=choices_of((f.value, name) for f, name in FUNDER_NAMES.items())
    )
    funder_name = StringField(_l("Name of the funder"), [Optional(), at_most(MOST_FUNDER)])
    is_in_kind = BooleanField(_l("In kind"))
    key = HiddenField(validators=[Optional(), Regexp("^[0-9a-z-]{1,40}$")])
    keep = SelectField(
        _l("Which one stays"),
        choices=choices_of([(MINE, _l("Mine, as it stands here")), (THEIRS, _l("Theirs"))]),
        default=MINE,
    )

    def offer(self, frame: Frame) -> None:
        """What can be chosen in the row."""
        self.heading.choices = names_of(frame.headings.items())
        self.partner_key.choices = names_of(frame.organisations.items())
        if len(frame.organisations) == 1:  # then it is not asked
            [self.partner_key.data] = frame.organisations
        self.year.choices = choices_of((year, _("Year %(number)s", number=year)) for year in frame.years)
        self.currency.choices = choices_of(frame.currencies.items())

    def line(self) -> dict[str, Any]:
        """The line as LINE_COLUMNS; what the page did not ask is as it is without a choice."""
        return {
            "heading": self.heading.data,
            "description": text_of(self.description),
            "unit": text_of(self.unit),
            "quantity": self.quantity.data,
            "rate": self.rate.data,
            "currency": self.currency.data,
            "year": self.year.data,
            "partner_key": self.partner_key.data,
            "funder": Funder(self.funder.data),
            "funder_name": text_of(self.funder_name) if self.funder.data == Funder.OTHER else "",
            "is_in_kind": self.is_in_kind.data,
            "key": text_of(self.key),
        }


class BudgetForm(RowsForm):
    """The lines of a budget."""

    rows = FieldList(FormField(BudgetRow), label=_l("Budget lines"), max_entries=240)

    def offer(self, frame: Frame) -> None:
        for entry in self.rows:
            entry.form.offer(frame)

    def offer_empty_lines(self) -> None:
        """Put empty rows below, each with a key of its own: what is written there is one line however often it is sent."""
        for _number in range(MORE_ROWS):
            self.rows.append_entry({"key": secrets.token_hex(8)})

    def show(self, base: str) -> None:
        """Mark what the writer sees from now on: services.budget.base_of_lines."""
        self.base.data, self.base.raw_data = base, None

    def value(self, lines: Sequence[BudgetLine]) -> list[dict[str, Any]]:
        """Rows of LINE_COLUMNS; where theirs was chosen, the one of `lines`."""
        theirs = {line.key: line for line in lines}
        return [
            plain_row(theirs[row.key.data], LINE_COLUMNS)
            if row.keep.data == THEIRS and row.key.data in theirs
            else row.line()
            for row in self.begun()
        ]


def form_of_budget(frame: Frame, lines: Sequence[BudgetLine]) -> BudgetForm:
    """The form as it was sent, or else filled with `lines`."""
    form = BudgetForm()
    if not form.is_submitted():
        rows = [{name: getattr(line, name) for name in LINE_COLUMNS} for line in lines]
        form = BudgetForm(data={"rows": rows})
        form.offer_empty_lines()
        form.show(base_of_lines(lines))
    form.offer(frame)
    return form


def form_of_sheet(frame: Frame, draft: StageDraft, lines: Sequence[SheetLine], *, seed: str) -> BudgetForm:
    """The form that would put `lines` of a sheet in the place of the draft's; those that are the same keep their keys.

    The keys of new ones are made of `seed`, of this draft and moment, so that the same sheet twice is the same lines.
    """
    same = same_lines(draft.budget_lines, lines)
    keys = [
        draft.budget_lines[same[n]].key if n in same else digest(f"{seed} {n}")[:16]
        for n in range(len(lines))
    ]
    rows = [{**asdict(line), "key": key} for line, key in zip(lines, keys, strict=True)]
    form = BudgetForm(formdata=None, data={"rows": rows})
    form.show(base_of_lines(draft.budget_lines))
    form.offer(frame)
    return form
