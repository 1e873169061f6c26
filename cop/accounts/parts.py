"""What accounts add to pages above: my desk."""

from flask import url_for

from cop.accounts.forms import ROLE_NAMES
from cop.core import i18n
from cop.core.desk import DeskItem
from cop.kernel.actor import Actor
from cop.kernel.messages import N_, say


def factor_on_desk(*, actor: Actor, **_context: object) -> list[DeskItem]:
    """The roles that wait for a second factor."""
    if not actor.withheld:
        return []
    roles = i18n.join([str(ROLE_NAMES[role]) for role in sorted(actor.withheld)])
    label = say(N_("Set up your second factor: your role waits for it"))
    return [DeskItem(label, url_for("accounts.factor_show"), roles)]
