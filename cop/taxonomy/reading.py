"""Vocabularies and terms as their pages show them."""

from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from cop.core.i18n import sentence
from cop.kernel.messages import say
from cop.taxonomy.rules import VOCABULARY_NAMES, is_open
from cop.taxonomy.skos import known_as
from cop.taxonomy.terms import vocabulary
from cop.taxonomy.vocabulary import Term, Vocabulary


@dataclass(frozen=True)
class VocabularyReading:
    """A vocabulary for a reader of `language`."""

    vocabulary: Vocabulary
    language: str

    @property
    def name(self) -> str:
        return self.vocabulary.name

    @property
    def title(self) -> str:
        return sentence(say(VOCABULARY_NAMES[self.name]))

    @property
    def is_open(self) -> bool:
        return is_open(self.name)

    @cached_property
    def terms(self) -> list["TermReading"]:
        """Every term, retired ones too, each before its narrower ones."""
        every = tuple(self.vocabulary.terms)
        choices = self.vocabulary.choices(self.language, also=every)
        return [
            term_reading(self.vocabulary, self.vocabulary.terms[code], self.language) for code, _ in choices
        ]


@dataclass(frozen=True)
class TermReading:
    """A term for a reader of `language`."""

    vocabulary: Vocabulary
    term: Term
    language: str

    @property
    def label(self) -> str:
        return self.vocabulary.label(self.term.code, self.language)

    @property
    def synonyms(self) -> tuple[str, ...]:
        return self.term.synonyms[self.language]

    @property
    def level(self) -> int:
        return self.vocabulary.level(self.term.code)

    @property
    def url(self) -> str:
        return url_for("vocabularies.term_show", name=self.vocabulary.name, code=self.term.code)

    @property
    def known_as(self) -> str | None:
        return known_as(self.vocabulary.name, self.term.code)

    @property
    def broader(self) -> list["TermReading"]:
        """The terms that include it, nearest first."""
        return self._others(self.vocabulary.broader(self.term.code))

    @property
    def narrower(self) -> list["TermReading"]:
        return self._others(self.vocabulary.narrower(self.term.code))

    @property
    def merged(self) -> list[str]:
        """The codes that stand for it since they were merged into it."""
        return [code for code, into in self.vocabulary.merged.items() if into == self.term.code]

    def _others(self, codes: tuple[str, ...]) -> list["TermReading"]:
        return [TermReading(self.vocabulary, self.vocabulary.terms[code], self.language) for code in codes]


def reading_of(name: str, language: str) -> VocabularyReading:
    return VocabularyReading(vocabulary(name), language)


def term_reading(vocabulary: Vocabulary, term: Term, language: str) -> TermReading:
    return TermReading(vocabulary, term, language)
