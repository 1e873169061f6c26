"""The link of an invitation, whatever it invites to: made anew at each sending, good for one address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from cop.accounts.models import User
from cop.accounts.rules import folded
from cop.core.limits import count_try
from cop.directory.rules import INVITATION_LIVES
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid
from cop.kernel.ids import digest, new_token
from cop.kernel.messages import N_, say


class Linked(Protocol):
    """An invitation that is mailed as a link."""

    email: str
    token_sha256: str
    invited_by: int
    invited_at: datetime
    expires_at: datetime


def renew_link(invitation: Linked, *, actor: Actor, now: datetime) -> str:
    """The token of a new link, which makes the earlier one void; raises TooMany.

    Tries are counted, so that nobody fills strangers' mailboxes in another's name.
    """
    count_try(f"invite {actor.user_id}", most=30, per=timedelta(hours=1), now=now)
    token = new_token()
    invitation.token_sha256, invitation.expires_at = digest(token), now + INVITATION_LIVES
    invitation.invited_by, invitation.invited_at = actor.user_id or 0, now
    return token


def refuse_invited(email: str, waiting: Iterable[Linked]) -> None:
    """Raises Invalid when one of the invitations that wait for an answer was sent to `email`."""
    if any(folded(invitation.email) == folded(email) for invitation in waiting):
        raise Invalid(
            fields={
                "email": say(N_("This person is invited already. Send the invitation again, or withdraw it."))
            }
        )


def refuse_other_address(invitation: Linked, user: User) -> None:
    """Raises Denied when the invitation was sent to another address."""
    if folded(invitation.email) != user.email_folded:
        raise Denied(
            say(N_("This invitation was sent to another address. Sign in with the account of that address."))
        )
