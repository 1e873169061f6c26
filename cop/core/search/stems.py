"""Many forms of a word, one term: light stemming of folded words.

Arabic follows the light stemming of Larkey, Ballesteros and Connell (2002); the others are Snowball's, with a few rules before it
for what folding hides from it (the French -ée, the Portuguese -ões) and what it does not know (children, mulheres).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from threading import Lock

import snowballstemmer

_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese"}
_LOCK = Lock()  # a Snowball stemmer keeps the word it works on in itself

_IRREGULAR = {
    "en": {
        "children": "child", "women": "woman", "men": "man", "people": "person", "peoples": "person", "feet": "foot",
        "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife",
        "halves": "half", "loaves": "loaf", "thieves": "thief", "criteria": "criterion", "phenomena": "phenomenon",
        "analyses": "analysis", "crises": "crisis", "theses": "thesis", "hypotheses": "hypothesis", "diagnoses": "diagnosis",
        "curricula": "curriculum", "indices": "index", "appendices": "appendix", "oxen": "ox", "grandchildren": "grandchild",
        "schoolchildren": "schoolchild", "businesswomen": "businesswoman", "fishermen": "fisherman",
    },
    "fr": {"yeux": "oeil", "travaux": "travail", "baux": "bail", "vitraux": "vitrail"},
}  # fmt: skip

_BEFORE_SNOWBALL: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": ((re.compile(r"(?<=...)ees?$"), "e"),),
    "es": ((re.compile(r"(?<=..)([aei])res$"), r"\1r"),),
    "pt": (
        (re.compile(r"(?<=.)oes$"), "ao"),
        (re.compile(r"(?<=..)aes$"), "ao"),
        (re.compile(r"(?<=.)aos$"), "ao"),
        (re.compile(r"(?<=...)ais$"), "al"),
        (re.compile(r"(?<=...)eis$"), "el"),
    ),
}

_ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
_ARTICLES = ("وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def changed_initials() -> Iterator[tuple[str, str]]:
    """(first letter of a term, first letter of an irregular word that becomes it) where the two differ: "yeux", "oeil"."""
    for words in _IRREGULAR.values():
        yield from ((regular[0], word[0]) for word, regular in words.items() if regular[0] != word[0])


def stem(folded: str, language: str) -> str:
    """The term of a folded word. Arabic words are Arabic in a text of any language; digits stay."""
    if _ARABIC.fullmatch(folded):
        return _arabic(folded)
    if language not in _SNOWBALL or not folded.isalpha():
        return folded
    regular = _IRREGULAR.get(language, {}).get(folded, folded)
    for pattern, replacement in _BEFORE_SNOWBALL.get(language, ()):
        regular = pattern.sub(replacement, regular)
    with _LOCK:
        return _snowball(language)(regular)


@cache
def _snowball(language: str) -> Callable[[str], str]:
    stem_word: Callable[[str], str] = snowballstemmer.stemmer(_SNOWBALL[language]).stemWord
    return stem_word


def _arabic(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word[len(article) :]
            break
    else:
        if word.startswith("و") and len(word) > 3:
            word = word[1:]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
    return word
