"""The proposals of a list in figures."""

from flask import render_template

from cop.calls.queries import definition_of, version_in_force
from cop.core.access import access
from cop.proposals.lists.choices import list_urls
from cop.proposals.lists.figures import figures_of
from cop.proposals.lists.queries import facts_of
from cop.proposals.lists.rows import theme_names
from cop.proposals.views.listing import call_for, wanted_now
from cop.proposals.views.staff import bp


@bp.get("/calls/<code>/statistics")
@access("proposals.manage")
def statistics_show(code: str) -> str:
    """By country, theme, type, language, and women and men where the call asks: of those that the filter lets through."""
    call, wanted = call_for(code), wanted_now()
    definition = definition_of(version_in_force(call))
    rows = facts_of(call.id, wanted, definition)
    return render_template(
        "proposals/statistics_show.html",
        call=call,
        definition=definition,
        count=len(rows),
        back=list_urls(call)(wanted),
        figures=figures_of(rows, theme_names(definition, wanted.stage)),
    )
