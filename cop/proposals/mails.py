"""What a team is told about its proposal: everyone who writes it, each in their language."""

from collections.abc import Sequence
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cop.activity.services import queue_mail
from cop.calls.definition.changes import Change
from cop.calls.definition.naming import KINDS, name_of
from cop.calls.models import Call, CallVersion, Extension
from cop.calls.queries import definition_of, version_in_force
from cop.core import i18n, web
from cop.kernel.clock import Window
from cop.kernel.translated import pick
from cop.proposals.deadlines import window_for, writers_in
from cop.proposals.models import PersonalExtension, Proposal, Submission
from cop.proposals.post import Reader, tell
from cop.proposals.team import writers_of


def mail_receipt(submission: Submission, *, now: datetime) -> None:
    """The proof that it is in, to everyone who writes it."""
    proposal = submission.proposal
    zone = next(stage.zone for stage in proposal.call.stages if stage.number == submission.stage)
    for user in writers_of(proposal):
        language = user.language
        with i18n.in_language(language):
            text = render_template(
                "proposals/mails/receipt.txt",
                user=user,
                proposal=proposal,
                submission=submission,
                submitted_at=i18n.instant(submission.submitted_at, zone=zone),
                url=web.absolute_url(
                    "proposals.receipt_show",
                    proposal_id=proposal.id,
                    stage=submission.stage,
                    version=submission.version,
                ),
            )
            subject = _("Received: %(number)s", number=submission.number)
            tell(user, proposal, subject=subject, text=text, now=now)


def mail_reopened(proposal: Proposal, extension: PersonalExtension, *, now: datetime) -> None:
    """That staff reopened it, why and until when."""
    closing = window_for(proposal, extension.stage)
    for user in writers_of(proposal):
        language = user.language
        with i18n.in_language(language):
            text = render_template(
                "proposals/mails/reopened.txt",
                user=user,
                proposal=proposal,
                reason=extension.reason,
                until=i18n.instant(closing.closes_at, zone=closing.zone),
                url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
            )
            subject = _("Reopened for you: %(number)s", number=proposal.number)
            tell(user, proposal, subject=subject, text=text, now=now)


def mail_virus(proposal: Proposal, name: str, *, now: datetime) -> None:
    """A document of theirs cannot be opened by anyone, so they should send a clean one."""
    for user in writers_of(proposal):
        language = user.language
        with i18n.in_language(language):
            text = render_template(
                "proposals/mails/virus.txt",
                user=user,
                proposal=proposal,
                name=name,
                url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
            )
            subject = _("A virus was found in “%(name)s”", name=name)
            tell(user, proposal, subject=subject, text=text, now=now)


def mail_extension(call: Call, stage: int, extension: Extension, *, now: datetime) -> None:
    """A stage closes later for everybody: to those who write for it or are invited to it."""
    titles = definition_of(version_in_force(call)).title
    for user, proposal in writers_in(call, stage):
        title, reason = (pick(texts, user.language).text for texts in (titles, extension.reason))
        with i18n.in_language(user.language):
            subject = _("More time: %(title)s", title=title)
            closing = window_for(proposal, stage)
            _mail_later(
                user, proposal, subject, closing, title=title, reason=reason, is_personal=False, now=now
            )


def mail_personal_extension(proposal: Proposal, extension: PersonalExtension, *, now: datetime) -> None:
    """One team has more time: to everyone who writes it."""
    title, closing = proposal.title or proposal.number, window_for(proposal, extension.stage)
    for user in writers_of(proposal):
        reason = extension.reason
        with i18n.in_language(user.language):
            subject = _("More time for your proposal %(number)s", number=proposal.number)
            _mail_later(
                user, proposal, subject, closing, title=title, reason=reason, is_personal=True, now=now
            )


def _mail_later(
    user: Reader, proposal: Proposal, subject: str, closing: Window, *, now: datetime, **said: object
) -> None:
    """That a deadline moved, in the language of this block."""
    text = render_template(
        "proposals/mails/extended.txt",
        user=user,
        proposal=proposal,
        closes_at=i18n.instant(closing.closes_at, zone=closing.zone),
        for_reader=i18n.instant(closing.closes_at, zone=user.zone),
        url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
        **said,
    )
    tell(user, proposal, subject=subject, text=text, now=now)


MOST_LISTED = 40
"""Changes that stand in the mail itself; the page of the call has them all."""


def mail_correction(version: CallVersion, found: Sequence[Change], *, now: datetime) -> None:
    """The call was corrected: to everybody who writes or is invited, once each."""
    call, title = version.call, definition_of(version).title
    readers = {user.id: user for stage in call.stages for user, _proposal in writers_in(call, stage.number)}
    for user in readers.values():
        said = pick(title, user.language).text
        with i18n.in_language(user.language):
            text = render_template(
                "proposals/mails/corrected.txt",
                user=user,
                title=said,
                reason=pick(version.reason or {}, user.language).text,
                lines=[_line(change, user.language) for change in found[:MOST_LISTED]],
                more=len(found) - MOST_LISTED,
                url=web.absolute_url("calls.call_changes", code=call.code),
            )
            subject = _("The call changed: %(title)s", title=said)
            queue_mail(to=user.email, subject=subject, text=text, language=user.language, now=now)


def _line(change: Change, language: str) -> str:
    """Where something changed, what, and how."""
    where = [name if isinstance(name, str) else pick(name, language).text for name in change.trail]
    return f"{' › '.join([*where, i18n.sentence(name_of(change))])} ({_(KINDS[change.kind])})"


def mail_words(proposal: Proposal, user: Reader, *, subject: str, text: str, now: datetime) -> None:
    """What the secretariat wrote, as it wrote it, with the proposal it is about."""
    with i18n.in_language(user.language):
        whole = render_template(
            "proposals/mails/words.txt",
            user=user,
            proposal=proposal,
            text=text,
            url=web.absolute_url("proposals.proposal_show", proposal_id=proposal.id),
        )
        tell(user, proposal, subject=subject, text=whole, now=now)
