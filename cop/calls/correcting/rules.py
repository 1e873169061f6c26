"""What may not change once a call is public: whatever people already rely on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc
from cop.calls.definition.stages import Stage
from cop.kernel.clock import Window
from cop.kernel.messages import N_, Message, say

Steps = tuple[str, ...]
"""The names on the way to a field, without the positions in lists: `("stages", "window", "opens")`."""

_STAYS: tuple[tuple[Steps, str], ...] = (
    (("programme",), N_("The programme stays.")),
    (("languages",), N_("The first language stays the first; others may be added, none taken away.")),
    (("proposal_languages",), N_("Languages to write in may be added, none taken away.")),
    (("envelope", "currency"), N_("The currency stays.")),
    (("stages", "code"), N_("The short name of the stage stays.")),
    (
        ("stages", "window"),
        N_(
            "The time zone stays, and once the stage is open its dates do. Until then it may only close later."
        ),
    ),
    (
        ("stages", "sections", "questions"),
        N_("A question that was public keeps its type: one of another type needs another short name."),
    ),
    (("stages", "budget", "headings"), N_("Headings of the budget may be added, none taken away.")),
    (("stages", "budget", "exchange"), N_("Other currencies may be added, none taken away.")),
)
"""What correction_problems refuses, in the words of the page where it is written."""

_SCORING = ("grid", "selection", "carries", "reviewers_per_proposal", "divergence_percent")


def what_stays(fields: Iterable[Steps], *, is_open: bool) -> list[Message]:
    """What must stay of these fields of a public call; `is_open` says whether their stage has opened."""
    written = list(fields)
    found = [say(message) for steps, message in _STAYS if any(_touch(steps, way) for way in written)]
    if is_open and any(way[:1] == ("stages",) and way[1:2] and way[1] in _SCORING for way in written):
        found.append(say(N_("This stage is open: weights, limits and thresholds stay, words may be mended.")))
    return found


def _touch(one: Steps, other: Steps) -> bool:
    """Whether one lies on the way to the other."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def correction_problems(
    old: CallDefinition, new: CallDefinition, windows: Sequence[Window], now: datetime
) -> Iterator[Found]:
    """Why `new` may not take the place of `old`, whose stages are open in `windows` (extensions included)."""
    for name in ("code", "programme"):
        if getattr(old, name) != getattr(new, name):
            yield (name,), say(N_("This stays what it is: “%(value)s”."), value=getattr(old, name))
    if old.currency != new.currency:
        yield (
            ("envelope", "currency"),
            say(N_("The currency of a public call stays %(old)s."), old=old.currency),
        )
    if old.authoritative != new.authoritative:
        yield (
            ("languages",),
            say(N_("The language that holds stays the first: %(old)s."), old=old.authoritative),
        )
    for name in ("languages", "proposal_languages"):
        if gone := [code for code in getattr(old, name) if code not in getattr(new, name)]:
            yield (name,), say(N_("People may be using these languages: %(gone)s."), gone=", ".join(gone))
    if [stage.code for stage in old.stages] != [stage.code for stage in new.stages]:
        yield (
            ("stages",),
            say(N_("The stages of a public call stay: none is added, removed or put elsewhere.")),
        )
        return
    for number, (before, after) in enumerate(zip(old.stages, new.stages, strict=True)):
        loc: Loc = ("stages", number)
        yield from _window(after, windows[number], now, (*loc, "window"))
        yield from _form(before, after, loc)
        if not windows[number].is_ahead(now):
            yield from _exchange(before, after, loc)
            yield from _scoring(before, after, loc)


def _window(stage: Stage, announced: Window, now: datetime, loc: Loc) -> Iterator[Found]:
    window = stage.window.instants()
    if window.zone != announced.zone:
        yield (*loc, "zone"), say(N_("The time zone stays %(zone)s."), zone=announced.zone)
    if announced.is_ahead(now):
        if window.closes_at < announced.closes_at:
            message = N_("This deadline was announced for %(closes)s and cannot be earlier.")
            yield (*loc, "closes"), say(message, closes=announced.closes_at)
        if window.opens_at < now:
            yield (*loc, "opens"), say(N_("This stage has not opened yet, so it cannot open in the past."))
        return
    if window.opens_at != announced.opens_at:
        yield (*loc, "opens"), say(N_("This stage opened on %(opens)s already."), opens=announced.opens_at)
    if window.closes_at != announced.closes_at:
        message = N_(
            "It closes on %(closes)s. A later deadline has a page of its own, so that everybody is told."
        )
        yield (*loc, "closes"), say(message, closes=announced.closes_at)


def _form(old: Stage, new: Stage, loc: Loc) -> Iterator[Found]:
    """What was written must still fit: a question keeps its type, a budget its headings and currencies.

    Also before a stage opens: whoever is invited to it begins to write at once.
    """
    types = {question.code: question.type for question in old.questions}
    for i, section in enumerate(new.sections):
        for j, question in enumerate(section.questions):
            if question.type != types.get(question.code, question.type):
                message = N_("“%(code)s” was answered as %(old)s. Give the new question another code.")
                here = (*loc, "sections", i, "questions", j, "type")
                yield here, say(message, code=question.code, old=types[question.code])
    if old.budget is None:
        return
    kept = {heading.code for heading in new.budget.headings} if new.budget else set()
    if gone := [heading.code for heading in old.budget.headings if heading.code not in kept]:
        message = N_("Lines may stand under these headings of the budget: %(gone)s.")
        yield (*loc, "budget"), say(message, gone=", ".join(gone))
    rates = _rates(new)
    if gone := [code for code in _rates(old) if code not in rates]:
        message = N_("Lines may be in these currencies: %(gone)s.")
        yield (*loc, "budget", "exchange"), say(message, gone=", ".join(gone))


def _rates(stage: Stage) -> dict[str, Decimal]:
    """What one unit of each other currency is in the call's."""
    return {exchange.code: exchange.rate for exchange in stage.budget.exchange} if stage.budget else {}


def _exchange(old: Stage, new: Stage, loc: Loc) -> Iterator[Found]:
    """Budgets were worked out at these rates; a further currency may be added."""
    before, now = _rates(old), _rates(new)
    moved = [code for code in before if code in now and now[code] != before[code]]
    if moved:
        message = N_("This stage is open, so these currencies and their rates stay: %(currencies)s.")
        yield (*loc, "budget", "exchange"), say(message, currencies=", ".join(moved))


def _scoring(old: Stage, new: Stage, loc: Loc) -> Iterator[Found]:
    """All are scored alike, so nothing of it changes once a stage is open; its words may be mended."""
    for name in _SCORING:
        if _without_texts(getattr(old, name)) != _without_texts(getattr(new, name)):
            yield (*loc, name), say(N_("This stage is open, so how proposals are scored and chosen stays."))


def _without_texts(value: object) -> object:
    """The numbers and codes of a part."""
    dump = getattr(value, "model_dump", None)
    return _numbers(dump(mode="json")) if dump else value


def _numbers(value: object) -> object:
    match value:
        case dict():
            return {
                key: _numbers(item)
                for key, item in value.items()
                if key not in {"label", "title", "help", "labels"}
            }
        case list():
            return [_numbers(item) for item in value]
    return value
