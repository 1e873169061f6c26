"""The terms among a practice's answers to the template."""

from collections.abc import Iterator, Mapping
from typing import Any

from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.structure import Details
from cop.articles.rules.template import Item
from cop.taxonomy.rules import replaced


def terms_in(details: Details) -> Iterator[tuple[str, str]]:
    """(vocabulary, code) of every term among the answers."""
    for section in TEMPLATE:
        for group, item in section.every_item():
            rows = [details] if group is None else details.get(group.code, ())
            for value in (row.get(item.code) for row in rows if item.vocabulary):
                yield from ((item.vocabulary, code) for code in _codes(value))


def _codes(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def with_term(details: Details, vocabulary: str, code: str, into: str) -> Details:
    """`details` with a term of a vocabulary replaced by another, wherever the template asks for one."""
    whole = dict(details)
    for section in TEMPLATE:
        whole |= _changed(section.items, details, vocabulary, code, into)
        for group in section.groups:
            if rows := details.get(group.code):
                whole[group.code] = [
                    {**row, **_changed(group.items, row, vocabulary, code, into)} for row in rows
                ]
    return whole


def _changed(
    items: tuple[Item, ...], values: Mapping[str, Any], vocabulary: str, code: str, into: str
) -> Details:
    found: Details = {}
    for item in items:
        value = values.get(item.code)
        if item.vocabulary != vocabulary or not value:
            continue
        if isinstance(value, list):
            found[item.code] = replaced(value, code, into)
        elif value == code:
            found[item.code] = into
    return found
