"""Argon2id with OWASP's minimum, a bounded number of hashes at once, and the same time for an address nobody has."""

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). The library's default takes eight times as long, so that
# a dozen sign-ins a second would keep two processors busy.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_at_once = BoundedSemaphore(4)


def hash_password(password: str) -> str:
    """An Argon2id hash in its own standard form, parameters and salt included."""
    with _at_once:
        return _hasher.hash(_plain(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether `password` belongs to `password_hash`; None (nobody has this address) takes as long and says no."""
    with _at_once:
        try:
            _hasher.verify(password_hash or _nobody(), _plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def _plain(password: str) -> str:
    """One form of each letter: keyboards differ in how they write é (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
