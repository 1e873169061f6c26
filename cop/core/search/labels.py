"""Vocabulary labels of every language, and the words by which readers of one of them find them."""

from collections.abc import Iterable
from functools import lru_cache

from cop.core.search.analysis import analyse


class Labels:
    """All the labels that documents carry. Each is one entry of an index, not its words in five languages in every text."""

    def __init__(self, keywords: Iterable[str]) -> None:
        self._keywords = tuple(keywords)
        self._found: dict[str, dict[str, list[str]]] = {}

    def with_term(self, term: str, language: str) -> list[str]:
        """The labels that a reader of `language` finds by `term`."""
        if language not in self._found:
            found: dict[str, list[str]] = {}
            for keyword in self._keywords:
                for said in _terms(keyword, language):
                    found.setdefault(said, []).append(keyword)
            self._found[language] = found
        return self._found[language].get(term, [])

    def named_by(self, said: frozenset[str], language: str) -> list[list[str]]:
        """The labels that a question with the terms `said` names whole, those that say the same together.

        Who asks for Guinea-Bissau does not ask for Guinea.
        """
        found: dict[frozenset[str], list[str]] = {}
        for label in dict.fromkeys(label for term in said for label in self.with_term(term, language)):
            if (terms := _terms(label, language)) <= said:
                found.setdefault(terms, []).append(label)
        return [labels for terms, labels in found.items() if not any(terms < others for others in found)]


@lru_cache(maxsize=16_384)
def _terms(keyword: str, language: str) -> frozenset[str]:
    """Nobody says which language a label is in: it is heard as the reader's."""
    return frozenset(token.term for token in analyse(keyword, language) if not token.is_stop)
