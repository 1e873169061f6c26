"""Letters as a hurried reader types them: no case, no accents, one form for each Arabic letter, ASCII digits."""

import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ə": "e",
        "ŋ": "n",
        "ß": "ss",
        "ٱ": "ا",  # alef wasla
        "ى": "ي",  # alef maqsura
        "ی": "ي",  # the same letter on a Persian or Urdu keyboard
        "ک": "ك",
        "ة": "ه",  # ta marbuta
        "ـ": None,  # tatweel only stretches a word
        "\u00ad": None,
        "\u200c": None,
        "\u200d": None,
    }
)
# Marks that people leave out. Others (an Indic vowel, a Japanese voicing mark) change the word and stay.
_DROPPED = ((0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
            (0x06D6, 0x06ED), (0x08D3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))  # fmt: skip # noqa: E501


def fold(text: str) -> str:
    """`text` for comparison: "Écoles" and "ecoles", "مَدْرَسَة" and "مدرسه", "٢٠٣٠" and "2030" become equal.

    The length may change; offsets are kept by folding word by word.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(_plain(letter) for letter in apart)
    return unicodedata.normalize("NFC", kept.translate(_LETTERS))


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    code = ord(letter)
    if any(first <= code <= last for first, last in _DROPPED):
        return ""
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
