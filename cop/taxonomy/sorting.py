"""The order in which a reader of each language looks for a name in a list."""

import re
import unicodedata

_TATWEEL = "\u0640"
_AFTER_Z = "\u024f"


def folded(text: str) -> str:
    """`text` without case, accents, vowel signs, tatweel and punctuation; single spaces.

    Equal for what people take to be the same name: "Côte d'Ivoire" and "cote d’ivoire", "عُمان" and "عمان".
    Case goes twice, as in Unicode's compatibility caseless match (chapter 3.13, D146): decomposing may uncover a capital.
    """
    letters = text
    for _ in range(2):
        letters = unicodedata.normalize("NFKD", letters.casefold())
    letters = letters.replace(_TATWEEL, "")
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def sort_key(text: str, language: str) -> tuple[str, str]:
    """What to sort names by: their letters, then the name as written, so that equal letters still have one order.

    Numbers go by their size, 8.8 before 10.7. Spanish has ñ as a letter of its own, between n and o.
    """
    composed = unicodedata.normalize("NFC", text.casefold())
    letters = composed.replace("ñ", f"n{_AFTER_Z}") if language == "es" else composed
    return re.sub(r"\d+", lambda number: number[0].zfill(6), folded(letters)), text
