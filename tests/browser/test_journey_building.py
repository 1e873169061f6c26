"""A call like W-MIDA's, built on screen from nothing in three languages and opened; three organisations hand in a proposal."""

from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import g
from playwright.sync_api import Page, expect
from werkzeug.datastructures import MultiDict

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
FIELDS = ":is(input:not([type=hidden]), select, textarea):is(form[data-keep] *)"
STAND = "fields => fields.map(field => [field.name, field.type, field.value, field.checked === true])"


class Field(NamedTuple):
    """One field of a page as it stands there. All are read at once: asking for each costs more than typing into it."""

    name: str
    kind: str
    value: str
    is_checked: bool


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
    for field in officer.page.eval_on_selector_all(FIELDS, STAND):
        fill(officer.page, Field(*field), typed)
    officer.press(officer.page.locator('form[data-keep] button[value="save"]'))
    expect(officer.page.locator(".flashes .success")).to_be_visible()


def fill(page: Page, field: Field, typed: MultiDict[str, str]) -> None:
    """One field, whatever it is; what stands there already is left alone, as people do."""
    wanted = typed.getlist(field.name)
    here = page.locator(f'form[data-keep] [name="{field.name}"]')
    if field.kind == "checkbox":
        if field.is_checked != (field.value in wanted):
            here.and_(page.locator(f'[value="{field.value}"]')).set_checked(not field.is_checked)
        return
    text = wanted[0].removesuffix(":00") if field.kind == "datetime-local" else wanted[0]
    if field.value == text:
        return
    if field.kind == "select-one":
        here.select_option(text)
    else:
        here.fill(text)
