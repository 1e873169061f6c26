"""The parts of a practice as its writer sees them: where each is written and how far it is."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from cop.articles.models import Article
from cop.articles.queries import classification_of, original_of, text_of
from cop.articles.resource_queries import named_in
from cop.articles.rules.sections import TEMPLATE
from cop.articles.rules.structure import is_begun, is_complete
from cop.articles.rules.template import Section
from cop.articles.states import TRANSLATION_NAMES, TranslationState
from cop.core import web
from cop.core.db import db
from cop.core.i18n import sentence
from cop.kernel.messages import say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.countries import language_name


@dataclass(frozen=True, slots=True)
class Part:
    """One part, written at `url`. `state` is not_started, in_progress, complete or error; `text` says what is wrong."""

    title: str
    url: str
    state: str
    text: str = ""


def parts_of(article: Article) -> list[Part]:
    """Title and summary first, then what it is about, the sections of the template, the picture, what else to read."""
    sections = [_section(article, section) for section in TEMPLATE]
    return [_head(article), _about(article), *sections, _picture(article), _resources(article)]


def translations_of(article: Article) -> list[Part]:
    """The texts in the other languages."""
    return [_text(article, code) for code in LANGUAGES if code != article.original_language]


def _head(article: Article) -> Part:
    language = article.original_language
    url = url_for("articles.text_edit", article_id=article.id)
    said = _("The original is in %(language)s.", language=language_name(language, web.language()))
    if article.image_id is not None and not original_of(article).image_alt:
        return Part(_("Title and summary"), url, "error", _("The picture is not described."))
    return Part(_("Title and summary"), url, "complete", said)


def _section(article: Article, section: Section) -> Part:
    answers = article.details, original_of(article).content
    state = "not_started"
    if is_begun(section, *answers):
        state = "complete" if is_complete(section, *answers) else "in_progress"
    url = url_for("articles.section_edit", article_id=article.id, code=section.code)
    return Part(sentence(say(section.title)), url, state)


def _text(article: Article, language: str) -> Part:
    text, name = text_of(article, language), language_name(language, web.language())
    title = _("Text in %(language)s", language=name)
    url = url_for("articles.translation_edit", article_id=article.id, into=language)
    status = text.status if text else TranslationState.MISSING
    said = sentence(say(TRANSLATION_NAMES[status]))
    return Part(title, url, _TRANSLATION_STATES[status], said)


_TRANSLATION_STATES = {
    TranslationState.MISSING: "not_started",
    TranslationState.IN_TRANSLATION: "in_progress",
    TranslationState.MACHINE_DRAFT: "error",
    TranslationState.OUTDATED: "error",
    TranslationState.UP_TO_DATE: "complete",
}


def _about(article: Article) -> Part:
    facts, url = classification_of(article), url_for("articles.about_edit", article_id=article.id)
    is_complete = bool(facts.themes and (facts.countries_of_origin or facts.countries_of_destination))
    return Part(_("What it is about"), url, "complete" if is_complete else "in_progress")


def _picture(article: Article) -> Part:
    url = url_for("articles.picture_edit", article_id=article.id)
    return Part(_("Picture"), url, "complete" if article.image_id else "not_started", _("Optional"))


def _resources(article: Article) -> Part:
    url = url_for("articles.resource_list", article_id=article.id)
    is_begun = db.session.scalar(named_in(article).limit(1)) is not None
    return Part(_("From the library"), url, "complete" if is_begun else "not_started", _("Optional"))
