"""The named rules: each against its truth table, and a whole call against a bid."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cop.calls.definition.definition import CallDefinition, EligibilityRule
from cop.calls.definition.loading import load_definition
from cop.calls.eligibility import (
    RULES,
    Facts,
    PartnerFacts,
    Verdict,
    check_eligibility,
    limit_of_lead,
    params_of,
)
from cop.kernel.money import CurrencyMismatch, Money

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "cop/calls/data"
YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN

countries = st.sampled_from(["BI", "CD", "RW", "BE", "IT"])
maybe_country = st.none() | countries
country_lists = st.lists(countries, min_size=1, unique=True)
cents = st.integers(min_value=0, max_value=10**9).map(lambda n: Decimal(n) / 100)
percents = st.integers(min_value=0, max_value=10_000).map(lambda n: Decimal(n) / 100)


def euros(amount: Decimal | int) -> Money:
    return Money(Decimal(amount), "EUR")


def verdict(rule: str, params: dict[str, Any], **facts: Any) -> Verdict:
    """What `rule` says, and its sentence can be said."""
    known = RULES[rule]
    answer = known.decide(known.params.model_validate(params), Facts(now=NOON, **facts))
    assert "None" not in str(answer.message)
    return answer.verdict


@given(
    st.sampled_from(["ngo", "diaspora", "company"]) | st.none(),
    st.sets(st.sampled_from(["ngo", "diaspora"]), min_size=1),
)
def test_lead_type(lead: str | None, types: set[str]) -> None:
    expected = UNKNOWN if lead is None else YES if lead in types else NO
    assert verdict("lead_type", {"types": sorted(types)}, lead_type=lead) == expected


@given(maybe_country, country_lists)
def test_lead_country(lead: str | None, allowed: list[str]) -> None:
    expected = UNKNOWN if lead is None else YES if lead in allowed else NO
    assert verdict("lead_country", {"countries": allowed}, lead_country=lead) == expected


@given(st.lists(maybe_country, max_size=5), maybe_country, country_lists, st.integers(1, 4), st.booleans())
def test_partner_in(
    partners: list[str | None], lead: str | None, allowed: list[str], at_least: int, counting_lead: bool
) -> None:
    """Whatever the unknown countries turn out to be, YES stays YES and NO stays NO; UNKNOWN can become either."""
    params = {"countries": allowed, "at_least": at_least, "counting_lead": counting_lead}

    def said(unknown: str | None) -> Verdict:
        filled = tuple(PartnerFacts(country=country or unknown) for country in partners)
        return verdict("partner_in", params, partners=filled, lead_country=lead or unknown)

    best, worst = said(allowed[0]), said("US")
    assert UNKNOWN not in (best, worst)
    assert said(None) == (best if best == worst else UNKNOWN)


@given(maybe_country, st.booleans())
def test_without_a_list_of_partners_partner_in_never_says_no(lead: str | None, counting_lead: bool) -> None:
    params = {"countries": ["RW"], "counting_lead": counting_lead}
    expected = YES if counting_lead and lead == "RW" else UNKNOWN
    assert verdict("partner_in", params, lead_country=lead) == expected


@given(st.none() | st.integers(1900, 2100), st.integers(0, 100))
def test_registered_years(year: int | None, at_least: int) -> None:
    expected = UNKNOWN if year is None else YES if 2026 - year >= at_least else NO
    assert verdict("registered_years", {"at_least": at_least}, registered_year=year) == expected


def test_the_age_of_a_lead_grows_with_the_clock() -> None:
    rule = RULES["registered_years"]
    params = rule.params.model_validate({"at_least": 3})
    for year, expected in ((2026, NO), (2027, YES)):
        facts = Facts(now=NOON.replace(year=year), registered_year=2024)
        assert rule.decide(params, facts).verdict == expected


@given(st.none() | st.integers(0, 60), st.integers(1, 50))
def test_one_per_lead(others: int | None, at_most: int) -> None:
    expected = UNKNOWN if others is None else YES if others + 1 <= at_most else NO
    assert verdict("one_per_lead", {"at_most": at_most}, other_proposals=others) == expected
    assert at_most > 1 or verdict("one_per_lead", {}, other_proposals=others) == expected


def test_a_call_that_names_no_limit_has_one_proposal_of_each_lead(mida: CallDefinition) -> None:
    assert limit_of_lead(mida).at_most == 1
    rules = [EligibilityRule(rule="one_per_lead", params={"at_most": n}, paragraph="2.1.1") for n in (3, 2)]
    assert limit_of_lead(mida.model_copy(update={"eligibility": tuple(rules)})).at_most == 2


@given(st.none() | st.lists(countries, max_size=4), country_lists)
def test_expert_origin(origins: list[str] | None, allowed: list[str]) -> None:
    """All of them must be allowed; an answer to another question tells nothing, nor does one without a country."""
    told = {"residence": ("BE",), **({} if origins is None else {"origins": tuple(origins)})}
    params = {"countries": allowed, "question": "origins"}
    expected = UNKNOWN if not origins else YES if all(code in allowed for code in origins) else NO
    assert verdict("expert_origin", params, countries_told=told) == expected


@given(st.none() | cents, st.none() | cents, percents)
def test_own_contribution(part: Decimal | None, whole: Decimal | None, percent: Decimal) -> None:
    said = verdict(
        "own_contribution",
        {"percent": percent},
        contribution=None if part is None else euros(part),
        total_cost=None if whole is None else euros(whole),
    )
    if part is None or not whole:
        assert said == UNKNOWN
    else:
        assert said == (YES if Fraction(part) / Fraction(whole) >= Fraction(percent) / 100 else NO)


@pytest.mark.parametrize(
    ("contribution", "expected"), [("29.99", NO), ("30", YES), ("30.01", YES), ("0", NO)]
)
def test_the_thirty_per_cent_of_w_mida(contribution: str, expected: Verdict) -> None:
    facts = {"contribution": euros(Decimal(contribution)), "total_cost": euros(100)}
    assert verdict("own_contribution", {"percent": 30}, **facts) == expected


def test_a_share_that_misses_its_limit_is_not_shown_as_if_it_met_it() -> None:
    facts = Facts(
        now=NOON,
        contribution=euros(Decimal("29999.99")),
        requested=euros(Decimal("80000.01")),
        total_cost=euros(100_000),
    )
    own = RULES["own_contribution"].decide(
        RULES["own_contribution"].params.model_validate({"percent": 30}), facts
    )
    grant = RULES["grant_share"].decide(RULES["grant_share"].params.model_validate({"max": 80}), facts)
    assert (own.verdict, own.message.params["share"]) == (NO, Decimal("29.99"))
    assert (grant.verdict, grant.message.params["share"]) == (NO, Decimal("80.01"))
    assert str(own.message) == "Own contribution: only 29.99% of the total cost; needed: 30%."


@given(st.none() | cents, cents, cents)
def test_grant_between(requested: Decimal | None, least: Decimal, most: Decimal) -> None:
    expected = UNKNOWN if requested is None else YES if least <= requested <= most else NO
    given_ = None if requested is None else euros(requested)
    assert verdict("grant_between", {"min": least, "max": most}, requested=given_) == expected


@given(st.none() | cents, st.none() | cents, percents, percents)
def test_grant_share(part: Decimal | None, whole: Decimal | None, least: Decimal, most: Decimal) -> None:
    said = verdict(
        "grant_share",
        {"min": least, "max": most},
        requested=None if part is None else euros(part),
        total_cost=None if whole is None else euros(whole),
    )
    if part is None or not whole:
        assert said == UNKNOWN
    else:
        share = Fraction(part) * 100 / Fraction(whole)
        assert said == (YES if Fraction(least) <= share <= Fraction(most) else NO)


@given(st.none() | st.integers(1, 200), st.integers(1, 120), st.integers(1, 120))
def test_duration_between(months: int | None, least: int, most: int) -> None:
    expected = UNKNOWN if months is None else YES if least <= months <= most else NO
    assert verdict("duration_between", {"min": least, "max": most}, duration_months=months) == expected


@given(cents)
def test_two_currencies_are_never_compared(amount: Decimal) -> None:
    assume(amount)
    with pytest.raises(CurrencyMismatch):
        verdict("grant_share", {"max": 80}, requested=euros(amount), total_cost=Money(amount, "USD"))


def bid(**changes: Any) -> Facts:
    """A bid that the call of MIDA Great Lakes accepts."""
    facts: dict[str, Any] = {
        "lead_type": "hospital",
        "lead_country": "BI",
        "registered_year": 2010,
        "partners": (PartnerFacts("diaspora", "BE"),),
        "requested": euros(50_000),
        "total_cost": euros(62_500),
        "contribution": euros(12_500),
        "duration_months": 18,
        "other_proposals": 0,
        "countries_told": {"origins": ("RW",), "expert_countries": ("RW",)},
    }
    return Facts(now=NOON, **{**facts, **changes})


@pytest.fixture(scope="module")
def mida() -> CallDefinition:
    return load_definition(DATA / "mida-great-lakes.yaml")


def test_a_good_bid_is_eligible(mida: CallDefinition) -> None:
    findings = check_eligibility(mida, bid())
    assert [finding.rule for finding in findings] == [named.rule for named in mida.eligibility]
    assert {finding.verdict for finding in findings} == {YES}
    assert all(mida.paragraph(finding.paragraph).text for finding in findings)


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"lead_type": "foundation"}, {"lead_type"}),
        ({"lead_country": "BE"}, {"lead_country"}),
        ({"registered_year": 2025}, {"registered_years"}),
        ({"requested": euros(60_001), "total_cost": euros(100_000)}, {"grant_between"}),
        ({"requested": euros(56_251)}, {"grant_share"}),
        ({"duration_months": 25}, {"duration_between"}),
        ({"countries_told": {"expert_countries": ("RW", "KE")}}, {"expert_origin"}),
        ({"lead_country": "BE", "duration_months": 1}, {"lead_country", "duration_between"}),
    ],
)
def test_each_rule_refuses_for_itself(mida: CallDefinition, changes: dict[str, Any], rules: set[str]) -> None:
    findings = check_eligibility(mida, bid(**changes))
    assert {finding.rule for finding in findings if finding.verdict == NO} == rules


@pytest.mark.parametrize("name", ["jmdi", "mida-great-lakes", "w-mida"])
def test_nothing_is_refused_before_anything_is_known(name: str) -> None:
    findings = check_eligibility(load_definition(DATA / f"{name}.yaml"), Facts(now=NOON))
    assert {finding.verdict for finding in findings} == {UNKNOWN}


@pytest.mark.parametrize(
    ("lead", "partner", "refused"),
    [("BE", "SN", 0), ("SN", "BE", 0), ("BE", "FR", 1), ("SN", "MA", 1), ("US", "CA", 2), ("US", "BE", 1)],
)
def test_jmdi_wants_both_ends_of_the_corridor(lead: str, partner: str, refused: int) -> None:
    facts = Facts(now=NOON, lead_country=lead, partners=(PartnerFacts("ngo", partner),))
    findings = check_eligibility(load_definition(DATA / "jmdi.yaml"), facts)
    assert sum(f.verdict == NO for f in findings if f.rule == "partner_in") == refused


def test_the_lists_of_the_call_are_filled_in(mida: CallDefinition) -> None:
    for name, expected in (("target", mida.target_countries), ("partner", mida.partner_countries)):
        named = EligibilityRule(rule="lead_country", params={"countries": name}, paragraph="2.1.2")
        assert params_of(named, mida).model_dump() == {"countries": expected}


def test_every_rule_explains_itself_in_sentences_of_its_own() -> None:
    keys = set()
    params: dict[str, dict[str, Any]] = {
        "lead_type": {"types": ["hospital"]},
        "lead_country": {"countries": ["BI"]},
        "partner_in": {"countries": ["BE"]},
        "registered_years": {"at_least": 5},
        "one_per_lead": {},
        "expert_origin": {"countries": ["RW"], "question": "origins"},
        "own_contribution": {"percent": 20},
        "grant_between": {"min": 1, "max": 50_000},
        "grant_share": {"max": 80},
        "duration_between": {"min": 1, "max": 18},
    }
    assert params.keys() == RULES.keys()
    poor = bid(
        lead_type="ngo", lead_country="US", registered_year=2026, partners=(), requested=euros(50_001),
        contribution=euros(1), duration_months=19, other_proposals=1,
        countries_told={"origins": ("RW", "US")},
    )  # fmt: skip
    for name, given_ in params.items():
        for facts in (bid(), poor, Facts(now=NOON)):
            answer = RULES[name].decide(RULES[name].params.model_validate(given_), facts)
            keys.add((answer.verdict, answer.message.key))
    assert len({key for _, key in keys}) == 3 * len(RULES)
