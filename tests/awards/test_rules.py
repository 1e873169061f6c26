from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cop.awards.rules import Candidate, can_announce, can_see, cut, rank
from cop.kernel.actor import Actor, Role

candidates = st.lists(
    st.builds(
        Candidate,
        proposal_id=st.integers(1, 10**6),
        number=st.text("ABC123", min_size=1, max_size=6),
        score=st.decimals(0, 100, places=1),
        requested=st.decimals(1, 1000, places=2),
        passes=st.booleans(),
        submitted_order=st.integers(0, 1000),
    ),
    max_size=30,
)


def candidate(number, score, requested=100, *, passes=True):
    return Candidate(int(number[1:]), number, Decimal(score), Decimal(requested), passes)


@given(candidates)
def test_a_better_score_never_ranks_lower(found):
    ranked = rank(found)
    scores = [row.candidate.score for row in ranked]
    assert scores == sorted(scores, reverse=True)
    for row in ranked:
        assert row.rank == 1 + sum(other.candidate.score > row.candidate.score for other in ranked)
    assert not ranked or ranked[-1].cumulated == sum(c.requested for c in found)


@given(candidates, st.decimals(0, 5000, places=2))
def test_the_envelope_is_never_exceeded_and_nobody_is_skipped(found, envelope):
    proposed = cut(rank(found), success="awarded", envelope=envelope)
    funded = [p.ranked.candidate for p in proposed if p.outcome == "awarded"]
    assert sum((c.requested for c in funded), Decimal(0)) <= envelope
    passing = [p.outcome for p in proposed if p.ranked.candidate.passes]
    assert passing == sorted(passing)  # all awarded before all in reserve
    assert all(p.outcome == "rejected" for p in proposed if not p.ranked.candidate.passes)


@given(candidates, st.integers(0, 40))
def test_no_more_than_the_places(found, places):
    proposed = cut(rank(found), success="invited", places=places, has_reserve=False)
    assert sum(p.outcome == "invited" for p in proposed) == min(places, sum(c.passes for c in found))
    assert {p.outcome for p in proposed} <= {"invited", "rejected"}


def test_ties_share_a_rank_and_the_cheaper_stands_first():
    ranked = rank([candidate("A1", 80, 200), candidate("A2", 80, 100), candidate("A3", 70)])
    assert [(row.candidate.number, row.rank) for row in ranked] == [("A2", 1), ("A1", 1), ("A3", 3)]


def test_an_award_list_needs_a_second_person():
    manager = Actor(user_id=7, roles=frozenset({Role.MANAGER}))
    officer = Actor(user_id=8, roles=frozenset({Role.OFFICER}))
    assert can_announce(manager, decided_by=frozenset({8}))
    assert not can_announce(manager, decided_by=frozenset({7, 8}))
    assert not can_announce(manager, decided_by=frozenset({7}))
    assert not can_announce(officer, decided_by=frozenset({7}))


def test_a_team_learns_its_decision_when_it_is_announced():
    team = Actor(user_id=1, organisations=frozenset({5}))
    writer = Actor(user_id=3, proposals=frozenset({1}), writes_in=frozenset({1}))
    partner = Actor(user_id=4, proposals=frozenset({1}))
    auditor = Actor(user_id=2, roles=frozenset({Role.AUDITOR}))
    of_one, of_two = {"organisation_id": 5, "proposal_id": 1}, {"organisation_id": 6, "proposal_id": 2}
    assert not can_see(team, **of_one, is_announced=False)
    assert can_see(team, **of_one, is_announced=True)
    assert not can_see(team, **of_two, is_announced=True)
    assert can_see(writer, **of_one, is_announced=True)
    assert not can_see(writer, **of_one, is_announced=False)
    assert not can_see(partner, **of_one, is_announced=True)
    assert can_see(auditor, **of_one, is_announced=False)
