"""The rules of eligibility that a call may name; those about money are in eligibility_amounts. Pure: parameters and the
facts of a bid in, a verdict and its reason out.

"Not known yet" is an answer of its own, so that the same rules explain themselves before anything is written and decide
once everything is.
"""

from pydantic import Field

from cop.calls.definition.texts import Code, Country, Months, Part
from cop.calls.facts import Answer, Facts, answer
from cop.kernel.messages import N_
from cop.taxonomy.terms import vocabulary


class LeadType(Part):
    """Which types of organisation may lead."""

    types: tuple[Code, ...] = Field(min_length=1)


def lead_type(params: LeadType, facts: Facts) -> Answer:
    """Is the lead of a type that may lead?"""
    return answer(
        None if facts.lead_type is None else _is_of(facts.lead_type, params.types),
        yes=N_("An organisation of this type may lead a proposal."),
        no=N_("An organisation of this type may not lead a proposal in this call."),
        unknown=N_("The type of the lead organisation is not known yet."),
    )


def _is_of(kind: str, kinds: tuple[str, ...]) -> bool:
    """A published call keeps the codes it was published with; what they were merged into counts the same."""
    terms = vocabulary("organisation_types")
    return terms.resolve(kind) in map(terms.resolve, kinds)


class LeadCountry(Part):
    """Where the lead must be established."""

    countries: tuple[Country, ...] = Field(min_length=1)


def lead_country(params: LeadCountry, facts: Facts) -> Answer:
    """Is the lead established where leads must be?"""
    return answer(
        None if facts.lead_country is None else facts.lead_country in params.countries,
        yes=N_("The lead organisation is established in an eligible country."),
        no=N_("The lead organisation is not established in an eligible country."),
        unknown=N_("The country of the lead organisation is not known yet."),
    )


class PartnerIn(Part):
    """How many partners must be established in these countries; with `counting_lead` the lead may be one of them."""

    countries: tuple[Country, ...] = Field(min_length=1)
    at_least: int = Field(default=1, ge=1, le=50)
    counting_lead: bool = False


def partner_in(params: PartnerIn, facts: Facts) -> Answer:
    """Are enough partners established there? One whose country is not known yet may still turn out to be."""
    countries = [partner.country for partner in facts.partners or ()]
    if params.counting_lead:
        countries.append(facts.lead_country)
    count = sum(country in params.countries for country in countries)
    holds: bool | None = count >= params.at_least
    if not holds and (facts.partners is None or count + countries.count(None) >= params.at_least):
        holds = None
    return answer(
        holds,
        yes=N_("Organisations in the countries required: %(count)s; needed: %(at_least)s."),
        no=N_("Too few organisations in the countries required: %(count)s; needed: %(at_least)s."),
        unknown=N_("The countries of the partner organisations are not all known yet."),
        count=count,
        at_least=params.at_least,
    )


class RegisteredYears(Part):
    """For how many years the lead must have been registered."""

    at_least: int = Field(ge=0, le=100)


def registered_years(params: RegisteredYears, facts: Facts) -> Answer:
    """Is the lead old enough? Only its year is known, so calendar years count, in the applicant's favour."""
    latest = facts.now.year - params.at_least
    return answer(
        None if facts.registered_year is None else facts.registered_year <= latest,
        yes=N_("Registered in %(year)s; needed: %(latest)s or earlier."),
        no=N_("Registered in %(year)s, which is too late: %(latest)s or earlier is needed."),
        unknown=N_("The year of registration is not known yet."),
        year=facts.registered_year,
        latest=latest,
    )


class OnePerLead(Part):
    """How many proposals an organisation may lead in the call."""

    at_most: int = Field(default=1, ge=1, le=50)


def one_per_lead(params: OnePerLead, facts: Facts) -> Answer:
    """May the lead have this proposal beside its others?"""
    others = facts.other_proposals
    return answer(
        None if others is None else others < params.at_most,
        yes=N_("Other proposals of this lead in this call: %(others)s; allowed with this one: %(at_most)s."),
        no=N_("This lead has proposals in this call already: %(others)s; allowed in all: %(at_most)s."),
        unknown=N_("How many other proposals this lead has in this call is not known yet."),
        others=others,
        at_most=params.at_most,
    )


class ExpertOrigin(Part):
    """Where the experts must come from; `question` is the one of the form whose answer tells it."""

    countries: tuple[Country, ...] = Field(min_length=1)
    question: Code


def expert_origin(params: ExpertOrigin, facts: Facts) -> Answer:
    """Do all the experts come from where they must?"""
    origins = facts.countries_told.get(params.question)
    return answer(
        set(origins) <= set(params.countries) if origins else None,
        yes=N_("All the experts come from countries that the call names for them."),
        no=N_("Some experts come from countries that the call does not name for them."),
        unknown=N_("From which countries the experts come is not known yet."),
    )


class DurationBetween(Part):
    """Months, both included."""

    min: Months
    max: Months


def duration_between(params: DurationBetween, facts: Facts) -> Answer:
    """Does the project last as long as the call wants?"""
    return answer(
        None if facts.duration_months is None else params.min <= facts.duration_months <= params.max,
        yes=N_("Duration in months: %(months)s; allowed: %(least)s to %(most)s."),
        no=N_("Duration in months: %(months)s, but only %(least)s to %(most)s is allowed."),
        unknown=N_("The duration of the project is not known yet."),
        months=facts.duration_months,
        least=params.min,
        most=params.max,
    )
