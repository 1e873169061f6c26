"""What the worker does for reminders."""

from datetime import datetime

from cop.core import web
from cop.core.unit import each_by_itself
from cop.reminders.services import due_reminders, remind


def send_due() -> None:
    """Every few minutes; a run that was missed is made good by the next."""
    send_reminders(web.clock()())


def send_reminders(now: datetime) -> int:
    """Write every reminder that is due into the outbox; how many."""
    return len(each_by_itself(due_reminders(now), lambda due: remind(*due, now=now), job="reminders.send"))
