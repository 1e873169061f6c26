"""Money: an exact amount with its currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in units of `currency` (ISO 4217), kept to the cent. Sums of two currencies raise CurrencyMismatch."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("money is a finite amount")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")
        object.__setattr__(self, "amount", self.amount.quantize(CENT, rounding=ROUND_HALF_UP))

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount <= other.amount

    def share_of(self, whole: "Money") -> Decimal:
        """This as a percentage of `whole` with two decimals; 0 of nothing."""
        self._same(whole)
        if not whole.amount:
            return Decimal(0)
        return (self.amount * 100 / whole.amount).quantize(CENT, rounding=ROUND_HALF_UP)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, parts: Iterable["Money"], currency: str) -> "Money":
        """The sum of `parts`, zero of `currency` when there are none."""
        result = cls.zero(currency)
        for part in parts:
            result += part
        return result
