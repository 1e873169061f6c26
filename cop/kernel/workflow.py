"""The one object that is asked about a change of state: by the page's buttons, by the service, by the API.

A workflow is data plus named guards. It refuses to exist with an unknown guard or an unreachable state, and answers two
questions with the same code: "what may this person do now?" and "do it, or say why not".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Denied, Refused
from cop.kernel.messages import N_, Message, say

Subject = TypeVar("Subject")
Guard = Callable[[Subject, Actor, Any], "Message | CopError | None"]
"""(subject, actor, facts) -> None to agree, or why not (an error chooses its own HTTP status)."""


@dataclass(frozen=True, slots=True)
class Transition:
    """`name` moves a subject from one of `sources` to `target`, for an actor whom `who` accepts, if all `guards` agree."""

    name: str
    sources: frozenset[str]
    target: str
    label: str
    who: str
    guards: tuple[str, ...] = ()


class WorkflowError(Exception):
    """The definition of a workflow is wrong; raised when it is loaded, never in a request."""


@dataclass(frozen=True)
class Workflow(Generic[Subject]):
    """States, transitions and the rules they name.

    `state_of` reads a subject's state. `who` maps names to predicates over (subject, actor); `guards` maps names to Guard.
    """

    name: str
    states: tuple[str, ...]
    initial: str
    transitions: tuple[Transition, ...]
    state_of: Callable[[Subject], str]
    who: Mapping[str, Callable[[Subject, Actor], bool]]
    guards: Mapping[str, Guard[Subject]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._refuse_unknown_names()
        self._refuse_unreachable_states()

    def _refuse_unknown_names(self) -> None:
        names = [t.name for t in self.transitions]
        if len(names) != len(set(names)):
            raise WorkflowError(f"{self.name}: two transitions share a name")
        for t in self.transitions:
            for state in (*t.sources, t.target):
                if state not in self.states:
                    raise WorkflowError(f"{self.name}.{t.name}: unknown state {state!r}")
            if t.who not in self.who:
                raise WorkflowError(f"{self.name}.{t.name}: unknown actor rule {t.who!r}")
            for guard in t.guards:
                if guard not in self.guards:
                    raise WorkflowError(f"{self.name}.{t.name}: unknown guard {guard!r}")

    def _refuse_unreachable_states(self) -> None:
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            here = frontier.pop()
            for t in self.transitions:
                if here in t.sources and t.target not in reached:
                    reached.add(t.target)
                    frontier.append(t.target)
        if lost := [s for s in self.states if s not in reached]:
            raise WorkflowError(f"{self.name}: unreachable states {lost}")

    def transition(self, name: str) -> Transition:
        """The transition called `name`; KeyError when there is none."""
        for t in self.transitions:
            if t.name == name:
                return t
        raise KeyError(name)

    def why_not(self, name: str, subject: Subject, actor: Actor, facts: Any = None) -> CopError | None:
        """None when `actor` may do `name` to `subject` now, else the error that says why not."""
        t = self.transition(name)
        if not (actor.is_system or self.who[t.who](subject, actor)):
            return Denied()
        if self.state_of(subject) not in t.sources:
            return Refused(say(N_("This cannot be done in the present state.")))
        for guard in t.guards:
            refusal = self.guards[guard](subject, actor, facts)
            if refusal is not None:
                return refusal if isinstance(refusal, CopError) else Refused(refusal)
        return None

    def permitted(self, subject: Subject, actor: Actor, facts: Any = None) -> Sequence[Transition]:
        """What `actor` may do to `subject` now, in the order of the definition."""
        return [t for t in self.transitions if self.why_not(t.name, subject, actor, facts) is None]

    def target(self, name: str, subject: Subject, actor: Actor, facts: Any = None) -> str:
        """The state that `name` leads to; raises the refusal (Denied, Refused, ...) when it is not permitted."""
        if refusal := self.why_not(name, subject, actor, facts):
            raise refusal
        return self.transition(name).target
