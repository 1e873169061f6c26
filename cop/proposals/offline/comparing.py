"""What a form that came back would change in a draft: what is simply taken, and what both sides changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cop.calls.definition.questions import Question
from cop.calls.definition.stages import Stage
from cop.proposals.models import StageDraft
from cop.proposals.offline.keying import with_keys_of
from cop.proposals.offline.written import Row, comparable, lists_of, rows_at, written_in
from cop.proposals.rules.merge import (
    MergedRows,
    base_of,
    base_of_keyed,
    mark_of,
    marks_in,
    merged,
    merged_rows,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer, on the site and in the file; of a list the rows that differ or, with `key`, one row of it."""

    question: Question
    now: Any
    file: Any
    key: str = ""

    @property
    def name(self) -> str:
        """By what it is chosen; no question's code holds a colon."""
        return f"{self.question.code}:{self.key}" if self.key else self.question.code


@dataclass(frozen=True, slots=True)
class Comparison:
    """`seen` marks what the draft holds of all that differs, so that a newer change is noticed."""

    taken: list[Difference]
    both: list[Difference]
    answers: dict[str, Any]
    """Question code -> what the draft would hold once all of the file is taken, rows that only the site has among it."""
    seen: str

    def without(self, left: Collection[str]) -> dict[str, Any]:
        """The same where those of `both` with the names `left` stay as they are on the site."""
        answers = dict(self.answers)
        for row in self.both:
            if row.name in left:
                _leave(row, answers)
        return answers


def _leave(row: Difference, answers: dict[str, Any]) -> None:
    code = row.question.code
    if not row.key:
        del answers[code]
        return
    [theirs] = row.now
    answers[code] = [theirs if line["key"] == row.key else line for line in answers[code]]


def compare(draft: StageDraft, stage: Stage, answers: Mapping[str, Any], *, base: str) -> Comparison:
    """`answers` of a file over what `draft` holds, where `base` marks what they were when it was downloaded."""
    written, marks = written_in(draft, stage), marks_in(base)
    then = {
        code: rows_at(draft, kind, marks.get(code, ""))
        for code, kind in lists_of(stage).items()
        if code in answers
    }
    now, mine = comparable(written), comparable(with_keys_of(draft, stage, answers, then=then))
    merge = merged(now, mine, base=base)
    found = Comparison([], [], {}, seen="")
    for question in stage.questions:
        code = question.code
        if code not in {*merge.answers, *merge.conflicts} or mark_of(now.get(code)) == mark_of(mine[code]):
            continue
        if code in then:
            rows = merged_rows(now[code] or [], mine[code] or [], base=base_of_keyed(then[code]))
            _add_list(found, question, now[code] or [], rows)
        else:
            sort = found.both if code in merge.conflicts else found.taken
            sort.append(Difference(question, now.get(code), mine[code]))
            found.answers[code] = mine[code]
    return replace(found, seen=base_of(written, sorted(found.answers)))


def _add_list(found: Comparison, question: Question, now: list[Row], merge: MergedRows) -> None:
    """What differs of a list; nothing where the site changed it likewise."""
    if merge.rows == now:
        return
    found.answers[question.code] = merge.rows
    theirs, asked = {row["key"]: row for row in now}, set(merge.conflicts)
    found.both.extend(
        Difference(question, [theirs[row["key"]]], [row], row["key"])
        for row in merge.rows
        if row["key"] in asked
    )
    was = [row for row in now if row not in merge.rows and row["key"] not in asked]
    becomes = [row for row in merge.rows if row not in now and row["key"] not in asked]
    if was or becomes or not asked:  # with none of these it is their order
        found.taken.append(Difference(question, was, becomes))
