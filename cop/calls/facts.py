"""What is known of a bid when its eligibility is asked, and what a rule answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from cop.kernel.messages import Message, say
from cop.kernel.money import Money


class Verdict(StrEnum):
    """What a rule says."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A partner as far as it is known; `type` is a term of organisation_types, `country` ISO 3166-1 alpha-2."""

    type: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a bid at `now`. None is "not known yet"; no partners is an empty tuple.

    `other_proposals` of the same lead in the call count once they are begun, until they are withdrawn. `countries_told` are
    the countries that answers name, by the question's code.
    """

    now: datetime
    lead_type: str | None = None
    lead_country: str | None = None
    registered_year: int | None = None
    partners: tuple[PartnerFacts, ...] | None = None
    requested: Money | None = None
    total_cost: Money | None = None
    contribution: Money | None = None
    duration_months: int | None = None
    other_proposals: int | None = None
    countries_told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Answer(NamedTuple):
    """A verdict and the sentence that gives its reason."""

    verdict: Verdict
    message: Message


def answer(holds: bool | None, *, yes: str, no: str, unknown: str, **said: Any) -> Answer:
    """What a rule answers when it `holds`, does not, or cannot tell yet (None); the first two may name what is known."""
    if holds is None:
        return Answer(Verdict.UNKNOWN, say(unknown))
    return Answer(Verdict.YES, say(yes, **said)) if holds else Answer(Verdict.NO, say(no, **said))
