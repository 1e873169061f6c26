"""Translating a practice text by text, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from cop.accounts.events import AccountErased
from cop.accounts.models import User
from cop.activity.models import Event, Mail
from cop.articles.exports import own_data
from cop.articles.jobs import draft_translation
from cop.articles.models import Article, ArticleText
from cop.articles.pairs import pairs_of, with_changes
from cop.articles.queries import original_of, readable_texts, revision_of, text_of
from cop.articles.rules.content import Draft
from cop.articles.rules.sections import BLOCKS, WHO
from cop.articles.rules.structure import fingerprint
from cop.articles.rules.template import Section
from cop.articles.services.count import count_reads, forget_reads
from cop.articles.services.tell import write_section
from cop.articles.services.translate import (
    MOST_ASKED,
    ask_drafts,
    take_translated_file,
    translate_texts,
)
from cop.articles.services.translators import add_translator, forget_translator, remove_translator
from cop.articles.services.write import restore_text, write_text
from cop.articles.states import ArticleState
from cop.articles.states import TranslationState as S
from cop.articles.translations import (
    counts,
    languages_of,
    may_translate,
    reads_in,
    status_in,
    to_translate,
    translatable_by,
)
from cop.core.db import db
from cop.core.unit import commit
from cop.core.xliff.files import TranslatedFile
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, Refused, Stale, TooMany
from cop.kernel.units import DONE, Unit
from cop.search.sources.practices import documents_of
from tests.factories import NOON, actor_of, make_article, make_user
from tests.translator import Server, translator

FRENCH = {"title": "Eau", "summary": "Qui", "approach": "On a creusé."}


@pytest.fixture
def article(ctx: Flask) -> Article:
    return make_article(author=make_user(), state="draft")


@pytest.fixture
def author(article: Article) -> Actor:
    return actor_of(db.session.get_one(User, article.author_id))


def _translate(article: Article, actor: Actor, *, right: tuple[str, ...] = (), **texts: str) -> None:
    shown = {pair.key: (pair.source, pair.target) for pair in pairs_of(article, "fr")}
    translate_texts(article, "fr", texts, right=right, shown=shown, actor=actor, now=NOON)


def _states(article: Article) -> dict[str, S]:
    return {pair.key: pair.state for pair in pairs_of(article, "fr")}


def _change(article: Article, actor: Actor, title: str, *, is_minor: bool = False) -> None:
    text = original_of(article)
    draft = Draft(title, text.summary, text.content)
    made_from = text.version
    write_text(article, "en", draft, made_from=made_from, is_minor=is_minor, actor=actor, now=NOON)


def _section(article: Article, section: Section, actor: Actor, **values: object) -> None:
    mark = fingerprint(section, article.details, original_of(article).content)
    write_section(article, section, values, made_from=mark, actor=actor, now=NOON)


def test_a_translation_is_begun_shown_and_done(article: Article, author: Actor) -> None:
    assert status_in(article, "fr") == S.MISSING
    _translate(article, author, title="Eau")
    assert status_in(article, "fr") == S.IN_TRANSLATION
    assert readable_texts(article) == [original_of(article)]
    assert [document.language for document in documents_of(article)] == ["en"]
    _translate(article, author, summary="Qui", approach="On a creusé.")
    commit()
    db.session.expire_all()
    french = text_of(article, "fr")
    assert french is not None
    assert (french.status, french.is_readable, french.slug, french.version) == (S.UP_TO_DATE, True, "eau", 2)
    assert [document.language for document in documents_of(article)] == ["en", "fr"]


def test_a_change_in_substance_makes_its_texts_outdated_and_a_small_one_none(
    article: Article, author: Actor
) -> None:
    _translate(article, author, **FRENCH)
    _change(article, author, "Water!", is_minor=True)
    assert status_in(article, "fr") == S.UP_TO_DATE
    _change(article, author, "Fire")
    assert status_in(article, "fr") == S.OUTDATED
    assert [path for path, state in _states(article).items() if state == S.OUTDATED] == ["title"]
    (title, *_rest) = with_changes(article, pairs_of(article, "fr"))
    assert [change.kind for change in title.changes] == ["removed", "added"]
    assert title.changes[-1].text == "Fire"


def test_what_is_still_right_is_pinned_without_a_revision_and_logged(article: Article, author: Actor) -> None:
    _translate(article, author, **FRENCH)
    _change(article, author, "Fire")
    _translate(article, author, right=("title",))
    french = text_of(article, "fr")
    assert french is not None
    assert (french.status, french.version, french.pins["title"]) == (S.UP_TO_DATE, 1, 2)
    last = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (last.verb, last.data["texts"]) == ("article.confirmed", ["title"])


def test_two_translators_and_the_second_is_stale(article: Article, author: Actor) -> None:
    seen = {"title": (original_of(article).title, "")}
    given = {"shown": seen, "actor": author, "now": NOON}
    translate_texts(article, "fr", {"title": "Eau"}, **given)  # type: ignore[arg-type]
    with pytest.raises(Stale):
        translate_texts(article, "fr", {"title": "De l'eau"}, **given)  # type: ignore[arg-type]
    _change(article, author, "Fire")
    with pytest.raises(Stale):
        translate_texts(
            article,
            "fr",
            {"title": "Feu"},
            shown={"title": (seen["title"][0], "Eau")},
            actor=author,
            now=NOON,
        )


def test_only_who_may_write_it_translates_it_within_limits(article: Article, author: Actor) -> None:
    with pytest.raises(Denied):
        _translate(article, actor_of(make_user()), title="x")
    with pytest.raises(Invalid):
        _translate(article, author, title="x" * 121)


def test_an_address_that_was_public_stays_and_one_only_begun_does_not(ctx: Flask) -> None:
    officer, article = actor_of(make_user(Role.OFFICER)), make_article()
    _translate(article, officer, summary="Qui")
    _translate(article, officer, title="Eau", approach="b")
    _translate(article, officer, title="De l'eau")
    french = text_of(article, "fr")
    assert french is not None
    assert french.slug == "eau"


def test_a_new_row_is_missing_a_changed_figure_changes_nothing_and_a_gone_row_is_not_asked_for(
    article: Article, author: Actor
) -> None:
    _translate(article, author, **FRENCH)
    _section(article, WHO, author, women=3)
    assert status_in(article, "fr") == S.UP_TO_DATE
    _section(article, BLOCKS, author, blocks=[{"title": "Owners"}])
    assert status_in(article, "fr") == S.IN_TRANSLATION
    _section(article, BLOCKS, author, blocks=[])
    assert status_in(article, "fr") == S.UP_TO_DATE


def test_a_revision_keeps_its_figures_and_brings_them_back(article: Article, author: Actor) -> None:
    _section(article, WHO, author, women=3)
    _section(article, WHO, author, women=4)
    assert [revision_of(article, "en", n).details for n in (2, 3)] == [{"women": 3}, {"women": 4}]  # type: ignore[union-attr]
    revision = revision_of(article, "en", 2)
    assert revision is not None
    restore_text(article, revision, actor=author, now=NOON)
    assert (article.details, original_of(article).version) == ({"women": 3}, 4)


def test_a_translation_that_is_brought_back_is_as_outdated_as_it_was(article: Article, author: Actor) -> None:
    _translate(article, author, **FRENCH)
    _change(article, author, "Fire")
    _translate(article, author, title="Feu")
    revision = revision_of(article, "fr", 1)
    assert revision is not None
    assert restore_text(article, revision, actor=author, now=NOON).status == S.OUTDATED


def test_a_file_of_an_older_original_is_taken_and_marked(article: Article, author: Actor) -> None:
    before = original_of(article).title
    _change(article, author, "Fire")
    units = {"title": Unit(before, "Eau", DONE), "summary": Unit(original_of(article).summary, "Qui", DONE)}
    taken = take_translated_file(article, "fr", TranslatedFile(units, 1), actor=author, now=NOON)
    assert (taken.taken, taken.outdated) == (("title", "summary"), ("title",))
    assert _states(article) == {"title": S.OUTDATED, "summary": S.UP_TO_DATE, "approach": S.MISSING}
    again = take_translated_file(
        article, "fr", TranslatedFile({"title": units["title"]}), actor=author, now=NOON
    )
    assert again.foreign == ("title",)


# drafts by a machine


@pytest.fixture
def machine(ctx: Flask) -> Iterator[Server]:
    """A real server, which the site is set to ask."""
    before = ctx.config["SETTINGS"]
    with translator() as server:
        ctx.config["SETTINGS"] = before.model_copy(update={"translator_url": server.url})
        yield server
    ctx.config["SETTINGS"] = before


def test_a_machine_drafts_what_is_missing_and_nothing_else(
    article: Article, author: Actor, machine: Server
) -> None:
    people = [{"name": "A", "subject": "Secrets", "agrees": False}]
    _section(article, WHO, author, people=people)
    _translate(article, author, title="Eau")
    ask_drafts(article, "fr", actor=author, now=NOON)
    commit()
    db.session.expire_all()
    french = text_of(article, "fr")
    assert french is not None
    assert (french.title, french.summary) == ("Eau", original_of(article).summary[::-1])
    assert (french.status, sorted(french.unchecked)) == (S.MACHINE_DRAFT, ["approach", "summary"])
    assert french.is_readable
    assert [asked["target"] for asked in machine.asked] == ["fr"]
    assert "Secrets" not in str(machine.asked)
    _translate(article, author, right=("summary",), approach="On a creusé.")
    assert french.status == S.UP_TO_DATE
    draft_translation(article.id, "fr")
    assert len(machine.asked) == 1


def test_a_draft_that_is_too_long_or_late_is_dropped(
    article: Article, author: Actor, machine: Server
) -> None:
    machine.instead = b'{"translatedText": ["' + b"x" * 121 + b'", "y", "z"]}'
    commit()
    draft_translation(article.id, "fr")
    assert _states(article)["title"] == S.MISSING
    draft_translation(99_999, "fr")


def test_nobody_keeps_the_machine_and_the_worker_busy(
    article: Article, author: Actor, machine: Server
) -> None:
    for _time in range(MOST_ASKED):
        ask_drafts(article, "fr", actor=author, now=NOON)
    with pytest.raises(TooMany):
        ask_drafts(article, "es", actor=author, now=NOON)
    assert machine.asked == []  # before the commit


def test_without_a_machine_nobody_is_asked(article: Article, author: Actor) -> None:
    with pytest.raises(Refused):
        ask_drafts(article, "fr", actor=author, now=NOON)


# the list of what waits


def test_the_list_is_of_what_one_may_translate(ctx: Flask) -> None:
    user, helper, officer = make_user(), make_user(), actor_of(make_user(Role.OFFICER))
    made = [make_article(author=user, state=state) for state in ArticleState]
    add_translator(helper.email, "fr", actor=officer, now=NOON)
    for actor in (ANONYMOUS, SYSTEM, actor_of(user), actor_of(helper), actor_of(make_user()), officer):
        for language in ("fr", "ar"):
            allowed = translatable_by(actor, languages_of(actor), language)
            listed = set(db.session.scalars(select(Article).where(allowed)))
            assert listed == {one for one in made if may_translate(actor, one, language)}
    assert counts(actor_of(helper)) == {("fr", S.MISSING): 1}


def test_a_translator_is_told_translates_and_is_forgotten(ctx: Flask) -> None:
    helper, officer = make_user(language="es"), actor_of(make_user(Role.OFFICER))
    article = make_article()
    with pytest.raises(Denied):
        add_translator(helper.email, "fr", actor=actor_of(helper), now=NOON)
    translator = add_translator(f" {helper.email.upper()}", "fr", actor=officer, now=NOON)
    for email in (helper.email, "nobody@example.org"):
        with pytest.raises(Invalid):
            add_translator(email, "fr", actor=officer, now=NOON)
    commit()
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to, "/es/practices/translations?into=fr" in mail.text) == (helper.email, True)
    assert own_data(user_id=helper.id)["translates_into"] == ["fr"]
    _translate(article, actor_of(helper), **FRENCH)
    assert status_in(article, "fr") == S.UP_TO_DATE
    with pytest.raises(Denied):
        _change(article, actor_of(helper), "Mine")
    remove_translator(translator, actor=officer, now=NOON)
    with pytest.raises(Denied):
        _translate(article, actor_of(helper), title="x")
    add_translator(helper.email, "fr", actor=officer, now=NOON)
    forget_translator(AccountErased(user_id=helper.id, email=helper.email, erased_at=NOON))
    assert languages_of(actor_of(helper)) == frozenset()


def test_it_says_what_is_missing_and_what_is_outdated_the_newest_first(ctx: Flask) -> None:
    officer = actor_of(make_user(Role.OFFICER))
    done, begun, none = make_article(texts=("en", "fr")), make_article(texts=("en", "fr")), make_article()
    make_article(texts=("fr",))
    _change(begun, officer, "Fire")
    listed = db.session.scalars(to_translate(officer, "fr")).all()
    assert listed == [none, begun]
    assert db.session.scalars(to_translate(officer, "fr", S.OUTDATED)).all() == [begun]
    assert db.session.scalars(to_translate(officer, "fr", S.MISSING)).all() == [none]
    found = counts(officer)
    assert [found[("fr", state)] for state in (S.MISSING, S.OUTDATED, S.UP_TO_DATE)] == [1, 1, 1]
    assert found[("en", S.MISSING)] == 1
    assert done not in listed


def test_what_readers_of_the_language_open_most_comes_first(ctx: Flask) -> None:
    officer = actor_of(make_user(Role.OFFICER))
    older, newer, draft = make_article(), make_article(), make_article(state="draft")
    count_reads([(older.id, "fr", 2), (newer.id, "ar", 5), (draft.id, "fr", 7)], now=NOON)
    count_reads([(older.id, "fr", 1), (newer.id + 999, "fr", 1)], now=NOON + timedelta(days=40))
    assert list(db.session.scalars(to_translate(officer, "fr"))) == [older, newer]
    assert list(db.session.scalars(to_translate(officer, "ar"))) == [newer, older]
    assert reads_in("fr", [older, newer, draft]) == {older.id: 3}
    forget_reads(NOON + timedelta(days=380))
    assert reads_in("fr", [older]) == {older.id: 1}


def test_what_is_kept_of_a_translation_is_what_the_rules_say(article: Article, author: Actor) -> None:
    """After every kind of change; the pages read the columns, the rules read the texts."""
    _translate(article, author, **FRENCH)
    _change(article, author, "Fire")
    _section(article, BLOCKS, author, blocks=[{"title": "Owners"}])
    _translate(article, author, title="")
    commit()
    db.session.expire_all()
    french = db.session.scalars(select(ArticleText).where(ArticleText.language == "fr")).one()
    assert (french.status, french.is_readable) == (S.IN_TRANSLATION, False)
    assert list(_states(article).values()).count(S.MISSING) == 2
