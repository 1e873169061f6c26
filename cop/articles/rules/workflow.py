"""The life of a practice, and who may see and write it at each point of that life."""

from dataclasses import dataclass
from typing import Protocol

from cop.articles.states import ArticleState as S
from cop.kernel.actor import Actor
from cop.kernel.errors import CopError, Invalid
from cop.kernel.messages import N_, Message
from cop.kernel.workflow import Transition, Workflow


class Standing(Protocol):
    """What the rules need to know of a practice."""

    @property
    def state(self) -> S: ...
    @property
    def author_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard looks at beside the practice: what it still lacks, as sentences (rules.content.missing)."""

    missing: tuple[Message, ...] = ()


def is_author(article: Standing, actor: Actor) -> bool:
    return actor.user_id is not None and article.author_id == actor.user_id


def is_editor(_article: Standing, actor: Actor) -> bool:
    """Editors are the secretariat."""
    return actor.is_staff


def can_see(actor: Actor, article: Standing) -> bool:
    """A published practice is everyone's. Before and after, it is its author's, and the editors' once handed in.

    Another person's draft is nobody's business, not even an editor's.
    """
    if article.state == S.PUBLISHED or actor.is_system or is_author(article, actor):
        return True
    return actor.is_staff and article.state != S.DRAFT


def can_write(actor: Actor, article: Standing) -> bool:
    """The author writes the draft; from the moment it is handed in the editors do."""
    if actor.is_system:
        return True
    return is_author(article, actor) if article.state == S.DRAFT else actor.is_staff


def is_complete(_article: Standing, _actor: Actor, facts: Facts) -> Message | CopError | None:
    return Invalid(facts.missing[0]) if facts.missing else None


WORKFLOW: Workflow[Standing] = Workflow(
    name="article",
    states=tuple(S),
    initial=S.DRAFT,
    state_of=lambda article: article.state,
    who={"author": is_author, "editor": is_editor},
    guards={"is_complete": is_complete},
    transitions=(
        Transition(
            "submit",
            frozenset({S.DRAFT}),
            S.IN_REVIEW,
            N_("Submit for publication"),
            "author",
            ("is_complete",),
        ),
        Transition("withdraw", frozenset({S.IN_REVIEW}), S.DRAFT, N_("Take back"), "author"),
        Transition("return", frozenset({S.IN_REVIEW}), S.DRAFT, N_("Return to the author"), "editor"),
        Transition(
            "publish",
            frozenset({S.IN_REVIEW, S.ARCHIVED}),
            S.PUBLISHED,
            N_("Publish"),
            "editor",
            ("is_complete",),
        ),
        Transition("archive", frozenset({S.PUBLISHED}), S.ARCHIVED, N_("Archive"), "editor"),
    ),
)
