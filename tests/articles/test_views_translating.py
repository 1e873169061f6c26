"""Translating as translators meet it: text beside text, a file out and in, the list of what waits."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cop.articles.models import Article
from cop.articles.queries import original_of, text_of
from cop.articles.rules.content import Draft
from cop.articles.services.write import write_text
from cop.core.db import db
from cop.kernel.actor import SYSTEM, Role
from tests.articles.pages import SignIn, arranged, send
from tests.factories import NOON, make_article, make_user
from tests.translator import translator


@pytest.fixture
def officer(app: Flask, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    """Signed in; practice 1 is published in English and French, and its title has changed since."""
    with arranged(app):
        article = make_article(texts=("en", "fr"))
        _retitle(article, "Fire")
        user = make_user(Role.OFFICER)
    return sign_in(client, user)


URL = "/en/practices/1/translations/fr"


def _retitle(article: Article, title: str) -> None:
    text = original_of(article)
    draft = Draft(title, text.summary, text.content)
    write_text(article, "en", draft, made_from=text.version, actor=SYSTEM, now=NOON)


def _form(page: str) -> dict[str, str]:
    """The fields of the form as a browser would send them."""
    fields = dict(re.findall(r'<input[^>]*name="((?:base|text)-[^"]+)"[^>]*value="([^"]*)"', page))
    areas = re.findall(r'<textarea[^>]*name="(text-[^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return fields | {name: text.strip() for name, text in areas}


def _french(app: Flask) -> Any:
    with app.app_context():
        db.session().expire_on_commit = False
        return text_of(db.session.get_one(Article, 1), "fr")


def test_the_difference_is_shown_and_still_right_pins_it(app: Flask, officer: FlaskClient) -> None:
    page = officer.get(URL).text
    assert "<ins>Fire</ins>" in page
    assert page.count("Still right") == 1
    answer = send(officer, URL, **_form(page), right="title")
    assert answer.status_code == 303
    assert answer.location.endswith("#pair-title")
    assert (_french(app).status, _french(app).version) == ("up_to_date", 1)
    assert "<ins>" not in officer.get(URL).text
    assert "Nothing is left to do" in officer.get(f"{URL}?show=open").text


def test_what_is_typed_is_saved_by_the_text_and_kept_when_refused(app: Flask, officer: FlaskClient) -> None:
    fields = _form(officer.get(f"{URL}?show=open").text)
    assert {name for name in fields if name.startswith("text-")} == {"text-title"}
    refused = send(officer, URL, **fields | {"text-title": "x" * 121})
    assert refused.status_code == 422
    assert "x" * 121 in refused.text
    assert send(officer, URL, **fields | {"text-title": "Feu\nroulant"}).status_code == 303
    assert (_french(app).title, _french(app).status) == ("Feu roulant", "up_to_date")


def test_two_translators_see_both_texts(app: Flask, officer: FlaskClient) -> None:
    seen = _form(officer.get(URL).text)
    assert send(officer, URL, **seen | {"text-title": "Theirs"}).status_code == 303
    answer = send(officer, URL, **seen | {"text-title": "Mine"})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert _form(answer.text)["text-title"] == "Mine"
    assert send(officer, URL, **_form(answer.text)).status_code == 303
    assert _french(app).title == "Mine"


def test_nobody_calls_right_what_they_have_not_seen(app: Flask, officer: FlaskClient) -> None:
    seen = _form(officer.get(URL).text)
    with arranged(app):
        _retitle(db.session.get_one(Article, 1), "Flood")
    answer = send(officer, URL, **seen, right="title")
    assert answer.status_code == 409
    assert "<ins>Flood</ins>" in answer.text
    assert _french(app).status == "outdated"
    assert send(officer, URL, **_form(answer.text), right="title").status_code == 303
    assert _french(app).status == "up_to_date"


def test_a_file_goes_out_and_comes_back_with_a_report(
    app: Flask, officer: FlaskClient, held: list[bool]
) -> None:
    out = officer.get(f"{URL}.xlf")
    assert out.headers["Content-Disposition"] == "attachment; filename=practice-1.en-fr.xlf"
    assert out.text.count('state="needs-review-translation"') == 1
    back = out.text.replace(f">{_french(app).title}<", ">Feu<").replace("needs-review-translation", "final")
    back = back.replace(f">{_french(app).summary}<", f">{'x' * 601}<")
    answer = send(officer, f"{URL}/file", file=(io.BytesIO(back.encode()), "a.xlf"))
    assert answer.status_code == 303
    report = officer.get(answer.location).text
    for said in ("1 text was taken.", "1 was empty or the same.", "1 was left: it is too long."):
        assert said in report
    assert (_french(app).title, _french(app).status) == ("Feu", "up_to_date")
    assert send(officer, f"{URL}/file", file=(io.BytesIO(b"?"), "a.xlf")).status_code == 422
    assert held == [False, False]


def test_what_is_no_translation_is_not_there(officer: FlaskClient) -> None:
    assert officer.get("/en/practices/1/translations/en").status_code == 404
    assert officer.get("/en/practices/1/translations/de").status_code == 404


def test_a_machine_s_draft_is_labelled_for_editors_and_readers(app: Flask, officer: FlaskClient) -> None:
    url, before = URL.replace("/fr", "/es"), app.config["SETTINGS"]
    assert "machine" not in officer.get(url).text
    assert send(officer, f"{url}/drafts").status_code == 409
    with translator() as server:
        app.config["SETTINGS"] = before.model_copy(update={"translator_url": server.url})
        assert "Let a machine draft" in officer.get(url).text
        assert send(officer, f"{url}/drafts").status_code == 303
    app.config["SETTINGS"] = before
    page = officer.get(url).text
    assert page.count(">machine draft<") == 3
    reader = app.test_client()
    assert "eriF" in reader.get("/es/practices/1/erif").text
    assert reader.get("/es/practices/1/erif").text.count('hreflang="en"') >= 1
    assert 'class="notice warning"' in reader.get("/es/practices/1/erif").text


def test_a_small_correction_leaves_translations_as_they_are(app: Flask, officer: FlaskClient) -> None:
    fields = {"title": "Fire!", "summary": "s", "made_from": "2"}
    assert "small correction" in officer.get("/en/practices/1/text").text
    assert send(officer, URL, **_form(officer.get(URL).text), right="title").status_code == 303
    assert send(officer, "/en/practices/1/text", **fields, is_minor="y").status_code == 303
    assert _french(app).status == "up_to_date"
    assert (
        send(officer, "/en/practices/1/text", **fields | {"made_from": "3", "title": "Ash"}).status_code
        == 303
    )
    assert _french(app).status == "outdated"


def test_the_list_is_filtered_in_its_address_and_takes_as_many_queries_for_fifty(
    app: Flask, officer: FlaskClient, statements: list[str]
) -> None:
    assert "Fire" in officer.get("/en/practices/translations?into=fr").text
    assert f"{URL}?show=open" in officer.get("/en/practices/translations?into=fr&state=outdated").text
    assert "Nothing is left" in officer.get("/en/practices/translations?into=fr&state=missing").text
    assert officer.get("/en/practices/translations?into=xx&state=done").status_code == 200
    statements.clear()
    officer.get("/en/practices/translations?into=ar")
    few = len(statements)
    with arranged(app):
        for _number in range(49):
            make_article()
    statements.clear()
    assert "50 entries" in officer.get("/en/practices/translations?into=ar").text
    assert len(statements) == few
    assert few <= 10


def test_a_revision_shows_the_figures_that_it_changed(app: Flask, officer: FlaskClient) -> None:
    url = "/en/practices/1/sections/who"
    mark = re.search(r'name="made_from"[^>]*value="([^"]+)"', officer.get(url).text)
    assert mark
    assert send(officer, url, women="3177", made_from=mark[1]).status_code == 303
    page = officer.get("/en/practices/1/revisions/en/3").text
    assert "Women reached" in page
    assert "<ins>3,177</ins>" in page


def test_a_translator_is_made_finds_work_on_the_desk_and_edits_nothing_else(
    app: Flask, officer: FlaskClient, sign_in: SignIn
) -> None:
    with arranged(app):
        user = make_user()
    helper, url = sign_in(app.test_client(), user), "/en/practices/translators"
    assert helper.get(URL).status_code == helper.get(url).status_code == 403
    assert send(officer, url, email="nobody@example.org", language="fr").status_code == 422
    assert send(officer, url, email=user.email, language="fr").status_code == 303
    assert "/en/practices/translations?into=fr" in helper.get("/en/desk").text
    assert f"{URL}?show=open" in helper.get("/en/practices/translations?into=fr").text
    page = helper.get(URL)
    assert "/practices/1/edit" not in page.text
    assert send(helper, URL, **_form(page.text) | {"text-title": "Feu"}).status_code == 303
    assert helper.get(URL.replace("/fr", "/es")).status_code == 403
    assert helper.get("/en/practices/1/text").status_code == 403
    assert send(officer, f"{url}/1/removal").status_code == 303
    assert helper.get(URL).status_code == 403
