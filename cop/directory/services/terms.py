"""Kinds of actor that were merged: organisations of the one that went are of the one that stays."""

from sqlalchemy import select

from cop.activity.services import record
from cop.core.db import db
from cop.core.web import clock
from cop.directory.models import Organisation
from cop.kernel.actor import SYSTEM
from cop.taxonomy.events import TermsMerged


def move_kind(event: TermsMerged) -> None:
    """What was frozen with a submission keeps its code, which is read as what it stands for."""
    if event.vocabulary != "organisation_types":
        return
    for organisation in db.session.scalars(select(Organisation).where(Organisation.kind == event.code)):
        organisation.kind = event.into
        moved = {"code": event.code, "into": event.into}
        record("organisation.kind_moved", organisation, actor=SYSTEM, now=clock()(), **moved)
