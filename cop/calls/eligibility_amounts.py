"""The rules of eligibility about money: how large the grant is, and which share of the cost it and others pay. Pure."""

import math
from decimal import Decimal
from fractions import Fraction

from cop.calls.definition.texts import Amount, Part, Percent, plain
from cop.calls.facts import Answer, Facts, answer
from cop.kernel.messages import N_
from cop.kernel.money import CurrencyMismatch, Money


class OwnContribution(Part):
    """What share of the total cost others than the grant must pay."""

    percent: Percent


def own_contribution(params: OwnContribution, facts: Facts) -> Answer:
    """Do others than the grant pay enough? Compared exactly: nothing is rounded up to the threshold."""
    share = _share(facts.contribution, facts.total_cost)
    return answer(
        None if share is None else share >= Fraction(params.percent),
        yes=N_("Own contribution: %(share)s%% of the total cost; needed: %(percent)s%%."),
        no=N_("Own contribution: only %(share)s%% of the total cost; needed: %(percent)s%%."),
        unknown=N_("The own contribution or the total cost is not known yet."),
        share=_shown(share, up=False),
        percent=params.percent,
    )


class GrantBetween(Part):
    """Units of the call's currency, both included."""

    min: Amount
    max: Amount


def grant_between(params: GrantBetween, facts: Facts) -> Answer:
    """Is the requested grant within the limits?"""
    currency = facts.requested.currency if facts.requested else "EUR"
    return answer(
        None if facts.requested is None else params.min <= facts.requested.amount <= params.max,
        yes=N_("Requested grant: %(requested)s; allowed: %(least)s to %(most)s."),
        no=N_("Requested grant: %(requested)s, but only %(least)s to %(most)s is allowed."),
        unknown=N_("The requested grant is not known yet."),
        requested=facts.requested,
        least=Money(params.min, currency),
        most=Money(params.max, currency),
    )


class GrantShare(Part):
    """The requested grant in per cent of the total cost, both included."""

    min: Percent = Decimal(0)
    max: Percent


def grant_share(params: GrantShare, facts: Facts) -> Answer:
    """Does the grant pay a share of the total cost that is allowed? Compared exactly."""
    share = _share(facts.requested, facts.total_cost)
    return answer(
        None if share is None else Fraction(params.min) <= share <= Fraction(params.max),
        yes=N_("The grant pays %(share)s%% of the total cost; allowed: %(least)s%% to %(most)s%%."),
        no=N_("The grant pays %(share)s%% of the total cost, but only %(least)s%% to %(most)s%% is allowed."),
        unknown=N_("The requested grant or the total cost is not known yet."),
        share=_shown(share, up=share is not None and share > Fraction(params.max)),
        least=params.min,
        most=params.max,
    )


def _share(part: Money | None, whole: Money | None) -> Fraction | None:
    """`part` in per cent of `whole`, unrounded; None while either is missing or the whole is nothing."""
    if part is None or whole is None or not whole.amount:
        return None
    if part.currency != whole.currency:
        raise CurrencyMismatch(f"{part.currency} and {whole.currency}")
    return Fraction(part.amount) * 100 / Fraction(whole.amount)


def _shown(share: Fraction | None, *, up: bool) -> Decimal | None:
    """With two decimals, rounded away from the limit that it misses: never "30 %, but 30 % is needed"."""
    if share is None:
        return None
    cents = math.ceil(share * 100) if up else math.floor(share * 100)
    return plain(Decimal(cents) / 100)
