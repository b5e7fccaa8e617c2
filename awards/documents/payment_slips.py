"""Slips by which each recipient signs for the prize: three on a sheet, to be cut apart."""

from awards import recipients
from awards.documents import money as money_papers
from awards.models import Decision
from awards.recipients import Recipient
from campaigns import namesakes
from campaigns.documents.pledge import printed_name
from thidua.models import Institution
from thidua.papers import Header, Line, Signature, bold
from thidua.slips import Slip, SlipSheet
from thidua.vietnamese import money, money_words
from thidua.workflow import refuse

TITLE = "GIẤY NHẬN TIỀN THƯỞNG"
NOBODY = "Khen thưởng có tiền của quyết định này đã bị hủy bỏ nên không có giấy nhận tiền để in."


def gather(decision: Decision) -> SlipSheet:
    """One for each who receives money; marked DỰ THẢO while the decision is a draft.

    Nobody signs for what was taken back, even where the money was handed over before.
    """
    institution = Institution.objects.get()
    rows = [row for row in recipients.of_decision(decision) if row.standing]
    refuse("" if rows else NOBODY)
    apart = namesakes.among((row.staff_member, row.place) for row in rows)
    draft = decision.status == Decision.Status.DRAFT
    by = money_papers.named(decision, institution)
    slips = [
        Slip(
            office=institution.name.upper(),
            title=TITLE,
            number=f"{number}/{len(rows)}",
            lines=_lines(row, apart.get(row.staff_member.pk, "") if row.staff_member else "", by),
            date_line=f"{institution.place}, ngày ..... tháng ..... năm 20.....",
            signatures=_signatures(row, institution),
            draft=draft,
        )
        for number, row in enumerate(rows, start=1)
    ]
    return SlipSheet(
        kind="payment-slips",
        file_name=f"giay-nhan-tien-{decision.year}-{decision.number or 'du-thao'}.pdf",
        header=Header((), ()),
        title=TITLE,
        summary=f"{decision.get_kind_display()} năm {decision.year}",
        author=institution.name,
        slips=slips,
        draft=draft,
    )


def _lines(row: Recipient, mark: str, by: str) -> list[Line]:
    what = "; ".join(printed_name(line.award) for line in row.standing)
    amount = sum(line.amount for line in row.standing)
    first = "Họ và tên" if row.staff_member else "Tên tập thể"
    place = "Chức vụ, đơn vị" if row.staff_member else "Người nhận thay"
    return [
        Line(first, (bold(row.name), mark)),
        Line(place, row.place.removeprefix("Người nhận: ")),
        Line("Được thưởng", what),
        Line("Theo", by),
        Line("Số tiền", (bold(f"{money(amount)} đồng"), f" (Bằng chữ: {money_words(amount)})")),
    ]


def _signatures(row: Recipient, institution: Institution) -> list[Signature]:
    receiver = row.receiver if row.staff_member else row.head.partition(",")[0]
    note = "(Ký, ghi rõ họ tên)"
    return [
        Signature(("Người nhận tiền",), receiver, note=note),
        Signature(("Người chi tiền",), note=note),
        Signature((institution.head_title,), note="(Ký, đóng dấu)"),
    ]
