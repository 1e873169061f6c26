"""People of other organisations on both databases: asked in, in a role, handed over to, gone."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.models import Event, Mail
from cop.core import events
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused
from cop.proposals.actors import let_in
from cop.proposals.deadlines import writers_in
from cop.proposals.deeds import SENTENCES, deeds_of, told
from cop.proposals.models import Proposal
from cop.proposals.queries import applies_in_call, proposals_of_team, visible_to
from cop.proposals.roles import TeamRole
from cop.proposals.rules.merge import base_of
from cop.proposals.rules.workflow import can_see
from cop.proposals.services.comment import write_comment
from cop.proposals.services.guard import refuse_own_call
from cop.proposals.services.submit import submit_proposal
from cop.proposals.services.team import (
    change_team_role,
    invite_to_team,
    join_team,
    keeps_team,
    leave_team,
    send_team_invitation,
    withdraw_team_invitation,
)
from cop.proposals.services.write import save_answers
from cop.proposals.team import (
    invitations_to,
    participant_of,
    team_invitation_by_token,
    team_invitations_for,
    writers_of,
)
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import CONCEPT, Team, make_draft, make_team
from tests.proposals.teaming import add_participant, mailed_token, row, set_partners


def invited(proposal: Proposal, team: Team, email: str, role: TeamRole = TeamRole.WRITER) -> str:
    invite_to_team(proposal, email=email, role=role, actor=team.actor, now=NOON)
    return mailed_token("team-invitations")


def joined(proposal: Proposal, team: Team, role: TeamRole) -> tuple[User, Actor]:
    user = make_user(Role.MEMBER)
    invitation = team_invitation_by_token(invited(proposal, team, user.email, role), NOON)
    assert invitation
    join_team(invitation, user, actor=actor_of(user), now=NOON)
    db.session.flush()
    return user, let_in(actor_of(user))


def test_the_list_and_the_rule_say_the_same_of_people_let_in(ctx: Flask) -> None:
    team = make_team()
    rows = [make_draft(team), make_draft(make_team(team.call))]
    partner = set_partners(rows[0], team, row())[0]
    readers = [add_participant(rows[0], role) for role in TeamRole if role != TeamRole.PARTNER]
    readers += [add_participant(rows[0], TeamRole.PARTNER, key=partner.key), ANONYMOUS, SYSTEM, team.actor]
    for actor in readers:
        seen = set(db.session.scalars(visible_to(actor)))
        assert seen == {proposal for proposal in rows if can_see(actor, proposal)}
        if not actor.is_system:
            assert set(proposals_of_team(actor)) == seen
            assert applies_in_call(team.call.id, actor) == bool(seen)


def test_a_person_is_asked_by_mail_and_joins_in_the_role(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    user, actor = joined(proposal, team, TeamRole.WRITER)
    assert (actor.proposals, actor.writes_in, actor.owns) == ({proposal.id}, {proposal.id}, frozenset())
    assert invitations_to(proposal) == []
    save_answers(proposal, {"why": "Water."}, base=base_of({}, ["why"]), actor=actor, now=NOON)
    assert [writer.id for writer in writers_of(proposal)] == [team.user.id, user.id]
    assert [(who.id, what) for who, what in writers_in(team.call, 1)] == [
        (team.user.id, proposal),
        (user.id, proposal),
    ]


def test_who_is_registered_is_asked_in_their_language(ctx: Flask) -> None:
    """Of others we know only the address: they are asked in the proposal's."""
    team = make_team()
    proposal = make_draft(team)
    reader = make_user(Role.MEMBER, language="ar")
    for email in (reader.email, "stranger@example.org"):
        invite_to_team(proposal, email=email, role=TeamRole.WRITER, actor=team.actor, now=NOON)
    mails = {mail.to: (mail.language, mail.text) for mail in db.session.scalars(select(Mail))}
    language, text = mails[reader.email]
    assert language == "ar"
    assert "/ar/team-invitations/" in text
    assert mails["stranger@example.org"][0] == proposal.language


def test_who_is_asked_already_or_in_the_team_is_not_asked_again(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    invited(proposal, team, "new@example.org")
    for email in ("NEW@example.org", team.user.email):
        with pytest.raises(Invalid):
            invited(proposal, team, email)
    with pytest.raises(Invalid):
        invite_to_team(
            proposal,
            email="x@example.org",
            role=TeamRole.PARTNER,
            partner_key="gone",
            actor=team.actor,
            now=NOON,
        )


def test_an_invitation_ends_is_sent_again_and_is_taken_back(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    user = make_user()
    first = invited(proposal, team, user.email)
    invitation = invitations_to(proposal)[0]
    assert team_invitation_by_token(first, NOON + timedelta(days=15)) is None
    assert team_invitations_for(actor_of(user), NOON) == [invitation]
    send_team_invitation(invitation, actor=team.actor, now=NOON + timedelta(days=15))
    assert team_invitation_by_token(first, NOON) is None
    again = mailed_token("team-invitations")
    assert team_invitation_by_token(again, NOON + timedelta(days=15)) is invitation
    withdraw_team_invitation(invitation, actor=team.actor, now=NOON)
    assert team_invitation_by_token(again, NOON) is None


def test_only_the_address_that_was_asked_joins(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    invitation = team_invitation_by_token(invited(proposal, team, "new@example.org"), NOON)
    assert invitation
    other = make_user()
    with pytest.raises(Denied):
        join_team(invitation, other, actor=actor_of(other), now=NOON)


@pytest.mark.parametrize("role", [TeamRole.WRITER, TeamRole.READER])
def test_only_owners_keep_the_team(ctx: Flask, role: TeamRole) -> None:
    team = make_team()
    proposal = make_draft(team)
    actor = add_participant(proposal, role)
    with pytest.raises(Denied):
        invite_to_team(proposal, email="x@example.org", role=role, actor=actor, now=NOON)
    _user, other = joined(proposal, team, TeamRole.READER)
    participant = participant_of(proposal, other.user_id)
    assert participant
    with pytest.raises(Denied):
        change_team_role(participant, TeamRole.OWNER, actor=actor, now=NOON)
    with pytest.raises(Denied):
        leave_team(participant, actor=actor, now=NOON)


def test_a_proposal_is_handed_over_and_an_owner_remains(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    user, _actor = joined(proposal, team, TeamRole.READER)
    participant = participant_of(proposal, user.id)
    assert participant
    change_team_role(participant, TeamRole.OWNER, actor=team.actor, now=NOON)
    owner = let_in(actor_of(user))
    assert keeps_team(proposal, owner)
    leave_team(participant, actor=owner, now=NOON)
    db.session.flush()
    assert let_in(actor_of(user)).proposals == frozenset()
    assert keeps_team(proposal, team.actor)


def test_a_writer_of_another_organisation_does_not_hand_in_an_owner_does(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    writer, owner = (add_participant(proposal, role) for role in (TeamRole.WRITER, TeamRole.OWNER))
    with pytest.raises((Denied, Refused)):
        submit_proposal(proposal, key="k", declared=True, actor=writer, now=NOON)
    assert submit_proposal(proposal, key="k", declared=True, actor=owner, now=NOON).version == 1


def test_a_reader_talks_and_writes_nothing(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    reader = add_participant(proposal, TeamRole.READER)
    write_comment(
        proposal, proposal.drafts[0], question="title", text="Why?", answers_id=None, actor=reader, now=NOON
    )
    with pytest.raises(Denied):
        save_answers(proposal, {"why": "Mine."}, base="", actor=reader, now=NOON)


def test_staff_let_in_judge_nothing_of_the_call(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    officer = add_participant(proposal, TeamRole.READER, user=make_user(Role.OFFICER))
    with pytest.raises(Denied):
        refuse_own_call(team.call.id, officer)


def test_whoever_erased_their_account_is_in_no_team(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    user, _actor = joined(proposal, team, TeamRole.WRITER)
    invited(proposal, team, "waiting@example.org")
    events.publish(AccountErased(user_id=user.id, email="waiting@example.org", erased_at=NOON))
    assert participant_of(proposal, user.id) is None
    assert invitations_to(proposal) == []


def test_what_was_done_is_told_in_sentences_and_nothing_of_the_evaluation(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team, **CONCEPT)
    joined(proposal, team, TeamRole.WRITER)
    submission = submit_proposal(proposal, key="k", declared=True, actor=team.actor, now=NOON)
    events_told = list(db.session.scalars(deeds_of(proposal)))
    keys = [deed.sentence.key for deed in told(events_told)]
    assert keys[0] == SENTENCES["proposal.submitted"]
    assert keys[-1] == SENTENCES["proposal.started"]
    assert told(events_told)[0].sentence.params["who"] == team.user.name
    assert told(events_told)[0].sentence.params["submission"] == submission.number
    written = set(db.session.scalars(select(Event.verb).where(Event.subject_id == proposal.id)))
    assert {"proposal.found_eligible", "proposal.found_ineligible"}.isdisjoint(SENTENCES)
    assert {event.verb for event in events_told} == written & set(SENTENCES)
