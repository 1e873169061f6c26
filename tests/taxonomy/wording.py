"""Words for terms of tests."""

from typing import Any

from cop.kernel.translated import LANGUAGES
from cop.taxonomy.rules import Wording


def wording(word: str, *synonyms: str, parent: str | None = None) -> Wording:
    """A term called `word` and its language."""
    return Wording(
        labels={language: f"{word} {language}" for language in LANGUAGES},
        synonyms=dict.fromkeys(LANGUAGES, synonyms),
        parent=parent,
    )


def typed(word: str, *synonyms: str, **more: Any) -> dict[str, Any]:
    """The same as a form has it."""
    fields: dict[str, Any] = {f"label_{language}": f"{word} {language}" for language in LANGUAGES}
    fields |= {f"synonyms_{language}": "\n".join(synonyms) for language in LANGUAGES}
    return fields | more
