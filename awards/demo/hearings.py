"""The Hội đồng sáng kiến of the demo: set up in October 2022; in November it scores three initiatives."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from awards import attending, convening, hearing, hearing_rules, marking, seating
from awards.demo.campaigns import user_named
from awards.models import Council, CouncilSession, Hearing, Seat
from campaigns import heard, initiating, recognising
from campaigns.models import Campaign, Initiative
from thidua import clock
from thidua.audit import audit

SET_UP_ON, SUBMITTED_ON = date(2022, 10, 10), date(2022, 10, 25)
HEARD_ON, RECOGNISED_ON = date(2022, 11, 8), date(2022, 11, 15)
SEATS = (
    ("hieutruong", Seat.Role.CHAIR),
    ("uyvien", Seat.Role.VICE_CHAIR),
    ("uyvien2", Seat.Role.MEMBER),
    ("uyvien3", Seat.Role.MEMBER),
    ("thuongtruc", Seat.Role.SECRETARY),
)
# Of each: title, solution, effect, authors with their shares; then points and conclusion of each member.
DIGITAL = (
    "Bộ tra cứu điện tử các mẫu văn bản hành chính",
    "Gom các mẫu văn bản vào một tệp có mục lục, có ví dụ điền sẵn và lỗi thường gặp.",
    "Thời gian soạn một văn bản giảm từ 40 phút còn 25 phút.",
    (("truongphong", 100),),
    {
        "hieutruong": ("26", "36", "17", "9", True, "Dễ dùng, các khoa, phòng khác áp dụng được ngay."),
        "uyvien": ("25.5", "35", "18", "9", True, ""),
        "uyvien2": ("24", "34", "16", "8.5", True, ""),
        "uyvien3": ("25", "33", "17", "9", True, "Cần cập nhật khi mẫu thay đổi."),
        "thuongtruc": ("27", "36", "18", "9", True, ""),
    },
)
CASES = (
    "Ngân hàng tình huống của địa phương dùng trong thảo luận",
    "Mỗi giảng viên góp hai tình huống có thật ở xã, phường; tổ bộ môn thẩm định rồi dùng chung.",
    "Số giờ thảo luận có tình huống tăng từ 12 lên 30 giờ mỗi lớp.",
    (("uyvien2", 60), ("canbo", 40)),
    {
        "hieutruong": ("24", "34", "17", "8", True, ""),
        "uyvien": ("25", "33", "18", "9", True, ""),
        "uyvien3": ("22", "32", "16", "8", True, ""),
        "thuongtruc": ("24", "33", "17", "8.5", True, ""),
    },
)
SCHEDULE = (
    "Lịch giảng dùng chung của các khoa",
    "Các khoa ghi lịch giảng vào một bảng tính chung thay cho bảng giấy ở từng khoa.",
    "Giảm trùng giờ, chưa thống kê được số lần trùng trước khi áp dụng.",
    (("truongkhoa", 100),),
    {
        "hieutruong": ("15", "22", "14", "7", False, "Chưa có số liệu so sánh trước và sau khi áp dụng."),
        "uyvien": ("16", "24", "13", "7", True, ""),
        "uyvien2": ("14", "20", "14", "6.5", False, ""),
        "thuongtruc": ("15", "22", "12", "7", False, "Cách làm đã có ở nhiều nơi."),
    },
)
RECOGNISER = "Hiệu trưởng Trường Chính trị tỉnh Lai Châu"
ON_PAPER = "uyvien3"  # has no device in the room
DISCUSSION = "Các thành viên trao đổi về tính mới và số liệu chứng minh hiệu quả của từng sáng kiến."
CONCLUSIONS = "Đề nghị tác giả sáng kiến chưa được đề nghị công nhận theo dõi số liệu, hoàn thiện để xét lại năm sau."


def hear_2022() -> None:
    """From the decision that set it up to what was recorded of each initiative; for its minutes PDF must be drawn."""
    council = _set_up()
    with clock.standing_at(SUBMITTED_ON):
        initiatives = [_submitted(one) for one in (DIGITAL, CASES, SCHEDULE)]
        session = _planned(council)
        hearing.table(session, initiatives, by=user_named("thuongtruc"))
    _meet(session)
    _record(initiatives)


def _set_up() -> Council:
    council = Council(
        kind=Council.Kind.INITIATIVES,
        name="Hội đồng sáng kiến Trường Chính trị tỉnh Lai Châu",
        decision_number="75/QĐ-TCT",
        decision_date=SET_UP_ON,
        starts_on=SET_UP_ON,
    )
    with clock.standing_at(SET_UP_ON):
        seats = [(user_named(name).staff_member, role) for name, role in SEATS]
        return seating.set_up(council, seats=seats, by=user_named("thuongtruc"))


def _submitted(told: tuple) -> Initiative:
    title, summary, effect, authors, _ = told
    author = user_named(authors[0][0])
    initiative = Initiative.objects.create(
        title=title,
        year=2022,
        registered_by=author,
        summary=summary,
        effect=effect,
        applied_where="Các khoa, phòng của Trường",
        applied_from=date(2022, 3, 1),
    )
    for name, share in authors:
        initiative.co_authors.create(staff_member=user_named(name).staff_member, share=share)
    audit(initiative, "create", by=author, after={"title": title})
    initiating.submit(initiative, by=author)
    return initiative


def _planned(council: Council) -> CouncilSession:
    return CouncilSession.objects.create(
        council=council,
        campaign=Campaign.objects.get(year=2022),
        planned_for=_at(8),
        place="Phòng họp B, Trường Chính trị tỉnh Lai Châu",
        secretary=council.seats.get(role=Seat.Role.SECRETARY),
        opening="Chủ tọa nêu mục đích, tiêu chí và cách chấm điểm.",
    )


def _meet(session: CouncilSession) -> None:
    chair, clerk = user_named("hieutruong"), user_named("thuongtruc")
    seats = {one.staff_member.user.username: one for one in session.council.seats.select_related("staff_member__user")}
    with clock.standing_at(_at(8)):
        attending.call_roll(session, present={seat.pk for seat in seats.values()}, reasons={}, by=chair)
        convening.convene(session, by=chair)
        schedule = session.hearings.get(initiative__title=SCHEDULE[0])
        said = {"steps_out": True, "reason": "Cùng nhóm lập lịch giảng"}
        marking.answer(schedule, seat=seats["uyvien3"], **said, by=user_named("uyvien3"))
        hearing.open_all(session, by=chair)
        for found, told in zip(session.hearings.order_by("ordinal"), (DIGITAL, CASES, SCHEDULE), strict=True):
            _score(found, told[-1], seats)
    with clock.standing_at(_at(10)):
        hearing.count_all(session, by=chair)
        convening.note(session, texts={"discussion": DISCUSSION, "conclusions": CONCLUSIONS}, by=clerk)
        convening.close(session, by=chair)


def _score(found: Hearing, sheets: dict[str, tuple], seats: dict[str, Seat]) -> None:
    criteria = hearing_rules.criteria_of(found.session.council)
    for name, (*points, recognise, remarks) in sheets.items():
        marks = {one.pk: Decimal(given) for one, given in zip(criteria, points, strict=True)}
        said = {"marks": marks, "recognise": recognise, "remarks": remarks, "on_paper": name == ON_PAPER}
        by = user_named("thuongtruc" if name == ON_PAPER else name)
        marking.fill(found, seat=seats[name], **said, by=by)


def _record(initiatives: list[Initiative]) -> None:
    """What the council recommends the rector recognises; of the other the clerk records that it was not."""
    clerk = user_named("thuongtruc")
    with clock.standing_at(RECOGNISED_ON):
        for initiative in initiatives:
            if heard.proposed_for(initiative, recommended=True):
                said = {"number": "87/QĐ-TCT", "date": RECOGNISED_ON, "recogniser": RECOGNISER}
                recognising.recognise(initiative, scope=Initiative.Scope.BASE, **said, by=clerk)
            else:
                recognising.not_recognise(initiative, **heard.proposed_for(initiative, recommended=False), by=clerk)


def _at(hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(HEARD_ON, time(hour)))
