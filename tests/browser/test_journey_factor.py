"""An administrator sets up a second factor and comes back with it: with script and without, in two directions."""

import re

import pytest
from playwright.sync_api import Page, expect

from cop.accounts.passwords import hash_password
from cop.accounts.totp import code_at, step_at
from cop.core.db import db
from cop.kernel.actor import Role
from tests.browser.conftest import Live, Opener
from tests.browser.walk import PASSWORD, Browser, Walk
from tests.factories import make_user

pytestmark = pytest.mark.browser
EMAIL = "admin@example.org"


def make_admin(live: Live) -> None:
    with live.app.app_context():
        make_user(Role.MEMBER, Role.ADMIN, email=EMAIL, password_hash=hash_password(PASSWORD))
        db.session.commit()


def read_by_app(page: Page, live: Live) -> str:
    """What an app makes of the key that stands below the picture."""
    secret = page.locator("main code").inner_text().replace(" ", "")
    assert page.locator(".qr svg").bounding_box()["width"] > 150  # type: ignore[index]
    return code_at(secret, step_at(live.clock()))


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_in_with_password_and_code(live: Live, open_page: Opener, language: str, script: bool) -> None:
    make_admin(live)
    browser = Browser(live, open_page, language, script)
    first = browser.sign_in(EMAIL)
    first.go("/account/factor")
    first.do("/account/factor")
    code = read_by_app(first.page, live)
    first.page.fill("input[name=code]", code)
    first.press(first.page.locator("main form button"))
    codes = first.page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10

    live.clock.advance(minutes=1)
    again = Walk(open_page(live.url, script=script, locale=language), browser)
    page = again.page
    page.goto(f"/{language}/people")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    again.press(page.locator("main form button").first)
    expect(page).to_have_url(re.compile("/sign-in/code"))
    page.fill("input[name=code]", code)
    again.press(page.locator("main form button").first)
    expect(page.locator(".errors")).to_be_visible()
    again.press(page.locator('main form a[href*="by=paper"]'))
    expect(page.locator("input[name=code]")).to_have_attribute("inputmode", "text")
    page.fill("input[name=code]", codes[7].lower())
    again.press(page.locator("main form button").first)
    expect(page).to_have_url(f"{live.url}/{language}/people")
