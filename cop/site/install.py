"""Put the site's own pages into an app."""

from flask import Flask

from cop.core import menu
from cop.kernel.messages import N_, say
from cop.site.views import pages, robots

FOOTER = (("about", N_("About")), ("accessibility", N_("Accessibility")), ("privacy", N_("Privacy")))


def install(app: Flask) -> None:
    app.register_blueprint(pages.root)
    app.register_blueprint(pages.bp)
    app.register_blueprint(robots.bp)
    menu.add(app, "account", rank=10, endpoint="site.desk", label=say(N_("My desk")))
    for rank, (name, label) in enumerate(FOOTER):
        menu.add(
            app, "footer", rank=rank, endpoint="site.page_show", label=say(label), arguments={"name": name}
        )
