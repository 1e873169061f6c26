"""Write the budget: all of it, or a partner's own lines. Two who write at once keep what either of them wrote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cop.kernel.actor import Actor
from cop.kernel.errors import Stale
from cop.proposals.budget_models import BudgetLine
from cop.proposals.models import Proposal, StageDraft
from cop.proposals.rules.merge import MergedRows, base_of_keyed, merged_rows, rebased
from cop.proposals.services.part import held_part
from cop.proposals.services.plain import plain_row, plain_values, values_of
from cop.proposals.services.write import BUDGET, LINE_COLUMNS, hold_to_write, put_rows


def own_lines(draft: StageDraft, partner_key: str) -> list[BudgetLine]:
    """The lines of one partner."""
    return [line for line in draft.budget_lines if line.partner_key == partner_key]


def base_of_lines(lines: Sequence[BudgetLine]) -> str:
    """A mark of the lines that a writer saw, each by itself."""
    return base_of_keyed(_plain(lines))


def base_of_sent(rows: Sequence[dict[str, Any]]) -> str:
    """The same of rows of LINE_COLUMNS that were sent."""
    return base_of_keyed([plain_values(row) for row in rows])


def merged_lines(lines: Sequence[BudgetLine], mine: Sequence[dict[str, Any]], *, base: str) -> MergedRows:
    """`mine`, rows of LINE_COLUMNS, over `lines` as they are now."""
    return merged_rows(_plain(lines), [plain_values(row) for row in mine], base=base)


def rebased_lines(lines: Sequence[BudgetLine], base: str, keys: Sequence[str]) -> str:
    """`base` once the writer was shown the lines `keys` as they are now."""
    return rebased(base, _plain(lines), keys)


def save_budget(
    proposal: Proposal,
    lines: Sequence[dict[str, Any]],
    *,
    base: str,
    actor: Actor,
    now: datetime,
    is_auto: bool = False,
) -> StageDraft:
    """Keep rows of LINE_COLUMNS as the budget, with what others wrote since `base`; `is_auto` a save that the page made.

    Raises Stale when somebody else changed a line that `lines` change too, Invalid when there are too many.
    """
    draft = hold_to_write(proposal, BUDGET.name, actor=actor, now=now)
    merge = merged_lines(draft.budget_lines, lines, base=base)
    _put(proposal, draft, merge, actor=actor, now=now, is_auto=is_auto)
    return draft


def save_own_lines(
    proposal: Proposal,
    lines: Sequence[dict[str, Any]],
    *,
    base: str,
    actor: Actor,
    now: datetime,
    is_auto: bool = False,
) -> StageDraft:
    """The same of the lines of the partner for whom the actor writes; all others stay as they are."""
    draft, partner = held_part(proposal, BUDGET.name, actor=actor, now=now)
    mine = [row | {"partner_key": partner.key} for row in lines]
    own = own_lines(draft, partner.key)
    merge = merged_lines(own, mine, base=base)
    whole = replace(merge, rows=_among_others(draft, own, merge.rows))
    _put(proposal, draft, whole, actor=actor, now=now, is_auto=is_auto)
    return draft


def _among_others(
    draft: StageDraft, own: Sequence[BudgetLine], rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """All lines: `rows` where the lines `own` stand between those of others, its new ones below."""
    standing = {line.key for line in own}
    changed = {row["key"]: row for row in rows if row["key"] in standing}
    whole = [
        changed.get(line.key) if line in own else plain_row(line, LINE_COLUMNS) for line in draft.budget_lines
    ]
    return [row for row in whole if row] + [row for row in rows if row["key"] not in standing]


def _put(
    proposal: Proposal, draft: StageDraft, merge: MergedRows, *, actor: Actor, now: datetime, is_auto: bool
) -> None:
    if merge.conflicts:
        raise Stale
    rows = [values_of(BudgetLine, row, LINE_COLUMNS) for row in merge.rows]
    put_rows(proposal, draft, BUDGET, rows, actor=actor, now=now, is_auto=is_auto)


def _plain(lines: Sequence[BudgetLine]) -> list[dict[str, Any]]:
    return [plain_row(line, LINE_COLUMNS) for line in lines]
