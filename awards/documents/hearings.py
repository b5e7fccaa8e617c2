"""Rows about initiatives before their council, as its papers print them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from awards import hearing_room
from awards.models import Hearing
from campaigns import namesakes
from campaigns.models import CoAuthor
from thidua.papers import Column, Row, Table
from thidua.vietnamese import decimal, two_digits

RESULTS = (
    Column("STT", 11, "center"),
    Column("Tên sáng kiến"),
    Column("Số phiếu chấm", 17, "center"),
    Column("Điểm trung bình", 19, "center"),
    Column("Đề nghị công nhận/ Tổng số thành viên", 26, "center"),
    Column("Kết luận", 31),
)


def authors_in_words(hearings: Iterable[Hearing]) -> dict[int, str]:
    """Initiative → “Nguyễn Thị Hoa (60%), Lò Văn Ẵm (40%)”; a sole author without the share."""
    found: dict[int, list[CoAuthor]] = {}
    parts = CoAuthor.objects.filter(initiative__in=[hearing.initiative_id for hearing in hearings])
    for part in parts.select_related("staff_member").order_by("-share", "pk"):
        found.setdefault(part.initiative_id, []).append(part)
    apart = namesakes.among((part.staff_member, "") for parts in found.values() for part in parts)
    return {
        pk: ", ".join(
            f"{part.staff_member}{apart.get(part.staff_member_id, '')}"
            + (f" ({part.share}%)" if len(parts) > 1 else "")
            for part in parts
        )
        for pk, parts in found.items()
    }


def mean_of(hearing: Hearing) -> str:
    """With both decimals in every row of the column."""
    if hearing.mean is None:
        return "-"
    whole, _, part = decimal(hearing.mean).partition(",")
    return f"{whole},{part:0<2}"


def results(hearings: Iterable[Hearing]) -> Table:
    rows = [
        Row(
            [
                str(number),
                str(hearing.initiative),
                two_digits(hearing.scored),
                mean_of(hearing),
                f"{two_digits(hearing.agree)}/{two_digits(hearing.members)}",
                hearing.get_status_display(),
            ]
        )
        for number, hearing in enumerate(hearings, start=1)
    ]
    return Table(RESULTS, rows)


def explained(hearings: Iterable[Hearing]) -> Iterator[str]:
    """How the figures come about, one sentence for each way they do."""
    said = dict.fromkeys(
        f"Điểm trung bình cần từ {decimal(Fraction(one.least_points))}/100; số người đề nghị công nhận cần từ "
        f"{two_digits(one.needed)}/{two_digits(one.members)}: {hearing_room.share_words(one, two_digits)}."
        for one in hearings
    )
    yield from said
