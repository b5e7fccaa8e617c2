"""What may never change, as triggers on both databases; installed again after every migrate.

SQLite silently drops a table's triggers when Django rebuilds the table for a later migration, and refuses to
rebuild one that another table's trigger names; hence the receivers of `pre_migrate` and `post_migrate` in
`thidua/apps.py` (the only signals of the program) and the system check that fails when a trigger is missing.
What a unique or check constraint can say is said there, not here.
"""

import re
from dataclasses import dataclass

from django.apps import apps
from django.core import checks
from django.db import connections, router, transaction
from django.db.migrations.executor import MigrationExecutor

MESSAGE = "Hàng này đã khóa, không sửa hay xóa được"
_RAISE = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';"


@dataclass(frozen=True)
class Guard:
    """Rows of a model that are locked, and the columns that may still change.

    model: label of the model. locked: SQL over `{row}` that says a row is locked (empty: always).
    open_once: columns that may go from NULL to a value, once. open: columns that may change freely.
    insert_refused: SQL over `{row}` that says a new row comes too late (its parent is locked).
    by_statement: on PostgreSQL an update is looked at once for all its rows; for a table of which many are written at
    once. Not with `open` or `open_once`.
    """

    model: str
    locked: str = ""
    open_once: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    insert_refused: str = ""
    by_statement: bool = False


# The foundation's own; each floor adds its list when it is ready (`register`).
GUARDS: list[Guard] = []


def register(*guards: Guard) -> None:
    """Add a floor's guards; called from its AppConfig.ready()."""
    GUARDS.extend(guard for guard in guards if guard not in GUARDS)


FOUNDATION = (
    Guard("thidua.AuditEntry"),
    Guard("thidua.IssuedDocument", open_once=("revoked_by_id",)),
    Guard("thidua.IssuedFile"),
    Guard("thidua.SignedCopy"),
    Guard("thidua.BackupProof"),
    Guard(
        "thidua.Parameter",
        open_once=("valid_to", "withdrawn_at"),
        open=("checked_on", "checked_by", "checked_until"),
    ),
)


def install(using: str = "default") -> None:
    """Put every guard in place whose table exists; repeating it changes nothing."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in GUARDS:
            if _table(guard) in tables:
                for statement in _statements(guard, connection):
                    cursor.execute(statement)


def lift(using: str = "default") -> None:
    """Remove every guard. Only the tests do this, around the flush after a transactional test."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for guard in GUARDS:
            for name in _names(guard, connection.vendor):
                on_table = f" ON {_table(guard)}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(using: str = "default") -> list[str]:
    """Names of the guards that should be installed and are not."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in expected(using) if name not in found]


def expected(using: str = "default") -> list[str]:
    """Names of all guards of the tables that exist there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return [name for guard in GUARDS if _table(guard) in tables for name in _names(guard, connection.vendor)]


def locked_rows() -> list[tuple[str, str]]:
    """For every guarded table the SQL condition under which a row of it may not be deleted."""
    return [
        (table, guard.locked.format(row=table) if guard.locked else "1 = 1")
        for guard, table in ((guard, _table(guard)) for guard in GUARDS)
    ]


def lift_before_migrate(using: str, **kwargs: object) -> None:
    """Receiver of `pre_migrate`: SQLite refuses to rebuild a table that a trigger of another table names."""
    if connections[using].vendor == "sqlite" and router.allow_migrate(using, "thidua"):
        lift(using)


def install_after_migrate(using: str, **kwargs: object) -> None:
    """Receiver of `post_migrate`, once per migrate (for the last app of ours)."""
    if router.allow_migrate(using, "thidua"):
        install(using)


@checks.register(checks.Tags.database)
def check_guards(databases: list[str] | None = None, **kwargs: object) -> list[checks.CheckMessage]:
    """`manage.py check --database default` fails while a guard is missing.

    Not while migrations wait: a guard may come with them, and `migrate` itself asks the checks first.
    """
    hint = "Chạy “manage.py migrate --skip-checks” để cài lại."
    return [
        checks.Error(f"Thiếu trigger bảo vệ {name}.", hint=hint, id="thidua.E001")
        for using in databases or []
        if (names := missing(using)) and not _awaits_migrations(using)
        for name in names
    ]


def _awaits_migrations(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _table(guard: Guard) -> str:
    return apps.get_model(guard.model)._meta.db_table


def _names(guard: Guard, vendor: str) -> list[str]:
    kinds = ["update", "delete"] + (["insert"] if guard.insert_refused else [])
    if vendor == "postgresql":
        kinds.append("truncate")
    return [f"guard_{_table(guard)}_{kind}" for kind in kinds]


def _unchanged(guard: Guard, vendor: str) -> str:
    """SQL that holds when an update touches only columns that may still change."""
    same = "{a} IS NOT DISTINCT FROM {b}" if vendor == "postgresql" else "{a} IS {b}"
    parts = []
    for field in apps.get_model(guard.model)._meta.concrete_fields:
        column = field.column
        if column in guard.open:
            continue
        # json has no equality operator on PostgreSQL, jsonb has; text compares both
        old, new = f'OLD."{column}"', f'NEW."{column}"'
        part = same.format(a=new, b=old)
        parts.append(f"({part} OR {old} IS NULL)" if column in guard.open_once else part)
    return " AND ".join(parts)


def _moved(guard: Guard, vendor: str) -> str:
    """SQL that holds when an update changes a column by which `locked` finds the parent."""
    differs = "NEW.{c} IS DISTINCT FROM OLD.{c}" if vendor == "postgresql" else "NEW.{c} IS NOT OLD.{c}"
    columns = sorted(set(re.findall(r"\{row\}\.(\w+)", guard.locked)))
    return " OR ".join(differs.format(c=column) for column in columns)


def _statements(guard: Guard, connection) -> list[str]:
    old = guard.locked.format(row="OLD") if guard.locked else "1 = 1"
    new = guard.locked.format(row="NEW") if "EXISTS" in guard.locked else ""
    update = f"(({old}) AND NOT ({_unchanged(guard, connection.vendor)}))"
    if new:  # a row may not be moved into a locked parent either; asked only of one that moves
        update += f" OR (({_moved(guard, connection.vendor)}) AND ({new}) AND NOT ({old}))"
    conditions = {"update": update, "delete": f"({old})"}
    if guard.insert_refused:
        conditions["insert"] = guard.insert_refused.format(row="NEW")
    if connection.vendor == "sqlite":
        return _sqlite(_table(guard), conditions)
    return _postgresql(_table(guard), conditions) + (_whole_update(guard) if guard.by_statement else [])


def _sqlite(table: str, conditions: dict[str, str]) -> list[str]:
    statements = []
    for kind, condition in conditions.items():
        name = f"guard_{table}_{kind}"
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        ]
    return statements


def _postgresql(table: str, conditions: dict[str, str]) -> list[str]:
    statements = []
    for kind, condition in conditions.items():
        name = f"guard_{table}_{kind}"
        result = "OLD" if kind == "delete" else "NEW"
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
            f"IF {condition} THEN {_RAISE} END IF; RETURN {result}; END $guard$",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    statements += [
        f"CREATE OR REPLACE FUNCTION guard_{table}_truncate() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
        f"{_RAISE} END $guard$",
        f"DROP TRIGGER IF EXISTS guard_{table}_truncate ON {table}",
        f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}_truncate()",
    ]
    return statements


def _whole_update(guard: Guard) -> list[str]:
    """In the place of the trigger for each row: no locked row may be among those an update changed, before or after."""
    table, name = _table(guard), f"guard_{_table(guard)}_update"
    changed = [
        f"(SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other}) AS changed"
        for one, other in (("old_rows", "new_rows"), ("new_rows", "old_rows"))
    ]
    locked = guard.locked.format(row="changed")
    condition = " OR ".join(f"EXISTS (SELECT 1 FROM {rows} WHERE {locked})" for rows in changed)
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
        f"IF {condition} THEN {_RAISE} END IF; RETURN NULL; END $guard$",
        f"CREATE TRIGGER {name} AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]
