"""What is issued, counted, logged or received cannot be changed or removed, not even by raw SQL."""

import importlib
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.utils import timezone

from awards.models import AwardRecord, Box, CouncilSession, EligibilityReport, Nomination, Question, Roll, Round, Seat
from tests.factories import make_nomination
from thidua import guards
from thidua.audit import audit
from thidua.models import AuditEntry, IssuedDocument, IssuedFile, Parameter, Series

pytestmark = pytest.mark.django_db


LAST_MIGRATION_UNDONE = (
    "DELETE FROM django_migrations WHERE app = 'awards' "
    "AND name = (SELECT max(name) FROM django_migrations WHERE app = 'awards')"
)


def refused(sql: str, *values) -> bool:
    """True when the database refuses the statement with our message; the change is rolled back either way."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            raise _Undo
    except _Undo:
        return False
    except DatabaseError as error:
        if guards.MESSAGE not in str(error):
            raise
        return True


class _Undo(Exception):
    pass


@pytest.fixture
def document(reference) -> IssuedDocument:
    document = IssuedDocument.objects.create(
        kind="decision",
        series=Series.objects.get(code="decision"),
        year=2022,
        number=15,
        date=date(2022, 12, 30),
        title="Quyết định mẫu",
        signer="Phạm Văn Quang",
        paper={"title": "x"},
        sha256="0" * 64,
        issued_at=timezone.now(),
    )
    IssuedFile.objects.create(document=document, content=b"%PDF", sha256="0" * 64, size=4, pages=1)
    return document


@pytest.fixture
def counted(campaign, school, council) -> Round:
    session = CouncilSession.objects.create(
        council=council,
        campaign=campaign,
        planned_for=timezone.now(),
        place="Phòng họp",
        status=CouncilSession.Status.CONVENED,
        secretary=council.seats.get(role=Seat.Role.SECRETARY),
    )
    ballot = Round.objects.create(session=session, ordinal=1, title="LĐTT", status=Round.Status.OPEN)
    nomination = make_nomination(campaign, school.lecturer, school.faculty, status=Nomination.Status.TABLED)
    question = Question.objects.create(round=ballot, ordinal=1, nomination=nomination)
    Roll.objects.create(round=ballot, seat=session.secretary)
    Box.objects.create(question=question, choice=Box.Choice.AGREE, count=3)
    Round.objects.filter(pk=ballot.pk).update(status=Round.Status.COUNTED)
    ballot.refresh_from_db()
    return ballot


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("thidua_issueddocument", "number", 16),
        ("thidua_issueddocument", "title", "khác"),
        ("thidua_issueddocument", "verify_code", "0000000000"),
        ("thidua_issuedfile", "size", 5),
    ],
)
def test_an_issued_document_stays(document, table, column, value):
    assert refused(f"UPDATE {table} SET {column} = %s", value)
    assert refused(f"DELETE FROM {table}")


def test_revoking_is_written_once(document):
    pk = document.pk
    other = IssuedDocument.objects.create(
        kind="decision",
        series=document.series,
        year=2022,
        number=16,
        date=date(2022, 12, 31),
        title="Hủy bỏ",
        signer="",
        paper={},
        sha256="",
        issued_at=timezone.now(),
    )
    assert not refused("UPDATE thidua_issueddocument SET revoked_by_id = %s WHERE id = %s", other.pk, pk)
    IssuedDocument.objects.filter(pk=pk).update(revoked_by=other)
    assert refused("UPDATE thidua_issueddocument SET revoked_by_id = NULL WHERE id = %s", pk)


@pytest.fixture
def parameter(db) -> Parameter:
    return Parameter.objects.create(
        rule_set="A", key="quorum", value="3/4", source="Quy chế", certainty="memory", valid_from=date(2022, 3, 1)
    )


@pytest.mark.parametrize(
    "change",
    [
        "value = '1/2'",
        "source = 'khác'",
        "certainty = 'confirmed'",
        "valid_from = '2022-01-01'",
        "key = 'rounding'",
        "rule_set = 'B'",
    ],
)
def test_a_parameter_is_never_edited(parameter, change):
    assert refused(f"UPDATE thidua_parameter SET {change}")
    assert refused("DELETE FROM thidua_parameter")


def test_a_parameter_ends_once_and_is_looked_up_often(parameter):
    assert not refused("UPDATE thidua_parameter SET valid_to = '2022-12-31'")
    Parameter.objects.update(valid_to=date(2022, 12, 31))
    assert refused("UPDATE thidua_parameter SET valid_to = '2023-12-31'")
    assert refused("UPDATE thidua_parameter SET valid_to = NULL")
    Parameter.objects.update(withdrawn_at=timezone.now())
    assert refused("UPDATE thidua_parameter SET withdrawn_at = NULL")
    for day in ("2022-05-01", "2023-05-01"):
        looked_up = f"checked_on = '{day}', checked_by = 'Ngô Thị Lan', checked_until = '{day}'"
        assert not refused(f"UPDATE thidua_parameter SET {looked_up}")


def test_one_value_without_a_last_day(parameter):
    fields = Parameter.objects.filter(pk=parameter.pk).values().get() | {"id": None, "valid_from": date(2023, 1, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Parameter.objects.create(**fields)
    Parameter.objects.update(valid_to=date(2022, 12, 31))
    Parameter.objects.create(**fields)


def test_values_written_before_spans_were_kept_apart_are_parted(parameter):
    """The later counted where two held the same day; the migration writes down until when the earlier one did."""
    migration = importlib.import_module("thidua.migrations.0007_parameter_spans")
    Parameter.objects.update(valid_to=date(2023, 6, 30))
    fields = Parameter.objects.filter(pk=parameter.pk).values().get() | {"id": None, "valid_to": None}
    Parameter.objects.create(**fields | {"valid_from": date(2022, 9, 1)})
    Parameter.objects.create(**fields | {"key": "rounding", "value": "up_10000", "valid_from": date(2022, 1, 1)})
    guards.lift()
    migration.end_before_the_next(apps, None)
    guards.install()
    assert list(Parameter.objects.values_list("key", "valid_from", "valid_to")) == [
        ("quorum", date(2022, 3, 1), date(2022, 8, 31)),
        ("quorum", date(2022, 9, 1), None),
        ("rounding", date(2022, 1, 1), None),
    ]


def test_an_audit_line_stays(document):
    audit(document, "issue", by=None)
    assert refused("UPDATE thidua_auditentry SET actor_name = 'ai khác'")
    assert refused("DELETE FROM thidua_auditentry")
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE awards_round SET status = 'open'",
        "UPDATE awards_round SET voted = 1",
        "DELETE FROM awards_round",
        "UPDATE awards_question SET agree = 5",
        "DELETE FROM awards_question",
        "UPDATE awards_roll SET voted = (1 = 1)",
        "DELETE FROM awards_roll",
        "UPDATE awards_box SET count = count + 1",
        "DELETE FROM awards_box",
        "INSERT INTO awards_box (question_id, choice, count) SELECT id, 'disagree', 1 FROM awards_question",
    ],
)
def test_a_counted_round_stays(counted, sql):
    assert refused(sql)


def test_an_open_round_moves(counted):
    other = Round.objects.create(session=counted.session, ordinal=2, title="Lượt khác", status=Round.Status.OPEN)
    assert not refused("UPDATE awards_round SET voted = 1 WHERE id = %s", other.pk)


def test_a_closed_session_stays(counted):
    CouncilSession.objects.filter(pk=counted.session_id).update(status=CouncilSession.Status.CLOSED)
    assert refused("UPDATE awards_councilsession SET conclusions = 'khác'")
    assert refused("UPDATE awards_councilsession SET status = 'convened'")


def test_a_report_of_findings_stays(campaign, school):
    nomination = make_nomination(campaign, school.lecturer, school.faculty)
    EligibilityReport.objects.create(
        nomination=nomination,
        moment="submitted",
        rule_set="A",
        parameters={},
        facts={},
        findings=[],
        verdict="eligible",
        made_at=timezone.now(),
    )
    assert refused("UPDATE awards_eligibilityreport SET verdict = 'not_eligible'")
    assert refused("DELETE FROM awards_eligibilityreport")


def test_own_records_are_revoked_never_deleted(school):
    fields = {"award_id": "LDTT", "year": 2021, "decision_number": "1/QĐ-TCT", "decision_date": date(2021, 12, 28)}
    own = AwardRecord.objects.create(staff_member=school.lecturer, source="own", issuer="Hiệu trưởng", **fields)
    history = AwardRecord.objects.create(staff_member=school.stranger, source="history", issuer="Hiệu trưởng", **fields)
    assert refused("UPDATE awards_awardrecord SET year = 2020 WHERE id = %s", own.pk)
    assert refused("DELETE FROM awards_awardrecord WHERE id = %s", own.pk)
    assert not refused("UPDATE awards_awardrecord SET year = 2020 WHERE id = %s", history.pk)
    assert not refused("UPDATE awards_awardrecord SET revoked_on = '2022-01-01' WHERE id = %s", own.pk)


def test_a_missing_guard_fails_the_check():
    assert guards.check_guards(["default"]) == []
    with connection.cursor() as cursor:
        on_table = " ON thidua_auditentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER guard_thidua_auditentry_update{on_table}")
    assert [error.msg for error in guards.check_guards(["default"])] == [
        "Thiếu trigger bảo vệ guard_thidua_auditentry_update."
    ]


@pytest.mark.django_db(transaction=True)
def test_guards_are_back_after_a_migration_alters_the_table():
    """Django rebuilds the table on SQLite and its triggers are gone; the receiver installs them again."""
    state = ProjectState.from_apps(apps)
    widen = migrations.AlterField("round", "title", models.CharField("nội dung", max_length=250))
    narrow = migrations.AlterField("round", "title", models.CharField("nội dung", max_length=200))
    for operation in (widen, narrow):
        after = state.clone()
        guards.lift_before_migrate(using="default")
        operation.state_forwards("awards", after)
        with connection.schema_editor(atomic=connection.features.can_rollback_ddl) as editor:
            operation.database_forwards("awards", editor, state, after)
        state = after
        guards.install_after_migrate(using="default")
        assert guards.missing() == []


def test_an_upgrade_that_brings_a_new_guard_is_not_stopped_by_its_lack(document):
    """`migrate` asks the checks before it installs anything; once nothing waits, a missing guard is an error again."""
    with connection.cursor() as cursor:
        on_table = " ON thidua_parameter" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER guard_thidua_parameter_update{on_table}")
        assert [error.id for error in guards.check_guards(["default"])] == ["thidua.E001"]
        cursor.execute(LAST_MIGRATION_UNDONE)
        assert guards.check_guards(["default"]) == []
