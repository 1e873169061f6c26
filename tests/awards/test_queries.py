"""What is seen of decisions: the query and the rule agree, on both databases; a ranking hides what is one's own."""

from decimal import Decimal

from flask import Flask

from cop.awards.models import Decision
from cop.awards.queries import (
    announced_stages,
    decision_by_id,
    public_awards,
    scored_rows,
    visible_to,
    waiting_for_announcement,
)
from cop.awards.ranking import ranking_of
from cop.awards.rules import can_see
from cop.awards.services.announce import announce_decisions
from cop.awards.services.draw import propose_decisions
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, SYSTEM, Role
from cop.proposals.models import Submission
from cop.proposals.states import ProposalState
from tests.awards.making import (
    BEST,
    LEAST,
    MIDDLE,
    announce,
    call_with,
    make_published,
    make_reviewed,
    make_scored,
)
from tests.factories import NOON, actor_of, make_user
from tests.proposals.making import make_call
from tests.reviews.making import GOOD, make_eligible, make_review


def test_visible_to_is_the_twin_of_can_see(ctx: Flask) -> None:
    definition = call_with(places=1)
    call = make_published(definition)
    teams = [make_reviewed(call, marks)[0] for marks in (BEST, LEAST)]
    make_scored(call, MIDDLE)
    decisions = propose_decisions(call, definition, 1, actor=SYSTEM, now=NOON)
    decisions[0].announced_at = NOON
    db.session.flush()
    people = [actor_of(make_user(role)) for role in Role]
    for actor in [ANONYMOUS, SYSTEM, *(team.actor for team in teams), *people]:
        seen = set(db.session.scalars(visible_to(actor)))
        for decision in decisions:
            may = can_see(
                actor,
                organisation_id=decision.proposal.organisation_id,
                proposal_id=decision.proposal_id,
                is_announced=decision.announced_at is not None,
            )
            assert (decision in seen) is may, actor
            assert (decision_by_id(decision.id, actor) is not None) is may, actor


def test_only_announced_awards_are_public(ctx: Flask) -> None:
    definition = call_with(percent=10, stages=1)
    call = make_published(definition)
    best, _least = make_scored(call, BEST, LEAST)
    propose_decisions(call, definition, 1, actor=SYSTEM, now=NOON)
    assert (public_awards(call.id), announced_stages([call.id])) == ([], {})
    ((call, stage, count),) = waiting_for_announcement()
    assert (call.code, stage, count) == ("small-2026", 1, 2)
    announce_decisions(call, 1, actor=SYSTEM, now=NOON)
    db.session.flush()
    assert [award.submission_id for award in public_awards(call.id)] == [best.id]
    assert announced_stages([call.id, 99]) == {call.id: frozenset({1})}
    assert waiting_for_announcement() == []


def test_a_carried_section_counts_as_the_mean_of_the_stage_before(ctx: Flask) -> None:
    call = make_call()
    _team, first = make_eligible(call)
    make_review(first, GOOD)
    make_review(first, {"needs": 2, "value": 2})
    second = Submission(
        stage=2,
        number="R-2",
        content=first.content,
        sha256=first.sha256,
        key="full",
        language="en",
        requested=Decimal(10_000),
        currency="EUR",
        submitted_at=NOON,
        submitted_by=None,
    )
    first.proposal.submissions.append(second)
    first.proposal.stage, first.proposal.state = 2, ProposalState.ELIGIBLE
    db.session.flush()
    make_review(second, {"cost": 3})
    ((_reviewed, score),) = scored_rows(call.id, 2, call_with().stage(2))
    assert score.sections == {"money": Decimal(3), "relevance": Decimal("7.5")}
    assert score.total == Decimal("10.5")


def test_neither_place_nor_gap_tells_how_ones_own_stands(ctx: Flask) -> None:
    definition = call_with(places=1)
    call = make_published(definition)
    own, _submission = make_reviewed(call, MIDDLE)
    make_scored(call, BEST, LEAST)
    officer = actor_of(make_user(Role.OFFICER), own.organisation)
    rows = ranking_of(call, definition, 1, actor=officer)
    assert [(row.is_hidden, row.ranked.rank) for row in rows[:2]] == [(False, 1), (False, 2)]
    assert [row.ranked.cumulated for row in rows[:2]] == [Decimal(10_000), Decimal(20_000)]
    assert rows[2].is_hidden
    plain = ranking_of(call, definition, 1, actor=actor_of(make_user(Role.OFFICER)))
    assert [row.score.total for row in plain] == [Decimal(9), Decimal(8), Decimal(6)]
    assert [row.outcome for row in plain] == ["invited", "reserve", "reserve"]


def test_the_span_of_the_reviews_lies_around_the_mean(ctx: Flask) -> None:
    definition = call_with(places=1)
    call = make_published(definition)
    _team, submission = make_reviewed(call, BEST)
    make_review(submission, {"needs": 2, "value": 2})
    (row,) = ranking_of(call, definition, 1, actor=SYSTEM)
    assert (row.low, row.score.total, row.high) == (Decimal(6), Decimal("7.5"), Decimal(9))
    assert db.session.query(Decision).count() == 0


def test_decisions_stand_in_the_ranking_once_announced(ctx: Flask) -> None:
    definition = call_with(places=1)
    call = make_published(definition)
    make_scored(call, LEAST, BEST)
    announce(call, definition)
    rows = ranking_of(call, definition, 1, actor=SYSTEM)
    assert [row.decision.outcome.value if row.decision else None for row in rows] == ["invited", "reserve"]
