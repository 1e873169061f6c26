"""Links that are sent by mail: made, and only their digest kept."""

from datetime import datetime

from cop.accounts.models import MailedLink, Purpose, User
from cop.accounts.queries import open_links_of
from cop.accounts.rules import LINK_LIVES
from cop.core.db import db
from cop.kernel.ids import digest, new_token


def new_link(user: User, purpose: Purpose, *, now: datetime) -> str:
    """The secret of a new single-use link; it exists nowhere but in the mail. Earlier ones are void from now on."""
    for earlier in open_links_of(user.id, purpose):
        earlier.used_at = now
    token = new_token()
    link = MailedLink(
        user_id=user.id,
        purpose=purpose,
        token_sha256=digest(token),
        expires_at=now + LINK_LIVES[purpose.value],
    )
    db.session.add(link)
    db.session.flush()
    return token
