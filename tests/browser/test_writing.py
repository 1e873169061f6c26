"""A draft in a browser: it saves itself, goes on through a dead connection, and asks when two wrote the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cop.accounts.passwords import hash_password
from cop.core.db import db
from tests.browser import axe
from tests.browser.conftest import Live, Opener
from tests.browser.walk import PASSWORD, Browser, Walk
from tests.proposals.making import CONCEPT, FULL_PROPOSAL_OPEN, make_draft, make_full_proposal, make_team

OFFLINE = "Not saved: no connection"
BOTH = "Not saved: somebody else saved other words"


@pytest.fixture
def section(live: Live) -> str:
    """The address of a section of a draft, whose writer is writer@example.org."""
    with live.app.app_context():
        team = make_team()
        team.user.email = team.user.email_folded = "writer@example.org"
        team.user.password_hash = hash_password(PASSWORD)
        proposal = make_draft(team, **CONCEPT)
        db.session.commit()
        return f"/proposals/{proposal.id}/sections/idea"


@pytest.fixture
def writer(live: Live, open_page: Opener) -> Callable[[], Walk]:
    """The writer at one more browser, whose clock runs when the test says so."""

    def sign_in() -> Walk:
        walk = Browser(live, open_page, "en", script=True).sign_in("writer@example.org")
        walk.page.clock.install()
        axe.bring_axe(walk.page.context)
        return walk

    return sign_in


def type_why(page: Page, words: str) -> None:
    """Type, then let the pause go by after which a page saves by itself."""
    page.fill("textarea[name=why]", words)
    page.clock.fast_forward("00:06")


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-saving]")).to_contain_text(words)


def why_on_the_server(walk: Walk, section: str) -> str:
    return walk.page.request.get(walk.browser.at(section)).text().partition('name="why"')[2]


def kept(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('keep:')).length"))


@pytest.mark.browser
def test_a_page_saves_itself_and_its_button_still_works(section: str, writer: Callable[[], Walk]) -> None:
    walk = writer()
    walk.go(section)
    for words in ("First words", "Second words"):
        type_why(walk.page, words)
        says(walk.page, "Saved:")
        assert words in why_on_the_server(walk, section)
    assert kept(walk.page) == 0
    walk.page.fill("textarea[name=why]", "Third words, and a space ")
    walk.page.clock.fast_forward("00:01")
    assert kept(walk.page) == 1
    walk.press(walk.page.locator('button[value="save"]'))
    assert "Third words" in why_on_the_server(walk, section)
    assert kept(walk.page) == 0


@pytest.mark.browser
def test_a_draft_goes_on_through_a_dead_connection(section: str, writer: Callable[[], Walk]) -> None:
    walk = writer()
    walk.go(section)
    context: BrowserContext = walk.page.context
    context.set_offline(True)
    type_why(walk.page, "Written in the dark")
    says(walk.page, OFFLINE)
    type_why(walk.page, "Written in the dark, and saved")
    walk.page.click('button[value="save"]')
    says(walk.page, OFFLINE)
    assert kept(walk.page) == 1
    context.set_offline(False)
    says(walk.page, "Saved:")
    assert "Written in the dark" in why_on_the_server(walk, section)
    assert kept(walk.page) == 0


@pytest.mark.browser
def test_what_two_wrote_is_shown_when_the_connection_is_back(
    section: str, writer: Callable[[], Walk]
) -> None:
    walk, other = writer(), writer()
    walk.go(section)
    walk.page.context.set_offline(True)
    type_why(walk.page, "Mine, in the dark")
    says(walk.page, OFFLINE)
    walk.page.clock.fast_forward("00:01")
    other.go(section)
    type_why(other.page, "Theirs, in the light")
    says(other.page, "Saved:")

    # The browser was closed meanwhile: what it kept is offered over the newer text, as what it was typed over.
    walk.page.context.set_offline(False)
    walk.page.goto("about:blank")
    walk.go(section)
    walk.page.locator("[data-bring]").click()
    walk.page.clock.fast_forward("00:06")
    says(walk.page, BOTH)
    walk.press(walk.page.locator('button[value="save"]'))
    expect(walk.page.locator(".split")).to_contain_text("Theirs, in the light")
    expect(walk.page.locator("textarea[name=why]")).to_have_value("Mine, in the dark")
    assert not axe.faults(walk.page)
    walk.page.check('input[name="keep:why"][value="mine"]')
    walk.press(walk.page.locator('button[value="save"]'))
    assert "Mine, in the dark" in why_on_the_server(walk, section)
    walk.go(section.replace("/sections/idea", "/revisions"))
    expect(walk.page.locator("main tbody tr")).to_have_count(3)


@pytest.mark.browser
def test_partners_are_saved_by_the_page_and_what_moved_is_said_at_once(
    live: Live, writer: Callable[[], Walk]
) -> None:
    with live.app.app_context():
        team = make_team()
        team.user.email = team.user.email_folded = "writer@example.org"
        team.user.password_hash = hash_password(PASSWORD)
        page = f"/proposals/{make_full_proposal(team).id}/partners"
        db.session.commit()
    live.clock.at = FULL_PROPOSAL_OPEN
    walk, other = writer(), writer()
    walk.go(page)
    other.go(page)
    panel = walk.page.locator("[data-moved]")
    expect(panel).to_contain_text("The partners are those of the concept note.")
    for name in ("Umoja", "Umoja of Gitega"):  # twice, and one partner
        type_partner(walk.page, name)
        says(walk.page, "Saved:")
        expect(panel).to_contain_text(f"New partner: {name}.")
    expect(panel.locator("li", has_text="New partner")).to_have_count(1)
    assert kept(walk.page) == 0
    type_partner(other.page, "Amahoro")
    says(other.page, BOTH)
    other.press(other.page.locator('main form button[type="submit"]').first)
    expect(other.page.locator(".notice.warning ul")).to_contain_text("Umoja of Gitega")
    expect(other.page.locator('[name="rows-0-name"]')).to_have_value("Amahoro")
    assert not axe.faults(other.page)


def type_partner(page: Page, name: str) -> None:
    page.fill('[name="rows-0-name"]', name)
    page.select_option('[name="rows-0-kind"]', "ngo")
    page.select_option('[name="rows-0-country"]', "BI")
    page.clock.fast_forward("00:06")
