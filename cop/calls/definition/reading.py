"""YAML as plain values, with the line of each.

A small, safe part of YAML 1.2: mappings, lists, text, numbers, true, false and null. No tags, no aliases (one text could
grow without bound), no dates and no "yes" or "no" that turn into something else (NO is Norway).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from cop.calls.definition.problems import Found, Loc
from cop.kernel.messages import N_, say

MOST_CHARACTERS = 1_000_000
_DEEPEST = 30
_LONGEST_NUMBER = 20
_NOT_TEXT = re.compile("[\ud800-\udfff\ufffd]")  # what decoding with "replace" or "surrogateescape" leaves
_TAG = "tag:yaml.org,2002:"
_VALUES: dict[str, Callable[[str], Any]] = {
    "str": str,
    "null": lambda _: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
}


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the class attribute that yaml reads


_Loader.add_implicit_resolver(f"{_TAG}null", re.compile(r"^(null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver(f"{_TAG}int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver(f"{_TAG}float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))


@dataclass(slots=True)
class Source:
    """The values of a text, the line of each path (from 1), and what could not be read."""

    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def line_of(self, loc: Loc) -> int:
        """The line of `loc`, or of the nearest thing around it that is in the text."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def read(self, node: yaml.Node, loc: Loc) -> Any:
        """The value of `node`, noting lines and problems on the way."""
        self.lines.setdefault(loc, node.start_mark.line + 1)
        if id(node) in self._seen:
            return self._refuse(loc, N_("Write this out: aliases (*) are not read here."))
        self._seen.add(id(node))
        if len(loc) > _DEEPEST:
            return self._refuse(loc, N_("This is nested too deep."))
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
            return self._mapping(node, loc)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
            return [self.read(item, (*loc, i)) for i, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, loc)
        return self._refuse(loc, N_("“%(tag)s” is not read here; write the plain value."), tag=node.tag)

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.lines[*loc, "?"] = key.start_mark.line + 1
                self._refuse((*loc, "?"), N_("A name before a colon must be one word."))
                continue
            name = str(key.value)
            here = (*loc, name)
            if name in values:
                first = self.lines[here]
                self.lines[here] = key.start_mark.line + 1
                self._refuse(
                    here, N_("“%(name)s” is here twice; first in line %(line)s."), name=name, line=first
                )
                continue
            self.lines[here] = key.start_mark.line + 1
            values[name] = self.read(item, here)
        return values

    def _scalar(self, node: yaml.ScalarNode, loc: Loc) -> Any:
        text = str(node.value)
        kind = node.tag.removeprefix(_TAG)
        if kind in ("int", "float") and len(text) > _LONGEST_NUMBER:
            return self._refuse(loc, N_("This number is too long."))
        if kind not in _VALUES:
            return self._refuse(loc, N_("“%(tag)s” is not read here; write the plain value."), tag=node.tag)
        return _VALUES[kind](text)

    def _refuse(self, loc: Loc, key: str, **params: Any) -> None:
        self.found.append((loc, say(key, **params)))


def read_yaml(text: str) -> Source:
    """`text` as a Source; what is wrong with it as YAML is in `found`."""
    source = Source()
    if len(text) > MOST_CHARACTERS:
        source.found.append(((), say(N_("This file is too large to be a definition."))))
        return source
    if wrong := _NOT_TEXT.search(text):
        source.lines[()] = text.count("\n", 0, wrong.start()) + 1
        source.found.append(((), say(N_("This line holds bytes that are not UTF-8 text."))))
        return source
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # A text that ends too early is wrong "after" its last line.
        source.lines[()] = min(mark.line + 1, len(text.splitlines())) if mark else 1
        why = error.problem or error.context or ""
        source.found.append(((), say(N_("This line cannot be read as YAML: %(why)s."), why=why)))
        return source
    except yaml.YAMLError as error:
        source.found.append(((), say(N_("This text cannot be read as YAML: %(why)s."), why=str(error))))
        return source
    if node is None:
        source.found.append(((), say(N_("The definition is empty."))))
    else:
        source.value = source.read(node, ())
    return source
