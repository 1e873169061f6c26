"""The WSGI entry point: `gunicorn wsgi:app`."""

import gc

from cop.app import create_app
from cop.search.engine import prepare

app = create_app()
prepare(app)
gc.collect()
gc.freeze()  # what is made by now stays: forked processes share its memory as long as no collection touches it
