"""One text in several languages, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "fr", "es", "pt", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})


def direction(language: str) -> str:
    """`rtl` or `ltr`, for HTML's dir attribute."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Localised:
    """A text and the language it is really in: what a page needs for `lang` and `dir`."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        return direction(self.language)

    def __str__(self) -> str:
        return self.text


def pick(texts: Mapping[str, str], language: str, *, fallback: str | None = None) -> Localised:
    """The text in `language`; else in `fallback`; else in the first of LANGUAGES that has one, so that a reader gets something.

    Raises KeyError when there is no text at all.
    """
    for candidate in (language, fallback, *LANGUAGES, *texts):
        if candidate is not None and texts.get(candidate):
            return Localised(texts[candidate], candidate)
    raise KeyError(language)
