"""Every page in five languages, and after a refused form in both directions: accessible, within 320 pixels, whole in print."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy import select

from cop.accounts.models import User
from cop.core.db import db
from cop.kernel.translated import LANGUAGES, direction
from tests.architecture.test_routes import table
from tests.browser import axe
from tests.browser.conftest import PATIENCE, Demonstration
from tests.browser.demonstration import ANYBODY, Visit
from tests.signing import sign_in

NOT_PAGES = {
    "accounts.data_export",
    *(
        "article_images.image_show",
        "articles.article_cite",
        "articles.article_feed",
        "articles.article_pdf",
        "articles.translation_export",
        "awards.letter_show",
        "awards_staff.ranking_export",
        "builder.translation_export",
        "calls_staff.call_export",
        "clarifications.feed_show",
    ),
    *("discussions.contribution_show", "discussions.feed_all", "discussions.feed_show"),
    *("health.alive", "health.metrics", "health.ready", "robots.robots", "robots.sitemap", "root.front"),
    *(
        "proposals.document_show",
        "proposals.pieces_show",
        "proposals.receipt_json",
        "proposals.receipt_pdf",
        "reviews.document_show",
    ),
    *("proposals.draft_pdf", "proposals.submission_pdf", "proposals_staff.proposal_export"),
    *("proposals.form_blank", "proposals.form_show", "proposals_staff.scan_show"),
    *("resources.file_show", "resources.resource_feed", "resources.resource_table"),
    *("search.result_export", "search.result_feed", "search.suggestion_list"),
    *("proposals.sheet_show", "proposals_staff.proposal_export", "proposals_staff.batch_file"),
    *("articles.export_show", "articles.sheet_show"),
    *("vocabulary_data.concept_show", "vocabulary_data.scheme_show", "vocabulary_data.skos_show"),
}
"""What answers with a file, a redirect or a word to a machine."""
WHOLE = {"en": "light", "ar": "dark"}
"""One language of each direction, in each scheme, is looked at on a wide screen, with the contrast of every letter (which is the
same in each language), in print and with every form refused. The others are looked at on a narrow one."""
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
GROUPS = {
    "visitors": {ANYBODY},
    "teams": {"applicant", "partner", "newcomer", "beginner", "halfway"},
    "secretariat": {"officer", "manager", "auditor", "admin", "reviewer", "reviewer11"},
}
SAID = "[document.documentElement.lang, document.documentElement.dir]"
EMPTIED = """() => {
  for (const form of document.querySelectorAll('main form[method=post]')) {
    form.noValidate = true;
    for (const field of form.elements) {
      if (['radio', 'checkbox'].includes(field.type)) field.checked = false;
      else if (field.tagName === 'SELECT') field.selectedIndex = -1;
      else if (!['hidden', 'submit', 'file', 'button', 'fieldset'].includes(field.type)) field.value = '';
    }
  }
}"""


def test_every_page_is_visited(demonstration: Demonstration) -> None:
    pages = {endpoint for endpoint, method in table() if method == "GET"} - NOT_PAGES
    assert pages == {visit.endpoint for visit in demonstration.visits}
    assert {visit.who for visit in demonstration.visits} <= set().union(*GROUPS.values())


@pytest.mark.browser
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(demonstration: Demonstration, chromium: Browser, language: str, group: str) -> None:
    faults: list[str] = []
    page = _open(demonstration, chromium, language)
    for who in sorted(GROUPS[group]):
        _enter(demonstration, page, who)
        for visit in demonstration.visits:
            if visit.who == who:
                faults += _look_at(page, language, visit)
    page.context.close()
    assert not faults, "\n".join(faults)


def _open(demonstration: Demonstration, chromium: Browser, language: str) -> Page:
    """One browser for everybody: a new one for each costs more than a page."""
    context = chromium.new_context(
        base_url=demonstration.url,
        color_scheme=WHOLE.get(language, "light"),
        reduced_motion="reduce",
        viewport=WIDE if language in WHOLE else NARROW,
    )
    context.set_default_timeout(PATIENCE)
    axe.bring_axe(context)
    return context.new_page()


def _enter(demonstration: Demonstration, page: Page, who: str) -> None:
    page.context.clear_cookies()
    if who == ANYBODY:
        return
    client = demonstration.app.test_client()
    with demonstration.app.app_context():
        user = db.session.scalars(select(User).where(User.email == f"{who}@example.org")).one()
        db.session.expunge(user)
    sign_in(demonstration.app, client, user)
    cookie = client.get_cookie(demonstration.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": demonstration.url}])


def _look_at(page: Page, language: str, visit: Visit) -> Iterator[str]:
    path = f"/{language}{visit.path.removeprefix('/en')}"
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        yield f"{visit.who} {path}: {answer and answer.status}"
        return
    assert page.evaluate(SAID) == [language, direction(language)]
    yield from _faults(page, path, language)
    if language not in WHOLE:
        return
    yield from _lost_on_paper(page, path)
    buttons = page.locator("main form[method=post] button[type=submit]:visible")
    if ("422" in table().get((visit.endpoint, "POST"), ())) and buttons.count():
        page.evaluate(EMPTIED)
        with page.expect_navigation() as reached:
            buttons.last.click()
        if reached.value.status == 422:
            assert page.locator(".errors, .error").count(), path
            yield from _faults(page, f"{path} refused", language)


def _lost_on_paper(page: Page, path: str) -> Iterator[str]:
    """What is a table on the screen is one in print."""
    shown = page.locator("main table:visible").count()
    if not shown:
        return
    page.emulate_media(media="print")
    printed = page.locator("main table:visible").count()
    page.emulate_media(media="screen")
    if printed < shown:
        yield f"{path}: {shown - printed} tables are not printed"


def _faults(page: Page, path: str, language: str) -> Iterator[str]:
    is_whole = language in WHOLE
    for fault in axe.faults(page, colours=is_whole):
        yield f"{path}: {fault}"
    if is_whole:
        page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{path}: {wide} pixels wider than 320"
    if is_whole:
        page.set_viewport_size(WIDE)
