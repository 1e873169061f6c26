"""A later deadline for everybody: a new instant, or what an outage took."""

from datetime import timedelta
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from cop.calls.definition.definition import CallDefinition
from cop.calls.forms.instants import InstantField, InZoneForm
from cop.core.forms import WholeField, required
from cop.core.texts import with_texts

REASON = {"reason": _l("Reason")}


class ExtensionForm(InZoneForm):
    """The stage closes at another instant."""

    instants = ("closes_at",)
    closes_at = InstantField(_l("New deadline"), [required()])


class OutageForm(InZoneForm):
    """The site was away; the rule works out when the stage closes instead."""

    instants = ("outage_from", "outage_to")
    outage_from = InstantField(_l("The site was away from"), [required()])
    outage_to = InstantField(_l("The site was back at"), [required()])
    least_hours = WholeField(
        _l("Move the deadline by at least this many hours"),
        [required(), NumberRange(1, 720)],
        default=Decimal(24),
    )

    def least(self) -> timedelta:
        return timedelta(hours=self.least_hours.data)


def extension_form(definition: CallDefinition, *, zone: str) -> ExtensionForm:
    """With a reason in each language of the call."""
    return with_texts(ExtensionForm, REASON, definition.languages)(zone=zone)


def outage_form(definition: CallDefinition, *, zone: str) -> OutageForm:
    """With a reason in each language of the call."""
    return with_texts(OutageForm, REASON, definition.languages)(zone=zone)
