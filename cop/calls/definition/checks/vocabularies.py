"""Themes, sectors and types of organisation are terms of the site's vocabularies."""

from collections.abc import Iterator, Sequence

from cop.calls.definition.definition import CallDefinition
from cop.calls.definition.problems import Found, Loc, nearest
from cop.kernel.messages import N_, say
from cop.taxonomy.terms import vocabulary


def check_vocabularies(definition: CallDefinition) -> Iterator[Found]:
    """Each code names a term."""
    for name in ("themes", "sectors"):
        yield from _terms(getattr(definition, name), name, (name,))
    for i, named in enumerate(definition.eligibility):
        types = named.params.get("types")
        if named.rule == "lead_type" and isinstance(types, list):
            yield from _terms(types, "organisation_types", ("eligibility", i, "params", "types"))


def _terms(codes: Sequence[object], name: str, loc: Loc) -> Iterator[Found]:
    known = vocabulary(name)
    for i, code in enumerate(codes):
        if not isinstance(code, str) or code in known:
            continue
        meant = nearest(code, known.terms)
        if meant is None:
            message = N_("The vocabulary “%(vocabulary)s” has no term “%(code)s”.")
            yield (*loc, i), say(message, vocabulary=name, code=code)
        else:
            message = N_("The vocabulary “%(vocabulary)s” has no term “%(code)s”; did you mean “%(meant)s”?")
            yield (*loc, i), say(message, vocabulary=name, code=code, meant=meant)
