"""A stage of a call: when it is open, what it asks, how it is marked and cut."""

from datetime import datetime
from decimal import Decimal
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, NaiveDatetime

from cop.calls.definition.budget import Budget
from cop.calls.definition.checking import Checking
from cop.calls.definition.grid import Grid
from cop.calls.definition.questions import BaseQuestion, Question
from cop.calls.definition.texts import Code, Part, Percent, Text
from cop.kernel.clock import Window


class StageWindow(Part):
    """`opens` (inclusive) to `closes` (exclusive) as the clock on the wall shows them in `zone` (an IANA name)."""

    opens: NaiveDatetime
    closes: NaiveDatetime
    zone: str

    def instants(self) -> Window:
        """The same as aware instants."""
        return Window(self._at(self.opens), self._at(self.closes), self.zone)

    def moved(self, opens: datetime, closes: datetime) -> Self:
        """Another window in the same zone, from aware instants cut to the minute; raises ValueError when it ends first."""
        moved = type(self)(opens=self._wall(opens), closes=self._wall(closes), zone=self.zone)
        moved.instants()
        return moved

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None, second=0, microsecond=0)

    def _at(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=ZoneInfo(self.zone))


class Section(Part):
    """Questions that are answered on one page of the form."""

    code: Code
    title: Text
    help: Text | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Drift(Part):
    """How far this stage may move away from the one before: the requested grant by `grant_percent` up or down, the duration by
    `months` (any, when not given), the partners only where `partners` says `may_change`."""

    grant_percent: Percent
    months: int | None = Field(default=None, ge=0)
    partners: Literal["may_change", "stay"] = "may_change"


class Selection(Part):
    """Where the ranking is cut: after `places` proposals, or once requests reach `envelope_percent` of the envelope."""

    cut: Literal["envelope", "places"]
    places: int | None = Field(default=None, ge=1)
    envelope_percent: Percent = Decimal(100)


class Clarifications(Part):
    """Questions are taken until `ask_days` before the stage closes and answered until `answer_days` before."""

    ask_days: int = Field(default=21, ge=0)
    answer_days: int = Field(default=11, ge=0)


class Stage(Part):
    """One round of the call.

    `carries` are sections of the grid whose points are taken over from the stage before instead of being marked again.
    `prefill` maps a question here to the question of the stage before that fills it; `locked` are those that then stay
    as they are.
    `needs_mandates` says that nothing is handed in before each partner has confirmed that it takes part.
    A third reviewer is asked for when two totals differ by more than `divergence_percent` of the grid's maximum.
    """

    code: Literal["concept-note", "full-proposal"]
    title: Text
    window: StageWindow
    sections: tuple[Section, ...] = Field(min_length=1)
    grid: Grid
    reviewers_per_proposal: int = Field(default=2, ge=1, le=9)
    divergence_percent: Percent | None = None
    carries: tuple[Code, ...] = ()
    prefill: dict[Code, Code] = Field(default_factory=dict)
    locked: tuple[Code, ...] = ()
    drift: Drift | None = None
    budget: Budget | None = None
    needs_mandates: bool = False
    declaration: Text
    clarifications: Clarifications = Clarifications()
    check: Checking = Checking()
    selection: Selection

    @property
    def grid_to_mark(self) -> Grid:
        """The grid as reviewers of this stage see it: without what is carried over."""
        if not self.carries:
            return self.grid
        marked = tuple(section for section in self.grid.sections if section.code not in self.carries)
        maximum = sum((section.maximum for section in marked), Decimal(0))
        return self.grid.model_copy(update={"sections": marked, "maximum": maximum, "threshold": None})

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order of the form."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, code: str) -> Question:
        """The question named `code`; KeyError when there is none."""
        for question in self.questions:
            if question.code == code:
                return question
        raise KeyError(code)

    def of_type(self, kind: str) -> tuple[BaseQuestion, ...]:
        """The questions of one type: `document`, `partners`, …"""
        return tuple(question for question in self.questions if question.type == kind)

    def question_for(self, fact: str) -> BaseQuestion | None:
        """The question whose answer is this fact of the proposal, if the stage asks it."""
        return next((question for question in self.questions if question.fact == fact), None)
