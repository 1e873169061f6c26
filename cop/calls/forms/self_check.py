"""What a reader tells of a bid before writing one. The form asks what the call's questions and rules need, and no more."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from cop.calls.definition.definition import CallDefinition
from cop.calls.facts import Facts, PartnerFacts
from cop.core import templating, web
from cop.core.forms import Form, NumberField, WholeField, YearField, choices_of
from cop.kernel.money import Money
from cop.taxonomy.countries import country_choices
from cop.taxonomy.fields import CountriesField
from cop.taxonomy.terms import vocabulary

ASKED_BY = {
    "lead_type": ("lead_type",),
    "lead_country": ("lead_country",),
    "partner_in": ("lead_country", "partner_countries"),
    "registered_years": ("registered_year",),
    "one_per_lead": ("other_proposals",),
    "expert_origin": ("expert_countries",),
    "own_contribution": ("total_cost", "contribution"),
    "grant_between": ("requested",),
    "grant_share": ("requested", "total_cost"),
    "duration_between": ("duration_months",),
}
"""Rule of eligibility -> the fields that it needs."""

POSITIVE = NumberRange(min=0, message=_l("Write a number that is not negative."))


class SelfCheckForm(Form):
    """Nothing must be answered: what is left out is not known yet."""

    lead_type = SelectField(_l("What is the lead organisation?"), [Optional()])
    lead_country = SelectField(_l("In which country is it established?"), [Optional()])
    registered_year = YearField(
        _l("In which year was it registered?"),
        [Optional(), NumberRange(1800, 2200, message=_l("Write a year, for example 2012."))],
    )
    partner_countries = CountriesField(
        _l("In which countries are your partner organisations established?"),
        [Optional()],
        description=_l("One a line, or with commas between them."),
        render_kw={"rows": 3},
    )
    expert_countries = CountriesField(
        _l("From which countries do the experts come?"),
        [Optional()],
        description=_l("One a line, or with commas between them."),
        render_kw={"rows": 3},
    )
    requested = NumberField(_l("Which grant would you ask for?"), [Optional(), POSITIVE])
    total_cost = NumberField(_l("What would the project cost in all?"), [Optional(), POSITIVE])
    contribution = NumberField(_l("How much of it would you and others pay?"), [Optional(), POSITIVE])
    duration_months = WholeField(_l("How many months would it last?"), [Optional(), POSITIVE])
    other_proposals = WholeField(
        _l("How many other proposals of the same lead are there in this call?"),
        [Optional(), POSITIVE],
        description=_l("Those begun count as well, those withdrawn do not. If there are none, write 0."),
    )

    def __init__(self, definition: CallDefinition) -> None:
        super().__init__(formdata=request.args or None)
        self.definition = definition
        first = [("", "–")]
        self.lead_type.choices = choices_of(first + vocabulary("organisation_types").choices(web.language()))
        self.lead_country.choices = first + list(country_choices(web.language()))
        self._leave_out(definition)
        for field in self:  # no answer is marked optional where none is needed: the page says so once
            field.flags.required = True
            if isinstance(field, RadioField):
                field.choices = choices_of([("yes", _("Yes")), ("no", _("No"))])

    def _leave_out(self, definition: CallDefinition) -> None:
        asked = {name for named in definition.eligibility for name in ASKED_BY[named.rule]}
        for name in {name for names in ASKED_BY.values() for name in names} - asked:
            del self[name]

    @property
    def is_asked(self) -> bool:
        """Whether answers came with the address."""
        return bool(request.args)

    def facts(self, now: datetime) -> Facts:
        """What was told; None is not known yet."""
        return Facts(
            now=now,
            lead_type=self._told("lead_type") or None,
            lead_country=self._told("lead_country") or None,
            registered_year=self._told("registered_year"),
            partners=self._partners(),
            requested=self._money("requested"),
            total_cost=self._money("total_cost"),
            contribution=self._money("contribution"),
            duration_months=self._told("duration_months"),
            other_proposals=self._told("other_proposals"),
            countries_told=self._origins(),
        )

    def answers(self) -> dict[str, bool]:
        """Of the call's own questions, those that were answered: code -> yes?"""
        asked = {
            name.removeprefix("ask-"): self[name].data for name in self._fields if name.startswith("ask-")
        }
        return {code: data == "yes" for code, data in asked.items() if data in ("yes", "no")}

    def _told(self, name: str) -> Any:
        return self[name].data if name in self else None

    def _partners(self) -> tuple[PartnerFacts, ...] | None:
        if not self._told("partner_countries"):
            return None
        return tuple(PartnerFacts(country=code) for code in self["partner_countries"].codes)

    def _origins(self) -> dict[str, tuple[str, ...]]:
        """Told here at once for every question of the form that will ask where the experts come from."""
        if not self._told("expert_countries"):
            return {}
        rules = (named for named in self.definition.eligibility if named.rule == "expert_origin")
        return {str(named.params["question"]): self["expert_countries"].codes for named in rules}

    def _money(self, name: str) -> Money | None:
        amount: Decimal | None = self._told(name)
        return None if amount is None else Money(amount, self.definition.currency)


def self_check_form(definition: CallDefinition) -> SelfCheckForm:
    """The form for one call: its own questions first, then what its rules need."""
    asked = {
        f"ask-{question.code}": RadioField(templating.in_reader(question.text), validate_choice=False)
        for question in definition.ask_before_applying
    }
    kind: type[SelfCheckForm] = type("AskedForm", (SelfCheckForm,), asked)
    return kind(definition)
