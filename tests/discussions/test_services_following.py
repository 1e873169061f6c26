"""Followers are told once, in their language, as often as they wish, and never of what is hidden; whoever leaves is forgotten."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.models import Mail
from cop.core import events
from cop.core.db import db
from cop.core.slots import parts
from cop.discussions.exports import own_data
from cop.discussions.follow_queries import follow_by_token, follow_of, follows_waiting, token_of
from cop.discussions.models import Contribution, Discussion, DiscussionFollow, Report
from cop.discussions.rules import Rhythm
from cop.discussions.services.contribute import edit_contribution, withdraw_contribution
from cop.discussions.services.follow import follow_discussion, unfollow_discussion
from cop.discussions.services.forget import forget_person
from cop.discussions.services.moderate import hide_contribution, hide_discussion, report
from cop.discussions.services.summarise import endorse_summary, offer_summary, return_summary, write_summary
from cop.discussions.services.tell import tell_followers
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.events import TermsMerged
from tests.discussions.making import make_discussion, make_led, say_in
from tests.factories import NOON, actor_of, make_user

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def reader(ctx: Flask) -> User:
    return make_user(language="fr")


def follow(discussion: Discussion, user: User, rhythm: Rhythm | None = None) -> DiscussionFollow:
    made = follow_discussion(discussion, rhythm, actor=actor_of(user), now=NOON)
    db.session.flush()
    return made


def mails_to(user: User) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.to == user.email).order_by(Mail.id)))


def test_who_wishes_it_daily_gets_one_mail_of_all(reader: User) -> None:
    discussion = make_discussion()
    held = follow(discussion, reader)
    said = [say_in(discussion, text=f"Point {number}", now=NOON + number * MINUTE) for number in range(1, 4)]
    assert tell_followers(NOON + 3 * MINUTE) == 0
    tell_followers(NOON + DAY)
    (mail,) = mails_to(reader)
    assert mail.language == "fr"
    for one in said:
        assert one.text in mail.text
        assert f"/fr/contributions/{one.id}" in mail.text
    assert f"/fr/discussions/following/{token_of(held)}/end" in mail.text
    tell_followers(NOON + 3 * DAY)
    assert len(mails_to(reader)) == 1


def test_who_wishes_it_at_once_is_not_buried(reader: User) -> None:
    discussion = make_discussion()
    follow(discussion, reader, Rhythm.AT_ONCE)
    for minute in range(1, 61):
        say_in(discussion, text=f"Point {minute}", now=NOON + minute * MINUTE)
        tell_followers(NOON + minute * MINUTE)
    assert 3 <= len(mails_to(reader)) <= 60 / 5
    texts = "".join(mail.text for mail in mails_to(reader))
    assert all(texts.count(f"Point {minute}\n") == 1 for minute in range(1, 45))


def test_who_waits_for_tomorrow_takes_nobodys_place_today(reader: User) -> None:
    """However many are told daily, who wishes it at once is among the few hundred that are looked at next."""
    discussion = make_discussion()
    daily = [row.id for row in db.session.scalars(select(DiscussionFollow))]
    at_once = follow(discussion, reader, Rhythm.AT_ONCE)
    say_in(discussion, reader, now=NOON + MINUTE)
    assert [row.id for row in follows_waiting(NOON + DAY - MINUTE)] == [at_once.id]
    assert {row.id for row in follows_waiting(NOON + DAY)} == {at_once.id, *daily}


def test_a_long_one_is_cut_and_a_crowd_is_counted(reader: User) -> None:
    discussion = make_discussion()
    follow(discussion, reader)
    say_in(discussion, text="word " * 400, now=NOON + MINUTE)
    for number in range(25):
        say_in(discussion, text=f"Point {number}", now=NOON + 2 * MINUTE)
    tell_followers(NOON + DAY)
    (mail,) = mails_to(reader)
    assert "26" in mail.subject
    assert "word …" in mail.text
    assert "Point 24" not in mail.text


def test_nobody_is_told_what_they_said_or_what_is_no_longer_there(reader: User) -> None:
    officer, author = actor_of(make_user(Role.OFFICER)), make_user()
    discussion = make_discussion()
    follow(discussion, reader)
    say_in(discussion, reader, "My own", now=NOON + MINUTE)
    hidden = say_in(discussion, author, "Bad words", now=NOON + MINUTE)
    gone = say_in(discussion, author, "Taken back", now=NOON + MINUTE)
    hide_contribution(hidden, "Why", actor=officer, now=NOON + 2 * MINUTE)
    withdraw_contribution(gone, actor=actor_of(author), now=NOON + 2 * MINUTE)
    tell_followers(NOON + DAY)
    assert mails_to(reader) == []
    say_in(discussion, text="Good words", now=NOON + DAY + MINUTE)
    hide_discussion(discussion, "Why", actor=officer, now=NOON + DAY + 2 * MINUTE)
    tell_followers(NOON + 3 * DAY)
    assert mails_to(reader) == []


def test_who_has_no_open_account_is_not_told(reader: User) -> None:
    discussion = make_discussion()
    follow(discussion, reader)
    reader.disabled_at = NOON
    say_in(discussion, now=NOON + MINUTE)
    tell_followers(NOON + DAY)
    assert mails_to(reader) == []


def test_who_speaks_follows_as_they_last_wished_and_may_stop(reader: User) -> None:
    follow(make_discussion(), reader, Rhythm.AT_ONCE)
    discussion = make_discussion()
    say_in(discussion, reader)
    held = follow_of(discussion, actor_of(reader))
    assert held is not None
    assert held.rhythm == Rhythm.AT_ONCE
    assert follow(discussion, reader, Rhythm.DAILY).id == held.id
    assert held.rhythm == Rhythm.DAILY
    assert follow_by_token(token_of(held)) is held
    assert follow_by_token("made-up") is None
    unfollow_discussion(held, actor=ANONYMOUS, now=NOON)
    db.session.flush()
    assert follow_of(discussion, actor_of(reader)) is None
    with pytest.raises(Denied):
        follow_discussion(discussion, actor=ANONYMOUS, now=NOON)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_is_whole_in_every_language(ctx: Flask, language: str) -> None:
    discussion, user = make_discussion(), make_user(language=language)
    follow(discussion, user)
    say_in(discussion, now=NOON + MINUTE)
    tell_followers(NOON + DAY)
    (mail,) = mails_to(user)
    assert f"/{language}/discussions/{discussion.id}" in mail.text
    assert "%(" not in mail.text + mail.subject


def test_a_summary_of_the_whole_is_endorsed_by_a_manager_and_then_stays(ctx: Flask) -> None:
    moderator, manager = make_user(), actor_of(make_user(Role.MANAGER))
    led, who = make_led(moderator), actor_of(moderator)
    words = {"language": "en", "actor": who, "now": NOON}
    week = write_summary(led, 1, "Week one", made_from=0, **words)
    assert week.is_public
    with pytest.raises(Refused):
        write_summary(led, 2, "Too early", made_from=0, **words)
    with pytest.raises(Stale):
        write_summary(led, 1, "Blind", made_from=0, **words)
    write_summary(led, 1, "Week one, again", made_from=1, **words)
    with pytest.raises(Refused):
        offer_summary(led, actor=who, now=NOON)
    whole = write_summary(led, 0, "What came out", made_from=0, **words)
    assert not whole.is_public
    with pytest.raises(Denied):
        endorse_summary(led, actor=who, now=NOON)
    offer_summary(led, actor=who, now=NOON)
    with pytest.raises(Refused):
        write_summary(led, 0, "Quickly other words", made_from=1, **words)
    with pytest.raises(Invalid):
        return_summary(led, "", actor=manager, now=NOON)
    return_summary(led, "Say who disagreed.", actor=manager, now=NOON)
    assert "Say who disagreed." in mails_to(moderator)[-1].text
    write_summary(led, 0, "What came out, and who disagreed", made_from=1, **words)
    offer_summary(led, actor=who, now=NOON)
    endorse_summary(led, actor=manager, now=NOON)
    assert (whole.is_public, whole.endorsed_by) == (True, manager.user_id)
    with pytest.raises(Denied):
        write_summary(led, 1, "Not mine", language="en", made_from=2, actor=actor_of(make_user()), now=NOON)
    with pytest.raises(Refused):
        write_summary(make_discussion(), 0, "Not led", language="en", made_from=0, actor=SYSTEM, now=NOON)


def test_followers_are_told_what_was_summed_up_once_everybody_reads_it(reader: User) -> None:
    led, manager = make_led(), actor_of(make_user(Role.MANAGER))
    follow(led, reader)
    words = {"language": "en", "made_from": 0, "actor": actor_of(make_user(Role.OFFICER))}
    write_summary(led, 1, "Wells were **dug**", **words, now=NOON + MINUTE)
    write_summary(led, 0, "What came out", **words, now=NOON + MINUTE)
    offer_summary(led, actor=words["actor"], now=NOON + MINUTE)
    tell_followers(NOON + DAY)
    (mail,) = mails_to(reader)
    assert "Wells were dug" in mail.text
    assert "What came out" not in mail.text
    endorse_summary(led, actor=manager, now=NOON + 2 * DAY)
    tell_followers(NOON + 3 * DAY)
    assert len(mails_to(reader)) == 2
    assert "What came out" in mails_to(reader)[-1].text


def test_a_person_takes_along_what_they_said_and_leaves_nothing_but_public_words(reader: User) -> None:
    discussion = make_discussion(reader)
    said = say_in(discussion, reader, "First")
    edit_contribution(said, "Second", language="en", made_from=1, actor=actor_of(reader), now=NOON)
    bad = say_in(discussion, reader, "Bad words")
    hide_contribution(bad, "Why", actor=actor_of(make_user(Role.OFFICER)), now=NOON)
    report(make_discussion(), None, "Spam", actor=actor_of(reader), now=NOON)
    led = make_led(reader)
    db.session.flush()
    data = own_data(user_id=reader.id)
    assert [row["text"] for row in data["contributions"]] == ["Second", "Bad words"]
    assert {name: len(rows) for name, rows in data.items()} == {
        "discussions_started": 1,
        "contributions": 2,
        "discussions_followed": 1,
        "contributions_reported": 1,
    }
    forget_person(AccountErased(reader.id, reader.email, NOON))
    db.session.expire_all()
    texts = list(db.session.scalars(select(Contribution.text).order_by(Contribution.id)))
    assert texts == ["Second", ""]
    reported = db.session.scalars(select(Report)).one()
    assert (reported.reported_by, reported.reason, led.moderator_id) == (None, "", None)
    own = select(func.count()).where(DiscussionFollow.user_id == reader.id)
    assert db.session.scalar(own) == 0


def test_a_merged_theme_moves_along(ctx: Flask) -> None:
    discussion = make_discussion(themes=("rights-awareness", "rights"))
    assert parts("term_uses", name="themes", code="rights") == ["1 discussion"]
    events.publish(TermsMerged("themes", "rights-awareness", "rights"))
    assert discussion.themes == ["rights"]
