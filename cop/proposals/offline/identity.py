"""Which form a file is: of which call, stage and version, in which language, of which draft."""

import re
from dataclasses import dataclass

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.kernel.errors import Invalid
from cop.kernel.messages import N_, Message, say
from cop.kernel.translated import LANGUAGES

_NAMES = ("call", "stage", "version", "language", "proposal")


@dataclass(frozen=True, slots=True)
class Identity:
    """`version` is the beginning of the definition's digest; `proposal` is "-" where the form was downloaded empty."""

    call: str
    stage: str
    version: str
    language: str
    proposal: str = "-"

    def __str__(self) -> str:
        return " ".join(f"{name}={getattr(self, name)}" for name in _NAMES)


def identity_in(text: str) -> Identity:
    """What `str` of an identity says; raises Invalid when that is none."""
    found = dict(re.findall(r"([a-z]+)=(\S+)", text))
    if not found.keys() >= set(_NAMES[:-1]) or found["language"] not in LANGUAGES:
        raise Invalid(
            say(
                N_(
                    "This is no form that was downloaded here, or the line that says which one it is was removed."
                )
            )
        )
    return Identity(**{name: found[name] for name in _NAMES if name in found})


def refuse_foreign(identity: Identity, definition: CallDefinition, stage: Stage, *, proposal: str) -> None:
    """Raise Invalid for the form of another call, stage or proposal; the words say what to do instead."""
    if message := _why_foreign(identity, definition, stage, proposal):
        raise Invalid(message)


def _why_foreign(
    identity: Identity, definition: CallDefinition, stage: Stage, proposal: str
) -> Message | None:
    if identity.call != definition.code:
        return say(N_("This is the form of another call (%(call)s)."), call=identity.call)
    if identity.stage != stage.code:
        return say(
            N_("This is the form of another stage of the call. Download the one of the present stage.")
        )
    if identity.proposal not in ("-", proposal):
        return say(N_("This is the form of another proposal (%(number)s)."), number=identity.proposal)
    return None
