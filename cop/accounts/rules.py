"""What a password must be, how long a link lives, who may give roles."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from cop.kernel.actor import STAFF, Actor, Role
from cop.kernel.messages import N_, Message, say

LONGEST_PASSWORD = 128
SHORTEST_PASSWORD = 8
SHORTEST_OF_STAFF = 12
LINK_LIVES = {"confirm": timedelta(hours=48), "reset": timedelta(minutes=60)}
FRESH = timedelta(minutes=15)
"""How old a typed password may be when roles or factors are changed (OWASP ASVS 5.0, 7.5)."""


def folded(email: str) -> str:
    """An address as it is compared: nobody means another mailbox by a capital letter."""
    return email.strip().casefold()


def password_problem(password: str, *, roles: Collection[Role] = ()) -> Message | None:
    """Why `password` may not be used, or None. Length and the list of common ones count, nothing else (NIST SP 800-63B)."""
    least = SHORTEST_OF_STAFF if STAFF & set(roles) else SHORTEST_PASSWORD
    if len(password) < least:
        return say(N_("At least %(least)s characters."), least=least)
    if len(password) > LONGEST_PASSWORD:
        return say(N_("At most %(most)s characters."), most=LONGEST_PASSWORD)
    if password.casefold() in _common():
        return say(N_("Many people use this password, so it is the first to be guessed."))
    return None


@cache
def _common() -> frozenset[str]:
    text = (Path(__file__).parent / "data" / "common_passwords.txt").read_text("utf-8")
    return frozenset(text.split())


def network_of(address: str) -> str:
    """Where a request comes from, as tries are counted: a household is given 2**64 IPv6 addresses, but one network."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))


def is_fresh(password_at: datetime, now: datetime) -> bool:
    """Whether the password was typed recently enough for what matters most."""
    return now - password_at <= FRESH


def roles_in_force(roles: Collection[Role], *, needs_factor: bool, has_shown_it: bool) -> frozenset[Role]:
    """The roles a person may use in a session: where a second factor is needed, a member's alone until it is shown."""
    return frozenset(roles) if has_shown_it or not needs_factor else frozenset(roles) & {Role.MEMBER}


def is_office(roles: Iterable[Role]) -> bool:
    """Whether these are the roles of somebody whose account is not theirs alone to end: the secretariat, an auditor."""
    return not (STAFF | {Role.AUDITOR}).isdisjoint(roles)


def can_manage(actor: Actor) -> bool:
    """Who may see everyone's account and give roles."""
    return actor.is_system or actor.has(Role.ADMIN)
