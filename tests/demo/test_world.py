"""The demonstration is made by the services themselves: that it loads says that each of its proposals holds."""

import itertools
from collections import Counter

import pytest
from sqlalchemy import func, select

from cop.activity.audit import verify_chain
from cop.activity.models import Event, Mail
from cop.articles.models import Article, ArticleResource
from cop.awards.models import Announcement, Decision
from cop.calls.definition.loading import load_definition
from cop.calls.models import Call
from cop.calls.queries import announced_stages, times_of
from cop.calls.rules import Phase, phase
from cop.core.db import db
from cop.demo.calendar import CALENDAR, FOLDER
from cop.demo.data import read
from cop.demo.world import JMDI_PROPOSALS, PLAYS, make_world
from cop.directory.models import Organisation
from cop.kernel.translated import LANGUAGES
from cop.proposals.models import Proposal, Submission
from cop.resources.models import Resource
from cop.reviews.models import Assignment, Review
from cop.taxonomy.terms import vocabulary
from tests.factories import NOON
from tests.once import site

LANGUAGES_OF = {
    "mida-great-lakes": ("fr", "en"),
    "w-mida": ("en", "fr", "pt"),
    "jmdi": ("en", "fr", "es", "pt", "ar"),
}


def test_the_demonstration_is_whole_marked_past_and_the_same_each_time(ctx, once, tmp_path):
    make_world(NOON)
    _phases_and_states()
    _reviews_and_decisions()
    _practices_and_peers()
    _library()
    organisations = db.session.scalars(select(Organisation)).all()
    assert len(organisations) == 40
    assert all(row.is_demonstration for row in organisations)
    assert set(db.session.scalars(select(Submission.language))) == {"en", "fr", "es", "pt", "ar"}
    assert db.session.scalar(select(func.max(Event.at))) <= NOON
    assert db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None))) == 0
    assert verify_chain().broken_at is None
    handed_in = _digests()
    assert db.session.scalar(select(func.count(Proposal.id))) == 60
    assert len(handed_in) > 60
    once.seeded(tmp_path)
    with site(tmp_path).app_context():
        assert _digests() == handed_in


def _phases_and_states():
    calls = db.session.scalars(select(Call).order_by(Call.id)).all()
    announced = announced_stages(calls)
    phases = [phase(times_of(call, announced.get(call.id, frozenset())), NOON) for call in calls]
    assert phases == [Phase.DECIDED, Phase.EVALUATION, Phase.EVALUATION, Phase.OPEN]
    assert db.session.scalar(select(func.count(Announcement.id))) == 2
    states = {state.value for state in db.session.scalars(select(Proposal.state))}
    assert states == {
        *("draft", "submitted", "eligible", "ineligible", "in_review", "scored"),
        *("awarded", "rejected", "withdrawn"),
    }


def _reviews_and_decisions():
    declared = {row.value for row in db.session.scalars(select(Assignment.declaration))}
    assert declared == {"pending", "no_conflict", "conflict"}
    assert set(db.session.scalars(select(Review.submitted_at.is_not(None)).distinct())) == {True, False}
    outcomes = {row.value for row in db.session.scalars(select(Decision.outcome))}
    assert outcomes == {"invited", "awarded", "reserve", "rejected"}


def _practices_and_peers():
    practices = db.session.scalars(select(Article)).all()
    assert len(practices) >= 40
    assert {practice.evidence.value for practice in practices} == {"innovation", "promising", "good"}
    origins = [block.get("reused_from") for one in practices for block in one.details.get("blocks", ())]
    assert sum(origin is not None for origin in origins) >= 6


def _library():
    """Documents to take along beside titles to look for, in every language of the site, and one that waits."""
    resources = db.session.scalars(select(Resource)).all()
    assert Counter(row.state.value for row in resources) == {"published": 10, "proposed": 1}
    assert db.session.scalar(select(func.count(ArticleResource.id))) == 6
    kept = [row for row in resources if row.file]
    assert {row.file.name.rpartition(".")[2] for row in kept} == {"pdf", "xlsx"}
    assert {row.original_language for row in kept} == {"en", "fr", "es", "pt", "ar"}
    for row in resources:
        assert row.file or row.link or row.found_in
        assert row.state == "proposed" or {text.language for text in row.texts} == set(LANGUAGES)


def _digests():
    """Each holds every word and figure of a submission."""
    return db.session.scalars(select(Submission.sha256).order_by(Submission.id)).all()


def test_a_call_can_receive_more_than_there_are_organisations(ctx, monkeypatch):
    for other in set(PLAYS) - {"jmdi"}:
        monkeypatch.delitem(PLAYS, other)
    make_world(NOON, jmdi_proposals=40)
    call = db.session.scalar(select(Call).where(Call.programme == "jmdi"))
    assert db.session.scalar(select(func.count()).where(Proposal.call_id == call.id)) == 40
    assert JMDI_PROPOSALS == 547


@pytest.mark.parametrize("file", LANGUAGES_OF)
def test_every_question_is_answered_within_its_limits_in_every_language(file):
    """The longest answer that the sentences can make still fits."""
    definition = load_definition(FOLDER / f"{file}.yaml")
    facts = {
        "organisation": "O " * 9,
        "place": "Place",
        "months": 18,
        "year": 2009,
        "n": 415,
        "women": 300,
        "men": 115,
    }
    for stage, language in itertools.product(definition.stages, LANGUAGES_OF[file]):
        kept = read(f"words/{language}")
        for question in (q for q in stage.questions if q.type == "long_text"):
            for text in kept["answers"][question.code]:
                for topic in kept["topics"].values():
                    works = {f"work{n}": work for n, work in enumerate(topic["work"])}
                    parts = {name: topic[name] for name in ("aim", "problem", "change")} | works
                    filled = text.format(**facts, **parts).format(**facts)
                    assert len(filled.split()) <= question.max_words, (language, question.code)
                    assert "{" not in filled


def test_every_organisation_is_of_a_kind_and_in_a_call_that_exist():
    for row in read("organisations"):
        assert row["kind"] in vocabulary("organisation_types")
        assert set(row["calls"]) <= set(CALENDAR)
        assert row["works_in"][0] in read("places")
