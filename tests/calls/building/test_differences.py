"""What differs between two versions is said part by part; what was only moved is not new."""

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cop.calls.building.copying import copy_of
from cop.calls.building.differences import Kind, differences
from cop.calls.definition.problems import path_of
from tests.calls.shipped import small

OLD: dict[str, Any] = small().to_json()


def found(new: dict[str, Any]) -> list[tuple[str, str]]:
    return [(d.kind.value, path_of(d.loc)) for d in differences(OLD, new)]


def test_a_text_a_weight_and_a_date() -> None:
    new = deepcopy(OLD)
    new["title"]["fr"] = "Autre"
    new["stages"][0]["grid"]["sections"][0]["criteria"][0]["weight"] = 3
    new["stages"][1]["window"]["closes"] = "2027-05-01T16:00:00"
    assert found(new) == [
        ("changed", "title.fr"),
        ("changed", "stages[0].grid.sections[0].criteria[0].weight"),
        ("changed", "stages[1].window.closes"),
    ]


def test_questions_that_come_go_and_move() -> None:
    new = deepcopy(OLD)
    questions = new["stages"][0]["sections"][0]["questions"]
    gone = questions.pop(1)
    questions.reverse()
    questions.append(gone | {"code": "another"})
    path = "stages[0].sections[0].questions"
    assert found(new) == [("removed", f"{path}[1]"), ("added", f"{path}[6]"), ("moved", path)]


def test_a_language_and_a_part_that_is_new() -> None:
    new = deepcopy(OLD)
    new["summary"]["ar"] = "مال"
    new["stages"][1]["drift"] = None
    assert found(new) == [
        ("added", "summary.ar"),
        ("removed", "stages[1].drift.grant_percent"),
        ("removed", "stages[1].drift.partners"),
    ]


@given(st.permutations(range(7)))
def test_an_order_is_no_change_of_what_is_ordered(order: list[int]) -> None:
    new = deepcopy(OLD)
    questions = new["stages"][0]["sections"][0]["questions"]
    new["stages"][0]["sections"][0]["questions"] = [questions[i] for i in order]
    kinds = [d.kind for d in differences(OLD, new)]
    assert kinds == ([] if order == sorted(order) else [Kind.MOVED])


def test_a_copy_is_the_same_at_another_time() -> None:
    copy = copy_of(OLD, code="small-2027", opens_on=date(2027, 11, 1))
    assert [stage["window"]["opens"] for stage in copy["stages"]] == [
        "2027-11-01T09:00:00",
        "2028-02-28T09:00:00",
    ]
    cleared = copy_of(OLD, code="small-2027", opens_on=None)
    assert [stage["window"] for stage in cleared["stages"]] == [{"zone": "Europe/Brussels"}] * 2
    assert {path_of(d.loc) for d in differences(OLD, copy) if "window" not in d.loc} == {"code"}
