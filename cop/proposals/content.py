"""A draft as the rules take it: what is written, what it costs, what is known for eligibility."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import ASKING_COUNTRIES
from cop.calls.definition.stages import Stage
from cop.calls.facts import Facts, PartnerFacts
from cop.kernel.money import Money
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.queries import count_led
from cop.proposals.rules.answers import Content
from cop.proposals.rules.budget import Line, Totals, priced, totals
from cop.proposals.rules.drift import Bid


def stage_of(draft: StageDraft, definition: CallDefinition) -> Stage:
    return definition.stage(draft.stage)


def title_of(answers: Mapping[str, Any], stage: Stage) -> str:
    """How the proposal is called, as far as the stage asks for that."""
    question = stage.question_for("title")
    return str(answers.get(question.code) or "")[:300] if question else ""


def months_of(answers: Mapping[str, Any], stage: Stage) -> int | None:
    """How long it will take, as far as the stage asks for that."""
    question = stage.question_for("duration")
    months = answers.get(question.code) if question else None
    return None if months in (None, "") else int(months)


def lines_of(draft: StageDraft, definition: CallDefinition) -> list[Line]:
    """The lines of a draft's budget at the call's rates; none where the stage asks for no budget."""
    budget = stage_of(draft, definition).budget
    return [] if budget is None else priced(draft.budget_lines, budget)


def totals_of(draft: StageDraft, definition: CallDefinition) -> Totals | None:
    """The sums of a draft's budget; None where the stage asks for no budget."""
    budget = stage_of(draft, definition).budget
    return None if budget is None else totals(lines_of(draft, definition), budget)


def content_of_draft(draft: StageDraft, definition: CallDefinition, *, before: Bid | None = None) -> Content:
    """What a team has written, for the rules that say what is missing. `before` is what the former stage asked for."""
    requested = requested_of(draft, definition)
    return Content(
        answers=draft.answers,
        partners=draft.partners,
        documents=[document.question for document in draft.documents],
        budget_lines=lines_of(draft, definition),
        requested=requested,
        months=months_of(draft.answers, stage_of(draft, definition)),
        before=before,
    )


def requested_of(draft: StageDraft, definition: CallDefinition) -> Money | None:
    """What is asked for: the budget's grant where the stage has a budget, else the answer that tells it."""
    sums = totals_of(draft, definition)
    if sums is not None and sums.total.amount:
        return sums.grant
    return _money(draft, definition, "requested_grant")


def eligibility_facts(
    proposal: Proposal, draft: StageDraft, definition: CallDefinition, *, now: datetime
) -> Facts:
    """What is known of a bid, from the lead's page in the directory and its other proposals, the answers and the budget."""
    lead, sums = proposal.organisation, totals_of(draft, definition)
    return Facts(
        now=now,
        lead_type=lead.kind,
        lead_country=lead.country,
        registered_year=lead.registered_year,
        partners=tuple(PartnerFacts(partner.kind, partner.country) for partner in draft.partners),
        requested=requested_of(draft, definition),
        total_cost=sums.total if sums and sums.total.amount else _money(draft, definition, "total_cost"),
        contribution=_contribution(draft, definition, sums),
        duration_months=months_of(draft.answers, stage_of(draft, definition)),
        other_proposals=_other_proposals(proposal, definition),
        countries_told=_countries_told(draft.answers, stage_of(draft, definition)),
    )


def _other_proposals(proposal: Proposal, definition: CallDefinition) -> int | None:
    """Those that the lead has beside this one; not counted for a call that has no rule about them."""
    if "one_per_lead" not in {named.rule for named in definition.eligibility}:
        return None
    return count_led(proposal.call_id, proposal.organisation_id, beside=proposal.id)


def _countries_told(answers: Mapping[str, Any], stage: Stage) -> dict[str, tuple[str, ...]]:
    """What each question that asks for countries was answered, those without an answer left out."""
    codes = [question.code for kind in ASKING_COUNTRIES for question in stage.of_type(kind)]
    told = {code: answers[code] for code in codes if answers.get(code)}
    return {code: (value,) if isinstance(value, str) else tuple(value) for code, value in told.items()}


def _contribution(draft: StageDraft, definition: CallDefinition, sums: Totals | None) -> Money | None:
    """What others than the grant pay; in kind only where the call counts it."""
    budget = stage_of(draft, definition).budget
    if sums is None or budget is None or not sums.total.amount:
        return _money(draft, definition, "own_contribution")
    brought = sums.total - sums.grant
    return brought if budget.in_kind_counts else brought - sums.in_kind


def _money(draft: StageDraft, definition: CallDefinition, fact: str) -> Money | None:
    question = stage_of(draft, definition).question_for(fact)
    value = draft.answers.get(question.code) if question else None
    return None if value in (None, "") else Money(Decimal(str(value)), definition.currency)
