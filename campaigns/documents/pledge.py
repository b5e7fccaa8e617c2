"""D2: bản đăng ký thi đua of a person or of a collective (documents.md §5); a form without a number."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from campaigns.models import Award, Department, Pledge, PledgeTarget, PledgeVersion, Posting
from campaigns.roles import CLERK_GROUP, active_people, leading_postings, staff_of, union_postings
from thidua import clock
from thidua.models import Institution
from thidua.papers import (
    Block,
    Column,
    GroupRow,
    Header,
    Heading,
    Line,
    Lines,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    name,
)
from thidua.vietnamese import money, paper_date, two_digits

NOT_YET_SENT = (Pledge.Status.DRAFT, Pledge.Status.RETURNED, Pledge.Status.WITHDRAWN)


def gather(pledge: Pledge) -> Paper:
    institution = Institution.objects.get()
    sent = sent_on(pledge)
    day = sent or clock.today()
    return Paper(
        kind="pledge",
        file_name=f"dang-ky-thi-dua-{pledge.campaign.year}-{pledge.pk:04d}.pdf",
        header=unit_header(pledge.unit, institution, sent),
        title="BẢN ĐĂNG KÝ THI ĐUA",
        summary=f"Năm {pledge.campaign.year}\n({_kind(pledge)})",
        address_to=[f"{institution.council_name} {institution.name}"],
        blocks=[Lines(list(_who(pledge, day))), Lines(list(what_lines(pledge))), *target_blocks(pledge)],
        signatures=_signatures(pledge, institution, day),
        draft=pledge.status in NOT_YET_SENT,
    )


# --- shared with the list (pledge_list.py)


def unit_header(unit: Department, institution: Institution, day: date | None) -> Header:
    """School above, unit below; the school's own letterhead for the school itself."""
    if unit.kind == Department.Kind.SCHOOL:
        above, below = institution.parent_lines.splitlines(), institution.issuer_lines.splitlines()
    else:
        above, below = [institution.name.upper()], [unit.name.upper()]
    today = clock.today()
    return Header(above, below, place=institution.place, date=day, month=today.month, year=today.year)


def names(awards: list[Award], kind: str) -> str:
    """Names of one kind: titles in quotation marks; “(tập thể)” of the catalogue is for eyes on screen."""
    return "; ".join(printed_name(award) for award in awards if award.kind == kind) or "Không"


def printed_name(award: Award) -> str:
    return award.quoted_name.replace(" (tập thể)", "")


def noun_of(award: Award) -> str:
    """Who may have it, as papers count them."""
    return "tập thể" if award.is_collective else "cá nhân"


def amended_words(pledges: Collection[Pledge]) -> dict[int, str]:
    """Pledge → “lần 1, chấp nhận ngày 05/5/2022” of its last accepted amendment; in one question."""
    found = PledgeVersion.objects.filter(
        pledge__in=[pledge.pk for pledge in pledges], status=PledgeVersion.Status.ACCEPTED, number__gt=1
    )
    rows = found.order_by("number").values_list("pledge", "number", "decided_at")
    return {
        key: f"lần {number - 1}" + (f", chấp nhận ngày {paper_date(timezone.localtime(at).date())}" if at else "")
        for key, number, at in rows
    }


def amount_text(amount: Decimal) -> str:
    """1280 → “1.280”, 12.50 → “12,5”."""
    whole, _, fraction = f"{amount:f}".partition(".")
    fraction = fraction.rstrip("0")
    return money(int(whole)) + (f",{fraction}" if fraction else "")


def head_signature(unit: Department, day: date, sent_by: Any = None) -> Signature:
    """Of whoever sent it, if they led the unit that day; else of who stands in, else of the head."""
    leading = list(leading_postings(day).filter(department=unit).select_related("staff_member"))
    sender = staff_of(sent_by) if sent_by is not None else None
    order = sorted(leading, key=lambda posting: (posting.staff_member != sender, not posting.is_acting_head))
    head = next((posting for posting in leading if posting.is_head), None)
    if not order:
        return Signature(("TRƯỞNG ĐƠN VỊ",))
    return Signature(signing_lines(order[0], head.post if head else ""), order[0].staff_member.full_name)


def signing_lines(posting: Posting, head_post: str) -> tuple[str, ...]:
    """A deputy put in charge signs for the head, “KT.” (documents.md §1.7); anybody else under the title given."""
    post = posting.post.upper()
    if posting.is_acting_head and head_post and post.startswith("PHÓ"):
        return (f"KT. {head_post.upper()}", post)
    return (post,)


def sent_on(pledge: Pledge) -> date | None:
    """The day it was handed in; none of a draft."""
    is_sent = pledge.submitted_at and pledge.status not in NOT_YET_SENT
    return timezone.localtime(pledge.submitted_at).date() if is_sent else None


def head_count(department: Department, day: date) -> int:
    """People of a collective on that day; of the school: of all its units."""
    if department.kind == Department.Kind.SCHOOL:
        return sum(active_people(unit, day).count() for unit in Department.objects.units().active(day))
    return active_people(department, day).count()


# --- parts of the form


def _kind(pledge: Pledge) -> str:
    """Whose it is; on one that was taken back, that too."""
    withdrawn = ", đã rút" if pledge.status == Pledge.Status.WITHDRAWN and pledge.submitted_at else ""
    return f"{'Tập thể' if pledge.is_collective else 'Cá nhân'}{withdrawn}"


def _who(pledge: Pledge, day: date) -> Iterator[Line]:
    if pledge.is_collective:
        yield Line("Tên tập thể", pledge.department.name)
        yield Line("Số người", two_digits(head_count(pledge.department, day)))
        return
    person = pledge.staff_member
    yield Line("Họ và tên", name(person.full_name))
    if person.birth_date:
        yield Line("Ngày sinh", paper_date(person.birth_date))
    yield Line("Chức vụ", pledge.post)
    yield Line("Đơn vị", pledge.unit.name)
    if pledge.duties.strip():
        yield Line("Nhiệm vụ được giao", pledge.duties.strip())


def what_lines(pledge: Pledge) -> Iterator[Line]:
    awards = list(pledge.awards.all())
    if said := amended_words([pledge]).get(pledge.pk):
        yield Line("Điều chỉnh", said)
    yield Line("Danh hiệu thi đua đăng ký", names(awards, Award.Kind.TITLE))
    yield Line("Hình thức khen thưởng đăng ký", names(awards, Award.Kind.FORM))
    if pledge.initiative_title or any(award.pk == "CSTDCS" for award in awards):
        yield Line("Tên sáng kiến, đề tài", pledge.initiative_title or "Chưa có")
    if pledge.initiative_id and (shares := _shares(pledge)):
        yield Line("Tác giả", shares)


def _shares(pledge: Pledge) -> str:
    """“Nguyễn Thị Hoa (60%), Lò Văn Ẵm (40%)” of several authors; one author has all of it and needs no line."""
    rows = list(pledge.initiative.co_authors.select_related("staff_member").order_by("-share", "pk"))
    return ", ".join(f"{row.staff_member.full_name} ({row.share}%)" for row in rows) if len(rows) > 1 else ""


def target_blocks(pledge: Pledge) -> Iterator[Block]:
    targets = list(pledge.targets.select_related("phase"))
    if not targets:
        yield Paragraph("Bản đăng ký không kèm chỉ tiêu./.")
        return
    yield Heading("Chỉ tiêu đăng ký", level=2)
    columns = [
        Column("STT", 11, "center"),
        Column("Nội dung"),
        Column("Đơn vị tính", 24, "center"),
        Column("Số lượng", 20, "right", nowrap=True),
        Column("Đợt", 17, "center", nowrap=True),
        Column("Thời hạn", 25, "center", nowrap=True),
    ]
    yield Table(columns, list(_rows(targets)), size_pt=13)
    yield Paragraph(f"Bản đăng ký có {two_digits(len(targets))} chỉ tiêu./.")


def _rows(targets: list[PledgeTarget]) -> Iterator[Row | GroupRow]:
    """By area, in the order of documents.md D2; where no area is given, one list. Numbered on through all areas."""
    order = [*PledgeTarget.Area.values, ""]
    place = 0
    for area in order:
        found = [target for target in targets if target.area == area]
        if found and any(target.area for target in targets):
            yield GroupRow(PledgeTarget.Area(area).label if area else "Chỉ tiêu khác", level=2)
        for target in found:
            place += 1
            yield Row(
                [
                    str(place),
                    target.content,
                    target.unit_of_measure,
                    amount_text(target.amount),
                    str(target.phase) if target.phase else "Cả năm",
                    paper_date(target.last_day),
                ]
            )


# --- who signs


def _signatures(pledge: Pledge, institution: Institution, day: date) -> list[Signature]:
    if pledge.is_collective:
        return [*_union(pledge, day), head_signature(pledge.department, day)]
    return [endorser_signature(pledge, institution, day), Signature(("NGƯỜI ĐĂNG KÝ",), pledge.staff_member.full_name)]


def _union(pledge: Pledge, day: date) -> list[Signature]:
    """The second signature: of who signed on the program, else of the union's lead; none where there is none."""
    lines = ("TỔ TRƯỞNG CÔNG ĐOÀN",)
    if pledge.union_signed_at and pledge.union_signed_by:
        on = timezone.localtime(pledge.union_signed_at).date()
        mark = f"Đã ký trên phần mềm ngày {paper_date(on)}"
        return [Signature(lines, pledge.union_signed_by.get_full_name(), mark=mark)]
    posting = union_postings(day).filter(department=pledge.department).select_related("staff_member").first()
    return [Signature(lines, posting.staff_member.full_name)] if posting else []


def endorser_signature(pledge: Pledge, institution: Institution, day: date) -> Signature:
    """The unit's leader; the rector for those above, the standing clerk for the rector (blueprint §1)."""
    headed = leading_postings(day).filter(staff_member=pledge.staff_member)
    if headed.filter(department__kind=Department.Kind.SCHOOL).exists():
        lines = (CLERK_GROUP.upper(),)
    elif headed.exists() or pledge.unit.kind == Department.Kind.BOARD:
        lines = (institution.head_title.upper(),)
    else:
        lines = ("LÃNH ĐẠO ĐƠN VỊ",)
    is_endorsed = pledge.status in (Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)
    if not is_endorsed or not pledge.endorsed_by or not pledge.endorsed_at:
        return Signature(lines)
    on = timezone.localtime(pledge.endorsed_at)
    if lines == (institution.head_title.upper(),):
        school = leading_postings(on.date()).filter(department__kind=Department.Kind.SCHOOL)
        for posting in school.filter(is_acting_head=True, staff_member__user=pledge.endorsed_by):
            lines = signing_lines(posting, institution.head_title)
    return Signature(
        lines, pledge.endorsed_by.get_full_name(), mark=f"Đã xác nhận trên phần mềm ngày {paper_date(on.date())}"
    )
