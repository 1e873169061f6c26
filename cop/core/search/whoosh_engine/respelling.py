"""Did you mean, from the words of those documents that the reader may see: another's are not known to exist."""

from cop.core.search.analysis import ANALYSED
from cop.core.search.asking import Asked, Word, term
from cop.core.search.kept import SEPARATOR
from cop.core.search.port import Query
from cop.core.search.respelling import respelled
from cop.core.search.whoosh_engine.fields import body_field
from cop.core.search.whoosh_engine.scoring import labelled
from cop.core.search.whoosh_engine.view import View


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
