"""The session cookie holds a secret; the row that it names says who is there. Flask-Login carries the one to the other."""

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from cop.accounts.models import SignIn, User
from cop.accounts.queries import sign_in_by_token
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


def person() -> User:
    """Who makes this request, as a row; only for routes that ask for somebody."""
    sign_in = web.found(sign_in_now())
    return sign_in.user


def actor_now() -> Actor | None:
    """Who makes this request, as rules see them, without memberships: those are the directory's to add."""
    sign_in = sign_in_now()
    if sign_in is None:
        return None
    user = sign_in.user
    roles = frozenset(row.role for row in user.roles)
    return Actor(user_id=user.id, name=user.name, roles=roles, language=user.language, zone=user.zone)


def let_in(user: User) -> None:
    """Begin a session with a new secret; whatever the cookie said before is forgotten (no fixation)."""
    device = request.user_agent.string
    hours = current_app.config["SETTINGS"].session_hours
    token = begin_session(user, device=device, hours=hours, now=web.now())
    session.clear()
    sign_in = web.found(sign_in_by_token(token, web.now()))
    login_user(Present(token, sign_in))
    g.pop("actor", None)
