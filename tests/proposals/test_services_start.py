"""Every public call can be applied to, whatever the calls beside it are called; what its own rules say from then on."""

from collections.abc import Sequence

import pytest
from flask import Flask

from cop.calls.definition.definition import EligibilityRule
from cop.calls.definition.questions import CountriesQuestion
from cop.calls.definition.texts import Text
from cop.calls.eligibility import Finding, Verdict
from cop.calls.models import Call
from cop.calls.queries import definition_of
from cop.calls.services import create_call, publish_call
from cop.kernel.actor import SYSTEM
from cop.kernel.errors import Refused
from cop.proposals.models import Proposal
from cop.proposals.queries import draft_of
from cop.proposals.reading import findings_in, findings_of
from cop.proposals.states import ProposalState
from tests.calls.shipped import small
from tests.factories import NOON
from tests.proposals.making import CONCEPT, make_call, make_draft, make_team, submit, write


def public(code: str, *rules: EligibilityRule, asks: Sequence[CountriesQuestion] = ()) -> Call:
    """The smallest call under this name, with these rules of eligibility and questions beside its own."""
    first, *rest = small().stages
    [section] = first.sections
    sections = (section.model_copy(update={"questions": (*section.questions, *asks)}),)
    stages = (first.model_copy(update={"sections": sections}), *rest)
    changes = {"code": code, "eligibility": (*small().eligibility, *rules), "stages": stages}
    call = create_call(small().model_copy(update=changes), actor=SYSTEM, now=NOON)
    publish_call(call, actor=SYSTEM, now=NOON)
    return call


def numbers(call: Call, count: int) -> list[str]:
    """Of as many new proposals of the call."""
    return [make_draft(make_team(call)).number for _ in range(count)]


def test_calls_with_the_same_initials_number_their_proposals_apart(ctx: Flask) -> None:
    first, second, third = (public(f"{name}-lakes-2026") for name in ("mida-great", "mid-gulf", "my-green"))
    assert numbers(second, 1) == ["MGL-2026-0001"]
    assert numbers(first, 2) == ["MGL.2-2026-0001", "MGL.2-2026-0002"]
    assert numbers(second, 1) == ["MGL-2026-0002"]
    assert numbers(third, 1) == ["MGL.3-2026-0001"]


def last_finding(proposal: Proposal) -> Finding:
    """What the last rule of the call says of the draft now."""
    draft = draft_of(proposal)
    assert draft
    return findings_of(proposal, draft, definition_of(proposal.call_version), now=NOON)[-1]


def test_a_lead_has_one_proposal_where_the_call_says_nothing(ctx: Flask) -> None:
    team = make_team()
    first = make_draft(team)
    with pytest.raises(Refused, match=r"in this call already: 1; allowed in all: 1\."):
        make_draft(team)
    make_draft(make_team(team.call))
    first.state = ProposalState.WITHDRAWN
    make_draft(team)


def test_a_lead_has_as_many_proposals_as_the_rule_says(ctx: Flask) -> None:
    """It refuses at the start, is told in the draft, and freezes with what is handed in."""
    team = make_team(make_call(EligibilityRule(rule="one_per_lead", params={"at_most": 2}, paragraph="1.1")))
    first = make_draft(team, **CONCEPT)
    assert last_finding(first).message.params == {"others": 0, "at_most": 2}
    second = make_draft(team)
    with pytest.raises(Refused, match=r"in this call already: 2; allowed in all: 2\."):
        make_draft(team)
    submission = submit(first, team)
    for proposal in (first, second):
        finding = last_finding(proposal)
        assert (finding.verdict, finding.paragraph) == (Verdict.YES, "1.1")
        assert finding.message.params == {"others": 1, "at_most": 2}
    second.state = ProposalState.WITHDRAWN
    assert last_finding(first).message.params["others"] == 0
    frozen = findings_in(submission)[-1]
    assert (frozen.rule, frozen.message.params) == ("one_per_lead", {"others": 1, "at_most": 2})


def test_where_the_experts_come_from_is_judged_by_the_answer(ctx: Flask) -> None:
    label = Text(en="Where do the experts come from?", fr="D'où viennent les experts ?")
    asks = CountriesQuestion(code="origins", type="countries", required=False, label=label)
    params = {"countries": "target", "question": "origins"}
    rule = EligibilityRule(rule="expert_origin", params=params, paragraph="1.2")
    team = make_team(public("experts-2026", rule, asks=[asks]))
    proposal = make_draft(team, **CONCEPT)
    assert last_finding(proposal).verdict == Verdict.UNKNOWN
    for told, expected in ((["RW", "BI"], Verdict.YES), (["RW", "BE"], Verdict.NO)):
        write(proposal, {"origins": told}, team)
        assert last_finding(proposal).verdict == expected
    frozen = findings_in(submit(proposal, team))[-1]
    assert (frozen.rule, frozen.verdict, frozen.paragraph) == ("expert_origin", Verdict.NO, "1.2")
