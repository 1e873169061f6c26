"""Secrets that the server has to read again, sealed, so that whoever reads the database or a copy of it learns none.

The keys come from the signing key (`COP_SECRET_KEY`) and those before it (`COP_FORMER_KEYS`): the present one seals, each opens.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class Unopened(Exception):
    """None of the keys opens it: the one that sealed it is neither the signing key nor among the former ones."""


def seal(secret: str) -> str:
    return _keys().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed; raises Unopened."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unopened from None


def sealed_anew(sealed: str) -> str:
    """The same secret under the present key; raises Unopened."""
    return seal(unseal(sealed))


def _keys() -> MultiFernet:
    return MultiFernet([_sealer(key) for key in current_app.config["SETTINGS"].keys])


def _sealer(key: str) -> Fernet:
    """Another key than the one that signs, made from it: what signs must never open (RFC 5869)."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"cop: seal what is kept").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
