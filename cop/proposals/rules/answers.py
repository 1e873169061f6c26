"""What a draft still lacks before it can be handed in: question by question, in the definition's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cop.calls.definition.questions import Question
from cop.calls.definition.stages import Stage
from cop.kernel.errors import Invalid
from cop.kernel.messages import Message, N_, say
from cop.kernel.numbers import count_words
from cop.proposals.rules.budget import Totals

OWN_PAGES = frozenset({"partners", "budget", "document"})
"""Questions that are answered on a page of their own, not in their section's form."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a team has written for a stage, whatever it is kept in."""

    answers: Mapping[str, Any]
    partners: Sequence[Any] = ()
    documents: Sequence[str] = ()
    totals: Totals | None = None
    line_count: int = 0


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


def problems(stage: Stage, content: Content) -> list[Problem]:
    """Everything that keeps `content` from being handed in, in the order of the form."""
    found = []
    for section in stage.sections:
        for question in section.questions:
            message = problem_of(question, stage, content)
            if message:
                found.append(Problem(section.code, question.code, message))
    return found


def section_states(stage: Stage, content: Content) -> list[SectionState]:
    """How far each section is, for the task list."""
    found = problems(stage, content)
    states = []
    for section in stage.sections:
        own = tuple(p for p in found if p.section == section.code)
        started = any(is_answered(question, content) for question in section.questions)
        wrong = any(p.message.key != MISSING for p in own)
        state = "error" if wrong else "complete" if not own else "in_progress" if started else "not_started"
        if not own and not started and any(q.required for q in section.questions):
            state = "not_started"
        states.append(SectionState(section.code, state, own))
    return states


def is_answered(question: Question, content: Content) -> bool:
    """Whether there is anything at all; `no` and 0 are answers."""
    if question.type == "partners":
        return bool(content.partners)
    if question.type == "budget":
        return content.line_count > 0
    if question.type == "document":
        return question.code in content.documents
    return content.answers.get(question.code) not in (None, "", [])


def problem_of(question: Question, stage: Stage, content: Content) -> Message | None:
    """Why this question is not ready, or None."""
    if not is_answered(question, content):
        return say(MISSING) if question.required else None
    if question.type == "budget":
        return budget_problem(stage, content.totals) if content.totals else None
    return value_problem(question, content.answers.get(question.code))


def value_problem(question: Question, value: Any) -> Message | None:
    """Why an answer breaks its question's limits, or None."""
    if question.type in {"short_text", "long_text"}:
        words = count_words(value)
        if question.max_words and words > question.max_words:
            return say(
                N_("%(words)s words are too many; at most %(most)s."), words=words, most=question.max_words
            )
    if question.type in {"number", "money", "period"}:
        number = Decimal(str(value))
        if question.minimum is not None and number < question.minimum:
            return say(N_("At least %(least)s."), least=question.minimum)
        if question.maximum is not None and number > question.maximum:
            return say(N_("At most %(most)s."), most=question.maximum)
    return None


def budget_problem(stage: Stage, totals: Totals) -> Message | None:
    """Why a budget breaks the call's ceilings (EuropeAid: indirect costs and contingency in per cent of direct costs)."""
    budget = stage.budget
    if budget is None:
        return None
    ceilings = (
        (
            totals.indirect,
            budget.indirect_ceiling,
            N_("Indirect costs may be at most %(most)s %% of direct costs."),
        ),
        (
            totals.contingency,
            budget.contingency_ceiling,
            N_("The contingency may be at most %(most)s %% of direct costs."),
        ),
    )
    for amount, ceiling, words in ceilings:
        if ceiling is not None and amount.amount * 100 > totals.direct.amount * ceiling:
            return say(words, most=ceiling)
    if budget.own_contribution is not None and totals.own_share < budget.own_contribution:
        return say(
            N_("The own contribution must be at least %(least)s %% of the total."),
            least=budget.own_contribution,
        )
    return None


def refuse_locked(stage: Stage, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raise Invalid when an answer that the call locks after the first stage was changed."""
    changed = [code for code in stage.locked if before.get(code) != after.get(code) and code in after]
    if changed:
        raise Invalid(
            fields={
                code: say(N_("This was settled in the concept note and stays as it is.")) for code in changed
            }
        )
