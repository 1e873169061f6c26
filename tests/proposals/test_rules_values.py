"""Every limit that a question states is held when a proposal is handed in."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cop.calls.definition import questions as q
from cop.kernel.money import Money
from cop.proposals.rules.answers import Content, is_answered, problem_of, problems, section_states
from cop.proposals.rules.drift import Bid
from cop.proposals.rules.values import value_problem
from tests.calls.shipped import shipped, small
from tests.proposals.budgets import make_line

WORDS = {"en": "Words"}


def make(kind: type[q.BaseQuestion], code: str, **limits: Any) -> Any:
    return kind.model_validate({"code": "it", "label": WORDS, "type": code, **limits})


OPTIONS = [{"code": "a", "text": WORDS}, {"code": "b", "text": WORDS}]
COLUMNS = [{"code": "a", "label": WORDS}]
DAYS = {"minimum": date(2027, 1, 1), "maximum": date(2027, 12, 31)}


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        (make(q.ShortTextQuestion, "short_text", max_length=3), ["abc"], ["abcd"]),
        (make(q.LongTextQuestion, "long_text", max_words=2), ["one two", "one – two"], ["one two three"]),
        (make(q.ChoiceQuestion, "choice", options=OPTIONS), ["a", "b"], ["c"]),
        (
            make(q.SeveralQuestion, "several", options=OPTIONS, at_most=1),
            [["a"], ["b"]],
            [["a", "b"], ["c"]],
        ),
        (make(q.TableQuestion, "table", columns=COLUMNS, at_most=1), [[{"a": "x"}]], [[{"a": "x"}] * 2]),
        (make(q.CountryQuestion, "country", among="target"), ["RW"], ["FR"]),
        (make(q.CountryQuestion, "country", among="partner"), ["BE"], ["RW"]),
        (make(q.CountryQuestion, "country"), ["RW", "FR"], []),
        (
            make(q.CountriesQuestion, "countries", among="target", at_most=1),
            [["RW"]],
            [["FR"], ["RW", "BI"]],
        ),
        (
            make(q.DateQuestion, "date", **DAYS),
            ["2027-01-01", "2027-12-31"],
            ["2026-12-31", "2028-01-01"],
        ),
        (make(q.PeriodQuestion, "period"), [3, 12], [2, 13]),
        (make(q.PeriodQuestion, "period", minimum=1, maximum=2), [1, 2], [3]),
        (make(q.NumberQuestion, "number", minimum=0, maximum=9), ["0", "9"], ["-1", "10", "1.5"]),
        (make(q.NumberQuestion, "number", whole=False), ["1.5", "-2"], []),
        (
            make(q.MoneyQuestion, "money", minimum=10, maximum=20),
            ["10", "20.00"],
            ["9.99", "20.01", "12.345"],
        ),
    ],
    ids=lambda value: getattr(value, "type", None),
)
def test_a_limit_is_held_on_both_sides(question: Any, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if value_problem(question, value, small())] == []
    assert [value for value in bad if value_problem(question, value, small()) is None] == []


def test_partners_are_counted() -> None:
    jmdi = shipped("jmdi")
    stage = jmdi.stage(1)
    question = stage.of_type("partners")[0]
    for count, holds in ((0, False), (1, True), (8, True), (9, False)):
        content = Content(answers={}, partners=[object()] * count)
        assert (problem_of(question, jmdi, stage, content) is None) == holds  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_an_empty_draft_lacks_what_is_required_and_nothing_else(name: str) -> None:
    definition = shipped(name)
    for stage in definition.stages:
        found = {problem.question for problem in problems(definition, stage, Content(answers={}))}
        required = {
            question.code
            for question in stage.questions
            if question.required and not (question.type == "partners" and not question.at_least)
        }
        partners = {question.code for question in stage.of_type("partners")}
        assert found - partners == required - partners


def test_no_and_nought_are_answers() -> None:
    question = make(q.YesNoQuestion, "yes_no")
    assert is_answered(question, Content(answers={"it": False}))
    assert is_answered(question, Content(answers={"it": 0}))
    for nothing in (None, "", []):
        assert not is_answered(question, Content(answers={"it": nothing}))


def test_a_section_says_how_far_it_is() -> None:
    definition = small()
    stage = definition.stage(1)
    whole = {"title": "Wells", "why": "Far.", "theme": "rights", "grant": "10000"}
    for answers, state in (
        ({}, "not_started"),
        ({"title": "Wells"}, "in_progress"),
        (whole, "complete"),
        ({**whole, "grant": "1"}, "error"),
    ):
        assert [s.state for s in section_states(definition, stage, Content(answers=answers))] == [state]


@pytest.mark.parametrize(
    ("now", "holds"), [("8000", True), ("12000", True), ("7999.99", False), ("12000.01", False)]
)
def test_the_grant_may_drift_as_far_as_the_stage_says(now: str, holds: bool) -> None:
    definition = small()
    stage = definition.stage(2)
    stage = stage.model_copy(update={"budget": None})
    content = Content(
        answers={},
        budget_lines=[make_line()],
        requested=Money(Decimal(now), "EUR"),
        before=Bid(requested=Money(Decimal(10_000), "EUR")),
    )
    assert (problem_of(stage.question("budget"), definition, stage, content) is None) == holds


@pytest.mark.parametrize(
    ("kind", "wanted", "given", "is_asked"),
    [
        ("yes_no", "yes", True, True),
        ("yes_no", "yes", False, False),
        ("yes_no", "no", False, True),
        ("choice", "a", "a", True),
        ("choice", "a", "b", False),
        ("several", "a", ["b", "a"], True),
        ("several", "a", ["b"], False),
        ("choice", "a", None, False),
    ],
)
def test_a_question_is_missed_only_by_those_who_are_asked(
    kind: str, wanted: str, given: Any, is_asked: bool
) -> None:
    condition = {"question": kind, "answer": wanted}
    hanging = make(q.ShortTextQuestion, "short_text", asked_if=condition)
    stage = small().stage(1)
    section = stage.sections[0].model_copy(update={"questions": (hanging,)})
    alone = stage.model_copy(update={"sections": (section,)})
    found = problems(small(), alone, Content(answers={kind: given}))
    assert [problem.question for problem in found] == (["it"] if is_asked else [])
