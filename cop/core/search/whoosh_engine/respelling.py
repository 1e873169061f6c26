"""Did you mean, and how a word may go on: from the words of what the reader may see. Others are not known to exist."""

from cop.core.search.analysis import ANALYSED
from cop.core.search.asking import Asked, Word, term
from cop.core.search.kept import SEPARATOR
from cop.core.search.port import Query
from cop.core.search.respelling import respelled
from cop.core.search.whoosh_engine.fields import body_field
from cop.core.search.whoosh_engine.scoring import labelled
from cop.core.search.whoosh_engine.view import View

LOOKED_AT = 200
"""Words of a segment that begin alike."""


def suggestion(view: View, query: Query, asked: Asked, *, reader: str, visible: int) -> str | None:
    """The query respelled by words of the `visible` documents."""

    def is_known(word: Word) -> bool:
        said = {(body_field(spoken), term(word, spoken, heard_as=spoken)) for spoken in ANALYSED}
        return bool(visible & labelled(view, word, reader)) or any(
            visible & view.documents(field, one) for field, one in said if one
        )

    return respelled(query, asked, is_known=is_known, nearest=lambda folded: _nearest(view, folded, visible))


def _nearest(view: View, folded: str, visible: int) -> str | None:
    found = {near for part in view.parts for near in part.segment.speller().near(folded)}
    best = None
    for slips, known in found:
        often = (visible & view.documents("spelled", SEPARATOR.join(known))).bit_count()
        if often and (best is None or (slips, -often, known.written) < best):
            best = (slips, -often, known.written)
    return best[2] if best else None


def completions(view: View, folded: str, among: int, limit: int) -> list[str]:
    """The words of the documents `among` that begin so, as written, the most frequent first."""
    entries = {entry for part in view.parts for entry in part.segment.terms("spelled", folded)[:LOOKED_AT]}
    often = {entry: (among & view.documents("spelled", entry)).bit_count() for entry in entries}
    found = sorted((entry for entry in entries if often[entry]), key=lambda entry: (-often[entry], entry))
    return list(dict.fromkeys(entry.split(SEPARATOR)[1] for entry in found))[:limit]
