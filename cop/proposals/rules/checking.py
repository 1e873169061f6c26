"""The administrative check: what keeps a decision from being made, who reads of it, until when a team may answer or appeal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from cop.kernel.actor import STAFF, Role
from cop.kernel.messages import N_, Message, say
from cop.proposals.states import CheckState

READERS = STAFF | {Role.AUDITOR}


class Asked(Protocol):
    """What the rules need to know of something a team is asked for."""

    @property
    def due_at(self) -> datetime: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules need to know of the check of one submission.

    `due_at` is until when the team may still answer a request, `unanswered` how many items of the checklist nobody
    answered. `state`, `decided_by` and what follows are of the decision, if there is one.
    """

    four_eyes: bool = False
    unanswered: int = 0
    due_at: datetime | None = None
    state: CheckState | None = None
    decided_by: tuple[int | None, ...] = ()
    appeal_until: datetime | None = None
    has_appealed: bool = False
    waits_for_answer: bool = False


NOT_CHECKED = Checked()


def is_open(request: Asked, now: datetime) -> bool:
    """Whether a team may still answer."""
    return request.answered_at is None and request.withdrawn_at is None and now < request.due_at


def latest_due(requests: Iterable[Asked], now: datetime) -> datetime | None:
    """Until when something may still come; None when nothing may."""
    return max((request.due_at for request in requests if is_open(request, now)), default=None)


def appeal_end(told_at: datetime, days: int, zone: str) -> datetime | None:
    """The instant before which a team may appeal: the end of the last of `days` days by the call's clock; None without any."""
    if not days:
        return None
    day = told_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days + 1)
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def due_problem(due_at: datetime, now: datetime) -> Message | None:
    """Why a team may not be asked to answer until `due_at`, or None."""
    return say(N_("This time has passed already.")) if due_at <= now else None
