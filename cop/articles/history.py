"""What a revision changed, text by text, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from cop.articles.models import ArticleRevision
from cop.articles.rules.structure import Details, Word, every_word
from cop.kernel.differences import Change, word_changes


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that is not what it was: `word` says where it stands in the template, `label` what else it is."""

    changes: list[Change]
    word: Word | None = None
    label: str = ""


def changes_of(before: ArticleRevision | None, after: ArticleRevision, details: Details) -> list[Changed]:
    """What differs from the revision before; nothing for the first, which is all new."""
    return [] if before is None else [*_in_head(before, after), *_in_words(before, after, details)]


def _in_head(before: ArticleRevision, after: ArticleRevision) -> Iterator[Changed]:
    labels = {"title": _("Title"), "summary": _("Summary"), "image_alt": _("The picture in words")}
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Changed(word_changes(old, new), label=label)


def _in_words(before: ArticleRevision, after: ArticleRevision, details: Details) -> Iterator[Changed]:
    old, new = ({w.path: w for w in every_word(one.content, details)} for one in (before, after))
    for path in [*new, *(path for path in old if path not in new)]:
        texts = [words[path].text if path in words else "" for words in (old, new)]
        if texts[0] != texts[1]:
            yield Changed(word_changes(*texts), word=new.get(path) or old[path])
