"""What applicants and reviewers of the demonstration do, through the same services as everyone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from cop.accounts.models import User
from cop.calls.models import Call
from cop.calls.queries import definition_of
from cop.core.db import db
from cop.demo.answers import PDF, Bid, answers_to, budget_of, new_bid, partners_of
from cop.directory.models import Organisation
from cop.files.rules import Upload
from cop.kernel.actor import SYSTEM, Actor
from cop.kernel.ids import new_token
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of, submission_of
from cop.proposals.services.check import check_submission
from cop.proposals.services.start import continue_proposal, start_proposal
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import (
    LINE_COLUMNS,
    PARTNER_COLUMNS,
    add_document,
    base_of,
    base_of_rows,
    save_answers,
    save_budget,
    save_partners,
)
from cop.reviews.models import Assignment, Declaration
from cop.reviews.services.assign import assign_reviewer
from cop.reviews.services.review import declare, grid_of, save_review, submit_review


def _actor(user: User, organisation: Organisation) -> Actor:
    own = frozenset({organisation.id})
    return Actor(user_id=user.id, name=user.name, organisations=own, writes_for=own)


def start_only(
    call: Call, organisation: Organisation, owner: User, *, at: datetime, random: Random
) -> tuple[Proposal, Bid]:
    """A draft with its first sections written."""
    actor = _actor(owner, organisation)
    version = call.versions[-1]
    definition = definition_of(version)
    spoken = organisation.language
    language = spoken if spoken in definition.proposal_languages else definition.authoritative
    proposal = start_proposal(call, organisation, language=language, actor=actor, now=at)
    bid = new_bid(definition, language, random)
    _write(proposal, bid, actor, at, only_answers=True)
    return proposal, bid


def _write(proposal: Proposal, bid: Bid, actor: Actor, at: datetime, *, only_answers: bool = False) -> None:
    stage = bid.definition.stage(proposal.stage)
    draft = draft_of(proposal)
    assert draft is not None  # noqa: S101 - it was just started
    answers = answers_to(stage, bid)
    save_answers(proposal, answers, base=base_of(draft.answers, list(answers)), actor=actor, now=at)
    if only_answers:
        return
    if stage.of_type("partners"):
        base = base_of_rows(draft.partners, PARTNER_COLUMNS)
        save_partners(proposal, partners_of(bid), base=base, actor=actor, now=at)
    if lines := budget_of(stage, bid):
        base = base_of_rows(draft.budget_lines, LINE_COLUMNS)
        save_budget(proposal, lines, base=base, actor=actor, now=at)
    for question in stage.of_type("document"):
        add_document(proposal, question.code, Upload(f"{question.code}.pdf", PDF), actor=actor, now=at)


def hand_in(call: Call, organisation: Organisation, owner: User, *, at: datetime, random: Random) -> Proposal:
    """A whole proposal, submitted."""
    proposal, bid = start_only(call, organisation, owner, at=at, random=random)
    actor = _actor(owner, organisation)
    _write(proposal, bid, actor, at)
    submit_proposal(proposal, key=new_token(), declared=True, actor=actor, now=at)
    return proposal


def continue_and_hand_in(proposal: Proposal, *, at: datetime, random: Random) -> None:
    """The full proposal of an invited team, asking for what the concept note asked."""
    before = submission_of(proposal, 1)
    assert before is not None  # noqa: S101 - it was invited for it
    continue_proposal(proposal, actor=SYSTEM, now=at)
    bid = new_bid(definition_of(proposal.call_version), proposal.language, random)
    asked = int(before.requested or bid.grant)
    bid = replace(bid, grant=asked, total=asked * bid.total // bid.grant)
    _write(proposal, bid, SYSTEM, at)
    submit_proposal(proposal, key=new_token(), declared=True, actor=SYSTEM, now=at)


def review_all(
    proposals: Sequence[Proposal], reviewers: list[User], *, share: float, at: datetime, random: Random
) -> None:
    """Every proposal is found eligible and given to two reviewers; this share of the reviews is handed in."""
    for proposal in proposals:
        submission = submission_of(proposal, proposal.stage)
        assert submission is not None  # noqa: S101 - these were handed in
        check_submission(submission, is_eligible=True, paragraph="", reason="", actor=SYSTEM, now=at)
        level = random.choice((2, 3, 3, 4, 4, 5))
        for reviewer in random.sample(reviewers, 2):
            assignment = assign_reviewer(submission, reviewer, actor=SYSTEM, now=at)
            db.session.flush()
            if random.random() < share:
                _review(assignment, reviewer, level, at, random)


def _review(assignment: Assignment, reviewer: User, level: int, at: datetime, random: Random) -> None:
    actor = Actor(user_id=reviewer.id, name=reviewer.name)
    declare(assignment, Declaration.NO_CONFLICT, conflict="", actor=actor, now=at)
    marks = {
        c.code: min(max(level + random.choice((-1, 0, 0, 1)), 2), 5) for c in grid_of(assignment).criteria
    }
    save_review(assignment, marks=marks, comments={}, comment="", version=0, actor=actor, now=at)
    db.session.flush()
    submit_review(assignment, actor=actor, now=at)
