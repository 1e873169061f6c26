"""Definitions: what is read is what was written, and what is wrong is said where it is."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from cop.calls.definition.budget import Exchange
from cop.calls.definition.checks.stages import check_stages
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import (
    DefinitionErrors,
    DefinitionProblem,
    dump_definition,
    load_definition,
    parse_definition,
)
from cop.calls.definition.problems import path_of
from cop.calls.definition.reading import MOST_CHARACTERS
from cop.core import i18n
from cop.kernel.ids import canonical_json
from cop.kernel.messages import Message
from cop.kernel.translated import LANGUAGES
from tests.calls.broken import BROKEN, HERE, Broken

SHIPPED = sorted((Path(__file__).parents[2] / "cop/calls/data").glob("*.yaml"))
SMALL = Path(__file__).with_name("small_call.yaml")


def problems_of(text: str) -> tuple[DefinitionProblem, ...]:
    with pytest.raises(DefinitionErrors) as caught:
        parse_definition(text, name="small.yaml")
    return caught.value.problems


@pytest.fixture(scope="module")
def small() -> CallDefinition:
    return load_definition(SMALL)


@pytest.fixture(scope="module")
def shipped() -> dict[str, CallDefinition]:
    return {path.stem: load_definition(path) for path in SHIPPED}


def test_three_calls_are_shipped() -> None:
    assert [path.stem for path in SHIPPED] == ["jmdi", "mida-great-lakes", "w-mida"]


@pytest.mark.parametrize("path", [*SHIPPED, SMALL], ids=lambda path: path.stem)
def test_an_export_loads_to_an_equal_definition(path: Path) -> None:
    definition = load_definition(path)
    again = parse_definition(dump_definition(definition), name="export")
    assert again == definition
    assert canonical_json(again.to_json()) == canonical_json(definition.to_json())


@pytest.mark.parametrize("path", [*SHIPPED, SMALL], ids=lambda path: path.stem)
def test_a_snapshot_gives_the_definition_back(path: Path) -> None:
    definition = load_definition(path)
    assert CallDefinition.from_json(definition.to_json()) == definition


def test_a_number_written_in_two_ways_is_one_definition(small: CallDefinition) -> None:
    text = (
        SMALL.read_text("utf-8")
        .replace("amount: 100000,", "amount: 100000.00,")
        .replace("max: 82.5}", "max: 82.50}")
    )
    assert canonical_json(parse_definition(text, name="x").to_json()) == canonical_json(small.to_json())


def test_norway_is_a_country(small: CallDefinition) -> None:
    assert small.partner_countries == ("BE", "NO")


def test_wall_clock_times_become_instants(small: CallDefinition) -> None:
    winter, summer = (stage.window.instants() for stage in small.stages)
    assert winter.opens_at == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert summer.closes_at == datetime(2027, 4, 30, 14, tzinfo=UTC)
    assert winter.zone == "Europe/Brussels"


def test_a_definition_does_not_change(small: CallDefinition) -> None:
    with pytest.raises(ValueError, match="frozen"):
        small.code = "other"  # type: ignore[misc]


def test_parts_are_found_by_their_code(small: CallDefinition) -> None:
    second = small.stage(2)
    assert small.authoritative == "en"
    assert second.question("reason").label["fr"] == "Raison"
    assert second.question_for("title") is second.question("title")
    assert second.question_for("duration") is None
    assert second.budget is not None
    assert (second.budget.indirect_ceiling, second.budget.contingency_ceiling) == (7, 5)
    assert second.grid.section_of("cost").code == "money"
    assert second.grid.scale.label_of(3)["en"] == "Good"
    assert small.selection.places == 5
    for missing in (0, 3):
        with pytest.raises(KeyError):
            small.stage(missing)
    for find in (
        second.question,
        second.grid.criterion,
        second.grid.section_of,
        second.budget.heading,
        small.paragraph,
    ):
        with pytest.raises(KeyError):
            find("nowhere")
    with pytest.raises(KeyError):
        second.grid.scale.label_of(0)


def test_what_is_carried_over_is_not_marked_again(small: CallDefinition) -> None:
    first, second = small.stages
    assert first.grid_to_mark.sections == first.grid.sections
    assert [section.code for section in second.grid_to_mark.sections] == ["money"]
    assert (second.grid_to_mark.max_score, second.grid_to_mark.threshold) == (3, None)


def test_invitations_may_go_over_the_envelope_and_grants_never(small: CallDefinition) -> None:
    assert small.selection_limits(1) == (200_000, None)
    assert small.selection_limits(2) == (100_000, 5)
    by_places = small.stages[0].model_copy(update={"selection": small.selection})
    assert small.model_copy(update={"stages": (by_places, small.stages[1])}).selection_limits(1) == (None, 5)


def test_where_the_grant_is_asked(small: CallDefinition) -> None:
    assert [small.grant_question(stage) for stage in small.stages] == ["grant", None]
    assert small.currency == "EUR"


def test_shipped_grids_are_those_of_the_guide(shipped: dict[str, CallDefinition]) -> None:
    note, full = shipped["mida-great-lakes"].stages
    assert (note.grid.max_score, note.grid.threshold) == (50, 30)
    assert full.grid.max_score == 100
    assert [(s.code, s.max_score) for s in full.grid.sections] == [
        ("capacity", 20),
        ("relevance", 30),
        ("feasibility", 20),
        ("sustainability", 15),
        ("budget", 15),
    ]
    assert full.grid.sections[0].threshold == 12
    assert full.carries == ("relevance",)
    assert full.grid.sections[1].criteria == note.grid.sections[0].criteria
    assert full.grid_to_mark.max_score == 70
    assert [s.max_score for s in shipped["w-mida"].last_stage.grid.sections] == [20, 20, 15, 15, 15, 15]
    assert shipped["jmdi"].last_stage.carries == ()


def test_shipped_calls_have_the_terms_of_their_programmes(shipped: dict[str, CallDefinition]) -> None:
    jmdi, mida, wmida = shipped["jmdi"], shipped["mida-great-lakes"], shipped["w-mida"]
    assert jmdi.languages == ("en", "fr", "es", "pt", "ar")
    assert (len(jmdi.target_countries), jmdi.grant.max, jmdi.envelope.amount) == (16, 200_000, 10_000_000)
    assert (mida.languages, mida.proposal_languages) == (("fr", "en"), ("fr", "en", "ar"))
    assert mida.selection.places == 30
    assert mida.stage(1).selection.envelope_percent == 200
    assert mida.stage(2).drift is not None
    assert wmida.selection.places == 12
    assert wmida.last_stage.budget is not None
    assert wmida.last_stage.budget.own_contribution == Decimal(30)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_calls_can_be_filled_in(path: Path) -> None:
    definition = load_definition(path)
    for stage in definition.stages:
        assert stage.window.closes - stage.window.opens >= timedelta(days=45)
        sections, questions = (4, range(8, 14)) if stage.code == "concept-note" else (5, range(14, 20))
        assert len(stage.sections) == sections
        assert len(stage.questions) in questions
    last = definition.last_stage
    assert last.budget is not None
    assert (last.budget.indirect_ceiling, last.budget.contingency_ceiling) == (7, 5)
    assert [len(last.of_type(kind)) for kind in ("budget", "partners", "document")] == [1, 1, 1]


def broken_text(case: Broken) -> str:
    without = "partner_countries: [BE, NO]\n" if "among: partner" in case.new or "&s" in case.new else ""
    text = SMALL.read_text("utf-8").replace(without, "", 1)
    assert case.old in text
    return text.replace(case.old, case.new, 1)


def the_problem(case: Broken) -> DefinitionProblem:
    return next(
        p for p in problems_of(broken_text(case)) if p.path == case.path and case.says in str(p.message)
    )


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_said_where_it_is(case: Broken) -> None:
    text = broken_text(case)
    found = [p for p in problems_of(text) if p.path == case.path and case.says in str(p.message)]
    assert len(found) == 1, [f"{p.line} {p.path}: {p.message}" for p in problems_of(text)]
    if HERE in case.new:
        assert text.splitlines()[found[0].line - 1].endswith(HERE), found
    else:
        assert 1 <= found[0].line <= len(text.splitlines())


def test_every_mistake_has_a_sentence_of_its_own() -> None:
    assert len({case.says for case in BROKEN.values()}) == len(BROKEN) >= 20


@pytest.fixture(scope="module")
def told() -> dict[str, Message]:
    """What is said of each mistake."""
    return {name: the_problem(case).message for name, case in BROKEN.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_is_told_in_every_language(app: Flask, told: dict[str, Message], language: str) -> None:
    with app.test_request_context(), i18n.in_language(language):
        said = {name: i18n.sentence(message) for name, message in told.items()}
    assert len(set(said.values())) == len(BROKEN) >= 20
    if language != "en":
        assert [name for name, message in told.items() if said[name] == str(message)] == []


def test_lines_go_on_in_the_currencies_they_are_in(small: CallDefinition) -> None:
    first, second = small.stages
    dollars = Exchange(code="USD", rate=Decimal("0.92"))
    budget = second.budget.model_copy(update={"exchange": (dollars,)}) if second.budget else None
    asks = second.question("budget")
    [section, *_rest] = first.sections
    sections = (section.model_copy(update={"questions": (*section.questions, asks)}),)
    first = first.model_copy(update={"budget": budget, "sections": sections})
    found = [path_of(loc) for loc, _ in check_stages(small.model_copy(update={"stages": (first, second)}))]
    assert "stages[1].budget.exchange" in found
    both = small.model_copy(update={"stages": (first, second.model_copy(update={"budget": budget}))})
    assert "stages[1].budget.exchange" not in [path_of(loc) for loc, _ in check_stages(both)]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        SMALL.read_text("utf-8")
        .replace("Europe/Brussels}", "Mars/Olympus}", 1)
        .replace("themes: [rights]", "themes: [wrongs]", 1)
    )
    problems = problems_of(text)
    assert [problem.path for problem in problems] == [
        "themes[0]",
        "stages[0].window.zone",
        "stages[0].sections[0].questions[2].options[0].code",
        "stages[1].window.zone",
    ]
    assert [problem.line for problem in problems] == sorted(problem.line or 0 for problem in problems)


def test_a_refusal_can_be_read_on_a_terminal() -> None:
    with pytest.raises(DefinitionErrors) as caught:
        parse_definition("code: [", name="a.yaml")
    assert str(caught.value).startswith("a.yaml:1: ")
    assert caught.value.status == 422


@pytest.mark.parametrize(
    "text",
    ["", "# nothing\n", "- a\n- b\n", "just words", "null", "\x00", "\ud800", "[" * 5000, "{a: " * 200],
)
def test_what_is_no_definition_is_refused(text: str) -> None:
    assert problems_of(text)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(SMALL.read_text("utf-8").encode("latin-1"))
    with pytest.raises(DefinitionErrors, match=r"latin.yaml:\d+: -: This line holds bytes"):
        load_definition(path)


def test_a_text_too_large_is_not_read() -> None:
    assert "too large" in str(problems_of("#" * (MOST_CHARACTERS + 1))[0].message)


def test_aliases_cannot_grow_without_bound() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    assert len(problems_of("\n".join(rows))) == 29 * 9
