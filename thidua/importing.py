"""An Excel file comes in: upload, reading (a worker's task), preview, import (a worker's task), all or nothing."""

import logging
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django_tasks import task

from thidua import clock
from thidua.audit import audit
from thidua.imports import KINDS, Kind, Outcome, Plan, labels_of
from thidua.models import ImportFile, ImportRow, User
from thidua.spreadsheets import with_errors
from thidua.vietnamese import clean_line, money
from thidua.workbooks import Table, read_table
from thidua.workflow import Refused, refuse
from thidua.xlsx_safety import refuse_unsafe

log = logging.getLogger(__name__)

Stage = ImportFile.Stage
KEPT = timedelta(days=1)
UNTAKEN_AFTER, BROKEN_OFF_AFTER = timedelta(seconds=15), timedelta(minutes=2)
TELL_EVERY = 500  # rows
BATCH = 1000
LARGE = 500  # rows from which the planner's figures are renewed
CRASHED = "Chương trình gặp sự cố khi đọc tệp. Tải tệp lên lần nữa; nếu vẫn lỗi, báo quản trị kèm tệp."
OVERTAKEN = "Dữ liệu trong chương trình đã đổi sau khi xem trước nên chưa nhập dòng nào. Xem lại rồi bấm nhập."
UNMARKED = "Không ghi lỗi được vào chính tệp này (có hình hoặc phần lạ); sửa theo bảng ở trang xem trước."
GONE = "Tệp chỉ giữ một ngày và đã được xóa. Tải tệp lên lần nữa."


# --- acts of a person


def upload(kind: Kind, file: UploadedFile, *, by: Any) -> ImportFile:
    """Keep the file privately and have it read; Refused when it is not a plain .xlsx."""
    refuse_unsafe(file)
    forget_old()
    now = clock.real_now()
    name = PurePosixPath(clean_line((file.name or "").replace("\\", "/"))).name[-200:] or "tep.xlsx"
    kept = ImportFile.objects.create(
        kind=kind.slug,
        file=file,
        original_name=name,
        uploaded_by=by,
        uploaded_at=clock.now(),
        expires_at=now + KEPT,
        progressed_at=now,
    )
    read_file.enqueue(kept.pk)
    if forget_files.get_backend().supports_defer:
        forget_files.using(run_after=kept.expires_at + timedelta(minutes=1)).enqueue()
    return kept


def why_not_import(kept: ImportFile) -> str:
    if kept.stage != Stage.READY:
        return f"Tệp đang ở bước “{kept.get_stage_display()}” nên không nhập được; tải lại trang để xem việc làm được."
    if kept.wrong:
        return f"Chưa nhập được vì còn {money(kept.wrong)} dòng cần sửa."
    if not kept.new + kept.changed:
        return f"Không có gì để nhập: cả {money(kept.unchanged)} dòng đã có đúng như vậy trong chương trình."
    return ""


def confirm(kept: ImportFile, *, by: Any) -> None:
    """Have the previewed file imported; of two clicks one counts."""
    refuse(why_not_import(kept))
    if not _step(kept, (Stage.READY,), Stage.CONFIRMED, done=0):
        kept.refresh_from_db()
        raise Refused(why_not_import(kept))
    apply_file.enqueue(kept.pk, by.pk)


def why_not_discard(kept: ImportFile) -> str:
    if kept.stage in (Stage.CONFIRMED, Stage.APPLYING) and not is_broken_off(kept):
        return "Tệp đang được nhập nên không bỏ được; chờ nhập xong."
    return "Tệp này đã nhập xong; không còn gì để bỏ." if kept.stage == Stage.DONE else ""


def discard(kept: ImportFile) -> None:
    refuse(why_not_discard(kept))
    if _step(kept, (*set(Stage) - {Stage.DONE},), Stage.DISCARDED):
        _forget(kept)


def read_again(kept: ImportFile) -> None:
    """After the worker was stopped half-way."""
    if not is_broken_off(kept) or not _step(kept, (kept.stage,), Stage.WAITING, done=0, total=0):
        raise Refused("Tệp đang được đọc hoặc đã đọc xong; tải lại trang để xem.")
    read_file.enqueue(kept.pk)


def is_broken_off(kept: ImportFile) -> bool:
    at_work = kept.stage in (Stage.READING, Stage.CONFIRMED, Stage.APPLYING)
    return at_work and clock.real_now() - kept.progressed_at > BROKEN_OFF_AFTER


def is_untaken(kept: ImportFile) -> bool:
    """No worker has taken the file: probably none is running."""
    waits = kept.stage in (Stage.WAITING, Stage.CONFIRMED)
    return waits and clock.real_now() - kept.progressed_at > UNTAKEN_AFTER


def marked_file(kept: ImportFile) -> bytes:
    """The uploaded workbook with a column of errors; Refused when it cannot be written again."""
    places, errors = kept.layout["places"], {}
    for row in kept.rows.filter(outcome=Outcome.WRONG).iterator():
        errors[row.number] = [(places.get(column, 0), sentence) for column, _, sentence in row.problems]
    try:
        with kept.file.open("rb") as file:
            return with_errors(file, kept.layout["sheet"], kept.layout["head_row"], kept.layout["width"], errors)
    except Exception:  # pictures and charts nobody asked for may be what openpyxl stumbles over
        log.exception("Không ghi lỗi vào được tệp %s", kept.pk)
        raise Refused(UNMARKED) from None


# --- tasks of the worker


@task()
def read_file(pk: int) -> None:
    with clock.request_scope():
        kept = _taken(pk, Stage.WAITING, Stage.READING)
        if kept is None:
            return
        try:
            table, plan = _read(kept)
            _keep_preview(kept, table, plan)
        except Refused as refused:
            _step(kept, (Stage.READING,), Stage.UNREADABLE, sentence=str(refused))
        except Exception:
            log.exception("Không đọc được tệp nhập %s", kept.pk)
            _step(kept, (Stage.READING,), Stage.UNREADABLE, sentence=CRASHED)


@task()
def apply_file(pk: int, user_pk: int) -> None:
    with clock.request_scope():
        kept = _taken(pk, Stage.CONFIRMED, Stage.APPLYING)
        if kept is None:
            return
        try:
            is_done = _apply(kept, User.objects.get(pk=user_pk))
        except Refused as refused:
            _step(kept, (Stage.APPLYING,), Stage.UNREADABLE, sentence=str(refused))
        except Exception:
            log.exception("Không nhập được tệp %s", kept.pk)
            _step(kept, (Stage.APPLYING,), Stage.UNREADABLE, sentence=CRASHED)
        else:
            if is_done:
                _forget(kept)
                _analyze(kept)


@task()
def forget_files() -> None:
    """Files a day old go, and so do old lines of the queue."""
    forget_old()
    if forget_files.get_backend().supports_defer:  # there is a queue
        call_command("prune_db_task_results", verbosity=0)


# --- how


def _read(kept: ImportFile) -> tuple[Table, Plan]:
    """The file as it lies there, checked against what the database holds now; outside any transaction."""
    kind = KINDS[kept.kind]
    table = _table(kept, kind)
    return table, kind.check(table.rows, kind.load(table.rows), _teller(kept, len(table.rows)))


def _table(kept: ImportFile, kind: Kind) -> Table:
    try:
        with kept.file.open("rb") as file:
            return read_table(file, kind.columns())
    except (FileNotFoundError, ValueError):
        raise Refused(GONE) from None


def _apply(kept: ImportFile, by: User) -> bool:
    """Check again, then write in one transaction; what has changed since the preview is shown, not written."""
    kind = KINDS[kept.kind]
    table = _table(kept, kind)
    known = kind.load(table.rows)
    plan = kind.check(table.rows, known, _teller(kept, len(table.rows)))
    with transaction.atomic():
        locked = ImportFile.objects.select_for_update().get(pk=kept.pk)
        if locked.stage != Stage.APPLYING:
            return False
        kind.lock(known)
        fresh = kind.load(table.rows)
        if fresh != known:
            plan = kind.check(table.rows, fresh, lambda done: None)
        if plan.digest != locked.digest:
            _keep_preview(locked, table, plan, sentence=OVERTAKEN)
            return False
        kind.apply(plan, by)
        _close(locked, by)
    return True


def _close(kept: ImportFile, by: User) -> None:
    counts = {"new": kept.new, "changed": kept.changed, "unchanged": kept.unchanged}
    audit(kept, "import", by=by, after={"kind": kept.kind} | counts)
    _step(kept, (Stage.APPLYING,), Stage.DONE, finished_at=clock.now(), sentence="")


def _keep_preview(kept: ImportFile, table: Table, plan: Plan, sentence: str = "") -> None:
    labels = labels_of(KINDS[kept.kind].columns())
    rows = [
        ImportRow(
            import_file=kept,
            number=row.number,
            outcome=row.outcome,
            label=row.label[:300],
            problems=row.problems,
            changes=row.changes,
            advice=row.advice,
        )
        for row in plan.rows
    ]
    layout = {
        "sheet": table.sheet,
        "head_row": table.head_row,
        "width": table.width,
        "places": {labels[name]: places[0] for name, places in table.places.items()},
        "unused": table.unused,
    }
    counts = {outcome.name.lower(): plan.count(outcome) for outcome in Outcome}
    with transaction.atomic():
        kept.rows.all().delete()
        ImportRow.objects.bulk_create(rows, batch_size=BATCH)
        moved = (Stage.READING, Stage.APPLYING)
        _step(kept, moved, Stage.READY, layout=layout, digest=plan.digest, sentence=sentence, **counts)


def _taken(pk: int, waiting: Stage, working: Stage) -> ImportFile | None:
    """The file, if it still waits: a task may be delivered twice or come after the file was discarded."""
    kept = ImportFile.objects.filter(pk=pk).first()
    return kept if kept and _step(kept, (waiting,), working) else None


def _step(kept: ImportFile, sources: tuple[str, ...], target: Stage, **changes: Any) -> bool:
    """Move to the next stage if nobody else has; the caller's copy follows."""
    changes |= {"stage": target, "progressed_at": clock.real_now()}
    moved = ImportFile.objects.filter(pk=kept.pk, stage__in=sources).update(**changes)
    for name, value in changes.items() if moved else ():
        setattr(kept, name, value)
    return bool(moved)


def _teller(kept: ImportFile, total: int) -> Any:
    """Writes how far the check is, outside any transaction."""

    def tell(done: int) -> None:
        if done % TELL_EVERY == 0 or done == total:
            ImportFile.objects.filter(pk=kept.pk).update(done=done, total=total, progressed_at=clock.real_now())

    tell(0)
    return tell


def _forget(kept: ImportFile) -> None:
    kept.rows.all().delete()
    if kept.file:
        kept.file.delete(save=False)
        ImportFile.objects.filter(pk=kept.pk).update(file="")


def forget_old() -> None:
    """Files that nobody imported within a day, and those of finished imports a crash left behind."""
    old = ImportFile.objects.exclude(file="").filter(expires_at__lt=clock.real_now())
    for kept in old:
        _step(kept, (*set(Stage) - {Stage.DONE},), Stage.DISCARDED, sentence=GONE)
        _forget(kept)


def _analyze(kept: ImportFile) -> None:
    """After a large import the planner's figures are wrong until somebody renews them."""
    if kept.new + kept.changed < LARGE:
        return
    with connection.cursor() as cursor:
        for model in KINDS[kept.kind].tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
