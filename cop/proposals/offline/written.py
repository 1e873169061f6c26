"""A draft as a form on paper holds it: its answers, and its lists as the answers to their questions."""

from collections.abc import Mapping
from typing import Any

from cop.calls.definition.stages import Stage
from cop.core.db import db
from cop.proposals.models import StageDraft
from cop.proposals.rules.merge import mark_of
from cop.proposals.services.history import of_part
from cop.proposals.services.write import BUDGET, PARTNERS, Rows, draft_rows

Row = dict[str, Any]
LISTS = {"partners": PARTNERS, "budget": BUDGET}


def lists_of(stage: Stage) -> dict[str, Rows]:
    """Question code -> the list that answers it."""
    return {question.code: LISTS[question.type] for question in stage.questions if question.type in LISTS}


def written_in(draft: StageDraft, stage: Stage) -> dict[str, Any]:
    """Question code -> what is there, rows of a list as a revision keeps them."""
    rows = {code: draft_rows(draft, kind)["rows"] for code, kind in lists_of(stage).items()}
    return {**draft.answers, **rows}


def rows_at(draft: StageDraft, kind: Rows, mark: str) -> list[Row]:
    """The rows of a list when a form was downloaded that carries their `mark` (rules.merge.mark_of).

    None where the history does not go back so far: then whatever differs was changed by both.
    """
    now = draft_rows(draft, kind)["rows"]
    older = (revision.content["rows"] for revision in db.session.scalars(of_part(draft, kind.part)))
    return next((rows for rows in (now, *older) if mark_of(rows or None) == mark), [])


def comparable(written: Mapping[str, Any]) -> dict[str, Any]:
    """The same where no difference is none: every way of having said nothing is None, and marks have no order."""
    return {code: _comparable(answer) for code, answer in written.items()}


def _comparable(answer: Any) -> Any:
    if answer in ("", []):
        return None
    is_marks = isinstance(answer, list) and all(isinstance(code, str) for code in answer)
    return sorted(answer) if is_marks else answer
