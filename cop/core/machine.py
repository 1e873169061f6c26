"""Drafts of translations by a machine: a port, an engine that makes none, and one that asks a server, by setting.

The server speaks the interface of LibreTranslate: POST of {"q": [text, …], "source", "target", "format", "api_key"}, answered by
{"translatedText": [text, …]}. Nothing else of the site is told to it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.request import Request, urlopen

import structlog
from flask import current_app

log = structlog.get_logger()
MOST_ANSWER = 4_000_000


class MachineAway(Exception):
    """It did not answer, or not with as many texts as it was given."""


class Machine(Protocol):
    """Whatever turns texts of one language into another."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """A draft for each of `texts`, "" where there is none. It may take seconds; raises MachineAway."""


@dataclass(frozen=True, slots=True)
class NoMachine:
    """What works where no setting names a server: people alone translate."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:  # noqa: ARG002 - the port's
        return [""] * len(texts)


@dataclass(frozen=True, slots=True)
class HttpMachine:
    """A server at `url`, which waits `timeout` seconds at most."""

    url: str
    key: str
    timeout: int

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        asked = {"q": list(texts), "source": source, "target": target, "format": "text"}
        asked |= {"api_key": self.key} if self.key else {}
        try:
            said = json.loads(self._post(json.dumps(asked).encode()))
        except (OSError, ValueError) as error:
            log.warning("machine_away", error=str(error))
            raise MachineAway(str(error)) from error
        drafts = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(drafts, list) or [type(draft) for draft in drafts] != [str] * len(texts):
            raise MachineAway("an answer of another shape")
        return drafts

    def _post(self, content: bytes) -> bytes:
        request = Request(self.url, content, {"Content-Type": "application/json"})  # noqa: S310 - the operator's own address
        with urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
            said: bytes = answer.read(MOST_ANSWER + 1)
        if len(said) > MOST_ANSWER:
            raise ValueError("an answer without an end")
        return said


def is_on() -> bool:
    return bool(current_app.config["SETTINGS"].translator_url)


def machine() -> Machine:
    """The engine that the settings name."""
    settings = current_app.config["SETTINGS"]
    if not settings.translator_url:
        return NoMachine()
    key = settings.translator_key.get_secret_value() if settings.translator_key else ""
    return HttpMachine(settings.translator_url, key, settings.translator_timeout)
