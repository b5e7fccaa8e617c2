"""What a database that is used for real still lacks; asked of the live one (thidua/checks.py)."""

from datetime import timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from thidua import clock, worker
from thidua.backup import postgres, proofs
from thidua.backup.restoring import half_restored
from thidua.checks import Found
from thidua.demo_users import demo_users
from thidua.models import AuditEntry, BackupProof, Institution, LegalText
from thidua.workflow import Refused

CLOCK_TOLERANCE = timedelta(minutes=2)
PROOF_LINE = "sudo systemctl start thidua-backup.service thidua-proof.service (docs/running.md)"


def is_migrated() -> bool:
    """Nothing is asked of a database whose tables do not stand yet: `migrate` runs the checks first."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    return {BackupProof._meta.db_table, AuditEntry._meta.db_table} <= set(tables)


def _half_restored() -> Found:
    if half_restored():
        yield "020", "Cơ sở dữ liệu này được khôi phục dở dang: không dùng được.", "dropdb rồi khôi phục lại"


def _beginnings() -> Found:
    if not is_migrated():
        yield "021", "Cơ sở dữ liệu chưa có bảng.", "manage.py migrate"
        return
    if not LegalText.objects.exists():
        yield "022", "Chưa có dữ liệu dùng chung.", "manage.py reference"
    if not Institution.objects.exists():  # the set-up makes the series, the clerk and the administrator as well
        yield "023", "Chưa thiết lập cơ quan.", "manage.py setup_code, rồi mở trang /thiet-lap/"
    elif not get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
        yield "023", "Chưa có quản trị nào.", "manage.py createsuperuser"
    if found := demo_users():
        yield "024", f"Còn tài khoản mẫu: {', '.join(found)}.", "Dùng cơ sở dữ liệu khác hoặc đổi mật khẩu"


def _worker() -> Found:
    if not is_migrated() or not apps.is_installed("django_tasks_db"):
        return
    if sentence := worker.why_not_alive():
        yield "025", sentence, "sudo systemctl restart thidua-worker.service"


def _proof() -> Found:
    if not is_migrated():
        return
    proof = proofs.last_proven()
    if proof is None:
        yield "026", "Chưa có bản sao lưu nào được khôi phục thử và khớp.", PROOF_LINE
    elif not proofs.is_fresh(proof):
        yield "027", f"Bản sao lưu đã kiểm gần nhất từ {_days(proof)} ngày trước.", PROOF_LINE
    if failed := proofs.last_failed():
        yield "028", f"Lần kiểm gần nhất không khớp: {failed.file_name}.", PROOF_LINE


def _days(proof: BackupProof) -> int:
    return (clock.real_now() - proof.made_at).days


def _programs() -> Found:
    if connection.vendor != "postgresql":
        return
    connection.ensure_connection()
    try:
        postgres.program_for("pg_dump", connection.connection.info.server_version // 10000)
    except Refused as refused:
        sentence, _, line = str(refused).partition(" Hãy gõ: ")
        yield "029", sentence, line


def _clocks() -> Found:
    """Ours against the database server's, and against the newest line of the trail."""
    now = clock.real_now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
        if abs(theirs - now) > CLOCK_TOLERANCE:
            yield (
                "030",
                f"Đồng hồ máy này lệch máy chủ cơ sở dữ liệu {abs(theirs - now).total_seconds() / 60:.0f} phút.",
                "sudo timedatectl set-ntp true (trên cả hai máy)",
            )
    if not is_migrated():
        return
    newest = AuditEntry.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    if newest and newest - now > CLOCK_TOLERANCE:
        local = timezone.localtime(newest)
        yield (
            "031",
            f"Nhật ký có dòng ghi lúc {local:%H:%M, %d/%m/%Y}, sau giờ hiện tại: đồng hồ đã bị lùi.",
            "sudo timedatectl set-ntp true",
        )


ABOUT_ROWS = (_half_restored, _beginnings, _worker, _proof, _programs, _clocks)
