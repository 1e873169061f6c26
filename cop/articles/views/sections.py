"""A section of the template, a page each, in the language of the original."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.forms.section import SectionForm, form_of_section
from cop.articles.models import Article
from cop.articles.queries import original_of
from cop.articles.reading import reading_of
from cop.articles.rules.sections import SECTIONS, TEMPLATE
from cop.articles.rules.structure import Values, fingerprint, values_of
from cop.articles.rules.template import Section
from cop.articles.services.tell import write_section
from cop.articles.views.public import bp
from cop.articles.views.writing import saved, writable
from cop.core import web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid, Stale

Answer = tuple[str, int] | Response


@bp.route("/practices/<int:article_id>/sections/<code>", methods=["GET", "POST"])
@access("articles.write")
def section_edit(article_id: int, code: str) -> Answer:
    """One section. It is saved however unfinished, and a button of a row moves it or takes it out on the way."""
    article, section = writable(article_id), web.found(SECTIONS.get(code))
    form = form_of_section(section, _values(article, section))
    if not form.is_submitted():
        form.offer_empty()
    if not form.validate_on_submit():
        return _page(article, section, form), 422 if form.is_submitted() else 200
    act, made_from = request.form.get("act", ""), text_of(form.made_from)
    try:
        values = form.value(act)
        write_section(
            article,
            section,
            values,
            made_from=made_from,
            is_minor=form.is_minor.data,
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _page(article, section, form), 422
    except Stale:
        return _page(article, section, form, newer=_values(article, section)), 409
    return _onwards(article, section, act)


def _values(article: Article, section: Section) -> Values:
    return values_of(section, article.details, original_of(article).content)


def _page(article: Article, section: Section, form: SectionForm, newer: Values | None = None) -> str:
    if not form.is_submitted() or newer is not None:  # a form that was refused keeps the mark it came with
        form.made_from.data = fingerprint(section, article.details, original_of(article).content)
        form.made_from.raw_data = None
    return render_template(
        "articles/section_edit.html",
        article=article,
        reading=reading_of(article, article.original_language),
        section=section,
        form=form,
        newer=newer,
    )


def _onwards(article: Article, section: Section, act: str) -> Response:
    """On to the next section, back to the list, or where a row was moved or added: as the button said."""
    place = TEMPLATE.index(section) + 1
    if act == "next" and place < len(TEMPLATE):
        flash(_("Saved."), "success")
        return _section_page(article, TEMPLATE[place])
    if act in {"", "save", "next"}:
        return saved(article)
    flash(_("Saved."), "success")
    return _section_page(article, section)


def _section_page(article: Article, section: Section) -> Response:
    return web.see_other(url_for("articles.section_edit", article_id=article.id, code=section.code))
