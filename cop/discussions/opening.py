"""What somebody wants a discussion to be: its words, what it is about, when and by whom it is led."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Subject:
    """What a discussion is about. Themes are terms of the vocabulary, countries ISO 3166 alpha-2."""

    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that begin it, in one language."""

    title: str
    question: str
    language: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The first and the last day of an e-discussion, and the address of who leads it beside the secretariat."""

    opens_on: date
    closes_on: date
    moderator: str = ""
