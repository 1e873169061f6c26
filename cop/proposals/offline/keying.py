"""Which partner or budget line of a draft a row of a file is: no paper shows the keys by which they are known."""

from collections.abc import Mapping, Sequence
from typing import Any

from cop.calls.definition.stages import Stage
from cop.proposals.budget_models import BudgetLine
from cop.proposals.models import StageDraft
from cop.proposals.offline.written import Row, lists_of
from cop.proposals.rules.budget_sheet import COLUMNS, SheetLine, same_lines
from cop.proposals.services.plain import values_of
from cop.proposals.services.write import BUDGET, PARTNERS, draft_rows

ALIKE = {"partners": (("name",), ("kind", "country")), "budget_lines": (COLUMNS, ("heading", "description"))}
"""What two rows of a list have in common that are one, what says most first: the rest of it was mended."""


def with_keys_of(
    draft: StageDraft, stage: Stage, answers: Mapping[str, Any], *, then: Mapping[str, Sequence[Row]]
) -> dict[str, Any]:
    """`answers` of a file, their rows with the keys of those in the draft; `then` are the rows that it was downloaded with."""
    found = {
        code: keyed(answers[code], partners_of(draft))
        if kind is PARTNERS
        else _lines_keyed(answers[code], then[code], draft)
        for code, kind in lists_of(stage).items()
        if code in answers
    }
    return {**answers, **found}


def partners_of(draft: StageDraft) -> list[Row]:
    """By what a partner is known again."""
    return [
        {"name": row.name, "kind": row.kind, "country": row.country, "key": row.key} for row in draft.partners
    ]


def _lines_keyed(rows: Sequence[Row], then: Sequence[Row], draft: StageDraft) -> list[Row]:
    """A budget line is the one that stands where it stood, as in the budget's own sheet; else one that is there by now."""
    now = draft_rows(draft, BUDGET)["rows"]
    before = then or now
    same = same_lines(_typed(before), _typed(rows))
    placed = [
        row | {"key": row["key"] or (before[same[n]]["key"] if n in same else "")}
        for n, row in enumerate(rows)
    ]
    taken = {row["key"] for row in placed}
    return keyed(placed, [row for row in now if row["key"] not in taken], by=ALIKE[BUDGET.name])


def _typed(rows: Sequence[Row]) -> list[SheetLine]:
    return [SheetLine(**values_of(BudgetLine, row, COLUMNS)) for row in rows]


def keyed(
    rows: Sequence[Row], known: Sequence[Row], *, by: Sequence[Sequence[str]] = ALIKE[PARTNERS.name]
) -> list[Row]:
    """`rows` with the keys of those `known` that are like them; each is one row only."""
    left = list(known)
    keyed = [dict(row) for row in rows]
    for same in by:
        for row in keyed:
            if row["key"]:
                continue
            match = next((other for other in left if all(other[name] == row[name] for name in same)), None)
            if match:
                left.remove(match)
                row["key"] = match["key"]
    return keyed
