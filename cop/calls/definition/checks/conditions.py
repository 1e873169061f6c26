"""The conditions of the call: money, time, countries, who may apply."""

from collections.abc import Iterator

from pydantic import ValidationError

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.explaining import explain
from cop.calls.definition.problems import Found, Loc, nearest
from cop.calls.definition.questions import ASKING_COUNTRIES
from cop.calls.definition.texts import Part
from cop.calls.eligibility import RULES, params_of
from cop.calls.eligibility_rules import ExpertOrigin
from cop.kernel.messages import N_, Message, say
from cop.taxonomy.countries import is_country


def check_money(definition: CallDefinition) -> Iterator[Found]:
    """Each least is not above its most, and one grant fits into the envelope."""
    grant, duration = definition.grant, definition.duration_months
    if grant.min > grant.max:
        message = N_("The smallest grant, %(least)s, is above the largest, %(most)s.")
        yield ("grant", "min"), say(message, least=grant.min, most=grant.max)
    if grant.max > definition.envelope.amount:
        message = N_("The largest grant, %(most)s, is more than the whole envelope, %(envelope)s.")
        yield ("grant", "max"), say(message, most=grant.max, envelope=definition.envelope.amount)
    if grant.share_min > grant.share_max:
        message = N_("The smallest share, %(least)s%%, is above the largest, %(most)s%%.")
        yield ("grant", "share_min"), say(message, least=grant.share_min, most=grant.share_max)
    if duration.min > duration.max:
        message = N_("The shortest duration, %(least)s, is above the longest, %(most)s.")
        yield ("duration_months", "min"), say(message, least=duration.min, most=duration.max)


def check_countries(definition: CallDefinition) -> Iterator[Found]:
    """Each code is a country's."""
    for name in ("target_countries", "partner_countries"):
        for i, code in enumerate(getattr(definition, name)):
            if not is_country(code):
                yield (name, i), say(N_("There is no country “%(code)s”."), code=code)


def check_rules(definition: CallDefinition) -> Iterator[Found]:
    """Each rule exists, takes these parameters and rests on a paragraph of the call."""
    paragraphs = [paragraph.code for paragraph in definition.who_may_apply]
    for i, named in enumerate(definition.eligibility):
        loc = ("eligibility", i)
        if named.rule not in RULES:
            meant = nearest(named.rule, RULES)
            if meant:
                message = say(
                    N_("There is no rule “%(rule)s”; did you mean “%(meant)s”?"),
                    rule=named.rule,
                    meant=meant,
                )
            else:
                message = say(
                    N_("There is no rule “%(rule)s”; there are %(rules)s."),
                    rule=named.rule,
                    rules=", ".join(RULES),
                )
            yield (*loc, "rule"), message
        else:
            try:
                params = params_of(named, definition)
            except ValidationError as error:
                yield from explain(error, under=(*loc, "params"))
            else:
                yield from _told_by(params, definition, (*loc, "params", "question"))
        if named.paragraph not in paragraphs:
            yield (*loc, "paragraph"), _no_paragraph(named.paragraph, paragraphs)
    for i, asked in enumerate(definition.ask_before_applying):
        if asked.paragraph is not None and asked.paragraph not in paragraphs:
            yield (
                ("ask_before_applying", i, "paragraph"),
                _no_paragraph(asked.paragraph, paragraphs),
            )


def _told_by(params: Part, definition: CallDefinition, loc: Loc) -> Iterator[Found]:
    """A rule about the experts rests on a question that asks for countries, wherever it is asked."""
    if not isinstance(params, ExpertOrigin):
        return
    asked = [question for stage in definition.stages for question in stage.questions]
    types = {question.type for question in asked if question.code == params.question}
    if not types:
        yield loc, say(N_("No question of this call is called “%(code)s”."), code=params.question)
    elif not types <= set(ASKING_COUNTRIES):
        yield loc, say(N_("The question “%(code)s” does not ask for countries."), code=params.question)


def _no_paragraph(code: str, paragraphs: list[str]) -> Message:
    message = N_("“who_may_apply” has no paragraph “%(code)s”; it has %(paragraphs)s.")
    return say(message, code=code, paragraphs=", ".join(paragraphs))
