"""What reminders put on other pages: the button to follow a call that is to open, the way to one's choices."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from cop.calls.models import Call, CallState
from cop.calls.queries import window_of
from cop.core import web
from cop.reminders.queries import follow_of


def follow_button(*, call: Call, **_context: Any) -> Markup | str:
    """For a call that is announced and not open yet."""
    if call.state != CallState.PUBLISHED or not window_of(call, 1).is_ahead(web.now()):
        return ""
    follows = web.actor().is_signed_in and follow_of(call, web.actor()) is not None
    html = render_template("reminders/_follow.html", call=call, follows=follows)
    return Markup(html)  # noqa: S704 - our own template


def choices_link(**_context: Any) -> Markup:
    return Markup(render_template("reminders/_choices_link.html"))  # noqa: S704 - our own template
