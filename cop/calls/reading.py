"""Calls as their readers meet them: where each stands, and its dates in the zone of the call and of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cop.calls import rules
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.stages import Stage
from cop.calls.models import Call, CallStage, CallState, CallVersion, Extension
from cop.calls.queries import announced_stages, definitions_of, times_of, versions_in_force
from cop.calls.rules import Phase, StageTimes
from cop.core import i18n, web
from cop.kernel.messages import N_, Message, say
from cop.kernel.money import Money
from cop.kernel.translated import pick
from cop.taxonomy.countries import country_name, language_name
from cop.taxonomy.terms import vocabulary

PHASES = {
    Phase.OPEN: (N_("Open"), "success"),
    Phase.ANNOUNCED: (N_("Opens soon"), "info"),
    Phase.EVALUATION: (N_("In evaluation"), "warning"),
    Phase.DECIDED: (N_("Decided"), "neutral"),
}
"""What each phase is called and the kind of its tag, in the order of the public list."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A date of the call as sentences: `here` in its zone, `there` in the reader's, `left` how long still."""

    at: datetime
    here: str
    there: str
    left: str | None


@dataclass(frozen=True, slots=True)
class StageReading:
    """One stage of the call: what it asks and when. `row` knows how its closing moved."""

    number: int
    stage: Stage
    times: StageTimes
    row: CallStage

    @property
    def opens(self) -> Instant:
        return _instant(self.times.window.opens_at, self.times.window.zone)

    @property
    def closes(self) -> Instant:
        return _instant(self.times.window.closes_at, self.times.window.zone)

    @property
    def closed_before(self) -> list[tuple[Extension, Instant]]:
        """Each extension with the closing that it moved, the newest first."""
        zone = self.times.window.zone
        return [(row, _instant(row.before, zone)) for row in reversed(self.row.extensions)]

    @property
    def asked_until(self) -> Instant:
        """Until when questions about the call are taken."""
        window = self.times.window
        return _instant(rules.days_before(window, self.stage.clarifications.ask_days), window.zone)

    @property
    def is_open(self) -> bool:
        return self.times.window.is_open(web.now())

    @property
    def state_name(self) -> Message:
        if self.is_open:
            return say(N_("Open"))
        if self.times.window.is_ahead(web.now()):
            return say(N_("Not open yet"))
        return say(N_("Decided")) if self.times.is_announced else say(N_("Closed"))

    @property
    def state_kind(self) -> str:
        return "success" if self.is_open else "neutral"


@dataclass(frozen=True, slots=True)
class CallReading:
    """A call with the definition in force and where it stands now."""

    call: Call
    version: CallVersion
    definition: CallDefinition
    stages: tuple[StageReading, ...]

    @property
    def is_draft(self) -> bool:
        return self.call.state == CallState.DRAFT

    @property
    def phase(self) -> Phase:
        return rules.phase([stage.times for stage in self.stages], web.now())

    @property
    def may_still_apply(self) -> bool:
        return self.is_draft or self.phase in (Phase.OPEN, Phase.ANNOUNCED)

    @property
    def phase_name(self) -> Message:
        return say(N_("Draft")) if self.is_draft else say(PHASES[self.phase][0])

    @property
    def phase_kind(self) -> str:
        return "warning" if self.is_draft else PHASES[self.phase][1]

    @property
    def current(self) -> StageReading:
        """The stage that matters now."""
        now = rules.stage_now([stage.times for stage in self.stages], web.now())
        return self.stages[now.number - 1]

    @property
    def least(self) -> Money:
        """The smallest grant."""
        return Money(self.definition.grant.min, self.definition.currency)

    @property
    def most(self) -> Money:
        """The largest grant."""
        return Money(self.definition.grant.max, self.definition.currency)

    @property
    def target_countries(self) -> str:
        """Their names in the reader's language."""
        return i18n.join([country_name(code, web.language()) for code in self.definition.target_countries])

    @property
    def languages(self) -> str:
        """The languages of its texts, named for within a sentence."""
        return _languages(self.definition.languages)

    @property
    def proposal_languages(self) -> str:
        """The languages that applicants may write in, named for within a sentence."""
        return _languages(self.definition.proposal_languages)

    @property
    def authoritative(self) -> str:
        """The language whose text holds when two differ."""
        return _languages([self.definition.authoritative])

    @property
    def subjects(self) -> str:
        """The names of the call's themes and sectors in the reader's language; "" when it is open to all."""
        names = [vocabulary("themes").label(code, web.language()) for code in self.definition.themes]
        names += [vocabulary("sectors").label(code, web.language()) for code in self.definition.sectors]
        return i18n.join(names)


def readings_of(calls: Sequence[Call]) -> list[CallReading]:
    """`calls` as they are read, in their order: a constant number of queries."""
    if not calls:
        return []
    versions = versions_in_force(calls)
    definitions = definitions_of(list(versions.values()))
    announced = announced_stages(calls)
    readings = []
    for call in calls:
        version = versions[call.id]
        definition = definitions[version.sha256]
        times = times_of(call, announced.get(call.id, frozenset()))
        stages = tuple(
            StageReading(time.number, definition.stage(time.number), time, row)
            for time, row in zip(times, call.stages, strict=True)
        )
        readings.append(CallReading(call, version, definition, stages))
    return readings


def reading_of(call: Call) -> CallReading:
    """One call as it is read."""
    return readings_of([call])[0]


def titles_of(calls: Sequence[Call]) -> dict[int, str]:
    """The titles of `calls`, by their ids, as the reader of a list meets them."""
    versions = versions_in_force(calls)
    definitions = definitions_of(list(versions.values()))
    return {
        call_id: pick(definitions[version.sha256].title, web.language()).text
        for call_id, version in versions.items()
    }


def in_order(readings: Sequence[CallReading]) -> list[CallReading]:
    """Drafts first, for those who may see them; then as the phases are listed; in a phase the newest first."""
    order = list(PHASES)
    return sorted(readings, key=lambda reading: -1 if reading.is_draft else order.index(reading.phase))


def _languages(codes: Sequence[str]) -> str:
    return i18n.join([language_name(code, web.language()) for code in codes])


def _instant(at: datetime, zone: str) -> Instant:
    left = i18n.time_left(at - web.now()) if at > web.now() else None
    return Instant(at, i18n.instant(at, zone=zone), i18n.instant(at), left)
