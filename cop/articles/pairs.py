"""A practice into another language as a translator sees it: each text of the original, and beside it what there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from cop.articles.models import Article
from cop.articles.queries import original_of
from cop.articles.rules.content import HEAD, texts_of
from cop.articles.rules.structure import Word, public_part, words_of
from cop.articles.rules.template import Kind
from cop.articles.rules.translation import state_of
from cop.articles.states import TRANSLATION_KINDS, TRANSLATION_NAMES, TranslationState
from cop.articles.translations import revisions_numbered, source_of, target_of
from cop.core.i18n import number, sentence
from cop.kernel.differences import Change, word_changes
from cop.kernel.messages import Message, say
from cop.kernel.units import DONE, DRAFT, MISSING, OUTDATED, Unit

UNIT_STATES = {
    TranslationState.MISSING: MISSING,
    TranslationState.MACHINE_DRAFT: DRAFT,
    TranslationState.OUTDATED: OUTDATED,
    TranslationState.UP_TO_DATE: DONE,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One text: `key` is its path, `word` its place in the template, if it is none of the head.

    `changes` tell of an outdated one how the original got from what it said when it was translated to what it says now.
    """

    key: str
    source: str
    target: str
    state: TranslationState
    pin: int = 0
    word: Word | None = None
    changes: tuple[Change, ...] = ()

    @property
    def label(self) -> str:
        """Where it stands, for people."""
        if self.word is None:
            labels = {"title": _("Title"), "summary": _("Summary"), "image_alt": _("The picture in words")}
            return str(labels[self.key])
        label = sentence(say(self.word.item.label))
        if self.word.group is None:
            return label
        return f"{sentence(say(self.word.group.one, number=number(self.word.number)))}: {label}"

    @property
    def limit(self) -> int:
        """How many characters at most."""
        return self.word.item.limit if self.word else HEAD[self.key]

    @property
    def is_long(self) -> bool:
        """More than a line."""
        return self.word.item.kind == Kind.TEXT if self.word else self.key == "summary"

    @property
    def is_open(self) -> bool:
        """Somebody has to look at it."""
        return self.state != TranslationState.UP_TO_DATE

    @property
    def may_be_right(self) -> bool:
        """A person can say that it is right as it stands."""
        return self.is_open and bool(self.target)

    @property
    def state_name(self) -> Message:
        return say(TRANSLATION_NAMES[self.state])

    @property
    def state_kind(self) -> str:
        return TRANSLATION_KINDS[self.state]

    @property
    def unit(self) -> Unit:
        """The same for a translator's program."""
        return Unit(self.source, self.target, UNIT_STATES[self.state])


def pairs_of(article: Article, language: str) -> list[Pair]:
    """Every text that the original has, in the order it is read."""
    source, target = source_of(article), target_of(article, language)
    words = {w.path: w for w in words_of(original_of(article).content, public_part(article.details))}
    return [
        Pair(
            path,
            text,
            target.texts.get(path, ""),
            state_of(path, source, target),
            target.pins.get(path, 0),
            words.get(path),
        )
        for path, text in source.texts.items()
    ]


def with_changes(article: Article, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The same; outdated ones with what the original changed since they were made."""
    wanted = {pair.pin for pair in pairs if pair.state == TranslationState.OUTDATED}
    revisions = revisions_numbered(article, article.original_language, wanted)
    said = {revision.number: texts_of(revision) for revision in revisions}
    for pair in pairs:
        before = said.get(pair.pin, {}).get(pair.key)
        if pair.state == TranslationState.OUTDATED and before is not None and before != pair.source:
            yield replace(pair, changes=tuple(word_changes(before, pair.source)))
        else:
            yield pair
