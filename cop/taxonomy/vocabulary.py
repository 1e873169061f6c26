"""What a vocabulary is: terms with labels and synonyms in every language, broader and narrower ones."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from cop.kernel.translated import LANGUAGES, pick
from cop.taxonomy.loading import check_terms
from cop.taxonomy.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: `labels` has a text for every language, `synonyms` other words that readers search by.

    A retired term is shown where it was chosen and no longer offered. `version` counts what staff changed: 0 as shipped.
    """

    code: str
    parent: str | None
    labels: Mapping[str, str] = field(hash=False)
    synonyms: Mapping[str, tuple[str, ...]] = field(hash=False)
    is_retired: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Terms by code, broader terms pointing to nothing, narrower ones to their parent.

    `merged` maps each code that was merged into another to the one it stands for now.
    """

    name: str
    terms: Mapping[str, Term]
    merged: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.terms or code in self.merged

    def resolve(self, code: str) -> str:
        """The code that `code` stands for: itself, unless it was merged into another."""
        return self.merged.get(code, code)

    def label(self, code: str, language: str) -> str:
        """What the term is called in `language`; a code that nobody knows is its own label."""
        term = self.terms.get(self.resolve(code))
        return pick(term.labels, language).text if term else code

    def choices(self, language: str, *, also: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """(code, label) of every term as a form offers them: in the order of `language`, each before its narrower terms.

        Retired ones are only there when they are among `also`, which holds what was chosen before.
        """
        return [
            (code, label)
            for code, label in _in_order(self, language)
            if code in also or not self.terms[code].is_retired
        ]

    def level(self, code: str) -> int:
        """How many broader terms it has: 0 at the top."""
        return len(self.broader(code))

    def broader(self, code: str) -> tuple[str, ...]:
        """The terms that include this one, nearest first. KeyError for an unknown code."""
        found: list[str] = []
        parent = self.terms[self.resolve(code)].parent
        while parent is not None:
            found.append(parent)
            parent = self.terms[parent].parent
        return tuple(found)

    def with_broader(self, codes: Iterable[str]) -> tuple[str, ...]:
        """`codes` that it knows and the terms that include them: who filters by a broad term finds the narrow ones too."""
        known = (code for code in codes if code in self)
        return tuple(
            dict.fromkeys(one for code in known for one in (self.resolve(code), *self.broader(code)))
        )

    def narrower(self, code: str) -> tuple[str, ...]:
        """The terms that this one includes, in the order of the file. KeyError for an unknown code."""
        wanted = self.terms[self.resolve(code)].code
        return tuple(other for other in self.terms if wanted in self.broader(other))

    def all_labels(self, code: str) -> tuple[str, ...]:
        """Every label and synonym in every language, each once: what a search across languages finds the term by."""
        term = self.terms[self.resolve(code)]
        words = (word for lang in LANGUAGES for word in (term.labels[lang], *term.synonyms[lang]))
        return tuple(dict.fromkeys(words))


@lru_cache(maxsize=128)
def _in_order(vocabulary: Vocabulary, language: str) -> tuple[tuple[str, str], ...]:
    """(code, label) of every term. A vocabulary never changes, it is replaced: so this is worked out once for each."""
    return tuple((code, vocabulary.label(code, language)) for code in _below(vocabulary, None, language))


def _below(vocabulary: Vocabulary, parent: str | None, language: str) -> Iterator[str]:
    level = [code for code, term in vocabulary.terms.items() if term.parent == parent]
    for code in sorted(level, key=lambda code: sort_key(vocabulary.label(code, language), language)):
        yield code
        yield from _below(vocabulary, code, language)


def build_vocabulary(name: str, values: object) -> Vocabulary:
    """The vocabulary in `values` (a list of mappings as the data files have it); raises VocabularyError."""
    terms = {
        entry.code: Term(
            code=entry.code,
            parent=entry.parent,
            labels=MappingProxyType(dict(entry.label)),
            synonyms=MappingProxyType({lang: tuple(words) for lang, words in entry.synonyms.items()}),
        )
        for entry in check_terms(values, name=name)
    }
    return Vocabulary(name, MappingProxyType(terms))
