"""What a form that came back would change in a draft: what is simply taken, and what both sides changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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

    taken: Sequence[Difference]
    both: Sequence[Difference]
    answers: Mapping[str, Any]
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
    written, lists = written_in(draft, stage), lists_of(stage)
    then = {
        code: rows_at(draft, kind, marks_in(base).get(code, ""))
        for code, kind in lists.items()
        if code in answers
    }
    now, mine = comparable(written), comparable(with_keys_of(draft, stage, answers, then=then))
    merge = merged(now, mine, base=base)
    taken, both, after = [], [], {}
    for question in stage.questions:
        code = question.code
        if code not in {*merge.answers, *merge.conflicts} or mark_of(now.get(code)) == mark_of(mine[code]):
            continue
        if code in then:
            rows = merged_rows(now[code] or [], mine[code] or [], base=base_of_keyed(then[code]))
            if rows.rows == (now[code] or []):  # what the file would change, the site changed likewise
                continue
            after[code] = rows.rows
            both += _in_both(question, now[code] or [], rows)
            taken += _in_one(question, now[code] or [], rows)
        else:
            after[code] = mine[code]
            (both if code in merge.conflicts else taken).append(
                Difference(question, now.get(code), mine[code])
            )
    return Comparison(taken, both, after, seen=base_of(written, sorted(after)))


def _in_both(question: Question, now: Sequence[Row], merge: MergedRows) -> Iterator[Difference]:
    """The rows of a list that both sides changed."""
    theirs = {row["key"]: row for row in now}
    for row in merge.rows:
        if row["key"] in merge.conflicts:
            yield Difference(question, [theirs[row["key"]]], [row], row["key"])


def _in_one(question: Question, now: Sequence[Row], merge: MergedRows) -> Iterator[Difference]:
    """What else changes in a list: rows that come, go or change; with none of either, it is their order."""
    was = [row for row in now if row not in merge.rows and row["key"] not in merge.conflicts]
    becomes = [row for row in merge.rows if row not in now and row["key"] not in merge.conflicts]
    if was or becomes or not merge.conflicts:
        yield Difference(question, was, becomes)
