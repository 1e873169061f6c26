"""What happens to accounts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AccountErased:
    """Somebody's account is emptied; whoever keeps more of them than the audit needs lets go of it. `email` is folded."""

    user_id: int
    email: str
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class AccountConfirmed:
    """Somebody proved that the mail address is theirs."""

    user_id: int
