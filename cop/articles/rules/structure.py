"""A practice's answers to the template: what says the same in all languages (details), and the words of each (content).

Details map an item to its value, and a group to its rows in order, each with a `key`. Content maps an item to its text, and a
group to the texts of its rows by their keys: so rows are moved once, for all languages. Empty answers are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cop.articles.rules.sections import BLOCKS, RESULTS, STORY, TEMPLATE
from cop.articles.rules.template import Group, Item, Kind, Section
from cop.kernel.errors import Invalid
from cop.kernel.ids import canonical_json, digest
from cop.kernel.messages import N_, Message, say

Details = dict[str, Any]
Content = dict[str, Any]
KEY = re.compile(r"[a-z0-9]{1,12}")
"""The key of a row: it stands between hyphens in the paths of its texts."""
Values = dict[str, Any]
"""The answers of one section as its form has them: an item's value, a group's rows as mappings with their keys."""


@dataclass(frozen=True, slots=True)
class Word:
    """One text, and where it stands: an item, perhaps of row `number` (from 1) of a group. `path` names it in forms."""

    path: str
    section: Section
    item: Item
    text: str
    group: Group | None = None
    number: int = 0


def words_of(content: Content, details: Details) -> Iterator[Word]:
    """Every text there is, in the order of the template and of the rows in `details`."""
    for section in TEMPLATE:
        for part in section.parts:
            if isinstance(part, Group):
                yield from _words_in(section, part, content, details)
            elif part.is_text and content.get(part.code):
                yield Word(part.code, section, part, content[part.code])


def _words_in(section: Section, group: Group, content: Content, details: Details) -> Iterator[Word]:
    for number, row in enumerate(details.get(group.code, ()), 1):
        texts = content.get(group.code, {}).get(row["key"], {})
        for item in group.items:
            if texts.get(item.code):
                path = f"{group.code}-{row['key']}-{item.code}"
                yield Word(path, section, item, texts[item.code], group, number)


def public_rows(group: Group, details: Details) -> list[Details]:
    """The rows that everyone may read: persons who did not agree are nobody's business."""
    rows: list[Details] = details.get(group.code, [])
    return [row for row in rows if row.get("agrees")] if group.asks_consent else rows


def public_part(details: Details) -> Details:
    """`details` with the rows that everyone may read."""
    groups = [group for section in TEMPLATE for group in section.groups if group.asks_consent]
    return {**details, **{group.code: public_rows(group, details) for group in groups}}


def every_word(content: Content, details: Details) -> list[Word]:
    """The same of a text as it once was, with the rows that are gone."""
    return list(words_of(content, with_rows_of(content, details)))


def with_rows_of(content: Content, details: Details) -> Details:
    """`details` with a row for every key of `content`; those that are gone come last in their group."""
    whole = dict(details)
    for group in (group for section in TEMPLATE for group in section.groups):
        rows: list[Details] = details.get(group.code, [])
        known = {row["key"] for row in rows}
        if gone := [{"key": key} for key in content.get(group.code, {}) if key not in known]:
            whole[group.code] = [*rows, *gone]
    return whole


def content_of(texts: Mapping[str, str]) -> Content:
    """Texts by their paths, as content."""
    content: Content = {}
    for path, text in texts.items():
        if not text.strip():
            continue
        match path.split("-"):
            case [code]:
                content[code] = text
            case [group, key, code]:
                content.setdefault(group, {}).setdefault(key, {})[code] = text
    return content


def values_of(section: Section, details: Details, content: Content) -> Values:
    """The answers of one section, words and all."""
    values: Values = {
        item.code: (content if item.is_text else details).get(item.code) for item in section.items
    }
    for group in section.groups:
        texts = content.get(group.code, {})
        values[group.code] = [
            {"key": row["key"]}
            | {i.code: (texts.get(row["key"], {}) if i.is_text else row).get(i.code) for i in group.items}
            for row in details.get(group.code, ())
        ]
    return values


def with_values(
    section: Section, values: Values, details: Details, content: Content
) -> tuple[Details, Content]:
    """`details` and `content` with a section's answers replaced by `values`."""
    codes = {part.code for part in section.parts}
    details = {code: value for code, value in details.items() if code not in codes}
    content = {code: value for code, value in content.items() if code not in codes}
    for item in section.items:
        _put(content if item.is_text else details, item, values.get(item.code))
    for group in section.groups:
        rows, texts = [], {}
        for row in values.get(group.code) or ():
            facts: Details = {"key": row["key"]}
            words: Content = {}
            for item in group.items:
                _put(words if item.is_text else facts, item, row.get(item.code))
            rows.append(facts)
            texts.update({row["key"]: words} if words else {})
        details |= {group.code: rows} if rows else {}
        content |= {group.code: texts} if texts else {}
    return details, content


def _put(target: dict[str, Any], item: Item, value: Any) -> None:
    if not _is_empty(value):
        target[item.code] = value


def _is_empty(value: Any) -> bool:
    """Nothing was answered; a nought is an answer."""
    return value is None or value is False or value in ("", [])


def fingerprint(section: Section, details: Details, content: Content) -> str:
    """Changes with the answers of a section: by it a writer proves which version the change was made from."""
    return digest(canonical_json(values_of(section, details, content)))[:16]


def check_values(section: Section, values: Values) -> None:
    """Raises Invalid for answers that the template does not allow; unfinished ones it does."""
    fields: dict[str, Message] = {}
    for item in section.items:
        fields |= _wrong(item, values.get(item.code), item.code)
    for group in section.groups:
        rows = values.get(group.code) or ()
        if len(rows) > group.most:
            fields[group.code] = say(N_("At most %(most)s rows."), most=group.most)
        for number, row in enumerate(rows):
            for item in group.items:
                fields |= _wrong(item, row.get(item.code), f"{group.code}-{number}-{item.code}")
    if fields:
        raise Invalid(fields=fields)


def _wrong(item: Item, value: Any, name: str) -> dict[str, Message]:
    if _is_empty(value):
        return {}
    match item.kind:
        case Kind.CHOICE if value not in dict(item.choices):
            return {name: say(N_("“%(code)s” is not in this list."), code=str(value))}
        case Kind.WHOLE | Kind.NUMBER if not item.low <= Decimal(str(value)) <= item.high:
            return {name: say(N_("Write a number between %(min)s and %(max)s."), min=item.low, max=item.high)}
        case Kind.LINE | Kind.TEXT | Kind.NAME if len(value) > item.limit:
            return {name: say(N_("At most %(most)s characters."), most=item.limit)}
        case Kind.NAMES if len("\n".join(value)) > item.limit:
            return {name: say(N_("At most %(most)s characters."), most=item.limit)}
    return {}


def check_content(content: Content) -> None:
    """Raises Invalid for a text that is in no place of the template, or too long for it."""
    fields: dict[str, Message] = {}
    items = {(group.code if group else "", item.code): item for group, item in _every_text()}
    for path, text in paths_of(content):
        group, _, code = path.split("-") if "-" in path else ("", "", path)
        item = items.get((group, code))
        if item is None:
            fields[path] = say(N_("“%(code)s” is not in this list."), code=path)
        elif len(text) > item.limit:
            fields[path] = say(N_("At most %(most)s characters."), most=item.limit)
    if fields:
        raise Invalid(fields=fields)


def _every_text() -> Iterator[tuple[Group | None, Item]]:
    return ((group, item) for section in TEMPLATE for group, item in section.every_item() if item.is_text)


def paths_of(content: Content) -> Iterator[tuple[str, str]]:
    """(path, text) of everything in it, also of rows that are gone."""
    for code, value in content.items():
        if isinstance(value, str):
            yield code, value
        else:
            yield from (
                (f"{code}-{key}-{item}", text) for key, row in value.items() for item, text in row.items()
            )


def is_begun(section: Section, details: Details, content: Content) -> bool:
    return any(values_of(section, details, content).values())


def is_complete(section: Section, details: Details, content: Content) -> bool:
    """Whether everything that the section needs is there."""
    values = values_of(section, details, content)
    return all(values[part.code] for part in section.parts if part.is_needed)


def is_full(details: Details, content: Content) -> bool:
    """A practice is told in full, and no longer a snapshot, when it has its story, its building blocks and its results."""
    return all(is_complete(section, details, content) for section in (STORY, BLOCKS, RESULTS))
