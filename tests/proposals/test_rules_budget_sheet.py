"""A sheet's lines are read as people write them, and each fault is named by its cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.proposals.rules.budget_sheet import (
    COLUMNS,
    FIRST_COLUMNS,
    LETTERS,
    Cell,
    Change,
    SheetLine,
    Words,
    columns_in,
    difference,
    read_lines,
    same_lines,
)

WORDS = Words(
    headings={"1 staff": "staff", "1 personnel": "staff", "2 travel": "travel", "7": "indirect"},
    funders={"the grant": "grant", "nous-mêmes": "own", "the bank": "other"},
    yes_or_no={"yes": True, "oui": True, "no": False, "non": False},
    partners={"lead": "", "umoja asbl": "umoja"},
    currencies={"eur": "", "usd": "USD"},
    years=2,
    columns={name: name for name in COLUMNS},
)
HEAD: list[Cell] = list(FIRST_COLUMNS)
GOOD: list[Cell] = ["1 Staff", "Wages", "month", 2.0, 1000.5, "the grant", "no"]


WHOLE: list[Cell] = [*GOOD, "2", "Umoja ASBL", "USD", ""]


def read(*rows: list[Cell], language: str = "en", head: list[Cell] = HEAD):
    return read_lines([head, *rows], words=WORDS, language=language)


def test_a_whole_line_is_read() -> None:
    lines, faults = read(GOOD)
    assert faults == []
    assert lines == [SheetLine("staff", "Wages", "month", Decimal(2), Decimal("1000.5"), "grant", False)]


def test_whose_a_line_is_and_in_what_it_is_are_read_where_the_sheet_says() -> None:
    other: list[Cell] = [*GOOD[:5], "the bank", "no", "٢", "", "eur", "Canton de Vaud"]
    lines, faults = read(WHOLE, other, [*WHOLE[:7], 3.0, "Nobody", "XOF", "x" * 201], head=[*COLUMNS])
    assert (lines[0].year, lines[0].partner_key, lines[0].currency) == (2, "umoja", "USD")
    assert (lines[1].year, lines[1].partner_key, lines[1].funder_name) == (2, "", "Canton de Vaud")
    assert [(fault.letter, fault.row) for fault in faults] == [(letter, 4) for letter in "HIJK"]


def test_an_older_sheet_is_the_lead_s_in_the_call_s_currency_and_the_order_of_columns_is_free() -> None:
    [line], _faults = read(GOOD)
    assert (line.year, line.partner_key, line.currency, line.funder_name) == (1, "", "", "")
    assert read(WHOLE[::-1], head=[*reversed(COLUMNS)]) == read(WHOLE, head=[*COLUMNS])
    assert columns_in([*FIRST_COLUMNS, "cost", "year"], WORDS) == [*FIRST_COLUMNS]
    assert columns_in(FIRST_COLUMNS[1:], WORDS) == []


def test_words_of_any_language_and_what_is_left_out_are_understood() -> None:
    lines, faults = read(
        ["1  PERSONNEL", "x", None, 1.0, 1.0, "Nous-mêmes", "oui"], [7.0, 2.0, "", 1, 1], language="fr"
    )
    assert faults == []
    assert (lines[0].heading, lines[0].funder, lines[0].is_in_kind) == ("staff", "own", True)
    assert (lines[1].heading, lines[1].description, lines[1].funder) == ("indirect", "2", "grant")


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "1,234.50"),
        ("fr", "1 234,50"),
        ("es", "1.234,50"),
        ("pt", "1.234,5"),
        ("ar", "١٬٢٣٤٫٥"),
        ("ar", "1234.5"),
    ],
)
def test_numbers_are_taken_as_people_type_them(language: str, typed: str) -> None:
    [line], faults = read([*GOOD[:4], typed, *GOOD[5:]], language=language)
    assert faults == []
    assert line.rate == Decimal("1234.5")


def test_binary_noise_is_none_of_the_person_s() -> None:
    [line], _faults = read([*GOOD[:4], 0.1 + 0.2, *GOOD[5:]])
    assert line.rate == Decimal("0.3")


def test_empty_rows_are_no_lines() -> None:
    assert read([], [None] * 7, ["1 Staff", "", "", None, None, "the grant", "no"]) == ([], [])


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("heading", "9 Yachts", "not one of the choices"),
        ("heading", None, "Please answer"),
        ("description", None, "Please answer"),
        ("description", "x" * 301, "At most 300 characters"),
        ("unit", "x" * 61, "At most 60 characters"),
        ("quantity", None, "Please answer"),
        ("quantity", "many", "Write a number"),
        ("quantity", -1.0, "must be between"),
        ("quantity", 1e12, "must be between"),
        ("quantity", float("inf"), "must be between"),
        ("quantity", float("nan"), "Write a number"),
        ("quantity", True, "Write a number"),
        ("rate", 1.234, "two decimals"),
        ("rate", "2026-11-25", "Write a number"),
        ("funder", "the moon", "not one of the choices"),
        ("is_in_kind", "perhaps", "not one of the choices"),
    ],
)
def test_each_fault_is_named_by_its_cell(column: str, cell: Cell, said: str) -> None:
    place = COLUMNS.index(column)
    lines, [fault] = read(GOOD, [], [*GOOD[:place], cell, *GOOD[place + 1 :]])
    assert len(lines) == 1
    assert (fault.row, fault.column, fault.letter) == (4, column, LETTERS[place])
    assert said in str(fault.message)


def test_every_fault_of_a_row_is_named() -> None:
    _lines, faults = read(["9", "x", "", "a", "b", "c", "d"])
    assert [fault.letter for fault in faults] == ["A", "D", "E", "F", "G"]


@given(
    st.lists(st.lists(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()), max_size=9))
)
def test_no_cells_crash_it(rows: list[list[Cell]]) -> None:
    lines, faults = read(*rows)
    assert len(lines) + len({fault.row for fault in faults}) <= len(rows)


line = st.builds(
    SheetLine,
    heading=st.sampled_from(["staff", "travel"]),
    description=st.sampled_from(["a", "b"]),
    unit=st.just(""),
    quantity=st.integers(0, 2).map(Decimal),
    rate=st.just(Decimal(1)),
    funder=st.just("grant"),
    is_in_kind=st.booleans(),
)


@given(st.lists(line, max_size=8), st.lists(line, max_size=8))
def test_a_difference_holds_both_sides_in_order(before: list[SheetLine], after: list[SheetLine]) -> None:
    changes: list[Change[SheetLine]] = list(difference(before, after))
    assert [change.line for change in changes if change.kind != "new"] == before
    assert [change.line for change in changes if change.kind != "gone"] == after


@given(st.lists(line, max_size=8), st.lists(line, max_size=8))
def test_a_line_that_stays_is_the_same_line(before: list[SheetLine], after: list[SheetLine]) -> None:
    same = same_lines(before, after)
    assert len({*same.values()}) == len(same)
    kept = [change.line for change in difference(before, after) if change.kind == "kept"]
    assert len([1 for n, was in same.items() if after[n] == before[was]]) >= len(kept)
