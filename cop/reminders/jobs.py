"""What the worker does for reminders."""

from cop.core import web
from cop.reminders.services import send_reminders


def send_due() -> None:
    """Every few minutes; a run that was missed is made good by the next."""
    send_reminders(web.clock()())
