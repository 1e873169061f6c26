"""The demonstration: three calls in three states, organisations, proposals, reviews and awards, made through the services."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from cop.accounts.models import User
from cop.accounts.passwords import hash_password
from cop.accounts.services.register import create_user
from cop.articles.seeding import load_practices
from cop.awards.services.announce import announce_decisions
from cop.awards.services.draw import propose_decisions
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import load_definition
from cop.calls.models import Call
from cop.calls.queries import definition_of, version_in_force
from cop.calls.services import create_call, publish_call
from cop.core.settings import ROOT
from cop.core.unit import commit
from cop.demo.answers import data
from cop.demo.bidding import continue_and_hand_in, hand_in, review_all, start_only
from cop.directory.models import Organisation
from cop.directory.services import Facts, create_organisation
from cop.kernel.actor import SYSTEM, Role
from cop.proposals.models import Proposal
from cop.reviews.services.assign import close_reviews

PASSWORD = "demonstration only"  # noqa: S105 - printed on the first start, for people who do not exist
STAFF = (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN)
REVIEWERS = 12
CALLS = ROOT / "cop" / "calls" / "data"
Progress = Callable[[str], None]
Windows = Sequence[tuple[timedelta, timedelta]]


@dataclass(frozen=True, slots=True)
class Lead:
    """An organisation and the person who writes for it."""

    organisation: Organisation
    owner: User


def seed_world(*, now: datetime, say: Progress) -> None:
    """Make the whole; `say` hears what is being made. Everything is dated before `now`."""
    random = Random(2009)  # noqa: S311 - the same world each time, no secret
    long_ago = now - timedelta(days=400)
    say("practices")
    load_practices(SYSTEM, long_ago)
    commit()
    say("people and organisations")
    hashed = hash_password(PASSWORD)
    reviewers = _people(hashed, long_ago)
    leads = _leads(hashed, long_ago)
    commit()
    say("the call that is open")
    days = timedelta(days=1)
    jmdi = _call("jmdi", [(-20 * days, 40 * days)], now)
    _bids(jmdi, leads, count=24, submitted=14, at=now - 2 * days, random=random)
    say("the call in review")
    w_mida = _call("w-mida", [(-70 * days, -10 * days)], now)
    proposals = _bids(w_mida, leads, count=16, submitted=16, at=now - 15 * days, random=random)
    review_all(proposals, reviewers, share=0.6, at=now - 5 * days, random=random)
    commit()
    say("the call that is awarded")
    _awarded(leads, reviewers, now, random)
    commit()


def _people(hashed: str, now: datetime) -> list[User]:
    """One person for each role of the secretariat, and the reviewers."""
    for role in STAFF:
        create_user(email=f"{role.value}@example.org", name=f"Example {role.value.title()}", password_hash=hashed,
                    roles=(Role.MEMBER, role), now=now)  # fmt: skip
    languages = ("fr", "en", "fr", "pt", "es", "ar")
    return [
        create_user(
            email=f"reviewer{number}@example.org",
            name=f"Example Reviewer {number}",
            password_hash=hashed,
            roles=(Role.MEMBER, Role.REVIEWER),
            language=languages[number % len(languages)],
            now=now,
        )
        for number in range(1, REVIEWERS + 1)
    ]


def _leads(hashed: str, now: datetime) -> list[Lead]:
    """The organisations, each with one person who writes for it; the first is the applicant to sign in as."""
    leads = []
    for number, (name, kind, country, city, language) in enumerate(data("organisations")):
        email = "applicant@example.org" if number == 0 else f"applicant{number}@example.org"
        owner = create_user(
            email=email,
            name=f"Example Applicant {number or ''}".strip(),
            password_hash=hashed,
            language=language,
            now=now,
        )
        facts = Facts(
            name=name, kind=kind, country=country, city=city, registered_year=2004, language=language
        )
        organisation = create_organisation(facts, owner=owner, is_demonstration=True, actor=SYSTEM, now=now)
        leads.append(Lead(organisation, owner))
    return leads


def _call(name: str, windows: Windows, now: datetime) -> Call:
    """A published call whose stages are open from and to these distances from now."""
    base = now.replace(minute=0, second=0, microsecond=0)
    definition = load_definition(Path(CALLS / f"{name}.yaml"))
    moved = definition.with_windows([(base + opens, base + closes) for opens, closes in windows])
    first = base + windows[0][0] - timedelta(days=10)
    call = create_call(moved, actor=SYSTEM, now=first)
    publish_call(call, actor=SYSTEM, now=first)
    commit()
    return call


def _may_lead(lead: Lead, definition: CallDefinition) -> bool:
    """Whether the call's rules on the lead allow it, so that the demonstration's proposals are believable."""
    for named in definition.eligibility:
        params: dict[str, Any] = named.params
        countries = params.get("countries", ())
        if countries == "target":
            countries = definition.target_countries
        if named.rule == "lead_country" and lead.organisation.country not in countries:
            return False
        if named.rule == "lead_type" and lead.organisation.kind not in params["types"]:
            return False
    return True


def _bids(
    call: Call, leads: list[Lead], *, count: int, submitted: int, at: datetime, random: Random
) -> list[Proposal]:
    """Proposals of those who may lead: the first `submitted` are handed in, the others are drafts. Those handed in."""
    definition = definition_of(version_in_force(call))
    able = [lead for lead in leads if _may_lead(lead, definition)][:count]
    handed_in = []
    for number, lead in enumerate(able):
        when = at - timedelta(hours=7 * (len(able) - number) % 300)
        if number < submitted:
            handed_in.append(hand_in(call, lead.organisation, lead.owner, at=when, random=random))
        else:
            start_only(call, lead.organisation, lead.owner, at=when, random=random)
        commit()
    return handed_in


def _awarded(leads: list[Lead], reviewers: list[User], now: datetime, random: Random) -> None:
    """MIDA Great Lakes through both stages: concept notes, invitations, full proposals, awards."""
    day = timedelta(days=1)
    call = _call("mida-great-lakes", [(-300 * day, -240 * day), (-180 * day, -120 * day)], now)
    definition = definition_of(version_in_force(call))
    notes = _bids(call, leads, count=20, submitted=20, at=now - 245 * day, random=random)
    review_all(notes, reviewers, share=1, at=now - 220 * day, random=random)
    _decide(call, definition, 1, now - 200 * day)
    invited = [proposal for proposal in notes if proposal.state == "invited"]
    for proposal in invited:
        continue_and_hand_in(proposal, at=now - 130 * day, random=random)
        commit()
    review_all(invited, reviewers, share=1, at=now - 100 * day, random=random)
    _decide(call, definition, 2, now - 80 * day)


def _decide(call: Call, definition: CallDefinition, stage: int, at: datetime) -> None:
    close_reviews(call, stage, actor=SYSTEM, now=at)
    propose_decisions(call, definition, stage, actor=SYSTEM, now=at)
    announce_decisions(call, stage, actor=SYSTEM, now=at)
    commit()
