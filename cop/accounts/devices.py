"""What people call the browser that signed in, from what it says of itself. It may lie: this is for their own list only."""

from cop.kernel.messages import N_, Message, say

# Each claims to be those below it too, so the first that fits is the one.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "KAIOS": "KaiOS",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> Message:
    """As people say it: Firefox on Android."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if not browser:
        return say(N_("Unknown browser"))
    if not system:
        return say(N_("%(browser)s on an unknown system"), browser=browser)
    return say(N_("%(browser)s on %(system)s"), browser=browser, system=system)


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for mark, name in names.items() if mark in user_agent), None)
