"""The form of a section says what is declared, and who is asked."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask, g, render_template_string

from cop.calls.definition import questions as q
from cop.proposals.fields import MOST_LINES, field_of
from cop.proposals.sections import SectionForm, form_of_section
from tests.calls.shipped import small

DECLARATION = q.DeclarationQuestion(
    code="no-debts", type="declaration", label={"en": "Debts"}, text={"en": "We have no debts."}
)
PLAN = q.TableQuestion(
    code="plan",
    type="table",
    label={"en": "Plan"},
    columns=(q.Column(code="month", label={"en": "Month"}), q.Column(code="what", label={"en": "What"})),
    at_most=4,
)
HANGING = q.ShortTextQuestion(
    code="which",
    type="short_text",
    label={"en": "Which rights?"},
    asked_if=q.Condition(question="theme", answer="rights"),
)


def form_with(app: Flask, answers: dict[str, Any], posted: dict[str, str] | None = None) -> SectionForm:
    stage = small().stage(1)
    section = stage.sections[0]
    section = section.model_copy(update={"questions": (*section.questions, DECLARATION, PLAN, HANGING)})
    stage = stage.model_copy(update={"sections": (section,)})
    with app.test_request_context(method="POST" if posted else "GET", data=posted):
        g.language = "en"
        form = form_of_section(section, stage, small(), answers)
        form.validate()
        return form


def test_a_declaration_is_made_or_not_made(app: Flask) -> None:
    assert form_with(app, {}).value()["no-debts"] is None
    assert form_with(app, {"no-debts": True}).value()["no-debts"] is True
    made = form_with(app, {}, {"no-debts": "yes", "title": "A title"})
    assert made.errors == {}
    assert made.value()["no-debts"] is True
    assert "We have no debts." in made["no-debts"].description


def test_a_text_of_thousands_of_lines_is_refused(app: Flask) -> None:
    assert "why" not in form_with(app, {}, {"why": "x\n" * (MOST_LINES - 1) + "x"}).errors
    assert form_with(app, {}, {"why": "x\n" * MOST_LINES + "x"}).errors["why"] == ["At most 500 lines."]


def test_a_question_says_on_which_answer_it_hangs(app: Flask) -> None:
    hint = form_with(app, {})["which"].description
    assert hint.strip() == "Only if the answer to “Theme” is “Rights”."


def test_a_question_says_what_its_answer_must_keep_to(app: Flask) -> None:
    """Before it is written, not when it is refused."""
    shared = {"label": {"en": "?"}, "code": "x"}
    options = tuple(q.Option(code=code, text={"en": code}) for code in "abc")
    asked = [
        q.SeveralQuestion(type="several", options=options, at_most=2, **shared),
        q.CountriesQuestion(type="countries", **shared),
        q.DateQuestion(type="date", minimum=date(2027, 1, 1), maximum=date(2027, 12, 31), **shared),
        q.PeriodQuestion(type="period", maximum=9, **shared),
        q.NumberQuestion(type="number", maximum=Decimal(1500), **shared),
        q.MoneyQuestion(type="money", **shared),
        q.YesNoQuestion(type="yes_no", help={"en": "Really."}, **shared),
    ]
    with app.test_request_context():
        g.language = "en"
        said = [field_of(question, small().stage(1), small()).kwargs["description"] for question in asked]
    assert said == [
        "Choose at most 2.",
        "One country a line.",
        "Not before January 1, 2027. Not after December 31, 2027.",
        "At least 3. At most 9.",
        "At most 1,500.",
        "",
        "Really.",
    ]


def test_a_table_keeps_its_rows_and_has_room_for_more(app: Flask) -> None:
    rows = [{"month": "1", "what": "Begin"}, {"month": "2", "what": "End"}]
    form = form_with(app, {"plan": rows})
    assert [entry.label.text for entry in form["plan"].entries] == ["Row 1", "Row 2", "Row 3", "Row 4"]
    assert form.value()["plan"] == rows
    typed = {"plan-0-month": " 1 ", "plan-0-what": "Begin", "plan-1-what": "", "plan-2-month": "3"}
    assert form_with(app, {}, typed).value()["plan"] == [{"month": "1", "what": "Begin"}, {"month": "3"}]
    assert form_with(app, {}, {"title": "x"}).value()["plan"] is None
    assert form_with(app, {}, {"plan-0-what": "x" * 1001}).errors


def test_a_table_is_drawn_as_one_and_a_cell_is_called_by_its_row_and_column(app: Flask) -> None:
    form = form_with(app, {"plan": [{"month": "1", "what": "Begin"}]})
    drawing = '{% from "components/forms.html" import field with context %}{{ field(form["plan"]) }}'
    with app.test_request_context():
        drawn = render_template_string(drawing, form=form)
    assert re.findall(r'<th scope="(col|row)" id="([^"]+)"', drawn)[:3] == [
        ("col", "plan-column-0"),
        ("col", "plan-column-1"),
        ("row", "plan-0-row"),
    ]
    assert 'aria-labelledby="plan-0-row plan-column-1"' in drawn
    assert '<label for="plan-0-what">' in drawn
