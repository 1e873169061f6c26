"""The definitions that come with the program, and the smallest one, each read once."""

from functools import cache
from pathlib import Path

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import load_definition

DATA = Path(__file__).parents[2] / "cop/calls/data"
SMALL = Path(__file__).with_name("small_call.yaml")


@cache
def shipped(name: str) -> CallDefinition:
    """`jmdi`, `mida-great-lakes` or `w-mida`."""
    return load_definition(DATA / f"{name}.yaml")


@cache
def small() -> CallDefinition:
    """The smallest call that uses every part of the format."""
    return load_definition(SMALL)
