"""How far one stage is from the one before, for every pair of bids."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.calls.definition.stages import Drift
from cop.kernel.money import Money
from cop.proposals.rules.drift import (
    Bid,
    drift_percent,
    duration_moved_too_far,
    grant_moved_too_far,
    moved_between,
    moved_too_far,
    partners_moved,
)


@dataclass(frozen=True)
class Partner:
    key: str
    name: str
    kind: str = "ngo"
    country: str = "BI"


AMOUNTS = st.decimals(0, 10_000_000, places=2)
MONTHS = st.none() | st.integers(0, 60)
PARTNERS = st.lists(
    st.builds(
        Partner,
        st.sampled_from("abcd"),
        st.sampled_from(["Umoja", "Amani"]),
        st.sampled_from(["ngo", "city"]),
    ),
    max_size=4,
    unique_by=lambda partner: partner.key,
)
BIDS = st.builds(Bid, st.none() | AMOUNTS.map(lambda amount: Money(amount, "EUR")), MONTHS, PARTNERS)
LIMITS = st.builds(
    Drift,
    grant_percent=st.integers(0, 100),
    months=MONTHS,
    partners=st.sampled_from(["may_change", "stay"]),
)


def eur(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def test_drift_is_signed_and_relative_to_what_was_asked_before() -> None:
    assert drift_percent(eur(100), eur(125)) == 25
    assert drift_percent(eur(100), eur(80)) == -20
    assert drift_percent(eur(0), eur(80)) == 0


@given(BIDS, LIMITS)
def test_what_stays_has_not_moved_and_breaks_nothing(bid: Bid, limits: Drift) -> None:
    moved = moved_between(bid, bid)
    assert (moved.grant_percent or 0, moved.months or 0, moved.partners) == (0, 0, ())
    assert grant_moved_too_far(limits, moved) is None
    assert duration_moved_too_far(limits, moved) is None
    assert partners_moved(limits, moved) is None


@given(BIDS, BIDS)
def test_there_and_back_is_the_same_way(one: Bid, other: Bid) -> None:
    there, back = moved_between(one, other), moved_between(other, one)
    assert there.months is None or there.months == -(back.months or 0)
    kinds = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(kinds[change.kind] for change in there.partners) == sorted(
        change.kind for change in back.partners
    )


@given(AMOUNTS, AMOUNTS, st.integers(0, 100))
def test_a_grant_is_too_far_exactly_outside_the_percentage(
    before: Decimal, after: Decimal, percent: int
) -> None:
    moved = moved_between(Bid(Money(before, "EUR")), Bid(Money(after, "EUR")))
    room = before * percent / 100
    far = before > 0 and not before - room <= after <= before + room
    assert (grant_moved_too_far(Drift(grant_percent=Decimal(percent)), moved) is not None) == far


@given(MONTHS, MONTHS, MONTHS)
def test_a_duration_is_too_far_exactly_outside_the_months(
    before: int | None, after: int | None, most: int | None
) -> None:
    moved = moved_between(Bid(months=before), Bid(months=after))
    known = before is not None and after is not None and most is not None
    far = known and abs((after or 0) - (before or 0)) > (most or 0)
    assert (duration_moved_too_far(Drift(grant_percent=Decimal(0), months=most), moved) is not None) == far


@given(PARTNERS, PARTNERS)
def test_each_partner_is_accounted_for_once(before: list[Partner], after: list[Partner]) -> None:
    changes = moved_between(Bid(partners=before), Bid(partners=after)).partners
    then, now = ({partner.key for partner in side} for side in (before, after))
    count = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "removed", "changed")}
    kept = {partner.key: partner for partner in before}
    assert count["added"] == len(now - then)
    assert count["removed"] == len(then - now)
    assert count["changed"] == sum(partner.key in kept and kept[partner.key] != partner for partner in after)
    limits = Drift(grant_percent=Decimal(0), partners="stay")
    moved = moved_between(Bid(partners=before), Bid(partners=after))
    assert (partners_moved(limits, moved) is not None) == bool(changes)


@pytest.mark.parametrize(("now", "kinds"), [("UMOJA", ["changed"]), ("Amani", ["added", "removed"])])
def test_what_was_handed_in_without_keys_is_told_by_its_name(now: str, kinds: list[str]) -> None:
    moved = moved_between(Bid(partners=[Partner("", "Umoja")]), Bid(partners=[Partner("k", now)]))
    assert [change.kind for change in moved.partners] == kinds


@given(BIDS)
def test_a_call_without_limits_forbids_nothing(bid: Bid) -> None:
    moved = moved_between(Bid(), bid)
    assert grant_moved_too_far(None, moved) is None
    assert duration_moved_too_far(None, moved) is None
    assert partners_moved(None, moved) is None
    assert moved_too_far(None, moved) == []


def test_all_that_is_too_far_is_said_together() -> None:
    before = Bid(Money(Decimal(100), "EUR"), 12, [Partner("a", "Umoja")])
    after = Bid(Money(Decimal(130), "EUR"), 20, [])
    limits = Drift(grant_percent=Decimal(20), months=6, partners="stay")
    assert len(moved_too_far(limits, moved_between(before, after))) == 3
    assert moved_too_far(limits, moved_between(before, before)) == []
