"""The life of a resource, and who may see and write it at each point of that life."""

from dataclasses import dataclass
from typing import Protocol

from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Invalid
from cop.kernel.messages import N_, Message
from cop.kernel.workflow import Transition, Workflow
from cop.resources.states import WITH_AUTHOR
from cop.resources.states import ResourceState as S


class Standing(Protocol):
    """What the rules need to know of a resource."""

    @property
    def state(self) -> S: ...
    @property
    def author_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Lacks:
    """What a guard looks at beside the resource: what it still lacks, as sentences (rules.content.missing)."""

    missing: tuple[Message, ...] = ()


def is_author(resource: Standing, actor: Actor) -> bool:
    """Whoever proposes it."""
    return actor.user_id is not None and resource.author_id == actor.user_id


def is_editor(_resource: Standing, actor: Actor) -> bool:
    """Editors are the secretariat."""
    return actor.is_staff


def is_author_or_editor(resource: Standing, actor: Actor) -> bool:
    return is_author(resource, actor) or is_editor(resource, actor)


def can_see(actor: Actor, resource: Standing) -> bool:
    """A published resource is everyone's. Before and after, it is its author's, and the editors' once proposed."""
    if resource.state == S.PUBLISHED or actor.is_system or is_author(resource, actor):
        return True
    return actor.is_staff and resource.state != S.DRAFT


def can_write(actor: Actor, resource: Standing) -> bool:
    """Whoever proposes it writes until it is proposed, and when it comes back; what is proposed or public the editors do."""
    if actor.is_system:
        return True
    return is_author(resource, actor) if resource.state in WITH_AUTHOR else actor.is_staff


def is_complete(_resource: Standing, _actor: Actor, facts: Lacks) -> Message | CopError | None:
    return Invalid(facts.missing[0]) if facts.missing else None


WORKFLOW: Workflow[Standing] = Workflow(
    name="resource",
    states=tuple(S),
    initial=S.DRAFT,
    state_of=lambda resource: resource.state,
    who={"author": is_author, "editor": is_editor, "author_or_editor": is_author_or_editor},
    guards={"is_complete": is_complete},
    transitions=(
        Transition(
            "propose", frozenset(WITH_AUTHOR), S.PROPOSED, N_("Propose it"), "author", ("is_complete",)
        ),
        Transition("take_back", frozenset({S.PROPOSED}), S.DRAFT, N_("Take it back"), "author"),
        Transition(
            "return", frozenset({S.PROPOSED}), S.RETURNED, N_("Return to whoever proposed it"), "editor"
        ),
        Transition(
            "publish",
            frozenset({S.PROPOSED, S.WITHDRAWN}),
            S.PUBLISHED,
            N_("Publish"),
            "editor",
            ("is_complete",),
        ),
        Transition(
            "withdraw",
            frozenset({S.PUBLISHED}),
            S.WITHDRAWN,
            N_("Withdraw from publication"),
            "author_or_editor",
        ),
    ),
)
