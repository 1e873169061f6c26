"""The pages of a call being built: one part each, changed, moved, removed."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.calls.building.differences import differences
from cop.calls.building.names import path_names
from cop.calls.building.places import Place, page_at, where_of
from cop.calls.building.queries import Workbench
from cop.calls.building.reading import below, kind_of, stays_here, title_of, to_mend, way_to
from cop.calls.building.saying import said
from cop.calls.building.services import move_part, remove_part, save_part
from cop.calls.building.values import at, base_of, mark_of, with_fields
from cop.calls.forms.part import PartForm, form_of_part
from cop.calls.models import CallDraft
from cop.calls.views.builder import Answer, bp, changeable
from cop.core import web
from cop.core.access import access
from cop.kernel.errors import Stale


@bp.route("/calls/<code>/draft/parts/<path:where>", methods=["GET", "POST"])
@access("calls.manage")
def part_edit(code: str, where: str) -> Answer:
    """One part in all the languages of the call; at the place after the last of a list, a new one."""
    bench = changeable(code)
    place = _meant(bench, where)
    form = form_of_part(place, bench.values)
    if not form.is_submitted():
        return _page(bench, place, form)
    if not form.validate():
        return _page(bench, place, form), 422
    fields = form.value() | dict(place.told)
    try:
        draft = save_part(
            bench, place, fields, base=request.form.get("base", ""), actor=web.actor(), now=web.now()
        )
    except Stale:
        return _stale(bench, place, form)
    flash(_("Saved."), "success")
    return web.see_other(_after(place, draft))


@bp.post("/calls/<code>/draft/moves")
@access("calls.manage")
def part_move(code: str) -> Response:
    """One place up or down among its like."""
    bench, place = _chosen(code)
    by = -1 if request.form.get("to") == "up" else 1
    base = request.form.get("base", "")
    move_part(bench, place.loc, by, base=base, actor=web.actor(), now=web.now())
    return web.see_other(_above(code, place))


@bp.post("/calls/<code>/draft/removals")
@access("calls.manage")
def part_remove(code: str) -> Response:
    """Take a part out, with all that is in it."""
    bench, place = _chosen(code)
    base = request.form.get("base", "")
    remove_part(bench, place.loc, base=base, actor=web.actor(), now=web.now())
    flash(_("Removed."), "success")
    return web.see_other(_above(code, place))


def _meant(bench: Workbench, where: str) -> Place:
    """The page at `where`. Who adds a part while somebody else added one there adds theirs after it."""
    kind = request.args.get("kind", "")
    place = web.found(page_at(where, bench.values, kind=kind))
    was_new = request.form.get("base") == base_of(None)
    if was_new and place.is_item and at(bench.values, place.loc) is not None:
        after = (*place.loc[:-1], len(at(bench.values, place.loc[:-1])))
        place = web.found(page_at(where_of(after), bench.values, kind=kind))
    return web.found(place if place.is_page else None)


def _chosen(code: str) -> tuple[Workbench, Place]:
    """The part that a button of its list names: one that is there."""
    bench = changeable(code)
    place = web.found(page_at(request.form.get("where", ""), bench.values))
    return bench, web.found(place if not place.group and at(bench.values, place.loc) is not None else None)


def _page(bench: Workbench, place: Place, form: PartForm, **more: object) -> str:
    mine = [m for m in to_mend(bench) if m.place and (m.place.loc, m.place.group) == (place.loc, place.group)]
    return render_template(
        "calls/builder_part.html",
        bench=bench,
        place=place,
        form=form,
        title=title_of(place, bench.values),
        stage=path_names(place.loc[:2], bench.values)[0] if place.loc[:1] == ("stages",) else "",
        kind=kind_of(at(bench.values, place.loc) or dict(place.told)),
        way=way_to(place, bench.values),
        below=below(place, bench) if at(bench.values, place.loc) is not None else [],
        to_mend=mine,
        stays=stays_here(place, bench),
        **more,
    )


def _stale(bench: Workbench, place: Place, form: PartForm) -> tuple[str, int]:
    """What is kept is shown beside what was typed; saving again replaces it."""
    typed = with_fields(bench.values, place.loc, form.value())
    theirs = [said(d, old=typed, new=bench.values) for d in differences(typed, bench.values)]
    form.base.data = mark_of(bench.values, place.loc, form.made_of.parts)
    form.base.raw_data = None
    return _page(bench, place, form, theirs=theirs), 409


def _after(place: Place, draft: CallDraft) -> str:
    """Where one goes on: the next of its kind, what lies below a new part, else the page above."""
    if request.form.get("act") == "another" and place.is_item:
        where = where_of((*place.loc[:-1], len(at(draft.content, place.loc[:-1]))))
        saved = at(draft.content, place.loc)
        kind = saved.get("type") or saved.get("rule")
        return url_for("builder.part_edit", code=draft.code, where=where, kind=kind)
    is_new = request.form.get("base") == base_of(None)
    if is_new and any(shape.has_pages for shape in place.shapes):
        return url_for("builder.part_edit", code=draft.code, where=place.where)
    return _above(draft.code, place)


def _above(code: str, place: Place) -> str:
    above = place.above
    if above is None:
        return url_for("builder.draft_show", code=code)
    return url_for("builder.part_edit", code=code, where=above.where)
