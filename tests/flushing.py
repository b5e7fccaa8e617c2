"""How a test that commits is taken back: Django truncates every table and fills some again, which takes longer."""

from functools import cache

from django.db import connection, transaction
from django.test.testcases import TransactionTestCase

from thidua import guards

# What migrating writes, the same each time.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def flush(case: TransactionTestCase) -> None:
    """Instead of its `_fixture_teardown`; guarded rows go as well."""
    if connection.vendor == "postgresql" and may_pass_triggers():
        empty()
        if guards.missing():
            guards.install()
        return
    guards.lift()
    try:
        DJANGOS_OWN(case)
    finally:
        guards.install()


DJANGOS_OWN = TransactionTestCase._fixture_teardown


@cache
def may_pass_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


def empty() -> None:
    """Delete the rows of those tables that have any, without a look at guards and foreign keys: all of them go."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled():
            cursor.execute(f'DELETE FROM "{table}"')


def filled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_which_are_filled())
        return [name for (name,) in cursor.fetchall()]


@cache
def _which_are_filled() -> str:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in sorted(tables))
