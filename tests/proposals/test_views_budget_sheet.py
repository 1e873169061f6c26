"""The budget goes into a spreadsheet and back: nothing is lost, nothing changes before it was seen, each fault is named."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from cop.core.db import db
from cop.core.forms import one_line
from cop.core.i18n import in_language
from cop.core.sheet_reading import cells_of
from cop.core.sheets import as_xlsx
from cop.files.rules import Upload
from cop.kernel.clock import SetClock
from cop.kernel.translated import LANGUAGES
from cop.proposals.budget_models import BudgetLine, Funder
from cop.proposals.budget_reading import Frame
from cop.proposals.budget_sheet import lines_in, rows_in, sheet_of
from cop.proposals.rules.budget_sheet import SheetLine
from tests.calls.shipped import shipped, small
from tests.proposals.budgets import written
from tests.proposals.conftest import Visitor
from tests.proposals.making import Team
from tests.proposals.test_views_applicant import a_full_proposal

NAMES = {"": "Lead ASBL", "umoja": "Umoja", "amani": "=Amani"}
FRAMES = [
    Frame(budget, NAMES, range(1, 4))
    for budget in (shipped("mida-great-lakes").stage(2).budget, small().stage(2).budget)
    if budget
]
HEAD = ["Heading", "What for", "Unit", "Quantity", "Rate", "Paid by", "In kind", "Cost"]
GOOD = ["Staff", "Wages", "month", 2, 1000.5, "ourselves", "no"]
texts = st.text(max_size=60).map(one_line)


@st.composite
def budgets(draw: st.DrawFn) -> tuple[Frame, list[SheetLine]]:
    frame = draw(st.sampled_from(FRAMES))
    line = written(
        frame.budget,
        description=st.one_of(
            texts, st.sampled_from(["=1+1", "'=x", "''-3", "@a", "007", "_x0041_", "1 234,50"])
        ).filter(bool),
        unit=texts,
        quantity=st.decimals(0, 10_000_000, places=2),
        rate=st.decimals(0, 1_000_000_000, places=2),
        funder_name=texts,
    )
    return frame, [
        one if one.funder == "other" else replace(one, funder_name="")
        for one in draw(st.lists(line, max_size=12))
    ]


@hypothesis(max_examples=40)
@given(budgets(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_what_is_downloaded_comes_back_equal(app: Flask, made: Any, there: str, back: str) -> None:
    """In whichever languages it is downloaded and sent back."""
    frame, lines = made
    with app.app_context():
        with in_language(there):
            content = sheet_of(frame.priced(lines), frame)
        with in_language(back):
            assert lines_in(rows_in(Upload("budget.xlsx", content)), frame) == (lines, [])


def sent(visitor: Visitor, url: str, rows: list[list[Any]], name: str = "budget.xlsx") -> TestResponse:
    return visitor.post_from(url, file=(io.BytesIO(as_xlsx(HEAD, rows)), name))


@pytest.fixture
def url(app: Flask, team: Team, clock: SetClock) -> str:
    return f"{a_full_proposal(app, team, clock)}/budget/sheet"


def lines_of(app: Flask) -> list[tuple[str, Decimal, Decimal, Funder]]:
    with app.app_context():
        rows = db.session.query(BudgetLine).order_by(BudgetLine.position)
        return [(row.description, row.quantity, row.rate, row.funder) for row in rows]


def confirmed(visitor: Visitor, url: str, page: TestResponse) -> TestResponse:
    """Press the button of the preview."""
    form = page.text[page.text.rindex("<form") :]
    fields = dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', page.text.split("<main")[1]))
    assert 'action="/en' + url.removesuffix("/sheet") in page.text
    assert "Replace the budget" in form
    return visitor.post(url.removesuffix("/sheet"), **fields)


def test_nothing_changes_before_it_was_seen(app: Flask, applicant: Visitor, url: str) -> None:
    page = sent(applicant, url, [GOOD, ["Indirect", "Rent", "", "1", "99,5", "", ""]])
    assert page.status_code == 200
    assert "Wages" in page.text
    assert "2,001" in page.text
    assert lines_of(app) == []
    assert confirmed(applicant, url, page).status_code == 303
    wages = ("Wages", Decimal(2), Decimal("1000.50"), Funder.OWN)
    assert lines_of(app) == [wages, ("Rent", Decimal(1), Decimal("99.50"), Funder.GRANT)]
    again = sent(applicant, url, [GOOD])
    assert [word in again.text for word in ("stays", "goes away")] == [True, True]


def test_who_saved_meanwhile_is_not_overwritten(app: Flask, applicant: Visitor, url: str) -> None:
    first, second = sent(applicant, url, [GOOD]), sent(applicant, url, [[*GOOD[:1], "Theirs", *GOOD[2:]]])
    assert confirmed(applicant, url, second).status_code == 303
    assert confirmed(applicant, url, first).status_code == 409
    assert [line[0] for line in lines_of(app)] == ["Theirs"]


def test_a_sheet_is_read_while_others_may_write(applicant: Visitor, url: str, held: list[bool]) -> None:
    assert sent(applicant, url, [GOOD]).status_code == 200
    assert held
    assert not any(held)


def test_every_fault_is_named_and_nothing_changes(app: Flask, applicant: Visitor, url: str) -> None:
    page = sent(applicant, url, [GOOD, ["Yachts", "Sail", "", "<b>", -1, "", ""]])
    assert page.status_code == 422
    for said in ("A3", "D3", "E3", "Yachts", "&lt;b&gt;", "3 cells need another look"):
        assert said in page.text
    assert lines_of(app) == []


def test_faults_are_said_in_the_reader_s_language(applicant: Visitor, url: str) -> None:
    page = applicant.post_from(url, file=(io.BytesIO(as_xlsx(HEAD, [[*GOOD[:3], "x", *GOOD[4:]]])), "a.xlsx"))
    french = Visitor(applicant.client)
    assert "Write a number" in page.text
    answer = french.client.post(
        f"/fr{url}",
        data={
            "csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1],  # type: ignore[index]
            "file": (io.BytesIO(as_xlsx(HEAD, [[*GOOD[:3], "x", *GOOD[4:]]])), "a.xlsx"),
        },
    )
    assert "Écrivez un nombre" in answer.text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\3\4 nothing", "a.xlsx"),
        (b"%PDF-1.7", "a.pdf"),
        (as_xlsx(["Another", "sheet"], [["x", 1]]), "a.xlsx"),
        (as_xlsx([], []), "a.xlsx"),
        (as_xlsx(HEAD, [GOOD] * 201), "a.xlsx"),
    ],
)
def test_what_is_no_budget_is_refused(
    app: Flask, applicant: Visitor, url: str, content: bytes, name: str
) -> None:
    page = applicant.post_from(url, file=(io.BytesIO(content), name))
    assert page.status_code == 422
    assert 'class="errors' in page.text
    assert lines_of(app) == []


def test_the_file_is_named_after_the_proposal_and_never_kept(applicant: Visitor, url: str) -> None:
    file = applicant.get(f"{url}.xlsx")
    assert re.search(r'filename="[A-Z0-9-]+-budget.xlsx"', file.headers["Content-Disposition"], re.IGNORECASE)
    assert file.headers["Cache-Control"] == "private, no-store"
    assert cells_of(file.data, 9, 7)[0] == HEAD[:7]
