"""Six digits from a shared secret and the clock, as authenticator apps make them (RFC 6238: HMAC-SHA-1, steps of 30 s)."""

from datetime import datetime

from pyotp import HOTP, TOTP, random_base32
from pyotp.utils import strings_equal

SECONDS = 30
AROUND = 1
"""How many steps a telephone's clock may be before or behind ours (RFC 6238, 5.2)."""


def new_secret() -> str:
    """160 random bits in base 32 (RFC 4226, 4)."""
    return random_base32()


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a step."""
    return HOTP(secret).at(step)


def accepted_step(secret: str, code: str, *, last_step: int, now: datetime) -> int | None:
    """The step whose code this is; None when it is none of about now, or not newer than `last_step`.

    No step is taken twice, so that a code read over somebody's shoulder is worth nothing (RFC 6238, 5.2).
    """
    here = step_at(now)
    steps = range(max(here - AROUND, last_step + 1), here + AROUND + 1)
    return next((step for step in steps if strings_equal(code_at(secret, step), code)), None)


def address_for_app(secret: str, *, person: str, site: str) -> str:
    """The otpauth:// address that an app reads from a picture."""
    return TOTP(secret).provisioning_uri(name=person, issuer_name=site)
