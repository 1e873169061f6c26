"""Practices as a workbook: one row a practice, and a sheet for the rows of each group; columns are the codes of the template.

The first row of a sheet has codes, by which it is read back in any language; the second says them for people.
A cell holds 32,767 characters: a longer text goes on in columns of the same name with +1, +2.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import xlsxwriter

from cop.articles.exchange.plain import FACTS, HEAD, Picture, Practice
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.template import Group, Item
from cop.core.i18n import language_name, sentence
from cop.core.sheets import harmless
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES

PRACTICES = "practices"
MOST_IN_CELL = 32_000
BETWEEN = "\n"
LABELS = {
    "practice": N_("Practice"),
    "id": N_("Number on this site"),
    "mark": N_("Mark of how it stood"),
    "original": N_("Language of the original"),
    "themes": N_("Themes"),
    "sectors": N_("Sectors"),
    "sdg_targets": N_("Sustainable Development Goals"),
    "countries_of_origin": N_("Countries of origin"),
    "countries_of_destination": N_("Countries of destination"),
    "starts_year": N_("First year"),
    "ends_year": N_("Last year"),
    "lead": N_("Who leads"),
    "picture.file": N_("Picture: its name in the ZIP"),
    "picture.address": N_("Picture: its address"),
    "picture.sha256": N_("Picture: SHA-256"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "image_alt": N_("The picture in words"),
    "key": N_("Key"),
}
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
PICTURE = tuple(f"picture.{field.name}" for field in fields(Picture))
Row = dict[str, Any]


def items_outside_groups() -> Iterator[Item]:
    return (item for section in TEMPLATE for item in section.items)


def groups() -> Iterator[Group]:
    return (group for section in TEMPLATE for group in section.groups)


def as_workbook(practices: Sequence[Practice], *, right_to_left: bool) -> bytes:
    """The file; with no practice it is one to fill in, with columns for every language."""
    languages = [c for c in LANGUAGES if any(c in one.texts for one in practices)] or list(LANGUAGES)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        styles = [book.add_format({"bold": True}), book.add_format({"italic": True, "text_wrap": True})]
        for name, columns, rows in _sheets(practices, languages):
            sheet = book.add_worksheet(name)
            if right_to_left:
                sheet.right_to_left()
            sheet.freeze_panes(2, 1)
            _write(sheet, columns, rows, styles)
    return out.getvalue()


def _sheets(
    practices: Sequence[Practice], languages: Sequence[str]
) -> Iterator[tuple[str, list[tuple[str, str]], list[Row]]]:
    """The name of each sheet, its columns as (code, label), its rows by code."""
    columns = [
        (code, sentence(say(LABELS[code])))
        for code in ("practice", "id", "mark", "original", *FACTS, *PICTURE)
    ]
    for language in languages:
        columns += [(f"{n}.{language}", _said(say(LABELS[n]), language)) for n in HEAD]
    columns += [pair for item in items_outside_groups() for pair in _columns(item, languages)]
    yield PRACTICES, columns, [_row(number, one) for number, one in enumerate(practices, 1)]
    for group in groups():
        columns = [(code, sentence(say(LABELS[code]))) for code in ("practice", "key")]
        columns += [pair for item in group.items for pair in _columns(item, languages)]
        yield group.code, columns, [*_group_rows(group, practices)]


def _columns(item: Item, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not item.is_text:
        yield item.code, sentence(say(item.label))
        return
    yield from ((f"{item.code}.{language}", _said(say(item.label), language)) for language in languages)


def _said(label: Any, language: str) -> str:
    return f"{sentence(label)} ({language_name(language, own=False)})"


def _row(number: int, practice: Practice) -> Row:
    row: Row = {"practice": number, "id": practice.id, "mark": practice.mark, "original": practice.original}
    row |= {name: _cell(getattr(practice.about, name)) for name in FACTS}
    if practice.picture is not None:
        row |= {f"picture.{name}": said for name, said in asdict(practice.picture).items()}
    row |= {item.code: _cell(practice.details.get(item.code)) for item in items_outside_groups()}
    for language, text in practice.texts.items():
        row |= {f"{name}.{language}": getattr(text, name) for name in HEAD}
        row |= {
            f"{item.code}.{language}": text.content[item.code]
            for item in items_outside_groups()
            if item.is_text and item.code in text.content
        }
    return row


def _group_rows(group: Group, practices: Sequence[Practice]) -> Iterator[Row]:
    for number, practice in enumerate(practices, 1):
        for facts in practice.details.get(group.code, ()):
            row: Row = {"practice": number, "key": facts["key"]}
            row |= {item.code: _cell(facts.get(item.code)) for item in group.items if not item.is_text}
            for language, text in practice.texts.items():
                words: Mapping[str, str] = text.content.get(group.code, {}).get(facts["key"], {})
                row |= {f"{code}.{language}": said for code, said in words.items()}
            yield row


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return BETWEEN.join(value)
    return "x" if value is True else value


def _write(sheet: Any, columns: list[tuple[str, str]], rows: list[Row], styles: list[Any]) -> None:
    place = 0
    for code, label in columns:
        cells = [_pieces(row.get(code)) for row in rows]
        for part in range(max(map(len, cells), default=1) or 1):
            sheet.write_string(0, place, f"{code}+{part}" if part else code, styles[0])
            sheet.write_string(1, place, label, styles[1])
            for line, pieces in enumerate(cells, 2):
                if part < len(pieces):
                    _write_cell(sheet, line, place, pieces[part])
            place += 1


def _pieces(value: Any) -> list[Any]:
    """What goes into a cell, in as many pieces as it needs."""
    if value is None or value == "":
        return []
    if not isinstance(value, str):
        return [value]
    return [value[at : at + MOST_IN_CELL] for at in range(0, len(value), MOST_IN_CELL)]


def _write_cell(sheet: Any, line: int, place: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, str(harmless(value)))
    else:
        sheet.write_number(line, place, value)
