"""A partner's own part: its words, its documents, its mandate, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from cop.calls.queries import definition_of
from cop.core.db import db
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, Stale, TooLate
from cop.proposals.queries import draft_of
from cop.proposals.reading import content_for, moved_in, problems_of
from cop.proposals.services.budget import save_budget
from cop.proposals.services.freeze import freeze
from cop.proposals.services.mandate import ask_mandate, confirm_mandate
from cop.proposals.services.part import base_of_part, save_part
from cop.proposals.services.start import continue_proposal
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.write import save_answers
from cop.proposals.states import ProposalState
from cop.proposals.team import mandate_by_token, mandates_of
from tests.factories import NOON
from tests.proposals.making import (
    CONCEPT,
    FULL_PROPOSAL_OPEN,
    deadline,
    make_draft,
    make_team,
    submit,
    write_budget,
)
from tests.proposals.teaming import add_partner, confirm, mailed_token, make_waiting_call, row, set_partners


def test_a_partner_writes_its_own_part_and_nothing_else(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    partner, actor = add_partner(proposal, team)
    save_part(proposal, "Trains the teachers.", base=base_of_part(partner), actor=actor, now=NOON)
    draft = draft_of(proposal)
    assert draft
    assert [one.part for one in draft.partners] == ["Trains the teachers."]
    with pytest.raises(Denied):
        save_answers(proposal, {"why": "Mine."}, base="", actor=actor, now=NOON)
    with pytest.raises(Denied):
        save_budget(proposal, [], base="", actor=actor, now=NOON)
    with pytest.raises(Denied):
        save_part(proposal, "Ours", base="", actor=team.actor, now=NOON)


def test_two_who_write_a_part_at_once_are_told(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    partner, actor = add_partner(proposal, team)
    seen = base_of_part(partner)
    set_partners(proposal, team, row(part="Theirs.", key=partner.key))
    with pytest.raises(Stale):
        save_part(proposal, "Mine.", base=seen, actor=actor, now=NOON)


def test_a_part_is_not_written_after_the_deadline_nor_once_the_partner_is_out(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    partner, actor = add_partner(proposal, team)
    base = base_of_part(partner)
    with pytest.raises(TooLate):
        save_part(proposal, "Late.", base=base, actor=actor, now=deadline(team))
    set_partners(proposal, team)
    with pytest.raises(Denied):
        save_part(proposal, "Gone.", base=base, actor=actor, now=NOON)


def test_a_partner_stays_the_same_one_through_saves(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    key = set_partners(proposal, team, row())[0].key
    kept = set_partners(proposal, team, row("Amani"), row("Umoja ASBL", key=key))
    assert [partner.key == key for partner in kept] == [False, True]


def test_a_mandate_is_asked_by_mail_signed_once_and_frozen(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    partner = set_partners(proposal, team, row())[0]
    ask_mandate(proposal, partner.key, email="head@umoja.example", actor=team.actor, now=NOON)
    token = mailed_token("mandates")
    assert mandate_by_token(token, NOON + timedelta(days=15)) is None
    mandate = mandate_by_token(token, NOON)
    assert mandate
    confirm_mandate(mandate, statement="We take part.", name="Aline N.", function="Director", now=NOON)
    with pytest.raises(Refused):
        confirm_mandate(mandate, statement="Again.", name="B", function="C", now=NOON)
    with pytest.raises(Refused):
        ask_mandate(proposal, partner.key, email="x@umoja.example", actor=team.actor, now=NOON)
    submission = submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON)
    assert submission.content["mandates"] == [
        {
            "partner": partner.key,
            "statement": "We take part.",
            "name": "Aline N.",
            "function": "Director",
            "confirmed_at": NOON.isoformat(),
        }
    ]


def test_a_mandate_is_that_of_the_organisation_that_gave_it(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    partner = set_partners(proposal, team, row())[0]
    confirm(proposal, partner, team)
    draft = draft_of(proposal)
    assert draft
    assert len(freeze(proposal, draft, now=NOON)["mandates"]) == 1
    set_partners(proposal, team, row("Another", key=partner.key))
    assert freeze(proposal, draft, now=NOON)["mandates"] == []
    ask_mandate(proposal, partner.key, email="x@another.example", actor=team.actor, now=NOON)
    db.session.flush()
    assert [mandate.partner_name for mandate in mandates_of(proposal)] == ["Another"]
    with pytest.raises(NotFound):
        ask_mandate(proposal, "no such", email="x@umoja.example", actor=team.actor, now=NOON)


def test_where_the_call_says_so_nothing_is_handed_in_without_every_mandate(ctx: Flask) -> None:
    team = make_team(make_waiting_call())
    proposal = make_draft(team, **CONCEPT)
    partner = set_partners(proposal, team, row())[0]
    draft = draft_of(proposal)
    assert draft
    found = problems_of(proposal, draft, definition_of(proposal.call_version))
    assert [problem.message.params for problem in found] == [{"names": ("Umoja",)}]
    with pytest.raises(Invalid):
        submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON)
    confirm(proposal, partner, team)
    assert submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON).version == 1


def test_what_moved_since_the_concept_note_is_known_by_draft_and_by_submission(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    first = set_partners(proposal, team, row())[0]
    submit(proposal, team, key="concept note").proposal.state = ProposalState.INVITED
    continue_proposal(proposal, actor=team.actor, now=FULL_PROPOSAL_OPEN)
    draft = write_budget(proposal, team, grant=11_000, own=4000)
    assert [partner.key for partner in draft.partners] == [first.key]
    set_partners(proposal, team, row("Umoja ASBL", key=first.key), row("Amani"))
    in_draft = content_for(proposal, draft, definition_of(proposal.call_version)).moved
    in_submission = moved_in(submit(proposal, team, now=FULL_PROPOSAL_OPEN))
    for moved in (in_draft, in_submission):
        assert moved
        assert moved.grant_percent == 10
        assert [(change.kind, change.name, change.before) for change in moved.partners] == [
            ("changed", "Umoja ASBL", "Umoja"),
            ("added", "Amani", ""),
        ]
    assert moved_in(proposal.submissions[0]) is None
