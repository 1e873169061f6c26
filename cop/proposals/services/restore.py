"""Back to an earlier revision: as a new save, so that nothing is lost by it either."""

from datetime import datetime

from cop.activity.services import record
from cop.calls.queries import definition_of
from cop.kernel.actor import Actor
from cop.proposals.models import Proposal, Revision
from cop.proposals.rules.merge import base_of
from cop.proposals.services.plain import values_of
from cop.proposals.services.write import (
    BUDGET,
    PARTNERS,
    base_of_rows,
    draft_for_writing,
    save_answers,
    save_rows,
)


def restore_revision(proposal: Proposal, revision: Revision, *, actor: Actor, now: datetime) -> None:
    """Make a revision of the present draft what is written there; raises what saving raises."""
    draft = draft_for_writing(proposal, actor=actor)
    kinds = {kind.part: kind for kind in (PARTNERS, BUDGET)}
    if kind := kinds.get(revision.part):
        rows = [values_of(kind.table, row, kind.columns) for row in revision.content["rows"]]
        base = base_of_rows(getattr(draft, kind.name), kind.columns)
        save_rows(proposal, kind, rows, base=base, actor=actor, now=now)
    else:
        stage = definition_of(proposal.call_version).stage(draft.stage)
        asked = {question.code for question in stage.questions} - set(stage.locked)
        answers = {code: answer for code, answer in revision.content.items() if code in asked}
        save_answers(proposal, answers, base=base_of(draft.answers, list(answers)), actor=actor, now=now)
    record("draft.restored", proposal, actor=actor, now=now, revision=revision.id, part=revision.part)
