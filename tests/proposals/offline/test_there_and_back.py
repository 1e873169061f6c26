"""What is written in a draft, put into a form and read again, is the same: every kind of question, format and direction."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from cop.core.i18n import in_language
from cop.core.offline.book_reading import items_in_book
from cop.core.offline.form import Filled
from cop.core.offline.word_reading import items_in_word
from cop.core.sheet_reading import cells_of
from cop.kernel.translated import LANGUAGES
from cop.proposals.budget_reading import blank_frame
from cop.proposals.offline.answering import Answered, answers_in
from cop.proposals.offline.asking import form_for
from cop.proposals.offline.files import MOST_COLUMNS, MOST_ROWS, file_of
from cop.proposals.offline.identity import Identity, identity_in
from cop.proposals.offline.written import comparable
from cop.proposals.rules.merge import Merged, merged
from tests.calls.shipped import shipped, small
from tests.proposals.offline.filling import FRAME, STAGE, answers_to, budget_line, partner

IDENTITY = Identity("small-2026", "full-proposal", "0123456789abcdef", "en")


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, Any]:
    written = {}
    for question in STAGE.questions:
        if question.type == "partners":
            rows = draw(st.lists(partner, max_size=4))
            written[question.code] = [{**row, "key": f"p{n}"} for n, row in enumerate(rows)] or None
        elif question.type == "budget":
            written[question.code] = draw(st.lists(budget_line, max_size=4)) or None
        elif question.type != "document":
            written[question.code] = draw(answers_to(question))
    return written


def there(written: dict[str, Any], ending: str, language: str) -> bytes:
    with in_language(language):
        return file_of(form_for(STAGE, small(), written, frame=FRAME, identity=IDENTITY), ending)


def back(
    content: bytes, ending: str, language: str, *, reader: str, partners: list[dict[str, Any]] | None = None
) -> Answered:
    with in_language(reader):
        filled = opened(content, ending)
        return answers_in(filled, STAGE, small(), frame=FRAME, language=language, partners=partners or ())


def opened(content: bytes, ending: str) -> Filled:
    """What the child process answers (files.filled_in)."""
    if ending == "xlsx":
        return items_in_book(cells_of(content, MOST_ROWS, MOST_COLUMNS))
    return Filled(*items_in_word(content, MOST_ROWS))


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@hypothesis(max_examples=25)
@given(drafts(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_every_answer_comes_back_as_it_was(
    app: Flask, ending: str, written: dict[str, Any], language: str, reader: str
) -> None:
    """In whichever language it is downloaded, and whichever its reader has when it is sent back."""
    with app.test_request_context():
        [asked] = STAGE.of_type("partners")
        partners = written[asked.code]
        read = back(there(written, ending, language), ending, language, reader=reader, partners=partners)
        assert read.faults == []
        assert comparable(read.answers) == written
        elsewhere = dict.fromkeys(written, "somebody else wrote this meanwhile")
        assert merged(elsewhere, comparable(read.answers), base=read.base) == Merged({}, ())


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_the_shipped_calls_have_forms_in_each_of_their_languages(app: Flask, name: str, ending: str) -> None:
    definition = shipped(name)
    with app.test_request_context():
        for number, stage in enumerate(definition.stages, 1):
            for language in definition.languages:
                frame = blank_frame(definition, number)
                with in_language(language):
                    identity = Identity(definition.code, stage.code, "0" * 16, language)
                    filled = opened(
                        file_of(form_for(stage, definition, {}, frame=frame, identity=identity), ending),
                        ending,
                    )
                    assert identity_in(filled.identity) == identity
                    asked = [
                        q.code for q in stage.questions if q.type != "document" and q.code not in stage.locked
                    ]
                    assert [tag.split(":")[0] for tag, _rows in filled.items] == asked
                    read = answers_in(filled, stage, definition, frame=frame, language=language)
                    assert not read.faults
                    assert not any(comparable(read.answers).values())
