"""What keeps a budget from being handed in: the call's limits on the whole of it, and what is wrong with a line."""

from collections.abc import Collection, Iterable, Sequence

from cop.calls.definition.budget import Budget
from cop.calls.definition.definition import Grant
from cop.kernel.messages import N_, Message, say
from cop.kernel.money import Money
from cop.proposals.rules.budget import Line, Totals


def years_of(months: int) -> int:
    """How many years, begun ones whole, so many months are."""
    return max(1, -(-months // 12))


def line_problems(
    lines: Sequence[Line], *, partners: Collection[str], months: int | None
) -> Iterable[tuple[int, Message]]:
    """(number of the line, what is wrong with it); `partners` are the keys of those that take part."""
    for number, line in enumerate(lines, 1):
        if line.partner_key and line.partner_key not in partners:
            words = N_("Line %(number)s belongs to an organisation that is no longer a partner.")
            yield number, say(words, number=number)
        if line.funder == "other" and not line.funder_name:
            yield number, say(N_("Line %(number)s is paid by another funder: name it."), number=number)
        if months and line.year > years_of(months):
            words = N_("Line %(number)s is for year %(year)s, but the project lasts %(months)s months.")
            yield number, say(words, number=number, year=line.year, months=months)


def budget_problem(budget: Budget, sums: Totals) -> Message | None:
    """Why a budget breaks the call's ceilings (EuropeAid: shares of all direct costs) or brings too little of its own."""
    for heading in budget.headings:
        spent = sums.by_heading[heading.code]
        if heading.ceiling is not None and spent.amount * 100 > sums.direct.amount * heading.ceiling:
            words = N_("Heading %(number)s may come to at most %(most)s %% of the direct costs.")
            return say(words, number=heading.number or heading.code, most=heading.ceiling)
    brought = sums.total - sums.grant
    counted = brought if budget.in_kind_counts else brought - sums.in_kind
    least = budget.own_contribution
    if least is not None and counted.amount * 100 < sums.total.amount * least:
        return say(N_("The own contribution must be at least %(least)s %% of the total."), least=least)
    return None


def grant_problem(grant: Grant, sums: Totals) -> Message | None:
    """Why the grant that a budget asks for is not one that the call makes: its amount, or its share of the total."""
    asked = sums.grant
    if not grant.min <= asked.amount <= grant.max:
        least, most = Money(grant.min, sums.currency), Money(grant.max, sums.currency)
        words = N_("The grant comes to %(asked)s; it must be from %(least)s to %(most)s.")
        return say(words, asked=asked, least=least, most=most)
    share = asked.amount * 100
    if not sums.total.amount * grant.share_min <= share <= sums.total.amount * grant.share_max:
        words = N_("The grant must pay from %(least)s %% to %(most)s %% of the total.")
        return say(words, least=grant.share_min, most=grant.share_max)
    return None
