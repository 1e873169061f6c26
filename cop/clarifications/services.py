"""Ask about a call; answer for everybody; point to what was answered before."""

from datetime import datetime, timedelta

from sqlalchemy import select

from cop.activity.services import record
from cop.calls.models import Call, CallState
from cop.calls.queries import definition_of, version_in_force, window_of
from cop.calls.queries import times_of as stage_times
from cop.calls.rules import stage_now
from cop.clarifications import rules
from cop.clarifications.mails import mail_answer, mail_same
from cop.clarifications.models import Clarification
from cop.clarifications.queries import next_number
from cop.core import i18n
from cop.core.db import db
from cop.core.limits import count_try
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.messages import N_, say
from cop.proposals.services.guard import refuse_own_call

MOST_A_DAY = 20
"""Of one person; a team that has more to ask writes one longer question."""


def times_now(call: Call, now: datetime) -> tuple[int, rules.Times]:
    """The stage that questions are about now, and until when they are taken and answered."""
    stage = stage_now(stage_times(call), now).number
    terms = definition_of(version_in_force(call)).stage(stage).clarifications
    return stage, rules.times_of(window_of(call, stage), terms)


def ask_question(call: Call, text: str, *, language: str, actor: Actor, now: datetime) -> Clarification:
    """Keep a question for the secretariat; raises Denied, TooLate, Refused or TooMany."""
    stage, times = times_now(call, now)
    if refusal := rules.ask_refusal(actor, times, now):
        raise refusal
    if call.state != CallState.PUBLISHED:
        raise Refused(say(N_("This call is not public yet.")))
    count_try(f"clarification {actor.user_id}", most=MOST_A_DAY, per=timedelta(days=1), now=now)
    row = Clarification(
        call_id=call.id,
        stage=stage,
        language=language,
        asked=text,
        asked_at=now,
        asked_by=actor.user_id or 0,
    )
    db.session.add(row)
    record("clarification.asked", row, actor=actor, now=now, call=call.code, stage=stage)
    return row


def save_answer(
    row: Clarification,
    *,
    question: dict[str, str],
    answer: dict[str, str],
    base: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what is written of an answer; nobody but the secretariat reads it yet. Raises Stale when what is there is not
    what `base` (rules.mark_of) stands for."""
    _refuse_settled(row, actor)
    if base != rules.mark_of(row.question, row.answer):
        raise Stale
    row.question, row.answer, row.answered_by = question, answer, actor.user_id
    languages = sorted(set(question) & set(answer))
    record("clarification.drafted", row, actor=actor, now=now, languages=languages)


def publish_answer(
    row: Clarification,
    *,
    question: dict[str, str],
    answer: dict[str, str],
    base: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Give it the next number and show it to everybody; raises Invalid while a language of the call is missing."""
    save_answer(row, question=question, answer=answer, base=base, actor=actor, now=now)
    languages = definition_of(version_in_force(row.call)).languages
    if missing := rules.lacking((question, answer), languages):
        names = tuple(i18n.language_name(code, own=False) for code in missing)
        raise Invalid(say(N_("Question and answer are still missing in: %(languages)s."), languages=names))
    row.number, row.published_at = next_number(row.call), now
    record("clarification.published", row, actor=actor, now=now, call=row.call.code, number=row.number)
    mail_answer(row, now=now)


def point_to(row: Clarification, same_as: Clarification, *, actor: Actor, now: datetime) -> None:
    """Answer a question by a public item of the same call; only who asked is told."""
    _refuse_settled(row, actor)
    if same_as.call_id != row.call_id or same_as.number is None:
        raise Invalid(fields={"number": say(N_("There is no public item with this number."))})
    row.same_as_id, row.answered_by = same_as.id, actor.user_id
    db.session.flush()
    db.session.refresh(row, ["same_as"])
    record("clarification.pointed", row, actor=actor, now=now, number=same_as.number)
    mail_same(row, now=now)


def _refuse_settled(row: Clarification, actor: Actor) -> None:
    """Raises Denied (also for who applies in the call) or Refused.

    The call's row is held until the commit, so that two items never take one number.
    """
    if not rules.can_answer(actor):
        raise Denied
    refuse_own_call(row.call_id, actor)
    db.session.execute(select(Call.id).where(Call.id == row.call_id).with_for_update())
    db.session.refresh(row, ["number", "same_as_id", "question", "answer"])
    if row.number is not None or row.same_as_id is not None:
        raise Refused(
            say(N_("This question is answered already, and an answer that people relied on stays."))
        )
