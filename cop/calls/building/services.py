"""Change a call on screen, part by part; make a version of it once it holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cop.activity.services import record
from cop.calls import rules
from cop.calls.building.places import Place
from cop.calls.building.queries import Workbench, is_taken
from cop.calls.building.values import at, base_of, mark_of, moved, with_fields, without
from cop.calls.definition.problems import DefinitionErrors, Loc, path_of
from cop.calls.models import Call, CallDraft
from cop.calls.services import change_call, create_call
from cop.core.db import db
from cop.kernel.actor import Actor
from cop.kernel.errors import Denied, Invalid, Refused, Stale
from cop.kernel.messages import N_, say


def begin_call(values: dict[str, Any], *, actor: Actor, now: datetime) -> CallDraft:
    """Start a call that has no version yet; raises Invalid when its short name will not do."""
    if not rules.can_manage(actor):
        raise Denied
    code = str(values.get("code", ""))
    if problem := rules.short_name_problem(code):
        raise Invalid(fields={"code": problem})
    if is_taken(code):
        raise Invalid(
            fields={"code": say(N_("There is a call with the code “%(code)s” already."), code=code)}
        )
    draft = CallDraft(code=code, content=values, changed_at=now, changed_by=actor.user_id)
    db.session.add(draft)
    record("call_draft.begun", draft, actor=actor, now=now, code=code)
    return draft


def save_part(
    bench: Workbench, place: Place, fields: Mapping[str, Any], *, base: str, actor: Actor, now: datetime
) -> CallDraft:
    """Write the fields of one page; `base` is mark_of what the writer was shown. Raises Stale when that has changed."""
    if base != mark_of(bench.values, place.loc, [shape.name for shape in place.written]):
        raise Stale
    return _write(bench, with_fields(bench.values, place.loc, fields), place.where, actor=actor, now=now)


def move_part(bench: Workbench, loc: Loc, by: int, *, base: str, actor: Actor, now: datetime) -> CallDraft:
    """One place up (-1) or down (1) in its list; `base` is base_of the whole part."""
    _refuse_other(bench, loc, base)
    return _write(bench, moved(bench.values, loc, by), path_of(loc), actor=actor, now=now)


def remove_part(bench: Workbench, loc: Loc, *, base: str, actor: Actor, now: datetime) -> CallDraft:
    """Take a part out; `base` is base_of the whole part."""
    _refuse_other(bench, loc, base)
    return _write(bench, without(bench.values, loc), path_of(loc), actor=actor, now=now)


def _refuse_other(bench: Workbench, loc: Loc, base: str) -> None:
    """The part that was meant must still be the one that stands there."""
    if base != base_of(at(bench.values, loc)):
        raise Stale


def replace_values(
    bench: Workbench, values: dict[str, Any], where: str, *, actor: Actor, now: datetime
) -> CallDraft:
    """The whole with other values, as a translation of all its texts gives them."""
    return _write(bench, values, where, actor=actor, now=now)


def keep_version(bench: Workbench, *, actor: Actor, now: datetime) -> Call:
    """A version of what is on the workbench, which is then empty; raises DefinitionErrors while something is wrong."""
    if bench.draft is None:
        raise Refused(say(N_("Nothing has been changed since the last version.")))
    if bench.public is not None:
        raise Refused(
            say(N_("This call is public: what was changed is published as a correction, with its reason."))
        )
    if bench.definition is None or bench.found:
        raise DefinitionErrors.found(bench.found, name=bench.code)
    if bench.call is not None:
        change_call(bench.call, bench.definition, actor=actor, now=now)
        return bench.call
    db.session.delete(bench.draft)
    return create_call(bench.definition, actor=actor, now=now)


def discard_draft(bench: Workbench, *, actor: Actor, now: datetime) -> None:
    """Throw away what is no version yet."""
    if not rules.can_manage(actor):
        raise Denied
    if bench.draft is None:
        raise Refused(say(N_("Nothing has been changed since the last version.")))
    record("call_draft.discarded", bench.draft, actor=actor, now=now, code=bench.code)
    db.session.delete(bench.draft)
    db.session.flush()


def _write(bench: Workbench, values: dict[str, Any], where: str, *, actor: Actor, now: datetime) -> CallDraft:
    if not rules.can_manage(actor):
        raise Denied
    draft = bench.draft
    if draft is None:
        draft = CallDraft(code=bench.code, content=values, changed_at=now, changed_by=actor.user_id)
        draft.begun_from = bench.public_mark
        db.session.add(draft)
    draft.content, draft.changed_at, draft.changed_by = values, now, actor.user_id
    record("call_draft.saved", draft, actor=actor, now=now, code=bench.code, where=where)
    return draft
