"""Until when questions are taken, who may ask and answer, and what an answer needs before everybody reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cop.calls.definition.stages import Clarifications
from cop.calls.rules import days_before
from cop.kernel.actor import Actor, Role
from cop.kernel.clock import Window
from cop.kernel.errors import CopError, Denied, TooLate
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, say

ANSWERERS = frozenset({Role.OFFICER, Role.MANAGER, Role.ADMIN})
READERS = ANSWERERS | {Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Times:
    """Questions are taken until `ask_until` (exclusive) and answered until `answer_until`."""

    ask_until: datetime
    answer_until: datetime


def times_of(window: Window, terms: Clarifications) -> Times:
    """Both move with the deadline, at the same time by the call's clock."""
    return Times(days_before(window, terms.ask_days), days_before(window, terms.answer_days))


def ask_refusal(actor: Actor, times: Times, now: datetime) -> CopError | None:
    """Why the actor may not ask at `now`, or None. One may ask as soon as the call is published, before it opens."""
    if not actor.is_signed_in:
        return Denied()
    if now >= times.ask_until:
        return TooLate(
            say(N_("It is too late to ask: questions were taken until %(until)s."), until=times.ask_until)
        )
    return None


def can_answer(actor: Actor) -> bool:
    """The secretariat answers; the system does when it loads the demonstration."""
    return actor.is_system or bool(actor.roles & ANSWERERS)


def can_see(actor: Actor, *, is_public: bool, asked_by: int) -> bool:
    """What is answered is everybody's; before that it is the secretariat's, the auditor's and the asker's own."""
    return is_public or actor.is_system or bool(actor.roles & READERS) or asked_by == actor.user_id


def lacking(texts: Iterable[Mapping[str, str]], languages: Iterable[str]) -> list[str]:
    """The languages of the call in which one of the texts is missing."""
    texts = list(texts)
    return [language for language in languages if any(not text.get(language) for text in texts)]


def mark_of(question: Mapping[str, str], answer: Mapping[str, str]) -> str:
    """Of two who write an answer, the second is told: this stands for what a writer was shown."""
    return digest(canonical_json([question, answer]))[:16]
