"""What a form that came back would change in a draft: what is simply taken, and what both sides changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cop.calls.definition.questions import Question
from cop.calls.definition.stages import Stage
from cop.proposals.budget_models import BudgetLine
from cop.proposals.models import StageDraft
from cop.proposals.offline.written import comparable, lists_of, written_in
from cop.proposals.rules.budget_sheet import COLUMNS, SheetLine, same_lines
from cop.proposals.rules.merge import base_of, mark_of, merged
from cop.proposals.services.plain import values_of
from cop.proposals.services.write import PARTNERS

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer, on the site and in the file."""

    question: Question
    now: Any
    file: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """`seen` marks what the draft holds of all that differs, so that a newer change is noticed."""

    taken: Sequence[Difference]
    both: Sequence[Difference]
    seen: str


def compare(draft: StageDraft, stage: Stage, answers: Mapping[str, Any], *, base: str) -> Comparison:
    """`answers` of a file over what `draft` holds, where `base` marks what they were when it was downloaded."""
    written = written_in(draft, stage)
    now, mine = comparable(written), comparable(with_keys_of(draft, stage, answers))
    merge = merged(now, mine, base=base)
    differing = [
        code
        for code in merge.answers.keys() | {*merge.conflicts}
        if mark_of(now.get(code)) != mark_of(mine[code])
    ]
    differences = [
        Difference(question, now.get(question.code), mine[question.code])
        for question in stage.questions
        if question.code in differing
    ]
    return Comparison(
        taken=[row for row in differences if row.question.code not in merge.conflicts],
        both=[row for row in differences if row.question.code in merge.conflicts],
        seen=base_of(written, sorted(differing)),
    )


def with_keys_of(draft: StageDraft, stage: Stage, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, their partners and budget lines with the keys of those in the draft, which no paper shows."""
    found = {
        code: keyed(answers[code], partners_of(draft))
        if kind is PARTNERS
        else _lines_keyed(answers[code], draft)
        for code, kind in lists_of(stage).items()
        if code in answers
    }
    return {**answers, **found}


def partners_of(draft: StageDraft) -> list[Row]:
    """By what a partner is known again."""
    return [
        {"name": row.name, "kind": row.kind, "country": row.country, "key": row.key} for row in draft.partners
    ]


def _lines_keyed(rows: Sequence[Row], draft: StageDraft) -> list[Row]:
    """A budget line is the one that stands where it stood, as in the budget's own sheet."""
    lines = [SheetLine(**values_of(BudgetLine, row, COLUMNS)) for row in rows]
    same = same_lines(draft.budget_lines, lines)
    return [
        row | {"key": row["key"] or (draft.budget_lines[same[n]].key if n in same else "")}
        for n, row in enumerate(rows)
    ]


def keyed(rows: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    """A partner is the one of the same name; else, of those left, the one of the same kind and country: its name was mended."""
    left = list(known)
    keyed = [dict(row) for row in rows]
    for same in (("name",), ("kind", "country")):
        for row in keyed:
            if row["key"]:
                continue
            match = next((other for other in left if all(other[name] == row[name] for name in same)), None)
            if match:
                left.remove(match)
                row["key"] = match["key"]
    return keyed
