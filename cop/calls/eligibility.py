"""Which rules of eligibility exist, and what those that a call names say of a bid.

The secretariat writes no expressions: a call names a rule of RULES and gives its parameters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from cop.calls import eligibility_amounts as amounts
from cop.calls import eligibility_rules as rules
from cop.calls.definition.definition import CallDefinition, EligibilityRule
from cop.calls.definition.texts import Part
from cop.calls.facts import Answer, Facts, PartnerFacts, Verdict
from cop.kernel.messages import Message

__all__ = [
    "RULES",
    "Facts",
    "Finding",
    "PartnerFacts",
    "Verdict",
    "check_eligibility",
    "limit_of_lead",
    "params_of",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that calls may name: its parameters and the function that decides."""

    params: type[Part]
    decide: Callable[[Any, Facts], Answer]


RULES = {
    "lead_type": Rule(rules.LeadType, rules.lead_type),
    "lead_country": Rule(rules.LeadCountry, rules.lead_country),
    "partner_in": Rule(rules.PartnerIn, rules.partner_in),
    "registered_years": Rule(rules.RegisteredYears, rules.registered_years),
    "one_per_lead": Rule(rules.OnePerLead, rules.one_per_lead),
    "expert_origin": Rule(rules.ExpertOrigin, rules.expert_origin),
    "own_contribution": Rule(amounts.OwnContribution, amounts.own_contribution),
    "grant_between": Rule(amounts.GrantBetween, amounts.grant_between),
    "grant_share": Rule(amounts.GrantShare, amounts.grant_share),
    "duration_between": Rule(rules.DurationBetween, rules.duration_between),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule of a call says; `paragraph` is the code of the call's paragraph that it rests on."""

    rule: str
    verdict: Verdict
    message: Message
    paragraph: str


def params_of(named: EligibilityRule, definition: CallDefinition) -> Part:
    """The parameters that a call gives a rule of RULES; raises pydantic.ValidationError.

    `countries: target` or `countries: partner` stands for the call's own list, so that it is written once.
    """
    given = dict(named.params)
    lists = {"target": definition.target_countries, "partner": definition.partner_countries}
    countries = given.get("countries")
    if isinstance(countries, str) and countries in lists:
        given["countries"] = list(lists[countries])
    return RULES[named.rule].params.model_validate(given)


def limit_of_lead(definition: CallDefinition) -> rules.OnePerLead:
    """How many proposals one organisation may lead: as the call's rule says, one where it names none."""
    named = (rule for rule in definition.eligibility if rule.rule == "one_per_lead")
    limits = [rules.OnePerLead.model_validate(rule.params) for rule in named]
    return min(limits, key=attrgetter("at_most"), default=rules.OnePerLead())


def check_eligibility(definition: CallDefinition, facts: Facts) -> list[Finding]:
    """What every rule of the call says of `facts`, in the call's order. A bid is eligible when all say yes."""
    findings = []
    for named in definition.eligibility:
        verdict, message = RULES[named.rule].decide(params_of(named, definition), facts)
        findings.append(Finding(named.rule, verdict, message, named.paragraph))
    return findings
