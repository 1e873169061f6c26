"""What was read of a file, on its way through the reader's browser to the button that takes it: signed, so that it is ours."""

from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from cop.kernel.actor import Actor
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, say
from cop.proposals.models import StageDraft


def packed(answers: dict[str, Any], base: str, *, draft: StageDraft, actor: Actor) -> str:
    """For this draft and person alone."""
    return str(_serializer(draft, actor).dumps([answers, base]))


def unpacked(parcel: str, *, draft: StageDraft, actor: Actor) -> tuple[dict[str, Any], str]:
    """The answers and their base; raises Invalid for what was not packed here."""
    try:
        answers, base = _serializer(draft, actor).loads(parcel)
    except BadData:
        raise Invalid(
            say(N_("What was read of the file got lost on the way. Please send the file again."))
        ) from None
    return answers, base


def _serializer(draft: StageDraft, actor: Actor) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"offline {draft.id} {actor.user_id}")
