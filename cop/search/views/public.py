"""The search page, and what is made of the same address: a table, a feed, ways to go on while one types."""

from flask import Response, jsonify, render_template, request

from cop.core import i18n, jobs, web
from cop.core.access import access
from cop.core.tables import table_response
from cop.kernel.actor import ANONYMOUS
from cop.search.asking import ORDERS, Asked, asked
from cop.search.exports import header, records_of, rows_of, updated_at
from cop.search.facets import chips_of, in_words
from cop.search.finding import PAGE_SIZE, Answer, answer, every_hit
from cop.search.kinds import absolute_address_of
from cop.search.rules import Rhythm, kept_words
from cop.search.typing import suggestions, ways_on

bp = i18n.page_blueprint("search", __name__)

IN_TABLE, IN_FEED = 1_000, 30
COUNT_JOB = "search.count_miss"


@bp.get("/search")
@access("public")
def search_show() -> str:
    """What fits, best first; without a question the newest."""
    question = asked()
    found = answer(question)
    _count_miss(question, found)
    few = found.total < PAGE_SIZE
    return render_template(
        "search/search_show.html",
        question=question,
        found=found,
        ways=ways_on(question.text, web.language(), actor=web.actor()) if few else [],
        chips=chips_of(question),
        orders=[name for name in ORDERS if question.text or name != "relevance"],
        rhythms=list(Rhythm),
    )


def _count_miss(question: Asked, found: Answer) -> None:
    """Words that find nothing anywhere are counted by the worker, without who typed them: reading writes nothing."""
    words = "" if found.is_by_words or question.is_filtered else kept_words(question.text)
    if words and not web.actor().is_staff:
        jobs.enqueue_after_answer(COUNT_JOB, words=words, language=web.language())


@bp.get("/search/suggestions")
@access("public")
def suggestion_list() -> Response:
    """Ways to go on with what is typed so far, for the script of a search box."""
    return jsonify(suggestions(request.args.get("q", ""), web.language(), actor=web.actor()))


@bp.get("/search/results.<ending>")
@access("public")
def result_export(ending: str) -> Response:
    """The results, all pages of them, as a table (csv, xlsx) or for a program (json)."""
    hits = list(every_hit(asked(), IN_TABLE))
    if ending == "json":
        return jsonify(records_of(hits))
    return table_response("results", ending, header(), rows_of(hits))


@bp.get("/search/feed")
@access("public")
def result_feed() -> Response:
    """The newest that has the words as an Atom feed: what everybody may see, whoever asks."""
    question = asked().with_order("newest").as_typed()
    hits = list(every_hit(question, IN_FEED, actor=ANONYMOUS))
    page = render_template(
        "search/feed.xml",
        entries=[(hit, absolute_address_of(hit.kind, hit.stored)) for hit in hits],
        updated_at=updated_at(hits, web.now()),
        searched=in_words(question),
        address=web.absolute_url("search.result_feed", **question.arguments()),
        page=web.absolute_url("search.search_show", **question.arguments()),
    )
    return Response(page, mimetype="application/atom+xml")
