"""The reserve list keeps its order; nobody decides on what their own organisation asked for."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cop.awards.rules import Candidate, can_decide, cut, first_in_reserve, rank
from cop.kernel.actor import Actor, Role
from cop.proposals.states import ProposalState
from cop.reviews.rules import in_conflict
from tests.proposals.standing import Standing


@dataclass(frozen=True)
class Waiting:
    """A decision on the reserve list."""

    rank: int | None
    submission_id: int


waiting = st.lists(
    st.builds(Waiting, rank=st.integers(1, 9), submission_id=st.integers(1, 99)),
    unique_by=lambda w: w.submission_id,
)


@given(waiting)
def test_promoting_one_after_another_keeps_the_order(found: list[Waiting]) -> None:
    left, promoted = list(found), []
    while first := first_in_reserve(left):
        promoted.append(first)
        left.remove(first)
    assert promoted == sorted(found, key=lambda w: (w.rank, w.submission_id))


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 500), st.booleans()),
        max_size=25,
    ),
    st.integers(0, 3000),
    st.integers(1, 10),
)
def test_nobody_below_the_line_is_funded_before_one_above(
    found: list[tuple[int, int, bool]], envelope: int, places: int
) -> None:
    ranked = rank(
        [
            Candidate(at, f"A{at}", Decimal(score), Decimal(asked), passes, at)
            for at, (score, asked, passes) in enumerate(found)
        ]
    )
    proposed = cut(ranked, success="awarded", envelope=Decimal(envelope), places=places)
    funded = [p.ranked.candidate for p in proposed if p.outcome == "awarded"]
    reserve = [p.ranked.candidate for p in proposed if p.outcome == "reserve"]
    assert len(funded) <= places
    assert sum((c.requested for c in funded), Decimal(0)) <= envelope
    assert min((c.score for c in funded), default=Decimal(99)) >= max(
        (c.score for c in reserve), default=Decimal(-1)
    )


def test_only_the_secretariat_decides() -> None:
    assert [role for role in Role if can_decide(Actor(user_id=1, roles=frozenset({role})))] == [
        Role.OFFICER,
        Role.MANAGER,
        Role.ADMIN,
    ]


def test_whoever_belongs_to_the_applicant_is_in_conflict() -> None:
    officer = Actor(user_id=1, roles=frozenset({Role.OFFICER}), organisations=frozenset({5}))
    assert in_conflict(officer, Standing(ProposalState.SCORED, organisation_id=5))
    assert not in_conflict(officer, Standing(ProposalState.SCORED, organisation_id=6))
