"""What script adds in the browser: counts, totals, and drafts that outlive a closed tab."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from cop.core.assets import bundles
from cop.kernel.numbers import count_words, parse_number
from cop.proposals.rules.budget import line_cost
from tests.browser.conftest import PATIENCE

pytestmark = pytest.mark.browser
SCRIPTS = (bundles()["writing.js"] + bundles()["site.js"]).decode()
FORM = """<form data-keep="proposal-1">
<div data-kept hidden><p data-when hidden>back <button type="button" data-drop>drop</button></p>
<p data-when hidden>offered <button type="button" data-bring>bring</button></p></div>
<input type="hidden" name="csrf_token" value="{token}"><input name="title" value="{title}">
<input type="checkbox" name="agree" value="1"><input type="password" name="secret"></form>"""


@pytest.fixture(scope="module")
def tabs(chromium: Browser) -> Iterator[BrowserContext]:
    """One browser, whose tabs have one storage."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def tab(tabs: BrowserContext) -> Iterator[Page]:
    page = tabs.new_page()
    yield page
    page.evaluate("localStorage.clear()")
    page.close()


def show(page: Page, body: str, *, language: str = "en", head: str = "", error: str = "") -> None:
    """Serve `body` with our script at an address of our own, so that it has storage."""
    html = f'<!DOCTYPE html><html lang="{language}">{head}<body>{error}{body}<script type="module" src="/site.js"></script>'

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(body=SCRIPTS, content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.unroute_all()
    page.route("http://cop.test/**", answer)
    page.goto("http://cop.test/", wait_until="load")


def form(title: str = "", *, number: int = 1) -> str:
    return FORM.format(title=title, token=f"token-{number}")


def type_title(page: Page, text: str) -> None:
    page.fill("[name=title]", text)
    page.wait_for_function("Object.keys(localStorage).length > 0")


@pytest.mark.parametrize("text", ["", "two words", "l’eau — à boire", "كلمتان اثنتان", "a\n\nb  c - d 3"])
def test_words_are_counted_as_the_server_counts_them(tab: Page, text: str) -> None:
    show(
        tab,
        '<textarea id="a" data-max-words="2"></textarea><output id="a-count" data-text="{} of 2 words"></output>',
    )
    tab.fill("#a", text)
    tab.wait_for_function(
        f"document.querySelector('output').textContent === '{count_words(text)} of 2 words'"
    )
    assert tab.locator(".over").count() == int(count_words(text) > 2)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_numbers_are_read_as_the_server_reads_them(tab: Page, language: str) -> None:
    typed = [
        "12",
        "1 234,50",
        "1.234,50",
        "1,234.50",
        "1,234",
        "1.234",
        "0,5",
        "١٢٣٤٫٥",
        "1٬234",
        "3'000",
        "-4,25",
        "1.234.567",
    ]
    rows = "".join(f'<tr><td><input data-factor value="{text}"><td data-product>' for text in typed)
    show(tab, f"<table data-budget>{rows}</table>", language=language)
    for cell, text in zip(tab.locator("[data-product]").all_inner_texts(), typed, strict=True):
        assert parse_number(cell, language) == round(parse_number(text, language), 2)


def test_totals_follow_while_one_types(tab: Page) -> None:
    row = (
        "<tr><td><select data-key=funder><option>grant<option>own</select>"
        '<td><input class="n" data-factor value="2"><td><input data-factor value="10.5"><td data-product>'
    )
    show(tab, f'<table data-budget>{row}{row}<tr><td data-sum="funder:grant"><td data-sum></table>')
    assert tab.locator("[data-sum]").all_inner_texts() == ["42", "42"]
    tab.locator("select").last.select_option("own")
    tab.locator(".n").last.fill("4")
    assert tab.locator("[data-sum]").all_inner_texts() == ["21", "63"]
    tab.locator(".n").last.fill("many")
    assert tab.locator("[data-sum]").all_inner_texts() == ["21", "–"]


def test_a_total_may_be_of_what_has_several_things_in_common(tab: Page) -> None:
    rows = "".join(
        f'<tr><td><input data-key=heading value="{heading}"><input data-key=year value="{year}">'
        '<input data-factor value="2"><td data-product>'
        for heading, year in (("staff", 1), ("staff", 2), ("travel", 2))
    )
    cells = "".join(
        f'<td data-sum="{key}">' for key in ("heading:staff year:2", "year:2", "heading:staff", "")
    )
    show(tab, f"<table data-budget>{rows}<tr>{cells}</table>")
    assert tab.locator("[data-sum]").all_inner_texts() == ["2", "4", "4", "6"]


def test_a_line_is_exact_and_rounded_once_as_on_the_server(tab: Page) -> None:
    lines = [
        ("3", "0.335", "1"),
        ("1", "1.005", "1"),
        ("2.5", "999999999.99", "0.00068"),
        ("7", "33.33", "0.92"),
    ]
    rows = "".join(
        f'<tr><td><input data-factor value="{quantity}"><td><input data-factor value="{rate}">'
        f'<td><select data-exchange><option data-rate="{exchange}"></select><td data-product>'
        for quantity, rate, exchange in lines
    )
    show(tab, f"<table data-budget>{rows}<tr><td data-sum></table>")
    costs = [line_cost(*map(Decimal, line), "EUR").amount for line in lines]
    shown = [Decimal(text.replace(",", "")) for text in tab.locator("[data-product]").all_inner_texts()]
    assert shown == costs
    assert Decimal(tab.inner_text("[data-sum]").replace(",", "")) == sum(costs)


def test_what_was_typed_comes_back_in_a_new_tab_and_says_so(tab: Page, tabs: BrowserContext) -> None:
    show(tab, form())
    tab.check("[name=agree]")
    type_title(tab, "Solar cold rooms")
    other = tabs.new_page()
    show(other, form(number=2))
    assert other.input_value("[name=title]") == "Solar cold rooms"
    assert other.is_checked("[name=agree]")
    assert other.locator("[data-when]").first.is_visible()
    assert other.input_value("[name=csrf_token]") == "token-2"
    other.click("[data-drop] >> visible=true")
    assert other.input_value("[name=title]") == ""
    other.close()


def test_a_newer_save_is_never_overwritten_only_offered(tab: Page) -> None:
    show(tab, form("first"))
    type_title(tab, "mine")
    show(tab, form("saved by a colleague"))
    assert tab.input_value("[name=title]") == "saved by a colleague"
    tab.click("[data-bring]")
    assert tab.input_value("[name=title]") == "mine"


def test_the_server_says_that_it_has_it(tab: Page) -> None:
    show(tab, form())
    type_title(tab, "Solar cold rooms")
    show(tab, "<p>Saved.</p>", head='<meta name="kept" content="proposal-1">')
    assert tab.evaluate("localStorage.length") == 0


def test_a_page_that_shows_what_was_kept_has_it(tab: Page) -> None:
    show(tab, form())
    type_title(tab, "mine")
    show(tab, form("mine"), error='<div class="errors"></div>')
    assert tab.evaluate("localStorage.length") == 1, "a refused form shows it back but has not saved it"
    show(tab, form("mine"))
    assert tab.evaluate("localStorage.length") == 0
    assert not tab.locator("[data-kept]").is_visible()


def test_passwords_are_never_kept_and_signing_out_leaves_nothing(tab: Page) -> None:
    show(tab, form() + '<form data-forget action="/out"><button>Sign out</button></form>')
    tab.fill("[name=secret]", "hush")
    type_title(tab, "mine")
    assert "hush" not in tab.evaluate("JSON.stringify(localStorage)")
    with tab.expect_navigation():
        tab.click("text=Sign out")
    assert tab.evaluate("localStorage.length") == 0
