"""The smallest call with a team that writes in it, for tests of proposals."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from cop.accounts.models import User
from cop.calls.definition.definition import EligibilityRule
from cop.calls.models import Call
from cop.calls.queries import window_of
from cop.calls.services import create_call, publish_call
from cop.directory.models import Organisation
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.proposals.budget_models import Funder
from cop.proposals.models import Proposal, StageDraft, Submission
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.budget import base_of_lines, save_budget
from cop.proposals.services.start import continue_proposal, start_proposal
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import save_answers
from cop.proposals.states import ProposalState
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_organisation, make_user

CONCEPT = {"title": "Wells & words", "why": "Water is far.", "theme": "rights", "grant": "10000"}
FULL_PROPOSAL_OPEN = datetime.fromisoformat("2027-03-02T12:00:00+00:00")


@dataclass(frozen=True)
class Team:
    """An open call and an organisation that may lead in it."""

    call: Call
    user: User
    organisation: Organisation
    actor: Actor


def make_call(*rules: EligibilityRule) -> Call:
    """The smallest call, public, with these rules of eligibility beside its own."""
    definition = small().model_copy(update={"eligibility": (*small().eligibility, *rules)})
    call = create_call(definition, actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def make_team(call: Call | None = None, **given: Any) -> Team:
    user = make_user(Role.MEMBER)
    organisation = make_organisation(user, **{"kind": "ngo", "country": "RW", **given})
    return Team(call or make_call(), user, organisation, actor_of(user, organisation))


def make_draft(team: Team, **answers: Any) -> Proposal:
    """A concept note in progress."""
    proposal = start_proposal(team.call, team.organisation, language="en", actor=team.actor, now=NOON)
    if answers:
        write(proposal, answers, team)
    return proposal


def write(proposal: Proposal, answers: dict[str, Any], team: Team) -> StageDraft:
    draft = draft_of(proposal)
    assert draft
    base = base_of(draft.answers, list(answers))
    return save_answers(proposal, answers, base=base, actor=team.actor, now=NOON)


def make_submission(team: Team, *, state: str = "submitted") -> Submission:
    """A concept note that is in, and its proposal then put into `state`."""
    proposal = make_draft(team, **CONCEPT)
    submission = submit(proposal, team, key="concept note")
    proposal.state = ProposalState(state)
    return submission


def submit(proposal: Proposal, team: Team, *, key: str = "key", now: datetime = NOON) -> Submission:
    return submit_proposal(proposal, key=key, declared=True, actor=team.actor, now=now)


def end_stage(call: Call, stage: int = 1) -> None:
    """It closes now, so that what is in may be decided on."""
    call.stages[stage - 1].closes_at = NOON


def make_full_proposal(team: Team) -> Proposal:
    """An invited team's full proposal, pre-filled."""
    proposal = make_submission(team, state="invited").proposal
    continue_proposal(proposal, actor=team.actor, now=FULL_PROPOSAL_OPEN)
    return proposal


def write_budget(proposal: Proposal, team: Team, *, grant: int, own: int) -> StageDraft:
    """A budget of two lines for staff."""
    draft = draft_of(proposal)
    assert draft
    lines = [line(Decimal(grant)), line(Decimal(own), funder=Funder.OWN)]
    base = base_of_lines(draft.budget_lines)
    return save_budget(proposal, lines, base=base, actor=team.actor, now=NOON)


def line(
    rate: Decimal, *, funder: Funder = Funder.GRANT, heading: str = "staff", **given: Any
) -> dict[str, Any]:
    return {
        "heading": heading,
        "description": "Wages",
        "unit": "month",
        "quantity": Decimal(1),
        "rate": rate,
        "currency": "",
        "year": 1,
        "partner_key": "",
        "funder": funder,
        "funder_name": "",
        "is_in_kind": False,
        "key": "",
        **given,
    }


def deadline(team: Team, stage: int = 1) -> datetime:
    return window_of(team.call, stage).closes_at
