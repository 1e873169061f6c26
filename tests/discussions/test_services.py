"""Begun, spoken in, changed, hidden, closed: what each does, and what it refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.audit import verify_chain
from cop.activity.models import Event, Mail
from cop.core.db import db
from cop.discussions.models import ContributionRevision, Discussion, Report
from cop.discussions.opening import Opening, Plan, Subject
from cop.discussions.queries import report_by_id, reports_for
from cop.discussions.reading import posts_of
from cop.discussions.services import begin, contribute, moderate
from cop.discussions.services.begin import (
    classify_discussion,
    plan_discussion,
    rewrite_opening,
    start_discussion,
    translate_opening,
)
from cop.discussions.services.contribute import edit_contribution, withdraw_contribution
from cop.discussions.services.moderate import (
    close_discussion,
    hide_contribution,
    hide_discussion,
    reopen_discussion,
    report,
    settle_report,
    show_contribution,
    show_discussion,
)
from cop.kernel.actor import ANONYMOUS, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale, TooLate, TooMany
from tests.discussions.making import FIRST, LAST, QUESTION, TITLE, make_discussion, make_led, say_in
from tests.factories import NOON, actor_of, make_user

HOUR = timedelta(hours=1)


@pytest.fixture
def officer(ctx: Flask) -> Actor:
    return actor_of(make_user(Role.OFFICER))


def mails_to(email: str) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.to == email).order_by(Mail.id)))


def at(actor: Actor, **more: Any) -> dict[str, Any]:
    return {"actor": actor, "now": NOON, **more}


def test_a_member_asks_five_times_a_day_and_a_visitor_never(ctx: Flask) -> None:
    user = make_user()
    for _ in range(begin.MOST_A_DAY):
        make_discussion(user)
    with pytest.raises(TooMany):
        make_discussion(user)
    make_discussion(user, now=NOON + timedelta(days=1))
    with pytest.raises(Denied):
        start_discussion(Opening(TITLE, QUESTION, "en"), Subject(), **at(ANONYMOUS))


def test_an_e_discussion_is_the_secretariats_and_its_moderator_is_told(officer: Actor) -> None:
    moderator = make_user(language="fr")
    led = make_led(moderator)
    (mail,) = mails_to(moderator.email)
    assert (mail.language, led.moderator_id) == ("fr", moderator.id)
    opening = Opening(TITLE, QUESTION, "en")
    for plan, fields in (
        (Plan(LAST, FIRST), {"closes_on"}),
        (Plan(FIRST, LAST, "nobody@example.org"), {"moderator"}),
    ):
        with pytest.raises(Invalid) as refused:
            start_discussion(opening, Subject(), plan=plan, **at(officer))
        assert set(refused.value.fields) == fields
    with pytest.raises(Denied):
        start_discussion(opening, Subject(), plan=Plan(FIRST, LAST), **at(actor_of(make_user())))


def test_its_days_and_moderator_may_move(officer: Actor) -> None:
    led, other = make_led(), make_user()
    plan_discussion(led, Plan(FIRST, date(2027, 1, 5), other.email), **at(officer))
    assert (led.closes_on, led.moderator_id) == (date(2027, 1, 5), other.id)
    assert len(mails_to(other.email)) == 1
    with pytest.raises(Denied):
        plan_discussion(led, Plan(FIRST, LAST), **at(actor_of(other)))
    with pytest.raises(Refused):
        plan_discussion(make_discussion(), Plan(FIRST, LAST), **at(officer))


def test_the_question_changes_until_somebody_answers(officer: Actor) -> None:
    user = make_user()
    discussion, who = make_discussion(user), at(actor_of(user))
    translate_opening(discussion, "fr", title="Les puits", question="Qui paie ?", made_from=1, **who)
    rewrite_opening(discussion, title="How are pumps kept?", question="Who pays?", made_from=1, **who)
    assert (discussion.titles["en"], discussion.titles["fr"]) == ("How are pumps kept?", "Les puits")
    assert discussion.is_outdated("fr")
    with pytest.raises(Stale):
        rewrite_opening(discussion, title="Mine", question="Mine", made_from=1, **who)
    with pytest.raises(Stale):
        translate_opening(discussion, "fr", title="Les pompes", question="Qui ?", made_from=1, **who)
    translate_opening(discussion, "fr", title="Les pompes", question="Qui ?", made_from=2, **who)
    assert not discussion.is_outdated("fr")
    with pytest.raises(Invalid):
        translate_opening(discussion, "en", title="Pumps", question="Who?", made_from=2, **who)
    say_in(discussion)
    with pytest.raises(Refused, match="answered"):
        rewrite_opening(discussion, title="Other", question="Other", made_from=2, **who)
    other = {"title": "Buy here", "question": "Now", "made_from": 2}
    with pytest.raises(Refused, match="answered"):
        translate_opening(discussion, "fr", **other, **who)
    translate_opening(discussion, "es", **other, **who)
    translate_opening(discussion, "fr", **other, **at(officer))
    classify_discussion(discussion, Subject(("rights",), ("KE",)), **who)
    assert (discussion.themes, discussion.countries) == (["rights"], ["KE"])
    with pytest.raises(Denied):
        classify_discussion(discussion, Subject(), **at(actor_of(make_user())))


def test_answers_stand_one_level_deep_and_a_second_press_says_nothing_twice(ctx: Flask) -> None:
    discussion, user = make_discussion(), make_user()
    first = say_in(discussion, user)
    assert say_in(discussion, user, now=NOON + timedelta(minutes=1)).id == first.id
    reply = say_in(discussion, reply_to=first)
    assert say_in(discussion, reply_to=reply).reply_to_id == first.id
    assert say_in(discussion, user, now=NOON + HOUR).id != first.id
    assert discussion.last_at == NOON + HOUR
    with pytest.raises(Invalid):
        say_in(make_discussion(), reply_to=first)
    withdraw_contribution(first, **at(actor_of(user)))
    with pytest.raises(Invalid):
        say_in(discussion, reply_to=first)
    assert verify_chain().broken_at is None


def test_twenty_an_hour_are_enough_for_anybody(ctx: Flask) -> None:
    discussion, user = make_discussion(), make_user()
    for number in range(contribute.MOST_AN_HOUR):
        say_in(discussion, user, f"Point {number}")
    with pytest.raises(TooMany):
        say_in(discussion, user, "One more")
    say_in(discussion, user, "One more", now=NOON + HOUR)


def test_words_change_for_an_hour_and_the_old_ones_stay_until_all_is_withdrawn(ctx: Flask) -> None:
    user = make_user()
    said, who = say_in(make_discussion(), user, "First"), actor_of(user)
    edit_contribution(said, "Premier", language="fr", made_from=1, actor=who, now=NOON + HOUR / 2)
    assert (said.text, said.language, said.version) == ("Premier", "fr", 2)
    revision = db.session.scalars(select(ContributionRevision)).one()
    assert (revision.text, revision.language, revision.made_at) == ("First", "en", NOON)
    with pytest.raises(Stale):
        edit_contribution(said, "Mine", language="fr", made_from=1, **at(who))
    with pytest.raises(TooLate):
        edit_contribution(said, "Late", language="fr", made_from=2, actor=who, now=NOON + 2 * HOUR)
    with pytest.raises(Denied):
        edit_contribution(said, "Theirs", language="fr", made_from=2, **at(actor_of(make_user())))
    with pytest.raises(Denied):
        withdraw_contribution(said, **at(actor_of(make_user(Role.ADMIN))))
    withdraw_contribution(said, actor=who, now=NOON + 9 * HOUR)
    assert (said.text, said.is_shown) == ("", False)
    assert db.session.scalars(select(ContributionRevision)).all() == []
    assert "First" not in str([event.data for event in db.session.scalars(select(Event))])


def test_who_is_hidden_is_told_why_and_the_report_is_settled_by_it(officer: Actor) -> None:
    author = make_user(language="es")
    said = say_in(make_discussion(), author)
    reported = report(said.discussion, said, "It hurts", **at(actor_of(make_user())))
    with pytest.raises(Invalid):
        hide_contribution(said, " ", **at(officer))
    with pytest.raises(Denied):
        hide_contribution(said, "Because", **at(actor_of(author)))
    hide_contribution(said, "It names somebody.", **at(officer))
    (mail,) = mails_to(author.email)
    assert "It names somebody." in mail.text
    assert f"/es/contributions/{said.id}" in mail.text
    db.session.refresh(reported)
    assert reported.settled_at == NOON
    with pytest.raises(Refused):
        hide_contribution(said, "Again", **at(officer))
    show_contribution(said, **at(officer))
    assert (said.is_shown, said.hidden_reason) == (True, "")
    with pytest.raises(Refused):
        show_contribution(said, **at(officer))


def test_a_whole_discussion_may_be_hidden_and_shown(officer: Actor) -> None:
    user = make_user()
    discussion = make_discussion(user)
    hide_discussion(discussion, "It sells something.", **at(officer))
    assert discussion.hidden_at == NOON
    assert "It sells something." in mails_to(user.email)[0].text
    with pytest.raises(Refused):
        hide_discussion(discussion, "Again", **at(officer))
    show_discussion(discussion, **at(officer))
    assert discussion.hidden_at is None
    with pytest.raises(Refused):
        show_discussion(discussion, **at(officer))


def test_only_the_secretariat_shows_a_hidden_discussion_again(officer: Actor) -> None:
    moderator = make_user()
    led, who = make_led(moderator), actor_of(moderator)
    hide_discussion(led, "It sells something.", **at(officer))
    with pytest.raises(Denied):
        show_discussion(led, **at(who))
    assert led.hidden_at == NOON


def test_a_moderator_closes_and_opens_again_and_others_do_not(officer: Actor) -> None:
    moderator = make_user()
    led, who = make_led(moderator), actor_of(moderator)
    close_discussion(led, **at(who))
    with pytest.raises(TooLate):
        say_in(led)
    with pytest.raises(Refused):
        close_discussion(led, **at(officer))
    reopen_discussion(led, **at(who))
    say_in(led)
    over = make_led(moderator, opens_on=date(2026, 10, 1), closes_on=date(2026, 10, 9))
    with pytest.raises(Refused, match="last day"):
        reopen_discussion(over, **at(who))
    with pytest.raises(Denied):
        close_discussion(make_discussion(), **at(who))


def test_reports_wait_for_the_secretariat_and_for_who_leads(officer: Actor) -> None:
    moderator, reader = make_user(), make_user()
    led, elsewhere = make_led(moderator), make_discussion()
    said = say_in(led)
    made = report(led, said, "Untrue", **at(actor_of(reader)))
    report(elsewhere, None, "Spam", **at(actor_of(reader)))
    assert report(led, said, "Untrue, and old", **at(actor_of(reader))).id == made.id
    waiting = {
        name: len(db.session.scalars(reports_for(actor)).all())
        for name, actor in (
            ("officer", officer),
            ("moderator", actor_of(moderator)),
            ("reader", actor_of(reader)),
        )
    }
    assert waiting == {"officer": 2, "moderator": 1, "reader": 0}
    assert report_by_id(made.id, actor_of(reader)) is None
    settle_report(made, **at(actor_of(moderator)))
    assert report_by_id(made.id, officer) is None
    with pytest.raises(Denied):
        settle_report(made, **at(actor_of(reader)))
    with pytest.raises(Denied):
        report(led, said, "Mine", **at(actor_of(said.author)))
    db.session.flush()
    assert db.session.query(Report).count() == 2


def test_who_leads_decides_nothing_about_their_own_words(officer: Actor) -> None:
    moderator, reader = make_user(), actor_of(make_user())
    led, who = make_led(moderator), actor_of(moderator)
    said = say_in(led, moderator)
    made = report(led, said, "Untrue", **at(reader))
    db.session.flush()
    assert [row.id for row in db.session.scalars(reports_for(officer))] == [made.id]
    assert report_by_id(made.id, who) is None
    with pytest.raises(Denied):
        settle_report(made, **at(who))
    hide_contribution(said, "Untrue", **at(officer))
    with pytest.raises(Denied):
        show_contribution(said, **at(who))
    (post,) = posts_of(led, [said], who, NOON)
    assert not post.may_hide
    assert post.reads_words


def test_twenty_reports_a_day_are_enough(ctx: Flask) -> None:
    who, discussion = actor_of(make_user()), make_discussion()
    for _ in range(moderate.MOST_REPORTS_A_DAY):
        report(discussion, None, "Look", **at(who))
    with pytest.raises(TooMany):
        report(discussion, None, "Look", **at(who))


def test_every_change_is_in_the_log(officer: Actor) -> None:
    user = make_user()
    discussion = make_discussion(user)
    said = say_in(discussion, user)
    hide_contribution(said, "Why", **at(officer))
    close_discussion(discussion, **at(officer))
    verbs = list(db.session.scalars(select(Event.verb).order_by(Event.id)))
    assert verbs == [
        *("discussion.started", "discussion.followed", "discussion.contributed"),
        *("discussion.contribution_hidden", "discussion.closed"),
    ]
    assert db.session.get_one(Discussion, discussion.id).started_by == user.id
