"""Which reminders a person gets."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from cop.core.forms import Form
from cop.reminders.rules import Kind


class ReminderForm(Form):
    opening = BooleanField(_l("When a call that I follow opens"))
    week = BooleanField(_l("A week before the deadline of a draft"))
    day = BooleanField(_l("A day before"))
    hours = BooleanField(_l("Three hours before"))
    practices = BooleanField(
        _l("News of practices that I write or translate"),
        description=_l(
            "Reviews, what is due, translations that fell behind. What needs your answer comes all the same."
        ),
    )

    def show(self, kinds: Collection[Kind]) -> None:
        for kind in Kind:
            self[kind.value].data = kind in kinds

    def value(self) -> frozenset[Kind]:
        return frozenset(kind for kind in Kind if self[kind.value].data)
