"""A draft as a form on paper holds it: its answers, and its lists as the answers to their questions."""

from collections.abc import Mapping
from typing import Any

from cop.calls.definition.stages import Stage
from cop.proposals.models import StageDraft
from cop.proposals.services.write import BUDGET, PARTNERS, Rows, draft_rows

LISTS = {"partners": PARTNERS, "budget": BUDGET}


def lists_of(stage: Stage) -> dict[str, Rows]:
    """Question code -> the list that answers it."""
    return {question.code: LISTS[question.type] for question in stage.questions if question.type in LISTS}


def written_in(draft: StageDraft, stage: Stage) -> dict[str, Any]:
    """Question code -> what is there, rows of a list as a revision keeps them."""
    rows = {code: draft_rows(draft, kind)["rows"] for code, kind in lists_of(stage).items()}
    return {**draft.answers, **rows}


def comparable(written: Mapping[str, Any]) -> dict[str, Any]:
    """The same where no difference is none: every way of having said nothing is None, and marks have no order."""
    return {code: _comparable(answer) for code, answer in written.items()}


def _comparable(answer: Any) -> Any:
    if answer in ("", []):
        return None
    is_marks = isinstance(answer, list) and all(isinstance(code, str) for code in answer)
    return sorted(answer) if is_marks else answer
