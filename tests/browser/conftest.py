"""A real Chromium against the site on a real socket, whose clock the test sets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from cop.kernel.clock import SetClock
from tests.browser.demonstration import Visit, make_demonstration, visits
from tests.once import Once

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 120_000
"""Milliseconds to wait for what a page should do: a machine may be slow, and waiting costs nothing where it is not."""
expect.set_options(timeout=PATIENCE)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Live:
    """The site as a browser reaches it."""

    app: Flask
    url: str
    clock: SetClock


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The site of `cop seed` as a browser reaches it, and who visits which of its pages."""

    app: Flask
    url: str
    visits: list[Visit]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Iterator[Demonstration]:
    app = make_demonstration(tmp_path_factory.mktemp("demonstration"), once)
    with serving(app) as url:
        yield Demonstration(app, url, visits(app))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def live(app: Flask, clock: SetClock) -> Iterator[Live]:
    """The app behind a threaded server on a free port."""
    with serving(app) as url:
        yield Live(app, url, clock)


class serving:  # noqa: N801 - reads as a verb
    """Serve `app` as long as the block; its address."""

    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Opener]:
    """`open_page(base_url, script=True, …)`: a page in a context of its own. A script error or a 5xx fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(base_url: str, *, script: bool = True, **more: Any) -> Page:
        context = chromium.new_context(base_url=base_url, java_script_enabled=script, **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "response",
            lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults
