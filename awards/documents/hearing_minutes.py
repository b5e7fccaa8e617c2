"""D9 for the Hội đồng sáng kiến: minutes written from the roll call, who stepped out, and the counted sheets."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count

from awards import hearing_room, hearing_rules
from awards.documents import hearings, room, tabled_files
from awards.documents.minutes import end_of, when_and_where
from awards.documents.ways import inside
from awards.documents.who_sat import members
from awards.models import CouncilSession, Hearing, HearingSheet
from campaigns.documents import letterheads
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Column, Heading, NumberedItem, Paper, Paragraph, Row, Table
from thidua.vietnamese import two_digits, upper_first

INITIATIVES = (Column("STT", 11, "center"), Column("Tên sáng kiến"), Column("Tác giả", 60))
CRITERIA = (Column("STT", 11, "center"), Column("Tiêu chí"), Column("Điểm tối đa", 26, "center"))
NONE_YET = "Chưa có sáng kiến nào được đề nghị công nhận."
NOBODY_WRITES: dict[str, Any] = {"wrote": {}, "questions": [], "wrote_before": set()}  # to this council
NOT_PASSED, HALF_DONE, NOT_BEGUN = "không được đề nghị công nhận", "chưa chấm xong", "chưa xét"


def gather(
    session: CouncilSession, *, number: int | None = None, ended_at: datetime | None = None, end_reason: str = ""
) -> Paper:
    """Without the end it is a draft. `end_reason`: why the session was broken off."""
    institution = Institution.objects.get()
    sitting, what = room.of_session(session), what_happened(session)
    what["unfinished"] = ended_at is None and session.is_live
    copy = Copy() if number is None else Copy("numbered", number=number)
    name = room.council_name(session, institution)
    return Paper(
        kind="hearing-minutes",
        file_name=f"BB-hop-hoi-dong-sang-kien-{session.campaign.year}-{number or session.pk}.pdf",
        header=letterheads.of_council(institution, copy, "initiative_minutes", show_date_line=False, name=name),
        title="BIÊN BẢN",
        summary=f"Họp {name}\nxét sáng kiến năm {session.campaign.year}",
        blocks=[
            when_and_where(session),
            Heading("I. THÀNH PHẦN"),
            *members(session, what | {"room": sitting} | NOBODY_WRITES),
            Heading("II. NỘI DUNG"),
            *_contents(session, sitting, what),
            Heading("III. KẾT LUẬN, KIẾN NGHỊ"),
            *_conclusions(session, what, institution, end_reason),
            end_of(ended_at),
        ],
        signatures=[sitting.secretary_signature, sitting.minutes_signature(sitting.presiding)],
        recipients=["Thành viên Hội đồng", institution.archive_line],
        draft=ended_at is None,
    )


def what_happened(session: CouncilSession) -> dict[str, Any]:
    """Everything the paper tells, in a fixed number of queries."""
    rows = list(session.hearings.select_related("initiative").order_by("ordinal", "pk"))
    return {
        "hearings": rows,
        "counted": [row for row in rows if row.is_counted],
        "waiting": [row for row in rows if not row.is_counted],
        "carried": _carried(rows),
        "authors": hearings.authors_in_words(rows),
        "standings": hearing_room.standings_of(session, rows),
        "remarks": _remarks(rows),
        "sheets": _sheets(rows),
        "criteria": hearing_rules.criteria_of(session.council),
    }


def _carried(rows: list[Hearing]) -> dict[int, int]:
    """Hearing → how many of its sheets were handed in at the session that this one continues."""
    sheets = HearingSheet.objects.filter(hearing__in=rows, carried=True)
    return dict(sheets.order_by().values_list("hearing").annotate(number=Count("pk")))


def _sheets(rows: list[Hearing]) -> str:
    """How the counted sheets came about and how each comes to bear its signature; they go with the minutes."""
    sheets = HearingSheet.objects.filter(hearing__in=[row for row in rows if row.is_counted])
    ways = Counter(sheets.values_list("on_paper", flat=True))
    said = []
    if ways[False]:
        said.append(f"{two_digits(ways[False])} phiếu chấm trên phần mềm, in ra để ký")
    if ways[True]:
        said.append(f"{two_digits(ways[True])} phiếu chấm trên giấy, đã ký")
    return f"Phiếu đánh giá ghi tên, không bỏ phiếu kín: {'; '.join([*said, 'kèm theo biên bản này'])}."


def _remarks(rows: list[Hearing]) -> dict[int, list[str]]:
    """Hearing → what members wrote beside their points, without their names: the sheets are attached."""
    found: dict[int, list[str]] = {}
    sheets = HearingSheet.objects.filter(hearing__in=[row for row in rows if row.is_counted]).exclude(remarks="")
    for sheet in sheets.order_by("hearing__ordinal", "seat__order", "seat_id"):
        found.setdefault(sheet.hearing_id, []).append(inside(sheet.remarks))
    return found


def _contents(session: CouncilSession, sitting: room.Room, what: dict[str, Any]) -> Iterator[Block]:
    for number, (title, blocks) in enumerate(_parts(session, sitting, what), start=1):
        yield Heading(f"{number}. {title}", 2)
        yield from blocks


def _parts(session: CouncilSession, sitting: room.Room, what: dict[str, Any]) -> list[tuple[str, list[Block]]]:
    found: list[tuple[str, list[Block]]] = []
    if session.opening.strip():
        found.append(("Khai mạc", _texts(session.opening)))
    found.append(("Sáng kiến trình Hội đồng", list(_tabled(session, what))))
    if session.discussion.strip():
        found.append(("Ý kiến thảo luận", _texts(session.discussion)))
    found += [
        ("Thành viên không chấm, xung đột lợi ích", list(_stepped_out(sitting, what))),
        ("Chấm điểm", list(_scored(what))),
        (_not_passed_title(what), list(_not_passed(what))),
    ]
    return found


def _texts(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _tabled(session: CouncilSession, what: dict[str, Any]) -> Iterator[Block]:
    rows = what["hearings"]
    if session.continues:
        yield _continued(session.continues)
    yield Paragraph(f"Thư ký Hội đồng trình {two_digits(len(rows))} sáng kiến đã nộp, gồm:")
    yield Table(
        INITIATIVES,
        [Row([str(n), str(row), what["authors"].get(row.initiative_id, "")]) for n, row in enumerate(rows, start=1)],
    )


def _continued(first: CouncilSession) -> Paragraph:
    states = Counter(first.hearings.values_list("status", flat=True))
    counted = sum(states[status] for status in Hearing.COUNTED)
    done = f"đã chấm xong {two_digits(counted)} sáng kiến"
    if begun := states[Hearing.Status.BROKEN_OFF]:
        done += f", chấm dở {two_digits(begun)} sáng kiến"
    why = f", rồi hoãn, lý do: {inside(first.end_reason)}" if first.end_reason else ""
    name = tabled_files.named(first)
    return Paragraph(f"{upper_first(name)} {done}{why}. Phiên họp này xét tiếp các sáng kiến còn lại.")


def _stepped_out(sitting: room.Room, what: dict[str, Any]) -> Iterator[Block]:
    """Authors among the members, who stepped out, and who stayed although proposed to step out."""
    seats = {seat.pk: seat for seat in sitting.seats}
    items = []
    for row in what["counted"]:
        standing = what["standings"][row.pk]
        for pk in (pk for pk in seats if pk in standing.authors):
            items.append(f"{sitting.name_of(seats[pk])} không chấm “{row}”: là tác giả")
        for pk, answer in standing.answers.items():
            if pk in seats and pk not in standing.authors:
                does = "không chấm" if answer.steps_out else "vẫn chấm"
                items.append(f"{sitting.name_of(seats[pk])} {does} “{row}”: {inside(answer.reason)}")
    if not items:
        yield Paragraph("Không có.")
    for number, item in enumerate(items, start=1):
        yield NumberedItem("-", f"{item}{'.' if number == len(items) else ';'}")


def _scored(what: dict[str, Any]) -> Iterator[Block]:
    counted = what["counted"]
    if not counted:
        yield Paragraph("Phiên họp chưa chấm xong sáng kiến nào.")
        return
    yield Paragraph(f"Thành viên có mặt chấm điểm theo tiêu chí của Hội đồng. {what['sheets']}")
    rows = [Row([str(n), one.text, room_points(one.most)]) for n, one in enumerate(what["criteria"], start=1)]
    yield Table(CRITERIA, rows)
    yield Paragraph("Kết quả:")
    yield hearings.results(counted)
    yield from (Paragraph(said) for said in hearings.explained(counted))
    yield Paragraph("Điểm trung bình làm tròn đến 0,01; so với mức cần bằng số chưa làm tròn.")
    for row in counted:
        if carried := what["carried"].get(row.pk):
            yield Paragraph(f"“{row}”: trong đó {two_digits(carried)} phiếu chấm ở phiên họp trước chuyển sang.")
        if row.early_count_reason:
            left = two_digits(row.may_score - row.scored)
            reason = inside(row.early_count_reason)
            yield Paragraph(f"“{row}”: kết thúc chấm khi còn {left} thành viên chưa chấm, lý do: {reason}.")
        if remarks := what["remarks"].get(row.pk):
            yield Paragraph(f"Nhận xét về “{row}”: {'; '.join(remarks)}.")


def room_points(points: Any) -> str:
    return f"{points.normalize():f}".replace(".", ",")


def _not_passed_title(what: dict[str, Any]) -> str:
    """Names what stands below it."""
    begun = [_is_begun(row, what) for row in what["waiting"]]
    kinds = ((NOT_PASSED, bool(_failed(what))), (HALF_DONE, any(begun)), (NOT_BEGUN, not all(begun)))
    return f"Sáng kiến {', '.join(words for words, some in kinds if some) or NOT_PASSED}"


def _failed(what: dict[str, Any]) -> list[Hearing]:
    return [row for row in what["counted"] if row.status == Hearing.Status.NOT_RECOMMENDED]


def _not_passed(what: dict[str, Any]) -> Iterator[Block]:
    failed = _failed(what)
    if not failed and not what["waiting"]:
        yield Paragraph("Không có.")
    for row in failed:
        yield NumberedItem("-", f"“{row}”: {hearing_room.why_not_passed(row, two_digits)}.")
    for row in what["waiting"]:
        yield NumberedItem("-", f"“{row}”: {_not_yet(row, what)}.")


def _is_begun(row: Hearing, what: dict[str, Any]) -> bool:
    return bool(what["standings"][row.pk].scored) or row.status in (Hearing.Status.OPEN, Hearing.Status.BROKEN_OFF)


def _not_yet(row: Hearing, what: dict[str, Any]) -> str:
    if _is_begun(row, what):
        number = len(what["standings"][row.pk].scored)
        return f"chưa chấm xong tại phiên họp; {two_digits(number)} phiếu đã có được giữ để chấm tiếp ở phiên họp sau"
    return "chưa xét tại phiên họp"


def _conclusions(
    session: CouncilSession, what: dict[str, Any], institution: Institution, end_reason: str
) -> Iterator[Block]:
    passed = [row for row in what["counted"] if row.status == Hearing.Status.RECOMMENDED]
    if passed:
        many = f"công nhận {two_digits(len(passed))} sáng kiến"
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} xem xét, quyết định {many}:")
        for number, row in enumerate(passed, start=1):
            end = "." if number == len(passed) else ";"
            yield NumberedItem("-", f"“{row}” của {what['authors'].get(row.initiative_id, '')}{end}")
    else:
        yield Paragraph(NONE_YET if what["unfinished"] else "Không có sáng kiến nào được đề nghị công nhận.")
    yield from _texts(session.conclusions)
    if end_reason:
        yield Paragraph(f"Phiên họp hoãn giữa chừng, lý do: {inside(end_reason)}.")
