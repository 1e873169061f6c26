"""A practitioner types words into the box on the front page, reads the practice they meant, and prints it."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from cop.kernel.translated import direction
from tests.browser.conftest import Demonstration, Opener

ASKED = {
    "en": "savings remittances philippines",
    "fr": "transferts de fonds",
    "es": "remesas filipinas",
    "pt": "remessas filipinas",
    "ar": "التحويلات الماليه",
}
"""As people type: without accents that count, with a final letter of another form in Arabic."""


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", ASKED)
def test_search_read_print(
    demonstration: Demonstration, open_page: Opener, language: str, *, script: bool
) -> None:
    page = open_page(demonstration.url, script=script, viewport={"width": 360, "height": 640})
    page.goto(f"/{language}/")
    box = page.locator("header input[name=q]")
    if script:
        _be_helped(page, box, ASKED[language][:5])
    box.fill(ASKED[language])
    box.press("Enter")
    expect(page).to_have_url(re.compile(rf"/{language}/search\?q="))
    expect(page.locator("main mark").first).to_be_visible()

    link = page.locator(f'.results a[lang="{language}"]').first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(title)
    assert page.locator("html").get_attribute("dir") == direction(language)

    page.locator('a[href$="/print"]').first.click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator("nav, form, script")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    if direction(language) == "ltr":  # a browser's print of Arabic holds shapes, not letters
        assert _words(title) <= _words(_printed(page.pdf(format="A4")))


def _be_helped(page: Page, box: Locator, begun: str) -> None:
    """Ways to go on open while one types, are gone through by keyboard, and close."""
    box.press_sequentially(begun)
    ways = page.locator("header [role=option]")
    expect(ways.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", str(ways.first.get_attribute("id")))
    expect(box).to_have_value(ways.first.inner_text())
    box.press("Escape")
    expect(ways).to_have_count(0)


def _printed(pdf: bytes) -> str:
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(pdf))


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"\W+", text) if len(word) > 3}


@pytest.mark.browser
def test_an_arabic_question_finds_what_exists_in_french_only(
    demonstration: Demonstration, open_page: Opener
) -> None:
    """Without script, and whether or not texts are found by meaning: the practice has its country's name in all languages."""
    page = open_page(demonstration.url, script=False, viewport={"width": 320, "height": 640})
    page.goto("/ar/")
    box = page.locator("header input[name=q]")
    box.fill("تحويلات جزر القمر")
    box.press("Enter")
    found = page.locator(".results > li", has=page.locator('a[lang="fr"]', has_text="bulletin des tarifs"))
    expect(found).to_contain_text("الفرنسية")
    found.locator("a").first.click()
    expect(page.locator("main .notice")).to_contain_text("الفرنسية")
    expect(page.locator('article [lang="fr"][dir="ltr"]').first).to_be_visible()
