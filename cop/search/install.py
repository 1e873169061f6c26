"""Put the search into an app: it listens to what happens to what is found, and keeps the index in step."""

from flask import Flask

from cop.accounts.events import AccountErased
from cop.articles.events import ArticleArchived, ArticleChanged, ArticlePublished
from cop.calls.events import CallCorrected, CallDrafted, CallPublished, DeadlineExtended
from cop.core import events, jobs, menu, slots
from cop.directory.events import OrganisationChanged
from cop.discussions.events import DiscussionChanged
from cop.kernel.messages import N_, say
from cop.resources.events import ResourceChanged
from cop.search import engine
from cop.search.cli import index, search_eval
from cop.search.exports import own_data
from cop.search.jobs import LEARN, count_miss, forget_misses, learn, refresh, refresh_term, repair, tell_saved
from cop.search.parts import practices_beside, saved_link
from cop.search.services.save import forget_searches
from cop.search.sources.calls import CALLS
from cop.search.sources.discussions import DISCUSSIONS
from cop.search.sources.organisations import ORGANISATIONS
from cop.search.sources.practices import PRACTICES
from cop.search.sources.resources import RESOURCES
from cop.search.views import public, saved, staff
from cop.taxonomy.events import TermChanged

VIEWS = (public, saved, staff)
"""These modules write on one blueprint; naming them here is what imports them."""
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
    jobs.register(app, LEARN, learn)
    jobs.register(app, "search.repair", repair, every_minutes=10)
    jobs.register(app, "search.tell_saved", tell_saved, every_minutes=10)
    jobs.register(app, public.COUNT_JOB, count_miss)
    jobs.register(app, "search.forget_misses", forget_misses, every_minutes=30)
    menu.add(app, "account", rank=85, endpoint="search.miss_list", label=say(N_("Searched in vain")))
    slots.fill(app, "profile_links", rank=20, part=saved_link)
    slots.fill(app, "proposal_section", rank=10, part=practices_beside)
    slots.fill(app, "own_data", rank=80, part=own_data)
    events.subscribe(app, AccountErased, forget_searches)
    events.subscribe(app, ArticlePublished, _refresh_practice)
    events.subscribe(app, ArticleChanged, _refresh_practice)
    events.subscribe(app, ArticleArchived, _refresh_practice)
    events.subscribe(app, CallDrafted, _refresh_call)
    events.subscribe(app, CallPublished, _refresh_call)
    events.subscribe(app, CallCorrected, _refresh_call)
    events.subscribe(app, DeadlineExtended, _refresh_call)
    events.subscribe(app, OrganisationChanged, _refresh_organisation)
    events.subscribe(app, ResourceChanged, _refresh_resource)
    events.subscribe(app, DiscussionChanged, _refresh_discussion)


def _refresh_practice(event: PracticeEvent) -> None:
    _refresh(PRACTICES.name, event.article_id)


def _refresh_call(event: CallEvent) -> None:
    _refresh(CALLS.name, event.call_id)


def _refresh_organisation(event: OrganisationChanged) -> None:
    _refresh(ORGANISATIONS.name, event.organisation_id)


def _refresh_resource(event: ResourceChanged) -> None:
    _refresh(RESOURCES.name, event.resource_id)


def _refresh_discussion(event: DiscussionChanged) -> None:
    _refresh(DISCUSSIONS.name, event.discussion_id)


def _refresh(source: str, number: int) -> None:
    """After the commit, and by the worker: a request never waits for the index, and what was undone is not indexed."""
    jobs.enqueue_with(JOB, [source, number])


def _refresh_term(event: TermChanged) -> None:
    jobs.enqueue(TERM_JOB, of=event.vocabulary, code=event.code)
