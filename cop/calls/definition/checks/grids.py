"""A grid adds up."""

from collections.abc import Iterator

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.grid import Grid, GridSection
from cop.calls.definition.problems import Found, Loc
from cop.kernel.messages import N_, say


def check_grids(definition: CallDefinition) -> Iterator[Found]:
    """Weights give the maxima that are declared, thresholds can be reached, every mark has its label."""
    for number, stage in enumerate(definition.stages):
        yield from _grid(stage.grid, ("stages", number, "grid"))


def _grid(grid: Grid, loc: Loc) -> Iterator[Found]:
    scale = grid.scale
    if scale.lowest >= scale.highest:
        message = N_("The lowest mark, %(lowest)s, is not below the highest, %(highest)s.")
        yield (*loc, "scale", "lowest"), say(message, lowest=scale.lowest, highest=scale.highest)
    elif len(scale.labels) != len(scale.marks):
        message = N_("The scale has %(marks)s marks but %(labels)s labels.")
        yield (*loc, "scale", "labels"), say(message, marks=len(scale.marks), labels=len(scale.labels))
    for i, section in enumerate(grid.sections):
        yield from _section(section, grid, (*loc, "sections", i))
    total = sum(section.maximum for section in grid.sections)
    if total != grid.maximum:
        message = N_("The sections come to %(total)s, not to the maximum of %(maximum)s.")
        yield (*loc, "maximum"), say(message, total=total, maximum=grid.maximum)
    if grid.threshold is not None and grid.threshold > grid.maximum:
        message = N_("The threshold of the grid, %(threshold)s, is above its maximum, %(maximum)s.")
        yield (*loc, "threshold"), say(message, threshold=grid.threshold, maximum=grid.maximum)


def _section(section: GridSection, grid: Grid, loc: Loc) -> Iterator[Found]:
    total = sum(criterion.weight for criterion in section.criteria) * grid.scale.highest
    if total != section.maximum:
        message = N_("The weights come to %(total)s, not to the maximum of %(maximum)s.")
        yield (*loc, "maximum"), say(message, total=total, maximum=section.maximum)
    if section.threshold is not None and section.threshold > section.maximum:
        message = N_("The threshold of this section, %(threshold)s, is above its maximum, %(maximum)s.")
        yield (*loc, "threshold"), say(message, threshold=section.threshold, maximum=section.maximum)
    if section.lowest_mark is not None and section.lowest_mark not in grid.scale.marks:
        message = N_("The lowest mark allowed, %(mark)s, is not on the scale.")
        yield (*loc, "lowest_mark"), say(message, mark=section.lowest_mark)
