"""A practice from its snapshot to a translation that falls behind and is brought up to date, without script."""

import re

import pytest
from playwright.sync_api import expect

from cop.accounts.passwords import hash_password
from cop.articles.rules.evidence import CRITERIA
from cop.core.db import db
from cop.kernel.actor import Role
from tests.browser.conftest import Live, Opener
from tests.browser.walk import PASSWORD, Browser, Walk
from tests.factories import make_user

SNAPSHOT = {"title": "Village channels", "summary": "Who dug what, and where.", "approach": "We dug by hand."}
SECTIONS = {
    "story": {"context": "A dry valley.", "challenges": "Water for all."},
    "blocks": {"blocks-0-title": "Owners keep it", "blocks-0-purpose": "So that it lasts."},
    "results": {"results-0-indicator": "Families with water", "results-0-value": "3177"},
}
FRENCH = {"title": "Les canaux du village", "summary": "Qui a creusé quoi, et où.", "approach": "À la main."}


@pytest.mark.browser
def test_a_translation_falls_behind_and_is_brought_up_to_date(live: Live, open_page: Opener) -> None:
    with live.app.app_context():
        for name, *roles in (("author",), ("reviewer", Role.REVIEWER), ("officer", Role.OFFICER)):
            make_user(*roles, email=f"{name}@example.org", password_hash=hash_password(PASSWORD))
        db.session.commit()
    browser = Browser(live, open_page, "en", script=False)
    practice = tell(browser.sign_in("author@example.org"))
    peer = browser.sign_in("reviewer@example.org")
    officer = browser.sign_in("officer@example.org")
    officer.go(practice)
    officer.do("/publication")
    review(peer, practice)

    fill(officer, f"{practice}/translations/fr", {f"text-{path}": text for path, text in FRENCH.items()})
    reader = open_page(live.url, script=False)
    reader.goto(f"/fr{practice}")
    expect(reader.locator("h1")).to_contain_text(FRENCH["title"])
    expect(reader.locator("main .notice")).to_have_count(1)  # not all of it is translated

    fill(officer, f"{practice}/sections/story", {"approach": "We dug by machine."})
    reader.reload()
    expect(reader.locator('main .notice a[hreflang="en"]')).to_be_visible()
    officer.go("/practices/translations?into=fr&state=outdated")
    officer.press(officer.page.locator(f'main a[href*="{practice}/translations/fr"]'))
    expect(officer.page.locator("main ins")).to_have_text("machine.")
    expect(officer.page.locator("main del")).to_have_text("hand.")
    fill(officer, f"{practice}/translations/fr?show=open", {"text-approach": "À la machine."})
    officer.go("/practices/translations?into=fr&state=outdated")
    expect(officer.page.locator("main .empty")).to_be_visible()
    reader.reload()
    expect(reader.locator("article")).to_contain_text("À la machine.")


def tell(author: Walk) -> str:
    """A snapshot, then in full, handed in; the address of the practice."""
    fill(author, "/practices/new", SNAPSHOT)
    found = re.search(r"/practices/\d+", author.page.url)
    assert found
    practice = found[0]
    for code, answers in SECTIONS.items():
        fill(author, f"{practice}/sections/{code}", answers)
    author.go(f"{practice}/about")
    author.page.check('[name=themes][value="communities"]')
    author.page.fill("[name=countries_of_origin]", "Azerbaijan")
    author.press(author.page.locator("main form button[type=submit]").last)
    author.do("/submission")
    return practice


def review(peer: Walk, practice: str) -> None:
    """Convinced on every criterion."""
    peer.go(f"{practice}/review")
    for code in CRITERIA:
        peer.page.check(f'[name="{code}"][value="4"]')
    peer.page.check('[name=verdict][value="promising"]')
    peer.press(peer.page.locator("main form button[type=submit]").last)


def fill(walk: Walk, path: str, answers: dict[str, str]) -> None:
    """Fill in a page of a practice and save it."""
    walk.go(path)
    for name, text in answers.items():
        walk.page.fill(f'main form [name="{name}"]', text)
    walk.press(walk.page.locator('main form button[value="save"]:visible'))
