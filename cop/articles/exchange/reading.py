"""A file of practices as its page shows it: what is good, what is wrong in which row and field, what became of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cop.articles.exchange.services import said_in
from cop.articles.exchange.workbook import LABELS
from cop.articles.models import PracticeImport
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.template import Group
from cop.core.i18n import language_name, sentence
from cop.kernel.messages import Message, say
from cop.kernel.translated import LANGUAGES


@dataclass(frozen=True, slots=True)
class Found:
    """One practice of the file: faults as (field in words, sentence), notes as sentences."""

    place: str
    title: str
    language: str
    faults: tuple[tuple[str, Message], ...]
    notes: tuple[Message, ...]


def found_in(kept: PracticeImport) -> list[Found]:
    return [_found(one) for one in kept.found]


def _found(one: dict[str, Any]) -> Found:
    texts = one["plain"].get("texts")
    original = str(one["plain"].get("original") or "")
    language, title = _title_in(texts if isinstance(texts, dict) else {}, original)
    return Found(
        place=one["place"],
        title=title,
        language=language,
        faults=tuple((field_name(fault["field"]), said_in(fault)) for fault in one["faults"]),
        notes=tuple(said_in(note) for note in one["notes"]),
    )


def _title_in(texts: dict[str, Any], original: str) -> tuple[str, str]:
    """(language, title) of the original; where the file has none, of any text, so that one sees which practice it is."""
    for language in (original, *LANGUAGES):
        text = texts.get(language)
        title = text.get("title") if isinstance(text, dict) else None
        if isinstance(title, str) and title:
            return language if language in LANGUAGES else "", title
    return "", ""


def field_name(path: str) -> str:
    """A field's path in the reader's words: `blocks-1-purpose` is "Building block 2 – Purpose"."""
    return " – ".join(_names(re.split(r"[.-]", path))) or path


def _names(parts: list[str]) -> Iterator[str]:
    labels = {**LABELS, **{item.code: item.label for section in TEMPLATE for item in section.items}}
    groups = {group.code: group for section in TEMPLATE for group in section.groups}
    group: Group | None = None
    for part in parts:
        if part in LANGUAGES:
            yield language_name(part, own=False)
        elif part in groups and group is None:
            group = groups[part]
            yield sentence(say(group.label))
        elif group is not None and part.isdigit():
            yield _("row %(number)s", number=int(part) + 1)
        elif group is not None and (label := _label_in(group, part)):
            yield sentence(say(label))
        elif part in labels:
            yield sentence(say(labels[part]))


def _label_in(group: Group, code: str) -> str:
    return next((item.label for item in group.items if item.code == code), "")
