"""Believable answers to whatever a definition asks, the same for the same seed."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from cop.calls.definition import questions as q
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.proposals.models import Funder
from cop.proposals.rules.answers import OWN_PAGES

_DATA = Path(__file__).parent / "data"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@cache
def data(name: str) -> Any:
    """A data file of the demonstration."""
    return yaml.safe_load((_DATA / f"{name}.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Bid:
    """What one proposal is about: its money (whole units of the call's currency), its length, its words."""

    definition: CallDefinition
    language: str
    grant: int
    total: int
    months: int
    random: Random

    @property
    def words(self) -> dict[str, Any]:
        words: dict[str, Any] = data("words")[self.language]
        return words

    def text(self, most: int) -> str:
        """Sentences of at most `most` words."""
        chosen: list[str] = []
        for sentence in self.random.sample(self.words["sentences"], len(self.words["sentences"])):
            if len(" ".join([*chosen, sentence]).split()) <= min(most, 120):
                chosen.append(sentence)
        return " ".join(chosen)


def new_bid(definition: CallDefinition, language: str, random: Random) -> Bid:
    """A bid within the call's limits: the grant in hundreds, the rest paid by the team."""
    least, most = definition.grant.min or definition.grant.max / 4, definition.grant.max
    grant = int(random.uniform(float(least) * 1.1, float(most) * 0.95)) // 100 * 100
    share = (definition.grant.share_min + definition.grant.share_max) / 2
    total = int(Decimal(grant) * 100 / share) // 100 * 100
    months = random.randint(definition.duration_months.min, definition.duration_months.max)
    return Bid(definition, language, grant, total, months, random)


def answers_to(stage: Stage, bid: Bid) -> dict[str, Any]:
    """Question code -> answer, for what is asked in the sections' own forms and is not locked."""
    asked = [x for x in stage.questions if x.type not in OWN_PAGES and x.code not in stage.locked]
    return {question.code: _answer(question, bid) for question in asked}


def _answer(question: q.Question, bid: Bid) -> Any:  # noqa: C901, PLR0911 - one line for each type of question
    match question:
        case q.ShortTextQuestion(fact="title"):
            return bid.random.choice(bid.words["titles"])
        case q.ShortTextQuestion():
            return bid.text(12)[: question.max_length]
        case q.LongTextQuestion():
            return bid.text(question.max_words)
        case q.ChoiceQuestion():
            return bid.random.choice(question.options).code
        case q.SeveralQuestion():
            return [bid.random.choice(question.options).code]
        case q.MoneyQuestion():
            return str(_amount(question, bid))
        case q.PeriodQuestion():
            return bid.months
        case q.CountryQuestion() | q.CountriesQuestion():
            country = bid.random.choice(_countries(question.among, bid.definition))
            return [country] if isinstance(question, q.CountriesQuestion) else country
        case q.NumberQuestion():
            return str(question.minimum or question.maximum or 10)
        case q.YesNoQuestion():
            return True
        case q.OrganisationTypeQuestion():
            return "ngo"
    return None


def _amount(question: q.MoneyQuestion, bid: Bid) -> int:
    known = {"requested_grant": bid.grant, "total_cost": bid.total, "own_contribution": bid.total - bid.grant}
    return known.get(question.fact or "", bid.grant)


def _countries(among: str, definition: CallDefinition) -> tuple[str, ...]:
    return definition.partner_countries if among == "partner" else definition.target_countries


def budget_of(stage: Stage, bid: Bid) -> list[dict[str, Any]]:
    """Three lines that come to the bid's total, two of them paid by the grant."""
    if stage.budget is None:
        return []
    direct = [heading.code for heading in stage.budget.headings if heading.kind == "direct"]
    first = bid.grant * 6 // 10
    shares = ((first, Funder.GRANT), (bid.grant - first, Funder.GRANT), (bid.total - bid.grant, Funder.OWN))
    return [
        {
            "heading": direct[number % len(direct)],
            "description": bid.words["line"],
            "unit": "",
            "quantity": Decimal(1),
            "rate": Decimal(amount),
            "funder": funder,
            "is_in_kind": False,
        }
        for number, (amount, funder) in enumerate(shares)
    ]


def partners_of(bid: Bid) -> list[dict[str, str]]:
    """One partner in a target country."""
    country = bid.random.choice(bid.definition.target_countries)
    return [{"name": bid.words["partner"], "kind": "ngo", "country": country, "part": bid.words["part"]}]
