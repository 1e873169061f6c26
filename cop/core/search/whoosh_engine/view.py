"""One generation of the index as the ranking reads it: its segments side by side, and who of them is alive."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cop.core.search.labels import Labels
from cop.core.search.ranking import K1, B
from cop.core.search.whoosh_engine import bits
from cop.core.search.whoosh_engine.fields import SPOKEN, body_field
from cop.core.search.whoosh_engine.segment import MOST_TERMS_KEPT, Segment

Generation = tuple[str, int]


class Part(NamedTuple):
    """A segment, the number of its first document among all, and who was deleted from it."""

    segment: Segment
    first: int
    deleted: frozenset[int]


class Weights(NamedTuple):
    """Documents that have a term, and what BM25 makes of how often and of their length, before the term's rarity."""

    numbers: "array[int]"
    each: "array[float]"


class View:
    """Never changes. A new generation is a new view over the segments that are still in use, so it costs little."""

    def __init__(self, segments: Sequence[tuple[Segment, frozenset[int]]], generation: Generation) -> None:
        self.generation = generation
        self.parts: list[Part] = []
        self.size = 0
        for segment, deleted in segments:
            self.parts.append(Part(segment, self.size, deleted))
            self.size += segment.size
        self._firsts = [part.first for part in self.parts]
        dead = bits.of((part.first + number for part in self.parts for number in part.deleted), self.size)
        self.alive = bits.everything(self.size) & ~dead
        self.count = self.alive.bit_count()
        self.weights = lru_cache(MOST_TERMS_KEPT // 4)(self._weights)
        self.facets = lru_cache(None)(self._facets)
        self.groups = lru_cache(None)(self._groups)
        self.dates = lru_cache(None)(self._dates)
        self.levels = lru_cache(None)(self._levels)
        self.spoken = lru_cache(None)(self._spoken)
        self.labels = lru_cache(None)(self._labels)
        self.document_keys = lru_cache(None)(self._document_keys)
        self.numbers = lru_cache(None)(self._numbers)
        self.texts_in = lru_cache(None)(self._texts_in)

    def _joined(self, ask: Callable[[Segment], int]) -> int:
        """A set of each segment as one of all."""
        found = 0
        for part in self.parts:
            found |= ask(part.segment) << part.first
        return found

    def documents(self, field: str, term: str) -> int:
        """The set of documents with the term in the field."""
        return self._joined(lambda segment: segment.documents(field, term)) & self.alive

    def with_phrase(self, field: str, terms: Sequence[str]) -> int:
        """The set of documents in which the terms follow each other."""
        return self._joined(lambda segment: _phrase(segment, field, terms))

    def _weights(self, language: str, term: str) -> Weights:
        """Of the texts of a language that have the term."""
        mean = self._mean_length(language)
        numbers, each = array("I"), array("f")
        for segment, first, deleted in self.parts:
            found = segment.postings(body_field(language), term)
            lengths = segment.lengths(language).each if found.numbers else ()
            for number, often in zip(*found, strict=True):
                if number in deleted:
                    continue
                numbers.append(first + number)
                each.append(often * (K1 + 1) / (often + K1 * (1 - B + B * lengths[number] / mean)))
        return Weights(numbers, each)

    def _mean_length(self, language: str) -> float:
        """Of those that are alive, so that scores do not tell when a segment was opened."""
        total, used = 0, 0
        for segment, _first, deleted in self.parts:
            lengths = segment.lengths(language)
            gone = [length for number in deleted if (length := lengths.each[number])]
            total, used = total + lengths.total - sum(gone), used + lengths.used - len(gone)
        return total / used if used else 1.0

    def _facets(self) -> dict[str, dict[str, int]]:
        """Facet -> value -> the set of its documents."""
        found: dict[str, dict[str, int]] = {}
        for part in self.parts:
            for name, values in part.segment.facets().items():
                known = found.setdefault(name, {})
                for value, documents in values.items():
                    known[value] = known.get(value, 0) | documents << part.first
        return found

    def _groups(self) -> list[bytes]:
        """The group of each document, by number."""
        return [group for part in self.parts for group in part.segment.groups()]

    def _dates(self) -> list[bytes]:
        """The date of each, which sorts as time does."""
        return [date for part in self.parts for date in part.segment.dates()]

    def _levels(self) -> list[int]:
        """How well proven each is."""
        return [level for part in self.parts for level in part.segment.levels()]

    def _spoken(self, language: str) -> bytes:
        """For each document by its number: is it in this language?"""
        return bits.flags(self.facets().get(SPOKEN, {}).get(language, 0), self.size)

    def _labels(self) -> Labels:
        return Labels({keyword for part in self.parts for keyword in part.segment.keywords()})

    def _document_keys(self) -> "array[int]":
        """The key of each document, by number."""
        return array("Q", (key for part in self.parts for key in part.segment.document_keys()))

    def _numbers(self) -> dict[int, int]:
        """The number of each document that is alive, by its key."""
        keys = self.document_keys()
        return {keys[number]: number for number in bits.members(self.alive, self.size)}

    def _texts_in(self, language: str) -> dict[bytes, int]:
        """The document in this language of each group that has one."""
        groups, spoken = self.groups(), self.spoken(language)
        return {groups[number]: number for number in bits.members(self.alive, self.size) if spoken[number]}

    def column(self, name: str, number: int) -> Any:
        """One value of one document."""
        segment, local = self._locate(number)
        return segment.column(name, local)

    def kept(self, number: int) -> dict[str, Any]:
        """The document as it was given."""
        segment, local = self._locate(number)
        return segment.kept(local)

    def _locate(self, number: int) -> tuple[Segment, int]:
        part = self.parts[bisect_right(self._firsts, number) - 1]
        return part.segment, number - part.first


def _phrase(segment: Segment, field: str, terms: Sequence[str]) -> int:
    if len(terms) == 1:
        return segment.documents(field, terms[0])
    places = [segment.positions(field, term) for term in terms]
    numbers = [
        number
        for number in set(places[0]).intersection(*places[1:])
        if any(
            all(start + step in places[step][number] for step in range(1, len(terms)))
            for start in places[0][number]
        )
    ]
    return bits.of(numbers, segment.size)
