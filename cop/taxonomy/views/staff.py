"""What the secretariat does with the vocabularies."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import slots, web
from cop.core.access import access
from cop.core.forms import text_of
from cop.kernel.errors import Invalid, Stale
from cop.taxonomy.forms import MergeForm, form_of_term
from cop.taxonomy.reading import TermReading, VocabularyReading, reading_of, term_reading
from cop.taxonomy.services import add_term, change_term, merge_terms, offer_term, retire_term
from cop.taxonomy.terms import forget
from cop.taxonomy.views.public import bp, known

Answer = tuple[str, int] | Response


@bp.route("/vocabularies/<name>/new", methods=["GET", "POST"])
@access("vocabularies.edit")
def term_new(name: str) -> Answer:
    """A term more."""
    terms = _opened(name)
    form = form_of_term(terms.vocabulary, None)
    if not form.validate_on_submit():
        return _page(terms, form), 422 if form.is_submitted() else 200
    try:
        add_term(name, text_of(form.code), form.value(), actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _page(terms, form), 422
    return _saved(name, text_of(form.code))


@bp.route("/vocabularies/<name>/<code>/edit", methods=["GET", "POST"])
@access("vocabularies.edit")
def term_edit(name: str, code: str) -> Answer:
    """Its words in every language beside each other, and what is broader."""
    terms, reading = _term(name, code)
    form = form_of_term(terms.vocabulary, reading.term)
    if not form.validate_on_submit():
        return _page(terms, form, reading), 422 if form.is_submitted() else 200
    try:
        made_from = form.made_from.data or 0
        change_term(name, code, form.value(), made_from=made_from, actor=web.actor(), now=web.now())
    except Invalid as error:
        form.refuse(error)
        return _page(terms, form, reading), 422
    except Stale:
        form.see_newer(reading.term.version)
        return _page(terms, form, reading, newer=reading), 409
    return _saved(name, code)


@bp.post("/vocabularies/<name>/<code>/retirement")
@access("vocabularies.edit")
def term_retire(name: str, code: str) -> Response:
    """Offer it no longer."""
    _term(name, code)
    retire_term(name, code, actor=web.actor(), now=web.now())
    flash(_("The term is no longer offered. Where it was chosen it is still shown."), "success")
    return web.see_other(url_for("vocabularies.term_show", name=name, code=code))


@bp.post("/vocabularies/<name>/<code>/retirement/removal")
@access("vocabularies.edit")
def term_offer(name: str, code: str) -> Response:
    """Offer it again."""
    _term(name, code)
    offer_term(name, code, actor=web.actor(), now=web.now())
    flash(_("The term is offered again."), "success")
    return web.see_other(url_for("vocabularies.term_show", name=name, code=code))


@bp.route("/vocabularies/<name>/<code>/merging", methods=["GET", "POST"])
@access("vocabularies.edit")
def term_merge(name: str, code: str) -> Answer:
    """Let another term stand for this one, for good."""
    terms, reading = _term(name, code)
    _opened(name)
    form = MergeForm(made_from=reading.term.version)
    form.offer(terms.vocabulary, reading.term)
    if form.validate_on_submit():
        try:
            made_from = form.made_from.data or 0
            merge_terms(name, code, form.chosen(), made_from=made_from, actor=web.actor(), now=web.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The two terms are one now. What used the other one is being moved."), "success")
            return web.see_other(url_for("vocabularies.term_show", name=name, code=form.chosen()))
    uses = slots.parts("term_uses", name=name, code=code)
    page = render_template(
        "taxonomy/term_merge.html", form=form, vocabulary=terms, reading=reading, uses=uses
    )
    return page, 422 if form.is_submitted() else 200


def _opened(name: str) -> VocabularyReading:
    reading = known(name)
    if not reading.is_open:
        web.found(None)
    return reading


def _term(name: str, code: str) -> tuple[VocabularyReading, TermReading]:
    """Looked up anew: who edits must see what is true now, and what others changed a moment ago."""
    known(name)
    forget()
    terms = reading_of(name, web.language())
    return terms, term_reading(terms.vocabulary, web.found(terms.vocabulary.terms.get(code)), web.language())


def _page(
    terms: VocabularyReading,
    form: object,
    reading: TermReading | None = None,
    newer: TermReading | None = None,
) -> str:
    return render_template(
        "taxonomy/term_edit.html", vocabulary=terms, form=form, reading=reading, newer=newer
    )


def _saved(name: str, code: str) -> Response:
    flash(_("Saved."), "success")
    return web.see_other(url_for("vocabularies.term_show", name=name, code=code))
