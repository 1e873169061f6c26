"""A form with every kind of question, and everything that may be answered to it."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from cop.calls.definition import questions as q
from cop.calls.definition.stages import Section, Stage
from cop.core.forms import one_line, strip
from cop.kernel.translated import LANGUAGES
from cop.proposals.budget_reading import Frame
from cop.proposals.tables import MOST_IN_CELL
from cop.taxonomy.countries import country_choices
from tests.calls.shipped import small

KINDS: tuple[dict[str, Any], ...] = (
    {"type": "short_text"},
    {"type": "long_text", "max_words": 5000},
    {"type": "choice", "options": ("one", "other", "none")},
    {"type": "several", "options": ("one", "other", "none")},
    {"type": "number", "whole": False},
    {"type": "money"},
    {"type": "date"},
    {"type": "period"},
    {"type": "country"},
    {"type": "country", "among": "target"},
    {"type": "countries"},
    {"type": "countries", "among": "target"},
    {"type": "organisation_type"},
    {"type": "yes_no"},
    {"type": "declaration", "text": "It is so"},
    {"type": "table", "columns": ("goal", "month")},
    {"type": "partners"},
    {"type": "budget"},
    {"type": "document"},
)


def in_all(text: str) -> dict[str, str]:
    return {language: f"{text} [{language}]" for language in LANGUAGES}


def _given(number: int, kind: dict[str, Any]) -> dict[str, Any]:
    made = {
        **kind,
        "code": f"question-{number}",
        "label": in_all(f"Question {number}"),
        "help": in_all("Help"),
    }
    for name in ("options", "columns"):
        words = {"options": "text", "columns": "label"}[name]
        if name in kind:
            made[name] = tuple({"code": code, words: in_all(code)} for code in kind[name])
    return made | ({"text": in_all(kind["text"])} if "text" in kind else {})


def every_kind() -> Stage:
    """The second stage of the smallest call, which has a budget, asking for everything."""
    section = {
        "code": "everything",
        "title": in_all("Everything"),
        "questions": [_given(number, kind) for number, kind in enumerate(KINDS)],
    }
    return (
        small()
        .stage(2)
        .model_copy(update={"sections": (Section.model_validate(section),), "locked": (), "prefill": {}})
    )


STAGE = every_kind()
FRAME = Frame(STAGE.budget, {"": "the lead", "k1": "Amis de Gitega"}, range(1, 4)) if STAGE.budget else None
odd = st.sampled_from(
    ["=1+1", "'=x", "''-3", "@a", "007", "_x0041_", "[title:0123456789abcdef]", "i", "+", "☐", "أهلا"]
)
line = st.one_of(st.text(max_size=80), odd).map(one_line)
text = st.one_of(st.text(max_size=200), odd, st.lists(line, max_size=4).map("\n".join)).map(strip)
codes = [code for code, _name in country_choices("en")]


def _some(options: list[str]) -> st.SearchStrategy[list[str]]:
    return st.sets(st.sampled_from(options), min_size=1, max_size=5).map(sorted)


_number = st.integers(0, 6).flatmap(lambda places: st.decimals(-(10**9), 10**9, places=places))
_decimal = _number.map(lambda value: f"{value + 0:f}")
_answers: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("short_text", ""): line.map(lambda answer: answer[:200].strip()).filter(bool),
    ("long_text", ""): text.filter(bool),
    ("choice", ""): st.sampled_from(["one", "other", "none"]),
    ("several", ""): _some(["one", "other", "none"]),
    ("number", ""): _decimal,
    ("money", ""): _decimal,
    ("date", ""): st.dates(date(1000, 1, 1)).map(date.isoformat),
    ("period", ""): st.integers(0, 999),
    ("country", "any"): st.sampled_from(codes),
    ("country", "target"): st.sampled_from(["RW", "BI"]),
    ("countries", "any"): _some(codes),
    ("countries", "target"): _some(["RW", "BI"]),
    ("organisation_type", ""): st.sampled_from(["ngo", "diaspora"]),
    ("yes_no", ""): st.booleans(),
    ("declaration", ""): st.just(True),
}


def answers_to(question: q.Question) -> st.SearchStrategy[Any]:
    """All that a draft may hold for it, nothing included."""
    if isinstance(question, q.TableQuestion):
        return st.none() | st.lists(rows_of(question), min_size=1, max_size=question.at_most)
    return st.none() | _answers[question.type, getattr(question, "among", "")]


def rows_of(question: q.TableQuestion) -> st.SearchStrategy[dict[str, str]]:
    cell = line.map(lambda answer: answer[:MOST_IN_CELL].strip())
    row = st.fixed_dictionaries({column.code: cell for column in question.columns})
    return row.map(lambda cells: {name: word for name, word in cells.items() if word}).filter(bool)


partner = st.fixed_dictionaries(
    {
        "name": line.filter(bool).map(lambda name: name[:200].strip()).filter(bool),
        "kind": st.sampled_from(["ngo", "diaspora"]),
        "country": st.sampled_from(codes),
        "part": text,
    }
)
budget_line = st.fixed_dictionaries(
    {
        "heading": st.sampled_from([heading.code for heading in STAGE.budget.headings])
        if STAGE.budget
        else st.nothing(),
        "description": line.filter(bool),
        "unit": line.map(lambda unit: unit[:60].strip()),
        "quantity": st.decimals(0, 10_000_000, places=2).map("{:.2f}".format),
        "rate": st.decimals(0, 1_000_000_000, places=2).map("{:.2f}".format),
        "funder": st.sampled_from(["grant", "own", "other"]),
        "is_in_kind": st.booleans(),
        "year": st.integers(1, 3),
        "partner_key": st.sampled_from(["", "k1"]),
        "currency": st.just(""),
        "funder_name": st.just(""),
        "key": st.just(""),
    }
)
