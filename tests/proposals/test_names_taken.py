"""A question may be called whatever the form it is asked in is not made of."""

from flask import Flask

from cop.calls.definition.checks.codes import TAKEN
from cop.proposals.sections import SectionForm


def test_no_question_takes_the_place_of_what_its_form_needs(app: Flask) -> None:
    with app.test_request_context():
        needed = {name for name in dir(SectionForm()) if not name.startswith("_")}
    assert needed - TAKEN == set()
