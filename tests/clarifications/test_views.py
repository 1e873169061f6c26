"""Questions and answers on screen and in feeds."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.clarifications.services import times_now
from cop.core.db import db
from cop.kernel.actor import Role
from cop.kernel.clock import SetClock
from tests.clarifications.making import ANSWER, ASKED, QUESTION, Asked, make_item, make_question
from tests.factories import make_user
from tests.proposals.conftest import Visitor
from tests.proposals.making import make_call

SignIn = Callable[[FlaskClient, User], FlaskClient]
LIST = "/calls/small-2026/clarifications"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def enter(app: Flask, sign_in: SignIn) -> Callable[[User], Visitor]:
    return lambda user: Visitor(sign_in(app.test_client(), user))


@pytest.fixture
def make(app: Flask) -> Callable[[Callable[[], Asked]], Asked]:
    """Keep what a function makes."""

    def kept(made_by: Callable[[], Asked]) -> Asked:
        with app.app_context():
            db.session().expire_on_commit = False
            made = made_by()
            db.session.commit()
        return made

    return kept


@pytest.fixture
def officer(app: Flask, enter: Callable[[User], Visitor]) -> Visitor:
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(Role.OFFICER)
        db.session.commit()
    return enter(user)


def texts(question: dict[str, str], answer: dict[str, str]) -> dict[str, str]:
    fields = {f"question_{code}": text for code, text in question.items()}
    return fields | {f"answer_{code}": text for code, text in answer.items()}


def test_from_question_to_public_answer(
    app: Flask,
    client: FlaskClient,
    officer: Visitor,
    enter: Callable[[User], Visitor],
    make: Callable[[Callable[[], Asked]], Asked],
) -> None:
    with app.app_context():
        db.session().expire_on_commit = False
        make_call()
        user = make_user(Role.MEMBER)
        db.session.commit()
    asker = enter(user)
    assert asker.post(f"{LIST}/new", question="").status_code == 422
    assert asker.post(f"{LIST}/new", question=ASKED).status_code == 303
    assert "waiting" in asker.get(LIST).text
    assert "Ngozi" not in client.get(f"/en{LIST}").text
    assert "Answer questions about the call" in officer.get("/desk").text
    found = re.search(r"/en(/clarifications/\d+/answer)", officer.get(f"{LIST}/waiting").text)
    assert found
    assert ASKED in officer.get(found[1]).text
    half = texts({"en": QUESTION["en"]}, {"en": ANSWER["en"]})
    refused = officer.post_from(found[1], **half, act="publish")
    assert refused.status_code == 422
    assert ANSWER["en"] in refused.text
    assert officer.post_from(found[1], **half, act="save").status_code == 303
    assert ANSWER["en"] in officer.get(found[1]).text
    assert officer.post_from(found[1], **texts(QUESTION, ANSWER), act="publish").status_code == 303
    for page in (f"/fr{LIST}", f"/fr{LIST}/1"):
        text = client.get(page).text
        assert ANSWER["fr"] in text
        for secret in ("Ngozi", user.name, user.email):
            assert secret not in text
    assert "Answered: question 1" in asker.get(LIST).text
    page = client.get("/en/calls/small-2026").text
    assert f'href="/en{LIST}"' in page
    assert QUESTION["en"] in page


def test_the_second_of_two_answers_reads_the_first_beside_their_own(
    officer: Visitor, make: Callable[[Callable[[], Asked]], Asked]
) -> None:
    url = f"/clarifications/{make(make_question).row.id}/answer"
    opened = re.search(r'name="base"[^>]*value="([^"]+)"', officer.get(url).text)
    assert opened
    assert officer.post_from(url, **texts(QUESTION, ANSWER), act="save").status_code == 303
    mine = texts(QUESTION, {"en": "No, never."})
    late = officer.post(url, **mine, act="save", base=opened[1])
    assert late.status_code == 409
    for said in (ANSWER["en"], ANSWER["fr"], "No, never."):
        assert said in late.text
    assert "No, never." not in officer.get(url).text
    shown = re.search(r'name="base"[^>]*value="([^"]+)"', late.text)
    assert shown
    assert officer.post(url, **mine, act="save", base=shown[1]).status_code == 303


def test_another_language_says_which(
    client: FlaskClient, make: Callable[[Callable[[], Asked]], Asked]
) -> None:
    make(make_item)
    assert (
        '<p class="written" lang="en" dir="ltr">Yes, with a partner.</p>' in client.get(f"/ar{LIST}/1").text
    )


def test_the_feed_is_atom_and_found_from_the_call(
    client: FlaskClient, make: Callable[[Callable[[], Asked]], Asked]
) -> None:
    made = make(make_item)
    answer = client.get(f"/fr{LIST}.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own
    for element in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{element}")
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}content") == ANSWER["fr"]
    assert (entry.findtext(f"{ATOM}id") or "").endswith(f"/fr{LIST}/1")
    assert made.asker.name not in answer.text
    for page in ("/fr/calls/small-2026", f"/fr{LIST}"):
        assert re.search(rf'type="application/atom\+xml"[^>]*href="/fr{LIST}.atom"', client.get(page).text)


def test_too_late_is_said_plainly(
    app: Flask,
    client: FlaskClient,
    clock: SetClock,
    enter: Callable[[User], Visitor],
    make: Callable[[Callable[[], Asked]], Asked],
) -> None:
    made = make(make_question)
    with app.app_context():
        clock.at = times_now(db.session.merge(made.call), clock.at)[1].ask_until
    assert "It is too late to ask" in client.get(f"/en{LIST}").text
    asker = enter(made.asker)
    assert "It is too late to ask" in asker.get(f"{LIST}/new").text
    late = asker.post(f"{LIST}/new", question=ASKED)
    assert late.status_code == 409
    assert "25 December 2026" in late.text
    assert ASKED in late.text


def test_a_question_is_pointed_to_an_item(
    officer: Visitor,
    enter: Callable[[User], Visitor],
    make: Callable[[Callable[[], Asked]], Asked],
) -> None:
    item = make(make_item)
    again = make(lambda: make_question(db.session.merge(item.call)))
    url = f"/clarifications/{again.row.id}/same"
    for number in ("7", "", "x"):
        refused = officer.post(url, number=number)
        assert refused.status_code == 422
        assert ASKED in re.findall(r"<textarea[^>]*>\s*([^<]*)", refused.text)
    assert officer.post(url, number="1").status_code == 303
    assert "Answered: question 1" in enter(again.asker).get(LIST).text
    assert "Every question is answered" in officer.get(f"{LIST}/waiting").text


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_takes_as_many_queries_for_any_length(
    app: Flask, client: FlaskClient, statements: list[str], count: int
) -> None:
    with app.app_context():
        call = make_call()
        for _ in range(count):
            make_item(call)
        db.session.commit()
    client.get(f"/en{LIST}")
    statements.clear()
    assert client.get(f"/en{LIST}").status_code == 200
    assert len([said for said in statements if said.startswith("SELECT")]) <= 8
