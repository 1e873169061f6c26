"""Calls as people meet them: reading, checking oneself, and the secretariat's drafts."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.calls.definition.definition import EligibilityRule
from cop.calls.definition.loading import parse_definition
from cop.calls.models import Call, CallState
from cop.calls.rules import TAKEN
from cop.calls.services import create_call, publish_call
from cop.core import slots
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from cop.kernel.clock import SetClock
from tests.calls.shipped import SMALL, shipped, small
from tests.factories import NOON, make_user

SignIn = Callable[[FlaskClient, User], FlaskClient]
MIDA = "mida-great-lakes"
PAGES = ("", "/questions", "/grid", "/self-check")


def publish(app: Flask, *names: str) -> None:
    """Make these shipped calls public."""
    with app.app_context():
        for name in names:
            publish_call(create_call(shipped(name), actor=SYSTEM, now=NOON), actor=SYSTEM, now=NOON)
        db.session.commit()


@pytest.fixture
def officer(app: Flask, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    """A client of somebody who makes calls."""
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(Role.OFFICER)
        db.session.commit()
    return sign_in(client, user)


def send(client: FlaskClient, url: str, **fields: Any) -> Any:
    """Post a form, with the token that the page for a new call gave."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/en/calls/new").text)
    assert token
    return client.post(
        url, data={"csrf_token": token[1], **fields}, headers={"Sec-Fetch-Site": "same-origin"}
    )


def state_of(app: Flask, code: str) -> CallState | None:
    with app.app_context():
        return db.session.query(Call.state).filter_by(code=code).scalar()


# reading


def test_an_empty_list_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/en/calls")
    assert page.status_code == 200
    assert "There is no call yet" in page.text


def test_the_list_has_open_calls_first(app: Flask, client: FlaskClient) -> None:
    publish(app, MIDA, "jmdi", "w-mida")
    page = client.get("/en/calls").text
    first = re.search(r'<article.*?href="([^"]+)"', page, re.DOTALL)
    assert first
    assert first[1] == "/en/calls/mida-great-lakes-2026"
    assert page.count("<article") == 3


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
@pytest.mark.parametrize("name", ["jmdi", MIDA, "w-mida"])
def test_every_page_of_every_call_in_every_language(
    app: Flask, client: FlaskClient, language: str, name: str
) -> None:
    publish(app, name)
    for page in PAGES:
        assert client.get(f"/{language}/calls/{name}-2026{page}").status_code == 200


def test_a_text_in_another_language_says_which(app: Flask, client: FlaskClient) -> None:
    publish(app, MIDA)
    page = client.get("/ar/calls/mida-great-lakes-2026").text
    assert '<span lang="en" dir="ltr">MIDA Great Lakes' in page
    assert '<div class="prose" lang="en" dir="ltr">' in page


def test_dates_stand_in_the_zone_of_the_call_and_the_readers(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    publish(app, MIDA)
    page = client.get("/en/calls/mida-great-lakes-2026").text
    assert "15 January 2027, 16:00 (Brussels)" in page
    assert "= 15 January 2027, 15:00 (UTC)" in page
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(zone="Africa/Kigali")
        db.session.commit()
    assert (
        "15 January 2027, 17:00 (Kigali)" in sign_in(client, user).get("/en/calls/mida-great-lakes-2026").text
    )


def test_the_page_says_where_the_call_stands(app: Flask, client: FlaskClient, clock: SetClock) -> None:
    publish(app, MIDA)
    for days, tag in ((0, "Open"), (60, "In evaluation"), (100, "Open")):
        clock.at = NOON
        clock.advance(days=days)
        assert re.search(rf'class="tag \w+">{tag}<', client.get("/en/calls/mida-great-lakes-2026").text)


def test_a_call_is_decided_once_awards_say_so(
    app: Flask, client: FlaskClient, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(app, "jmdi")
    monkeypatch.setitem(app.extensions, "cop.slots", {})
    slots.fill(
        app,
        "announced_stages",
        rank=10,
        part=lambda call_ids: {call_id: frozenset({1}) for call_id in call_ids},
    )
    clock.advance(days=400)
    assert "Decided" in client.get("/en/calls/jmdi-2026").text


def test_lists_take_as_many_queries_for_three_as_for_one(
    app: Flask, client: FlaskClient, statements: list[str]
) -> None:
    counts = []
    for name in (MIDA, "jmdi", "w-mida"):
        publish(app, name)
        client.get("/en/calls")
        statements.clear()
        client.get("/en/calls")
        counts.append(len([statement for statement in statements if statement.startswith("SELECT")]))
    assert counts[0] == counts[2] <= 8


# may we apply?


def test_a_self_check_asks_what_the_rules_need_and_no_more(app: Flask, client: FlaskClient) -> None:
    publish(app, MIDA, "jmdi")
    page = client.get("/en/calls/mida-great-lakes-2026/self-check").text
    assert 'name="ask-needs-experts"' in page
    assert 'name="lead_country"' in page
    assert 'name="partner_countries"' not in page
    assert 'name="partner_countries"' in client.get("/en/calls/jmdi-2026/self-check").text


def test_a_self_check_explains_itself(app: Flask, client: FlaskClient) -> None:
    publish(app, MIDA)
    url = "/en/calls/mida-great-lakes-2026/self-check"
    fits = {
        "lead_type": "hospital",
        "lead_country": "RW",
        "registered_year": "2001",
        "requested": "50 000",
        "total_cost": "60 000",
        "duration_months": "12",
        "expert_countries": "Burundi, DR Congo",
        "ask-institution-in-region": "yes",
        "ask-in-sector": "yes",
        "ask-needs-experts": "yes",
        "ask-pays-experts": "no",
    }
    assert "you may apply" in client.get(url, query_string=fits).text
    page = client.get(url, query_string={**fits, "lead_country": "FR"}).text
    assert "you may not apply" in page
    assert "not established in an eligible country" in page
    part = {"lead_country": "RW"}
    assert "not everything is known yet" in client.get(url, query_string=part).text


def publish_ruled(app: Flask, rule: EligibilityRule) -> None:
    """The smallest call with this rule alone."""
    with app.app_context():
        definition = small().model_copy(update={"eligibility": (rule,), "ask_before_applying": ()})
        publish_call(create_call(definition, actor=SYSTEM, now=NOON), actor=SYSTEM, now=NOON)
        db.session.commit()


def test_a_self_check_asks_where_the_experts_come_from(app: Flask, client: FlaskClient) -> None:
    params = {"countries": "target", "question": "origins"}
    publish_ruled(app, EligibilityRule(rule="expert_origin", params=params, paragraph="1.2"))
    url = "/en/calls/small-2026/self-check"
    assert 'name="expert_countries"' in client.get(url).text
    for told, said in (
        ("Rwanda, Burundi", "All the experts come from countries that the call names for them."),
        ("Rwanda, Kenya", "Some experts come from countries that the call does not name for them."),
        ("", "From which countries the experts come is not known yet."),
    ):
        assert said in client.get(url, query_string={"expert_countries": told}).text


def test_a_self_check_counts_the_proposals_of_the_lead(app: Flask, client: FlaskClient) -> None:
    publish_ruled(app, EligibilityRule(rule="one_per_lead", paragraph="1.2"))
    url = "/en/calls/small-2026/self-check"
    page = client.get(url).text
    assert 'name="other_proposals"' in page
    assert 'name="lead_type"' not in page
    assert "you may apply" in client.get(url, query_string={"other_proposals": "0"}).text
    page = client.get(url, query_string={"other_proposals": "1"}).text
    assert "you may not apply" in page
    assert "This lead has proposals in this call already: 1; allowed in all: 1." in page
    assert "From Rwanda or Burundi." in page


def test_a_number_that_is_none_is_kept_and_refused(app: Flask, client: FlaskClient) -> None:
    publish(app, MIDA)
    answer = client.get("/en/calls/mida-great-lakes-2026/self-check", query_string={"requested": "much"})
    assert answer.status_code == 422
    assert 'value="much"' in answer.text


# the secretariat


def test_a_draft_is_a_404_for_the_public(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        create_call(small(), actor=SYSTEM, now=NOON)
        db.session.commit()
    for page in PAGES:
        assert client.get(f"/en/calls/small-2026{page}").status_code == 404
    assert "small-2026" not in client.get("/en/calls").text


def test_a_call_goes_from_file_to_public(app: Flask, officer: FlaskClient) -> None:
    file = (io.BytesIO(SMALL.read_bytes()), "small.yaml")
    answer = send(officer, "/en/calls/new", file=file)
    assert (answer.status_code, answer.location) == (303, "/en/calls/small-2026")
    assert state_of(app, "small-2026") == CallState.DRAFT
    assert "/en/calls/small-2026/publication" in officer.get(answer.location).text
    assert send(officer, "/en/calls/small-2026/publication").status_code == 303
    assert state_of(app, "small-2026") == CallState.PUBLISHED
    page = officer.get("/en/calls/small-2026").text
    assert "/publication" not in page
    assert "/en/calls/small-2026/dashboard" in page
    assert send(officer, "/en/calls/small-2026/definition", text=SMALL.read_text("utf-8")).status_code == 409


def test_problems_are_listed_with_their_line_and_the_text_is_kept(app: Flask, officer: FlaskClient) -> None:
    text = SMALL.read_text("utf-8").replace("themes: [rights]", "themes: [wrongs]", 1)
    line = text.splitlines().index("themes: [wrongs]") + 1
    answer = send(officer, "/en/calls/new", text=text)
    assert answer.status_code == 422
    assert "themes: [wrongs]" in answer.text
    assert re.search(rf'<th scope="row" class="number">\s*{line}\s*</th>', answer.text)
    assert state_of(app, "small-2026") is None


def test_a_code_that_is_taken_is_said_so(app: Flask, officer: FlaskClient) -> None:
    for status in (303, 422):
        answer = send(officer, "/en/calls/new", text=SMALL.read_text("utf-8"))
        assert answer.status_code == status
    assert "small-2026" in answer.text


def test_a_draft_is_changed_on_screen(app: Flask, officer: FlaskClient) -> None:
    send(officer, "/en/calls/new", text=SMALL.read_text("utf-8"))
    assert "small-2026" in officer.get("/en/calls/small-2026/definition").text
    text = SMALL.read_text("utf-8").replace("A small call", "A smaller call")
    assert send(officer, "/en/calls/small-2026/definition", text=text).status_code == 303
    assert "A smaller call" in officer.get("/en/calls/small-2026").text


def test_an_export_loads_to_the_same_call(app: Flask, officer: FlaskClient) -> None:
    publish(app, MIDA)
    answer = officer.get("/en/calls/mida-great-lakes-2026/definition.yaml")
    assert parse_definition(answer.text, name="export") == shipped(MIDA)
    assert answer.headers["Content-Disposition"] == "attachment; filename=mida-great-lakes-2026.yaml"


def test_the_dashboard_is_there_for_the_secretariat(app: Flask, officer: FlaskClient) -> None:
    publish(app, MIDA)
    assert officer.get("/en/calls/mida-great-lakes-2026/dashboard").status_code == 200


def test_no_call_takes_the_address_of_a_page(app: Flask) -> None:
    """`/en/calls/<code>` is a call's; what stands there in letters is a page."""
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    assert {page[1] for rule in rules if (page := re.search(r"/calls/([a-z_-]+)$", rule))} == TAKEN
