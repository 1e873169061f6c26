"""Changes of the vocabularies, and what follows for what was classified by them."""

import pytest
from flask import Flask
from sqlalchemy import select

from cop.activity.models import Event
from cop.calls.eligibility_rules import LeadType, lead_type
from cop.calls.facts import Facts, Verdict
from cop.core.db import db
from cop.core.search.port import Query
from cop.core.unit import commit
from cop.kernel.actor import SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Invalid, NotFound, Refused, Stale
from cop.search.engine import engine as search_engine
from cop.search.indexing import index_things
from cop.taxonomy.countries import country_code, country_name
from cop.taxonomy.services import add_term, change_term, merge_terms, offer_term, retire_term
from cop.taxonomy.terms import forget, vocabulary
from tests.factories import NOON, make_article, make_organisation
from tests.proposals.test_services_at_once import at_once
from tests.taxonomy.wording import wording

WHO = {"actor": SYSTEM, "now": NOON}


def verbs() -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def test_a_term_is_added_reworded_and_retired(ctx: Flask) -> None:
    add_term("themes", "mentoring", wording("Mentoring", "coaching", parent="capacities"), **WHO)
    commit()
    assert vocabulary("themes").broader("mentoring") == ("capacities",)
    change_term("themes", "mentoring", wording("Guidance", "guidance en"), made_from=1, **WHO)
    commit()
    term = vocabulary("themes").terms["mentoring"]
    assert (term.labels["fr"], term.parent, term.version) == ("Guidance fr", None, 2)
    assert term.synonyms["en"] == ()  # it says what the label says
    retire_term("themes", "mentoring", **WHO)
    commit()
    themes = vocabulary("themes")
    assert "mentoring" in themes
    assert themes.label("mentoring", "en") == "Guidance en"
    assert "mentoring" not in dict(themes.choices("en"))
    assert "mentoring" in dict(themes.choices("en", also=("mentoring",)))
    offer_term("themes", "mentoring", **WHO)
    commit()
    assert "mentoring" in dict(vocabulary("themes").choices("en"))
    assert verbs() == ["term.added", "term.changed", "term.retired", "term.offered"]


def test_a_shipped_term_can_be_reworded_and_a_country_be_called_otherwise(ctx: Flask) -> None:
    change_term("countries", "TR", wording("Turquie"), made_from=0, **WHO)
    change_term("themes", "remittances", wording("Money sent home"), made_from=0, **WHO)
    commit()
    assert country_name("TR", "fr") == "Turquie fr"
    assert country_code("turquie FR") == "TR"
    assert vocabulary("themes").narrower("remittances")
    with pytest.raises(Stale):
        change_term("themes", "remittances", wording("Mine"), made_from=0, **WHO)
    with pytest.raises(Refused):
        add_term("countries", "zz", wording("Nowhere"), **WHO)
    with pytest.raises(NotFound):
        change_term("themes", "nothing", wording("Nothing"), made_from=0, **WHO)


def test_only_managers_and_administrators_change_terms(ctx: Flask) -> None:
    officer = Actor(user_id=1, roles=frozenset({Role.OFFICER}))
    with pytest.raises(Denied):
        add_term("themes", "x", wording("X"), actor=officer, now=NOON)
    with pytest.raises(Denied):
        merge_terms("themes", "rights", "capacities", made_from=0, actor=officer, now=NOON)


def test_what_used_a_merged_term_uses_the_other(ctx: Flask) -> None:
    article = make_article(
        themes=["capacities-return", "rights"], details={"actor_types": ["ngo", "university"]}
    )
    draft = make_article(state="draft", themes=["rights", "capacities"])
    organisation = make_organisation(kind="ngo")
    db.session.commit()
    stays = merge_terms("themes", "rights", "capacities", made_from=0, **WHO)
    merge_terms("organisation_types", "ngo", "university", made_from=0, **WHO)
    assert "Droits" in " ".join(stays.synonyms["fr"])
    commit()
    for one in (article, draft, organisation):
        db.session.refresh(one)
    assert article.themes == ["capacities-return", "capacities"]
    assert article.details == {"actor_types": ["university"]}
    assert draft.themes == ["capacities"]
    assert organisation.kind == "university"
    themes = vocabulary("themes")
    assert "rights" in themes
    assert themes.label("rights", "en") == themes.label("capacities", "en")
    assert "rights-awareness" in themes.narrower("capacities")
    assert verbs().count("article.term_moved") == 3
    facts = Facts(now=NOON, lead_type="university")
    assert (
        lead_type(LeadType(types=("ngo",)), facts).verdict == Verdict.YES
    )  # a call published with the old code
    with pytest.raises(NotFound):
        retire_term("themes", "nothing", **WHO)
    with pytest.raises(Stale):
        retire_term("themes", "rights", **WHO)


def test_merging_twice_leads_to_the_last(ctx: Flask) -> None:
    merge_terms("themes", "rights", "capacities", made_from=0, **WHO)
    commit()
    merge_terms("themes", "capacities", "communities", made_from=1, **WHO)
    commit()
    assert vocabulary("themes").resolve("rights") == "communities"
    with pytest.raises(Invalid):
        merge_terms("themes", "communities", "rights", made_from=1, **WHO)


def test_two_who_move_two_terms_at_once_do_not_put_each_below_the_other(ctx: Flask) -> None:
    add_term("themes", "one", wording("One"), **WHO)
    add_term("themes", "two", wording("Two"), **WHO)
    commit()

    def move(code: str, parent: str) -> None:
        change_term("themes", code, wording(code.title(), parent=parent), made_from=1, **WHO)

    assert at_once(ctx, lambda: move("one", "two"), lambda: move("two", "one")) == ["Invalid", "done"]
    forget()
    assert {*vocabulary("themes").broader("one"), *vocabulary("themes").broader("two")} in ({"one"}, {"two"})


def test_a_practice_is_found_by_the_new_words_of_its_terms(ctx: Flask) -> None:
    article = make_article(themes=["remittances"], details={"transfers": ["virtual"]})
    db.session.commit()
    index_things([("article", article.id)])
    change_term("themes", "remittances", wording("Money", "hawala"), made_from=0, **WHO)
    commit()
    found = search_engine().search(Query(text="hawala", language="fr", filters={}, page=1, page_size=10))
    assert [hit.stored["article"] for hit in found.hits] == [str(article.id)]
    by_answer = search_engine().search(Query(text="télémédecine", language="ar", page=1, page_size=10))
    assert by_answer.total == 1
