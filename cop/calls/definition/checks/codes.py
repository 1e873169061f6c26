"""A code names one thing."""

from collections.abc import Iterable, Iterator

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc, path_of
from cop.calls.definition.questions import ChoiceQuestion, SeveralQuestion, TableQuestion
from cop.calls.definition.stages import Stage
from cop.core.forms import Form
from cop.kernel.messages import N_, say

_LISTS = (
    "languages",
    "proposal_languages",
    "themes",
    "sectors",
    "target_countries",
    "partner_countries",
)
_PARTS = ("who_may_apply", "ask_before_applying", "documents_public", "stages")


TAKEN = frozenset(dir(Form)) | {
    *(
        "act",
        "asked",
        "base",
        "codes",
        "conflicts",
        "csrf_token",
        "form_errors",
        "meta",
        "questions",
        "show",
        "value",
    ),
}
"""Names that the form of a section has already: a question called so could not be asked. The form is of a higher floor;
a test of proposals holds the two together."""


def check_codes(definition: CallDefinition) -> Iterator[Found]:
    """No code stands twice where codes tell things apart."""
    for name in _LISTS:
        yield from _repeated(((name, i), code) for i, code in enumerate(getattr(definition, name)))
    for name in _PARTS:
        yield from _repeated(
            ((name, i, "code"), part.code) for i, part in enumerate(getattr(definition, name))
        )
    for number, stage in enumerate(definition.stages):
        yield from _in_stage(stage, ("stages", number))


def _in_stage(stage: Stage, loc: Loc) -> Iterator[Found]:
    sections = list(enumerate(stage.sections))
    yield from _repeated(((*loc, "sections", i, "code"), section.code) for i, section in sections)
    questions = [
        ((*loc, "sections", i, "questions", j), question)
        for i, section in sections
        for j, question in enumerate(section.questions)
    ]
    yield from _repeated(((*here, "code"), question.code) for here, question in questions)
    for here, question in questions:
        if question.code in TAKEN:
            message = N_("A question cannot be called “%(code)s”; choose another short name.")
            yield (*here, "code"), say(message, code=question.code)
    for here, question in questions:
        if isinstance(question, ChoiceQuestion | SeveralQuestion):
            yield from _repeated(
                ((*here, "options", i, "code"), option.code) for i, option in enumerate(question.options)
            )
        if isinstance(question, TableQuestion):
            yield from _repeated(
                ((*here, "columns", i, "code"), column.code) for i, column in enumerate(question.columns)
            )
    yield from _repeated(
        ((*loc, "check", "items", i, "code"), item.code) for i, item in enumerate(stage.check.items)
    )
    yield from _repeated(((*loc, "locked", i), code) for i, code in enumerate(stage.locked))
    yield from _repeated(((*loc, "carries", i), code) for i, code in enumerate(stage.carries))
    if stage.budget:
        for name in ("headings", "exchange"):
            parts = enumerate(getattr(stage.budget, name))
            yield from _repeated(((*loc, "budget", name, i, "code"), part.code) for i, part in parts)
    criteria = list(enumerate(stage.grid.sections))
    yield from _repeated(((*loc, "grid", "sections", i, "code"), part.code) for i, part in criteria)
    yield from _repeated(
        ((*loc, "grid", "sections", i, "criteria", j, "code"), criterion.code)
        for i, part in criteria
        for j, criterion in enumerate(part.criteria)
    )


def _repeated(codes: Iterable[tuple[Loc, str]]) -> Iterator[Found]:
    first: dict[str, Loc] = {}
    for loc, code in codes:
        if code in first:
            message = N_("The code “%(code)s” is used twice; first at %(first)s.")
            yield loc, say(message, code=code, first=path_of(first[code]))
        first.setdefault(code, loc)
