"""The directory as everyone sees it."""

from flask import render_template, request

from cop.core import i18n, web
from cop.core.access import access
from cop.core.paging import paginate
from cop.directory import rules
from cop.directory.queries import countries_listed, listed, members_of, organisation_by_slug, role_in
from cop.taxonomy.countries import country_name
from cop.taxonomy.sorting import sort_key
from cop.taxonomy.terms import vocabulary

bp = i18n.page_blueprint("directory", __name__)


@bp.get("/organisations")
@access("public")
def organisation_list() -> str:
    """Organisations by name; what is looked for is in the address."""
    chosen = {name: request.args.get(name, "")[:100].strip() for name in ("q", "country", "kind")}
    chosen["kind"] = vocabulary("organisation_types").resolve(chosen["kind"])
    page = paginate(listed(text=chosen["q"], country=chosen["country"], kind=chosen["kind"]))
    return render_template(
        "directory/organisation_list.html",
        page=page,
        chosen=chosen,
        countries=_country_options(),
        kinds=vocabulary("organisation_types").choices(web.language()),
    )


def _country_options() -> list[tuple[str, str, int]]:
    language = web.language()
    options = [(code, country_name(code, language), count) for code, count in countries_listed()]
    return sorted(options, key=lambda option: sort_key(option[1], language))


@bp.get("/organisations/<slug>")
@access("public")
def organisation_show(slug: str) -> str:
    """One organisation; its people are shown to its people."""
    organisation = web.found(organisation_by_slug(slug))
    actor = web.actor()
    role = role_in(organisation.id, actor) if actor.is_signed_in else None
    sees = rules.can_see_members(actor, organisation_id=organisation.id)
    return render_template(
        "directory/organisation_show.html",
        organisation=organisation,
        may_edit=rules.can_edit(actor, role=role),
        members=members_of(organisation.id) if sees else [],
    )
