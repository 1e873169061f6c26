"""The second stage continues the first: filled in, locked, carried over."""

from collections.abc import Iterator

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.grid import GridSection
from cop.calls.definition.problems import Found, Loc, nearest
from cop.calls.definition.stages import Stage
from cop.kernel.messages import N_, Message, say

_OF_A_SECOND = ("carries", "prefill", "locked", "drift")


def check_continuity(definition: CallDefinition) -> Iterator[Found]:
    """What a stage takes over from the one before exists there and fits here."""
    first = definition.stages[0]
    for name in _OF_A_SECOND:
        if getattr(first, name):
            message = N_("There is no stage before this one, so “%(name)s” has no meaning.")
            yield ("stages", 0, name), say(message, name=name)
    if len(definition.stages) == 2:
        second = definition.stages[1]
        yield from _prefill(second, first, ("stages", 1, "prefill"))
        yield from _locked(second, ("stages", 1, "locked"))
        yield from _carries(second, first, ("stages", 1, "carries"))


def _prefill(stage: Stage, former: Stage, loc: Loc) -> Iterator[Found]:
    here = {question.code: question for question in stage.questions}
    there = {question.code: question for question in former.questions}
    for target, source in stage.prefill.items():
        if target not in here:
            message = N_("This stage has no question “%(code)s”.")
            yield (*loc, target), _unknown(message, target, list(here))
        elif source not in there:
            message = N_("The stage before has no question “%(code)s”.")
            yield (*loc, target), _unknown(message, source, list(there))
        elif here[target].type != there[source].type:
            message = N_("“%(target)s” and “%(source)s” are questions of different types.")
            yield (*loc, target), say(message, target=target, source=source)


def _locked(stage: Stage, loc: Loc) -> Iterator[Found]:
    for i, code in enumerate(stage.locked):
        if code not in stage.prefill:
            message = N_("“%(code)s” is locked but not filled in from the stage before: it would stay empty.")
            yield (*loc, i), say(message, code=code)


def _carries(stage: Stage, former: Stage, loc: Loc) -> Iterator[Found]:
    here = {section.code: section for section in stage.grid.sections}
    there = {section.code: section for section in former.grid.sections}
    if stage.carries and _marks(stage) != _marks(former):
        yield loc, say(N_("Scores are carried over between grids with different scales."))
    for i, code in enumerate(stage.carries):
        if code not in there:
            message = N_("The grid of the stage before has no section “%(code)s”.")
            yield (*loc, i), _unknown(message, code, list(there))
        elif code not in here:
            message = N_("The grid of this stage has no section “%(code)s”.")
            yield (*loc, i), _unknown(message, code, list(here))
        elif _weights(here[code]) != _weights(there[code]):
            message = N_("“%(code)s” is carried over, but its criteria or weights are not those of before.")
            yield (*loc, i), say(message, code=code)
    if stage.carries and here.keys() == set(stage.carries):
        yield loc, say(N_("Every section is carried over, so there is nothing to review."))


def _weights(section: GridSection) -> dict[str, int]:
    return {criterion.code: criterion.weight for criterion in section.criteria}


def _marks(stage: Stage) -> tuple[int, int]:
    return stage.grid.scale.lowest, stage.grid.scale.highest


def _unknown(key: str, code: str, known: list[str]) -> Message:
    """`key` about `code`, followed by the code that was probably meant."""
    said = say(key, code=code)
    meant = nearest(code, known)
    if meant is None:
        return said
    return say(N_("%(problem)s Did you mean “%(meant)s”?"), problem=said, meant=meant)
