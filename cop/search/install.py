"""Put the search into an app: it listens to what happens to practices and keeps the index in step."""

from flask import Flask

from cop.articles.events import ArticleArchived, ArticleChanged, ArticlePublished
from cop.core import events, jobs
from cop.search import engine
from cop.search.cli import index, search_eval
from cop.search.jobs import LEARN, learn, refresh_article, repair
from cop.search.views import bp

JOB = "search.refresh_article"


def install(app: Flask) -> None:
    engine.install(app)
    app.register_blueprint(bp)
    app.cli.add_command(index)
    app.cli.add_command(search_eval)
    jobs.register(app, JOB, refresh_article)
    jobs.register(app, LEARN, learn)
    jobs.register(app, "search.repair", repair, every_minutes=10)
    events.subscribe(app, ArticlePublished, _refresh)
    events.subscribe(app, ArticleChanged, _refresh)
    events.subscribe(app, ArticleArchived, _refresh)


def _refresh(event: ArticlePublished | ArticleChanged | ArticleArchived) -> None:
    """After the commit, and by the worker: a request never waits for the index, and what was undone is not indexed."""
    jobs.enqueue(JOB, article_id=event.article_id)
