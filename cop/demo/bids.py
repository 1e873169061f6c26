"""Proposals of the demonstration, written and handed in as people would: through the services."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from cop.calls.definition.questions import BaseQuestion
from cop.core import i18n, pdf
from cop.demo.budgets import budget_of, sums, with_partners
from cop.demo.calendar import Staged
from cop.demo.organisations import Bidder
from cop.demo.words import Story, facts_of, words
from cop.files.rules import Upload
from cop.proposals.models import Proposal, Submission
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.budget import base_of_lines, save_budget
from cop.proposals.services.documents import add_document
from cop.proposals.services.start import continue_proposal, start_proposal
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import (
    PARTNER_COLUMNS,
    base_of_rows,
    save_answers,
    save_partners,
)
from cop.taxonomy.countries import EU_MEMBERS

TRADES = {"food": "food", "textiles": "textiles"}


@dataclass(slots=True)
class Bid:
    """A proposal of a bidder and what it tells; `lines` is the budget that both stages go by."""

    proposal: Proposal
    bidder: Bidder
    staged: Staged
    story: Story
    months: int
    lines: list[dict[str, Any]]


def start_bid(staged: Staged, bidder: Bidder, *, rng: Random, now: datetime) -> Bid:
    """A draft of the first stage, with nothing in it yet."""
    definition = staged.definition
    proposal = start_proposal(
        staged.call, bidder.organisation, language=bidder.language, actor=bidder.writer, now=now
    )
    limits = definition.duration_months
    months = rng.randint(max(limits.min, 9), limits.max)
    topics = definition.sectors or definition.themes
    if definition.programme == "w-mida":
        topics = tuple(TRADES)
    elif definition.themes:
        topics = tuple(topic for topic in topics if topic in words(bidder.language)["topics"])
    year = bidder.organisation.registered_year or now.year - 5
    facts = facts_of(
        organisation=bidder.organisation.name, place=bidder.place, months=months, year=year, rng=rng
    )
    story = Story(bidder.language, rng.choice(topics), facts, rng)
    lines = budget_of(definition, definition.last_stage, words(bidder.language)["budget"], months, rng)
    return Bid(proposal, bidder, staged, story, months, lines)


def write_bid(bid: Bid, *, now: datetime, only: Sequence[str] | None = None) -> None:
    """Fill the present stage; with `only`, just these sections, as in a draft that is left lying."""
    stage = bid.staged.definition.stage(bid.proposal.stage)
    draft = draft_of(bid.proposal)
    before = draft.answers if draft else {}
    sections = [s for s in stage.sections if only is None or s.code in only]
    answers = {
        question.code: _answer(bid, question)
        for section in sections
        for question in section.questions
        if question.type not in {"partners", "budget", "document"} and question.code not in stage.locked
    }
    actor, proposal = bid.bidder.writer, bid.proposal
    save_answers(proposal, answers, base=base_of(before, list(answers)), actor=actor, now=now)
    asked = {question.type: question for section in sections for question in section.questions}
    if "partners" in asked and not (draft and draft.partners):
        empty = base_of_rows([], PARTNER_COLUMNS)
        save_partners(proposal, _partners(bid), base=empty, actor=actor, now=now)
    if "budget" in asked and (draft := draft_of(proposal)):
        lines = with_partners(bid.lines, [partner.key for partner in draft.partners])
        save_budget(proposal, lines, base=base_of_lines(draft.budget_lines), actor=actor, now=now)
    if "document" in asked:
        upload = Upload(f"{asked['document'].code}.pdf", document())
        add_document(proposal, asked["document"].code, upload, actor=actor, now=now)


def submit_bid(bid: Bid, *, now: datetime) -> Submission:
    """Hand the present stage in."""
    key = f"demonstration-{bid.proposal.number}-{bid.proposal.stage}"
    return submit_proposal(bid.proposal, key=key, declared=True, actor=bid.bidder.writer, now=now)


def continue_bid(bid: Bid, *, now: datetime) -> None:
    """Open the full proposal after an invitation."""
    continue_proposal(bid.proposal, actor=bid.bidder.writer, now=now)


def _answer(bid: Bid, question: BaseQuestion) -> Any:
    asked, total = sums(bid.lines, bid.staged.definition.last_stage.budget)
    known: dict[str, Any] = {
        "title": bid.story.title,
        "countries": lambda: [bid.bidder.home],
        "expert_countries": lambda: [bid.bidder.home],
        "themes": lambda: [bid.story.topic],
        "sector": lambda: bid.story.topic,
        "trade": lambda: TRADES[bid.story.topic],
        "duration": lambda: bid.months,
        "requested_grant": lambda: str(asked),
        "total_cost": lambda: str(total),
        "women": lambda: str(4 + bid.story.facts["women"] % 20),
        "jobs": lambda: str(3 + bid.story.facts["n"] % 12),
        "training": lambda: ["accounts", "selling"],
    }
    make = known.get(question.code)
    return make() if make else bid.story.answer(question.code)


def _partners(bid: Bid) -> list[dict[str, str]]:
    """One in the country concerned and one abroad: together with the lead, both ends of the corridor."""
    told, lead = words(bid.bidder.language), bid.bidder.organisation
    abroad = lead.country if lead.country in EU_MEMBERS else told["abroad"]["country"]
    part = told["part"]
    return [
        {"name": bid.story.say(told["home"]), "kind": "ngo", "country": bid.bidder.home, "part": part},
        {"name": told["abroad"]["name"], "kind": "local-authority", "country": abroad, "part": part},
    ]


@cache
def document() -> bytes:
    """One page that says what it stands for; all demonstration proposals attach the same."""
    with i18n.in_language("en"):
        return pdf.render_pdf("demo/document.html")
