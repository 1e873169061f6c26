"""Vocabularies: short lists of terms that everything else is classified by, in every language of the site.

They are data (data/*.yaml), read once, and never change while the program runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from cop.kernel.translated import LANGUAGES, pick
from cop.taxonomy.loading import check_terms, read_data
from cop.taxonomy.sorting import sort_key

NAMES = ("themes", "sectors", "sdg_targets", "organisation_types", "transfer_kinds")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: `labels` has a text for every language, `synonyms` two to six other words that readers search by."""

    code: str
    parent: str | None
    labels: Mapping[str, str] = field(hash=False)
    synonyms: Mapping[str, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms by code, broader terms pointing to nothing, narrower ones to their parent."""

    name: str
    terms: Mapping[str, Term] = field(hash=False)

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    def label(self, code: str, language: str) -> str:
        """What the term is called in `language`; a code that has gone out of use is its own label."""
        term = self.terms.get(code)
        return pick(term.labels, language).text if term else code

    def choices(self, language: str) -> list[tuple[str, str]]:
        """(code, label) of every term as a form lists them: in the order of `language`, each before its narrower terms."""
        return [(code, self.label(code, language)) for code in self._in_order(None, language)]

    def level(self, code: str) -> int:
        """How many broader terms it has: 0 at the top."""
        return len(self.broader(code))

    def broader(self, code: str) -> tuple[str, ...]:
        """The terms that include this one, nearest first. KeyError for an unknown code."""
        found: list[str] = []
        parent = self.terms[code].parent
        while parent is not None:
            found.append(parent)
            parent = self.terms[parent].parent
        return tuple(found)

    def narrower(self, code: str) -> tuple[str, ...]:
        """The terms that this one includes, in the order of the file. KeyError for an unknown code."""
        if code not in self.terms:
            raise KeyError(code)
        return tuple(other for other in self.terms if code in self.broader(other))

    def all_labels(self, code: str) -> tuple[str, ...]:
        """Every label and synonym in every language, each once: what a search across languages finds the term by."""
        term = self.terms[code]
        words = (word for lang in LANGUAGES for word in (term.labels[lang], *term.synonyms[lang]))
        return tuple(dict.fromkeys(words))

    def _in_order(self, parent: str | None, language: str) -> Iterator[str]:
        level = [code for code, term in self.terms.items() if term.parent == parent]
        for code in sorted(level, key=lambda code: sort_key(self.label(code, language), language)):
            yield code
            yield from self._in_order(code, language)


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


@cache
def vocabulary(name: str) -> Vocabulary:
    """One of NAMES; KeyError for another."""
    if name not in NAMES:
        raise KeyError(name)
    return build_vocabulary(name, read_data(name))
