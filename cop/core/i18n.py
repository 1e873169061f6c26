"""Languages: which one a page is in, how a Message is said in it, how dates, numbers and money are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_datetime, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.support import NullTranslations, Translations
from babel.units import format_unit
from flask import Blueprint, Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, gettext, ngettext
from werkzeug.routing import BaseConverter

from cop.core import web
from cop.core.settings import ROOT
from cop.kernel.messages import Message
from cop.kernel.money import Money
from cop.kernel.translated import LANGUAGES, direction

REMEMBERED = "language"
COMMA = {"ar": "، "}


class LanguageConverter(BaseConverter):
    """The first piece of a page's path: one of our languages."""

    regex = "|".join(LANGUAGES)
    part_isolating = True


def install(app: Flask) -> None:
    """Language in the URL: taken out before the view is called, put in by url_for."""
    app.url_map.converters["language"] = LanguageConverter
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    Babel(app, locale_selector=web.language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue(web.language()).gettext(text),
        ngettext=lambda one, many, count: _catalogue(web.language()).ngettext(one, many, count),
        newstyle=True,
    )
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_put_language)


def page_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint whose pages live under their language: /fr/…"""
    return Blueprint(name, import_name, url_prefix="/<language:language>")


def _take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    g.language = (values or {}).pop("language", None) or preferred()


def _put_language(endpoint: str, values: dict[str, object]) -> None:
    if "language" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = web.language()


def preferred() -> str:
    """The reader's language where the URL names none: remembered, else the browser's, else the site's."""
    remembered = request.cookies.get(REMEMBERED)
    if remembered in LANGUAGES:
        return str(remembered)
    first = request.path.split("/", 2)[1] if request.path.count("/") else ""
    if first in LANGUAGES:
        return first
    return request.accept_languages.best_match(LANGUAGES) or current_app.config["SETTINGS"].default_language


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Within this block everything is said in `language` and in UTC: mails and letters are their reader's, not the sender's."""
    before = {name: g.get(name) for name in ("language", "zone")}
    g.language, g.zone = language, "UTC"
    try:
        with force_locale(language):
            yield
    finally:
        for name, value in before.items():
            setattr(g, name, value)


def sentence(message: Message | str) -> str:
    """`message` in the current language; parameters that are Messages or Money are said in it too."""
    if isinstance(message, str):
        return message
    params = {name: _said(value) for name, value in message.params.items()}
    text = gettext(message.key)
    return str(text % params if params else text)


def _said(value: object) -> object:  # noqa: PLR0911 - one line for each kind of value
    match value:
        case Message():
            return sentence(value)
        case Money():
            return money(value)
        case datetime():
            return instant(value)
        case date():
            return day(value)
        case Decimal():
            return number(value)
        case tuple():
            return join([str(_said(part)) for part in value])
        case _:
            return value


@cache
def _catalogue(language: str) -> NullTranslations:
    """The sentences of a language. Templates ask it directly: they say hundreds a page, and Flask-Babel looks it up each time."""
    return Translations.load(ROOT / "translations", [language])


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def locale() -> Locale:
    return _locale(web.language() if has_request_context() or "language" in g else "en")


def language_name(code: str, *, own: bool = True) -> str:
    """The name of a language, in itself or in the reader's."""
    name = (_locale(code) if own else locale()).languages.get(code, code)
    return str(name[:1].upper() + name[1:])


def money(value: Money) -> str:
    return _money(value, locale())


@lru_cache(4096)
def _money(value: Money, where: Locale) -> str:
    whole = value.amount == value.amount.to_integral_value()
    pattern = where.currency_formats["standard"].pattern
    if whole:
        pattern = pattern.replace(".00", "")
    return str(
        format_currency(value.amount, value.currency, pattern, locale=where, currency_digits=not whole)
    )


def number(value: Decimal | float, *, digits: int | None = None) -> str:
    pattern = None if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
    return str(format_decimal(value, pattern, locale=locale()))


def percent(value: Decimal | float) -> str:
    """`value` out of 100."""
    return str(format_percent(Decimal(value) / 100, locale=locale()))


def day(value: date, *, style: str = "long") -> str:
    return str(babel_date(value, style, locale=locale()))


def instant(value: datetime, *, zone: str | None = None, style: str = "long") -> str:
    """A date with its time and the zone it is meant in, the reader's when not given: a deadline is never a bare date."""
    return _instant(value, zone or web.zone(), style, locale())


@lru_cache(4096)
def _instant(value: datetime, zone: str, style: str, where: Locale) -> str:
    local = value.astimezone(ZoneInfo(zone))
    date = babel_date(local.date(), {"short": "d MMM y"}.get(style, "d MMMM y"), locale=where)
    time = format_datetime(local, "HH:mm", tzinfo=ZoneInfo(zone), locale=where)
    return f"{date}{COMMA.get(where.language, ', ')}{time} ({_place(zone, where)})"


def _place(zone: str, where: Locale) -> str:
    """The city whose clock is meant, as people call it."""
    return "UTC" if zone == "UTC" else str(get_timezone_location(ZoneInfo(zone), where, return_city=True))


def time_left(delta: timedelta) -> str:
    """Whole days, hours or minutes, never more than there are: nobody should find less time than they were told."""
    minutes = max(int(delta.total_seconds()), 0) // 60
    if minutes >= 2 * 24 * 60:
        return str(ngettext("%(num)s day", "%(num)s days", minutes // (24 * 60)))
    if minutes >= 2 * 60:
        return str(ngettext("%(num)s hour", "%(num)s hours", minutes // 60))
    return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))


def file_size(size: int) -> str:
    """`size` in bytes, as people say it."""
    for unit, least in (("megabyte", 1_000_000), ("kilobyte", 1_000)):
        if size >= least:
            return str(format_unit(round(size / least, 1), f"digital-{unit}", "short", locale=locale()))
    return str(format_unit(size, "digital-byte", "short", locale=locale()))


def comma() -> str:
    """What stands between two things in a line."""
    return COMMA.get(web.language(), ", ")


def join(items: list[str]) -> str:
    """`a, b and c`."""
    return str(format_list(items, locale=locale()))


def text_direction(language: str | None = None) -> str:
    return direction(language or web.language())
