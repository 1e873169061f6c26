"""What to try where nothing was found: the same question with one thing less, if that finds something."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from cop.core import i18n
from cop.core.search.asking import as_words
from cop.search.asking import FACETS, Asked
from cop.search.facets import facet_name, value_label

Count = Callable[[Asked], int]


@dataclass(frozen=True, slots=True)
class Wider:
    """A question that asks for less, said in words, and how much it finds."""

    label: str
    url: str
    count: int


def wider(asked: Asked, count: Count) -> tuple[Wider, ...]:
    """The questions next to `asked` that find something, `count` telling how much: the picky parts are taken off one by one."""
    tried = ((label, question, count(question)) for label, question in _looser(asked))
    return tuple(Wider(label, question.address(), found) for label, question, found in tried if found)


def _looser(asked: Asked) -> Iterator[tuple[str, Asked]]:
    chosen = [name for name in FACETS if asked.chosen[name]]
    for name in chosen:
        values = i18n.comma().join(value_label(name, value) for value in asked.chosen[name])
        words = _("Without the filter “%(facet)s: %(values)s”", facet=facet_name(name), values=values)
        yield words, asked.without(name)
    if len(chosen) > 1:
        yield _("Without any filter"), asked.unfiltered()
    plain = " ".join(as_words(asked.text).split())
    if plain and plain != asked.text:
        yield _("Without quotation marks and minus signs"), asked.with_text(plain)
        if chosen:
            yield _("The words alone, without any filter"), asked.with_text(plain).unfiltered()
