"""What is new under a kept search, in its reader's language."""

from collections.abc import Sequence
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from cop.activity.services import queue_mail
from cop.core import i18n, web
from cop.core.search.port import Hit
from cop.search.asking import asked_by
from cop.search.facets import in_words
from cop.search.kinds import absolute_address_of
from cop.search.models import SavedSearch
from cop.search.queries import token_of

MOST_NAMED = 20


def mail_news(saved: SavedSearch, news: Sequence[Hit], *, now: datetime) -> None:
    """The newest by their titles, where all of them are, and how to have no more of these mails."""
    user, asked = saved.user, asked_by(saved.query)
    with i18n.in_language(user.language):
        searched = in_words(asked)
        count = ngettext("%(num)s new result", "%(num)s new results", len(news))
        text = render_template(
            "search/mails/news.txt",
            user=user,
            searched=searched,
            count=count,
            named=[(hit.title, absolute_address_of(hit.kind, hit.stored)) for hit in news[:MOST_NAMED]],
            all_url=web.absolute_url("search.search_show", **asked.with_order("newest").arguments()),
            end_url=web.absolute_url("search.saved_end", token=token_of(saved)),
        )
        subject = _("%(count)s: %(searched)s", count=count, searched=searched)
        queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)
