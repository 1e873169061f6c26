"""Put awards into an app."""

from flask import Flask

from cop.awards import parts
from cop.awards.jobs import write_letters
from cop.awards.views import public, staff
from cop.core import jobs, slots


def install(app: Flask) -> None:
    app.register_blueprint(public.bp)
    app.register_blueprint(staff.bp)
    jobs.register(app, "awards.write_letters", write_letters, every_minutes=10)
    slots.fill(app, "proposal_page", rank=10, part=parts.decision_shown)
    slots.fill(app, "call_page", rank=80, part=parts.award_list)
    slots.fill(app, "call_dashboard", rank=50, part=parts.ranking_part)
    slots.fill(app, "announced_stages", rank=10, part=parts.announced_stages)
    slots.fill(app, "desk", rank=30, part=parts.announcements_on_desk)
