"""Every text is there in every language of the call, and in no other."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc
from cop.calls.definition.texts import Text
from cop.kernel.messages import N_, say
from cop.kernel.translated import LANGUAGES


def check_languages(definition: CallDefinition) -> Iterator[Found]:
    """The languages named are languages of the site, each once."""
    for name in ("languages", "proposal_languages"):
        for i, language in enumerate(getattr(definition, name)):
            if language not in LANGUAGES:
                yield (
                    (name, i),
                    say(
                        N_("“%(language)s” is not a language of this site: %(languages)s."),
                        language=language,
                        languages=", ".join(LANGUAGES),
                    ),
                )


def check_texts(definition: CallDefinition) -> Iterator[Found]:
    """A call cannot open while a translation of it is missing."""
    wanted = definition.languages
    for loc, text in texts_in(definition):
        for language in wanted:
            if language not in text:
                yield (
                    (*loc, language),
                    say(N_("The text in “%(language)s” is missing here."), language=language),
                )
        for language in text:
            if language not in wanted:
                yield (
                    (*loc, language),
                    say(
                        N_("“%(language)s” is not a language of this call: %(languages)s."),
                        language=language,
                        languages=", ".join(wanted),
                    ),
                )


def texts_in(part: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Text]]:
    """Every text inside `part` with its path."""
    if isinstance(part, Text):
        yield loc, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_in(getattr(part, name), (*loc, name))
    elif isinstance(part, tuple):
        for i, item in enumerate(part):
            yield from texts_in(item, (*loc, i))
