"""Asked, answered once for everybody, without a trace of who asked."""

from datetime import timedelta

import pytest
from flask import Flask

from cop.activity.models import Event, Mail
from cop.calls.services import create_call
from cop.clarifications.exports import own_data
from cop.clarifications.queries import next_number
from cop.clarifications.services import (
    MOST_A_DAY,
    ask_question,
    point_to,
    publish_answer,
    save_answer,
    times_now,
)
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale, TooLate, TooMany
from tests.calls.shipped import small
from tests.clarifications.making import ANSWER, ASKED, QUESTION, make_item, make_question, texts
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import make_call, make_draft, make_submission, make_team


def test_an_answer_is_told_to_who_writes_and_to_who_asked(ctx: Flask) -> None:
    team = make_team()
    french, done = make_team(team.call), make_team(team.call)
    french.user.language = "fr"
    make_draft(team)
    make_draft(french)
    make_submission(done)
    db.session.query(Mail).delete()
    made = make_item(team.call)
    assert (made.row.number, made.row.published_at) == (1, NOON)
    mails = {mail.to: mail for mail in db.session.query(Mail)}
    assert set(mails) == {team.user.email, french.user.email, made.asker.email}
    assert ANSWER["fr"] in mails[french.user.email].text
    for mail in mails.values():
        assert "/clarifications/1" in mail.text
        assert "Ngozi" not in mail.text
    for to in (team.user.email, french.user.email):
        assert made.asker.name not in mails[to].text
    published = db.session.query(Event).filter_by(verb="clarification.published").one()
    assert published.data == {"call": "small-2026", "number": 1}
    assert published.actor_id == made.officer.user_id


def test_an_answer_waits_for_every_language(ctx: Flask) -> None:
    made = make_question()
    english = {"en": QUESTION["en"]}, {"en": ANSWER["en"]}
    save_answer(made.row, **texts(made.row, *english), actor=made.officer, now=NOON)
    with pytest.raises(Invalid, match="French"):
        publish_answer(made.row, **texts(made.row, *english), actor=made.officer, now=NOON)
    assert made.row.number is None
    assert db.session.query(Mail).count() == 0


def test_of_two_who_answer_the_second_is_told(ctx: Flask) -> None:
    made = make_question()
    shown = texts(made.row, answer={"en": "No."})
    save_answer(made.row, **texts(made.row), actor=made.officer, now=NOON)
    for act in (save_answer, publish_answer):
        with pytest.raises(Stale):
            act(made.row, **shown, actor=made.officer, now=NOON)
    assert (made.row.answer, made.row.number) == (ANSWER, None)


def test_items_are_numbered_in_the_order_they_are_answered(ctx: Flask) -> None:
    call = make_call()
    later, sooner = make_question(call), make_question(call)
    for made in (sooner, later):
        publish_answer(made.row, **texts(made.row), actor=made.officer, now=NOON)
    assert (sooner.row.number, later.row.number, next_number(call)) == (1, 2, 3)
    with pytest.raises(Refused):
        publish_answer(later.row, **texts(later.row), actor=later.officer, now=NOON)


def test_what_was_asked_before_points_there(ctx: Flask) -> None:
    item = make_item()
    again = make_question(item.call)
    db.session.query(Mail).delete()
    with pytest.raises(Invalid):
        point_to(again.row, again.row, actor=again.officer, now=NOON)
    point_to(again.row, item.row, actor=again.officer, now=NOON)
    mail = db.session.query(Mail).one()
    assert mail.to == again.asker.email
    assert ANSWER["en"] in mail.text
    assert next_number(item.call) == 2
    with pytest.raises(Refused):
        save_answer(again.row, **texts(again.row), actor=again.officer, now=NOON)


def test_too_late_is_too_late(ctx: Flask) -> None:
    call, asker = make_call(), actor_of(make_user(Role.MEMBER))
    _stage, times = times_now(call, NOON)
    ask_question(call, ASKED, language="en", actor=asker, now=times.ask_until - timedelta(milliseconds=1))
    with pytest.raises(TooLate):
        ask_question(call, ASKED, language="en", actor=asker, now=times.ask_until)


def test_who_may_ask_and_answer(ctx: Flask) -> None:
    made = make_question()
    for role in (Role.MEMBER, Role.REVIEWER, Role.AUDITOR):
        actor = actor_of(make_user(role))
        with pytest.raises(Denied):
            save_answer(made.row, **texts(made.row), actor=actor, now=NOON)
    draft = create_call(small().model_copy(update={"code": "draft"}), actor=SYSTEM, now=NOON)
    with pytest.raises(Refused):
        ask_question(draft, ASKED, language="en", actor=actor_of(made.asker), now=NOON)


def test_who_applies_answers_no_rival(ctx: Flask) -> None:
    team = make_team()
    make_draft(team)
    made = make_question(team.call)
    officer = actor_of(make_user(Role.OFFICER), team.organisation)
    with pytest.raises(Denied):
        publish_answer(made.row, **texts(made.row), actor=officer, now=NOON)


def test_nobody_asks_without_end(ctx: Flask) -> None:
    made = make_question()
    asker = actor_of(made.asker)
    for _ in range(MOST_A_DAY - 1):
        ask_question(made.call, ASKED, language="en", actor=asker, now=NOON)
    with pytest.raises(TooMany):
        ask_question(made.call, ASKED, language="en", actor=asker, now=NOON)
    ask_question(made.call, ASKED, language="en", actor=asker, now=NOON + timedelta(days=1))


def test_a_person_reads_their_own_questions_again_and_nobody_elses(ctx: Flask) -> None:
    made = make_question()
    (row,) = own_data(user_id=made.asker.id)["questions_asked"]
    assert (row["call"], row["question"]) == (made.call.code, ASKED)
    assert own_data(user_id=make_user().id) == {"questions_asked": []}
