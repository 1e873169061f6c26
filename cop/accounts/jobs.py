"""Work that is done out of the visitor's sight."""

from cop.accounts.services.reset import ask_reset
from cop.core import web


def mail_reset_link(email: str) -> None:
    """Whether anybody has the address is looked up here and not in the request, which then takes as long for all."""
    ask_reset(email, now=web.clock()())
