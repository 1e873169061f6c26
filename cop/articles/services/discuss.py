"""One step from what came out of an e-discussion to the draft of a practice."""

from datetime import datetime

from flask_babel import gettext as _

from cop.activity.services import record
from cop.articles.models import Article
from cop.articles.rules.content import MOST_SUMMARY, MOST_TITLE, Classification, Draft
from cop.articles.services.write import create_article
from cop.core import i18n, web
from cop.core.markdown import plain
from cop.discussions.models import Discussion
from cop.discussions.queries import endorsed_summary
from cop.discussions.rules import can_moderate
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, say
from cop.kernel.translated import pick


def draft_from_discussion(discussion: Discussion, *, actor: Actor, now: datetime) -> Article:
    """A draft by `actor`, who moderates the discussion, in the language of its endorsed summary and with a link back."""
    if not can_moderate(discussion, actor):
        raise Denied
    summary = endorsed_summary(discussion)
    if summary is None:
        raise Refused(say(N_("A practice is made of a consolidated summary that a manager endorsed.")))
    language = summary.language
    title = pick(discussion.titles, language, fallback=discussion.language).text
    question = pick(discussion.questions, language, fallback=discussion.language).text
    with i18n.in_language(language):
        url = web.absolute_url("discussions.discussion_show", discussion_id=discussion.id)
        source = _("This came out of a discussion:")
    approach = f"{summary.text}\n\n{source} <{url}>"
    draft = Draft(
        _shortened(title, MOST_TITLE),
        _shortened(" ".join(plain(question).split()), MOST_SUMMARY),
        {"approach": approach},
    )
    about = Classification(themes=tuple(discussion.themes))
    article = create_article(draft, language=language, about=about, actor=actor, now=now)
    record("article.drafted_from", article, actor=actor, now=now, discussion=discussion.id)
    return article


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 2].rstrip()} …"
