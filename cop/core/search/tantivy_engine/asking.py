"""A question in tantivy's words: what ranks, what must be there, what narrows."""

from collections.abc import Iterable, Mapping, Sequence

from tantivy import Occur, Query

from cop.core.search import port
from cop.core.search.analysis import ANALYSED, analysed_as, terms
from cop.core.search.asking import Asked, Word, term
from cop.core.search.kept import SEPARATOR, plain
from cop.core.search.port import Order
from cop.core.search.ranking import LABEL_WEIGHT, NAMED_WEIGHT, OWN_LANGUAGE, rarity, wanted_terms
from cop.core.search.tantivy_engine.fields import body_field, schema
from cop.core.search.tantivy_engine.view import View


def any_of(queries: Iterable[Query]) -> Query:
    several = list(queries)
    return Query.boolean_query([(Occur.Should, one) for one in several]) if several else Query.empty_query()


def all_of(scored: Query, *conditions: Query) -> Query:
    """What fits `scored` and each condition; conditions add nothing to the score."""
    musts = [(Occur.Must, Query.const_score_query(condition, 0.0)) for condition in conditions]
    return Query.boolean_query([(Occur.Must, scored), *musts])


def one_of(field: str, values: Iterable[str]) -> Query:
    return Query.term_set_query(schema(), field, [plain(value) for value in values])


def visible(view: View, audiences: Sequence[str]) -> list[Query]:
    """Conditions: it is for one of the audiences. None where they see everything."""
    return [] if view.audiences.issubset(audiences) else [one_of("audience", audiences)]


def wanted(view: View, query: port.Query, asked: Asked) -> Query:
    """What is asked for: what has the words, or everything where nothing says what."""
    if asked.words:
        return ranking(view, asked, analysed_as(query.language))
    is_everything = asked.excluded or not query.text.strip()
    return Query.all_query() if is_everything else Query.empty_query()


def ranking(view: View, asked: Asked, reader: str) -> Query:
    """The score of the best of a unit's texts, the reader's own language leading, and of its labels."""
    bodies = [
        Query.boost_query(body, OWN_LANGUAGE) if spoken == reader else body
        for spoken, body in spoken_queries(view, asked, reader).items()
    ]
    labels = [query for word in asked.words if (query := _labelled(view, word, reader))]
    labels += named(view, asked, reader)
    best = Query.disjunction_max_query(bodies) if len(bodies) > 1 else any_of(bodies)
    return any_of([best, *labels]) if labels else best


def spoken_queries(view: View, asked: Asked, reader: str) -> dict[str, Query]:
    """For each language with texts that have any of the words: those texts."""
    found = {}
    for spoken in ANALYSED:
        field = body_field(spoken)
        said = [one for word in asked.words if (one := term(word, spoken, heard_as=reader))]
        known = [one for one in said if view.searcher.doc_freq(field, one)]
        if known:
            found[spoken] = any_of(Query.term_query(schema(), field, one, "freq") for one in known)
    return found


def _labelled(view: View, word: Word, reader: str) -> Query | None:
    said = term(word, reader, heard_as=reader)
    labels = view.labels.with_term(said, reader) if said else []
    return _with_any(view, labels, LABEL_WEIGHT) if labels else None


def named(view: View, asked: Asked, reader: str) -> list[Query]:
    """Units with the labels that the question names whole, and what that is worth."""
    said = frozenset(wanted_terms(asked, spoken=reader, reader=reader))
    return [_with_any(view, labels, NAMED_WEIGHT) for labels in view.labels.named_by(said, reader)]


def _with_any(view: View, labels: Sequence[str], weight: float) -> Query:
    holders = view.holders(tuple(labels))
    return Query.const_score_query(one_of("keyword", labels), weight * rarity(view.count, holders))


def whole(view: View, asked: Asked, reader: str) -> float:
    """About what a text scores by words that has all of those asked."""
    total = 0.0
    for word in asked.words:
        said = [(spoken, term(word, spoken, heard_as=reader)) for spoken in ANALYSED]
        holders = max(
            (view.searcher.doc_freq(body_field(spoken), one) for spoken, one in said if one), default=0
        )
        total += rarity(view.count, min(holders, view.count))
    return total


def known(view: View, word: Word, reader: str) -> Query | None:
    """Units that have the word in any language, as text or label; None where no unit of any audience has."""
    fields = [(body_field(spoken), term(word, spoken, heard_as=spoken)) for spoken in ANALYSED]
    bodies = [
        Query.term_query(schema(), field, said, "basic")
        for field, said in fields
        if said and view.searcher.doc_freq(field, said)
    ]
    label = _labelled(view, word, reader)
    queries = [*bodies, label] if label else bodies
    return any_of(queries) if queries else None


def required(asked: Asked) -> list[Query]:
    """Conditions: each phrase there, nothing excluded there."""
    conditions = [_with_phrase(phrase) for phrase in asked.phrases]
    unwanted = [(Occur.MustNot, _with_phrase(words)) for words in asked.excluded]
    if unwanted:
        conditions.append(Query.boolean_query([(Occur.Must, Query.all_query()), *unwanted]))
    return conditions


def _with_phrase(phrase: str) -> Query:
    found = []
    for spoken in ANALYSED:
        field, said = body_field(spoken), terms(phrase, spoken)
        if len(said) > 1:
            found.append(Query.phrase_query(schema(), field, list(said)))
        elif said:
            found.append(Query.term_query(schema(), field, said[0], "basic"))
    return any_of(found)


def ordered_by(order: Order, *, ranks: bool) -> str | None:
    """The field to order by, None for the score."""
    if order == Order.LEVEL:
        return "level"
    return None if ranks and order == Order.RELEVANCE else "date"


def filters(chosen: Mapping[str, Sequence[str]]) -> dict[str, Query]:
    """Facet -> the units that its chosen values leave."""
    return {
        name: one_of("facet", [f"{name}{SEPARATOR}{value}" for value in values])
        for name, values in chosen.items()
        if values
    }
