"""Practices out to a file and in from one, for editors."""

from collections.abc import Iterator

from flask import Response as PlainResponse
from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.articles.exchange.files import Read, as_json, read_file
from cop.articles.exchange.pictures import as_archive
from cop.articles.exchange.plain import Practice, practice_of
from cop.articles.exchange.queries import import_by, imports_of, part_of, parts_for
from cop.articles.exchange.reading import found_in
from cop.articles.exchange.services import ask_to_take, begin_import, said_in
from cop.articles.exchange.workbook import as_workbook
from cop.articles.forms.parts import ImportForm
from cop.articles.views.public import bp
from cop.core import i18n, web
from cop.core.access import access
from cop.core.sheets import XLSX
from cop.kernel.errors import Invalid

MIMETYPES = {"json": "application/json", "zip": "application/zip", "xlsx": XLSX}


@bp.route("/practices/exchange", methods=["GET", "POST"])
@access("articles.exchange")
def exchange_show() -> tuple[str, int] | Response:
    """Take practices along, or send a file: what it says is shown, and nothing is taken yet."""
    form = ImportForm()
    reads = _sent(form)
    if reads is None:
        who = web.actor()
        page = render_template(
            "articles/exchange_show.html", form=form, imports=imports_of(who), parts=parts_for(who)
        )
        return page, 422 if form.is_submitted() else 200
    name = form.upload().name
    kept = begin_import(reads, name=name, actor=web.actor(), now=web.now())
    return web.see_other(url_for("articles.import_show", import_id=kept.id))


def _sent(form: ImportForm) -> list[Read] | None:
    """What the file says; None when there is none or it is refused. Read while no transaction holds others up."""
    try:
        return read_file(form.upload()) if form.validate_on_submit() else None
    except Invalid as error:
        form.refuse(error)
        return None


@bp.get("/practices/exchange/practices.<any(json, xlsx, zip):ending>")
@access("articles.exchange")
def export_show(ending: str) -> PlainResponse:
    """Every practice that the editor may see, whole, in all its languages; a thousand a file (`?page=`)."""
    practices = [practice_of(article) for article in part_of(web.actor(), web.page_number())]
    headers = {
        "Content-Disposition": f'attachment; filename="practices.{ending}"',
        "Cache-Control": "private, no-store",
    }
    return PlainResponse(_written(practices, ending), mimetype=MIMETYPES[ending], headers=headers)


def _written(practices: list[Practice], ending: str) -> bytes | Iterator[bytes]:
    """The file; a ZIP has the pictures too, and is made while it is sent."""
    if ending == "xlsx":
        return as_workbook(practices, right_to_left=i18n.text_direction() == "rtl")
    listed = as_json(practices)
    return as_archive(listed, practices) if ending == "zip" else listed


@bp.get("/practices/exchange/empty.xlsx")
@access("articles.exchange")
def sheet_show() -> PlainResponse:
    """A workbook to fill in."""
    content = as_workbook([], right_to_left=i18n.text_direction() == "rtl")
    headers = {"Content-Disposition": 'attachment; filename="practices.xlsx"'}
    return PlainResponse(content, mimetype=XLSX, headers=headers)


@bp.get("/practices/imports/<int:import_id>")
@access("articles.exchange")
def import_show(import_id: int) -> str:
    """What a file says, row by row; once it was taken, what became of it."""
    kept = web.found(import_by(web.actor(), import_id))
    found = found_in(kept)
    return render_template(
        "articles/import_show.html",
        kept=kept,
        found=found,
        good=sum(1 for one in found if not one.faults),
        said_in=said_in,
    )


@bp.post("/practices/imports/<int:import_id>/taking")
@access("articles.exchange")
def import_take(import_id: int) -> Response:
    """Make drafts of the good ones."""
    ask_to_take(web.found(import_by(web.actor(), import_id)), actor=web.actor(), now=web.now())
    flash(_("The good ones are being taken, as drafts of yours."), "success")
    return web.see_other(url_for("articles.import_show", import_id=import_id))
