"""What waits for a person: each feature puts items on the desk through the `desk` slot."""

from dataclasses import dataclass
from datetime import datetime

from cop.kernel.messages import Message


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing to do at `url`; `title` is the thing's own name, `due_at` an instant when it has one."""

    label: Message
    url: str
    title: str = ""
    due_at: datetime | None = None
