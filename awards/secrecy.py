"""What is done so that the database, read after a count, cannot say who voted what (docs/secrecy.md).

While a round is open every vote writes every row of its box, so no row's version tells a choice. In the count's
transaction `rewrite` puts roll and box down again in random order; after the commit `shred` removes the old versions.
"""

import logging
import re
import time
from collections.abc import Callable
from secrets import SystemRandom

from django.db import DatabaseError, OperationalError, connection, models, transaction

from awards.models import Box, Roll, Round

OPEN_ROUNDS = f"SELECT title FROM {Round._meta.db_table} WHERE status = '{Round.Status.OPEN}'"
log = logging.getLogger(__name__)
LOCK_TIMEOUT = "10s"
TRIES, PAUSE = 3, 0.5  # seconds; a page that is being read is soon over


def rewrite(round_: Round) -> None:
    """Roll and box of the round as new rows: new keys, one transaction, an order that says nothing."""
    _again(Roll.objects.filter(round=round_))
    _again(Box.objects.filter(question__round=round_))


def why_not_copied(query: Callable[[str], list[tuple]]) -> str:
    """ "" or why this moment of the database may not be kept: two copies during a vote say who voted between them."""
    rounds = query(OPEN_ROUNDS)
    if not rounds:
        return ""
    return (
        f"Lượt bỏ phiếu “{rounds[0][0]}” đang mở: hai bản sao lưu lấy trong lúc bỏ phiếu cho biết ai bỏ phiếu giữa hai "
        "lần đó. Sao lưu sau khi kiểm phiếu."
    )


def shred_after_commit() -> None:
    transaction.on_commit(shred)


def shred() -> bool:
    """Remove old versions of the rows from the files; False when another connection was in the way.

    A plain VACUUM leaves the old rows readable in the file, hence FULL. Run again when a session ends, and at night.
    """
    clean = _truncate_wal if connection.vendor == "sqlite" else _vacuum_full
    for attempt in range(TRIES):
        try:
            with connection.cursor() as cursor:
                clean(cursor)
            return True
        except DatabaseError as error:
            log.warning("Chưa dọn được các hàng cũ của hòm phiếu: %s", type(error).__name__)
        if attempt < TRIES - 1:
            time.sleep(PAUSE)
    return False


def shred_again() -> None:
    """At night, for a count whose old rows could not be removed; never while a round is open.

    Nor inside a transaction, where neither database can do it.
    """
    if not connection.in_atomic_block and not Round.objects.filter(status=Round.Status.OPEN).exists():
        shred()


def _vacuum_full(cursor) -> None:
    """Whoever still reads an older moment (a long back-up) keeps the old rows in the new file, too: said by VERBOSE."""
    cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        for model in (Roll, Box):
            notices = cursor.connection.notices
            notices.clear()
            cursor.execute(f'VACUUM (FULL, VERBOSE) "{model._meta.db_table}"')
            if _still_kept(notices):
                raise OperationalError("an older moment is being read")
    finally:
        cursor.execute("RESET lock_timeout")


def _still_kept(notices: list[str]) -> bool:
    """The second line of what VERBOSE says begins with the number of dead rows kept; in any language, or we doubt."""
    found = [re.match(r"\D*(\d+)", notice.partition("\n")[2]) for notice in notices]
    kept = [int(one[1]) for one in found if one]
    return not kept or any(kept)


def _truncate_wal(cursor) -> None:
    """`secure_delete` has overwritten the old rows in the file; the log beside it goes too."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if cursor.fetchone()[0]:
        raise OperationalError("busy")


def _again(rows: models.QuerySet) -> None:
    copies = list(rows)
    rows.delete()
    for copy in copies:
        copy.pk = None
        copy._state.adding = True
    SystemRandom().shuffle(copies)
    rows.model.objects.bulk_create(copies)
