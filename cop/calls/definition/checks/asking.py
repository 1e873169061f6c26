"""A question that only some are asked hangs on one that they have answered before."""

from collections.abc import Iterator

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found
from cop.calls.definition.questions import BaseQuestion, ChoiceQuestion, SeveralQuestion, YesNoQuestion
from cop.kernel.messages import N_, say


def check_conditions(definition: CallDefinition) -> Iterator[Found]:
    """The question asked before is there, and can be answered so."""
    for number, stage in enumerate(definition.stages):
        before: dict[str, BaseQuestion] = {}
        for i, section in enumerate(stage.sections):
            for j, question in enumerate(section.questions):
                loc = ("stages", number, "sections", i, "questions", j, "asked_if")
                condition = question.asked_if
                if condition and condition.question not in before:
                    message = N_("No question before this one is called “%(code)s”.")
                    yield (*loc, "question"), say(message, code=condition.question)
                elif condition and condition.answer not in answers_to(before[condition.question]):
                    message = N_("“%(code)s” cannot be answered with “%(answer)s”.")
                    yield (*loc, "answer"), say(message, code=condition.question, answer=condition.answer)
                before[question.code] = question


def answers_to(question: BaseQuestion) -> tuple[str, ...]:
    """The answers that another question can hang on; none where people write freely."""
    match question:
        case ChoiceQuestion() | SeveralQuestion():
            return tuple(option.code for option in question.options)
        case YesNoQuestion():
            return ("yes", "no")
    return ()
