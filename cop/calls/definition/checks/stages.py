"""A stage asks what is needed, and a second one continues the first."""

from collections.abc import Iterator
from typing import Any

from cop.calls.definition.budget import Budget
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc
from cop.calls.definition.questions import BaseQuestion
from cop.calls.definition.stages import Stage
from cop.kernel.messages import N_, say

_TYPE_OF_FACT = {
    "title": ("short_text",),
    "summary": ("long_text",),
    "countries": ("country", "countries"),
    "themes": ("choice", "several"),
    "duration": ("period",),
    "requested_grant": ("money",),
    "total_cost": ("money",),
    "own_contribution": ("money",),
    "women": ("number",),
    "men": ("number",),
}
_ONCE = ("budget", "partners")


def check_stages(definition: CallDefinition) -> Iterator[Found]:
    """Each stage by itself: its place, its facts, its budget, its limits."""
    codes = [stage.code for stage in definition.stages]
    wanted = ["concept-note", "full-proposal"][-len(codes) :]
    for number, stage in enumerate(definition.stages):
        loc = ("stages", number)
        if stage.code != wanted[number]:
            message = N_("This stage is “%(wanted)s”, not “%(code)s”.")
            yield (*loc, "code"), say(message, wanted=wanted[number], code=stage.code)
        if stage.selection.cut == "places" and stage.selection.places is None:
            yield (*loc, "selection", "places"), say(N_("A cut after places needs their number."))
        yield from _questions(stage, definition, loc)
        yield from _budget(stage, definition, loc)
        yield from _facts(stage, loc)


def _located(stage: Stage, loc: Loc) -> Iterator[tuple[Loc, BaseQuestion]]:
    for i, section in enumerate(stage.sections):
        for j, question in enumerate(section.questions):
            yield (*loc, "sections", i, "questions", j), question


def _questions(stage: Stage, definition: CallDefinition, loc: Loc) -> Iterator[Found]:
    for here, question in _located(stage, loc):
        for least_name, most_name in (("minimum", "maximum"), ("at_least", "at_most")):
            least, most = getattr(question, least_name, None), getattr(question, most_name, None)
            if least is not None and most is not None and least > most:
                message = N_("The least, %(least)s, is above the most, %(most)s.")
                yield (*here, least_name), say(message, least=str(least), most=str(most))
        if getattr(question, "among", None) == "partner" and not definition.partner_countries:
            yield (*here, "among"), say(N_("This call has no partner countries to choose from."))
        if question.fact == "themes":
            yield from _themes(question, definition, here)
    for kind in _ONCE:
        for question in stage.of_type(kind)[1:]:
            here = next(at for at, other in _located(stage, loc) if other is question)
            yield (*here, "type"), say(N_("A stage has one question of type “%(type)s”."), type=kind)


def _themes(question: Any, definition: CallDefinition, loc: Loc) -> Iterator[Found]:
    known = {*definition.themes, *definition.sectors}
    for i, option in enumerate(getattr(question, "options", ())):
        if option.code not in known:
            message = N_("“%(code)s” is neither a theme nor a sector of this call.")
            yield (*loc, "options", i, "code"), say(message, code=option.code)


def _budget(stage: Stage, definition: CallDefinition, loc: Loc) -> Iterator[Found]:
    asked = bool(stage.of_type("budget"))
    if asked and (stage.budget is None or not stage.budget.headings):
        at = (*loc, "budget", "headings") if stage.budget else (*loc, "budget")
        yield at, say(N_("This stage asks for a budget, so it needs headings."))
    if stage.budget is None:
        return
    if not asked:
        yield (*loc, "budget"), say(N_("This stage has a budget but no question of type “budget”."))
    if stage.budget.currency != definition.envelope.currency:
        message = N_("The budget is in %(currency)s but the envelope in %(envelope)s.")
        currencies = {"currency": stage.budget.currency, "envelope": definition.envelope.currency}
        yield (*loc, "budget", "currency"), say(message, **currencies)
    yield from _exchange(stage.budget, definition, (*loc, "budget", "exchange"))
    for i, heading in enumerate(stage.budget.headings):
        if heading.kind != "direct" and stage.budget.of_kind(heading.kind) is not heading:
            message = N_("A budget has one heading of kind “%(kind)s”.")
            yield (*loc, "budget", "headings", i, "kind"), say(message, kind=heading.kind)
        if heading.kind != "direct" and heading.ceiling is None:
            message = N_("“%(code)s” is no direct cost, so it needs a ceiling.")
            yield (*loc, "budget", "headings", i, "ceiling"), say(message, code=heading.code)


def _exchange(budget: Budget, definition: CallDefinition, loc: Loc) -> Iterator[Found]:
    """Lines go on from stage to stage in the currencies they are in."""
    for i, exchange in enumerate(budget.exchange):
        if exchange.code == budget.currency:
            message = N_("%(currency)s is the budget’s own currency and needs no rate.")
            yield (*loc, i, "code"), say(message, currency=exchange.code)
    first, here = definition.stages[0].budget, {exchange.code for exchange in budget.exchange}
    for exchange in first.exchange if first and first is not budget else ():
        if exchange.code not in here:
            message = N_("Lines of the stage before may be in %(currency)s, so it needs a rate here.")
            yield loc, say(message, currency=exchange.code)


def _facts(stage: Stage, loc: Loc) -> Iterator[Found]:
    seen: set[str] = set()
    for here, question in _located(stage, loc):
        fact = question.fact
        if fact is None:
            continue
        types = _TYPE_OF_FACT[fact]
        kind = getattr(question, "type", "")
        if kind not in types:
            message = N_("The fact “%(fact)s” is told by a question of type %(types)s, not “%(type)s”.")
            yield (*here, "fact"), say(message, fact=fact, types=", ".join(types), type=kind)
        if fact in seen:
            yield (*here, "fact"), say(N_("Another question tells the fact “%(fact)s” already."), fact=fact)
        seen.add(fact)
    if "title" not in seen:
        yield (*loc, "sections"), say(N_("No question of this stage tells the title of the project."))
    if "requested_grant" not in seen and not stage.of_type("budget"):
        yield (*loc, "sections"), say(N_("No question of this stage tells the grant that is requested."))
