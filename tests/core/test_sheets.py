"""Nothing a person typed becomes a formula."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cop.core.sheet_forms import Column, Total, as_form
from cop.core.sheet_reading import cells_of
from cop.core.sheets import as_csv, as_typed, as_xlsx, harmless

DANGEROUS = ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\n=1", "=HYPERLINK(0)", "{=1+1}", "＝1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_is_only_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    [row] = list(csv.reader(io.StringIO(as_csv(["h"], [[text]]).decode("utf-8-sig"), newline="")))[1:]
    assert row == [f"'{text}"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(["h"], [[text]]))).get_sheet_by_index(0)
    assert sheet.to_python()[1][0].startswith("'")


@given(st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9), st.none()))
def test_numbers_stay_numbers(value: float | None) -> None:
    assert harmless(value) is value


def test_plain_text_comes_back_as_typed() -> None:
    rows = [["Élan · أمل", 12, None], ["http://example.org", 1.5, "007"]]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(["a", "b", "c"], rows))).get_sheet_by_index(0)
    assert sheet.to_python() == [["a", "b", "c"], ["Élan · أمل", 12, ""], ["http://example.org", 1.5, "007"]]


def test_a_formula_within_the_text_is_text_in_other_countries_too() -> None:
    """Where ; separates cells, what follows it would be one."""
    text = as_csv(["h"], [["x;=1+1;ok"], ["two\n-3"], ["3;4"]]).decode("utf-8-sig")
    assert "x;'=1+1;ok" in text
    assert "two\n'-3" in text
    assert "3;4" in text


@given(st.one_of(st.text(), st.builds("{}{}".format, st.text("'=+-@", max_size=4), st.text())))
def test_what_was_made_harmless_can_be_undone(text: str) -> None:
    said = harmless(text)
    assert isinstance(said, str)
    assert as_typed(said) == text
    assert not said.startswith(("=", "+", "-", "@"))


def form(**more: object) -> bytes:
    columns = [
        Column("What", 20),
        Column("Kind", 10, choices=["one", "=two"]),
        Column("Amount", 10, is_amount=True),
        Column("Twice", 10, is_amount=True, formula="=C{row}*2"),
    ]
    totals = [Total("one", "=SUMIF(B$2:B{last},{label},D$2:D{last})", 5.0)]
    rows = [["=1+1", "one", 2.5, 5.0]]
    return as_form(columns, rows, name="Sheet", lines=9, totals=totals, right_to_left=True, **more)  # type: ignore[arg-type]


def test_a_form_holds_what_was_put_in_and_formulas_of_ours_only() -> None:
    head, line, *empty = cells_of(form(), 50, 4)
    assert head == ["What", "Kind", "Amount", "Twice"]
    assert line == ["'=1+1", "one", 2.5, 5.0]
    assert {cell for row in empty for cell in row} <= {None}
    book = zipfile.ZipFile(io.BytesIO(form()))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert {*re.findall("<f>(.*?)</f>", sheet)} == {
        *(f"C{row}*2" for row in range(2, 11)),
        "SUMIF(B$2:B10,F1,D$2:D10)",
    }
    assert '<dataValidation type="list"' in sheet
    assert 'rightToLeft="1"' in sheet


@pytest.mark.parametrize("content", [b"", b"PK", b"no sheet", form()[:500]])
def test_what_is_no_sheet_is_said(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        cells_of(content, 9, 9)


def test_more_rows_and_columns_than_asked_for_are_left() -> None:
    rows = [[number] * 20 for number in range(30)]
    found = cells_of(as_xlsx(["h"] * 20, rows), 10, 5)
    assert (len(found), len(found[0])) == (10, 5)
