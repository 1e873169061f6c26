"""What differs between two definitions is said once, where it is, with what stood there."""

from typing import Any

import pytest

from cop.calls.definition.changes import Change, ChangeKind, changes
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.texts import Text
from tests.calls.shipped import shipped, small

IDEA = ("stages", "concept-note", "sections", "idea", "questions")


def changed(change: Any) -> CallDefinition:
    """The small call after `change` worked on its JSON."""
    data = small().to_json()
    change(data)
    return CallDefinition.from_json(data)


def questions(data: Any) -> list[Any]:
    return data["stages"][0]["sections"][0]["questions"]  # type: ignore[no-any-return]


def only(found: list[Change]) -> Change:
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_equal_definitions_differ_in_nothing(name: str) -> None:
    assert changes(shipped(name), CallDefinition.from_json(shipped(name).to_json())) == []


def test_a_limit_and_a_text() -> None:
    def change(data: Any) -> None:
        questions(data)[1]["max_words"] = 300
        questions(data)[1]["label"]["fr"] = "Pourquoi donc"

    label, limit = changes(small(), changed(change))
    assert (limit.kind, limit.path, limit.old, limit.new) == (
        ChangeKind.CHANGED,
        (*IDEA, "why", "max_words"),
        200,
        300,
    )
    assert limit.name == "max_words"
    assert [dict(part) for part in limit.trail if isinstance(part, Text)] == [
        {"en": "Concept note", "fr": "Note succincte"},
        {"en": "The idea", "fr": "L'idée"},
        {"en": "Why", "fr": "Pourquoi donc"},
    ]
    assert label.texts("fr") == label.texts("en") == ("Pourquoi", "Pourquoi donc", "fr")
    assert limit.texts("en") is None


def test_one_question_more_is_one_change() -> None:
    def change(data: Any) -> None:
        questions(data).insert(1, {"type": "yes_no", "code": "new", "label": {"en": "New?", "fr": "Neuf ?"}})

    found = only(changes(small(), changed(change)))
    assert (found.kind, found.path, found.old, found.new.code) == (
        ChangeKind.ADDED,
        (*IDEA, "new"),
        None,
        "new",
    )
    assert found.name == "questions"
    back = only(changes(changed(change), small()))
    assert (back.kind, back.old.code, back.new) == (ChangeKind.REMOVED, "new", None)


def test_another_order_is_a_move() -> None:
    def change(data: Any) -> None:
        questions(data).insert(0, questions(data).pop())

    found = only(changes(small(), changed(change)))
    assert (found.kind, found.path[-1]) == (ChangeKind.MOVED, "no-debts")


def test_a_question_in_another_section_moved() -> None:
    def change(data: Any) -> None:
        moved = questions(data).pop(1)
        moved["max_words"] = 50
        section = {"code": "more", "title": {"en": "More", "fr": "Plus"}, "questions": [moved]}
        data["stages"][0]["sections"].append(section)

    # the new section holds the question, so it is the section that came and the question that left
    kinds = {(c.kind, c.path[-1]) for c in changes(small(), changed(change))}
    assert kinds == {(ChangeKind.ADDED, "more"), (ChangeKind.REMOVED, "why")}

    def between(data: Any) -> None:
        change(data)
        questions(data).append(data["stages"][0]["sections"][1]["questions"].pop())
        rest = {"type": "yes_no", "code": "rest", "label": {"en": "Rest?", "fr": "Reste ?"}}
        data["stages"][0]["sections"][1]["questions"].append(rest)

    def moved_in(data: Any) -> None:
        between(data)
        data["stages"][0]["sections"][1]["questions"].append(questions(data).pop())

    found = only(changes(changed(between), changed(moved_in)))
    assert (found.kind, found.path[3], found.path[-1]) == (ChangeKind.MOVED, "more", "why")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d["envelope"].update(amount="5"), ("envelope", "amount")),
        (
            lambda d: d["eligibility"][2]["params"].update(min=10),
            ("eligibility", "grant_share", "params", "min"),
        ),
        (lambda d: d["who_may_apply"][0]["text"].update(en="All."), ("who_may_apply", "1.1", "text")),
        (lambda d: d.update(themes=["health"]), ("themes",)),
        (lambda d: d["stages"][1].update(drift=None), ("stages", "full-proposal", "drift")),
        (
            lambda d: d["stages"][1]["budget"]["headings"][1].update(ceiling="6"),
            ("stages", "full-proposal", "budget", "headings", "indirect", "ceiling"),
        ),
        (
            lambda d: d["stages"][1]["budget"].update(exchange=[{"code": "USD", "rate": "0.92"}]),
            ("stages", "full-proposal", "budget", "exchange", "USD"),
        ),
        (lambda d: d["letters"]["awarded"]["subject"].update(en="Hurrah"), ("letters", "awarded", "subject")),
    ],
)
def test_every_corner_is_looked_into(change: Any, path: tuple[str, ...]) -> None:
    assert only(changes(small(), changed(change))).path == path


def test_another_type_is_said_with_what_came_with_it() -> None:
    def change(data: Any) -> None:
        questions(data)[1] = {"type": "yes_no", "code": "why", "label": {"en": "Why", "fr": "Pourquoi"}}

    found = {c.path[-1]: (c.old, c.new) for c in changes(small(), changed(change))}
    assert found == {"type": ("long_text", "yes_no"), "max_words": (200, None)}
