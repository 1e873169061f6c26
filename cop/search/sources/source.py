"""What a feature puts into the index, said the same way for all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from cop.core.search.port import Document
from cop.taxonomy.terms import vocabulary


class Numbered(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """Things of one table. Documents are named `<name>-<number of the thing>-…`.

    `after(last, most)` are those that belong in the index and have a greater number, in order; `by_number` is one of them;
    `documents_of` what stands in the index for one; `possible` every name that a thing's documents may ever have; `names` all
    the names that should be there now; `using(vocabulary, codes)` the numbers of those that are found by the words of a term.
    """

    name: str
    count: Callable[[], int]
    after: Callable[[int, int], Sequence[T]]
    by_number: Callable[[int], T | None]
    documents_of: Callable[[T], list[Document]]
    possible: Callable[[int], list[str]]
    names: Callable[[], set[str]]
    using: Callable[[str, Sequence[str]], Iterable[int]] = lambda _vocabulary, _codes: ()


def labels_of(terms: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What terms, each (vocabulary, code), are called in every language: a search finds by any of it."""
    known = ((vocabulary(name), code) for name, code in terms)
    labels = (label for of, code in known if code in of for label in of.all_labels(code))
    return tuple(dict.fromkeys(labels))


def coded(name: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """`codes` as terms of the vocabulary `name`."""
    return [(name, code) for code in codes]
