"""The scores of a question's words, added up over postings: the Whoosh family keeps them, the arithmetic is ours."""

from collections.abc import Iterable

from cop.core.search.analysis import ANALYSED, terms
from cop.core.search.asking import Asked, Word, term
from cop.core.search.ranking import (
    LABEL_WEIGHT,
    NAMED_WEIGHT,
    OWN_LANGUAGE,
    RERANKED,
    rarity,
    reranked,
    title_factor,
    wanted_terms,
)
from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.fields import body_field
from cop.core.search.whoosh_engine.view import View


def ranked(view: View, asked: Asked, *, reader: str, allowed: int) -> list[tuple[int, float]]:
    """(document, score) of those of `allowed` that have any of the words, best first."""
    scores = [0.0] * view.size
    for word in asked.words:
        _add_bodies(view, word, reader, scores)
        _add_labels(view, word, reader, scores)
    for number, named in named_scores(view, asked, reader).items():
        scores[number] += named
    found = [number for number, may in enumerate(bits.flags(allowed, view.size)) if may and scores[number]]
    found.sort(key=scores.__getitem__, reverse=True)
    first = [(number, scores[number]) for number in found[:RERANKED]]

    def factor(number: int) -> float:
        spoken, *title = view.column("title_terms", number).decode("utf-8").split(" ")
        return title_factor(title, asked, spoken=spoken, reader=reader)

    return reranked(first, factor) + [(number, scores[number]) for number in found[RERANKED:]]


def _add_bodies(view: View, word: Word, reader: str, scores: list[float]) -> None:
    for spoken in ANALYSED:
        said = term(word, spoken, heard_as=reader)
        if said is None:
            continue
        numbers, weights = view.weights(spoken, said)
        worth = rarity(view.count, len(numbers)) * (OWN_LANGUAGE if spoken == reader else 1.0)
        for number, weight in zip(numbers, weights, strict=True):
            scores[number] += worth * weight


def _add_labels(view: View, word: Word, reader: str, scores: list[float]) -> None:
    holders = labelled(view, word, reader)
    worth = LABEL_WEIGHT * rarity(view.count, holders.bit_count())
    for number in bits.members(holders, view.size) if holders else ():
        scores[number] += worth


def named_scores(view: View, asked: Asked, reader: str) -> dict[int, float]:
    """What documents score by the labels that the question names whole."""
    scores: dict[int, float] = {}
    for labels in view.labels().named_by(
        frozenset(wanted_terms(asked, spoken=reader, reader=reader)), reader
    ):
        holders = _with_any(view, labels)
        worth = NAMED_WEIGHT * rarity(view.count, holders.bit_count())
        for number in bits.members(holders, view.size):
            scores[number] = scores.get(number, 0.0) + worth
    return scores


def labelled(view: View, word: Word, reader: str) -> int:
    """The documents with a label that a `reader` of a language finds by the word."""
    said = term(word, reader, heard_as=reader)
    return _with_any(view, view.labels().with_term(said, reader)) if said else 0


def _with_any(view: View, labels: Iterable[str]) -> int:
    found = 0
    for label in labels:
        found |= view.documents("keyword", label)
    return found


def with_phrase(view: View, phrase: str) -> int:
    """The set of documents in which the words of `phrase` follow each other."""
    found = 0
    for spoken in ANALYSED:
        if wanted := terms(phrase, spoken):
            found |= view.with_phrase(body_field(spoken), wanted)
    return found
