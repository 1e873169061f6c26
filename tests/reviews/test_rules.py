from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.actor import Actor, Role
from cop.proposals.states import ProposalState
from cop.reviews.rules import (
    Score,
    can_be_assigned,
    can_read_submission,
    mean_score,
    missing_marks,
    needs_third_reviewer,
    passes_thresholds,
    score_of,
)
from tests.proposals.standing import Standing


@dataclass(frozen=True)
class Criterion:
    code: str
    weight: int = 1


@dataclass(frozen=True)
class Section:
    code: str
    criteria: tuple[Criterion, ...]
    threshold: int | None = None
    lowest_mark: int | None = None


@dataclass(frozen=True)
class Grid:
    sections: tuple[Section, ...]
    threshold: int | None = None


GRID = Grid(
    (
        Section(
            "relevance",
            (Criterion("objectives", 2), Criterion("needs", 2), Criterion("groups"), Criterion("value")),
        ),
        Section("design", (Criterion("coherence", 2), Criterion("feasible", 2)), threshold=8),
    ),
    threshold=30,
)
CODES = ["objectives", "needs", "groups", "value", "coherence", "feasible"]
marks = st.fixed_dictionaries({code: st.integers(1, 5) for code in CODES})


def test_some_questions_count_twice():
    five = score_of(GRID, dict.fromkeys(CODES, 5))
    assert five.sections == {"relevance": 30, "design": 20}
    assert five.total == 50


@given(st.lists(marks, min_size=1, max_size=5))
def test_a_mean_lies_between_its_reviews_and_its_sections_make_the_total(all_marks):
    scores = [score_of(GRID, m) for m in all_marks]
    mean = mean_score(scores)
    assert mean is not None
    assert mean.total == sum(mean.sections.values())
    for code, points in mean.sections.items():
        assert min(s.sections[code] for s in scores) <= points <= max(s.sections[code] for s in scores)


def test_a_carried_section_counts_as_it_stood():
    mean = mean_score([score_of(GRID, dict.fromkeys(CODES, 1))], carried={"relevance": Decimal("27.50")})
    assert (mean.sections, mean.total) == (
        {"relevance": Decimal("27.50"), "design": Decimal(4)},
        Decimal("31.50"),
    )


def test_without_a_review_there_is_no_score():
    assert mean_score([]) is None


def test_one_mark_below_the_lowest_of_its_section_fails_it():
    capacity = Grid((Section("capacity", (Criterion("a"), Criterion("b")), lowest_mark=2),))
    fine, failed = score_of(capacity, {"a": 2, "b": 2}), score_of(capacity, {"a": 1, "b": 5})
    assert passes_thresholds(capacity, fine)
    assert not passes_thresholds(capacity, mean_score([fine, failed]))


def test_thresholds_hold_for_sections_and_total():
    assert passes_thresholds(GRID, Score({"relevance": Decimal(22), "design": Decimal(8)}, Decimal(30)))
    assert not passes_thresholds(GRID, Score({"relevance": Decimal(30), "design": Decimal(7)}, Decimal(37)))
    assert not passes_thresholds(GRID, Score({"relevance": Decimal(21), "design": Decimal(8)}, Decimal(29)))


@given(marks, st.sampled_from(CODES))
def test_what_is_missing_is_named(given_marks, code):
    assert missing_marks(GRID, given_marks) == []
    assert missing_marks(GRID, {**given_marks, code: None}) == [code]


def test_a_third_reviewer_is_needed_on_large_divergence():
    a, b = Score({}, Decimal(40)), Score({}, Decimal(25))
    assert needs_third_reviewer([a, b], most_apart=Decimal(10))
    assert not needs_third_reviewer([a, b], most_apart=Decimal(15))
    assert not needs_third_reviewer([a], most_apart=Decimal(1))


def test_nobody_reviews_their_own_organisation():
    reviewer = Actor(user_id=1, roles=frozenset({Role.REVIEWER}), organisations=frozenset({5}))
    partner = Actor(user_id=3, roles=frozenset({Role.REVIEWER}), proposals=frozenset({1}))
    theirs, other = (Standing(ProposalState.ELIGIBLE, organisation_id=lead, id=lead) for lead in (5, 6))
    assert can_be_assigned(reviewer, other)
    assert not can_be_assigned(reviewer, theirs)
    assert not can_be_assigned(Actor(user_id=2), other)
    assert can_be_assigned(partner, other)
    assert not can_be_assigned(partner, replace(other, id=1))


def test_a_reviewer_reads_after_declaring_no_conflict():
    reviewer = Actor(user_id=1, roles=frozenset({Role.REVIEWER}))
    assert can_read_submission(reviewer, reviewer_id=1, declaration="no_conflict")
    assert not can_read_submission(reviewer, reviewer_id=1, declaration="pending")
    assert not can_read_submission(reviewer, reviewer_id=1, declaration="conflict")
    assert not can_read_submission(reviewer, reviewer_id=2, declaration="no_conflict")
