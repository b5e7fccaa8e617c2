"""D4: the minutes of a unit's bình xét (documents.md §5, Mẫu 1.9): unit form, no date line, no number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone

from awards.models import UnitReview, UnitReviewCase
from awards.review_points import points_of
from awards.unit_reviews import Meeting, counted, heads_words, is_chair_considered, meeting_of, post_of
from campaigns import namesakes
from campaigns.documents.letterheads import of_unit
from campaigns.documents.pledge import printed_name
from campaigns.models import StaffMember
from campaigns.points import Totals, shown
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Column, Heading, Line, Lines, NumberedItem, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import date_words, percents_of, two_digits

WHAT = "danh hiệu thi đua, hình thức khen thưởng"
DOTS = "…" * 26  # a line to be filled in by pen
VOTES = Column("Số phiếu đồng ý/\ntổng số", 19, "center", nowrap=True)
SHARE = Column("Tỷ lệ (%)", 13, "center", nowrap=True)
POINTS = Column("Điểm", 13, "center", nowrap=True)
NARROW = {39: 36, 30: 25, 25: 21, 22: 19}  # widths that make room for it
COLLECTIVES = (
    Column("STT", 10, "center"),
    Column("Tên tập thể"),
    Column("Kết quả xếp loại", 30),
    Column("Danh hiệu, hình thức đề nghị", 38),
    VOTES,
    SHARE,
)
PEOPLE = (
    Column("STT", 10, "center"),
    Column("Họ và tên", 39),
    Column("Chức vụ", 22),
    Column("Kết quả xếp loại", 25),
    Column("Danh hiệu, hình thức đề nghị"),
    VOTES,
    SHARE,
)
REFUSED = (
    Column("STT", 10, "center"),
    Column("Họ và tên, tên tập thể", 40),
    Column("Danh hiệu, hình thức đăng ký", 36),
    VOTES,
    Column("Lý do không đề nghị"),
)


Voted = tuple[str, str]  # how many for it of how many, and their share
Scores = dict[tuple[int | None, int | None], Totals]


def proposed_purpose(review: UnitReview) -> str:
    plan = f" theo Kế hoạch phát động phong trào thi đua năm {review.campaign.year} của Trường"
    return (
        f"Chủ trì nêu mục đích, yêu cầu của cuộc họp; đọc tiêu chuẩn {WHAT}{plan} "
        "và danh sách cá nhân, tập thể đã đăng ký."
    )


def proposed_conclusion(review: UnitReview) -> str:
    proposed = meeting_of(review).proposed
    if not proposed:
        return "Cuộc họp không đề nghị trường hợp nào."
    agreed = "nhất trí " if all(case.total and case.agree == case.total for case in proposed) else ""
    return (
        f"Cuộc họp {agreed}đề nghị {Institution.objects.get().council_name} xem xét {heads_words(proposed)}, gồm: "
        + ("; ".join(f"{printed_name(award)}: {two_digits(count)}" for award, count in counted(proposed)) + ".")
    )


def gather(review: UnitReview, copy: Copy) -> Paper:
    """As the review's rows have it now. A closed one is printed as it was frozen: `minutes_of`."""
    institution, unit, meeting = Institution.objects.get(), review.department, meeting_of(review)
    return Paper(
        kind="unit-minutes",
        file_name=f"bien-ban-binh-xet-{review.campaign.year}-{unit.code.lower()}-{review.pk}.pdf",
        header=of_unit(institution, unit, copy, show_date_line=False),
        title="BIÊN BẢN",
        summary=f"Họp bình xét danh hiệu thi đua,\nhình thức khen thưởng {occasion_words(review)}",
        blocks=[
            Lines([Line("Thời gian bắt đầu", moment(review.held_from)), Line("Địa điểm", review.place)]),
            Heading("I. THÀNH PHẦN"),
            *_who(review, meeting),
            Heading("II. NỘI DUNG"),
            *_contents(review, meeting),
            Heading("III. KẾT LUẬN"),
            *_written(review.conclusion or proposed_conclusion(review)),
            Paragraph("Biên bản được thông qua trước cuộc họp, các thành viên dự họp nhất trí."),
            Paragraph(f"Cuộc họp kết thúc vào {moment(review.held_to)}./."),
        ],
        signatures=[
            Signature(("THƯ KÝ",), review.secretary.full_name),
            Signature(("CHỦ TỌA",), review.chair.full_name),
        ],
        recipients=[f"{institution.council_name} {institution.name}", f"Lưu: {unit.name}"],
        draft=copy.mode == "draft",
    )


def occasion_words(review: UnitReview) -> str:
    """ "năm 2022" or "Đợt 4 năm 2022"."""
    year = f"năm {review.campaign.year}"
    return f"{review.phase} {year}" if review.phase else year


def minutes_of(review: UnitReview, copy: Copy) -> Paper:
    """The frozen words of closed minutes, whatever copy is asked for."""
    if not review.is_open and (frozen := review.minutes.first()):
        return Paper.from_dict(frozen.paper)
    return gather(review, copy)


def _written(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H} giờ {local:%M}, {date_words(local.date())}"


def _who(review: UnitReview, meeting: Meeting) -> Iterator[Block]:
    apart = namesakes.among((absence.staff_member, "") for absence in meeting.absences)
    away = "; ".join(
        f"{absence.staff_member}{apart.get(absence.staff_member_id, '')} ({absence.reason or 'chưa ghi lý do'})"
        for absence in meeting.absences
    )
    yield NumberedItem("1.", f"{two_digits(review.total)} người.", title="Tổng số:")
    yield NumberedItem("2.", f"{two_digits(review.present)}/{two_digits(review.total)} người.", title="Có mặt:")
    gone = f"{two_digits(review.absent)} người: {away}." if review.absent else "không."
    yield NumberedItem("3.", gone, title="Vắng mặt:")
    yield NumberedItem("4.", f"{review.guests or 'không'}.", title="Khách mời:")
    yield NumberedItem("5.", f"{_with_post(meeting, review.chair)}.", title="Chủ trì (chủ tọa):")
    yield NumberedItem("6.", f"{_with_post(meeting, review.secretary)}.", title="Thư ký:")


def _with_post(meeting: Meeting, person: StaffMember) -> str:
    return ", ".join(filter(None, [person.full_name, post_of(meeting, person)]))


def _contents(review: UnitReview, meeting: Meeting) -> Iterator[Block]:
    yield Heading("1. Mục đích, tiêu chuẩn", 2)
    yield from _written(review.purpose or proposed_purpose(review))
    yield Heading("2. Báo cáo của cá nhân, tập thể và ý kiến thảo luận", 2)
    yield from _written(review.opinions or DOTS)
    yield Heading("3. Hình thức biểu quyết", 2)
    way = "giơ tay biểu quyết" if review.voting == UnitReview.Voting.HANDS else "bỏ phiếu kín"
    yield Paragraph(f"Cuộc họp thống nhất {way} từng trường hợp.{_own_cases(review, meeting)}")
    yield Heading("4. Kết quả", 2)
    yield from _results(meeting, points_of(review, meeting.proposed))


def _own_cases(review: UnitReview, meeting: Meeting) -> str:
    """Who stepped back from the own case; minutes without a roll of names do not know it."""
    if review.roll_called_at is None:
        return ""
    said = " Người được bình xét không biểu quyết trường hợp của chính mình."
    if review.deputy and is_chair_considered(review, meeting.cases):
        said += f" Khi xét trường hợp của {review.chair}, cuộc họp do {review.deputy} điều hành."
    return said


def _results(meeting: Meeting, scores: Scores) -> Iterator[Block]:
    collectives = [case for case in meeting.proposed if case.is_collective]
    people = [case for case in meeting.proposed if not case.is_collective]
    voted = votes(meeting.proposed)
    yield Paragraph("a) Tập thể được đề nghị:" if collectives else "a) Tập thể được đề nghị: không.")
    if collectives:
        rows = [_collective(n, case, voted[case.pk]) for n, case in enumerate(collectives, start=1)]
        yield _with_points(COLLECTIVES, rows, collectives, scores)
    yield Paragraph("b) Cá nhân được đề nghị:" if people else "b) Cá nhân được đề nghị: không.")
    if people:
        apart = namesakes.among((case.staff_member, post_of(meeting, case.staff_member)) for case in people)
        rows = [_person(n, case, voted[case.pk], meeting, apart) for n, case in enumerate(people, start=1)]
        yield _with_points(PEOPLE, rows, people, scores)
    refused = list(_refused(meeting))
    label = "c) Đã đăng ký nhưng không được đề nghị:"
    yield Paragraph(label if refused else f"{label} không.")
    if refused:
        yield Table(REFUSED, [Row([str(number), *cells]) for number, cells in enumerate(refused, start=1)])


def _with_points(columns: tuple[Column, ...], rows: list[Row], cases: list[UnitReviewCase], scores: Scores) -> Table:
    """With the unit's points before the votes, where the school scores these candidates; “-” where none are settled."""
    if not any(case.subject[:2] in scores for case in cases):
        return Table(columns, rows)
    place, wider = columns.index(VOTES), []
    for row, case in zip(rows, cases, strict=True):
        settled = scores[case.subject[:2]].unit
        cells = [*row.cells]
        cells.insert(place, "-" if settled is None else shown(settled))
        wider.append(Row(cells))
    narrow = [replace(one, width_mm=NARROW.get(one.width_mm, one.width_mm)) for one in columns]
    return Table((*narrow[:place], POINTS, *narrow[place:]), wider)


def votes(cases: Sequence[UnitReviewCase]) -> dict[int, Voted]:
    """Case → "14/15" and "93,3", of all with the same decimals; "-" of what was not put to the vote."""
    shares = percents_of([None if case.total is None else Fraction(case.agree, case.total) for case in cases])
    return {case.pk: (votes_cast(case), share) for case, share in zip(cases, shares, strict=True)}


def votes_cast(case: UnitReviewCase) -> str:
    return "-" if case.total is None else f"{case.agree}/{case.total}"


def _collective(number: int, case: UnitReviewCase, voted: Voted) -> Row:
    return Row([str(number), case.department.name, case.rating, _award(case), *voted])


def _person(number: int, case: UnitReviewCase, voted: Voted, meeting: Meeting, apart: dict[int, str]) -> Row:
    person = case.staff_member
    full_name = namesakes.printed(person.full_name, apart.get(person.pk, ""))
    return Row([str(number), full_name, post_of(meeting, person), case.rating, _award(case), *voted])


def _award(case: UnitReviewCase) -> str:
    """With the note, where the reason stands why it is proposed against the vote or the law check."""
    return printed_name(case.award) + (f" ({case.note})" if case.note else "")


def _refused(meeting: Meeting) -> Iterator[list[Any]]:
    """Voted down, and registered but not voted on."""
    everybody = [case.staff_member for case in meeting.refused]
    everybody += [one.candidate for one in meeting.untouched if isinstance(one.candidate, StaffMember)]
    apart = namesakes.among((person, "") for person in everybody)

    def named(candidate: Any) -> Any:
        if isinstance(candidate, StaffMember):
            return namesakes.printed(candidate.full_name, apart.get(candidate.pk, ""))
        return candidate.name

    for case in meeting.refused:
        yield [named(case.candidate), printed_name(case.award), votes_cast(case), case.reason]
    for one in meeting.untouched:
        yield [named(one.candidate), printed_name(one.award), "-", "Không đưa ra bình xét"]
