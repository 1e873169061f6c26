"""A translator's file: out, and back in with a report of what became of each text."""

from dataclasses import replace

from flask import flash, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.articles.forms.translating import sifted_for
from cop.articles.models import Article
from cop.articles.pairs import pairs_of
from cop.articles.queries import original_of
from cop.articles.reading import reading_of
from cop.articles.rules.translated_file import Taken
from cop.articles.services.translate import take_translated_file
from cop.articles.views.public import bp
from cop.articles.views.translating import Answer, translatable
from cop.core import web
from cop.core.access import access
from cop.core.side_by_side import TranslationFileForm, file_sent
from cop.core.xliff.files import TranslatedFile, as_xliff


@bp.get("/practices/<int:article_id>/translations/<language:into>.xlf")
@access("articles.write")
def translation_export(article_id: int, into: str) -> Response:
    """The texts for a translator's program."""
    article = translatable(article_id, into)
    name, source = f"practice-{article_id}", article.original_language
    units = [(pair.key, pair.unit) for pair in pairs_of(article, into)]
    version = original_of(article).version
    content = as_xliff(units, name=name, source=source, target=into, revision=version)
    headers = {"Content-Disposition": f"attachment; filename={name}.{source}-{into}.xlf"}
    return Response(content, mimetype="application/x-xliff+xml", headers=headers)


@bp.route("/practices/<int:article_id>/translations/<language:into>/file", methods=["GET", "POST"])
@access("articles.write")
def translation_import(article_id: int, into: str) -> Answer:
    """A translator's file back in. It is read while no transaction holds others up."""
    form = TranslationFileForm()
    file = file_sent(form, into)
    article = translatable(article_id, into)
    if file is None:
        return _file_page(article, into, form), 422 if form.is_submitted() else 200
    texts = {key: unit.target for key, unit in file.units.items()}
    good, refused = sifted_for(article, into, texts)
    units = {key: replace(u, target=good.get(key, "")) for key, u in file.units.items() if key not in refused}
    fitting = TranslatedFile(units, file.revision)
    taken = take_translated_file(article, into, fitting, actor=web.actor(), now=web.now())
    flash(_said(taken, len(refused)), "success" if taken.taken or taken.right else "info")
    return web.see_other(url_for("articles.translation_edit", article_id=article_id, into=into))


def _file_page(article: Article, into: str, form: TranslationFileForm) -> str:
    reading = reading_of(article, article.original_language)
    return render_template(
        "articles/translation_import.html", article=article, reading=reading, into=into, form=form
    )


def _said(taken: Taken, refused: int) -> str:
    """The report: nothing is left out of it."""
    parts = [ngettext("%(num)s text was taken.", "%(num)s texts were taken.", len(taken.taken))]
    if count := len(taken.outdated):
        parts.append(
            ngettext(
                "%(num)s of them is outdated: its original has changed since.",
                "%(num)s of them are outdated: their originals have changed since.",
                count,
            )
        )
    if count := len(taken.right):
        parts.append(ngettext("%(num)s was found right.", "%(num)s were found right.", count))
    if count := len(taken.same):
        parts.append(ngettext("%(num)s was empty or the same.", "%(num)s were empty or the same.", count))
    if count := len(taken.newer):
        parts.append(
            ngettext(
                "%(num)s was left: the translation here is newer.",
                "%(num)s were left: the translations here are newer.",
                count,
            )
        )
    if count := len(taken.foreign) + len(taken.unknown):
        parts.append(
            ngettext(
                "%(num)s belongs to no text of this practice.",
                "%(num)s belong to no text of this practice.",
                count,
            )
        )
    if refused:
        parts.append(
            ngettext("%(num)s was left: it is too long.", "%(num)s were left: they are too long.", refused)
        )
    return " ".join(map(str, parts))
