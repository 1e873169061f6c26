"""The people of the demonstration, one password for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from cop.accounts.models import User
from cop.accounts.passwords import hash_password
from cop.accounts.services.register import create_user
from cop.demo.data import read
from cop.directory.models import Organisation
from cop.kernel.actor import Actor, Role

PASSWORD = "welcome to the demonstration"  # noqa: S105 - printed on purpose; never made in production unasked


@dataclass(slots=True)
class Cast:
    """Who there is. `password_hash` is that of PASSWORD, made once because it costs time."""

    password_hash: str
    applicant: User
    officer: Actor
    manager: Actor
    admin: Actor
    reviewers: list[User]


def make_cast(now: datetime) -> Cast:
    """The sign-ins of each role, and the other reviewers."""
    kept, hashed = read("people"), hash_password(PASSWORD)
    users = {
        person["email"].partition("@")[0]: _user(person, person["email"], hashed, now)
        for person in kept["sign_ins"]
    }
    others = [
        _user({**person, "roles": ["reviewer"]}, f"reviewer{number}@example.org", hashed, now)
        for number, person in enumerate(kept["reviewers"], 2)
    ]
    return Cast(
        password_hash=hashed,
        applicant=users["applicant"],
        officer=actor_of(users["officer"]),
        manager=actor_of(users["manager"]),
        admin=actor_of(users["admin"]),
        reviewers=[users["reviewer"], *others],
    )


def make_more_reviewers(cast: Cast, count: int, *, rng: Random, now: datetime) -> None:
    """Reviewers enough for a call of hundreds of proposals."""
    for number in range(len(cast.reviewers) + 1, count + 1):
        person = {"name": _some_name(rng), "roles": ["reviewer"], "language": "en", "zone": "UTC"}
        cast.reviewers.append(_user(person, f"reviewer{number}@example.org", cast.password_hash, now))


def make_members(cast: Cast, people: Mapping[str, Any], *, now: datetime) -> dict[str, User]:
    """People without an office, by the names that a file calls them."""
    return {
        name: _user({**person, "roles": []}, f"{name}@example.org", cast.password_hash, now)
        for name, person in people.items()
    }


def make_owner(cast: Cast, number: int, *, language: str, rng: Random, now: datetime) -> User:
    """Somebody who writes for an organisation."""
    person = {"name": _some_name(rng), "roles": [], "language": language, "zone": "UTC"}
    return _user(person, f"writer{number}@example.org", cast.password_hash, now)


def _some_name(rng: Random) -> str:
    kept = read("people")
    return f"{rng.choice(kept['first_names'])} {rng.choice(kept['last_names'])}"


def _user(person: Mapping[str, Any], email: str, password_hash: str, now: datetime) -> User:
    return create_user(
        email=email,
        name=person["name"],
        password_hash=password_hash,
        roles=(Role.MEMBER, *(Role(role) for role in person["roles"])),
        language=person["language"],
        zone=person["zone"],
        now=now,
    )


def actor_of(user: User, *organisations: Organisation) -> Actor:
    """`user` as the services take them, writing for `organisations`."""
    ids = frozenset(organisation.id for organisation in organisations)
    return Actor(
        user_id=user.id,
        name=user.name,
        roles=frozenset(row.role for row in user.roles),
        organisations=ids,
        writes_for=ids,
        language=user.language,
    )
