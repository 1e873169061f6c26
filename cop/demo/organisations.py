"""Organisations of the demonstration: data/organisations.yaml, and as many more as a measurement needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from cop.accounts.models import User
from cop.demo.data import read
from cop.demo.people import Cast, actor_of, make_owner
from cop.demo.words import words
from cop.directory.models import Organisation
from cop.directory.services.organisations import Facts, create_organisation
from cop.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Bidder:
    """An organisation, who writes for it, in which calls it applies and for which country."""

    organisation: Organisation
    writer: Actor
    calls: tuple[str, ...]
    home: str
    place: str
    language: str


def make_bidders(cast: Cast, *, rng: Random, now: datetime) -> list[Bidder]:
    """All of the file. The first belongs to the person who signs in as applicant."""
    rows = read("organisations")
    return [
        make_bidder(
            row,
            cast.applicant
            if number == 1
            else make_owner(cast, number, language=row["language"], rng=rng, now=now),
            number=number,
            rng=rng,
            now=now,
        )
        for number, row in enumerate(rows, 1)
    ]


def make_more(cast: Cast, count: int, *, rng: Random, now: datetime) -> Iterator[Bidder]:
    """`count` more for the JMDI call, made after those of the file and numbered in their names."""
    models = [row for row in read("organisations") if "jmdi" in row["calls"]]
    for number in range(1, count + 1):
        row = models[number % len(models)]
        copy = {**row, "name": f"{row['name']} {number}", "calls": ["jmdi"]}
        owner = make_owner(cast, 1000 + number, language=row["language"], rng=rng, now=now)
        yield make_bidder(copy, owner, number=number, rng=rng, now=now)


def make_bidder(row: Mapping[str, Any], owner: User, *, number: int, rng: Random, now: datetime) -> Bidder:
    """One organisation with its page, owned by `owner`."""
    home, language = row["works_in"][0], row["language"]
    place = _place_in(home, language, number, rather=row["city"])
    about = words(language)["about"].format(organisation=row["name"], place=place)
    facts = Facts(
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        city=row["city"],
        registered_year=now.year - rng.randrange(4, 22),
        about=about,
        language=language,
        works_in=tuple(row["works_in"]),
    )
    organisation = create_organisation(
        facts, owner=owner, is_demonstration=True, actor=actor_of(owner), now=now
    )
    writer = actor_of(owner, organisation)
    return Bidder(organisation, writer, tuple(row["calls"]), home, place, language)


def _place_in(country: str, language: str, number: int, *, rather: str) -> str:
    """A town of `country`, that of the organisation where it is one, in the script of `language`."""
    towns = read("places")[country]
    town = next((town for town in towns if town["name"] == rather), None) or towns[number % len(towns)]
    return str(town.get(language, town["name"]))
