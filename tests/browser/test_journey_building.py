"""A call like W-MIDA's, built on screen from nothing in three languages and opened; three organisations hand in a proposal."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import g
from playwright.sync_api import Locator, expect

from cop.accounts.passwords import hash_password
from cop.calls.building.places import Place
from cop.calls.building.values import at
from cop.calls.definition.definition import CallDefinition
from cop.calls.forms.part import form_of_part
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core.db import db
from cop.kernel.actor import ANONYMOUS, Role
from tests.browser.conftest import Live, Opener
from tests.browser.consortium import hand_in_together
from tests.browser.walk import PASSWORD, Browser, Walk
from tests.calls.building.posting import all_pages, as_posted
from tests.calls.shipped import shipped
from tests.factories import NOON, make_user

CODE = "w-mida-2026"


@pytest.mark.browser
def test_a_call_is_built_on_screen_opened_and_applied_in(
    live: Live, open_page: Opener, tmp_path: Path
) -> None:
    wanted = like_w_mida()
    with live.app.app_context():
        make_user(Role.OFFICER, email="officer@example.org", password_hash=hash_password(PASSWORD))
        db.session.commit()
    officer = Browser(live, open_page, "en", script=False).sign_in("officer@example.org")
    begin(officer, wanted)
    values = wanted.model_dump(mode="json", exclude_defaults=True)
    for place in all_pages(values):
        if place.written:
            write(officer, place, values)

    officer.go(f"/calls/{CODE}/draft")
    expect(officer.page.locator("#to-mend")).to_have_count(0)
    officer.do("/draft/version")
    officer.do("/publication")
    with live.app.app_context():
        call = call_by_code(CODE, ANONYMOUS)
        assert call
        assert in_meaning(definition_of(version_in_force(call)).to_json()) == in_meaning(wanted.to_json())
    for language in wanted.languages:
        visitor = open_page(live.url, script=False)
        visitor.goto(f"/{language}/calls/{CODE}")
        expect(visitor.locator("h1")).to_contain_text(wanted.title[language])
        expect(visitor.locator(".tag.success").first).to_be_visible()
    hand_in_together(live, open_page, CODE, tmp_path)


def like_w_mida() -> CallDefinition:
    """The shipped definition, open now, with partners who confirm that they take part."""
    open_now = shipped("w-mida").with_windows([(NOON - timedelta(days=1), NOON + timedelta(days=60))])
    stage = open_now.stages[0].model_copy(update={"needs_mandates": True})
    return open_now.model_copy(update={"stages": (stage,)})


def in_meaning(value: Any) -> Any:
    """Without the order of what was only ticked: types of organisation, themes."""
    if isinstance(value, dict):
        return {name: in_meaning(part) for name, part in value.items()}
    if isinstance(value, list):
        parts = [in_meaning(part) for part in value]
        return sorted(parts) if all(isinstance(part, str) for part in parts) else parts
    return value


def begin(officer: Walk, wanted: CallDefinition) -> None:
    officer.go("/calls")
    officer.press(officer.page.locator('main a[href$="/calls/start"]').first)
    officer.page.fill("input[name=code]", CODE)
    officer.page.select_option("select[name=first]", wanted.authoritative)
    for language in wanted.languages[1:]:
        officer.page.check(f'input[name=others][value="{language}"]')
    officer.press(officer.page.locator("main form button"))
    expect(officer.page).to_have_url(f"{officer.browser.live.url}/en/calls/{CODE}/draft")


def write(officer: Walk, place: Place, values: dict[str, Any]) -> None:
    """Type what `values` have on one page, and save it."""
    part = at(values, place.loc)
    kind = part.get("type") or part.get("rule") or ""
    officer.go(f"/calls/{CODE}/draft/parts/{place.where}" + (f"?kind={kind}" if kind else ""))
    with officer.browser.live.app.test_request_context():
        g.language = "en"
        typed = as_posted(form_of_part(place, values))
    for name in {str(field.get_attribute("name")) for field in fields(officer).all()}:
        fill(officer.page.locator(f'form[data-keep] [name="{name}"]'), typed.getlist(name))
    officer.press(officer.page.locator('form[data-keep] button[value="save"]'))
    expect(officer.page.locator(".flashes .success")).to_be_visible()


def fields(officer: Walk) -> Locator:
    return officer.page.locator("form[data-keep]").locator("input:not([type=hidden]), select, textarea")


def fill(field: Locator, typed: list[str]) -> None:
    """One field, whatever it is."""
    kind = field.first.evaluate("field => field.type")
    if kind == "checkbox":
        for box in field.all():
            box.set_checked(box.get_attribute("value") in typed)
    elif kind == "select-one":
        field.select_option(typed[0])
    else:
        field.fill(typed[0].removesuffix(":00") if kind == "datetime-local" else typed[0])
