"""Every public call can be applied to, whatever the calls beside it are called."""

from flask import Flask

from cop.calls.models import Call
from cop.calls.services import create_call, publish_call
from cop.kernel.actor import SYSTEM
from tests.calls.shipped import small
from tests.factories import NOON
from tests.proposals.making import make_draft, make_team


def public(code: str) -> Call:
    call = create_call(small().model_copy(update={"code": code}), actor=SYSTEM, now=NOON)
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
