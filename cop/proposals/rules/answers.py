"""What a draft still lacks before it can be handed in: question by question, in the definition's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.questions import (
    BaseQuestion,
    PartnersQuestion,
    Question,
)
from cop.calls.definition.stages import Stage
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, first_few, say
from cop.kernel.money import Money
from cop.proposals.rules.budget import Line, totals
from cop.proposals.rules.budget_limits import budget_problem, grant_problem, line_problems
from cop.proposals.rules.drift import (
    Bid,
    Moved,
    duration_moved_too_far,
    grant_moved_too_far,
    moved_between,
    partners_moved,
)
from cop.proposals.rules.values import value_problem

OWN_PAGES = frozenset({"partners", "budget", "document"})
"""Questions that are answered on a page of their own, not in their section's form."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a team has written for a stage, whatever it is kept in."""

    answers: Mapping[str, Any]
    partners: Sequence[Any] = ()
    documents: Sequence[str] = ()
    budget_lines: Sequence[Line] = ()
    requested: Money | None = None
    months: int | None = None
    before: Bid | None = None
    without_mandate: Sequence[str] = ()

    @property
    def moved(self) -> Moved | None:
        """How far this is from the stage before; None at the first."""
        if self.before is None:
            return None
        return moved_between(self.before, Bid(self.requested, self.months, self.partners))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: in which section, at which question, and why."""

    section: str
    question: str
    message: Message


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far a section is: `not_started`, `in_progress`, `error` or `complete`."""

    code: str
    state: str
    problems: tuple[Problem, ...] = field(default=())


MISSING = N_("This has no answer yet.")


def problems(definition: CallDefinition, stage: Stage, content: Content) -> list[Problem]:
    """Everything that keeps `content` from being handed in, in the order of the form."""
    found = []
    for section in stage.sections:
        for question in section.questions:
            if not is_asked(question, content.answers):
                continue
            message = problem_of(question, definition, stage, content)
            if message:
                found.append(Problem(section.code, question.code, message))
    return found


def section_states(definition: CallDefinition, stage: Stage, content: Content) -> list[SectionState]:
    """How far each section is, for the task list."""
    found = problems(definition, stage, content)
    return [_state(section.code, section.questions, found, content) for section in stage.sections]


def _state(code: str, questions: Sequence[Question], found: list[Problem], content: Content) -> SectionState:
    own = tuple(problem for problem in found if problem.section == code)
    started = any(is_answered(question, content) for question in questions)
    if any(problem.message.key != MISSING for problem in own):
        return SectionState(code, "error", own)
    if not own and (started or not any(question.required for question in questions)):
        return SectionState(code, "complete", own)
    return SectionState(code, "in_progress" if started else "not_started", own)


def is_asked(question: BaseQuestion, answers: Mapping[str, Any]) -> bool:
    """Whether the question is meant for those who answered so before. What an unasked one holds is kept, and not looked at."""
    condition = question.asked_if
    if condition is None:
        return True
    given = answers.get(condition.question)
    if isinstance(given, bool):
        return condition.answer == ("yes" if given else "no")
    return condition.answer in given if isinstance(given, list) else condition.answer == given


def is_answered(question: BaseQuestion, content: Content) -> bool:
    """Whether there is anything at all; `no` and 0 are answers."""
    match getattr(question, "type", ""):
        case "partners":
            return bool(content.partners)
        case "budget":
            return bool(content.budget_lines)
        case "document":
            return question.code in content.documents
    return content.answers.get(question.code) not in (None, "", [])


def problem_of(
    question: Question, definition: CallDefinition, stage: Stage, content: Content
) -> Message | None:
    """Why this question is not ready, or None."""
    if isinstance(question, PartnersQuestion):
        return (
            _partners_problem(question, content)
            or partners_moved(stage.drift, content.moved)
            or _mandate_problem(stage, content)
        )
    if not is_answered(question, content):
        return say(MISSING) if question.required else None
    if far := _moved_too_far(question, stage, content):
        return far
    if question.type == "budget":
        return _budget_problem(definition, stage, content)
    return value_problem(question, content.answers.get(question.code), definition)


def _budget_problem(definition: CallDefinition, stage: Stage, content: Content) -> Message | None:
    if stage.budget is None:
        return None
    partners = {partner.key for partner in content.partners}
    for _number, message in line_problems(content.budget_lines, partners=partners, months=content.months):
        return message
    sums = totals(content.budget_lines, stage.budget)
    return budget_problem(stage.budget, sums) or grant_problem(definition.grant, sums)


def _moved_too_far(question: Question, stage: Stage, content: Content) -> Message | None:
    """Why the answer is too far from what the stage before said."""
    if question.type == "budget" or question.fact == "requested_grant":
        return grant_moved_too_far(stage.drift, content.moved)
    return duration_moved_too_far(stage.drift, content.moved) if question.fact == "duration" else None


def _partners_problem(question: PartnersQuestion, content: Content) -> Message | None:
    count, least = len(content.partners), max(question.at_least, 1 if question.required else 0)
    if count < least:
        return say(N_("Name at least %(least)s partners."), least=least) if least > 1 else say(MISSING)
    if count > question.at_most:
        return say(N_("Name at most %(most)s partners."), most=question.at_most)
    return None


def _mandate_problem(stage: Stage, content: Content) -> Message | None:
    if not (stage.needs_mandates and content.without_mandate):
        return None
    names = first_few(content.without_mandate)
    return say(N_("These have not confirmed yet that they take part: %(names)s."), names=names)


def refuse_locked(stage: Stage, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raise Invalid when an answer that the call locks after the first stage was changed."""
    changed = [code for code in stage.locked if before.get(code) != after.get(code) and code in after]
    if changed:
        raise Invalid(
            fields={
                code: say(N_("This was settled in the concept note and stays as it is.")) for code in changed
            }
        )
