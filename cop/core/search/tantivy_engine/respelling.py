"""Did you mean, and how a word may go on: from the words of what the reader may see. Others are not known to exist."""

from collections import Counter

from tantivy import DocAddress, Query

from cop.core.search import port
from cop.core.search.analysis import words
from cop.core.search.asking import Asked, Word
from cop.core.search.folding import fold
from cop.core.search.kept import SEPARATOR
from cop.core.search.respelling import respelled
from cop.core.search.spelling import distance, slips_allowed
from cop.core.search.tantivy_engine import asking
from cop.core.search.tantivy_engine.fields import documents_of, schema
from cop.core.search.tantivy_engine.view import View

LOOKED_AT = 8
"""Units that have a word nearby; which words they are is read from their texts."""

COMPLETIONS = 200
"""Words that begin alike."""


def suggestion(view: View, query: port.Query, asked: Asked, reader: str) -> str | None:
    """The query respelled by words that the query's audiences may see."""
    visible = asking.one_of("audience", query.audiences)
    sees_all = view.audiences.issubset(query.audiences)

    def is_known(word: Word) -> bool:
        having = asking.known(view, word, reader)
        return having is not None and (sees_all or view.any(asking.all_of(having, visible)))

    return respelled(query, asked, is_known=is_known, nearest=lambda folded: _nearest(view, folded, visible))


def _nearest(view: View, folded: str, visible: Query) -> str | None:
    for slips in range(1, slips_allowed(folded) + 1):
        near = Query.fuzzy_term_query(schema(), "spelled", folded, slips)
        hits = view.searcher.search(asking.all_of(near, visible), LOOKED_AT, count=False).hits
        found = Counter(word for _score, address in hits for word in _words(view, address, folded, slips))
        if found:
            return min(found, key=lambda word: (-view.searcher.doc_freq("spelled", fold(word)), word))
    return None


def _words(view: View, address: DocAddress, folded: str, slips: int) -> set[str]:
    found = set()
    for document in documents_of(view.row(address)):
        text = f"{document['title']}\n{document['body']}"
        written = {
            text[start:end].lower() for start, end in words(text) if abs(end - start - len(folded)) <= slips
        }
        found |= {word for word in written if 0 < distance(folded, fold(word), most=slips) <= slips}
    return found


def completions(view: View, folded: str, spoken: str, visible: Query, limit: int) -> list[str]:
    """The words of the `visible` texts in a language that begin so, as written, the most frequent first."""
    begun = f"{spoken}{SEPARATOR}{folded}"
    entries = view.searcher.terms_with_prefix("written", begun, limit=COMPLETIONS, filter_query=visible)
    found = sorted(entries, key=lambda entry: (-entry[1], entry[0]))
    return list(dict.fromkeys(entry.rsplit(SEPARATOR, 1)[1] for entry, _holders in found))[:limit]
