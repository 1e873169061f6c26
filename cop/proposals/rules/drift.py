"""How far a stage has moved away from the one before: the grant, the duration, the partners."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from cop.calls.definition.stages import Drift
from cop.kernel.messages import N_, Message, first_few, say
from cop.kernel.money import Money


class Partner(Protocol):
    """A partner as a draft or a submission holds it; a submission older than keys has none."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Bid:
    """What a stage asks for, as far as the next one is compared with it."""

    requested: Money | None = None
    months: int | None = None
    partners: Sequence[Partner] = field(default=())


@dataclass(frozen=True, slots=True)
class PartnerChange:
    """A partner that is `added`, `removed` or `changed`: another name, type or country. `before` is its name then, if any."""

    kind: str
    name: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The difference between two stages. Nothing moved where either side says nothing."""

    before: Bid
    after: Bid
    partners: tuple[PartnerChange, ...]

    @property
    def grant_percent(self) -> Decimal | None:
        """How far the grant is from before, in per cent of it, signed."""
        before, after = self.before.requested, self.after.requested
        return None if before is None or after is None else drift_percent(before, after)

    @property
    def months(self) -> int | None:
        """How many months longer, signed."""
        before, after = self.before.months, self.after.months
        return None if before is None or after is None else after - before


def drift_percent(before: Money, after: Money) -> Decimal:
    """How far `after` is from `before`, in per cent of `before`, signed; 0 when nothing was asked before."""
    return (after - before).share_of(before)


def moved_between(before: Bid, after: Bid) -> Moved:
    """What is different in `after`."""
    return Moved(before, after, tuple(_partner_changes(before.partners, after.partners)))


def _partner_changes(before: Sequence[Partner], after: Sequence[Partner]) -> list[PartnerChange]:
    """Each partner is the one of its key; without keys, the one of its name."""
    has_keys = all(partner.key for partner in before)
    then, now = ({_mark(p, has_keys=has_keys): p for p in side} for side in (before, after))
    changes = [
        PartnerChange("changed", partner.name, then[mark].name)
        for mark, partner in now.items()
        if mark in then and _facts(then[mark]) != _facts(partner)
    ]
    changes += [PartnerChange("added", partner.name) for mark, partner in now.items() if mark not in then]
    return changes + [
        PartnerChange("removed", partner.name, partner.name)
        for mark, partner in then.items()
        if mark not in now
    ]


def _mark(partner: Partner, *, has_keys: bool) -> str:
    return partner.key if has_keys else partner.name.casefold()


def _facts(partner: Partner) -> tuple[str, str, str]:
    return partner.name, partner.kind, partner.country


def grant_moved_too_far(limits: Drift | None, moved: Moved | None) -> Message | None:
    """Why the grant asked for has moved too far from the stage before (EuropeAid: 20 per cent up or down)."""
    if limits is None or moved is None:
        return None
    before, after = moved.before.requested, moved.after.requested
    if before is None or after is None or not before.amount:
        return None
    if abs(after.amount - before.amount) * 100 <= before.amount * limits.grant_percent:
        return None
    words = N_("The concept note asked for %(before)s; %(after)s differs by more than %(most)s %%.")
    return say(words, before=before, after=after, most=limits.grant_percent)


def duration_moved_too_far(limits: Drift | None, moved: Moved | None) -> Message | None:
    """Why the duration may not be what it is now."""
    if limits is None or limits.months is None or moved is None or moved.months is None:
        return None
    if abs(moved.months) <= limits.months:
        return None
    words = N_("The concept note said %(before)s months; %(after)s differ by more than %(most)s.")
    return say(words, before=moved.before.months, after=moved.after.months, most=limits.months)


def partners_moved(limits: Drift | None, moved: Moved | None) -> Message | None:
    """Why the partners may not be those they are now."""
    if limits is None or limits.partners == "may_change" or moved is None or not moved.partners:
        return None
    names = first_few([change.name for change in moved.partners])
    return say(N_("The partners stay those of the concept note. Different: %(names)s."), names=names)


def moved_too_far(limits: Drift | None, moved: Moved | None) -> list[Message]:
    """Everything in which a stage is further from the one before than the call lets it be."""
    asked = (grant_moved_too_far, duration_moved_too_far, partners_moved)
    return [message for rule in asked if (message := rule(limits, moved)) is not None]
