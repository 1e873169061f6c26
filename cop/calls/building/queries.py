"""A call as it lies on the workbench: what its newest version says, or what has been changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from cop.calls import rules
from cop.calls.building.names import name_of
from cop.calls.building.places import Place, page_of
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import read_values
from cop.calls.definition.problems import Found, Loc
from cop.calls.models import Call, CallDraft, CallState
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core.db import db
from cop.kernel.actor import Actor


@dataclass
class Workbench:
    """The values to change. `draft` is None while nothing is, `call` while there is no version yet."""

    code: str
    values: dict[str, Any]
    call: Call | None
    draft: CallDraft | None

    @property
    def title(self) -> str:
        return name_of(self.values) or self.code

    @cached_property
    def read(self) -> tuple[CallDefinition | None, list[Found]]:
        """The definition, as soon as there is one, and all that is wrong."""
        return read_values(self.values)

    def page_of(self, loc: Loc) -> tuple[Place | None, str]:
        """The page where what stands at `loc` is written, and the id of its field."""
        return page_of(loc, self.values)

    @property
    def definition(self) -> CallDefinition | None:
        return self.read[0]

    @property
    def found(self) -> list[Found]:
        return self.read[1]


def workbench(code: str, actor: Actor) -> Workbench | None:
    """The call named `code` as it is being changed; None when there is none or the actor may not change it."""
    if not rules.can_manage(actor):
        return None
    draft = db.session.scalars(select(CallDraft).where(CallDraft.code == code)).one_or_none()
    call = call_by_code(code, actor)
    if draft is not None:
        return Workbench(code, draft.content, call, draft)
    return Workbench(code, values_of(call), call, None) if call else None


def values_of(call: Call) -> dict[str, Any]:
    """What the version in force says, without what has its default value."""
    definition = definition_of(version_in_force(call))
    return definition.model_dump(mode="json", exclude_defaults=True)


def drafts_begun(actor: Actor) -> Sequence[CallDraft]:
    """What is being changed, the newest change first."""
    if not rules.can_manage(actor):
        return []
    return db.session.scalars(select(CallDraft).order_by(CallDraft.changed_at.desc()).limit(50)).all()


def is_taken(code: str) -> bool:
    """Whether a call, or one that is being made, has this short name."""
    tables = (Call, CallDraft)
    return any(db.session.query(table.id).filter_by(code=code).first() for table in tables)


def is_published(bench: Workbench) -> bool:
    return bench.call is not None and bench.call.state == CallState.PUBLISHED
