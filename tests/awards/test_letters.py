"""A letter says what the call says, in the language of the proposal, and what people typed is only text in it."""

import re
import zlib

import pypdfium2
import pytest
from flask import Flask

from cop.accounts.models import User
from cop.awards.jobs import write_letters
from cop.awards.letters import unwritten
from cop.awards.models import Decision
from cop.calls.models import Call
from cop.core import storage
from cop.core.db import db
from tests.awards.making import BEST, LEAST, announce, call_with, make_published, make_reviewed, make_scored
from tests.reviews.making import GOOD, make_review, make_reviewer

DEFINITION = call_with(places=1)


@pytest.fixture
def call(ctx: Flask) -> Call:
    return make_published(DEFINITION)


def letter_of(decision: Decision) -> bytes:
    db.session.refresh(decision)
    assert decision.letter is not None
    return storage.get(decision.letter.sha256)


def text_of(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def everything_in(content: bytes) -> bytes:
    """The file with its compressed streams opened."""
    opened = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"".join(opened)


def test_letters_are_written_once_after_the_announcement(call: Call) -> None:
    make_scored(call, BEST, LEAST)
    assert unwritten() == []
    announce(call, DEFINITION)
    assert len(unwritten()) == 2
    write_letters()
    assert unwritten() == []
    kept = {decision.letter_id for decision in db.session.query(Decision)}
    write_letters()
    assert {decision.letter_id for decision in db.session.query(Decision)} == kept


def test_names_are_text_and_not_markdown(call: Call) -> None:
    """The subject names the organisation, the body the deadline of the next stage where that is."""
    make_reviewed(call, BEST, name="*Wells* & [Words](http://x.example) 100%")
    make_scored(call)
    announce(call, DEFINITION)
    write_letters()
    (decision,) = db.session.query(Decision)
    text = " ".join(text_of(letter_of(decision)).split())
    assert "Come, *Wells* & [Words](http://x.example) 100%" in text
    assert "30 April 2027" in text
    assert decision.proposal.number in text


def test_a_letter_is_in_the_language_of_the_proposal_or_that_of_the_call(call: Call) -> None:
    _team, french = make_reviewed(call, BEST)
    _team, arabic = make_reviewed(call, LEAST)
    french.proposal.language, arabic.proposal.language = "fr", "ar"
    make_scored(call)
    announce(call, DEFINITION)
    write_letters()
    letters = {d.proposal.language: d for d in db.session.query(Decision)}
    assert letters["fr"].letter_language == "fr"
    assert "Avant le" in text_of(letter_of(letters["fr"]))
    assert letters["ar"].letter_language == "en"  # this call has no Arabic words
    assert "Rank 2" in text_of(letter_of(letters["ar"]))


def test_no_letter_tells_who_reviewed(call: Call) -> None:
    reviewer: User = make_reviewer(name="Rosa Reader", email="rosa@example.org")
    _team, submission = make_reviewed(call, LEAST)
    make_review(submission, GOOD, reviewer)
    make_scored(call)
    announce(call, DEFINITION)
    write_letters()
    (decision,) = db.session.query(Decision)
    inside = everything_in(letter_of(decision))
    assert b"Rosa" not in inside
    assert b"rosa@" not in inside
