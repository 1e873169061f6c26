from dataclasses import dataclass

import pytest

from cop.kernel.actor import ANONYMOUS, SYSTEM, Actor, Role
from cop.kernel.errors import Denied, Refused, TooLate
from cop.kernel.messages import say
from cop.kernel.workflow import Transition, Workflow, WorkflowError

OFFICER = Actor(user_id=1, roles=frozenset({Role.OFFICER}))


@dataclass
class Door:
    state: str = "shut"


def door(*transitions, states=("shut", "open"), guards=None):
    return Workflow(
        name="door",
        states=states,
        initial="shut",
        transitions=transitions,
        state_of=lambda d: d.state,
        who={"staff": lambda _d, actor: actor.is_staff},
        guards=guards or {},
    )


OPEN = Transition("open", frozenset({"shut"}), "open", "Open", "staff")


def test_it_says_what_may_be_done_and_does_it():
    flow = door(OPEN)
    assert [t.name for t in flow.permitted(Door(), OFFICER)] == ["open"]
    assert flow.target("open", Door(), OFFICER) == "open"
    assert flow.permitted(Door("open"), OFFICER) == []


def test_it_says_why_not():
    flow = door(OPEN)
    assert isinstance(flow.why_not("open", Door(), ANONYMOUS), Denied)
    assert isinstance(flow.why_not("open", Door("open"), OFFICER), Refused)
    assert flow.why_not("open", Door(), SYSTEM) is None
    with pytest.raises(Denied):
        flow.target("open", Door(), ANONYMOUS)


def test_a_guard_refuses_with_its_own_words_or_its_own_error():
    locked = Transition("open", frozenset({"shut"}), "open", "Open", "staff", ("unlocked",))
    words = door(locked, guards={"unlocked": lambda _d, _a, key: None if key else say("It is locked.")})
    assert words.target("open", Door(), OFFICER, facts=True) == "open"
    assert str(words.why_not("open", Door(), OFFICER, facts=False).message) == "It is locked."
    late = door(locked, guards={"unlocked": lambda *_: TooLate()})
    assert isinstance(late.why_not("open", Door(), OFFICER), TooLate)


@pytest.mark.parametrize(
    ("transitions", "states", "says"),
    [
        (
            (Transition("open", frozenset({"shut"}), "open", "Open", "staff", ("nobody",)),),
            ("shut", "open"),
            "unknown guard",
        ),
        (
            (Transition("open", frozenset({"shut"}), "open", "Open", "anyone"),),
            ("shut", "open"),
            "unknown actor rule",
        ),
        (
            (Transition("open", frozenset({"ajar"}), "open", "Open", "staff"),),
            ("shut", "open"),
            "unknown state",
        ),
        ((OPEN,), ("shut", "open", "gone"), "unreachable"),
        ((OPEN, OPEN), ("shut", "open"), "share a name"),
    ],
)
def test_it_refuses_to_load_when_its_definition_is_wrong(transitions, states, says):
    with pytest.raises(WorkflowError, match=says):
        door(*transitions, states=states)
