"""Limits are counted the same in the page and on the server, in all five languages."""

import re
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from cop.core.forms import strip
from cop.core.settings import ROOT
from cop.kernel.numbers import count_words
from cop.kernel.translated import LANGUAGES, direction

SCRIPT = ROOT / "static" / "js" / "counts.js"
TEXTS = {
    "en": "Don't count this - or that; well-being, 2,000 people (20%) e.g. https://example.org/a?b=c …",
    "fr": "L\u2019eau\u00a0: «\u00a0loin\u00a0» – aujourd\u2019hui\u202f! Où est-ce\u00a0? 1\u202f234,50 €",
    "es": "¿Quién? ¡Nadie! Los niños y las niñas — 3.500 metros / día.",
    "pt": "Água não há; é preciso: pô-la à mão… (1.º ano)",
    "ar": "الماءُ بعيدٌ، عن القرية؟ ١٬٢٣٤ شخصًا — ٪٥٠ \u200f(تقريبًا)\u200f وَ ـــ",
}
ODD = (
    *(" ", "\n", "\r\n", "\t", "\u00a0", "\u202f", "\u2009", "\u3000", "\u1680"),
    *("\ufeff", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u00ad", "\u2060"),
    *("\u2028", "\u2029", "\u202e", "\u2066", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85"),
    *("👩‍👩‍👧", "🇧🇮", "e\u0301", "ﷺ", "½", "²", "Ⅳ", "٣", "一", "_", "-", "…", "'", "\u0640", "\u064b"),
)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Page:
    return chromium.new_page()


def counted_in_page(page: Page, language: str, texts: list[str]) -> list[tuple[int, int]]:
    """(words, characters) of each text, by our script in a page of `language`."""
    areas = "".join(
        f'<textarea id="{kind}{n}" data-max-{kind}="5"></textarea>'
        f'<output id="{kind}{n}-count" data-text="{{}}"></output>'
        for n in range(len(texts))
        for kind in ("words", "chars")
    )
    page.set_content(f'<html lang="{language}" dir="{direction(language)}"><body>{areas}')
    page.evaluate(
        "texts => texts.forEach((text, n) => ['words', 'chars'].forEach("
        "kind => document.getElementById(kind + n).value = text))",
        texts,
    )
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))
    said = page.eval_on_selector_all("output", "all => all.map(one => one.textContent)")
    figures = [int(re.sub(r"\D", "", text)) for text in said]
    return list(zip(figures[::2], figures[1::2], strict=True))


def counted_here(text: str) -> tuple[int, int]:
    return count_words(strip(text)), len(strip(text))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_and_every_odd_sign(page: Page, language: str) -> None:
    text = TEXTS[language]
    texts = [text, text * 40, *(f"a{sign}b{sign}" for sign in ODD), *(sign + text + sign for sign in ODD)]
    texts += [reduce(lambda so_far, sign: so_far.replace(" ", f" {sign} ", 1), ODD, text * 9)]
    assert counted_in_page(page, language, texts) == [counted_here(text) for text in texts]


@pytest.mark.browser
@settings(max_examples=60)
@given(
    language=st.sampled_from(LANGUAGES),
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"], max_codepoint=0x2FFF))
        | st.lists(st.sampled_from([*ODD, *"".join(TEXTS.values())])).map("".join),
        min_size=1,
        max_size=40,
    ),
)
def test_any_text(page: Page, language: str, texts: list[str]) -> None:
    assert counted_in_page(page, language, texts) == [counted_here(text) for text in texts]
