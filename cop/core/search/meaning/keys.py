"""Documents as numbers: what an index and the vectors beside it know each other by."""

from hashlib import blake2b


def key_of(name: str) -> int:
    """The id of a document as a number of 64 bits."""
    return number_of(name)


def number_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest(), "little")
