"""What stands in the index beside practices, who may find it, and by what it is narrowed down."""

import pytest
from flask import Flask

from cop.articles.rules.evidence import Evidence
from cop.calls.models import CallState
from cop.calls.queries import visible_to
from cop.calls.services import create_call, extend_stage, publish_call
from cop.core.db import db
from cop.core.search.port import Query
from cop.core.unit import commit
from cop.directory.services.organisations import Facts, change_organisation, create_organisation
from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.resources.services.publish import publish_resource, withdraw_resource
from cop.resources.states import ResourceState
from cop.search.engine import engine
from cop.search.indexing import differences, index_things, rebuild_index, repair_index
from cop.search.kinds import absolute_address_of
from cop.search.rules import audiences_of
from cop.search.sources.practices import documents_of, facets_of, people_of
from tests.calls.shipped import shipped, small
from tests.factories import NOON, make_article, make_organisation, make_resource, make_user

EVERYBODY = [ANONYMOUS, SYSTEM, *(Actor(user_id=1, roles=frozenset({role})) for role in Role)]


def kinds(text: str, actor: Actor = ANONYMOUS) -> list[str]:
    query = Query(text=text, audiences=audiences_of(actor))
    return [hit.kind for hit in engine().search(query).hits]


def test_an_organisation_is_found_by_what_it_says_after_the_commit(ctx: Flask) -> None:
    facts = Facts(name="Diaspora for wells", kind="diaspora", country="BE", works_in=("BI",))
    organisation = create_organisation(facts, owner=make_user(), actor=SYSTEM, now=NOON)
    assert kinds("wells") == []
    commit()
    assert kinds("wells") == kinds("Burundi") == ["organisation"]
    other = Facts(name="Diaspora for schools", kind="diaspora", country="BE")
    change_organisation(organisation, other, actor=SYSTEM, now=NOON)
    commit()
    assert (kinds("wells"), kinds("schools")) == ([], ["organisation"])


@pytest.mark.parametrize("state", CallState)
def test_whoever_may_see_a_call_finds_it_and_nobody_else_counts_it(ctx: Flask, state: CallState) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    if state == CallState.PUBLISHED:
        publish_call(call, actor=SYSTEM, now=NOON)
    commit()
    for actor in EVERYBODY:
        sees, audiences = len(db.session.scalars(visible_to(actor)).all()), audiences_of(actor)
        results = engine().search(Query(audiences=audiences))
        assert results.total == sees, actor
        assert dict(results.facets.get("kind", ())).get("call", 0) == sees, actor
        assert bool(engine().suggest(small().title["en"][:5], "en", audiences=audiences)) == bool(sees), actor


def test_calls_are_found_by_what_they_are_called_in_any_language(ctx: Flask) -> None:
    call = create_call(small(), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    make_organisation(name="Proposals by telephone call")
    commit()
    for language, typed in (("en", "call for proposals 2026"), ("fr", "appel à propositions")):
        assert engine().search(Query(typed, language)).hits[0].kind == "call", language


def test_a_call_is_there_in_each_of_its_languages_with_its_dates(ctx: Flask) -> None:
    definition = shipped("mida-great-lakes")
    call = create_call(definition, actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    commit()
    (hit,) = engine().search(Query(language="fr", filters={"kind": ["call"]})).hits
    assert (hit.language, hit.stored["code"]) == ("fr", definition.code)
    assert engine().ids() == {f"call-{call.id}-{language}" for language in definition.languages}
    later = call.stages[0].closes_at.replace(day=28)
    reason = dict.fromkeys(definition.languages, "A holiday.")
    extend_stage(call, 1, later, reason=reason, actor=SYSTEM, now=call.stages[0].opens_at)
    commit()
    (hit,) = engine().search(Query(language="fr", filters={"kind": ["call"]})).hits
    assert hit.stored["closes"] == later.isoformat()


def test_a_person_without_a_name_stops_no_index(ctx: Flask) -> None:
    """A file may have one; forms ask for it."""
    article = make_article(details={"people": [{"key": "a", "agrees": True}]})
    assert people_of(article) == []
    rebuild_index()
    assert differences() == (set(), set())


def test_only_people_who_agreed_are_found_and_lead_to_the_practice(ctx: Flask) -> None:
    rows = [{"key": "a", "name": "Amina Yusuf", "agrees": True}, {"key": "b", "name": "Bela Nagy"}]
    article = make_article(texts=("en", "fr"), details={"people": rows})
    article.texts[0].content = {"people": {"a": {"subject": "Water channels"}}}
    index_things([("article", article.id)])
    assert kinds("Amina") == ["person"]
    assert sorted(kinds("channels")) == ["person", "practice"]
    assert kinds("Bela") == []
    assert {document.stored["slug"] for document in people_of(article)} == {t.slug for t in article.texts}
    article.details = {}
    index_things([("article", article.id)])
    assert kinds("Amina") == []


def test_a_practice_is_narrowed_down_by_its_terms_their_broader_ones_ways_and_years(ctx: Flask) -> None:
    article = make_article(
        texts=("en", "ar"),
        countries_of_origin=["BI", "RW"],
        countries_of_destination=["BE"],
        starts_year=2008,
        ends_year=2010,
        evidence=Evidence.PROMISING,
    )
    facets = facets_of(article)
    assert facets["corridor"] == ("BI-BE", "RW-BE")
    assert facets["country"] == ("BI", "RW", "BE")
    assert facets["year"] == ("2008", "2009", "2010")
    assert (facets["evidence"], set(facets["language_of"])) == (("promising",), {"en", "ar"})
    assert {document.level for document in documents_of(article)} == {1}


@pytest.mark.parametrize(
    ("starts", "ends", "years"),
    [(None, None, ("2026",)), (2024, None, ("2024", "2025", "2026")), (None, 2011, ("2011",))],
)
def test_years_that_are_not_told_are_taken_from_what_is(
    ctx: Flask, starts: int | None, ends: int | None, years: tuple[str, ...]
) -> None:
    assert facets_of(make_article(starts_year=starts, ends_year=ends))["year"] == years


def test_whatever_is_lost_is_found_by_the_repair_and_a_rebuild_has_all(ctx: Flask) -> None:
    rows = [{"key": "a", "name": "Amina Yusuf", "agrees": True}]
    make_article(texts=("en", "fr"), details={"people": rows})
    make_organisation()
    create_call(small(), actor=SYSTEM, now=NOON)
    lacking, extra = differences()
    assert (len(lacking), extra) == (2 + 2 + 1 + len(small().languages), set())
    assert repair_index() == 3
    assert differences() == (set(), set())
    heard: list[tuple[int, int]] = []
    assert rebuild_index(lambda done, total: heard.append((done, total))) == 3
    assert heard[-1] == (3, 3)
    assert differences() == (set(), set())


@pytest.mark.parametrize("state", ResourceState)
def test_only_a_published_resource_is_found_or_counted_by_anybody(ctx: Flask, state: ResourceState) -> None:
    make_resource(state=state, authors="Wellspring cooperative", texts=("en", "fr"))
    rebuild_index()
    is_public = state == ResourceState.PUBLISHED
    assert differences() == (set(), set())
    for actor in EVERYBODY:
        results = engine().search(Query("wellspring", audiences=audiences_of(actor)))
        assert results.total == is_public, actor
        assert dict(results.facets.get("kind", ())) == ({"resource": 1} if is_public else {}), actor
    assert bool(engine().suggest("Resource", "en")) is is_public


def test_a_resource_is_found_after_the_commit_in_its_languages_and_gone_after_the_next(ctx: Flask) -> None:
    resource = make_resource(
        state="proposed", kind="law", texts=("fr", "ar"), countries=["BI"], languages=["fr", "it"], year=1999
    )
    resource.texts[1].title = ""
    publish_resource(resource, actor=SYSTEM, now=NOON)
    assert kinds("Burundi") == []
    commit()
    assert kinds("Burundi") == kinds("legislación") == ["resource"]
    assert engine().ids() == {f"resource-{resource.id}-{code}" for code in ("fr", "ar")}
    narrow = {"kind": ["resource"], "theme": ["remittances"], "language_of": ["fr"], "year": ["1999"]}
    (hit,) = engine().search(Query(language="ar", filters=narrow)).hits
    assert (hit.language, hit.title, hit.stored["title_language"]) == ("ar", resource.texts[0].title, "fr")
    assert absolute_address_of(hit.kind, hit.stored).endswith(f"/resources/{resource.id}")
    withdraw_resource(resource, reason="Out of date.", actor=SYSTEM, now=NOON)
    commit()
    assert engine().ids() == set()
