"""Phiếu đánh giá sáng kiến, to be filled in by hand and signed; its figures are then typed in by the clerk."""

from awards import hearing_rules
from awards.documents import hearings, room
from awards.documents.hearing_minutes import room_points
from awards.models import Hearing
from thidua.models import Institution
from thidua.papers import Column, Line, Lines, Paper, Paragraph, Row, Signature, Table, TotalRow, italic

COLUMNS = (
    Column("STT", 11, "center"),
    Column("Tiêu chí"),
    Column("Điểm tối đa", 24, "center"),
    Column("Điểm chấm", 28, "center"),
)
ROOM_TO_WRITE = "\n\u00a0"
DOTTED = "." * 100
HOW = (
    "Ghi điểm từng tiêu chí, từ 0 đến điểm tối đa; số lẻ nhiều nhất hai chữ số. Gạch bỏ một trong hai ý ở "
    "dòng kết luận. Phiếu có ký tên, không phải phiếu kín."
)


def gather(hearing: Hearing) -> Paper:
    session, institution = hearing.session, Institution.objects.get()
    name = room.council_name(session, institution)
    criteria = hearing_rules.criteria_of(session.council)
    rows = [
        Row([str(number), one.text, room_points(one.most), ROOM_TO_WRITE])
        for number, one in enumerate(criteria, start=1)
    ]
    return Paper(
        kind="hearing-sheet",
        file_name=f"phieu-danh-gia-sang-kien-{session.campaign.year}-{hearing.pk}.pdf",
        header=room.header(institution, on=room.day(session), name=name),
        title="PHIẾU ĐÁNH GIÁ SÁNG KIẾN",
        summary=f"Phiên họp {name} năm {session.campaign.year}",
        blocks=[
            Lines(
                [
                    Line("Tên sáng kiến", str(hearing.initiative)),
                    Line("Tác giả", hearings.authors_in_words([hearing]).get(hearing.initiative_id, "")),
                    Line("Thành viên chấm", "." * 60),
                ]
            ),
            Table(COLUMNS, [*rows, TotalRow("Tổng điểm", ["100", ""])]),
            Paragraph("Kết luận: Đề nghị công nhận / Không đề nghị công nhận.", indent=False),
            Paragraph("Nhận xét:", indent=False),
            Paragraph(DOTTED, indent=False, align="left"),
            Paragraph(DOTTED, indent=False, align="left"),
            Paragraph((italic(HOW),), indent=False),
        ],
        signatures=[Signature(("NGƯỜI CHẤM",), note="(Ký, ghi rõ họ tên)")],
    )
