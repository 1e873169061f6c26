"""Let templates name what is kept as a code, in the reader's language."""

from flask import Flask

from cop.core import web
from cop.taxonomy import countries
from cop.taxonomy.terms import vocabulary


def install(app: Flask) -> None:
    app.jinja_env.filters["country"] = _country_name
    app.jinja_env.globals.update(
        country_name=_country_name, language_within=_language_within, term_label=_term_label
    )


def _country_name(code: str) -> str:
    return countries.country_name(code, web.language())


def _language_within(code: str) -> str:
    """As it is written within a sentence: "en français"; the name that stands alone is `language_name`."""
    return countries.language_name(code, web.language())


def _term_label(name: str, code: str) -> str:
    return vocabulary(name).label(code, web.language())
