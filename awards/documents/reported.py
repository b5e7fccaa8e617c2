"""What both reports of achievements, a person's and a collective's, tell from the records."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.utils import timezone

from awards import review_points
from awards.models import AwardRecord, Nomination
from campaigns.documents.letterheads import of_school, of_unit
from campaigns.documents.pledge import amount_text, printed_name
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Award, Department, Initiative, Pledge, PledgeTarget
from campaigns.promises import PROMISED
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Column, Header, Heading, NumberedItem, Paragraph, Row, Signature, Table
from thidua.vietnamese import date_words

DOTS = "…" * 14  # to be filled in by pen
UNSENT = (Nomination.Status.DRAFT, Nomination.Status.RETURNED)
TARGETS = (
    Column("STT", 11, "center"),
    Column("Chỉ tiêu đăng ký"),
    Column("Đơn vị tính", 26, "center"),
    Column("Đăng ký", 22, "right", nowrap=True),
    Column("Kết quả", 22, "right", nowrap=True),
)


def dated(nomination: Nomination, copy: Copy) -> Copy:
    """A report bears no number: handed in, it is no draft any more and has the day on which that was done."""
    if copy.mode != "draft" or nomination.status in UNSENT:
        return copy
    if nomination.submitted_at is None:
        return replace(copy, mode="blank")
    return replace(copy, mode="numbered", date=timezone.localdate(nomination.submitted_at))


def day_of(copy: Copy) -> date:
    return copy.date or clock.today()


def head_of(institution: Institution, unit: Department, copy: Copy) -> Header:
    if unit.kind == Department.Kind.SCHOOL:
        return of_school(institution, copy)
    return of_unit(institution, unit, copy)


def candidate_of(nomination: Nomination) -> str:
    return str(nomination.candidate)


def about(nomination: Nomination) -> str:
    verb = "công nhận danh hiệu" if nomination.award.is_title else "tặng"
    return f"Đề nghị {verb}\n{printed_name(nomination.award)} năm {nomination.year}"


def promised(nomination: Nomination) -> Pledge | None:
    """The candidate's endorsed pledge of the campaign."""
    pledges = Pledge.objects.filter(campaign=nomination.campaign_id, status__in=PROMISED)
    subject = {"staff_member": nomination.staff_member_id, "department": nomination.department_id}
    return pledges.filter(**subject).first()


def results_line(targets: Iterable[PledgeTarget]) -> str:
    """ "Kết quả các chỉ tiêu đã đăng ký: Giờ dạy 315/280 giờ; Bài báo 0/1 bài." """
    said = [_against(target) for target in targets if target.result is not None]
    return f"Kết quả các chỉ tiêu đã đăng ký: {'; '.join(said)}." if said else ""


def _against(target: PledgeTarget) -> str:
    result, promise = amount_text(target.result), amount_text(target.amount)
    return f"{_content(target)} {result}/{promise} {target.unit_of_measure}"


def _content(target: PledgeTarget) -> str:
    return target.content.strip().rstrip(".;:")


def proposed_report(nomination: Nomination) -> str:
    """What a report begins with: each promise beside what came of it, and why one was missed."""
    pledge = promised(nomination)
    return "\n".join(_kept(target) for target in pledge.targets.all()) if pledge else ""


def _kept(target: PledgeTarget) -> str:
    promise = f"{_content(target)}: đăng ký {amount_text(target.amount)} {target.unit_of_measure}"
    if target.result is None:
        return f"{promise}, chưa có kết quả."
    reason = f"; chưa đạt vì: {target.miss_reason.strip().rstrip('.')}" if _missed(target) else ""
    return f"{promise}, đạt {amount_text(target.result)} {target.unit_of_measure}{reason}."


def _missed(target: PledgeTarget) -> bool:
    return target.is_met is False and bool(target.miss_reason.strip())


def was_done(nomination: Nomination) -> Iterator[Block]:
    """The dossier's own words, then what was promised beside what came of it.

    Words of the program that were left as they stood say no more than the table does: it alone is printed.
    """
    pledge = promised(nomination)
    targets = list(pledge.targets.all()) if pledge else []
    in_table = {results_line(targets), *(_kept(target) for target in targets)}
    lines = f"{nomination.grounds}\n{nomination.report}".splitlines()
    yield from (Paragraph(line.strip()) for line in lines if line.strip() and line.strip() not in in_table)
    yield from _points(nomination)
    if not targets:
        return
    yield Paragraph("Kết quả thực hiện các chỉ tiêu đã đăng ký:")
    rows = [
        Row(
            [
                str(number),
                f"{target.content} (chưa đạt vì: {target.miss_reason.strip()})" if _missed(target) else target.content,
                target.unit_of_measure,
                amount_text(target.amount),
                "chưa ghi" if target.result is None else amount_text(target.result),
            ]
        )
        for number, target in enumerate(targets, start=1)
    ]
    yield Table(TARGETS, rows)


def _points(nomination: Nomination) -> Iterator[Block]:
    """Where the school scores, once the unit's figure is settled."""
    totals = review_points.of_nomination(nomination)
    if totals and totals.unit is not None:
        yield Paragraph(f"Điểm thi đua năm {nomination.year}: {review_points.in_words(totals)}.")


def works(nomination: Nomination) -> Iterator[Block]:
    """Initiatives of the dossier, each with the decisions that recognise it."""
    found = list(nomination.initiatives.prefetch_related("recognitions", "co_authors").order_by("year", "pk"))
    for place, work in enumerate(found, start=1):
        share = next((a.share for a in work.co_authors.all() if a.staff_member_id == nomination.staff_member_id), None)
        ours = f", tỷ lệ đóng góp {share}%" if share is not None and share < 100 else ""
        end = ";" if place < len(found) else "."
        yield NumberedItem("-", f"“{work.title}” ({_kind(work)} năm {work.year}{ours}): {_recognised(work)}{end}")


def _kind(work: Initiative) -> str:
    return "sáng kiến" if work.kind == Initiative.Kind.INITIATIVE else "đề tài, đề án"


def _recognised(work: Initiative) -> str:
    said = [
        f"được công nhận phạm vi {one.get_scope_display().lower()} tại Quyết định số {one.number} "
        f"{date_words(one.date)}{f' của {one.recogniser}' if one.recogniser else ''}"
        for one in work.recognitions.all()
    ]
    return "; ".join(said) or "chưa có quyết định công nhận"


def received(nomination: Nomination) -> Iterator[Block]:
    """Two tables of what was received before the year of this achievement; what was revoked is not among it."""
    subject = {"staff_member": nomination.staff_member_id, "department": nomination.department_id}
    records = AwardRecord.objects.in_force().filter(year__lt=nomination.year, **subject).select_related("award")
    ordered = sorted(records, key=lambda record: (record.year, record.award.order, record.decision_date))
    yield Heading("1. Danh hiệu thi đua", 2)
    yield _records(ordered, Award.Kind.TITLE, "Danh hiệu thi đua", "công nhận danh hiệu thi đua")
    yield Heading("2. Hình thức khen thưởng", 2)
    yield _records(ordered, Award.Kind.FORM, "Hình thức khen thưởng", "khen thưởng")
    yield Paragraph("Trên đây là báo cáo thành tích, đề nghị cấp có thẩm quyền xem xét./.")


def _records(records: Iterable[AwardRecord], kind: str, label: str, decided: str) -> Table:
    columns = (
        Column("Năm", 18, "center"),
        Column(label, 56),
        Column(f"Số, ngày, tháng, năm của quyết định {decided}; cơ quan ban hành"),
    )
    rows = [
        Row([str(record.year), _named(record), f"Số {record.decision_number} {_decided(record)}"])
        for record in records
        if record.award.kind == kind
    ]
    return Table(columns, rows or [Row(["", "Không", ""])], size_pt=13)


def _named(record: AwardRecord) -> str:
    text = printed_name(record.award)
    return f"{text} ({record.occasion_text})" if record.occasion_text else text


def _decided(record: AwardRecord) -> str:
    return f"{date_words(record.decision_date)}; {record.issuer}"


def third_signature(nomination: Nomination, institution: Institution, day: date) -> list[Signature]:
    """Of who submits the dossier to a higher level; none for what the school grants itself."""
    if nomination.award.deciding_level == Award.Level.SCHOOL:
        return []
    signer = signature_of(signer_on(day), institution)
    return [Signature(("XÁC NHẬN CỦA", "CƠ QUAN TRÌNH", "KHEN THƯỞNG"), signer.name)]
