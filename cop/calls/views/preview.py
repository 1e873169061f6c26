"""A call looked at before it is published, as applicants and as reviewers will see it."""

from flask import render_template, request

from cop.calls.building.queries import workbench
from cop.calls.views.builder import bp
from cop.core import slots, web
from cop.core.access import access

READERS = ("applicant", "reviewer")


@bp.get("/calls/<code>/draft/preview/<int:stage>")
@access("calls.manage")
def preview_show(code: str, stage: int) -> str:
    """One stage with every form that it has, which nobody can send; the funding chain draws them."""
    bench = web.found(workbench(code, web.actor(), now=web.now()))
    seen_by = request.args.get("as") if request.args.get("as") in READERS else READERS[0]
    definition, parts = bench.definition, []
    if definition is not None:
        web.found(stage if 1 <= stage <= len(definition.stages) else None)
        parts = slots.parts(f"preview_{seen_by}", definition=definition, stage=definition.stage(stage))
    return render_template("calls/preview_show.html", bench=bench, number=stage, seen_by=seen_by, parts=parts)
