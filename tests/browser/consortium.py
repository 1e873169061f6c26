"""Three organisations write one proposal in the W-MIDA call: the lead in French, its partners in Portuguese and in English."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import select

from cop.accounts.passwords import hash_password
from cop.core.db import db
from cop.directory.models import Member
from cop.directory.roles import MemberRole
from cop.kernel.actor import Role
from cop.proposals.models import Submission
from tests.browser.conftest import Live, Opener
from tests.browser.walk import PASSWORD, Browser, Walk, the_mail_to
from tests.factories import NOON, make_organisation, make_user

TITLE = "Karité du Bénin, vendu à Milan"
WORDS = "Douze femmes transforment le karité et le vendent ensemble."
DOCUMENT = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Ally:
    """A partner: who writes its part, in which language, and who confirms for it."""

    name: str
    country: str
    language: str
    part: str

    @property
    def email(self) -> str:
        return f"{self.language}@partner.example.org"

    @property
    def director(self) -> str:
        return f"director-{self.language}@partner.example.org"


ALLIES = (
    Ally("Cooperativa Karité", "IT", "pt", "Vendemos a manteiga em Milão e em Turim."),
    Ally("Shea Women of Natitingou", "BJ", "en", "We gather the nuts and train twelve women."),
)


def people(live: Live) -> None:
    """An owner and a writer of the lead, and a person of each partner, which has an organisation of its own."""
    with live.app.app_context():
        given = {"password_hash": hash_password(PASSWORD)}
        owner = make_user(Role.MEMBER, email="owner@example.org", name="Fatou Owner", language="fr", **given)
        lead = make_organisation(owner, name="Femmes du Bénin à Milan", kind="diaspora", country="IT")
        writer = make_user(Role.MEMBER, email="writer@example.org", name="Awa Writer", language="fr", **given)
        db.session.add(Member(organisation_id=lead.id, user_id=writer.id, role=MemberRole.WRITER, since=NOON))
        for ally in ALLIES:
            user = make_user(Role.MEMBER, email=ally.email, name=ally.name, language=ally.language, **given)
            make_organisation(user, name=ally.name, kind="ngo", country=ally.country)
        db.session.commit()


def hand_in_together(live: Live, open_page: Opener, code: str, folder: Path) -> None:
    """From the page of the call to the receipt."""
    people(live)
    writer = Browser(live, open_page, "fr", script=True).sign_in("writer@example.org")
    proposal = begin(writer, code)
    owner = Browser(live, open_page, "fr", script=False).sign_in("owner@example.org")
    for ally in ALLIES:
        join(live, open_page, owner, ally, proposal)
        confirm(live, open_page, writer, ally, proposal)
    write(writer, proposal, folder)
    writer.go(f"{proposal}/submission")
    for ally in ALLIES:
        expect(writer.page.locator("main")).to_contain_text(ally.part)
    number = writer.submit(proposal)
    assert TITLE in the_mail_to(live, "owner@example.org", about=number)
    with live.app.app_context():
        content = db.session.scalars(select(Submission).where(Submission.number == number)).one().content
    assert content["language"] == "fr"
    assert {row["name"]: row["part"] for row in content["partners"]} == {a.name: a.part for a in ALLIES}
    assert len(content["mandates"]) == len(ALLIES)


def begin(writer: Walk, code: str) -> str:
    """The path of a new proposal that names its two partners."""
    writer.go(f"/calls/{code}")
    writer.press(writer.page.locator(f'a[href$="/calls/{code}/proposals/new"]').first)
    writer.page.select_option("select[name=language]", "fr")
    writer.press(writer.page.locator("main form button"))
    proposal = writer.page.url.removeprefix(f"{writer.browser.live.url}/fr")
    project = {"title": TITLE, "countries": "BJ", "trade": "food", "duration": "12", "summary": WORDS}
    writer.answer("project", project, proposal)
    writer.go(f"{proposal}/partners")
    while writer.page.locator('[name^="rows-"][name$="-name"]').count() < len(ALLIES):
        writer.press(writer.page.locator('button[value="more"]'))
    for number, ally in enumerate(ALLIES):
        writer.page.fill(f'[name="rows-{number}-name"]', ally.name)
        writer.page.select_option(f'[name="rows-{number}-kind"]', "ngo")
        writer.page.select_option(f'[name="rows-{number}-country"]', ally.country)
    writer.press(writer.page.locator('main form button[type="submit"]').first)
    return proposal


def join(live: Live, open_page: Opener, owner: Walk, ally: Ally, proposal: str) -> None:
    """The owner asks a partner's person in, who follows the mailed link and writes the part in their own language."""
    owner.go(f"{proposal}/team")
    owner.page.fill("input[name=email][id=email]", ally.email)
    choice = owner.page.locator("select[name=role] option", has_text=ally.name)
    owner.page.select_option("select[name=role]", choice.get_attribute("value"))
    owner.press(owner.page.locator("form:has(select[name=role]) button"))
    person = Browser(live, open_page, ally.language, script=True).sign_in(ally.email)
    person.page.goto(link_to(live, ally.email, "team-invitations"))
    person.press(person.page.locator("main form button"))
    person.go(f"{proposal}/part")
    person.page.fill("textarea[name=part]", ally.part)
    person.press(person.page.locator("form:has(textarea[name=part]) button"))
    expect(person.page.locator(".flashes .success")).to_be_visible()


def confirm(live: Live, open_page: Opener, writer: Walk, ally: Ally, proposal: str) -> None:
    """The lead asks; the partner's director confirms by the mailed link, without an account."""
    writer.go(f"{proposal}/team")
    asking = writer.page.locator("#mandates section", has_text=ally.name)
    asking.locator("input[name=email]").fill(ally.director)
    writer.press(asking.locator("form button"))
    director = open_page(live.url, script=False, locale=ally.language)
    director.goto(link_to(live, ally.director, "mandates"))
    director.fill("input[name=name]", f"Diretora {ally.country}")
    director.fill("input[name=function]", "Presidente")
    director.check("input[name=agreed]")
    with director.expect_navigation():
        director.click("main form button")
    expect(director.locator(".notice.success")).to_be_visible()


def write(writer: Walk, proposal: str, folder: Path) -> None:
    """Everything else that the call asks, in French."""
    writer.answer("partnership", {"group": WORDS, "women": "12"}, proposal)
    writer.answer("relevance", {"market": WORDS, "target_groups": WORDS, "jobs": "6"}, proposal)
    texts = ("activities", "action_plan", "sustainability")
    writer.answer("implementation", dict.fromkeys(texts, WORDS), proposal)
    writer.answer("money", {"budget_reasons": WORDS}, proposal)
    writer.write_budget(
        proposal,
        [
            ("human-resources", WORDS, "10", "700", "grant"),
            ("equipment", WORDS, "1", "3 000", "own"),
        ],
    )
    statutes = folder / "pièce d'identité.pdf"
    statutes.write_bytes(DOCUMENT)
    writer.send_document(proposal, statutes)


def link_to(live: Live, address: str, path: str) -> str:
    """The address in the newest mail to somebody that leads below `path`, on this site."""
    found = re.search(rf"/[a-z]+/{path}/\S+", the_mail_to(live, address, about=f"/{path}/"))
    assert found
    return found[0]
