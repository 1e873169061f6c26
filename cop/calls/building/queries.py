"""A call as it lies on the workbench: what its newest version says, or what has been changed since.

What is changed in a public call is the working copy of a correction: one for all, until it is published or thrown away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from cop.calls import rules
from cop.calls.building.names import name_of
from cop.calls.building.places import Place, page_of
from cop.calls.building.values import base_of
from cop.calls.correcting.queries import definition_now, mark_now, what_must_stay
from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.loading import read_values
from cop.calls.definition.problems import Found, Loc
from cop.calls.models import Call, CallDraft, CallState
from cop.calls.queries import call_by_code
from cop.core.db import db
from cop.kernel.actor import Actor


@dataclass
class Workbench:
    """The values to change. `draft` is None while nothing is, `call` while there is no version yet."""

    code: str
    values: dict[str, Any]
    call: Call | None
    draft: CallDraft | None
    now: datetime

    @property
    def public(self) -> Call | None:
        """The call, if everybody sees it: what is changed here is then a correction."""
        return self.call if self.call and self.call.state == CallState.PUBLISHED else None

    @property
    def public_mark(self) -> str | None:
        """mark_now of the call that a correction takes the place of."""
        return mark_now(self.public) if self.public else None

    @property
    def is_outdated(self) -> bool:
        """Whether the public call was corrected, or a deadline of it moved, since this working copy was begun."""
        return self.draft is not None and self.draft.begun_from != self.public_mark

    @property
    def mark(self) -> str:
        """Of all that the differences of a working copy are read from: the copy, and the call as it is public."""
        return base_of([self.values, self.public_mark])

    @property
    def title(self) -> str:
        return name_of(self.values) or self.code

    @cached_property
    def read(self) -> tuple[CallDefinition | None, list[Found]]:
        """The definition, as soon as there is one, and all that is wrong or must stay."""
        definition, found = read_values(self.values)
        if definition is not None and self.public is not None:
            found = [*found, *what_must_stay(self.public, definition, self.now)]
        return definition, found

    def page_of(self, loc: Loc) -> tuple[Place | None, str]:
        """The page where what stands at `loc` is written, and the id of its field."""
        return page_of(loc, self.values)

    @property
    def definition(self) -> CallDefinition | None:
        return self.read[0]

    @property
    def found(self) -> list[Found]:
        return self.read[1]


def workbench(code: str, actor: Actor, *, now: datetime, hold: bool = False) -> Workbench | None:
    """The call named `code` as it is being changed; None when there is none or the actor may not change it.

    With `hold` nobody else writes it until the commit: of two who save at once the second sees what the first wrote.
    """
    if not rules.can_manage(actor):
        return None
    found = select(CallDraft).where(CallDraft.code == code)
    draft = db.session.scalars(found.with_for_update() if hold else found).one_or_none()
    call = call_by_code(code, actor)
    if draft is not None:
        return Workbench(code, draft.content, call, draft, now)
    return Workbench(code, values_of(definition_now(call)), call, None, now) if call else None


def values_of(definition: CallDefinition) -> dict[str, Any]:
    """What a definition says, without what has its default value."""
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
