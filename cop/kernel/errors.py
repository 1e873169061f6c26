"""Refusals. Each knows the HTTP status it means and carries a Message for the person who is refused."""

from collections.abc import Mapping
from typing import ClassVar

from cop.kernel.messages import N_, Message, say


class CopError(Exception):
    """Base of all refusals. `message` says why, in the reader's language once shown."""

    status: ClassVar[int] = 500
    default: ClassVar[str] = N_("Something went wrong on our side.")

    def __init__(self, message: Message | None = None) -> None:
        self.message = message or say(self.default)
        super().__init__(str(self.message))


class NotFound(CopError):
    """It does not exist, or the actor may not know that it does: both look the same."""

    status = 404
    default = N_("There is nothing at this address, or you may not see it.")


class Denied(CopError):
    """The actor may see the thing but not do this to it."""

    status = 403
    default = N_("You may not do this.")


class Refused(CopError):
    """The thing's state does not allow this now (wrong state, too late, already done)."""

    status = 409
    default = N_("This cannot be done now.")


class TooLate(Refused):
    """A window has closed."""

    default = N_("The deadline has passed.")


class Stale(Refused):
    """Somebody saved a newer version in the meantime."""

    default = N_("Somebody else saved a newer version in the meantime.")


class Invalid(CopError):
    """What was typed does not hold. `fields` maps a field name to its Message."""

    status = 422
    default = N_("Some answers need another look.")

    def __init__(
        self, message: Message | None = None, *, fields: Mapping[str, Message] | None = None
    ) -> None:
        self.fields = dict(fields or {})
        super().__init__(message or next(iter(self.fields.values()), None))


class Later(CopError):
    """Not now: try again after `retry_after` seconds."""

    status = 503
    default = N_(
        "Part of the site does not answer right now. Nothing was saved; please try again in a moment."
    )

    def __init__(self, message: Message | None = None, *, retry_after: int = 60) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class TooMany(Later):
    """A limit was reached."""

    status = 429
    default = N_("Too many tries. Please wait a little.")


_MISSING = N_("Please answer this.")


def need_reason(reason: str, words: str = _MISSING) -> None:
    """Raises Invalid with these `words` where no reason is given: whoever an act concerns is told why."""
    if not reason.strip():
        raise Invalid(fields={"reason": say(words)})
