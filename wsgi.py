"""The WSGI entry point: `gunicorn wsgi:app`."""

import gc

from cop.app import create_app

app = create_app()
gc.collect()
gc.freeze()  # what is made by now stays: forked processes share its memory as long as no collection touches it
