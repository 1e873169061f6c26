"""Put the accounts feature into an app."""

from flask import Flask

from cop.accounts import exports, parts, session
from cop.accounts.cli import users
from cop.accounts.jobs import mail_reset_link
from cop.accounts.views import factor, own_data, people, profile, register, sign_in
from cop.core import jobs, menu, slots
from cop.kernel.messages import N_, say

VIEWS = (sign_in, register, profile, factor, own_data, people)
"""These modules write on one blueprint; naming them here is what imports them."""


def install(app: Flask) -> None:
    session.install(app)
    app.register_blueprint(sign_in.bp)
    app.cli.add_command(users)
    jobs.register(app, "accounts.ask_reset", mail_reset_link)
    slots.fill(app, "own_data", rank=10, part=exports.own_data)
    slots.fill(app, "desk", rank=5, part=parts.factor_on_desk)
    menu.add(app, "account", rank=80, endpoint="accounts.profile", label=say(N_("Profile")))
    menu.add(app, "account", rank=90, endpoint="accounts.person_list", label=say(N_("People")))
