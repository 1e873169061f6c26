"""A call is built in the browser, without a programmer and without script."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import User
from cop.calls.building.queries import workbench
from cop.calls.building.values import base_of
from cop.calls.definition.loading import parse_definition
from cop.calls.services import create_call, publish_call
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from tests.calls.building.posting import all_pages, form_in
from tests.calls.shipped import shipped, small
from tests.factories import NOON, make_user

SignIn = Callable[[FlaskClient, User], FlaskClient]
DRAFT = "/en/calls/small-2026/draft"


@pytest.fixture
def officer(app: Flask, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    """A client of somebody who makes calls, with the smallest one in hand."""
    with app.app_context():
        db.session().expire_on_commit = False
        user = make_user(Role.OFFICER)
        create_call(small(), actor=SYSTEM, now=NOON)
        db.session.commit()
    return sign_in(client, user)


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/en/calls/start").text)
    assert found
    return found[1]


def post(client: FlaskClient, url: str, **fields: Any) -> Any:
    return client.post(
        url, data={"csrf_token": token(client), **fields}, headers={"Sec-Fetch-Site": "same-origin"}
    )


def send(client: FlaskClient, where: str, **changed: Any) -> Any:
    """Open a page and send its form, with these fields changed."""
    url = f"{DRAFT}/parts/{where}"
    fields = dict(form_in(client.get(url).text).lists())
    return client.post(url, data=fields | changed, headers={"Sec-Fetch-Site": "same-origin"})


def values(app: Flask, code: str = "small-2026") -> dict[str, Any]:
    with app.app_context():
        bench = workbench(code, SYSTEM, now=NOON)
        assert bench
        return bench.values


def test_every_page_saved_as_it_is_leaves_the_definition_as_it_was(app: Flask, officer: FlaskClient) -> None:
    for place in all_pages(values(app)):
        if place.written:
            assert send(officer, place.where).status_code == 303, place.where
    assert post(officer, f"{DRAFT}/version").status_code == 303
    exported = officer.get("/en/calls/small-2026/definition.yaml").text
    assert parse_definition(exported, name="export") == small()


def test_a_call_begins_from_nothing(app: Flask, officer: FlaskClient) -> None:
    page = post(officer, "/en/calls/start", code="new-2027", first="fr", others=["ar", "fr"], stages="2")
    assert (page.status_code, page.location) == (303, "/en/calls/new-2027/draft")
    assert values(app, "new-2027") == {
        "code": "new-2027",
        "languages": ["fr", "ar"],
        "proposal_languages": ["fr", "ar"],
        "stages": [{"code": "concept-note"}, {"code": "full-proposal"}],
    }
    text = officer.get(page.location).text
    assert text.count("Not started") == 10
    basics = officer.get("/en/calls/new-2027/draft/parts/basics").text
    assert re.search(r'name="title-ar"[^>]*', basics)[0].count("rtl") or 'dir="rtl"' in basics
    assert post(officer, "/en/calls/start", code="new-2027", first="fr", stages="1").status_code == 422


def test_a_call_begins_as_a_copy(app: Flask, officer: FlaskClient) -> None:
    page = post(officer, "/en/calls/small-2026/copy", code="small-2027", opens_on="2027-11-01")
    assert page.location == "/en/calls/small-2027/draft"
    assert values(app, "small-2027")["stages"][0]["window"]["opens"] == "2027-11-01T09:00:00"
    assert "Make a version of it" in officer.get(page.location).text
    assert post(officer, "/en/calls/small-2026/copy", code="small-2027").status_code == 422


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_copy_opens_in_our_age(officer: FlaskClient, day: str) -> None:
    page = post(officer, "/en/calls/small-2026/copy", code="small-2027", opens_on=day)
    assert page.status_code == 422
    assert "Write a year" in page.text
    assert day in page.text


def test_a_part_is_changed_in_all_its_languages(app: Flask, officer: FlaskClient) -> None:
    where = "stages/0/sections/0/questions/1"
    page = officer.get(f"{DRAFT}/parts/{where}").text
    assert 'name="label-en"' in page
    assert 'name="label-fr"' in page
    assert send(officer, where, **{"label-fr": "Pour quoi", "max_words": "1,250"}).location.endswith(
        "sections/0"
    )
    question = values(app)["stages"][0]["sections"][0]["questions"][1]
    assert (question["label"]["fr"], question["max_words"]) == ("Pour quoi", 1250)


def test_a_rule_about_experts_names_a_question_for_countries(app: Flask, officer: FlaskClient) -> None:
    countries = {"code": "origins", "label-en": "Origins", "label-fr": "Origines"}
    assert send(officer, "stages/0/sections/0/questions/7?kind=countries", **countries).status_code == 303
    where = "eligibility/3?kind=expert_origin"
    page = officer.get(f"{DRAFT}/parts/{where}").text
    assert "Rule 4 – Countries that the experts come from" in page
    assert "Save that question first." not in page
    offered = re.search(r'<select[^>]*name="params-question".*?</select>', page, re.DOTALL)
    assert offered
    assert re.findall(r'value="([^"]*)"', offered[0]) == ["", "origins"]
    rule = {"params-countries-list": "target", "params-question": "origins", "paragraph": "1.2"}
    assert send(officer, where, **rule).status_code == 303
    assert values(app)["eligibility"][3] == {
        "rule": "expert_origin",
        "params": {"countries": "target", "question": "origins"},
        "paragraph": "1.2",
    }


def test_what_cannot_be_read_is_refused_and_kept(app: Flask, officer: FlaskClient) -> None:
    answer = send(officer, "money", **{"grant-max": "plenty"})
    assert answer.status_code == 422
    assert 'value="plenty"' in answer.text
    assert '<a href="#grant-max">One grant: ' in answer.text
    assert send(officer, "subjects", target_countries="Atlantis").status_code == 422
    endless = send(officer, "basics", **{"title-fr": "o" * 20_001})
    assert '<a href="#title-fr">Title: Français – At most' in endless.text


def test_problems_stand_at_their_part_and_in_the_list(app: Flask, officer: FlaskClient) -> None:
    send(officer, "money", **{"grant-max": "10"})
    listed = officer.get(DRAFT).text
    assert "The smallest grant, 1,000, is above the largest, 10." in listed
    assert f'href="{DRAFT}/parts/money"' in listed
    assert 'href="#grant-min"' in officer.get(f"{DRAFT}/parts/money").text
    assert post(officer, f"{DRAFT}/version").status_code == 422


def test_a_new_part_says_what_kind_it_is_and_a_stage_its_name(app: Flask, officer: FlaskClient) -> None:
    """Nobody has to remember what they chose on the page before, or to read a short name."""
    questions = f"{DRAFT}/parts/stages/0/sections/0/questions"
    assert "Type of answer: Amount of money" in officer.get(f"{questions}/7?kind=money").text
    assert "Type of answer: Short text" in officer.get(f"{questions}/0").text
    rule = officer.get(f"{DRAFT}/parts/eligibility/3?kind=expert_origin").text
    assert "Save that question first." in rule
    assert "Countries of the rule’s own" in rule
    assert send(officer, "stages/0/stage", **{"title-en": "", "title-fr": ""}).status_code == 303
    assert "Stage 1 – Concept note" in officer.get(DRAFT).text


def test_a_missing_translation_leads_to_its_field(app: Flask, officer: FlaskClient) -> None:
    send(officer, "stages/0/sections/0/questions/1", **{"label-fr": ""})
    assert f'href="{DRAFT}/parts/stages/0/sections/0/questions/1"' in officer.get(DRAFT).text
    assert 'href="#label-fr"' in officer.get(f"{DRAFT}/parts/stages/0/sections/0/questions/1").text


def test_two_at_one_part_see_both_texts(app: Flask, officer: FlaskClient) -> None:
    seen = dict(form_in(officer.get(f"{DRAFT}/parts/money").text).lists())
    send(officer, "money", **{"grant-max": "11 111"})
    answer = officer.post(
        f"{DRAFT}/parts/money", data=seen | {"grant-max": "9 999"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 409
    assert "11111" in answer.text
    assert 'value="9 999"' in answer.text
    again = dict(form_in(answer.text).lists())
    assert (
        officer.post(
            f"{DRAFT}/parts/money", data=again, headers={"Sec-Fetch-Site": "same-origin"}
        ).status_code
        == 303
    )
    assert values(app)["grant"]["max"] == "9999"


def test_parts_are_added_one_after_the_other(app: Flask, officer: FlaskClient) -> None:
    url = f"{DRAFT}/parts/stages/0/sections/0/questions/7?kind=number"
    fields = dict(form_in(officer.get(url).text).lists())
    fields |= {"code": ["how-many"], "label-en": ["How many?"], "act": ["another"]}
    for _twice in range(2):  # somebody else adds one at the same place: neither is lost
        answer = officer.post(url, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303
    assert answer.location == f"{DRAFT}/parts/stages/0/sections/0/questions/9?kind=number"
    added = values(app)["stages"][0]["sections"][0]["questions"][7:]
    assert [(q["type"], q["code"]) for q in added] == [("number", "how-many")] * 2


def test_a_section_leads_on_to_its_questions(app: Flask, officer: FlaskClient) -> None:
    url = f"{DRAFT}/parts/stages/0/sections/1"
    fields = dict(form_in(officer.get(url).text).lists())
    answer = officer.post(
        url, data=fields | {"code": "second", "title-en": "Second"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.location == url
    assert 'name="kind"' in officer.get(url).text


def test_parts_are_moved_and_removed(app: Flask, officer: FlaskClient) -> None:
    first = values(app)["who_may_apply"][0]
    act = {"where": "who_may_apply/0", "base": base_of(first)}
    assert post(officer, f"{DRAFT}/moves", to="down", **act).location == f"{DRAFT}/parts/who"
    assert post(officer, f"{DRAFT}/removals", **act).status_code == 409
    assert post(officer, f"{DRAFT}/removals", **(act | {"where": "who_may_apply/1"})).status_code == 303
    assert [p["code"] for p in values(app)["who_may_apply"]] == ["1.2"]


@pytest.mark.parametrize(
    "where",
    ["", "nowhere", "stages/0", "stages/7/stage", "who_may_apply/9", "title", "eligibility/3", "grant"],
)
def test_what_the_format_does_not_have_is_a_404(officer: FlaskClient, where: str) -> None:
    assert officer.get(f"{DRAFT}/parts/{where}").status_code == 404
    if where != "stages/0":  # a stage is several pages, but one part
        assert post(officer, f"{DRAFT}/moves", where=where, base="x").status_code == 404


def test_a_copy_is_made_of_a_published_call_too(app: Flask, officer: FlaskClient) -> None:
    with app.app_context():
        publish_call(create_call(shipped("jmdi"), actor=SYSTEM, now=NOON), actor=SYSTEM, now=NOON)
        db.session.commit()
    assert officer.get("/en/calls/jmdi-2026/copy").status_code == 200


def test_changes_are_thrown_away(app: Flask, officer: FlaskClient) -> None:
    send(officer, "money", **{"grant-max": "10"})
    assert post(officer, f"{DRAFT}/removal").location == "/en/calls/small-2026"
    assert values(app)["grant"]["max"] == "20000"
    assert post(officer, f"{DRAFT}/removal").status_code == 409


# languages, versions, previews

INTO = f"{DRAFT}/translations/fr"


def test_a_translator_writes_beside_the_original(app: Flask, officer: FlaskClient) -> None:
    send(officer, "stages/0/sections/0/questions/1", **{"label-fr": ""})
    listed = officer.get(f"{DRAFT}/translations").text
    assert "1 text is missing." in listed
    assert f'href="{DRAFT}/parts/stages/0/sections/0/questions/1#label-fr"' in listed
    key = "text-stages/0/sections/0/questions/1/label"
    form = dict(form_in(officer.get(INTO).text).lists())
    answer = officer.post(
        INTO, data=form | {key: "Pourquoi", "act": "next"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.location == f"{INTO}?page=2"
    assert values(app)["stages"][0]["sections"][0]["questions"][1]["label"]["fr"] == "Pourquoi"
    again = officer.post(INTO, data=form | {key: "Parce que"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert again.status_code == 409
    assert "Pourquoi" in again.text
    assert "Parce que" in again.text


def test_a_file_goes_out_and_comes_back(app: Flask, officer: FlaskClient, held: list[bool]) -> None:
    out = officer.get(f"{INTO}.xlf")
    assert out.headers["Content-Disposition"] == "attachment; filename=small-2026.en-fr.xlf"
    changed = out.data.replace(b"Un petit appel", b"Un tout petit appel")
    answer = post(officer, f"{INTO}/file", file=(io.BytesIO(changed), "back.xlf"))
    assert answer.status_code == 303
    assert "1 text was taken." in officer.get(answer.location).text
    assert values(app)["title"]["fr"] == "Un tout petit appel"
    assert post(officer, f"{INTO}/file", file=(io.BytesIO(b"?"), "back.xlf")).status_code == 422
    assert held == [False, False]  # others may write while it is read
    assert officer.get(f"{DRAFT}/translations/ar").status_code == 404


def test_versions_say_what_changed(app: Flask, officer: FlaskClient) -> None:
    send(officer, "money", **{"grant-max": "10 000"})
    send(officer, "basics", **{"title-fr": "Un appel"})
    post(officer, f"{DRAFT}/version")
    assert "/en/calls/small-2026/versions/2" in officer.get("/en/calls/small-2026/versions").text
    page = officer.get("/en/calls/small-2026/versions/2").text
    assert "2 differences" in page
    assert '<span lang="fr" dir="ltr">Un appel</span>' in page
    for there_is_none in (1, 3):
        assert officer.get(f"/en/calls/small-2026/versions/{there_is_none}").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_preview_shows_every_form_and_sends_none(officer: FlaskClient, language: str) -> None:
    preview = f"/{language}/calls/small-2026/draft/preview"
    for stage in (1, 2):
        page = officer.get(f"{preview}/{stage}").text
        assert "<fieldset disabled" in page
        assert "method=post" not in page.partition("<main")[2].replace('"', "")
    assert 'name="why"' in officer.get(f"{preview}/1").text
    assert 'name="mark-needs"' in officer.get(f"{preview}/1?as=reviewer").text
    assert officer.get(f"{preview}/1").text.count('aria-current="page"') == 1
    assert officer.get(f"{preview}/3").status_code == 404


def test_a_preview_waits_for_what_it_is_made_from(officer: FlaskClient) -> None:
    send(officer, "basics", **{"title-en": "", "title-fr": ""})
    page = officer.get(f"{DRAFT}/preview/1")
    assert page.status_code == 200
    assert "See what is to mend" in page.text
