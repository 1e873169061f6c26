"""Forms about decisions."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import NumberRange, Optional

from cop.awards.models import Outcome
from cop.core.forms import Form, NumberField, at_most, choices_of, required, text_of

OUTCOME_NAMES = {
    Outcome.INVITED: _l("invited"),
    Outcome.AWARDED: _l("awarded"),
    Outcome.RESERVE: _l("on the reserve list"),
    Outcome.REJECTED: _l("rejected"),
}


class DecisionForm(Form):
    """Another decision than the ranking's."""

    outcome = RadioField(_l("Decision"), [required()])
    amount = NumberField(_l("Amount of the grant"), [Optional(), NumberRange(0, 1_000_000_000)])
    reason = TextAreaField(
        _l("Reason"),
        [required(), at_most(3000)],
        description=_l("It stays on record: an auditor will read it."),
    )

    def offer(self, outcomes: Iterable[Outcome]) -> None:
        self.outcome.choices = choices_of((outcome.value, OUTCOME_NAMES[outcome]) for outcome in outcomes)

    def chosen(self) -> Outcome:
        return Outcome(text_of(self.outcome))
