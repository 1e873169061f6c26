"""The session cookie holds a secret; the row that it names says who is there. Flask-Login carries the one to the other."""

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user

from cop.accounts.models import SignIn, User
from cop.accounts.queries import sign_in_by_token
from cop.accounts.rules import is_fresh, roles_in_force
from cop.accounts.services.sign_in import begin_session
from cop.core import web
from cop.kernel.actor import Actor


class Present(UserMixin):  # type: ignore[misc]
    """A signed-in person as Flask-Login knows one: by the secret of the session, not by a number that could be guessed."""

    def __init__(self, token: str, sign_in: SignIn) -> None:
        self.token, self.sign_in = token, sign_in

    def get_id(self) -> str:
        return self.token


def install(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # the row decides, not the browser's name
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)


def _load(token: str) -> Present | None:
    sign_in = sign_in_by_token(token, web.now())
    return Present(token, sign_in) if sign_in else None


def sign_in_now() -> SignIn | None:
    """The session of this request; None when nobody is signed in."""
    if "_user_id" not in session:
        return None
    person = current_user
    return person.sign_in if person.is_authenticated else None


def halfway_now() -> SignIn | None:
    """The session of somebody who typed the password a moment ago and has yet to show the second factor."""
    if "_user_id" not in session:
        return None
    sign_in = sign_in_by_token(session["_user_id"], web.now(), halfway=True)
    return sign_in if sign_in and is_fresh(sign_in.password_at, web.now()) else None


def is_fresh_now() -> bool:
    """Whether the password was typed recently enough for what matters most."""
    return is_fresh(web.found(sign_in_now()).password_at, web.now())


def person() -> User:
    """Who makes this request, as a row; only for routes that ask for somebody."""
    sign_in = web.found(sign_in_now())
    return sign_in.user


def actor_now() -> Actor | None:
    """Who makes this request, as rules see them, without memberships: those are the directory's to add."""
    sign_in = sign_in_now()
    if sign_in is None:
        return None
    user, needs_factor = sign_in.user, current_app.config["SETTINGS"].needs_factor
    given = frozenset(row.role for row in user.roles)
    roles = roles_in_force(given, needs_factor=needs_factor, has_shown_it=sign_in.factor_at is not None)
    return Actor(
        user_id=user.id,
        name=user.name,
        roles=roles,
        withheld=given - roles,
        language=user.language,
        zone=user.zone,
    )


def let_in(user: User) -> None:
    """Begin a session with a new secret; whatever the cookie said before is forgotten (no fixation).

    Whether the person is in, or has a second factor to show first, is asked of the row again.
    """
    device = request.user_agent.string
    hours = current_app.config["SETTINGS"].session_hours
    token = begin_session(user, device=device, hours=hours, now=web.now())
    session.clear()
    session["_user_id"] = token
    g.pop("_login_user", None)
    g.pop("actor", None)
