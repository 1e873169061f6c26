"""What may be seen, and what the shelf holds, on both databases."""

from flask import Flask

from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.resources.models import Resource
from cop.resources.queries import resource_seen_by, shelf, titles_of, using, visible_to
from cop.resources.rules.workflow import can_see
from cop.resources.states import ResourceState
from tests.factories import actor_of, make_resource, make_user


def test_visible_to_is_the_twin_of_can_see(ctx: Flask) -> None:
    author, other = make_user(), make_user()
    for state in ResourceState:
        make_resource(author=author, state=state)
        make_resource(author=None, state=state)
    people = [author, other, *(make_user(role) for role in Role)]
    resources = db.session.query(Resource).all()
    for actor in (ANONYMOUS, SYSTEM, *map(actor_of, people)):
        seen = set(db.session.scalars(visible_to(actor)))
        assert seen == {one for one in resources if can_see(actor, one)}, actor
        for one in resources:
            assert (resource_seen_by(actor, one.id) is not None) is can_see(actor, one)


def test_the_shelf_has_what_is_published_newest_first_with_broader_themes(ctx: Flask) -> None:
    first = make_resource(themes=["remittances-businesses"], countries=["SN"], languages=["fr", "it"])
    second = make_resource(year=None, texts=("fr", "en"))
    for state in set(ResourceState) - {ResourceState.PUBLISHED}:
        make_resource(state=state)
    newest, oldest = shelf()
    assert (newest.id, oldest.id) == (second.id, first.id)
    assert oldest.values == {
        "kind": {"guide"},
        "theme": {"remittances", "remittances-businesses"},
        "country": {"SN"},
        "language_of": {"fr", "it"},
        "year": {"2020"},
    }
    assert newest.values["year"] == frozenset()
    titles = titles_of([second.id])
    assert titles == {second.id: {text.language: text.title for text in second.texts}}


def test_a_term_is_found_where_it_stands(ctx: Flask) -> None:
    one = make_resource(kind="law", themes=["rights"], countries=["BI"])
    make_resource(themes=["rights-awareness"])
    for name, code in (("resource_kinds", "law"), ("themes", "rights"), ("countries", "BI")):
        assert list(db.session.scalars(using(name, [code]))) == [one]
    assert list(db.session.scalars(using("sectors", ["rights"]))) == []
