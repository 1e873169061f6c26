"""What everyone reads of the vocabularies: their terms, and the same as SKOS."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from cop.core import i18n, web
from cop.core.access import access
from cop.core.kept import kept
from cop.kernel.messages import say
from cop.kernel.translated import LANGUAGES
from cop.taxonomy.reading import VocabularyReading, reading_of, term_reading
from cop.taxonomy.rules import VOCABULARY_NAMES, can_edit
from cop.taxonomy.skos import as_rdf_xml, as_turtle, things_of

bp = i18n.page_blueprint("vocabularies", __name__)
data = Blueprint("vocabulary_data", __name__)
_WRITTEN = {"ttl": ("text/turtle", as_turtle), "rdf": ("application/rdf+xml", as_rdf_xml)}


@bp.get("/vocabularies")
@access("public")
@kept
def vocabulary_list() -> str:
    """The vocabularies there are."""
    readings = [reading_of(name, web.language()) for name in VOCABULARY_NAMES]
    return render_template("taxonomy/vocabulary_list.html", readings=readings)


@bp.get("/vocabularies/<name>")
@access("public")
@kept
def vocabulary_show(name: str) -> str:
    """The terms of one, broader ones before narrower ones."""
    return render_template(
        "taxonomy/vocabulary_show.html", reading=known(name), may_edit=can_edit(web.actor())
    )


@bp.get("/vocabularies/<name>/<code>")
@access("public")
@kept
def term_show(name: str, code: str) -> str | Answer:
    """One term in every language. What was merged leads to what stands for it."""
    terms = known(name).vocabulary
    current = terms.resolve(code)
    if current != code:
        return redirect(url_for("vocabularies.term_show", name=name, code=current), 301)
    reading = term_reading(terms, web.found(terms.terms.get(code)), web.language())
    return render_template(
        "taxonomy/term_show.html", reading=reading, vocabulary=known(name), may_edit=can_edit(web.actor())
    )


@data.get("/vocabularies/<name>.<any(ttl, rdf):ending>")
@access("public")
@kept
def skos_show(name: str, ending: str) -> Response:
    """The whole vocabulary as SKOS, in Turtle or RDF/XML."""
    terms = known(name).vocabulary
    base = web.absolute_url("vocabulary_data.scheme_show", name=name)
    mimetype, write = _WRITTEN[ending]
    text = write(things_of(terms, base=base, names=_names(name)))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(text, mimetype=mimetype, headers=headers)


def _names(name: str) -> dict[str, str]:
    names = {}
    for language in LANGUAGES:
        with i18n.in_language(language):
            names[language] = i18n.sentence(say(VOCABULARY_NAMES[name]))
    return names


@data.get("/vocabularies/<name>")
@access("public")
def scheme_show(name: str) -> Answer:
    """The address that names a vocabulary for good; it leads to its page in the reader's language, or to its data."""
    known(name)
    return _lead(name, url_for("vocabularies.vocabulary_show", name=name))


@data.get("/vocabularies/<name>/<code>")
@access("public")
def concept_show(name: str, code: str) -> Answer:
    """The same for a term."""
    if code not in known(name).vocabulary:
        web.found(None)
    return _lead(name, url_for("vocabularies.term_show", name=name, code=code))


def _lead(name: str, page: str) -> Answer:
    kinds = {mimetype: ending for ending, (mimetype, _write) in _WRITTEN.items()}
    wanted = request.accept_mimetypes.best_match(["text/html", *kinds], default="text/html")
    ending = kinds.get(wanted or "")
    answer = web.see_other(url_for("vocabulary_data.skos_show", name=name, ending=ending) if ending else page)
    answer.headers["Vary"] = "Accept, Accept-Language, Cookie"
    return answer


def known(name: str) -> VocabularyReading:
    """The vocabulary `name` for the reader of this page."""
    if name not in VOCABULARY_NAMES:
        web.found(None)
    return reading_of(name, web.language())
