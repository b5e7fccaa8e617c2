"""Phiếu đánh giá sáng kiến: empty, to be filled in by hand; and as members handed it in, to be printed and signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awards import hearing_room, hearing_rules
from awards.documents import hearings, room
from awards.documents.hearing_minutes import room_points
from awards.models import CouncilSession, Hearing, HearingCriterion, HearingSheet
from thidua.models import Institution
from thidua.papers import (
    Appendix,
    Block,
    Column,
    Header,
    Line,
    Lines,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    TotalRow,
    italic,
)
from thidua.vietnamese import lower_first
from thidua.workflow import refuse

COLUMNS = (
    Column("STT", 11, "center"),
    Column("Tiêu chí"),
    Column("Điểm tối đa", 24, "center"),
    Column("Điểm chấm", 28, "center"),
)
TITLE = "PHIẾU ĐÁNH GIÁ SÁNG KIẾN"
ROOM_TO_WRITE = "\n\u00a0"
DOTTED = "." * 100
HOW = (
    "Ghi điểm từng tiêu chí, từ 0 đến điểm tối đa; số lẻ nhiều nhất hai chữ số. Gạch bỏ một trong hai ý ở "
    "dòng kết luận. Phiếu có ký tên, không phải phiếu kín."
)
SIGN = "(Ký, ghi rõ họ tên)"
FROM_SCREEN = "Phiếu chấm trên phần mềm, in ra để ký; không phải phiếu kín."
FROM_PAPER = "Phiếu chấm trên giấy, đã ký; bản này in lại nội dung đã nhập vào phần mềm."
SIGNED_ON_PAPER = "Đã ký trên phiếu giấy"
UNFINISHED = "Chưa kết thúc chấm, phiếu còn có thể sửa."
NO_SHEETS = "Sáng kiến này không có phiếu chấm nào nên không có phiếu để in."


def gather(hearing: Hearing) -> Paper:
    """The empty sheet."""
    session, institution = hearing.session, Institution.objects.get()
    name = room.council_name(session, institution)
    criteria = hearing_rules.criteria_of(session.council)
    authors = hearings.authors_in_words([hearing]).get(hearing.initiative_id, "")
    return Paper(
        kind="hearing-sheet",
        file_name=f"phieu-danh-gia-sang-kien-{session.campaign.year}-{hearing.pk}.pdf",
        header=room.header(institution, on=room.day(session), name=name),
        title=TITLE,
        summary=_summary(session, name),
        blocks=[
            _about(hearing, authors, "." * 60),
            _table(criteria, [ROOM_TO_WRITE] * len(criteria), ""),
            Paragraph("Kết luận: đề nghị công nhận / không đề nghị công nhận.", indent=False),
            Paragraph("Nhận xét:", indent=False),
            Paragraph(DOTTED, indent=False, align="left"),
            Paragraph(DOTTED, indent=False, align="left"),
            Paragraph((italic(HOW),), indent=False),
        ],
        signatures=[Signature(("NGƯỜI CHẤM",), note=SIGN)],
    )


def filled(sheet: HearingSheet) -> Paper:
    """One member's sheet; a draft until the count, as the member may still correct it."""
    sheets = HearingSheet.objects.filter(pk=sheet.pk)
    return _paper(sheet.hearing, sheets, "hearing-sheet-filled", f"-{sheet.seat_id}")


def all_filled(hearing: Hearing) -> Paper:
    """Every member's sheet, each on pages of its own."""
    return _paper(hearing, hearing.sheets.all(), "hearing-sheets-filled", "")


# --- what a filled sheet says


@dataclass(frozen=True)
class _Filled:
    header: Header
    blocks: list[Block]
    signature: Signature


def _paper(hearing: Hearing, sheets: Iterable[HearingSheet], kind: str, of_whom: str) -> Paper:
    session, institution = hearing.session, Institution.objects.get()
    name = room.council_name(session, institution)
    first, *others = _each(hearing, sheets, institution, name)
    summary = _summary(session, name)
    return Paper(
        kind=kind,
        file_name=f"phieu-danh-gia-da-cham-{session.campaign.year}-{hearing.pk}{of_whom}.pdf",
        header=first.header,
        title=TITLE,
        summary=summary,
        blocks=first.blocks,
        signatures=[first.signature],
        appendices=[
            Appendix(TITLE, summary=summary, blocks=one.blocks, signatures=[one.signature], header=one.header)
            for one in others
        ],
        draft=not hearing.is_counted,
    )


def _each(hearing: Hearing, asked: Iterable[HearingSheet], institution: Institution, name: str) -> list[_Filled]:
    """In the order of the council; the same number of queries for any number of sheets. Raises Refused of none."""
    sheets = list(asked.select_related("seat__staff_member").prefetch_related("marks"))
    refuse("" if sheets else NO_SHEETS)
    sitting, days = room.of_session(hearing.session), _days(hearing, sheets)
    criteria = hearing_rules.criteria_of(hearing.session.council)
    authors = hearings.authors_in_words([hearing]).get(hearing.initiative_id, "")
    return [
        _Filled(
            header=room.header(institution, on=days[sheet.pk], name=name),
            blocks=[_about(hearing, authors, sitting.presented(sheet.seat)), *_given(hearing, sheet, criteria)],
            signature=_signature(sheet),
        )
        for sheet in sheets
    ]


def _given(hearing: Hearing, sheet: HearingSheet, criteria: list[HearingCriterion]) -> list[Block]:
    points = {mark.criterion_id: mark.points for mark in sheet.marks.all()}
    outcome = Hearing.Status.RECOMMENDED if sheet.recognise else Hearing.Status.NOT_RECOMMENDED
    remarks = [line.strip() for line in sheet.remarks.splitlines() if line.strip()]
    how = FROM_PAPER if sheet.on_paper else FROM_SCREEN
    return [
        _table(criteria, [room_points(points[one.pk]) for one in criteria], room_points(hearing_room.total_of(sheet))),
        Paragraph(f"Kết luận: {lower_first(outcome.label)}.", indent=False),
        Paragraph("Nhận xét:" if remarks else "Nhận xét: không có.", indent=False),
        *(Paragraph(line) for line in remarks),
        Paragraph((italic(how if hearing.is_counted else f"{how} {UNFINISHED}"),), indent=False),
    ]


def _signature(sheet: HearingSheet) -> Signature:
    name = str(sheet.seat.staff_member)
    if sheet.on_paper:
        return Signature(("NGƯỜI CHẤM",), name, mark=SIGNED_ON_PAPER)
    return Signature(("NGƯỜI CHẤM",), name, note=SIGN)


def _days(hearing: Hearing, sheets: list[HearingSheet]) -> dict[int, date]:
    """Sheet → the day of the session at which it was handed in: of a carried one an earlier session's."""
    days = {sheet.pk: room.day(hearing.session) for sheet in sheets}
    carried = {sheet.seat_id: sheet.pk for sheet in sheets if sheet.carried}
    if carried:
        before = HearingSheet.objects.filter(
            hearing__session__in=_sessions_before(hearing.session),
            hearing__initiative=hearing.initiative_id,
            seat__in=carried,
            carried=False,
        )
        for one in before.select_related("hearing__session").order_by("hearing__session_id"):
            days[carried[one.seat_id]] = room.day(one.hearing.session)
    return days


def _sessions_before(session: CouncilSession) -> list[CouncilSession]:
    found = []
    while session.continues is not None:
        session = session.continues
        found.append(session)
    return found


# --- what both have


def _summary(session: CouncilSession, name: str) -> str:
    return f"Phiên họp {name} năm {session.campaign.year}"


def _about(hearing: Hearing, authors: str, member: str) -> Lines:
    return Lines(
        [
            Line("Tên sáng kiến", str(hearing.initiative)),
            Line("Tác giả", authors),
            Line("Thành viên chấm", member),
        ]
    )


def _table(criteria: list[HearingCriterion], points: list[str], total: str) -> Table:
    rows = [
        Row([str(number), one.text, room_points(one.most), given])
        for number, (one, given) in enumerate(zip(criteria, points, strict=True), start=1)
    ]
    return Table(COLUMNS, [*rows, TotalRow("Tổng điểm", ["100", total])])
