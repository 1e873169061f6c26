"""How results are ordered: BM25 over one combined body a language, then a bonus where the title has the words.

BM25 as Robertson and Zaragoza (2009) give it, k1 = 1.2, b = 0.75. Fielded lengths would make short titles too heavy, so
title and body are one text, and the title counts once more among the best.
"""

from collections import defaultdict
from math import log

from cop.core.search.analysis import ANALYSED, terms
from cop.core.search.asking import Asked, Word, term
from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.fields import body_field
from cop.core.search.whoosh_engine.view import View

K1, B = 1.2, 0.75
TITLE_BONUS = 0.3
"""Of the score, when the title has all the words."""
LABEL_WEIGHT = 0.6
"""What a vocabulary label in the reader's language is worth, beside the same word in the text."""
OWN_LANGUAGE = 1.25
"""The reader's own language leads where two texts fit equally."""
RERANKED = 50


def ranked(view: View, asked: Asked, *, language: str, allowed: int) -> list[tuple[int, float]]:
    """(document, score) of those of `allowed` that have any of the words, best first."""
    scores: defaultdict[int, float] = defaultdict(float)
    for word in asked.words:
        _add_bodies(view, word, language, scores)
        _add_labels(view, word, language, scores)
    spoken = view.facets().get("language", {}).get(language, 0)
    found = [
        (number, score * (OWN_LANGUAGE if spoken >> number & 1 else 1.0))
        for number, score in scores.items()
        if allowed >> number & 1
    ]
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    best = [
        (number, score * _title_factor(view, number, asked, language)) for number, score in found[:RERANKED]
    ]
    best.sort(key=lambda pair: (-pair[1], pair[0]))
    return best + found[RERANKED:]


def _add_bodies(view: View, word: Word, language: str, scores: defaultdict[int, float]) -> None:
    for spoken in ANALYSED:
        said = term(word, spoken, heard_as=language)
        if said is None:
            continue
        field = body_field(spoken)
        postings = view.postings(field, said)
        if not postings:
            continue
        lengths, mean = view.lengths(field)
        rarity = _rarity(view, len(postings))
        for number, often in postings:
            norm = K1 * (1 - B + B * lengths[number] / mean)
            scores[number] += rarity * often * (K1 + 1) / (often + norm)


def _add_labels(view: View, word: Word, language: str, scores: defaultdict[int, float]) -> None:
    said = term(word, language, heard_as=language)
    if said is None:
        return
    holders = view.labelled(language, said)
    worth = LABEL_WEIGHT * _rarity(view, len(holders))
    for number in holders:
        scores[number] += worth


def _rarity(view: View, holders: int) -> float:
    """The inverse document frequency, never negative."""
    return log(1 + (view.count - holders + 0.5) / (holders + 0.5)) if view.count >= holders else 0.0


def _title_factor(view: View, number: int, asked: Asked, language: str) -> float:
    spoken, *title = view.column("title_terms", number).decode("utf-8").split(" ")
    wanted = {said for word in asked.words if (said := term(word, spoken, heard_as=language))}
    if not wanted:
        return 1.0
    return 1 + TITLE_BONUS * len(wanted & set(title)) / len(wanted)


def with_phrase(view: View, phrase: str) -> int:
    """The set of documents in which the words of `phrase` follow each other."""
    found = 0
    for spoken in ANALYSED:
        found |= _phrase_in(view, phrase, spoken)
    return found


def _phrase_in(view: View, phrase: str, spoken: str) -> int:
    wanted = terms(phrase, spoken)
    if not wanted:
        return 0
    field = body_field(spoken)
    places = [view.positions(field, said) for said in wanted]
    common = set(places[0]).intersection(*places[1:])
    numbers = [
        number
        for number in common
        if any(
            all(start + step in places[step][number] for step in range(1, len(wanted)))
            for start in places[0][number]
        )
    ]
    return bits.of(numbers, view.size)
