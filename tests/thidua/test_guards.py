"""What is issued, counted, logged or received cannot be changed or removed, not even by raw SQL."""

from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.utils import timezone

from awards.models import AwardRecord, Box, CouncilSession, EligibilityReport, Nomination, Question, Roll, Round, Seat
from tests.factories import make_nomination
from thidua import guards
from thidua.audit import audit
from thidua.models import AuditEntry, IssuedDocument, IssuedFile, Series

pytestmark = pytest.mark.django_db


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
