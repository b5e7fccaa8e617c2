"""A file on its way in: what the page says while it waits, who gets it when the worker dies, when it goes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from campaigns.models import StaffMember
from tests.excel import as_upload, book_of, confirm, problems_of, upload
from tests.worker import run_worker
from thidua import clock, importing, imports
from thidua.models import AuditEntry, ImportFile
from thidua.workflow import Refused

HEAD = ["Mã cán bộ", "Thư điện tử"]
Stage = ImportFile.Stage


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def queue(monkeypatch, settings):
    """Tasks wait in the database for a worker, as they do outside the tests."""
    backend = DatabaseBackend("default", {"OPTIONS": {}, "QUEUES": ["default"]})
    monkeypatch.setattr(task_backends._connections, "default", backend, raising=False)
    return backend


def text_of(clerk, kept) -> str:
    return " ".join(clerk.get(kept.get_absolute_url()).content.decode().split())


def moved(kept: ImportFile, **changes) -> ImportFile:
    ImportFile.objects.filter(pk=kept.pk).update(**changes)
    kept.refresh_from_db()
    return kept


@pytest.fixture
def kept(clerk, school) -> ImportFile:
    return upload(clerk, "can-bo", HEAD, [school.lecturer.code, "hoa@truong.example"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_and_imports(clerk, school, queue, monkeypatch):
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda self: None)
    kept = upload(clerk, "can-bo", HEAD, [school.lecturer.code, "hoa@truong.example"])
    assert kept.stage == Stage.WAITING
    page = clerk.get(kept.get_absolute_url())
    assert page["Refresh"] == f"2; url={kept.get_absolute_url()}"
    assert "Đang chờ đọc tệp." in page.content.decode()
    run_worker()
    kept.refresh_from_db()
    assert (kept.stage, kept.changed) == (Stage.READY, 1)
    assert "Refresh" not in clerk.get(kept.get_absolute_url())
    kept = confirm(clerk, kept)
    assert kept.stage == Stage.CONFIRMED
    run_worker()
    kept.refresh_from_db()
    assert kept.stage == Stage.DONE
    school.lecturer.refresh_from_db()
    assert school.lecturer.email == "hoa@truong.example"
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.task_path == "thidua.importing.forget_files"
    assert waiting.run_after > clock.real_now() + timedelta(hours=23, minutes=59)


@pytest.mark.parametrize(("seconds", "says"), [(14, False), (16, True)])
@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.CONFIRMED])
def test_the_page_says_when_no_worker_has_come(clerk, kept, stage, seconds, says):
    moved(kept, stage=stage, progressed_at=clock.real_now() - timedelta(seconds=seconds))
    assert ("Chưa có tiến trình nào nhận việc này." in text_of(clerk, kept)) is says


def test_progress_is_shown(clerk, kept):
    moved(kept, stage=Stage.READING, done=3000, total=6000, progressed_at=clock.real_now())
    assert "Đã đọc 3.000/6.000 dòng" in text_of(clerk, kept)
    moved(kept, stage=Stage.APPLYING, done=6000)
    assert "Đã kiểm tra lại 6.000 dòng, đang ghi vào cơ sở dữ liệu." in text_of(clerk, kept)


def test_progress_is_told_every_500_rows(clerk, kept, monkeypatch):
    told = []
    tell = importing._teller(kept, 1200)
    for done in range(1, 1201):
        tell(done)
        told.append(ImportFile.objects.get(pk=kept.pk).done if done % 100 == 0 else None)
    assert [number for number in told if number is not None] == [0] * 4 + [500] * 5 + [1000] * 2 + [1200]


@pytest.mark.parametrize(("seconds", "again"), [(119, False), (121, True)])
def test_work_that_was_broken_off_is_taken_up_again(clerk, kept, seconds, again):
    moved(kept, stage=Stage.READING, progressed_at=clock.real_now() - timedelta(seconds=seconds))
    assert ("Việc này bị ngắt giữa chừng, chưa nhập dòng nào." in text_of(clerk, kept)) is again
    clerk.post(reverse("import_again", args=[kept.pk]))
    kept.refresh_from_db()
    assert kept.stage == (Stage.READY if again else Stage.READING)


def test_two_confirmations_import_once(clerk, school, kept):
    importing.confirm(ImportFile.objects.get(pk=kept.pk), by=school.clerk.user)
    with pytest.raises(Refused, match="“Đã nhập” nên không nhập được"):
        importing.confirm(ImportFile.objects.get(pk=kept.pk), by=school.clerk.user)
    stale = kept  # read before the first of the two
    with pytest.raises(Refused, match="“Đã nhập” nên không nhập được"):
        importing.confirm(stale, by=school.clerk.user)
    assert AuditEntry.objects.filter(verb="importfile.import").count() == 1


def test_what_changes_between_the_check_and_the_lock_is_shown_again(clerk, school, kept, monkeypatch):
    kind = imports.KINDS["can-bo"]

    def lock(known):
        StaffMember.objects.filter(pk=school.lecturer.pk).update(email="khac@truong.example")
        kind.lock(known)

    monkeypatch.setitem(imports.KINDS, "can-bo", replace(kind, lock=lock))
    kept = confirm(clerk, kept)
    assert (kept.stage, kept.sentence) == (Stage.READY, importing.OVERTAKEN)
    assert kept.rows.get().changes == [["Thư điện tử", "khac@truong.example", "hoa@truong.example"]]
    assert not AuditEntry.objects.filter(verb="importfile.import").exists()


def test_a_task_delivered_twice_does_nothing(clerk, school, kept):
    confirm(clerk, kept)
    lines = AuditEntry.objects.count()
    importing.apply_file.call(kept.pk, school.clerk.user.pk)
    importing.read_file.call(kept.pk)
    kept.refresh_from_db()
    assert (kept.stage, AuditEntry.objects.count()) == (Stage.DONE, lines)


def test_when_writing_fails_nothing_is_written(clerk, kept, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(importing, "_close", broken)
    kept = confirm(clerk, kept)
    assert kept.stage == Stage.UNREADABLE
    assert "Chương trình gặp sự cố khi đọc tệp." in text_of(clerk, kept)
    assert not StaffMember.objects.filter(email="hoa@truong.example").exists()
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("stage", Stage)
def test_a_file_can_be_given_up_until_it_is_being_imported(clerk, kept, stage):
    path = Path(kept.file.path)
    moved(kept, stage=stage, progressed_at=clock.real_now())
    clerk.post(reverse("import_discard", args=[kept.pk]))
    kept.refresh_from_db()
    refused = stage in (Stage.CONFIRMED, Stage.APPLYING, Stage.DONE)
    assert (kept.stage, path.exists()) == ((stage, True) if refused else (Stage.DISCARDED, False))


def test_a_file_goes_after_a_day_with_its_rows(clerk, kept):
    path = Path(kept.file.path)
    moved(kept, expires_at=clock.real_now() + timedelta(minutes=1))
    importing.forget_old()
    assert path.exists()
    moved(kept, expires_at=clock.real_now() - timedelta(minutes=1))
    importing.forget_files.call()
    kept.refresh_from_db()
    assert (kept.stage, path.exists(), kept.rows.count()) == (Stage.DISCARDED, False, 0)
    assert "Tệp chỉ giữ một ngày và đã được xóa." in text_of(clerk, kept)


def test_the_task_runs_under_the_demo_s_clock(clerk, kept):
    kept = confirm(clerk, kept)
    assert clock.today().year == 2022
    assert kept.finished_at.year == 2022
    entry = AuditEntry.objects.get(verb="staffmember.import")
    assert (entry.at.year, entry.recorded_at.year) == (2022, clock.real_now().year)


def test_kinds_in_the_order_to_import_them_with_hints_that_fit_a_cell(reference):
    assert list(imports.KINDS) == ["can-bo", "xep-loai", "thoi-gian-vang", "khen-thuong", "sang-kien"]
    for kind in imports.KINDS.values():
        labels = [column.label for column in kind.columns()]
        assert len(set(labels)) == len(labels)
        for column in kind.columns():
            assert len(column.hint) + len(column.example) < 230, column.label


def test_a_file_that_cannot_be_written_again_is_told_so(clerk, school, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(importing, "with_errors", broken)
    kept = upload(clerk, "can-bo", HEAD, [school.lecturer.code, "x"])
    response = clerk.get(reverse("import_marked", args=[kept.pk]), follow=True)
    assert "Không ghi lỗi được vào chính tệp này (có hình hoặc phần lạ)" in response.content.decode()


def test_a_name_with_folders_and_tags_is_only_a_name(clerk, school):
    file = as_upload(book_of(HEAD, [school.lecturer.code, "x"]), "../../<b>a</b>.xlsx")
    clerk.post(reverse("import_start", args=["can-bo"]), {"file": file})
    kept = ImportFile.objects.latest("pk")
    assert "/" not in kept.original_name
    assert Path(kept.file.path).parent.name == "imports"
    assert "<b>a" not in text_of(clerk, kept)


def test_text_of_a_cell_is_never_markup(clerk, school):
    kept = upload(clerk, "can-bo", HEAD, [school.lecturer.code, "<script>alert(1)</script>"])
    assert "<script>alert" not in text_of(clerk, kept)
    assert problems_of(kept) == [
        (2, "Thư điện tử", "<script>alert(1)</script>", "Thư điện tử phải có dạng ten@coquan.vn")
    ]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_another_writer_waits_until_the_import_is_done(on_postgresql, clerk, school, kept):
    """The locks are those of the clerk's pages, so that a check of theirs and ours never pass each other."""
    table, _ = importing._read(kept)
    kind = imports.KINDS[kept.kind]
    with transaction.atomic():
        kind.lock(kind.load(table.rows))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relation::regclass::text FROM pg_locks"
                " WHERE mode = 'ShareRowExclusiveLock' AND pid = pg_backend_pid() ORDER BY 1"
            )
            assert [row[0] for row in cursor.fetchall()] == ["campaigns_posting", "campaigns_staffmember"]
