"""The whole MIDA Great Lakes call, from publishing its definition to the letter and the public list of awards."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cop.accounts.passwords import hash_password
from cop.calls.definition.loading import load_definition
from cop.core.db import db
from cop.core.settings import ROOT
from cop.kernel.actor import Role
from tests.browser.conftest import Live, Opener
from tests.browser.walk import PASSWORD, Browser, the_mail_to
from tests.factories import make_organisation, make_user

DEFINITION = ROOT / "cop" / "calls" / "data" / "mida-great-lakes.yaml"
CODE = load_definition(DEFINITION).code
CONCEPT_NOTE_CLOSED = datetime(2027, 1, 16, 9, tzinfo=UTC)
FULL_PROPOSAL_OPEN = datetime(2027, 3, 10, 9, tzinfo=UTC)
FULL_PROPOSAL_CLOSED = datetime(2027, 5, 2, 9, tzinfo=UTC)
TITLE = {"fr": "Des sages-femmes formées à Ngozi", "ar": "تدريب القابلات في نغوزي"}
WORDS = {
    "fr": "Former vingt sages-femmes avec des experts de la diaspora.",
    "ar": "تدريب عشرين قابلة مع خبراء المهجر.",
}
PROPOSAL_LANGUAGE = {"fr": "fr", "ar": "ar"}
GRANT = {"fr": "40 000,50", "ar": "٤٠٠٠٠٫٥٠"}
TOTAL = {"fr": "50 000", "ar": "٥٠٠٠٠"}


@pytest.mark.browser
@pytest.mark.parametrize(("language", "script"), [("fr", True), ("ar", False)])
def test_a_call_from_its_definition_to_the_letter(
    live: Live, open_page: Opener, tmp_path: Path, language: str, script: bool
):
    people(live)
    browser = Browser(live, open_page, language, script)
    publish_the_call(browser)
    proposal = write_the_concept_note(browser)

    live.clock.at = CONCEPT_NOTE_CLOSED
    find_eligible(browser, proposal, four_eyes=False)
    assign_and_review(browser, stage=1, mark=4)
    decide(browser, stage=1)

    live.clock.at = FULL_PROPOSAL_OPEN
    write_the_full_proposal(browser, proposal, tmp_path)

    live.clock.at = FULL_PROPOSAL_CLOSED
    find_eligible(browser, proposal, four_eyes=True)
    assign_and_review(browser, stage=2, mark=5)
    decide(browser, stage=2)
    read_the_letter(browser, proposal)
    see_the_award(browser)


def people(live: Live) -> None:
    """The secretariat, two reviewers, and a nursing school that applies."""
    with live.app.app_context():
        given = {"password_hash": hash_password(PASSWORD)}
        make_user(Role.OFFICER, email="officer@example.org", name="Odile Officer", **given)
        make_user(Role.MANAGER, email="manager@example.org", name="Manu Manager", **given)
        for number in (1, 2):
            make_user(
                Role.REVIEWER,
                email=f"reviewer{number}@example.org",
                name=f"Secret Reviewer {number}",
                **given,
            )
        owner = make_user(Role.MEMBER, email="owner@example.org", name="Aline Owner", **given)
        make_organisation(
            owner,
            name="École d'infirmières Exemple",
            kind="training-centre",
            country="BI",
            registered_year=2005,
        )
        db.session.commit()


def publish_the_call(browser: Browser) -> None:
    officer = browser.sign_in("officer@example.org")
    officer.go("/calls/new")
    officer.page.fill("textarea[name=text]", DEFINITION.read_text("utf-8"))
    officer.press(officer.page.locator("main form button"))
    expect(officer.page).to_have_url(f"{browser.live.url}{browser.at(f'/calls/{CODE}')}")
    officer.do("/publication")


def write_the_concept_note(browser: Browser) -> str:
    """The path of the proposal."""
    owner = browser.sign_in("owner@example.org")
    owner.go(f"/calls/{CODE}")
    owner.press(owner.page.locator(f'a[href$="/calls/{CODE}/proposals/new"]').first)
    owner.page.select_option("select[name=language]", PROPOSAL_LANGUAGE[browser.language])
    owner.press(owner.page.locator("main form button"))
    proposal = owner.page.url.removeprefix(f"{browser.live.url}/{browser.language}")
    title, words = TITLE[browser.language], WORDS[browser.language]
    owner.answer(
        "project", {"title": title, "countries": "BI", "sector": "health", "duration": "18"}, proposal
    )
    texts = ("objectives", "needs", "target_groups", "added_value")
    owner.answer("relevance", dict.fromkeys(texts, words), proposal)
    money = {"requested_grant": GRANT[browser.language], "total_cost": TOTAL[browser.language]}
    owner.answer("implementation", {"activities": words, "expert_countries": "BI, CD", **money}, proposal)
    owner.go(proposal)
    expect(owner.page.locator(".tasks .dot.complete")).to_have_count(4)
    number = owner.submit(proposal)
    assert number in the_mail_to(browser.live, "owner@example.org", about=number)
    return proposal


def find_eligible(browser: Browser, proposal: str, *, four_eyes: bool) -> None:
    """Through the checklist to the decision, which a second person confirms where the call says so."""
    officer = browser.sign_in("officer@example.org")
    officer.press(officer.page.locator('main a[href*="state=submitted"]').first)
    officer.go(f"{proposal}/file")
    officer.press(officer.page.locator(f'main a[href$="{proposal}/checklist"]'))
    for answer in officer.page.locator('main form [value="yes"]').all():
        answer.check()
    officer.press(officer.page.locator("main form button[type=submit]").last)
    officer.go(f"{proposal}/file")
    officer.page.check('[name="outcome"][value="eligible"]')
    officer.press(officer.page.locator(f'main form[action$="{proposal}/check"] button'))
    if four_eyes:
        manager = browser.sign_in("manager@example.org")
        manager.go(f"{proposal}/file")
        manager.do("/check/confirmation")


def assign_and_review(browser: Browser, *, stage: int, mark: int) -> None:
    officer = browser.sign_in("officer@example.org")
    for number in (1, 2):
        officer.go(f"/calls/{CODE}/stages/{stage}/assignments")
        choice = officer.page.locator("select[name=reviewer] option", has_text=f"Secret Reviewer {number}")
        officer.page.select_option("select[name=reviewer]", choice.first.get_attribute("value"))
        officer.page.locator("input[name=submission]").first.check()
        officer.press(officer.page.locator("form:has(select[name=reviewer]) button"))
    for number in (1, 2):
        reviewer = browser.sign_in(f"reviewer{number}@example.org")
        reviewer.go("/reviews")
        reviewer.review(mark, WORDS[browser.language])
    officer.go(f"/calls/{CODE}/stages/{stage}/assignments")
    officer.do("/closing")


def decide(browser: Browser, *, stage: int) -> None:
    """One draws up, another announces."""
    officer = browser.sign_in("officer@example.org")
    officer.go(f"/calls/{CODE}/stages/{stage}/ranking")
    officer.do("/decisions")
    expect(officer.page.locator('form[action*="/announcement"]')).to_have_count(0)
    manager = browser.sign_in("manager@example.org")
    manager.go(f"/calls/{CODE}/stages/{stage}/ranking")
    manager.do("/announcement")


def write_the_full_proposal(browser: Browser, proposal: str, folder: Path) -> None:
    owner = browser.sign_in("owner@example.org")
    owner.go(proposal)
    owner.do("/continuation")
    words = WORDS[browser.language]
    owner.go(f"{proposal}/sections/project")
    expect(owner.page.locator(".panel.quiet").first).to_contain_text(TITLE[browser.language])
    owner.answer("project", {"summary": words}, proposal)
    owner.answer("partnership", {"capacity": words}, proposal)
    texts = ("activities", "action_plan", "indicators", "sustainability")
    owner.answer("implementation", dict.fromkeys(texts, words), proposal)
    owner.answer("money", {"budget_reasons": words}, proposal)
    owner.write_budget(
        proposal,
        [
            ("human-resources", words, "10", "2000", "grant"),
            ("equipment", words, "1", GRANT[browser.language].replace("4", "2").replace("٤", "٢"), "grant"),
            ("travel", words, "5", "2000", "own"),
        ],
    )
    statutes = folder / "النظام الأساسي.pdf"
    statutes.write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    owner.send_document(proposal, statutes)
    owner.submit(proposal)


def read_the_letter(browser: Browser, proposal: str) -> None:
    owner = browser.sign_in("owner@example.org")
    owner.go(proposal)
    assert "Secret Reviewer" not in owner.page.content()
    href = owner.page.locator('a[href*="/letters/"]').first.get_attribute("href")
    answer = owner.page.request.get(f"{browser.live.url}{href}")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")
    assert b"Secret Reviewer" not in answer.body()


def see_the_award(browser: Browser) -> None:
    """Anybody sees it, and only what is public of it."""
    page = browser.open_page(browser.live.url, script=browser.script)
    page.goto(browser.at(f"/calls/{CODE}"))
    expect(page.locator("#awards")).to_contain_text(TITLE[browser.language])
