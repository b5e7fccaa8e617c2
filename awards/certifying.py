"""Certificates of an issued decision: what forbids one, each print on record, the file drawn and kept some days.

The record is written under the decision's lock; the drawing comes after it, in the worker where there are many.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django_tasks import task

from awards import certificate_looks as looks
from awards import lines
from awards.documents import certificates as papers
from awards.documents import sheets
from awards.models import (
    AwardRecord,
    CertificateFile,
    CertificatePrint,
    CertificateSettings,
    Decision,
    DecisionLine,
)
from thidua import certificates_pdf, clock, pdf
from thidua.audit import audit
from thidua.vietnamese import clean_line, lower_first, vdate
from thidua.workflow import Refused, acting_on, refuse

log = logging.getLogger(__name__)

Stage = CertificateFile.Stage
KEPT = timedelta(days=7)
AT_ONCE = 30  # sheets drawn while the page waits; more go to the worker
CHUNK = 50
UNTAKEN_AFTER, BROKEN_OFF_AFTER = timedelta(seconds=15), timedelta(minutes=2)
CRASHED = "Chương trình gặp sự cố khi tạo tệp. Bấm “Tạo lại tệp”; nếu vẫn lỗi, báo quản trị."
FROM_COMMAND_LINE = "In từ dòng lệnh"


# --- what can be printed


def why_not_print(decision: Decision) -> str:
    if decision.status == Decision.Status.DRAFT:
        return "Quyết định chưa có số và ngày nên chưa in giấy khen được; ban hành quyết định trước."
    if decision.status == Decision.Status.REVOKED or decision.document.revoked_by_id:
        return "Quyết định đã bị hủy bỏ nên không in giấy khen."
    return ""


def lines_of(decision: Decision) -> list[DecisionLine]:
    """All lines, each with the kind of its certificate, how often it was printed, and why it is not."""
    designs, gone = CertificateSettings.objects.by_kind(), revoked_on(decision)
    printed = times_printed(decision)
    rows, taken = lines.of_decision(decision), lines.taken_back(decision)
    for line in rows:
        kind = papers.kind_of(line.award)
        line.certificate = designs.get(kind)
        line.times_printed = printed[line.ordinal]
        line.why_no_certificate = _why_not_line(line, gone.get(_subject(line)), taken.get(line.pk, ""))
    fitting = [line for line in rows if decision.document_id and not line.why_no_certificate]
    if fitting:
        for line, certificate in zip(fitting, papers.gather(decision, fitting, designs), strict=True):
            line.why_no_certificate = sheets.why_not_fit(certificate)
    return rows


def _why_not_line(line: DecisionLine, revoked: date | None, taken_back: str) -> str:
    if taken_back:
        return f"{taken_back} nên không in."
    if line.certificate is None:
        return "Danh hiệu này do cấp trên tặng và cấp bằng."
    if not line.certificate.is_printed:
        return f"Trường không in {lower_first(str(line.certificate))}."
    return f"Đã hủy bỏ ngày {vdate(revoked)} nên không in." if revoked else ""


def times_printed(decision: Decision) -> Counter[int]:
    """How often each ordinal was printed."""
    prints = decision.certificate_prints.order_by().values_list("ordinals", flat=True)
    return Counter(ordinal for ordinals in prints for ordinal in ordinals)


def revoked_on(decision: Decision) -> dict[tuple[Any, ...], date]:
    """Of the awards this decision gave, those taken back, with the day."""
    if not decision.document_id:
        return {}
    records = AwardRecord.objects.filter(
        source=AwardRecord.Source.OWN,
        decision_number=decision.document.full_number,
        decision_date=decision.document.date,
        revoked_on__isnull=False,
    )
    names = ("staff_member_id", "department_id", "award_id", "year", "occasion", "occasion_text")
    return {tuple(row[:-1]): row[-1] for row in records.values_list(*names, "revoked_on")}


def revoked_day(line: DecisionLine) -> date | None:
    """When the award of this line was taken back; None where it holds."""
    return revoked_on(line.decision).get(_subject(line))


def _subject(line: DecisionLine) -> tuple[Any, ...]:
    """What tells the record of a line from the others of its decision (awards/deciding.py writes it so)."""
    of = line.nomination
    return (of.staff_member_id, of.department_id, line.award_id, of.year, of.occasion, of.occasion_name[:200])


# --- acts of a person


def begin(
    decision: Decision, ordinals: Collection[int] | None, *, reason: str = "", by: Any, at_once: bool = False
) -> CertificatePrint:
    """Record the print of these lines (None: of all that can be printed) and have the file drawn."""
    refuse(pdf.missing_libraries())
    with acting_on(decision):
        refuse(why_not_print(decision))
        chosen, reason = _chosen(decision, ordinals), clean_line(reason)
        again = sum(bool(line.times_printed) for line in chosen)
        refuse(why_no_reason(again, reason))
        made = CertificatePrint.objects.create(
            decision=decision,
            ordinals=[line.ordinal for line in chosen],
            count=len(chosen),
            reprinted=again,
            reason=reason if again else "",
            by=by,
            at=clock.now(),
        )
        now = clock.real_now()
        kept = CertificateFile.objects.create(print=made, progressed_at=now, expires_at=now + KEPT)
        audit(decision, "print_certificates", by=by, after={"count": made.count, "again": again}, reason=made.reason)
    _have_drawn(kept, at_once=at_once)
    return made


def _chosen(decision: Decision, ordinals: Collection[int] | None) -> list[DecisionLine]:
    rows = lines_of(decision)
    if ordinals is None:
        chosen = [line for line in rows if not line.why_no_certificate]
    else:
        chosen = [line for line in rows if line.ordinal in ordinals]
    for line in chosen:
        refuse(f"Số sổ vàng {line.ordinal}: {line.why_no_certificate}" if line.why_no_certificate else "")
    if not chosen:
        raise Refused("Chưa chọn tờ nào để in; đánh dấu ít nhất một dòng.")
    return chosen


def why_no_reason(again: int, reason: str) -> str:
    return "" if reason or not again else f"Có {again} tờ đã in trước đây; ghi lý do in lại."


def all_of(decision: Decision) -> bytes:
    """Every certificate of the decision, drawn now and put on record: for the command line."""
    made = begin(decision, None, reason=FROM_COMMAND_LINE, by=None, at_once=True)
    made.file.refresh_from_db()
    refuse(made.file.sentence)
    return content_of(made.file)


def all_in_word(decision: Decision) -> bytes:
    """The same as a Word file: put on record as a print, for what is made can be printed."""
    return as_word(begin(decision, None, reason=FROM_COMMAND_LINE, by=None, at_once=True))


def draw_again(kept: CertificateFile) -> None:
    """After the worker was stopped half-way or a library was missing: the same print, no new record."""
    may = kept.stage == Stage.FAILED or is_broken_off(kept)
    if not may or not _step(kept, (kept.stage,), Stage.WAITING, done=0, sentence=""):
        raise Refused("Tệp đang được tạo hoặc đã tạo xong; tải lại trang để xem.")
    _have_drawn(kept)


def is_broken_off(kept: CertificateFile) -> bool:
    return kept.stage == Stage.DRAWING and clock.real_now() - kept.progressed_at > BROKEN_OFF_AFTER


def is_untaken(kept: CertificateFile) -> bool:
    """No worker has taken the file: probably none is running."""
    return kept.stage == Stage.WAITING and clock.real_now() - kept.progressed_at > UNTAKEN_AFTER


def content_of(kept: CertificateFile) -> bytes:
    """Refused when the file is no longer there."""
    try:
        with kept.file.open("rb") as file:
            content: bytes = file.read()
            return content
    except (OSError, ValueError):
        raise Refused(f"Tệp chỉ giữ {KEPT.days} ngày và đã được xóa; in lại và ghi lý do.") from None


# --- the file


def _have_drawn(kept: CertificateFile, *, at_once: bool = False) -> None:
    if at_once or kept.print.count <= AT_ONCE:
        draw_file.call(kept.pk)
    else:
        draw_file.enqueue(kept.pk)
    if forget_files.get_backend().supports_defer:
        forget_files.using(run_after=kept.expires_at + timedelta(minutes=1)).enqueue()


@task()
def draw_file(pk: int) -> None:
    with clock.request_scope():
        kept = CertificateFile.objects.select_related("print__decision__document__series").filter(pk=pk).first()
        # A task may be delivered twice.
        if kept is None or not _step(kept, (Stage.WAITING,), Stage.DRAWING):
            return
        try:
            content = certificates_pdf.join(_parts(kept))
            kept.file.save("giay-khen.pdf", ContentFile(content), save=False)
            _step(kept, (Stage.DRAWING,), Stage.READY, file=kept.file.name)
        except (Refused, pdf.PdfUnavailable) as refused:
            _step(kept, (Stage.DRAWING,), Stage.FAILED, sentence=str(refused))
        except Exception:
            log.exception("Không tạo được tệp giấy khen %s", kept.pk)
            _step(kept, (Stage.DRAWING,), Stage.FAILED, sentence=CRASHED)


@task()
def forget_files() -> None:
    forget_old()


def forget_old() -> int:
    """Files kept long enough go, what was printed stays on record; says how many went."""
    gone = 0
    for kept in CertificateFile.objects.exclude(file="").filter(expires_at__lt=clock.real_now()):
        if _step(kept, (kept.stage,), Stage.GONE):
            kept.file.delete(save=False)
            gone += CertificateFile.objects.filter(pk=kept.pk).update(file="")
    return gone


def _parts(kept: CertificateFile) -> Iterator[bytes]:
    """One file for every fifty sheets, and after each the word how many are done."""
    decision, wanted = kept.print.decision, set(kept.print.ordinals)
    rows = [line for line in lines.of_decision(decision) if line.ordinal in wanted]
    settings = CertificateSettings.objects.by_kind()
    certificates = papers.gather(decision, rows, settings)
    designs = looks.designs(settings)
    for start in range(0, len(certificates), CHUNK):
        some = certificates[start : start + CHUNK]
        yield looks.drawn(some, designs, title_of(decision))
        _tell(kept, start + len(some))


def as_word(kept: CertificatePrint) -> bytes:
    """The certificates of that print as a Word file, to go on editing; no new print is put on record."""
    decision, wanted = kept.decision, set(kept.ordinals)
    settings = CertificateSettings.objects.by_kind()
    certificates = papers.gather(
        decision, [line for line in lines.of_decision(decision) if line.ordinal in wanted], settings
    )
    return looks.in_word(certificates, looks.designs(settings), title_of(decision))


def title_of(decision: Decision) -> str:
    return f"Giấy khen kèm theo Quyết định số {decision.document.full_number}"


def _tell(kept: CertificateFile, done: int) -> None:
    CertificateFile.objects.filter(pk=kept.pk).update(done=done, progressed_at=clock.real_now())


def _step(kept: CertificateFile, sources: tuple[str, ...], target: Stage, **changes: Any) -> bool:
    """Move to the next stage if nobody else has; the caller's copy follows."""
    changes |= {"stage": target, "progressed_at": clock.real_now()}
    moved = CertificateFile.objects.filter(pk=kept.pk, stage__in=sources).update(**changes)
    for name, value in changes.items() if moved else ():
        setattr(kept, name, value)
    return bool(moved)
