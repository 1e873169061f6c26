"""Numbers as people type them in their language, and words as a limit counts them."""

import re
import unicodedata
from decimal import Decimal

# Decimal sign of each language; the other sign then groups thousands. Arabic sites write both ways.
_DECIMAL_SIGN = {"en": ".", "fr": ",", "es": ",", "pt": ",", "ar": "."}
_SPACES = re.compile(r"[\s\u00a0\u202f'’٬]")


def western_digits(text: str) -> str:
    """`text` with the digits of any script written 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def parse_number(text: str, language: str) -> Decimal:
    """`text` as an exact number; raises ValueError.

    Digits of any script count. With both signs present the last one is the decimal sign; a single sign is the language's
    decimal sign unless it can only group thousands (three digits after it, and it is not the language's own sign).
    """
    folded = western_digits(text)
    folded = (
        _SPACES.sub("", folded)
        .replace("٫", ".")
        .replace("−", "-")
        .replace("\u200e", "")
        .replace("\u200f", "")
    )
    if "٫" in text:
        folded = folded.replace(",", "")
    elif "," in folded and "." in folded:
        thousands = "," if folded.rindex(".") > folded.rindex(",") else "."
        folded = folded.replace(thousands, "").replace(",", ".")
    else:
        folded = _single_sign(folded, _DECIMAL_SIGN.get(language, "."))
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?|-?\.\d{1,6}", folded):
        raise ValueError(text)
    return Decimal(folded)


def _single_sign(text: str, decimal_sign: str) -> str:
    sign = "," if "," in text else "."
    if sign == decimal_sign and text.count(sign) == 1:
        return text.replace(sign, ".")
    groups = text.lstrip("-").split(sign)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3:
        return text.replace(sign, "")
    return text.replace(sign, ".")


def count_words(text: str) -> int:
    """Words as everyone counts them: runs of anything but white space that hold a letter or a digit."""
    return sum(1 for run in text.split() if any(c.isalnum() for c in run))
