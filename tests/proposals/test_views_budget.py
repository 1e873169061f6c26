"""The page of a budget: what it asks, what it says at the line, two who write at once, and a partner's own lines."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask

from cop.accounts.models import User
from cop.core.db import db
from cop.kernel.clock import SetClock
from cop.proposals.budget_models import BudgetLine, Funder
from cop.proposals.models import Proposal
from cop.proposals.roles import TeamRole
from cop.proposals.services.write import MOST_LINES
from tests.proposals.conftest import Visitor
from tests.proposals.making import (
    FULL_PROPOSAL_OPEN,
    Team,
    line,
    make_full_proposal,
    make_team,
    submit,
    write,
)
from tests.proposals.teaming import row as partner_row
from tests.proposals.teaming import set_partners
from tests.proposals.test_services_budget import make_exchanging_call, put
from tests.proposals.test_views_history import text_of
from tests.proposals.test_views_team import let_in


@pytest.fixture
def team(app: Flask) -> Team:
    """A team in a call that takes dollars."""
    with app.app_context():
        db.session().expire_on_commit = False
        made = make_team(make_exchanging_call())
        db.session.commit()
    return made


def begin(app: Flask, team: Team, clock: SetClock) -> tuple[int, str]:
    """A full proposal with a partner: its number and the partner's key."""
    with app.app_context():
        db.session().expire_on_commit = False
        proposal = make_full_proposal(team)
        [partner] = set_partners(proposal, team, partner_row())
        db.session.commit()
        clock.at = FULL_PROPOSAL_OPEN
        return proposal.id, partner.key


def row(number: int = 0, **given: str) -> dict[str, str]:
    plain = {
        "heading": "staff",
        "description": "Wages",
        "quantity": "2",
        "rate": "1 000,50",
        "funder": "grant",
    }
    return {f"rows-{number}-{name}": value for name, value in {**plain, **given}.items()}


def base_in(page: str) -> str:
    found = re.search(r'name="base"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def key_in(page: str, number: int = 0) -> str:
    found = re.search(rf'name="rows-{number}-key"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def sums_in(page: str, name: str) -> list[str]:
    """The numbers in the row `name` of the totals."""
    [row] = re.findall(
        rf"<bdi>(?:<b>)?{name}(?:</b>)?</bdi>\s*</th>((?:\s*<td class=\"number\"[^>]*>[^<]*</td>)+)", page
    )
    return re.findall(r">([^<]+)</td>", row)


def lines_of(app: Flask) -> list[tuple[str, Decimal, str, int]]:
    with app.app_context():
        rows = db.session.query(BudgetLine).order_by(BudgetLine.position)
        return [(one.description, one.rate, one.currency, one.year) for one in rows]


def test_a_line_says_whose_it_is_in_what_and_who_pays(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    number, partner = begin(app, team, clock)
    url = f"/proposals/{number}/budget"
    other = {"funder": "other", "partner_key": partner, "currency": "USD", "year": "2", "is_in_kind": "y"}
    saved = applicant.post_from(url, **row(), **row(1, **other, rate="100"), act="more")
    assert saved.status_code == 303
    page = applicant.get(url).text
    assert lines_of(app) == [("Wages", Decimal("1000.50"), "", 1), ("Wages", Decimal(100), "USD", 2)]
    for said in ("2,001", "184", "Umoja", "Line 2 is paid by another funder", "1 USD = 0.92 EUR"):
        assert said in page
    assert ">\u2068Umoja\u2069</option>" in page, "a name keeps its own direction, in an option too"
    assert "Who pays for which organisation" in page
    assert sums_in(page, "Staff") == ["2,001", "184", "2,185"], "in each year, and in all"
    assert sums_in(page, "Umoja") == ["0", "184", "184"]
    assert sums_in(page, "Total") == ["2,001", "184", "2,185"]
    refused = applicant.post_from(url, **row(currency="XOF"))
    assert refused.status_code == 422
    assert "Not a valid choice" in refused.text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    fields = {"csrf_token": token[1], **row(currency="XOF", rate="beaucoup", quantity="-1")}
    french = applicant.client.post(f"/fr{url}", data=fields, headers={"Sec-Fetch-Site": "same-origin"}).text
    for said in ("Écrivez un nombre", "N&#39;est pas un choix valide", "compris entre"):
        assert said in french


def test_the_longest_budget_is_saved_from_its_page(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    number, partner = begin(app, team, clock)
    every = {"partner_key": partner, "year": "1", "currency": "USD", "unit": "day", "is_in_kind": "y"}
    lines = [row(n, **every, funder_name="", key=f"k{n}") for n in range(MOST_LINES)]
    fields = {name: value for line in lines for name, value in line.items()}
    assert applicant.post_from(f"/proposals/{number}/budget", **fields).status_code == 303
    assert len(lines_of(app)) == MOST_LINES


def test_two_who_change_the_same_line_see_both_and_choose(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    number, _partner = begin(app, team, clock)
    url = f"/proposals/{number}/budget"
    key = key_in(applicant.get(url).text)
    for _twice in range(2):
        assert applicant.post_from(url, **row(key=key)).status_code == 303
    assert [line[0] for line in lines_of(app)] == ["Wages"], "sent twice it is one line"
    seen = base_in(applicant.get(url).text)
    theirs = applicant.post(url, base=seen, **row(key=key, description="Theirs"))
    assert theirs.status_code == 303
    added = applicant.post(url, base=seen, **row(key=key), **row(1, description="Added", key="0" * 16))
    assert added.status_code == 303
    assert [line[0] for line in lines_of(app)] == ["Theirs", "Added"]
    answer = applicant.post(url, base=seen, **row(key=key, description="Mine"))
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    fresh = base_in(answer.text)
    for keep, stays in (("theirs", "Theirs"), ("mine", "Mine")):
        chosen = applicant.post(url, base=fresh, **row(key=key, description="Mine", keep=keep))
        assert chosen.status_code == 303
        assert [line[0] for line in lines_of(app)] == [stays, "Added"]


def test_the_page_saves_itself(app: Flask, team: Team, applicant: Visitor, clock: SetClock) -> None:
    number, _partner = begin(app, team, clock)
    url = f"/proposals/{number}/budget"
    assert "data-autosave" in applicant.get(url).text
    key = key_in(applicant.get(url).text)
    first = applicant.post_from(url, **row(key=key), act="auto")
    assert first.json
    assert first.json["said"].startswith("Saved:")
    again = applicant.post(url, base=first.json["base"], **row(key=key, rate="12"), act="auto")
    assert again.status_code == 200
    assert [line[1] for line in lines_of(app)] == [Decimal(12)]
    unfinished = applicant.post(url, base=first.json["base"], **row(key=key, rate=""), act="auto")
    assert unfinished.status_code == 422
    assert [line[1] for line in lines_of(app)] == [Decimal(12)]


def test_a_partner_s_person_writes_its_lines_and_sees_no_others_there(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock, visitor: Callable[[User], Visitor]
) -> None:
    number, key = begin(app, team, clock)
    home = f"/proposals/{number}"
    assert applicant.post_from(f"{home}/budget", **row(description="Of the lead")).status_code == 303
    partner = visitor(let_in(app, number, TeamRole.PARTNER, key))
    assert f"{home}/part/budget" in partner.get(f"{home}/part").text
    page = partner.get(f"{home}/part/budget").text
    assert "Of the lead" not in page
    assert partner.get(f"{home}/budget").status_code == 403
    saved = partner.post_from(f"{home}/part/budget", **row(description="Of the partner", partner_key=""))
    assert (saved.status_code, saved.location) == (303, f"/en{home}/part")
    assert [line[0] for line in lines_of(app)] == ["Of the lead", "Of the partner"]
    with app.app_context():
        assert [line.partner_key for line in db.session.get_one(Proposal, number).drafts[1].budget_lines] == [
            "",
            key,
        ]
    assert applicant.get(f"{home}/part/budget").status_code == 403
    newest = re.findall(rf'href="/en({home}/revisions/\d+)"', applicant.get(f"{home}/revisions").text)[0]
    cells = ["Staff", "Of the partner", "2", "€1,000.50", "Year 1", "Umoja"]
    said = " \u200e·\u200e ".join(cells)
    history = applicant.get(newest).text
    assert re.search(rf"<ins>[^<]*{re.escape(said)}", history)
    assert "Of the lead" not in history, "which this save left alone"


def test_what_is_handed_in_is_read_with_its_rates_and_pictures(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock
) -> None:
    number, partner = begin(app, team, clock)
    with app.app_context():
        proposal = db.session.get_one(Proposal, number)
        write(proposal, {"reason": "More wells."}, team)
        own = line(Decimal(3000), funder=Funder.OWN, partner_key=partner, year=2)
        put(proposal, team, line(Decimal(10_000), currency="USD"), own)
        submit(proposal, team, now=FULL_PROPOSAL_OPEN)
        db.session.commit()
    page = applicant.get(f"/proposals/{number}/submissions/2").text
    paper = text_of(applicant.get(f"/proposals/{number}/submissions/2.pdf").data)
    for said in ("Umoja", "1 USD = 0.92 EUR", "Who pays for which organisation", "€9,200, 75%"):
        assert said in page
        assert said in paper
    assert sums_in(page, "Staff") == ["9,200", "3,000", "12,200"]
    assert "Heading Year 1 Year 2 Cost Limit Staff 9,200 3,000 12,200" in paper


def test_a_budget_takes_few_queries(
    app: Flask, team: Team, applicant: Visitor, clock: SetClock, statements: list[str]
) -> None:
    number, _partner = begin(app, team, clock)
    url = f"/proposals/{number}/budget"
    applicant.post_from(url, **row(), **row(1, description="More"))
    statements.clear()
    assert applicant.get(url).status_code == 200
    assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 8
