"""What every template may use, without a view passing it."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import Flask, Response, current_app, g, get_flashed_messages, has_request_context, request, url_for
from jinja2.ext import Extension
from markupsafe import Markup, escape

from cop.core import access, csrf, i18n, markdown, menu, slots, web
from cop.kernel.money import CENT, Money
from cop.kernel.translated import LANGUAGES, Localised, pick


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    url: str


class Unindented(Extension):
    """Pages are written without the indentation of their templates, which is for us: each would draw, pack and carry it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        is_page = (name or "").endswith(".html")
        return re.sub(r"([%#]\})?\n[ \t]+", _unindented, source) if is_page else source


def _unindented(line: re.Match[str]) -> str:
    """After a tag of Jinja's, which takes its line's end with it, a space stays: it may stand between two words."""
    return f"{line[1]}\n " if line[1] else "\n"


def install(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.filters.update(
        day=i18n.day,
        instant=i18n.instant,
        money=i18n.money,
        number=i18n.number,
        percent=i18n.percent,
        markdown=markdown.render,
        sentence=i18n.sentence,
        joined=i18n.join,
        localised=localised,
        in_reader=in_reader,
        amount=amount,
        exact=exact,
        cents=cents,
        from_iso=date.fromisoformat,
        time_left=i18n.time_left,
        file_size=i18n.file_size,
    )
    app.jinja_env.globals.update(
        comma=i18n.comma,
        csrf_token=csrf.token,
        actor=web.actor,
        language_name=i18n.language_name,
        may=may,
        now=web.now,
        menu=menu.items,
        text_direction=i18n.text_direction,
        translated=pick,
        slot=slots.parts,
    )
    app.context_processor(_page)
    app.after_request(_remember_language)


def may(permission: str) -> bool:
    """Whether the reader holds `permission`: a template shows no link that would be refused."""
    return access.may(web.actor(), permission)


def localised(text: Localised) -> Markup:
    """`text`, in a span with its own language and direction when it is not the page's."""
    if text.language == web.language():
        return escape(text.text)
    mark = Markup(f'<span lang="{text.language}" dir="{text.direction}">')  # noqa: S704 - codes of ours
    return mark + text.text + Markup("</span>")


def amount(value: Decimal | str, currency: str) -> str:
    """An amount and its currency, as the reader writes them."""
    return i18n.money(Money(exact(value), currency))


def exact(value: Decimal | str | int) -> Decimal:
    """A number that is kept as text, exactly."""
    return Decimal(str(value))


def cents(value: Decimal) -> Decimal:
    """Rounded half up to the cent, as Money is."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def in_reader(texts: dict[str, str]) -> Markup:
    """The text of `texts` that suits the reader best, marked with its own language if that is another."""
    return localised(pick(texts, web.language()))


def set_alternates(urls: dict[str, str]) -> None:
    """Say where this page is in other languages, when that is not simply the same address under another prefix."""
    g.alternates = urls


def alternates() -> dict[str, str]:
    """Language -> the path of this page in it."""
    if "alternates" in g:
        return dict(g.alternates)
    if (
        request.endpoint
        and request.method == "GET"
        and current_app.url_map.is_endpoint_expecting(request.endpoint, "language")
    ):
        return {code: web.this_page(language=code) for code in LANGUAGES}
    return {code: url_for("site.home", language=code) for code in LANGUAGES}


def _page() -> dict[str, Any]:
    settings = current_app.config["SETTINGS"]
    here = web.language()
    page = {
        "language": here,
        "dir": i18n.text_direction(),
        "programme": {"name": settings.name_in(here), "tagline": settings.tagline_in(here)},
    }
    if not has_request_context():  # a mail or a letter, written by a job or a command
        return page
    urls = alternates()
    site = settings.base_url.rstrip("/")
    return page | {
        "languages": [
            LanguageLink(c, i18n.language_name(c), urls.get(c) or url_for("site.home", language=c))
            for c in LANGUAGES
        ],
        "search_text": request.args.get("q", "") if request.endpoint == "search.search_show" else "",
        "flashes": lambda: get_flashed_messages(with_categories=True),
        "canonical": site + (urls.get(here) or request.path),
        "alternates": [(code, site + url) for code, url in urls.items()],
    }


def _remember_language(response: Response) -> Response:
    """Who follows a link of ours into another language has chosen it; the choice is remembered for the pages without one."""
    before = (request.referrer or "").removeprefix(request.host_url).split("/")[0]
    here = g.get("language")
    if before in LANGUAGES and here != before and (request.referrer or "").startswith(request.host_url):
        secure = current_app.config["SETTINGS"].uses_https
        response.set_cookie(
            i18n.REMEMBERED, here or before, max_age=31_536_000, samesite="Lax", secure=secure, httponly=True
        )
        response.headers["Cache-Control"] = "private, no-cache"
    return response
