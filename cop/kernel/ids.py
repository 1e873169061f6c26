"""Names for things: secrets, digests, and numbers people read out on the telephone."""

import hashlib
import json
import re
import secrets
import unicodedata
from typing import Any

from cop.kernel.numbers import western_digits

# Crockford's alphabet without I, L, O, U: nothing that is misheard or misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110", " -\u00a0\u200e\u200f")


def new_token() -> str:
    """A secret of 256 random bits, safe in a URL. Only its `digest` is stored."""
    return secrets.token_urlsafe(32)


def digest(text: str | bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def canonical_json(value: Any) -> str:
    """`value` as JSON with sorted keys and no spaces: equal values give equal bytes, so their digests agree."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def short_code(sha256: str, *, length: int = 8) -> str:
    """The first letters of a digest in an alphabet without look-alikes, in groups of four: `7Q2K-09XM`."""
    number = int(sha256[:16], 16)
    letters = ""
    for _ in range(length):
        number, rest = divmod(number, 32)
        letters += _ALPHABET[rest]
    return in_fours(letters, "-")


def new_code() -> str:
    """A secret of 80 random bits to be kept on paper: `7Q2K-09XM-C4T1-EB8V`."""
    return in_fours("".join(secrets.choice(_ALPHABET) for _ in range(16)), "-")


def plain_code(text: str) -> str:
    """A code however it was typed: digits of any script, small letters, spaces, hyphens, and letters read for digits."""
    return western_digits(text).upper().translate(_MISREAD)


def in_fours(text: str, separator: str = " ") -> str:
    """`text` in groups of four, as people read it out."""
    return separator.join(text[i : i + 4] for i in range(0, len(text), 4))


def slugify(text: str, *, most: int = 80) -> str:
    """A readable piece of URL in any script: letters and digits of every alphabet stay, the rest is a hyphen."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    slug = re.sub(r"[^\w]+|_+", "-", folded).strip("-")
    return slug[:most].rstrip("-") or "untitled"
