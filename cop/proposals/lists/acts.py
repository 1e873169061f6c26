"""What may be done with many proposals, and how far it is; a file of its own because tables and rules need the words."""

from enum import StrEnum


class Act(StrEnum):
    """What may be done with many proposals: three give files, three change each proposal."""

    ANSWERS = "answers"
    BUDGETS = "budgets"
    DOCUMENTS = "documents"
    ACCEPT = "accept"
    EXTEND = "extend"
    MAIL = "mail"


class BatchState(StrEnum):
    """A batch ends as done, whatever was refused in it, or as failed when it could not go on."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
