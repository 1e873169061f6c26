"""Browsers by the names people know them by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.accounts.devices import BROWSERS, SYSTEMS, device_name

KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"
SAID = {
    "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0": "Firefox on Android",
    f"Mozilla/5.0 (Linux; Android 10; K) {KHTML} Chrome/142.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    f"Mozilla/5.0 (Linux; Android 10; K) {KHTML} SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36": (
        "Samsung Internet on Android"
    ),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KHTML} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0": "Edge on Windows",
    f"Mozilla/5.0 (X11; Linux x86_64) {KHTML} Chrome/142.0.0.0 Safari/537.36 OPR/120.0": "Opera on Linux",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15": (
        "Safari on macOS"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 CriOS/142.0 Mobile/15E148 Safari/604.1": (
        "Chrome on iPhone"
    ),
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {KHTML} Chrome/142.0.0.0 Safari/537.36": "Chrome on ChromeOS",
    "Mozilla/5.0 (PlayStation) Firefox/1.0": "Firefox on an unknown system",
    "curl/8.5.0": "Unknown browser",
    "": "Unknown browser",
}


@pytest.mark.parametrize("user_agent", SAID)
def test_a_browser_is_called_by_its_name(user_agent: str) -> None:
    assert str(device_name(user_agent)) == SAID[user_agent]


@given(st.text(), st.sampled_from(sorted(BROWSERS)))
def test_nothing_of_what_it_says_is_repeated(text: str, mark: str) -> None:
    """Whoever signs in writes nothing of their own onto the page."""
    said = device_name(f"{text} {mark} {text}")
    assert set(said.params.values()) <= {*BROWSERS.values(), *SYSTEMS.values()}
