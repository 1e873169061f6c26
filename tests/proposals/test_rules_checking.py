"""Until when a team may answer and appeal, who reads of a check, and what keeps a decision from being made."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.clock import Window
from cop.kernel.errors import Denied, TooLate
from cop.proposals.rules.checking import Checked, appeal_end
from cop.proposals.rules.standing import Facts
from cop.proposals.rules.team import can_read_check
from cop.proposals.rules.workflow import WORKFLOW
from cop.proposals.states import CheckState, ProposalState
from tests.factories import NOON
from tests.proposals.standing import Standing, member

ZONE = "Europe/Brussels"
BID = Standing(ProposalState.INELIGIBLE)
WINDOW = Window(NOON - timedelta(days=9), NOON - timedelta(days=1), ZONE)
OFFICER = Actor(user_id=7, name="Officer", roles=frozenset({Role.OFFICER}))


def why_not(act: str, state: ProposalState, actor: Actor, checked: Checked) -> Exception | None:
    return WORKFLOW.why_not(act, Standing(state), actor, Facts(now=NOON, window=WINDOW, checked=checked))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), st.integers(1, 90))  # noqa: DTZ001 - given a zone below
def test_a_team_has_all_of_the_last_day_whatever_the_clocks_do(wall: datetime, days: int) -> None:
    told_at = wall.replace(tzinfo=ZoneInfo(ZONE))
    end = appeal_end(told_at, days, ZONE)
    assert end is not None
    here = end.astimezone(ZoneInfo(ZONE))
    assert (here.hour, here.minute) == (0, 0)
    assert here.date() - told_at.date() == timedelta(days=days + 1)


def test_without_days_there_is_no_appeal() -> None:
    assert appeal_end(NOON, 0, ZONE) is None


@pytest.mark.parametrize("is_told", [False, True])
def test_a_team_reads_a_decision_once_it_was_told_also_when_it_is_staff(is_told: bool) -> None:
    own = Actor(user_id=3, roles=frozenset({Role.OFFICER}), organisations=frozenset({1}))
    for actor in (member(1), own):
        assert can_read_check(actor, BID, is_told=is_told) == is_told
    for role in (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN):
        assert can_read_check(Actor(user_id=4, roles=frozenset({role})), BID, is_told=is_told)
    for actor in (ANONYMOUS, member(2), Actor(user_id=5, roles=frozenset({Role.REVIEWER}))):
        assert not can_read_check(actor, BID, is_told=is_told)


@pytest.mark.parametrize(
    "checked",
    [
        Checked(unanswered=1),
        Checked(due_at=NOON + timedelta(hours=1)),
        Checked(state=CheckState.PROPOSED, decided_by=(8,)),
    ],
    ids=["checklist", "answer", "second officer"],
)
def test_a_decision_waits_for(checked: Checked) -> None:
    assert why_not("decide", ProposalState.SUBMITTED, OFFICER, checked)
    assert not why_not("decide", ProposalState.SUBMITTED, OFFICER, Checked())


@pytest.mark.parametrize("act", ["decide", "accept", "refuse"])
@pytest.mark.parametrize("reopened_at", [None, NOON - timedelta(hours=1)])
def test_nothing_binds_while_the_team_may_replace_what_is_in(act: str, reopened_at: datetime | None) -> None:
    """Until the closing of its own, personal extensions included, its last version counts; staff prepare meanwhile."""
    proposal = Standing(ProposalState.SUBMITTED, reopened_at=reopened_at)

    def refusal(what: str, now: datetime, who: Actor = OFFICER) -> Exception | None:
        return WORKFLOW.why_not(what, proposal, who, Facts(now=now, window=WINDOW))

    just = WINDOW.closes_at - timedelta(milliseconds=1)
    assert refusal(act, just)
    assert refusal(act, just, SYSTEM)
    assert refusal(act, WINDOW.closes_at) is None
    assert refusal("ask", just) is None
    assert bool(refusal("reopen", just, member(1))) == (reopened_at is not None)


@pytest.mark.parametrize("act", ["send_back", "accept", "refuse"])
def test_whoever_proposed_is_not_who_confirms(act: str) -> None:
    for first, is_refused in ((7, True), (8, False)):
        refusal = why_not(
            act, ProposalState.SUBMITTED, OFFICER, Checked(state=CheckState.PROPOSED, decided_by=(first,))
        )
        assert isinstance(refusal, Denied) == is_refused


@pytest.mark.parametrize("act", ["uphold", "dismiss"])
def test_neither_of_the_two_who_decided_answers_the_appeal(act: str) -> None:
    def refusal(*decided_by: int) -> Exception | None:
        checked = Checked(decided_by=decided_by, has_appealed=True, waits_for_answer=True)
        return why_not(act, ProposalState.REJECTED, OFFICER, checked)

    assert isinstance(refusal(7, 8), Denied)
    assert isinstance(refusal(8, 7), Denied)
    assert refusal(8, 9) is None
    assert why_not(act, ProposalState.REJECTED, OFFICER, Checked(has_appealed=True))


def test_an_appeal_has_a_last_instant_and_there_is_one() -> None:
    just = timedelta(milliseconds=1)
    refusals = [
        why_not("appeal", ProposalState.REJECTED, member(1), Checked(appeal_until=NOON + by))
        for by in (just, timedelta(0), -just)
    ]
    assert refusals[0] is None
    assert [type(refusal) for refusal in refusals[1:]] == [TooLate, TooLate]
    again = Checked(appeal_until=NOON + just, has_appealed=True)
    assert why_not("appeal", ProposalState.REJECTED, member(1), again)
    assert why_not("appeal", ProposalState.REJECTED, member(1), Checked())
    assert why_not("appeal", ProposalState.REJECTED, member(2), Checked(appeal_until=NOON + just))


def test_the_system_needs_no_second_one() -> None:
    checked = Checked(state=CheckState.PROPOSED, decided_by=(None,))
    assert why_not("accept", ProposalState.SUBMITTED, SYSTEM, checked) is None
