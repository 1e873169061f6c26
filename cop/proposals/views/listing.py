"""The secretariat's list of a call's proposals: filtered, sorted, as a page and as a sheet; filters kept by name."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.calls.models import Call
from cop.calls.queries import call_by_code, definition_of, version_in_force
from cop.core import web
from cop.core.access import access
from cop.core.db import db
from cop.core.forms import text_of
from cop.core.paging import paginate
from cop.core.tables import table_response
from cop.kernel.errors import Invalid
from cop.proposals.lists import rows
from cop.proposals.lists.choices import as_query, chips_of, facets_of, list_urls
from cop.proposals.lists.filters import PAGE_SIZES, SORTED_BY, Filter
from cop.proposals.lists.forms import SavedFilterForm
from cop.proposals.lists.models import SavedFilter
from cop.proposals.lists.queries import counts_of, filters_for, listed
from cop.proposals.lists.rules import can_remove_filter
from cop.proposals.lists.saving import remove_filter, save_filter
from cop.proposals.services.paper import why_no_paper
from cop.proposals.views.staff import bp


def call_for(code: str) -> Call:
    return web.found(call_by_code(code, web.actor()))


def wanted_now() -> Filter:
    """The filter in the address of this page."""
    return Filter.of(request.args, language=web.language())


@bp.get("/calls/<code>/proposals")
@access("proposals.manage")
def proposal_list(code: str) -> str:
    """A call's proposals, as the address filters and sorts them."""
    return _page(call_for(code), wanted_now(), SavedFilterForm(formdata=None))


def _page(call: Call, wanted: Filter, form: SavedFilterForm) -> str:
    definition = definition_of(version_in_force(call))
    themes = rows.theme_names(definition, wanted.stage)
    counts = counts_of(call.id, stage=wanted.stage)
    facets = facets_of(counts, wanted, themes)
    total = None if wanted.is_narrow else counts.total
    found = listed(call.id, wanted, definition)
    page = paginate(found, per_page=wanted.size, scalars=False, total=total)
    return render_template(
        "proposals/staff_list.html",
        call=call,
        definition=definition,
        wanted=wanted,
        page=page,
        rows=rows.page_rows(page.items, wanted, themes, now=web.now()),
        counts=counts,
        facets=facets,
        chips=list(chips_of(wanted, facets)),
        columns=rows.column_choices(),
        sizes=PAGE_SIZES,
        saved=filters_for(call.id, web.actor()),
        form=form,
        sortable=SORTED_BY,
        list_url=list_urls(call),
        as_query=as_query,
        can_remove_filter=can_remove_filter,
        why_no_paper=why_no_paper(call, 1, actor=web.actor(), now=web.now()),
    )


@bp.get("/calls/<code>/proposals.<ending>")
@access("proposals.manage")
def proposal_export(code: str, ending: str) -> Response:
    """The list as it is filtered, with the chosen columns, as a spreadsheet."""
    call, wanted = call_for(code), wanted_now()
    definition = definition_of(version_in_force(call))
    found = db.session.execute(listed(call.id, wanted, definition))
    themes = rows.theme_names(definition, wanted.stage)
    header, cells = rows.sheet_header(wanted), rows.sheet_rows(found, wanted, themes, now=web.now())
    return table_response(call.code, ending, header, cells)


@bp.post("/calls/<code>/filters")
@access("proposals.manage")
def filter_new(code: str) -> tuple[str, int] | Response:
    """Keep what is chosen in this address under a name."""
    call, wanted, form = call_for(code), wanted_now(), SavedFilterForm()
    if not form.validate():
        return _page(call, wanted, form), 422
    try:
        save_filter(
            call,
            wanted,
            name=text_of(form.name),
            is_shared=form.is_shared.data,
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _page(call, wanted, form), 422
    flash(_("The filter is kept."), "success")
    return web.see_other(list_urls(call)(wanted))


@bp.post("/calls/<code>/filters/<int:filter_id>/removal")
@access("proposals.manage")
def filter_remove(code: str, filter_id: int) -> Response:
    call = call_for(code)
    wanted = select(SavedFilter).where(SavedFilter.call_id == call.id, SavedFilter.id == filter_id)
    saved = web.found(db.session.scalar(wanted))
    if not saved.is_shared:
        web.found(saved.owner_id == web.actor().user_id or None)
    remove_filter(saved, actor=web.actor(), now=web.now())
    flash(_("The filter is removed."), "success")
    return web.see_other(url_for("proposals_staff.proposal_list", code=code))
