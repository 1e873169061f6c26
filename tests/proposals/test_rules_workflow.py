"""What an applicant can tell from the outside is the same whatever happens inside."""

import pytest

from cop.kernel.actor import SYSTEM
from cop.proposals.rules.workflow import (
    IN_EVALUATION,
    STATE_KINDS,
    STATE_NAMES,
    WORKFLOW,
    can_write,
    public_state,
)
from cop.proposals.states import ProposalState
from tests.proposals.standing import Standing, member


def test_everything_inside_reads_alike() -> None:
    assert {public_state(state) for state in IN_EVALUATION} == {"in_evaluation"}
    assert {public_state(state) for state in set(ProposalState) - IN_EVALUATION} == (
        {state.value for state in ProposalState} - {state.value for state in IN_EVALUATION}
    )


def test_the_buttons_of_a_team_do_not_tell_either() -> None:
    offered = {
        frozenset(act.name for act in WORKFLOW.permitted(Standing(state), member(1)))
        for state in IN_EVALUATION
    }
    assert offered == {frozenset({"withdraw"})}


def test_every_state_has_a_name_and_a_colour() -> None:
    shown = {state.value for state in ProposalState} | {"in_evaluation"}
    assert set(STATE_NAMES) == set(STATE_KINDS) == shown


@pytest.mark.parametrize("state", list(ProposalState))
def test_only_a_draft_is_written_and_only_by_its_team(state: ProposalState) -> None:
    is_draft = state == ProposalState.DRAFT
    assert can_write(member(1), Standing(state)) == is_draft
    assert can_write(SYSTEM, Standing(state)) == is_draft
    assert not can_write(member(2), Standing(state))
