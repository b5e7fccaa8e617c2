"""Bản giao ước thi đua between units: parties, contents, targets, a signature for each. Without a number."""

from collections.abc import Iterator

from django.utils import timezone

from campaigns import plan_numbers
from campaigns.documents import letterheads
from campaigns.documents.pledge import amount_text
from campaigns.models import Covenant, CovenantParty
from campaigns.roles import leading_postings
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import (
    Block,
    Column,
    Heading,
    NumberedItem,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    name,
)
from thidua.vietnamese import paper_date, two_digits

MOST_SIDE_BY_SIDE = 2


def gather(covenant: Covenant) -> Paper:
    institution = Institution.objects.get()
    parties = list(covenant.parties.select_related("department"))
    is_signed = covenant.status == Covenant.Status.SIGNED
    day = timezone.localtime(covenant.signed_at).date() if covenant.signed_at else None
    leaders = _leaders(parties)
    signatures = [_signature(party, leaders) for party in parties]
    return Paper(
        kind="covenant",
        file_name=f"giao-uoc-thi-dua-{covenant.campaign.year}-{covenant.pk:04d}.pdf",
        header=letterheads.of_school(institution, Copy("numbered", date=day) if day else Copy()),
        title="BẢN GIAO ƯỚC THI ĐUA",
        summary=f"Năm {covenant.campaign.year}\n{covenant.title}",
        blocks=[
            *_parties(covenant, parties, leaders, institution),
            *_contents(covenant),
            *([] if len(signatures) <= MOST_SIDE_BY_SIDE else _signed_table(parties)),
        ],
        signatures=signatures if len(signatures) <= MOST_SIDE_BY_SIDE else [],
        draft=not is_signed,
    )


Leaders = dict[int, tuple[str, str]]


def _leaders(parties: list[CovenantParty]) -> Leaders:
    """Unit → name and post of who signed, else of who leads it today."""
    units = [party.department_id for party in parties if not party.signed_at]
    postings = leading_postings(clock.today()).filter(department__in=units).select_related("staff_member")
    found = {
        p.department_id: (p.staff_member.full_name, p.post) for p in sorted(postings, key=lambda p: p.is_acting_head)
    }
    return found | {p.department_id: (p.signed_name, p.signed_post) for p in parties if p.signed_at}


def _parties(
    covenant: Covenant, parties: list[CovenantParty], leaders: Leaders, institution: Institution
) -> Iterator[Block]:
    number = plan_numbers.number_of(covenant.campaign, institution)
    plan = f"Kế hoạch số {number.cited}" if number else f"kế hoạch phát động {covenant.campaign}"
    yield Paragraph(f"Thực hiện {plan}, các đơn vị có tên dưới đây cùng ký giao ước thi đua:")
    for place, party in enumerate(parties, start=1):
        who, post = leaders.get(party.department_id, ("", ""))
        shown = (
            (f"{party.department.name}; đại diện: đồng chí ", name(who), f", {post}") if who else party.department.name
        )
        yield NumberedItem(f"{place}.", shown)


def _contents(covenant: Covenant) -> Iterator[Block]:
    yield Heading("I. NỘI DUNG GIAO ƯỚC")
    for place, line in enumerate(covenant.lines, start=1):
        yield NumberedItem(f"{place}.", line)
    targets = list(covenant.targets.all())
    if targets:
        yield Heading("II. CHỈ TIÊU")
        columns = [
            Column("STT", 11, "center"),
            Column("Nội dung"),
            Column("Đơn vị tính", 28, "center"),
            Column("Số lượng", 24, "right", nowrap=True),
            Column("Thời hạn", 28, "center", nowrap=True),
        ]
        last = covenant.campaign.ends_on
        rows = [
            Row([str(n), t.content, t.unit_of_measure, amount_text(t.amount), paper_date(t.due_on or last)])
            for n, t in enumerate(targets, start=1)
        ]
        yield Table(columns, rows, size_pt=13)
    count = two_digits(covenant.parties.count())
    yield Paragraph(
        f"{count} đơn vị cam kết thực hiện các nội dung trên, cùng kiểm tra, đánh giá kết quả khi sơ kết, tổng kết./."
    )


def _signature(party: CovenantParty, leaders: Leaders) -> Signature:
    who, post = leaders.get(party.department_id, ("", ""))
    mark = _mark(party) if party.signed_at else ""
    unit = party.department.name.upper()
    return Signature(("ĐẠI DIỆN", unit, *([post.upper()] if post else [])), who, mark=mark)


def _mark(party: CovenantParty) -> str:
    return f"Đã ký trên phần mềm ngày {paper_date(timezone.localtime(party.signed_at).date())}"


def _signed_table(parties: list[CovenantParty]) -> Iterator[Block]:
    """Three signatures and more do not stand side by side."""
    yield Heading("CÁC ĐƠN VỊ KÝ GIAO ƯỚC")
    columns = [
        Column("STT", 11, "center"),
        Column("Đơn vị"),
        Column("Người ký", 36),
        Column("Chức vụ", 28),
        Column("Chữ ký", 34),
    ]
    rows = [
        Row(
            [
                str(n),
                p.department.name,
                name(p.signed_name) if p.signed_name else "",
                p.signed_post,
                _mark(p) if p.signed_at else "",
            ]
        )
        for n, p in enumerate(parties, start=1)
    ]
    yield Table(columns, rows, size_pt=12)
