"""Definitions in and out of YAML."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cop.calls.definition.checks.everything import check_definition
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.explaining import explain
from cop.calls.definition.problems import DefinitionErrors, DefinitionProblem, Found, path_of
from cop.calls.definition.reading import Source, read_yaml

__all__ = [
    "DefinitionErrors",
    "DefinitionProblem",
    "dump_definition",
    "dump_values",
    "load_definition",
    "parse_definition",
    "read_values",
]


def load_definition(path: Path) -> CallDefinition:
    """The definition in a UTF-8 YAML file; raises DefinitionErrors with the line of each problem."""
    return parse_definition(path.read_text(encoding="utf-8-sig", errors="replace"), name=path.name)


def parse_definition(text: str, *, name: str) -> CallDefinition:
    """The definition in a YAML text; `name` is what problems call it. Raises DefinitionErrors."""
    source = read_yaml(text)
    if source.found:
        raise DefinitionErrors(_located(source, source.found), name=name)
    definition, found = read_values(source.value)
    if definition is None or found:
        raise DefinitionErrors(_located(source, found), name=name)
    return definition


def read_values(values: Any) -> tuple[CallDefinition | None, list[Found]]:
    """The definition in plain values, and what is wrong with it; None where it is too broken to be checked across."""
    try:
        definition = CallDefinition.model_validate(values)
    except ValidationError as error:
        return None, list(explain(error))
    return definition, list(check_definition(definition))


def _located(source: Source, found: list[Found]) -> list[DefinitionProblem]:
    problems = [DefinitionProblem(source.line_of(loc), path_of(loc), message) for loc, message in found]
    return sorted(problems, key=lambda problem: problem.line or 0)


def dump_definition(definition: CallDefinition) -> str:
    """The definition as YAML that loads to an equal one; what has its default value is left out."""
    return dump_values(definition.model_dump(exclude_defaults=True))


def dump_values(content: Any) -> str:
    """Values that need not be a whole definition yet, in the same way."""
    values = _plain(content)
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return value.isoformat(" ", "minutes" if not (value.second or value.microsecond) else "auto")
        case date():
            return value.isoformat()
    return value


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else ">" if len(value) > 90 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.Node:
    on_one_line = all(isinstance(v, int) or (isinstance(v, str) and len(v) <= 30) for v in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=on_one_line)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
