"""Put the search into an app: it listens to what happens to what is found, and keeps the index in step."""

from flask import Flask

from cop.articles.events import ArticleArchived, ArticleChanged, ArticlePublished
from cop.calls.events import CallCorrected, CallDrafted, CallPublished, DeadlineExtended
from cop.core import events, jobs
from cop.directory.events import OrganisationChanged
from cop.search import engine
from cop.search.cli import index, search_eval
from cop.search.jobs import refresh, refresh_term, repair
from cop.search.sources.calls import CALLS
from cop.search.sources.organisations import ORGANISATIONS
from cop.search.sources.practices import PRACTICES
from cop.search.views import public
from cop.taxonomy.events import TermChanged

JOB = "search.refresh"
TERM_JOB = "search.refresh_term"

PracticeEvent = ArticlePublished | ArticleChanged | ArticleArchived
CallEvent = CallDrafted | CallPublished | CallCorrected | DeadlineExtended


def install(app: Flask) -> None:
    engine.install(app)
    app.register_blueprint(public.bp)
    app.cli.add_command(index)
    app.cli.add_command(search_eval)
    jobs.register(app, JOB, refresh)
    jobs.register(app, TERM_JOB, refresh_term)
    events.subscribe(app, TermChanged, _refresh_term)
    jobs.register(app, "search.repair", repair, every_minutes=10)
    events.subscribe(app, ArticlePublished, _refresh_practice)
    events.subscribe(app, ArticleChanged, _refresh_practice)
    events.subscribe(app, ArticleArchived, _refresh_practice)
    events.subscribe(app, CallDrafted, _refresh_call)
    events.subscribe(app, CallPublished, _refresh_call)
    events.subscribe(app, CallCorrected, _refresh_call)
    events.subscribe(app, DeadlineExtended, _refresh_call)
    events.subscribe(app, OrganisationChanged, _refresh_organisation)


def _refresh_practice(event: PracticeEvent) -> None:
    _refresh(PRACTICES.name, event.article_id)


def _refresh_call(event: CallEvent) -> None:
    _refresh(CALLS.name, event.call_id)


def _refresh_organisation(event: OrganisationChanged) -> None:
    _refresh(ORGANISATIONS.name, event.organisation_id)


def _refresh(source: str, number: int) -> None:
    """After the commit, and by the worker: a request never waits for the index, and what was undone is not indexed."""
    jobs.enqueue_with(JOB, [source, number])


def _refresh_term(event: TermChanged) -> None:
    jobs.enqueue(TERM_JOB, of=event.vocabulary, code=event.code)
