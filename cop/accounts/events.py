"""What happens to accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountConfirmed:
    """Somebody proved that the mail address is theirs."""

    user_id: int
