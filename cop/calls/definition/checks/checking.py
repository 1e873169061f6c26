"""A checklist is about what the call says and asks."""

from collections.abc import Iterator

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found
from cop.kernel.messages import N_, say


def check_checklists(definition: CallDefinition) -> Iterator[Found]:
    """Each item's paragraph is one of the call, its question one of its stage."""
    paragraphs = {paragraph.code for paragraph in definition.who_may_apply}
    for number, stage in enumerate(definition.stages):
        asked = {question.code for question in stage.questions}
        for i, item in enumerate(stage.check.items):
            loc = ("stages", number, "check", "items", i)
            if item.paragraph is not None and item.paragraph not in paragraphs:
                message = N_("This item of the checklist names paragraph “%(code)s”, which the call has not.")
                yield (*loc, "paragraph"), say(message, code=item.paragraph)
            if item.question is not None and item.question not in asked:
                message = N_("This item of the checklist is about “%(code)s”, which this stage does not ask.")
                yield (*loc, "question"), say(message, code=item.question)
