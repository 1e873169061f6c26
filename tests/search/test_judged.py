"""What people type, in five languages, and the practice that they mean."""

import pytest
from flask import Flask

from cop.articles.seeding import load_practices
from cop.core.search.port import Query, Results
from cop.core.unit import commit
from cop.kernel.actor import SYSTEM
from cop.search.engine import engine as index
from tests.factories import NOON

COLOMBIA, LAKES, AFRICA, WOMEN, JMDI = (
    "remittances-study-colombia",
    "mida-great-lakes",
    "mida-africa",
    "wmida-women-italy",
    "jmdi-community",
)
TITLES = {
    COLOMBIA: "Ask before",
    LAKES: "MIDA Great Lakes",
    AFRICA: "MIDA: lending",
    WOMEN: "W-MIDA",
    JMDI: "JMDI",
}

JUDGED = [
    ("en", "remittances colombia", COLOMBIA),
    ("en", "remittance studies", COLOMBIA),  # plural and singular
    ("en", "great lakes", LAKES),
    ("en", "business women italy", WOMEN),
    ("en", '"community of practice"', JMDI),  # stop words count in a phrase
    ("fr", "transferts de fonds colombie", COLOMBIA),
    ("fr", "etude transfert", COLOMBIA),  # without accents
    ("fr", "femmes en italie", WOMEN),
    ("fr", "grand lac", LAKES),
    ("fr", "competence sans refaire sa vie", AFRICA),
    ("es", "remesas colombia", COLOMBIA),
    ("es", "casa de cambio", COLOMBIA),
    ("es", "mujeres italia", WOMEN),
    ("es", "grandes lagos diaspora", LAKES),
    ("pt", "remessas colombia", COLOMBIA),
    ("pt", "mulher italia empresa", WOMEN),
    ("pt", "comunidade que aprende", JMDI),
    ("pt", "instituicao pede", LAKES),  # -ção for -ções
    ("ar", "التحويلات المالية كولومبيا", COLOMBIA),
    ("ar", "تحويلات كولومبيا", COLOMBIA),  # without the article
    ("ar", "نساء ايطاليا", WOMEN),  # without the hamza
    ("ar", "البحيرات الكبري", LAKES),  # ya for alef maqsura
    ("ar", "دراسه", COLOMBIA),  # ha for ta marbuta
    ("en", "كولومبيا", COLOMBIA),  # another language than the page's
    ("ar", "remittances colombia", COLOMBIA),
    ("fr", "Burundi Rwanda institutions", LAKES),
]


@pytest.fixture
def practices(ctx: Flask) -> int:
    """How many there are."""
    count = load_practices(SYSTEM, NOON)
    commit()
    return count


def ask(text: str, language: str) -> Results:
    return index().search(Query(text=text, language=language, page_size=100))


def test_the_practice_meant_comes_first(practices: int) -> None:
    numbers = {name: _number(start) for name, start in TITLES.items()}
    missed = []
    for language, text, name in JUDGED:
        hits = ask(text, language).hits
        if not hits or hits[0].stored["article"] != numbers[name]:
            missed.append((text, [hit.title for hit in hits]))
    assert missed == []


def _number(start: str) -> str:
    hits = ask("", "en").hits
    return next(hit.stored["article"] for hit in hits if hit.title.startswith(start))


def test_each_practice_is_shown_once_in_the_readers_language(practices: int) -> None:
    results = ask("mida", "pt")
    assert {hit.language for hit in results.hits} == {"pt"}
    assert len({hit.stored["article"] for hit in results.hits}) == results.total


def test_counts_are_of_practices_not_of_texts(practices: int) -> None:
    results = ask("", "en")
    assert results.total == practices
    assert dict(results.facets["language_of"])["ar"] == practices


@pytest.mark.parametrize(
    ("language", "typed", "better"),
    [
        ("en", "remitances", "remittances"),
        ("fr", "institutoins", "institutions"),
        ("es", "orgnizaciones", "organizaciones"),
    ],
)
def test_a_slip_is_put_right(practices: int, language: str, typed: str, better: str) -> None:
    assert ask(typed, language).suggestion == better
