"""Everything that must hold across a definition and that no single part can see."""

from collections.abc import Iterator

from cop.calls.definition.checks import (
    asking,
    checking,
    codes,
    conditions,
    continuity,
    grids,
    letters,
    stages,
    texts,
    vocabularies,
    windows,
)
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found

CHECKS = (
    texts.check_texts,
    texts.check_languages,
    codes.check_codes,
    conditions.check_money,
    conditions.check_countries,
    conditions.check_rules,
    vocabularies.check_vocabularies,
    windows.check_windows,
    grids.check_grids,
    stages.check_stages,
    asking.check_conditions,
    checking.check_checklists,
    continuity.check_continuity,
    letters.check_letters,
)


def check_definition(definition: CallDefinition) -> Iterator[Found]:
    """Every cross-check that fails, with the path to what fails."""
    for check in CHECKS:
        yield from check(definition)
