"""A translator's texts come back as they were meant: none lost, none put where it does not belong."""

from typing import Any

import pytest
from flask import Flask

from cop.calls.building.translating import missing, others, pairs, take
from cop.calls.forms.controls import MOST_CHARACTERS
from cop.calls.forms.translation import fields_of
from cop.core.side_by_side import sifted
from cop.core.xliff.files import as_xliff, read_xliff
from tests.calls.shipped import shipped, small


def values() -> dict[str, Any]:
    return small().model_dump(mode="json", exclude_defaults=True)


def without_french() -> dict[str, Any]:
    kept = values()
    del kept["title"]["fr"], kept["stages"][0]["sections"][0]["questions"][1]["label"]["fr"]
    return kept


def test_what_is_missing_is_listed() -> None:
    assert others(values()) == ["fr"]
    assert missing(values(), "fr") == []
    keys = [pair.key for pair in missing(without_french(), "fr")]
    assert keys == ["title", "stages/0/sections/0/questions/1/label"]


@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_a_file_that_goes_out_comes_back_the_same(name: str) -> None:
    kept = shipped(name).model_dump(mode="json", exclude_defaults=True)
    into = others(kept)[-1]
    texts = list(pairs(kept, into))
    units = [(pair.key, pair.unit) for pair in texts]
    back = read_xliff(as_xliff(units, name=name, source=kept["languages"][0], target=into), target=into).units
    assert back == dict(units)
    taken = take(kept, into, {key: (unit.source, unit.target) for key, unit in back.items()})
    assert (taken.values, taken.taken, taken.unknown) == (kept, (), ())


def test_a_report_says_what_became_of_each() -> None:
    given_back = {
        "title": ("A small call", "Un appel"),
        "summary": ("Money for small things.", ""),
        "about": ("This was changed meanwhile.", "Autre"),
        "nowhere": ("x", "y"),
    }
    taken = take(without_french(), "fr", given_back)
    assert taken.values["title"] == {"en": "A small call", "fr": "Un appel"}
    assert (taken.taken, taken.same) == (("title",), ("summary",))
    assert (taken.outdated, taken.unknown) == (("about",), ("nowhere",))


def test_a_file_s_texts_have_the_limits_of_the_form(ctx: Flask) -> None:
    texts = {"title": " Un \n appel ", "summary": "x" * (MOST_CHARACTERS + 1), "nowhere": "y"}
    good, refused = sifted(list(pairs(values(), "fr")), texts, "fr", fields_of(values()))
    assert (good, refused) == ({"title": "Un appel"}, ("summary",))
