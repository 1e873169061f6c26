"""Files that came while the scanner was away are scanned as soon as it answers; pieces that nobody goes on with are deleted."""

import structlog
from sqlalchemy import select

from cop.core import scanner, storage
from cop.core.db import db
from cop.core.unit import commit
from cop.core.web import clock
from cop.files.models import Blob
from cop.files.pieces import drop_old
from cop.files.services import note_scan
from cop.files.states import ScanState

log = structlog.get_logger()
MOST_AT_ONCE = 200


def scan_waiting() -> None:
    """Scan what waits, the oldest first; no transaction is open while the scanner works."""
    if not scanner.is_on():
        return
    waiting = (
        select(Blob.sha256).where(Blob.scan == ScanState.UNSCANNED).order_by(Blob.id).limit(MOST_AT_ONCE)
    )
    keys = dict.fromkeys(db.session.scalars(waiting))
    commit()
    for key in keys:
        try:
            threat = scanner.threat_in(storage.get(key))
        except scanner.ScannerAway:
            return
        except (FileNotFoundError, storage.Damaged):
            log.exception("file_lost", sha256=key)
            continue
        note_scan(key, threat)
        commit()


def drop_old_pieces() -> None:
    drop_old(clock()())
