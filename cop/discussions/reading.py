"""What a reader gets of a discussion: its opening in their language, what was said, and what they may do about each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cop.core import i18n, web
from cop.discussions import rules
from cop.discussions.models import Contribution, Discussion
from cop.discussions.queries import counts_of, replies_to
from cop.kernel.actor import Actor
from cop.kernel.messages import Message, say
from cop.kernel.translated import Localised, pick
from cop.taxonomy.countries import country_name
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """A discussion for a reader of `wanted`, at `now`; `count` contributions of it are read by everybody."""

    discussion: Discussion
    wanted: str
    now: datetime
    count: int

    @property
    def title(self) -> Localised:
        return pick(self.discussion.titles, self.wanted, fallback=self.discussion.language)

    @property
    def question(self) -> Localised:
        return pick(self.discussion.questions, self.title.language)

    @property
    def is_outdated(self) -> bool:
        """Whether the translation that is read says what the original no longer does."""
        return self.discussion.is_outdated(self.title.language)

    @property
    def standing(self) -> rules.Standing:
        return rules.standing(self.discussion, self.now)

    @property
    def standing_name(self) -> Message:
        return say(rules.STANDING_NAMES[self.standing])

    @property
    def standing_kind(self) -> str:
        return rules.STANDING_TAGS[self.standing]

    @property
    def weeks(self) -> int:
        return rules.weeks_begun(self.discussion, self.now)

    # Terms and places are named in the reader's language, whatever language the question is in.

    @property
    def themes(self) -> list[str]:
        themes = vocabulary("themes")
        return list(dict.fromkeys(themes.label(code, self.wanted) for code in self.discussion.themes))

    @property
    def countries(self) -> list[str]:
        names = (country_name(code, self.wanted) for code in self.discussion.countries)
        return sorted(names, key=lambda name: sort_key(name, self.wanted))

    @property
    def days(self) -> str:
        """The days of an e-discussion in a line."""
        first, last = self.discussion.opens_on, self.discussion.closes_on
        return f"{i18n.day(first)} – {i18n.day(last)}" if first and last else ""


@dataclass(frozen=True, slots=True)
class Post:
    """A contribution for one reader. `reads_words` is so of what everybody reads, and of what is hidden for its author and
    for moderators."""

    said: Contribution
    replies: tuple["Post", ...]
    reads_words: bool
    may_answer: bool
    may_edit: bool
    may_withdraw: bool
    may_report: bool
    may_hide: bool

    @property
    def acts(self) -> bool:
        """Whether there is anything to do about it."""
        return self.may_answer or self.may_edit or self.may_withdraw or self.may_report or self.may_hide


def reading_of(discussion: Discussion) -> Reading:
    """`discussion` for whoever reads the page."""
    return readings_of([discussion])[0]


def readings_of(discussions: Sequence[Discussion]) -> list[Reading]:
    counts = counts_of([discussion.id for discussion in discussions])
    return [Reading(row, web.language(), web.now(), counts.get(row.id, 0)) for row in discussions]


def posts_of(discussion: Discussion, said: Iterable[Contribution], actor: Actor, now: datetime) -> list[Post]:
    """What was said, each with the answers to it: two queries, however many."""
    said = list(said)
    replies = replies_to([one.id for one in said])
    reader = _Reader(discussion, actor, now)
    return [reader.post(one, [reader.post(reply) for reply in replies.get(one.id, ())]) for one in said]


class _Reader:
    """Asks what does not depend on the contribution once."""

    def __init__(self, discussion: Discussion, actor: Actor, now: datetime) -> None:
        self.discussion, self.actor, self.now = discussion, actor, now
        self.moderates = rules.can_moderate(discussion, actor)
        self.speaks = rules.contribute_refusal(discussion, actor, now) is None

    def post(self, said: Contribution, replies: Sequence[Post] = ()) -> Post:
        is_own = self.actor.user_id == said.author_id
        return Post(
            said,
            tuple(replies),
            reads_words=said.is_shown or (said.withdrawn_at is None and (self.moderates or is_own)),
            may_answer=self.speaks and said.is_shown,
            may_edit=is_own and rules.edit_refusal(said, self.discussion, self.actor, self.now) is None,
            may_withdraw=rules.can_withdraw(said, self.actor),
            may_report=rules.can_report(said, self.actor) and not self.moderates,
            may_hide=said.withdrawn_at is None
            and rules.can_judge(self.discussion, self.actor, author_id=said.author_id),
        )
