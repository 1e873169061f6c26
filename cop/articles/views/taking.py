"""A practice to take along: on paper, as a PDF, as a citation; and the newest as a feed."""

from flask import Response, render_template, request

from cop.articles.citing import CITATIONS
from cop.articles.queries import published_about
from cop.articles.reading import readings_of
from cop.articles.views.public import bp, reading_at, reading_page
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.kept import kept
from cop.core.pdf import render_pdf
from cop.taxonomy.terms import vocabulary

IN_FEED = 30


@bp.get("/practices/<int:article_id>/print")
@access("public")
@kept
def article_print(article_id: int) -> str:
    """One practice on paper: nothing but itself."""
    address = web.absolute_url("articles.article_show", article_id=article_id)
    return render_template(
        "articles/article_print.html", **reading_page(reading_at(article_id)), address=address
    )


@bp.get("/practices/<int:article_id>/pdf")
@access("public")
@kept
def article_pdf(article_id: int) -> Response:
    """The same as a file."""
    reading = reading_at(article_id)
    address = web.absolute_url("articles.article_show", article_id=article_id)
    content = render_pdf("articles/article.pdf.html", **reading_page(reading), address=address)
    headers = {"Content-Disposition": f'attachment; filename="practice-{article_id}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@bp.get("/practices/<int:article_id>/citation/<ending>")
@access("public")
@kept
def article_cite(article_id: int, ending: str) -> Response:
    """How to cite it, for a reference manager."""
    _name, mimetype, make = web.found(CITATIONS.get(ending))
    headers = {"Content-Disposition": f'attachment; filename="practice-{article_id}.{ending}"'}
    return Response(make(reading_at(article_id)), mimetype=mimetype, headers=headers)


@bp.get("/practices/feed")
@access("public")
@kept
def article_feed() -> Response:
    """The newest practices as an Atom feed in the page's language, of one theme if the address says so."""
    theme = request.args.get("theme")
    terms = vocabulary("themes")
    if theme is not None:
        theme = web.found(terms.resolve(theme) if theme in terms else None)
    articles = db.session.scalars(published_about(theme).limit(IN_FEED)).all()
    readings = readings_of(articles, web.language())
    page = render_template(
        "articles/feed.xml",
        readings=readings,
        updated_at=max((reading.updated_at for reading in readings), default=web.now()),
        address=web.absolute_url("articles.article_feed", **({"theme": theme} if theme else {})),
        page=web.absolute_url("articles.article_list"),
        theme=terms.label(theme, web.language()) if theme else None,
    )
    return Response(page, mimetype="application/atom+xml")
