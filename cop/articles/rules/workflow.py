"""The life of a practice, and who may see and write it at each point of that life."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from cop.articles.states import WITH_AUTHOR
from cop.articles.states import ArticleState as S
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import CopError, Invalid
from cop.kernel.messages import N_, Message, say
from cop.kernel.workflow import Transition, Workflow

HOLDS = timedelta(days=730)
"""How long a practice is taken to be right before somebody has to say so again."""


class Standing(Protocol):
    """What the rules need to know of a practice."""

    @property
    def state(self) -> S: ...
    @property
    def author_id(self) -> int | None: ...
    @property
    def co_author_ids(self) -> Collection[int]: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard looks at beside the practice: what it still lacks, as sentences (rules.content.missing), and whether
    somebody has to say again that it holds."""

    missing: tuple[Message, ...] = ()
    is_due: bool = False


def is_first_author(article: Standing, actor: Actor) -> bool:
    """Whoever began it: they alone let others in, and withdraw what was published."""
    return actor.user_id is not None and article.author_id == actor.user_id


def is_author(article: Standing, actor: Actor) -> bool:
    """Whoever began it, or writes it together with them."""
    return is_first_author(article, actor) or actor.user_id in article.co_author_ids


def is_editor(_article: Standing, actor: Actor) -> bool:
    """Editors are the secretariat."""
    return actor.is_staff


def is_author_or_editor(article: Standing, actor: Actor) -> bool:
    return is_author(article, actor) or is_editor(article, actor)


def can_see(actor: Actor, article: Standing) -> bool:
    """A published practice is everyone's. Before and after, it is its author's, and the editors' once handed in.

    While it is in review peers read it, too: whoever may say what they think of it must see it. Another person's draft is
    nobody's business, not even an editor's.
    """
    if article.state == S.PUBLISHED or actor.is_system or is_author(article, actor):
        return True
    if article.state == S.IN_REVIEW and Role.REVIEWER in actor.roles:
        return True
    return actor.is_staff and article.state != S.DRAFT


def can_write(actor: Actor, article: Standing) -> bool:
    """The author writes the draft, and what an editor asked to be changed; what is handed in or public the editors do."""
    if actor.is_system:
        return True
    return is_author(article, actor) if article.state in WITH_AUTHOR else actor.is_staff


def can_translate(actor: Actor, article: Standing, *, is_translator: bool) -> bool:
    """Whoever may write it, as long as it lives; what is published also who was made a translator into the language."""
    if article.state == S.ARCHIVED:
        return False
    return can_write(actor, article) or (is_translator and article.state == S.PUBLISHED)


def is_complete(_article: Standing, _actor: Actor, facts: Facts) -> Message | CopError | None:
    return Invalid(facts.missing[0]) if facts.missing else None


def is_due(_article: Standing, _actor: Actor, facts: Facts) -> Message | CopError | None:
    return None if facts.is_due else say(N_("Its review is not due yet."))


def due_on(day: date) -> date:
    """When a practice that was published, reviewed or confirmed on `day` has to be looked at again."""
    return day + HOLDS


WORKFLOW: Workflow[Standing] = Workflow(
    name="article",
    states=tuple(S),
    initial=S.DRAFT,
    state_of=lambda article: article.state,
    who={
        "first_author": is_first_author,
        "author": is_author,
        "editor": is_editor,
        "author_or_editor": is_author_or_editor,
    },
    guards={"is_complete": is_complete, "is_due": is_due},
    transitions=(
        Transition(
            "submit",
            frozenset(WITH_AUTHOR),
            S.IN_REVIEW,
            N_("Submit for publication"),
            "author",
            ("is_complete",),
        ),
        Transition("withdraw", frozenset({S.IN_REVIEW}), S.DRAFT, N_("Take back"), "author"),
        Transition(
            "return", frozenset({S.IN_REVIEW}), S.CHANGES_REQUESTED, N_("Return to the author"), "editor"
        ),
        Transition(
            "publish",
            frozenset({S.IN_REVIEW, S.ARCHIVED}),
            S.PUBLISHED,
            N_("Publish"),
            "editor",
            ("is_complete",),
        ),
        Transition(
            "confirm",
            frozenset({S.PUBLISHED}),
            S.PUBLISHED,
            N_("It still holds"),
            "author_or_editor",
            ("is_due",),
        ),
        Transition(
            "retract", frozenset({S.PUBLISHED}), S.ARCHIVED, N_("Withdraw from publication"), "first_author"
        ),
        Transition("archive", frozenset({S.PUBLISHED}), S.ARCHIVED, N_("Archive"), "editor"),
    ),
)
