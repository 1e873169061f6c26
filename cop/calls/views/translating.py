"""A call into its other languages: what is missing, two columns for a translator, a file out and back."""

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from cop.calls.building.names import path_names
from cop.calls.building.queries import Workbench
from cop.calls.building.services import replace_values
from cop.calls.building.translating import Pair, Taken, authoritative, missing, others, pairs, take
from cop.calls.forms.translation import fields_of
from cop.calls.views.builder import Answer, bp, changeable
from cop.core import web
from cop.core.access import access
from cop.core.paging import Page
from cop.core.side_by_side import TextsForm, TranslationFileForm, file_sent, form_of_texts, sifted
from cop.core.xliff.files import as_xliff

PER_PAGE = 25


@bp.get("/calls/<code>/draft/translations")
@access("calls.manage")
def translation_list(code: str) -> str:
    """The texts that each language still lacks, with the page where each is written."""
    bench = changeable(code)
    lacking = {language: missing(bench.values, language) for language in others(bench.values)}
    return render_template("calls/translation_list.html", bench=bench, lacking=lacking, names=path_names)


@bp.route("/calls/<code>/draft/translations/<language:into>", methods=["GET", "POST"])
@access("calls.manage")
def translation_edit(code: str, into: str) -> Answer:
    """The authoritative text beside the other language's, 25 texts a page."""
    bench = _translated(code, into)
    page = _page_of(list(pairs(bench.values, into)))
    form = form_of_texts(page.items, into, fields_of(bench.values))
    if not form.validate_on_submit():
        return _shown(bench, into, form, page), 422 if form.is_submitted() else 200
    if stale := form.stale():
        form.show_newer()
        return _shown(bench, into, form, page, stale=stale), 409
    taken = take(bench.values, into, form.value())
    if taken.taken:
        replace_values(bench, taken.values, f"translations/{into}", actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    following = page.next if request.form.get("act") == "next" else page.page
    here = url_for("builder.translation_edit", code=code, into=into, page=following or page.page)
    return web.see_other(here)


def _page_of(texts: list[Pair]) -> Page[Pair]:
    number = web.page_number()
    items = texts[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Page(items=items, page=number, per_page=PER_PAGE, total=len(texts))


@bp.get("/calls/<code>/draft/translations/<language:into>.xlf")
@access("calls.manage")
def translation_export(code: str, into: str) -> Response:
    """The texts for a translator's program."""
    bench = _translated(code, into)
    source = authoritative(bench.values)
    units = [(pair.key, pair.unit) for pair in pairs(bench.values, into)]
    content = as_xliff(units, name=code, source=source, target=into)
    name = f"{code}.{source}-{into}.xlf"
    return Response(
        content,
        mimetype="application/x-xliff+xml",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


@bp.route("/calls/<code>/draft/translations/<language:into>/file", methods=["GET", "POST"])
@access("calls.manage")
def translation_import(code: str, into: str) -> Answer:
    """A translator's file back in; a report says what was taken."""
    form = TranslationFileForm()
    file = file_sent(form, into)
    bench = _translated(code, into)
    if file is None:
        return _file_page(bench, into, form), 422 if form.is_submitted() else 200
    texts = {key: unit.target for key, unit in file.units.items()}
    good, refused = sifted(list(pairs(bench.values, into)), texts, into, fields_of(bench.values))
    given = {key: (unit.source, good.get(key, "")) for key, unit in file.units.items() if key not in refused}
    taken = take(bench.values, into, given)
    if taken.taken:
        replace_values(bench, taken.values, f"translations/{into}", actor=web.actor(), now=web.now())
    flash(_said(taken, len(refused)), "success" if taken.taken else "info")
    return web.see_other(url_for("builder.translation_list", code=code))


def _said(taken: Taken, refused: int) -> str:
    """The report: nothing is left out of it."""
    same, outdated, unknown = len(taken.same), len(taken.outdated), len(taken.unknown)
    count = len(taken.taken)
    parts = [ngettext("%(num)s text was taken.", "%(num)s texts were taken.", count)]
    if same:
        parts.append(ngettext("%(num)s was empty or the same.", "%(num)s were empty or the same.", same))
    if outdated:
        parts.append(
            ngettext(
                "%(num)s was left: its original has changed.",
                "%(num)s were left: their originals have changed.",
                outdated,
            )
        )
    if unknown:
        parts.append(
            ngettext(
                "%(num)s belongs to no text of this call.",
                "%(num)s belong to no text of this call.",
                unknown,
            )
        )
    if refused:
        parts.append(
            ngettext("%(num)s was left: it is too long.", "%(num)s were left: they are too long.", refused)
        )
    return " ".join(map(str, parts))


def _translated(code: str, into: str) -> Workbench:
    """The call, if it is translated into that language."""
    bench = changeable(code)
    return web.found(bench if into in others(bench.values) else None)


def _shown(
    bench: Workbench, into: str, form: TextsForm[Pair], page: Page[Pair], stale: list[Pair] | None = None
) -> str:
    return render_template(
        "calls/translation_edit.html",
        bench=bench,
        into=into,
        source=authoritative(bench.values),
        form=form,
        page=page,
        stale=stale or [],
        names=path_names,
    )


def _file_page(bench: Workbench, into: str, form: TranslationFileForm) -> str:
    return render_template("calls/translation_import.html", bench=bench, into=into, form=form)
