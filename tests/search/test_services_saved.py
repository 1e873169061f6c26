"""Searches that people keep: told what is new, once, in their language, until they say no."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.models import Event, Mail
from cop.articles.models import Article
from cop.core.db import db
from cop.core.settings import Settings
from cop.kernel.actor import ANONYMOUS, Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.translated import LANGUAGES
from cop.search.asking import MOST_VALUES, Asked, asked_by
from cop.search.exports import own_data
from cop.search.indexing import index_things
from cop.search.jobs import tell_all
from cop.search.models import MissedSearch, SavedSearch
from cop.search.queries import missed_since, own_search, saved_by, search_of, token_of
from cop.search.rules import GRACE, Rhythm
from cop.search.services.miss import count_miss, forget_misses
from cop.search.services.save import MOST_SAVED, forget_searches, remove_search, save_search
from tests.factories import NOON, actor_of, make_article, make_user

DAY = timedelta(days=1)


@pytest.fixture
def user(ctx: Flask) -> User:
    return make_user(language="fr")


def published(at: datetime) -> Article:
    article = make_article(texts=("en", "fr"))
    article.published_at = at
    db.session.flush()
    index_things([("article", article.id)])
    return article


def save(user: User, query: str = "q=practice", rhythm: Rhythm = Rhythm.DAILY) -> SavedSearch:
    saved = save_search(asked_by(query), rhythm, actor=actor_of(user), now=NOON)
    db.session.flush()
    return saved


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_what_is_new_is_told_once_in_the_readers_language(user: User) -> None:
    published(NOON - DAY)
    saved = save(user)
    new = published(NOON + timedelta(hours=3))
    assert tell_all(NOON + timedelta(hours=20)) == 0
    assert tell_all(NOON + DAY + GRACE) == 1
    (mail,) = mails()
    assert (mail.to, mail.language) == (user.email, "fr")
    assert next(text.title for text in new.texts if text.language == "fr") in mail.text
    assert mail.text.count("/fr/practices/") == 1
    assert f"/fr/searches/{token_of(saved)}/end" in mail.text
    assert "/fr/search?q=practice&order=newest" in mail.text
    assert tell_all(NOON + DAY + GRACE) == 0
    assert tell_all(NOON + 3 * DAY) == 0
    assert len(mails()) == 1


def test_what_no_column_takes_is_not_part_of_a_question(user: User) -> None:
    """Hidden in an address's escapes; one such search would keep everybody's mails from being written."""
    saved = save(user, "q=%00practice%1b%e2%80%ae")
    published(NOON + timedelta(hours=3))
    assert saved.query == "q=practice"
    assert tell_all(NOON + DAY + GRACE) == 1


def test_a_weekly_one_waits_a_week_and_nothing_new_is_no_mail(user: User) -> None:
    save(user, rhythm=Rhythm.WEEKLY)
    published(NOON + DAY)
    assert tell_all(NOON + 5 * DAY) == 0
    assert tell_all(NOON + 8 * DAY) == 1
    assert tell_all(NOON + 20 * DAY) == 0


def test_what_is_published_in_the_last_minutes_is_told_next_time(user: User) -> None:
    save(user)
    published(NOON + DAY + GRACE - timedelta(minutes=1))
    assert tell_all(NOON + DAY + GRACE) == 0
    assert tell_all(NOON + 2 * DAY + GRACE) == 1


def test_a_closed_account_is_told_nothing(user: User) -> None:
    save(user)
    published(NOON + timedelta(hours=1))
    user.disabled_at = NOON
    db.session.flush()
    assert tell_all(NOON + 2 * DAY) == 0


def test_saved_again_only_the_rhythm_changes_and_nobody_keeps_too_many(user: User) -> None:
    saved = save(user)
    assert save(user, "q=practice&nonsense=1", Rhythm.WEEKLY) is saved
    assert saved.rhythm == Rhythm.WEEKLY
    for number in range(MOST_SAVED - 1):
        save(user, f"q=word{number}")
    with pytest.raises(Invalid):
        save(user, "q=one-more")
    with pytest.raises(Invalid):
        save(make_user(), "")
    with pytest.raises(Denied):
        save_search(asked_by("q=a"), Rhythm.DAILY, actor=ANONYMOUS, now=NOON)


def test_a_search_that_no_address_could_hold_is_refused(user: User) -> None:
    years = tuple(str(1900 + n) for n in range(MOST_VALUES))
    many = {"year": years, "corridor": years * 9}
    with pytest.raises(Invalid):
        save_search(Asked("x" * 200, many), Rhythm.DAILY, actor=actor_of(user), now=NOON)


def test_each_sees_and_ends_their_own_and_a_mails_link_ends_one(user: User) -> None:
    saved, other = save(user), save(make_user())
    assert list(saved_by(actor_of(user))) == [saved]
    assert own_search(actor_of(user), other.id) is None
    assert own_data(user_id=user.id)["saved_searches"][0]["query"] == "q=practice"
    token = token_of(saved)
    assert search_of(token) is saved
    assert [search_of(odd) for odd in (token[:-1], "", "a.b", token + "x")] == [None] * 4
    remove_search(saved, actor=ANONYMOUS, now=NOON)
    db.session.flush()
    assert search_of(token) is None
    assert "practice" not in str([event.data for event in db.session.scalars(select(Event))])


def test_a_mails_link_outlives_a_change_of_keys(
    ctx: Flask, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = save(user)
    token, before = token_of(saved), ctx.config["SETTINGS"].key
    changed = Settings(_env_file=None, secret_key="another key" * 3, former_keys=before)
    monkeypatch.setitem(ctx.config, "SETTINGS", changed)
    assert search_of(token) is saved
    assert token_of(saved) != token


def test_an_erased_account_keeps_no_search(user: User) -> None:
    save(user)
    forget_searches(AccountErased(user_id=user.id, email=user.email_folded, erased_at=NOON))
    assert list(saved_by(Actor(user_id=user.id))) == []


def test_what_was_missed_is_counted_by_day_and_language_and_kept_a_year(ctx: Flask) -> None:
    for day in (0, 0, 1, 400):
        count_miss("puits", "fr", now=NOON + day * DAY)
    count_miss("wells", "en", now=NOON)
    rows = db.session.execute(missed_since(NOON.date(), None)).all()
    assert [tuple(row) for row in rows] == [
        ("puits", "fr", 4, (NOON + 400 * DAY).date()),
        ("wells", "en", 1, NOON.date()),
    ]
    assert [row.words for row in db.session.execute(missed_since(NOON.date(), "en"))] == ["wells"]
    forget_misses(NOON + 400 * DAY)
    kept = db.session.scalars(select(MissedSearch)).all()
    assert [(row.words, row.times) for row in kept] == [("puits", 1)]


def test_no_more_than_so_many_different_ones_a_day(ctx: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cop.search.services.miss.MOST_A_DAY", 2)
    for words in ("a", "b", "c", "a"):
        count_miss(words, LANGUAGES[0], now=NOON)
    found = {row.words: row.times for row in db.session.scalars(select(MissedSearch))}
    assert found == {"a": 2, "b": 1}
