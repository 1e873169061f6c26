"""From units found to what a page shows of them: their order, their counts, the text of each that fits its reader."""

from collections.abc import Mapping, Sequence
from typing import Any

from tantivy import DocAddress, Query

from cop.core.search.analysis import analysed_as
from cop.core.search.asking import Asked
from cop.core.search.kept import SEPARATOR, hit
from cop.core.search.meaning.keys import key_of
from cop.core.search.meaning.question import Close
from cop.core.search.port import Hit
from cop.core.search.ranking import reranked, title_factor
from cop.core.search.tantivy_engine import asking
from cop.core.search.tantivy_engine.fields import documents_of, texts_of
from cop.core.search.tantivy_engine.view import Scored, View


def in_order(view: View, best: list[Scored], asked: Asked, reader: str) -> list[Scored]:
    """The best units in the order that their titles give them; the title that fits best counts."""

    def factor(address: DocAddress) -> float:
        texts = texts_of(view.row(address))
        return max(
            title_factor(text["title"], asked, spoken=spoken, reader=reader) for spoken, text in texts.items()
        )

    return reranked(best, factor)


def shown(
    view: View, page: Sequence[Scored], asked: Asked, reader: str, near: Mapping[int, Close]
) -> tuple[Hit, ...]:
    """A hit for each unit: its text in the reader's language if that was found, else the text found best."""
    units = [documents_of(view.row(address)) for address, _score in page]
    several = [document["id"] for texts in units if len(texts) > 1 for document in texts]
    found = _found_languages(view, several, asked, reader) if several else {}
    hits = []
    for (address, score), texts in zip(page, units, strict=True):
        place = (address.segment_ord, address.doc)
        best = max(
            texts,
            key=lambda text: (found.get((*place, analysed_as(text["language"])), 0.0), _near(text, near)),
        )
        own = next((text for text in texts if analysed_as(text["language"]) == reader), None)
        was_found = any((*place, analysed_as(text["language"])) in found for text in texts)
        if own is not None and (not was_found or (*place, reader) in found):
            best = own
        close = near.get(key_of(best["id"]))
        hits.append(hit(best, score, asked, reader, nearest=close.passage if close else None))
    return tuple(hits)


def _near(text: Mapping[str, Any], near: Mapping[int, Close]) -> float:
    close = near.get(key_of(text["id"]))
    return close.closeness if close else 0.0


def _found_languages(
    view: View, ids: Sequence[str], asked: Asked, reader: str
) -> Mapping[tuple[int, int, str], float]:
    """(segment, number, language) -> the score of that language's text, among the units with `ids`."""
    found = {}
    for spoken, query in asking.spoken_queries(view, asked, reader).items():
        among = asking.all_of(query, asking.one_of("id", ids))
        for score, address in view.searcher.search(among, len(ids), count=False).hits:
            found[address.segment_ord, address.doc, spoken] = score
    return found


def counts(view: View, found: Query, chosen: Mapping[str, Query]) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each facet its values and what each would leave, the other filters applied."""
    facets = _counted(view, asking.all_of(found, *chosen.values()))
    for name in chosen:
        others = [query for other, query in chosen.items() if other != name]
        facets[name] = _counted(view, asking.all_of(found, *others), name + SEPARATOR).get(name, [])
    return {
        name: tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))) for name, pairs in facets.items()
    }


def _counted(view: View, query: Query, prefix: str = "") -> dict[str, list[tuple[str, int]]]:
    """Facet -> its values with how many units have each. Quicker than an aggregation, which walks every unit's values."""
    found: dict[str, list[tuple[str, int]]] = {}
    for entry, count in view.searcher.terms_with_prefix("facet", prefix, filter_query=query):
        name, value = entry.split(SEPARATOR, 1)
        found.setdefault(name, []).append((value, count))
    return found
