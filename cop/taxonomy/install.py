"""Put the vocabularies into an app; let templates name what is kept as a code, in the reader's language."""

from flask import Flask

from cop.core import menu, web
from cop.kernel.messages import N_, say
from cop.taxonomy import countries
from cop.taxonomy.terms import vocabulary
from cop.taxonomy.views import public, staff

VIEWS = (public, staff)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    app.register_blueprint(public.data)
    menu.add(app, "footer", rank=40, endpoint="vocabularies.vocabulary_list", label=say(N_("Vocabularies")))
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
