"""Put the articles feature into an app."""

from flask import Flask

from cop.accounts.events import AccountErased
from cop.articles import exports, jobs, parts
from cop.articles.cli import pictures
from cop.articles.exchange.services import JOB as TAKE_IMPORT
from cop.articles.exchange.services import drop_old, forget_imports, take_import
from cop.articles.services.count import COUNT_READS
from cop.articles.services.forget import forget_drafts
from cop.articles.services.save import forget_saved
from cop.articles.services.terms import JOB as MOVE_TERM
from cop.articles.services.terms import ask_to_move, move_term
from cop.articles.services.translators import forget_translator
from cop.articles.services.wish import forget_refusal
from cop.articles.views import (
    author,
    authors,
    discussing,
    editor,
    exchange,
    peers,
    public,
    resources,
    saved,
    sections,
    taking,
    translated_files,
    translating,
    translators,
    writing,
)
from cop.core import events, menu, slots, tally
from cop.core.jobs import register
from cop.kernel.messages import N_, say
from cop.taxonomy.events import TermsMerged

VIEWS = (
    exchange,
    public,
    resources,
    taking,
    saved,
    writing,
    sections,
    author,
    authors,
    discussing,
    editor,
    peers,
    translating,
    translated_files,
    translators,
    discussing,
)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    app.register_blueprint(public.images)
    menu.add(app, "main", rank=10, endpoint="articles.article_list", label=say(N_("Practices")))
    menu.add(app, "account", rank=40, endpoint="articles.article_mine", label=say(N_("My practices")))
    menu.add(app, "account", rank=45, endpoint="articles.saved_list", label=say(N_("Practices I saved")))
    slots.fill(app, "home", rank=20, part=parts.newest_practices)
    register(app, "articles.draft_translation", jobs.draft_translation)
    register(app, "articles.tell_due", jobs.tell_due, every_minutes=30)
    events.subscribe(app, AccountErased, forget_drafts)
    app.cli.add_command(pictures)
    register(app, COUNT_READS, jobs.count_reads)
    tally.register(app, COUNT_READS)
    register(app, "articles.forget_reads", jobs.forget_reads, every_minutes=60)
    register(app, "articles.resize_pictures", jobs.resize_some, every_minutes=10)
    register(app, TAKE_IMPORT, take_import)
    register(app, "articles.drop_old_imports", drop_old, every_minutes=60)
    events.subscribe(app, AccountErased, forget_imports)
    register(app, MOVE_TERM, move_term)
    events.subscribe(app, TermsMerged, ask_to_move)
    slots.fill(app, "resource_page", rank=10, part=parts.practices_naming)
    slots.fill(app, "term_uses", rank=10, part=parts.practices_with_term)
    events.subscribe(app, AccountErased, forget_translator)
    events.subscribe(app, AccountErased, forget_saved)
    events.subscribe(app, AccountErased, forget_refusal)
    slots.fill(app, "discussion_subject", rank=10, part=parts.link_of_subject)
    slots.fill(app, "discussion_summary", rank=10, part=parts.draft_from_summary)
    slots.fill(app, "own_data", rank=30, part=exports.own_data)
    slots.fill(app, "desk", rank=40, part=parts.practices_on_desk)
