"""D3: danh sách đăng ký thi đua of a unit and of the whole school (documents.md §5)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone

from campaigns import namesakes
from campaigns.documents.pledge import (
    amended_words,
    head_count,
    head_signature,
    names,
    printed_name,
    sent_on,
    unit_header,
)
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Award, Campaign, Pledge, UnitRegistration
from campaigns.roles import head_postings
from thidua import clock
from thidua.models import Institution
from thidua.papers import Block, Column, Header, Heading, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import two_digits

LISTED = (Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)
MADE_BY = Signature(("NGƯỜI LẬP BIỂU",))


def gather(registration: UnitRegistration) -> Paper:
    """The unit's list: what its head has endorsed; a draft until it is sent."""
    institution, unit = Institution.objects.get(), registration.department
    is_sent = registration.status in (UnitRegistration.Status.SENT, UnitRegistration.Status.ACCEPTED)
    sent = timezone.localtime(registration.sent_at).date() if is_sent and registration.sent_at else None
    pledges = _in_order(registration.campaign, Pledge.objects.filter(unit=unit, status__in=LISTED), sent)
    return Paper(
        kind="pledge-list",
        file_name=f"danh-sach-dang-ky-{registration.campaign.year}-{unit.code.lower()}.pdf",
        header=unit_header(unit, institution, sent),
        title="DANH SÁCH",
        summary=_summary(registration.campaign),
        blocks=list(_blocks(pledges, sent or clock.today(), whole_school=False)),
        signatures=[MADE_BY, head_signature(unit, sent or clock.today(), registration.sent_by if is_sent else None)],
        draft=not is_sent,
    )


def gather_school(campaign: Campaign) -> Paper:
    """All registered pledges; a draft while the list of a unit with pledges is not accepted."""
    institution, day = Institution.objects.get(), _complete_on(campaign) or clock.today()
    pledges = _in_order(campaign, Pledge.objects.filter(status=Pledge.Status.REGISTERED), day)
    is_open = campaign.pledges.filter(status__in=(Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED)).exists()
    return Paper(
        kind="pledge-list",
        file_name=f"danh-sach-dang-ky-{campaign.year}.pdf",
        header=Header(
            institution.parent_lines.splitlines(),
            institution.issuer_lines.splitlines(),
            place=institution.place,
            month=day.month,
            year=day.year,
        ),
        title="DANH SÁCH",
        summary=_summary(campaign),
        blocks=list(_blocks(pledges, day, whole_school=True)),
        signatures=[MADE_BY, signature_of(signer_on(day), institution)],
        draft=is_open or not pledges,
        landscape=True,
    )


def _complete_on(campaign: Campaign) -> date | None:
    """The day on which the last list of a unit was accepted: printed again next year, the list stays the same."""
    accepted = UnitRegistration.objects.filter(campaign=campaign, status=UnitRegistration.Status.ACCEPTED)
    last = accepted.aggregate(last=Max("accepted_at"))["last"]
    return timezone.localtime(last).date() if last else None


def _summary(campaign: Campaign) -> str:
    return f"Đăng ký danh hiệu thi đua, hình thức khen thưởng năm {campaign.year}"


def _in_order(campaign: Campaign, pledges: QuerySet[Pledge], day: date | None) -> list[Pledge]:
    """Units in the school's order; in each the head, the deputies, then the others by name."""
    heads = set(head_postings(day).values_list("staff_member", flat=True))

    def place(pledge: Pledge) -> tuple:
        person = pledge.staff_member
        rank = 0 if pledge.staff_member_id in heads else 1 if pledge.post.startswith("Phó") else 2
        return (pledge.unit.order, pledge.unit.code, rank, person.sort_key if person else "", pledge.pk)

    found = pledges.filter(campaign=campaign).select_related("staff_member", "department", "unit")
    return sorted(found.prefetch_related("awards"), key=place)


def _blocks(pledges: list[Pledge], day: date, *, whole_school: bool) -> Iterator[Block]:
    collectives = [pledge for pledge in pledges if pledge.is_collective]
    people = [pledge for pledge in pledges if not pledge.is_collective]
    if collectives:
        yield Heading("I. TẬP THỂ" if people else "TẬP THỂ")
        yield _collectives(collectives, day, whole_school=whole_school)
    if people:
        yield Heading("II. CÁ NHÂN" if collectives else "CÁ NHÂN")
        yield _people(people, whole_school=whole_school)
    if amended := amended_words(pledges):
        said = "; ".join(f"{pledge.owner} ({amended[pledge.pk]})" for pledge in pledges if pledge.pk in amended)
        yield Paragraph(f"Đã điều chỉnh sau khi xác nhận: {said}.")
    yield Paragraph(totals(pledges))


def totals(pledges: list[Pledge]) -> str:
    """ "Tổng số: 01 tập thể, 05 cá nhân; trong đó: “Lao động tiên tiến”: 05; …": counted from the rows above it."""
    collectives = sum(pledge.is_collective for pledge in pledges)
    counts = Counter(award for pledge in pledges for award in pledge.awards.all())
    ordered = sorted(counts.items(), key=lambda item: item[0].order)
    each = "; ".join(f"{_counted_name(award)}: {two_digits(count)}" for award, count in ordered)
    parts = [(collectives, "tập thể"), (len(pledges) - collectives, "cá nhân")]
    line = ", ".join(f"{two_digits(count)} {word}" for count, word in parts if count or not pledges)
    return f"Tổng số: {line}; trong đó: {each}./." if each else f"Tổng số: {line}./."


def _counted_name(award: Award) -> str:
    """Giấy khen of persons and of collectives are counted apart."""
    return f"{printed_name(award)} (tập thể)" if award.is_collective and not award.is_title else printed_name(award)


def _collectives(pledges: list[Pledge], day: date, *, whole_school: bool) -> Table:
    def people_of(pledge: Pledge) -> int:  # as on the collective's own paper
        return head_count(pledge.department, sent_on(pledge) or day)

    columns = [
        Column("STT", 11, "center"),
        Column("Tên tập thể"),
        Column("Số người", 18, "center"),
        Column("Danh hiệu thi đua đăng ký", 54 if whole_school else 40),
        Column("Hình thức khen thưởng đăng ký", 50 if whole_school else 36),
        Column("Ghi chú", 18),
    ]
    rows = [
        Row([str(place), pledge.department.name, two_digits(people_of(pledge)), *_aims(pledge), ""])
        for place, pledge in enumerate(pledges, start=1)
    ]
    return Table(columns, rows)


def _people(pledges: list[Pledge], *, whole_school: bool) -> Table:
    columns = [
        Column("STT", 10, "center"),
        Column("Họ và tên", 44 if whole_school else 39),
        Column("Chức vụ", 31 if whole_school else 22),
        *([Column("Đơn vị", 46)] if whole_school else []),
        Column("Danh hiệu thi đua\nđăng ký", 45 if whole_school else 34),
        Column("Hình thức khen thưởng\nđăng ký", 27 if whole_school else 24.5),
        Column("Tên đề tài, sáng kiến"),
    ]
    apart = namesakes.among((pledge.staff_member, f"{pledge.post}, {pledge.unit_id}") for pledge in pledges)
    rows: list[Row] = []
    for place, pledge in enumerate(pledges, start=1):
        full_name = namesakes.printed(pledge.staff_member.full_name, apart.get(pledge.staff_member_id, ""))
        unit = [pledge.unit.name] if whole_school else []
        cells = [str(place), full_name, pledge.post, *unit, *_aims(pledge)]
        rows.append(Row([*cells, pledge.initiative_title]))
    return Table(columns, rows)


def _aims(pledge: Pledge) -> list[str]:
    awards = list(pledge.awards.all())
    return ["" if text == "Không" else text for text in (names(awards, kind) for kind in Award.Kind)]
