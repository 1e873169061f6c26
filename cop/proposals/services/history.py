"""The history of a draft: each part as somebody left it, and back to it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from cop.calls.definition.stages import Stage
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.proposals.models import Revision, StageDraft
from cop.proposals.rules.answers import OWN_PAGES

MOST_REVISIONS = 100
"""Of one part of a draft; the oldest go."""
ONE_SITTING = timedelta(minutes=10)
"""What the page saves by itself within it is one revision."""


def keep_revision(
    draft: StageDraft,
    part: str,
    content: dict[str, Any],
    *,
    before: dict[str, Any],
    is_auto: bool,
    actor: Actor,
    now: datetime,
) -> bool:
    """Keep `content` as the newest revision of `part`, `before` being what was there; whether it began a new one."""
    newest = newest_revision(draft, part)
    if newest is None and any(before.values()):
        newest = _add(draft, part, before, is_auto=False, by=draft.updated_by, at=draft.updated_at)
    if newest is not None and newest.content == content:
        newest.is_auto = newest.is_auto and is_auto
        return False
    if newest is not None and is_auto and _goes_on(newest, actor=actor, now=now):
        newest.content, newest.made_at = content, now
        return False
    _add(draft, part, content, is_auto=is_auto, by=actor.user_id, at=now)
    _forget_the_oldest(draft, part)
    return True


def keep_answers(
    draft: StageDraft,
    stage: Stage,
    saved: set[str],
    *,
    before: dict[str, Any],
    is_auto: bool,
    actor: Actor,
    now: datetime,
) -> bool:
    """Keep a revision of each section with answers of `saved`; whether any began a new one."""
    began = []
    for section in stage.sections:
        codes = [question.code for question in section.questions if question.type not in OWN_PAGES]
        if saved.isdisjoint(codes):
            continue
        then, after = ({code: answers.get(code) for code in codes} for answers in (before, draft.answers))
        began.append(
            keep_revision(draft, section.code, after, before=then, is_auto=is_auto, actor=actor, now=now)
        )
    return any(began)


def newest_revision(draft: StageDraft, part: str) -> Revision | None:
    return db.session.scalar(of_part(draft, part).limit(1))


def typists_of(draft: StageDraft) -> Select[int | None]:
    """Whoever wrote a part of it, by their numbers."""
    return select(Revision.made_by).where(Revision.draft_id == draft.id).distinct()


def of_part(draft: StageDraft, part: str) -> Select[Revision]:
    """All of one part, newest first."""
    return (
        select(Revision)
        .where(Revision.draft_id == draft.id, Revision.part == part)
        .order_by(Revision.id.desc())
    )


def _goes_on(newest: Revision, *, actor: Actor, now: datetime) -> bool:
    return newest.is_auto and newest.made_by == actor.user_id and now - newest.begun_at <= ONE_SITTING


def _add(
    draft: StageDraft, part: str, content: dict[str, Any], *, is_auto: bool, by: int | None, at: datetime
) -> Revision:
    revision = Revision(
        draft_id=draft.id, part=part, content=content, is_auto=is_auto, begun_at=at, made_at=at, made_by=by
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _forget_the_oldest(draft: StageDraft, part: str) -> None:
    for revision in db.session.scalars(of_part(draft, part).offset(MOST_REVISIONS)):
        db.session.delete(revision)
