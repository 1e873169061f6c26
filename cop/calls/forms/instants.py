"""A field for an instant, written as the clock on the wall of the call's zone shows it."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import DateTimeLocalField, Field
from wtforms.validators import ValidationError

from cop.calls.definition.checks.windows import clock_change
from cop.core.forms import Form
from cop.core.i18n import sentence

YEARS = range(2000, 2100)
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


def in_our_age(_form: Any, field: Field) -> None:
    """A validator of days and instants: what lies in another age is a slip, and no calendar reaches beyond the year 9999."""
    if field.data and field.data.year not in YEARS:
        raise ValidationError(_("Write a year from %(first)s to %(last)s.", first=YEARS[0], last=YEARS[-1]))


class InstantField(DateTimeLocalField):
    """Gives an aware instant from `at()`; `zone` is set by the form once it knows the call."""

    zone = "UTC"

    def __init__(self, label: Any, validators: Any, **more: Any) -> None:
        super().__init__(label, validators, format=FORMATS, **more)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002
        """An hour that the clocks leave out, or show twice, is no deadline; nor is one in another age."""
        in_our_age(form, self)
        problem = clock_change(self.data, ZoneInfo(self.zone)) if self.data else None
        if problem:
            raise ValidationError(sentence(problem))

    def at(self) -> datetime:
        """The instant that was written."""
        if self.data is None:
            raise ValueError("nothing was written")
        return self.data.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def show(self, at: datetime) -> None:
        """Fill the field with an instant."""
        self.data = at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)


class InZoneForm(Form):
    """A form whose instants are in the zone of a call."""

    instants: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, zone: str, **given: Any) -> None:
        super().__init__(**given)
        for name in self.instants:
            self[name].zone = zone
