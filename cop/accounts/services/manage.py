"""What an administrator does with people."""

from collections.abc import Collection
from datetime import datetime

from cop.accounts import mails, rules
from cop.accounts.models import User, UserRole
from cop.accounts.services.factor import forget_factor
from cop.accounts.services.sign_in import end_all_sessions, refuse_old_password
from cop.activity.services import record
from cop.kernel.actor import Actor, Role
from cop.kernel.errors import Denied, Refused
from cop.kernel.messages import N_, say


def set_roles(
    user: User, roles: Collection[Role], *, password_at: datetime, actor: Actor, now: datetime
) -> None:
    """Give exactly these roles. Raises Denied, or Refused when the password is old or one's own last key would go."""
    _refuse(actor, password_at, now)
    if user.id == actor.user_id and Role.ADMIN not in roles:
        raise Refused(say(N_("Another administrator has to take this role from you.")))
    before = {row.role for row in user.roles}
    user.roles = [row for row in user.roles if row.role in roles]
    user.roles += [UserRole(role=role) for role in sorted(set(roles) - before)]
    record("account.roles_set", user, actor=actor, now=now, before=sorted(before), after=sorted(roles))


def disable(user: User, *, password_at: datetime, actor: Actor, now: datetime) -> None:
    """Close an account: its sessions end at once, its traces stay. Raises Denied or Refused."""
    _refuse(actor, password_at, now)
    if user.id == actor.user_id:
        raise Refused(say(N_("You cannot close your own account here.")))
    user.disabled_at = now
    end_all_sessions(user, now=now)
    record("account.disabled", user, actor=actor, now=now)


def remove_lost_factor(
    user: User, *, reason: str, password_at: datetime, actor: Actor, now: datetime
) -> None:
    """For somebody who lost telephone and paper: the factor goes, their sessions end, they are told. Raises Denied or Refused."""
    _refuse(actor, password_at, now)
    if user.id == actor.user_id:
        raise Refused(say(N_("Your own second factor is removed on the page of your account.")))
    forget_factor(user)
    end_all_sessions(user, now=now)
    record("account.lost_factor_removed", user, actor=actor, now=now, reason=reason)
    mails.mail_factor_removed(user, reason=reason, now=now)


def _refuse(actor: Actor, password_at: datetime, now: datetime) -> None:
    if not rules.can_manage(actor):
        raise Denied
    refuse_old_password(password_at, now)
