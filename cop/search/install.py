"""Put the search into an app: it listens to what happens to practices and keeps the index in step."""

from flask import Flask

from cop.articles.events import ArticleArchived, ArticleChanged, ArticlePublished
from cop.core import events, jobs
from cop.search import engine
from cop.search.cli import index, search_eval
from cop.search.jobs import refresh_article, refresh_term, repair
from cop.search.views import bp
from cop.taxonomy.events import TermChanged

JOB = "search.refresh_article"
TERM_JOB = "search.refresh_term"


def install(app: Flask) -> None:
    engine.install(app)
    app.register_blueprint(bp)
    app.cli.add_command(index)
    app.cli.add_command(search_eval)
    jobs.register(app, JOB, refresh_article)
    jobs.register(app, TERM_JOB, refresh_term)
    events.subscribe(app, TermChanged, _refresh_term)
    jobs.register(app, "search.repair", repair, every_minutes=10)
    events.subscribe(app, ArticlePublished, _refresh)
    events.subscribe(app, ArticleChanged, _refresh)
    events.subscribe(app, ArticleArchived, _refresh)


def _refresh(event: ArticlePublished | ArticleChanged | ArticleArchived) -> None:
    """After the commit, and by the worker: a request never waits for the index, and what was undone is not indexed."""
    jobs.enqueue(JOB, article_id=event.article_id)


def _refresh_term(event: TermChanged) -> None:
    jobs.enqueue(TERM_JOB, of=event.vocabulary, code=event.code)
