"""What is done so that the database, read after a count, cannot say who voted what (docs/secrecy.md).

While a round is open every vote writes every row of its box, so no row's version tells a choice. In the count's
transaction `rewrite` puts roll and box down again in random order; after the commit `shred` removes the old versions.
"""

import logging
from collections.abc import Callable
from secrets import SystemRandom

from django.db import DatabaseError, OperationalError, connection, models, transaction

from awards.models import Box, Roll, Round

OPEN_ROUNDS = f"SELECT title FROM {Round._meta.db_table} WHERE status = '{Round.Status.OPEN}'"
log = logging.getLogger(__name__)
LOCK_TIMEOUT = "10s"


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

    A plain VACUUM leaves the old rows readable in the file, hence FULL. Run again when a session ends.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                _vacuum_full(cursor)
            else:
                _truncate_wal(cursor)
    except DatabaseError as error:
        log.warning("Chưa dọn được các hàng cũ của hòm phiếu: %s", type(error).__name__)
        return False
    return True


def _vacuum_full(cursor) -> None:
    cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        for model in (Roll, Box):
            cursor.execute(f'VACUUM FULL "{model._meta.db_table}"')
    finally:
        cursor.execute("RESET lock_timeout")


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
