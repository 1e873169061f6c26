from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.kernel.money import CurrencyMismatch, Money

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(st.lists(amounts, max_size=20))
def test_a_sum_is_exact_in_any_order(parts):
    whole = Money.total([Money(part, "EUR") for part in parts], "EUR")
    assert whole.amount == sum(parts, Decimal(0))
    assert whole == Money.total([Money(part, "EUR") for part in reversed(parts)], "EUR")


@given(amounts, amounts)
def test_two_currencies_never_meet(a, b):
    for act in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.share_of):
        with pytest.raises(CurrencyMismatch):
            act(Money(a, "EUR"), Money(b, "USD"))


def test_halves_are_rounded_up_to_the_cent():
    assert Money(Decimal("0.005"), "EUR").amount == Decimal("0.01")
    assert (Money(Decimal("0.10"), "EUR") * Decimal("0.05")).amount == Decimal("0.01")


@pytest.mark.parametrize("code", ["eur", "EURO", "€€€", ""])
def test_a_currency_is_an_iso_code(code):
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(Decimal(1), code)


def test_a_share_of_nothing_is_nothing():
    assert Money(Decimal(5), "EUR").share_of(Money.zero("EUR")) == 0
    assert Money(Decimal(30), "EUR").share_of(Money(Decimal(90), "EUR")) == Decimal("33.33")
