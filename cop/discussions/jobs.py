"""What the worker does for discussions."""

from cop.core import web
from cop.discussions.services.tell import tell_followers


def tell_news() -> None:
    """Every few minutes; a run that was missed is made good by the next."""
    tell_followers(web.clock()())
