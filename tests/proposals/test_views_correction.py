"""A correction on screen: looked at, published, read by everybody, and what it took away read by the team."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask

from cop.core.db import db
from cop.kernel.actor import Role
from tests.calls.building.posting import form_in
from tests.calls.shipped import SMALL
from tests.proposals.conftest import Visitor
from tests.proposals.making import CONCEPT, Team, make_draft

CALL = "/calls/small-2026"
WHY = """          - code: why
            type: long_text
            max_words: 200
            label: {en: Why, fr: Pourquoi}
"""
TEXT = SMALL.read_text("utf-8")
CORRECTED = TEXT.replace(WHY, "").replace("prefill: {title: title, reason: why}", "prefill: {title: title}")
REASON = {"reason_en": "It was asked twice.", "reason_fr": "Posée deux fois."}


def test_look_then_publish(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        home = f"/proposals/{make_draft(team, **CONCEPT).id}"
        db.session.commit()
    officer, anybody = person(Role.OFFICER), Visitor(app.test_client())
    assert "code: small-2026" in officer.get(f"{CALL}/correction").text
    looked = officer.post_from(f"{CALL}/correction", text=CORRECTED, act="look")
    assert looked.status_code == 200
    assert "Why" in looked.text
    assert "Nothing has changed since" in anybody.get(f"{CALL}/changes").text
    assert officer.post_from(f"{CALL}/correction", text=CORRECTED, act="publish").status_code == 422
    published = officer.post_from(f"{CALL}/correction", text=CORRECTED, **REASON, act="publish")
    assert (published.status_code, published.location) == (303, f"/en{CALL}/changes")
    page = anybody.get(f"{CALL}/changes").text
    for said in ("It was asked twice.", "Why", "removed"):
        assert said in page
    assert f'href="/en{CALL}/changes"' in anybody.get(CALL).text
    kept = applicant.get(home).text
    assert "No longer asked" in kept
    assert CONCEPT["why"] in kept


def test_what_must_stay_is_said_with_the_text_kept(team: Team, person: Callable[[Role], Visitor]) -> None:
    officer = person(Role.OFFICER)
    other = TEXT.replace("currency: EUR", "currency: USD")
    answer = officer.post_from(f"{CALL}/correction", text=other, **REASON, act="publish")
    assert answer.status_code == 422
    assert "The currency of a public call stays EUR." in answer.text
    assert "currency: USD" in answer.text
    for text, said in ((TEXT, "Nothing is different"), ("stages: [", "problem in the definition")):
        refused = officer.post_from(f"{CALL}/correction", text=text, **REASON, act="look")
        assert refused.status_code == 422
        assert said in refused.text


def test_what_is_typed_while_the_call_is_corrected_is_given_back(
    app: Flask, team: Team, applicant: Visitor, person: Callable[[Role], Visitor]
) -> None:
    with app.app_context():
        home = f"/proposals/{make_draft(team).id}"
        db.session.commit()
    page = applicant.get(f"{home}/sections/idea").text
    base = re.search(r'name="base"[^>]*value="([^"]+)"', page)
    assert base
    officer = person(Role.OFFICER)
    officer.post_from(f"{CALL}/correction", text=CORRECTED, **REASON, act="publish")
    late = applicant.post(f"{home}/sections/idea", **CONCEPT, base=base[1])
    assert late.status_code == 409
    for typed in (CONCEPT["why"], "Wells &amp; words"):
        assert typed in late.text


def test_who_corrects_an_older_definition_sees_what_that_would_take_back(
    app: Flask, team: Team, person: Callable[[Role], Visitor]
) -> None:
    officer, manager, anybody = person(Role.OFFICER), person(Role.MANAGER), Visitor(app.test_client())
    opened = re.search(r'name="base"[^>]*value="([^"]+)"', manager.get(f"{CALL}/correction").text)
    assert opened
    officer.post_from(f"{CALL}/correction", text=CORRECTED, **REASON, act="publish")
    other = TEXT.replace("max_words: 200", "max_words: 300")
    late = manager.post(f"{CALL}/correction", text=other, **REASON, act="publish", base=opened[1])
    assert late.status_code == 409
    for said in ("Somebody else saved a newer version", "What changes", "added", "max_words: 300"):
        assert said in late.text
    assert "Version 3" not in anybody.get(f"{CALL}/changes").text
    shown = re.search(r'name="base"[^>]*value="([^"]+)"', late.text)
    assert shown
    again = manager.post(f"{CALL}/correction", text=other, **REASON, act="publish", base=shown[1])
    assert again.status_code == 303


def save_page(visitor: Visitor, where: str, **changed: Any) -> int:
    """Open a page of the builder and send its form with these fields changed."""
    page = f"{CALL}/draft/parts/{where}"
    sent = dict(form_in(visitor.get(page).text).lists())
    return visitor.post(page, **sent | changed).status_code


def test_on_screen_a_call_is_corrected_page_by_page(
    team: Team, applicant: Visitor, person: Callable[[Role], Visitor]
) -> None:
    officer, manager = person(Role.OFFICER), person(Role.MANAGER)
    pages = f"{CALL}/draft"
    assert f'href="/en{pages}"' in officer.get(CALL).text
    assert officer.get(f"{pages}/correction").status_code == 404  # nothing was changed yet
    money = officer.get(f"{pages}/parts/money").text
    assert "The currency stays." in money
    assert save_page(officer, "money", **{"envelope-currency": "USD"}) == 303
    refused = officer.get(f"{pages}/correction").text
    assert "The currency of a public call stays EUR." in refused
    assert f'href="/en{pages}/parts/money"' in refused
    assert "reason_en" not in refused
    save_page(officer, "money", **{"envelope-currency": "EUR", "envelope-amount": "200 000"})
    assert officer.post_from(f"{pages}/correction").status_code == 422  # without a reason
    seen = manager.get(f"{pages}/correction").text
    assert "200,000" in seen
    save_page(officer, "subjects", themes=["rights", "remittances"])
    base = re.search(r'name="base"[^>]*value="([^"]+)"', seen)
    assert base
    late = manager.post(f"{pages}/correction", **REASON, base=base[1])
    assert late.status_code == 409
    for said in ("Something was changed since you looked", "themes", "It was asked twice."):
        assert said in late.text
    published = officer.post_from(f"{pages}/correction", **REASON)
    assert (published.status_code, published.location) == (303, f"/en{CALL}/changes")
    assert "It was asked twice." in applicant.get(f"{CALL}/changes").text
