"""Who is reminded of what, once; by the deadline that holds for them."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from cop.accounts.events import AccountErased
from cop.activity.models import Event, Mail
from cop.calls.services import create_call, extend_stage, publish_call
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM
from cop.kernel.errors import Denied
from cop.proposals.services.extend import extend_proposal
from cop.proposals.services.reopen import reopen_proposal
from cop.proposals.services.submit import withdraw_proposal
from cop.reminders.exports import own_data
from cop.reminders.jobs import send_reminders
from cop.reminders.models import Follow, Reminder
from cop.reminders.queries import chosen_by
from cop.reminders.rules import Kind
from cop.reminders.services import (
    choose_reminders,
    follow_call,
    forget_wishes,
    unfollow_call,
)
from tests.calls.shipped import small
from tests.factories import NOON, actor_of, make_organisation, make_user
from tests.proposals.making import CONCEPT, Team, deadline, make_call, make_draft, make_submission, make_team

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def mails() -> list[Mail]:
    return list(db.session.query(Mail).order_by(Mail.id))


def test_unfinished_drafts_are_reminded_a_week_a_day_and_three_hours_before(ctx: Flask) -> None:
    team = make_team()
    team.user.language, team.user.zone = "fr", "Africa/Kigali"
    proposal = make_draft(team, **CONCEPT)
    at = deadline(team)
    for before in (8 * DAY, 7 * DAY, 6 * DAY, DAY, 23 * HOUR, 3 * HOUR, HOUR, 0 * HOUR, -HOUR):
        send_reminders(at - before)
    assert [mail.queued_at for mail in mails()] == [at - 7 * DAY, at - DAY, at - 3 * HOUR]
    first = mails()[0]
    assert (first.to, first.language) == (team.user.email, "fr")
    for said in (CONCEPT["title"], f"/proposals/{proposal.id}", "17:00 (Kigali)", "/account/reminders"):
        assert said in first.text
    assert db.session.query(Event).filter_by(verb="reminder.sent").count() == 3


def test_what_is_in_or_withdrawn_is_not_reminded(ctx: Flask) -> None:
    team = make_team()
    make_submission(team)
    other = make_team(team.call)
    withdraw_proposal(make_draft(other), actor=other.actor, now=NOON)
    db.session.query(Mail).delete()
    assert send_reminders(deadline(team) - DAY) == 0


def test_what_was_reopened_is_reminded_of_too(ctx: Flask) -> None:
    team = make_team()
    reopen_proposal(make_submission(team).proposal, actor=team.actor, now=deadline(team) - 2 * DAY)
    db.session.query(Mail).delete()
    assert [send_reminders(deadline(team) - before) for before in (DAY + HOUR, DAY)] == [0, 1]


def two_drafts() -> tuple[Team, Team]:
    """Of one person who writes for two organisations."""
    one = make_team()
    organisation = make_organisation(one.user, kind="ngo", country="RW")
    other = Team(one.call, one.user, organisation, actor_of(one.user, organisation))
    make_draft(one, title="Wells")
    make_draft(other, title="Bees")
    return one, other


def test_one_mail_for_one_person_and_call(ctx: Flask) -> None:
    one, _other = two_drafts()
    assert send_reminders(deadline(one) - DAY) == 1
    (mail,) = mails()
    assert "Wells" in mail.text
    assert "Bees" in mail.text


def test_each_gets_what_they_chose(ctx: Flask) -> None:
    team = make_team()
    make_draft(team)
    choose_reminders(team.user, {Kind.DAY}, actor=team.actor, now=NOON)
    choose_reminders(team.user, {Kind.HOURS, Kind.OPENING}, actor=team.actor, now=NOON)
    db.session.flush()
    assert chosen_by([team.user.id]) == {team.user.id: {Kind.HOURS, Kind.OPENING}}
    sent = [send_reminders(deadline(team) - before) for before in (7 * DAY, DAY, 3 * HOUR)]
    assert sent == [0, 0, 1]


def test_time_of_one_s_own_is_what_counts(ctx: Flask) -> None:
    team = make_team()
    proposal = make_draft(team)
    later = deadline(team) + 3 * DAY
    extend_proposal(proposal, later, reason="A cut.", actor=SYSTEM, now=NOON)
    db.session.query(Mail).delete()
    assert send_reminders(deadline(team) - DAY) == 1  # four days are left: the reminder of a week, made good
    assert send_reminders(deadline(team) - 3 * HOUR) == 0
    assert send_reminders(later - DAY) == 1
    assert "18 January 2027, 16:00 (Brussels)" in mails()[-1].text


def test_a_deadline_that_moved_is_reminded_of_anew(ctx: Flask) -> None:
    team = make_team()
    make_draft(team)
    first = deadline(team)
    assert send_reminders(first - DAY) == 1
    extend_stage(team.call, 1, first + 10 * DAY, reason={"en": "x"}, actor=SYSTEM, now=first - HOUR)
    assert send_reminders(first - HOUR) == 0
    assert [send_reminders(deadline(team) - before) for before in (7 * DAY, DAY, DAY)] == [1, 1, 0]


@pytest.mark.parametrize(("after", "count"), [(timedelta(0), 1), (DAY, 1), (-HOUR, 0)])
def test_followers_are_told_when_a_call_opens(ctx: Flask, after: timedelta, count: int) -> None:
    opens_at = small().stages[0].window.instants().opens_at
    before = opens_at - 9 * DAY
    call = create_call(small(), actor=SYSTEM, now=before)
    publish_call(call, actor=SYSTEM, now=before)
    follower, gone = make_user(), make_user()
    for user in (follower, follower, gone):
        follow_call(call, actor=actor_of(user), now=before)
    unfollow_call(call, actor=actor_of(gone), now=before)
    assert [row.user_id for row in db.session.query(Follow)] == [follower.id]
    for _again in range(2):
        send_reminders(opens_at + after)
    assert [mail.to for mail in mails()] == [follower.email] * count
    with pytest.raises(Denied):
        follow_call(call, actor=ANONYMOUS, now=before)


def test_a_reminder_is_a_row_that_exists_once(ctx: Flask) -> None:
    team = make_team()
    make_draft(team)
    send_reminders(deadline(team) - DAY)
    row = db.session.query(Reminder).one()
    assert (row.user_id, row.stage, row.kind) == (team.user.id, 1, Kind.DAY)
    assert row.closes_at == deadline(team)
    assert isinstance(row.sent_at, datetime)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_who_is_reminded_is_asked_in_few_queries(ctx: Flask, statements: list[str], count: int) -> None:
    team = make_team()
    make_draft(team)
    for _ in range(count - 1):
        make_draft(make_team(team.call))
    db.session.flush()
    db.session.expire_all()
    statements.clear()
    send_reminders(NOON)
    assert len([said for said in statements if said.startswith("SELECT")]) <= 8


def test_what_a_person_follows_is_theirs_to_take_along_and_goes_with_the_account(ctx: Flask) -> None:
    call, user = make_call(), make_user()
    follow_call(call, actor=actor_of(user), now=NOON)
    choose_reminders(user, {Kind.OPENING}, actor=actor_of(user), now=NOON)
    taken = own_data(user_id=user.id)
    assert [row["call"] for row in taken["calls_followed"]] == [call.code]
    assert set(taken["reminders_refused"]) == set(Kind) - {Kind.OPENING}
    forget_wishes(AccountErased(user.id, user.email_folded, NOON))
    assert own_data(user_id=user.id) == {"calls_followed": [], "reminders_refused": []}
