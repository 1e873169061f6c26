"""What an authenticator app shares with the server: sealed in the database, opened to work out a code or to be shown once."""

import structlog
from sqlalchemy import select

from cop.accounts.models import Factor
from cop.core.db import db
from cop.core.sealing import Unopened, sealed_anew, unseal
from cop.kernel.errors import Refused
from cop.kernel.messages import N_, say

log = structlog.get_logger()


def secret_of(factor: Factor) -> str:
    """In base 32; raises Refused when the key that sealed it is gone."""
    try:
        return unseal(factor.sealed_secret)
    except Unopened:
        log.exception("factor_unopened", factor=factor.id)
        raise Refused(
            say(N_("The server has lost the key to your app. Use a recovery code, or ask an administrator."))
        ) from None


def seal_anew() -> tuple[int, int]:
    """Seal every secret with the present key: how many are, and how many nothing opens."""
    done = lost = 0
    for factor in db.session.scalars(select(Factor)):
        try:
            factor.sealed_secret = sealed_anew(factor.sealed_secret)
            done += 1
        except Unopened:
            lost += 1
    return done, lost
