"""Nothing a person typed becomes a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cop.core.sheets import as_csv, as_xlsx, harmless

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
