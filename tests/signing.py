"""Signing in without a password page, for tests that are about something else."""

from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from cop.accounts.models import SignIn, User
from cop.core.db import db
from cop.kernel.ids import digest, new_token
from tests.factories import NOON


def sign_in(app: Flask, client: FlaskClient, user: User, *, now: datetime = NOON) -> FlaskClient:
    """Give `client` the cookie of a fresh sign-in session of `user`, whose row must be committed."""
    token = new_token()
    with app.app_context():
        db.session.add(
            SignIn(
                user_id=user.id,
                token_sha256=digest(token),
                created_at=now,
                expires_at=now + timedelta(days=365),
                password_at=now,
            )
        )
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client
