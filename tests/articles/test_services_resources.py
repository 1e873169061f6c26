"""Documents of the library that practices name, on both databases."""

import pytest
from flask import Flask

from cop.activity.models import Event
from cop.articles.resource_queries import link_between, named_in, naming, to_choose
from cop.articles.services.resources import MOST_NAMED, leave_resource, name_resource
from cop.core.db import db
from cop.kernel.actor import SYSTEM
from cop.kernel.errors import Denied, Invalid, Refused
from cop.resources.services.publish import withdraw_resource
from tests.factories import NOON, actor_of, make_article, make_resource, make_user


def test_a_practice_names_what_is_in_the_library_in_the_order_of_its_author(ctx: Flask) -> None:
    user = make_user()
    article, author = make_article(author=user, state="draft"), actor_of(user)
    first, second, hidden = (
        make_resource(),
        make_resource(texts=("fr", "en")),
        make_resource(state="proposed"),
    )
    for resource in (second, first, second):
        name_resource(article, resource, actor=author, now=NOON)
    with pytest.raises(Refused):
        name_resource(article, hidden, actor=author, now=NOON)
    with pytest.raises(Denied):
        name_resource(article, first, actor=actor_of(make_user()), now=NOON)
    assert list(db.session.scalars(named_in(article))) == [second, first]
    withdraw_resource(second, reason="Old.", actor=SYSTEM, now=NOON)
    assert list(db.session.scalars(named_in(article))) == [first]
    link = link_between(article, second.id)
    assert link
    leave_resource(article, link, actor=author, now=NOON)
    assert link_between(article, second.id) is None
    verbs = [row.verb for row in db.session.query(Event).order_by(Event.id)]
    assert verbs.count("article.resource_named") == 2
    assert verbs.count("article.resource_left") == 1


def test_only_published_practices_are_told_to_name_it(ctx: Flask) -> None:
    resource, public, draft = make_resource(), make_article(), make_article(state="draft")
    for article in (public, draft):
        name_resource(article, resource, actor=SYSTEM, now=NOON)
    assert list(db.session.scalars(naming(resource))) == [public]


def test_what_is_not_named_yet_is_found_by_a_part_of_a_title_in_any_language(ctx: Flask) -> None:
    article = make_article()
    one, other, named = make_resource(), make_resource(texts=("ar", "fr")), make_resource()
    one.texts[0].title, other.texts[1].title = "100% of a well", "Le puits"
    name_resource(article, named, actor=SYSTEM, now=NOON)
    assert list(db.session.scalars(to_choose(article, ""))) == [other, one]
    assert list(db.session.scalars(to_choose(article, "PUITS"))) == [other]
    assert list(db.session.scalars(to_choose(article, "0%"))) == [one]


def test_a_practice_does_not_name_the_whole_library(ctx: Flask) -> None:
    article = make_article()
    for _number in range(MOST_NAMED):
        name_resource(article, make_resource(), actor=SYSTEM, now=NOON)
    with pytest.raises(Invalid):
        name_resource(article, make_resource(), actor=SYSTEM, now=NOON)
