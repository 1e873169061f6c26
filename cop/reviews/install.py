"""Put reviews into an app."""

from flask import Flask

from cop.core import menu, slots
from cop.kernel.messages import N_, say
from cop.reviews import exports, parts
from cop.reviews.views import reviewer, staff


def install(app: Flask) -> None:
    app.register_blueprint(reviewer.bp)
    app.register_blueprint(staff.bp)
    menu.add(app, "account", rank=20, endpoint="reviews.review_list", label=say(N_("My reviews")))
    slots.fill(app, "preview_reviewer", rank=10, part=parts.preview)
    slots.fill(app, "desk", rank=20, part=parts.reviews_on_desk)
    slots.fill(app, "own_data", rank=50, part=exports.own_data)
    slots.fill(app, "erasure_obstacles", rank=20, part=parts.open_reviews)
    slots.fill(app, "call_dashboard", rank=40, part=parts.progress)
