"""What people rely on stays; everything else may be mended."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cop.calls.correcting.rules import correction_problems
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.naming import NAMES
from cop.calls.definition.problems import path_of
from cop.calls.definition.texts import Part
from tests.calls.shipped import small

OPEN = datetime(2026, 11, 24, 12, tzinfo=UTC)
AHEAD = datetime(2026, 10, 1, tzinfo=UTC)


def problems(change: Any, now: datetime = OPEN) -> list[str]:
    """Paths of what is refused of the small call after `change` worked on its JSON."""
    data = small().to_json()
    change(data)
    windows = [stage.window.instants() for stage in small().stages]
    found = correction_problems(small(), CallDefinition.from_json(data), windows, now)
    return [path_of(loc) for loc, _message in found]


def window(data: Any, stage: int = 0) -> Any:
    return data["stages"][stage]["window"]


def questions(data: Any) -> Any:
    return data["stages"][0]["sections"][0]["questions"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.update(code="other"), "code"),
        (lambda d: d["envelope"].update(currency="USD"), "envelope.currency"),
        (lambda d: d.update(languages=["fr", "en"]), "languages"),
        (lambda d: d.update(languages=["en"]), "languages"),
        (lambda d: d.update(proposal_languages=["en", "fr"]), "proposal_languages"),
        (lambda d: d["stages"].pop(), "stages"),
        (lambda d: d["stages"].reverse(), "stages"),
        (lambda d: window(d).update(opens="2026-11-03T09:00:00"), "stages[0].window.opens"),
        (lambda d: window(d).update(closes="2027-01-14T16:00:00"), "stages[0].window.closes"),
        (lambda d: window(d).update(closes="2027-01-16T16:00:00"), "stages[0].window.closes"),
        (lambda d: window(d, 1).update(closes="2027-04-29T16:00:00"), "stages[1].window.closes"),
        (lambda d: window(d, 1).update(opens="2026-03-01T09:00:00"), "stages[1].window.opens"),
        (lambda d: d["stages"][1]["budget"]["headings"].pop(0), "stages[1].budget"),
        (lambda d: d["stages"][1].update(budget=None), "stages[1].budget"),
        (lambda d: d["stages"][0]["grid"].update(threshold="7"), "stages[0].grid"),
        (lambda d: d["stages"][0]["selection"].update(envelope_percent="150"), "stages[0].selection"),
        (lambda d: d["stages"][0].update(reviewers_per_proposal=3), "stages[0].reviewers_per_proposal"),
        (
            lambda d: questions(d).__setitem__(
                1, {"type": "yes_no", "code": "why", "label": {"en": "W", "fr": "P"}}
            ),
            "stages[0].sections[0].questions[1].type",
        ),
    ],
)
def test_what_stays(change: Any, path: str) -> None:
    assert problems(change) == [path]


@pytest.mark.parametrize(
    "change",
    [
        lambda _d: None,
        lambda d: d["title"].update(en="A better call"),
        lambda d: d["envelope"].update(amount="200000"),
        lambda d: questions(d).pop(1),
        lambda d: questions(d)[1].update(max_words=10),
        lambda d: d["stages"][0]["grid"]["sections"][0]["criteria"][0]["label"].update(en="Need"),
        lambda d: window(d, 1).update(closes="2027-05-30T16:00:00", opens="2027-03-02T09:00:00"),
        lambda d: d["stages"][1]["grid"].update(threshold="8"),
        lambda d: d["eligibility"].pop(),
    ],
)
def test_what_may_be_mended(change: Any) -> None:
    assert problems(change) == []


def test_before_it_opens_scoring_may_change_and_the_announced_deadline_not_be_earlier() -> None:
    assert problems(lambda d: d["stages"][0]["grid"].update(threshold="7"), AHEAD) == []
    assert problems(lambda d: window(d).update(closes="2027-01-16T16:00:00"), AHEAD) == []
    assert problems(lambda d: window(d).update(closes="2027-01-14T16:00:00"), AHEAD) == [
        "stages[0].window.closes"
    ]


def test_a_currency_stays_once_it_is_public_and_its_rate_once_the_stage_is_open() -> None:
    """Who is invited writes before the stage opens, in any of them; a further one may be added."""

    def found(rates: dict[str, str], now: datetime) -> list[str]:
        old, new = (small().to_json() for _ in range(2))
        old["stages"][1]["budget"]["exchange"] = [{"code": "USD", "rate": "0.92"}]
        new["stages"][1]["budget"]["exchange"] = [{"code": c, "rate": rate} for c, rate in rates.items()]
        before, after = CallDefinition.from_json(old), CallDefinition.from_json(new)
        windows = [stage.window.instants() for stage in before.stages]
        return [path_of(loc) for loc, _message in correction_problems(before, after, windows, now)]

    second_open = datetime(2027, 3, 10, 12, tzinfo=UTC)
    assert found({"USD": "0.93"}, OPEN) == []
    assert found({"USD": "0.93"}, second_open) == ["stages[1].budget.exchange"]
    for rates in ({}, {"RWF": "0.00068"}):
        for now in (OPEN, second_open):
            assert found(rates, now) == ["stages[1].budget.exchange"]
    assert found({"RWF": "0.00068", "USD": "0.92"}, second_open) == []


def _parts(part: type[Part]) -> set[type[Part]]:
    return {part, *(deeper for child in part.__subclasses__() for deeper in _parts(child))}


def test_every_field_has_a_name_for_people() -> None:
    fields = {name for part in _parts(Part) for name in part.model_fields}
    assert fields <= NAMES.keys()
