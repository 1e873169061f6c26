"""Codes of the second factor, against the vectors of RFC 6238 and against those who try one twice."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.accounts.totp import AROUND, SECONDS, accepted_step, address_for_app, code_at, new_secret, step_at
from tests.factories import NOON

SECRET = b32encode(b"12345678901234567890").decode()
STEP = step_at(NOON)

# RFC 6238, appendix B, SHA-1: eight digits there, of which an app shows the last six.
VECTORS = {
    59: "94287082",
    1_111_111_109: "07081804",
    1_111_111_111: "14050471",
    1_234_567_890: "89005924",
    2_000_000_000: "69279037",
    20_000_000_000: "65353130",
}


@pytest.mark.parametrize("second", VECTORS)
def test_codes_are_those_of_the_standard(second: int) -> None:
    now = datetime.fromtimestamp(second, UTC)
    assert code_at(SECRET, step_at(now)) == VECTORS[second][2:]
    assert accepted_step(SECRET, VECTORS[second][2:], last_step=0, now=now) == step_at(now)


@given(st.integers(-4, 4))
def test_a_clock_may_be_a_step_away_and_no_more(away: int) -> None:
    taken = accepted_step(SECRET, code_at(SECRET, STEP + away), last_step=0, now=NOON)
    assert taken == (STEP + away if abs(away) <= AROUND else None)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(-2, 2)), max_size=20))
def test_no_step_is_taken_twice_and_none_after_a_newer_one(tries: list[tuple[int, int]]) -> None:
    """However the codes of an app are tried while time goes by."""
    now, last, taken = NOON, 0, []
    for seconds, away in tries:
        now += timedelta(seconds=seconds)
        step = accepted_step(SECRET, code_at(SECRET, step_at(now) + away), last_step=last, now=now)
        if step is not None:
            last = step
            taken.append(step)
    assert taken == sorted(set(taken))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "٣"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert accepted_step(SECRET, code, last_step=0, now=NOON) is None


def test_secrets_are_160_bits_and_all_different() -> None:
    secrets = {new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {32}


def test_an_app_is_told_who_and_where() -> None:
    address = address_for_app(SECRET, person="ada@example.org", site="Migration for Development")
    assert address.startswith("otpauth://totp/Migration%20for%20Development:ada%40example.org?")
    assert f"secret={SECRET}" in address
    assert SECONDS == 30  # which is what an app takes when the address says nothing else
