"""What a revision changed, text by text and figure by figure, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from cop.articles.models import ArticleRevision
from cop.articles.rules.structure import Details, Word, every_word
from cop.articles.telling import facts_of
from cop.kernel.differences import Change, word_changes


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer that is not what it was: `word` says where it stands in the template, `label` what else it is.

    `language` is the one that it is said in.
    """

    changes: list[Change]
    language: str
    word: Word | None = None
    label: str = ""


def changes_of(
    before: ArticleRevision | None, after: ArticleRevision, details: Details, reader: str
) -> list[Changed]:
    """What differs from the revision before, facts as a `reader` of that language is told them; nothing for the first.

    `details` are today's, for revisions that were kept without theirs.
    """
    if before is None:
        return []
    words = [every_word(one.content, _details(one, details)) for one in (before, after)]
    facts = [facts_of(_details(one, details), reader) for one in (before, after)]
    language = after.language
    return [
        *_in_head(before, after),
        *_between(*words, language=language),
        *_between(*facts, language=reader),
    ]


def _details(revision: ArticleRevision, details: Details) -> Details:
    return details if revision.details is None else revision.details


def _in_head(before: ArticleRevision, after: ArticleRevision) -> Iterator[Changed]:
    labels = {"title": _("Title"), "summary": _("Summary"), "image_alt": _("The picture in words")}
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Changed(word_changes(old, new), after.language, label=label)


def _between(before: list[Word], after: list[Word], *, language: str) -> Iterator[Changed]:
    old, new = ({word.path: word for word in words} for words in (before, after))
    for path in [*new, *(path for path in old if path not in new)]:
        texts = [words[path].text if path in words else "" for words in (old, new)]
        if texts[0] != texts[1]:
            yield Changed(word_changes(*texts), language, word=new.get(path) or old[path])
