"""A form that nobody changed changes nothing: on every page, of every definition, in every language."""

from typing import Any

import pytest
from flask import Flask, g
from hypothesis import given, settings
from hypothesis import strategies as st

from cop.calls.building.places import Place
from cop.calls.building.values import with_fields
from cop.calls.definition.definition import CallDefinition
from cop.calls.forms.part import form_of_part
from cop.kernel.translated import LANGUAGES
from tests.calls.building.making import definitions
from tests.calls.building.posting import all_pages, as_posted
from tests.calls.shipped import shipped, small

IN_LANGUAGES = [("jmdi", "ar"), ("mida-great-lakes", "fr"), ("w-mida", "pt")]


def sent_back(app: Flask, place: Place, values: dict[str, Any], language: str) -> dict[str, Any]:
    """The values after the page `place` was opened and saved as it was."""
    with app.test_request_context():
        g.language = language
        posted = as_posted(form_of_part(place, values))
    with app.test_request_context(method="POST", data=posted):
        g.language = language
        form = form_of_part(place, values)
        assert form.validate(), (place.where, form.errors)
        return with_fields(values, place.loc, form.value())


def unchanged(app: Flask, definition: CallDefinition, language: str) -> None:
    before = definition.model_dump(mode="json", exclude_defaults=True)
    for place in all_pages(before):
        after = sent_back(app, place, before, language)
        assert CallDefinition.model_validate(after) == definition, place.where


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_definition_stays_as_it_is(app: Flask, language: str) -> None:
    unchanged(app, small(), language)


@pytest.mark.parametrize(("name", "language"), IN_LANGUAGES)
def test_shipped_definitions_stay_as_they_are(app: Flask, name: str, language: str) -> None:
    unchanged(app, shipped(name), language)


@settings(max_examples=40)
@given(data=st.data(), definition=definitions(), language=st.sampled_from(LANGUAGES))
def test_any_definition_stays_as_it_is(
    app: Flask, data: st.DataObject, definition: CallDefinition, language: str
) -> None:
    before = definition.model_dump(mode="json", exclude_defaults=True)
    place = data.draw(st.sampled_from(list(all_pages(before))))
    after = sent_back(app, place, before, language)
    assert CallDefinition.model_validate(after) == definition
