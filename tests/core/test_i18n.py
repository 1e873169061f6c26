"""Dates, numbers and money as each language writes them; numbers as people type them."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.numbers import format_decimal
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from cop.core import i18n
from cop.kernel.messages import Message
from cop.kernel.money import Money
from cop.kernel.numbers import parse_number
from cop.kernel.translated import LANGUAGES

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)


@given(AMOUNTS, st.sampled_from(LANGUAGES))
def test_what_we_write_can_be_typed_back(amount: Decimal, language: str) -> None:
    written = format_decimal(amount, "#,##0.00", locale=language)
    assert parse_number(written, language) == amount


@given(st.integers(0, 10**12))
def test_arabic_digits_are_digits(amount: int) -> None:
    typed = str(amount).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert parse_number(typed, "ar") == amount


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_a_refusal(language: str, text: str) -> None:
    with suppress(ValueError):
        assert parse_number(text, language).is_finite()


@pytest.mark.parametrize(
    ("language", "money", "day"),
    [
        ("en", "€1,234.50", "November 24, 2026"),
        ("fr", "1\u202f234,50\xa0€", "24 novembre 2026"),
        ("es", "1.234,50\xa0€", "24 de noviembre de 2026"),
        ("pt", "€\xa01.234,50", "24 de novembro de 2026"),
    ],
)
def test_money_and_days_follow_the_language(ctx: Flask, language: str, money: str, day: str) -> None:
    with i18n.in_language(language):
        assert i18n.money(Money(Decimal("1234.50"), "EUR")) == money
        assert i18n.day(date(2026, 11, 24)) == day


def test_a_deadline_says_its_zone(ctx: Flask) -> None:
    at = datetime(2026, 11, 24, 17, 0, tzinfo=ZoneInfo("UTC"))
    with i18n.in_language("en"):
        assert i18n.instant(at, zone="Europe/Brussels") == "24 November 2026, 18:00 (Brussels)"
    with i18n.in_language("ar"):
        assert i18n.instant(at, zone="Europe/Brussels") == "24 نوفمبر 2026، 18:00 (بروكسل)"
        assert i18n.instant(at).endswith("(UTC)")


def test_in_language_gives_the_language_back(ctx: Flask) -> None:
    from cop.core import web

    before = web.language()
    with suppress(ZeroDivisionError), i18n.in_language("ar"):
        assert i18n.text_direction() == "rtl"
        raise ZeroDivisionError
    assert web.language() == before


def test_a_message_says_its_parameters_in_the_language_too(ctx: Flask) -> None:
    message = Message("%(amount)s by %(day)s", {"amount": Money(Decimal(5), "EUR"), "day": date(2026, 1, 2)})
    with i18n.in_language("en"):
        assert i18n.sentence(message) == "€5 by January 2, 2026"


def test_a_percent_sign_in_a_plain_sentence_is_harmless(ctx: Flask) -> None:
    assert i18n.sentence(Message("100 % sure")) == "100 % sure"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=51, hours=20), "51 days"),
        (timedelta(days=1, hours=23, minutes=59), "47 hours"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(seconds=59), "0 minutes"),
    ],
)
def test_nobody_finds_less_time_than_they_were_told(ctx: Flask, left: timedelta, words: str) -> None:
    with i18n.in_language("en"):
        assert i18n.time_left(left) == words
    with i18n.in_language("ar"):
        assert i18n.time_left(timedelta(days=11)) == "11 يومًا"


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        (None, "ar,en;q=0.5", "ar"),
        ("pt", "ar", "pt"),
        ("xx", "de", "en"),
        (None, "", "en"),
        (None, ";;q=x", "en"),
    ],
)
def test_the_language_of_a_page_without_one(
    client: FlaskClient, cookie: str | None, accepted: str, language: str
) -> None:
    if cookie:
        client.set_cookie("language", cookie)
    with client.application.test_request_context(
        "/healthz", headers={"Accept-Language": accepted, "Cookie": f"language={cookie}" if cookie else ""}
    ):
        assert i18n.preferred() == language
