"""What came on paper: judged by the registry's hour, typed by staff alone, compared by another officer, answered on paper."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask

from cop.activity.models import Event, Mail
from cop.calls.queries import window_of
from cop.core.db import db
from cop.directory.models import Member, Organisation
from cop.directory.services.organisations import Facts
from cop.files.rules import Upload
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.budget_models import Funder
from cop.proposals.models import Proposal
from cop.proposals.paper import came_on_paper, letters_to_print, paper_of
from cop.proposals.queries import draft_of
from cop.proposals.rules.merge import base_of
from cop.proposals.services.budget import save_budget
from cop.proposals.services.check import check_submission
from cop.proposals.services.paper import Paper, enter_next_paper, enter_paper, note_posted
from cop.proposals.services.part import save_part
from cop.proposals.services.reopen import facts_of, reopen_proposal
from cop.proposals.services.start import continue_proposal
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import save_answers
from cop.proposals.states import ProposalState
from tests.factories import NOON, actor_of, make_organisation, make_user
from tests.proposals.checking import YES
from tests.proposals.making import (
    CONCEPT,
    FULL_PROPOSAL_OPEN,
    Team,
    line,
    make_call,
    make_draft,
    make_team,
)
from tests.proposals.teaming import add_partner

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LEAD = Facts(name="Women of Gitega", kind="ngo", country="RW")
PAPER = Paper(
    NOON - timedelta(days=1), "They have no computer.", Upload("scan.pdf", PDF), address="Gitega, hill 3"
)
LATE = NOON + timedelta(days=200)


def officer() -> Actor:
    return actor_of(make_user(Role.OFFICER))


def enter(actor: Actor, paper: Paper = PAPER, team: Team | None = None) -> Proposal:
    call = team.call if team else make_call()
    return enter_paper(call, LEAD, paper, language="en", actor=actor, now=NOON)


def type_in(proposal: Proposal, actor: Actor, **answers: object) -> None:
    draft = draft_of(proposal)
    assert draft
    save_answers(proposal, answers, base=base_of(draft.answers, list(answers)), actor=actor, now=LATE)


def hand_in(proposal: Proposal, actor: Actor) -> None:
    submit_proposal(proposal, key=f"paper {proposal.stage}", declared=True, actor=actor, now=LATE)


def test_the_registry_s_hour_counts_and_the_log_has_both(ctx: Flask) -> None:
    clerk = officer()
    proposal = enter(clerk)
    type_in(proposal, clerk, **CONCEPT)
    hand_in(proposal, clerk)
    [submission] = proposal.submissions
    assert submission.submitted_at == PAPER.received_at
    assert submission.content["on_paper"]["received_at"] == PAPER.received_at.isoformat()
    assert submission.content["on_paper"]["scan"]["name"] == "scan.pdf"
    event = db.session.query(Event).filter_by(verb="proposal.submitted").one()
    assert event.at == LATE
    assert event.data["received_at"] == PAPER.received_at.isoformat()
    assert db.session.query(Proposal).filter(came_on_paper(1)).all() == [proposal]
    assert db.session.query(Proposal).filter(came_on_paper(2)).all() == []


def test_it_is_decided_on_once_the_call_is_closed(ctx: Flask) -> None:
    clerk = officer()
    proposal = enter(clerk)
    type_in(proposal, clerk, **CONCEPT)
    hand_in(proposal, clerk)
    [submission] = proposal.submissions
    with pytest.raises(Refused, match="waits for that"):
        check_submission(submission, YES, actor=clerk, now=NOON)
    check_submission(submission, YES, actor=clerk, now=LATE)
    assert proposal.state == ProposalState.ELIGIBLE


def test_a_lead_without_an_account_is_listed_once(ctx: Flask) -> None:
    clerk = officer()
    begun = enter(clerk)
    call, first = begun.call, begun.organisation
    assert db.session.query(Member).filter_by(organisation_id=first.id).count() == 0
    known = make_organisation(name="WOMEN OF GITEGA", country="BI")
    elsewhere = replace(LEAD, country="BI")
    other = enter_paper(call, elsewhere, PAPER, language="en", actor=clerk, now=NOON)
    assert other.organisation == known
    assert db.session.query(Organisation).filter_by(name="Women of Gitega").count() == 1
    with pytest.raises(Refused):
        enter_paper(call, LEAD, PAPER, language="en", actor=clerk, now=NOON)


def test_late_paper_and_paper_from_nowhere_is_refused_with_the_reason(ctx: Flask) -> None:
    clerk, call = officer(), make_call()
    window = window_of(call, 1)

    def refused(now_later: bool = False, **changed: object) -> str:
        with pytest.raises(Invalid) as refusal:
            enter_paper(
                call,
                LEAD,
                replace(PAPER, **changed),
                language="en",
                actor=clerk,
                now=LATE if now_later else NOON,
            )
        return next(iter(refusal.value.fields))

    assert refused(True, received_at=window.closes_at) == "received_at"
    assert refused(received_at=window.opens_at - timedelta(microseconds=1)) == "received_at"
    assert refused(received_at=NOON + timedelta(microseconds=1)) == "received_at"
    assert refused(address="") == "address"
    last = replace(PAPER, received_at=window.closes_at - timedelta(microseconds=1))
    assert enter_paper(call, LEAD, last, language="en", actor=clerk, now=LATE).on_paper_at == last.received_at


def test_only_staff_who_do_not_apply_enter_and_type_it(ctx: Flask) -> None:
    team, clerk = make_team(), officer()
    with pytest.raises(Denied):
        enter(team.actor, team=team)
    own = make_user(Role.OFFICER)
    proposal = enter_paper(
        team.call, replace(LEAD, name=team.organisation.name), PAPER, language="en", actor=clerk, now=NOON
    )
    assert proposal.organisation == team.organisation
    for somebody in (team.actor, actor_of(own, team.organisation)):
        with pytest.raises(Denied):
            type_in(proposal, somebody, title="Another title")
        with pytest.raises(Denied):
            hand_in(proposal, somebody)
    type_in(proposal, clerk, **CONCEPT)
    hand_in(proposal, clerk)
    with pytest.raises(Denied):
        reopen_proposal(proposal, actor=team.actor, now=NOON)


def test_nobody_enters_the_paper_of_their_own_organisation(ctx: Flask) -> None:
    lead = make_organisation(country=LEAD.country)
    clerk = actor_of(make_user(Role.OFFICER), lead)
    with pytest.raises(Denied):
        enter_paper(make_call(), replace(LEAD, name=lead.name), PAPER, language="en", actor=clerk, now=NOON)


def test_a_partner_writes_no_part_of_what_came_on_paper(ctx: Flask) -> None:
    """Its deadline is judged by when the paper came, so a part could be written for ever."""
    team = make_team()
    proposal = make_draft(team)
    _partner, theirs = add_partner(proposal, team)
    enter_next_paper(proposal, PAPER, actor=officer(), now=NOON)
    with pytest.raises(Denied):
        save_part(proposal, "Late words.", base="", actor=theirs, now=LATE)


def test_the_next_stage_is_compared_by_somebody_else_where_the_call_wants_four_eyes(ctx: Flask) -> None:
    clerk, second, now = officer(), officer(), FULL_PROPOSAL_OPEN
    proposal = enter(clerk)
    type_in(proposal, clerk, **CONCEPT)
    hand_in(proposal, clerk)
    proposal.state = ProposalState.INVITED
    continue_proposal(proposal, actor=clerk, now=now)
    with pytest.raises(Denied):
        type_in(proposal, clerk, title="Wells")
    enter_next_paper(proposal, replace(PAPER, received_at=now), actor=clerk, now=now)
    with pytest.raises(Refused):
        enter_next_paper(proposal, replace(PAPER, received_at=now), actor=clerk, now=now)
    lines = [line(Decimal(8000)), line(Decimal(2000), funder=Funder.OWN)]
    save_budget(proposal, lines, base="", actor=clerk, now=LATE)
    type_in(proposal, clerk, reason="Water is far.")
    assert facts_of(proposal, now=LATE).typed_by == {clerk.user_id}
    third = officer()
    type_in(proposal, third, reason="Water is very far.")
    type_in(proposal, clerk, reason="Water is very far.")
    for typist in (clerk, third):
        with pytest.raises(Refused, match="four eyes"):
            hand_in(proposal, typist)
    hand_in(proposal, second)
    entry = paper_of(proposal)
    assert entry
    assert proposal.submissions[-1].submitted_at == entry.received_at == now


def test_its_senders_are_told_by_mail_or_by_a_letter_to_print(ctx: Flask) -> None:
    clerk = officer()
    proposal = enter(clerk)
    type_in(proposal, clerk, **CONCEPT)
    hand_in(proposal, clerk)
    [letter] = letters_to_print(proposal.call_id)
    assert proposal.submissions[0].number in letter.text
    assert db.session.query(Mail).count() == 0
    note_posted(letter, actor=clerk, now=LATE)
    assert not letters_to_print(proposal.call_id)
    entry = paper_of(proposal)
    assert entry
    entry.email = "gitega@example.org"
    reopen_proposal(proposal, actor=clerk, now=LATE)
    submit_proposal(proposal, key="again", declared=True, actor=clerk, now=LATE)
    assert [mail.to for mail in db.session.query(Mail)] == ["gitega@example.org"]
