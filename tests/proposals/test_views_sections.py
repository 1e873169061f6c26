"""A section's page: saved by hand and by itself, brought together when two wrote at once."""

import re

import pytest
from flask import Flask

from cop.core.db import db
from tests.proposals.conftest import Visitor
from tests.proposals.making import CONCEPT, Team, make_draft

Mark = dict[str, str]


@pytest.fixture
def url(app: Flask, team: Team) -> str:
    """The page of the one section of a concept note in progress."""
    with app.app_context():
        proposal = make_draft(team, **CONCEPT)
        db.session.commit()
        return f"/proposals/{proposal.id}/sections/idea"


def shown(html: str) -> Mark:
    """The hidden fields that say what a page showed."""
    return dict(re.findall(r'<input[^>]*name="(base|asked)"[^>]*value="([^"]*)"', html))


def text_in(html: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*([^<]*)<', html)
    assert found
    return found[1].strip()


def test_two_who_change_different_answers_lose_nothing_and_are_not_asked(
    url: str, applicant: Visitor
) -> None:
    seen = shown(applicant.get(url).text)
    assert applicant.post(url, **seen, **CONCEPT | {"title": "Theirs"}).status_code == 303
    assert applicant.post(url, **seen, **CONCEPT | {"why": "Mine"}).status_code == 303
    page = applicant.get(url).text
    assert 'value="Theirs"' in page
    assert text_in(page, "why") == "Mine"


@pytest.mark.parametrize(("chosen", "kept"), [("mine", "My words"), ("theirs", "Their words")])
def test_two_who_change_the_same_answer_choose(url: str, applicant: Visitor, chosen: str, kept: str) -> None:
    seen = shown(applicant.get(url).text)
    theirs, mine = CONCEPT | {"why": "Their words"}, CONCEPT | {"why": "My words", "title": "My title"}
    assert applicant.post(url, **seen, **theirs).status_code == 303
    answer = applicant.post(url, **seen, **mine)
    assert answer.status_code == 409
    assert "Their words" in answer.text
    assert text_in(answer.text, "why") == "My words"
    assert 'name="keep:why"' in answer.text
    assert 'name="keep:title"' not in answer.text

    unchosen = applicant.post(url, **shown(answer.text), **mine)
    assert unchosen.status_code == 422
    assert "Choose which of the two stays." in unchosen.text
    assert "Their words" in unchosen.text
    assert text_in(unchosen.text, "why") == "My words"

    settled = applicant.post(url, **shown(unchosen.text), **mine, **{"keep:why": chosen})
    assert settled.status_code == 303
    page = applicant.get(url).text
    assert text_in(page, "why") == kept
    assert 'value="My title"' in page


def test_what_is_saved_while_one_chooses_is_shown_again(url: str, applicant: Visitor) -> None:
    seen = shown(applicant.get(url).text)
    applicant.post(url, **seen, **CONCEPT | {"why": "Their words"})
    conflict = applicant.post(url, **seen, **CONCEPT | {"why": "My words"})
    applicant.post_from(url, **CONCEPT | {"why": "Their last words"})
    again = applicant.post(url, **shown(conflict.text), **CONCEPT | {"why": "My words", "keep:why": "mine"})
    assert again.status_code == 409
    assert "Their last words" in again.text


def test_the_page_saves_by_itself_like_its_button(url: str, applicant: Visitor) -> None:
    seen = shown(applicant.get(url).text)
    answer = applicant.post(url, **seen, **CONCEPT | {"why": "First"}, act="auto")
    assert answer.status_code == 200
    assert answer.json["said"].startswith("Saved: 24 Nov 2026, 12:00")
    assert answer.json["base"] == shown(applicant.get(url).text)["base"]
    goes_on = applicant.post(url, base=answer.json["base"], **CONCEPT | {"why": "Second"}, act="auto")
    assert goes_on.status_code == 200
    assert text_in(applicant.get(url).text, "why") == "Second"


def test_a_page_that_saves_by_itself_never_wins_over_a_newer_save(url: str, applicant: Visitor) -> None:
    seen = shown(applicant.get(url).text)
    applicant.post(url, **seen, **CONCEPT | {"why": "Newer"})
    late = applicant.post(url, **seen, **CONCEPT | {"why": "Older"}, act="auto")
    assert late.status_code == 409
    assert text_in(applicant.get(url).text, "why") == "Newer"


def test_a_page_keeps_saving_although_it_does_not_show_what_others_wrote(
    url: str, applicant: Visitor
) -> None:
    seen = shown(applicant.get(url).text)
    applicant.post(url, **seen, **CONCEPT | {"title": "Theirs"})
    for words in ("First", "Second"):
        answer = applicant.post(url, **seen, **CONCEPT | {"why": words}, act="auto")
        assert "Somebody else changed other answers here" in answer.json["said"]
        seen = {"base": answer.json["base"]}
    page = applicant.get(url).text
    assert 'value="Theirs"' in page
    assert text_in(page, "why") == "Second"


def test_a_page_does_not_save_by_itself_what_it_cannot_read(url: str, applicant: Visitor) -> None:
    answer = applicant.post_from(url, **CONCEPT | {"grant": "plenty"}, act="auto")
    assert answer.status_code == 422


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_what_is_written_says_its_language_to_the_browser_s_spelling(
    app: Flask, team: Team, applicant: Visitor, language: str, direction: str
) -> None:
    begun = applicant.post(
        "/calls/small-2026/proposals/new", organisation=team.organisation.id, language=language
    )
    home = begun.location.removeprefix("/en")
    for path, fields in ((f"{home}/sections/idea", ("title", "why")), (f"{home}/partners", ("rows-0-part",))):
        page = applicant.get(path).text
        for name in fields:
            (tag,) = re.findall(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', page)
            assert f'lang="{language}"' in tag
            assert f'dir="{direction}"' in tag
