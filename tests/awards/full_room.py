"""A session of nine with everything in it, for tests of its papers: all four ways, every kind of recusal, a late comer,
a leaver, written opinions, tellers, a lower form put as its own question, a collective checked again.
"""

from datetime import date, datetime
from types import SimpleNamespace

from django.utils import timezone

from awards import attending, convening, declaring, lowering, preparing, stating, tallying, voting, written_opinions
from awards.models import Choice, CouncilSession, Round, Seat
from awards.preparing import Terms
from campaigns.models import Award, Kinship
from tests.awards import meeting
from tests.factories import make_council, make_person
from thidua import clock
from thidua.models import Parameter

DAY = meeting.DAY
AGREE, DISAGREE, NO_OPINION = Choice
Way = Round.Way
WROTE_ON = date(2022, 12, 19)
FINAL = "Hội đồng đã xem minh chứng bổ sung tại phiên họp."


def at(hour: int, minute: int) -> datetime:
    return timezone.make_aware(datetime(DAY.year, DAY.month, DAY.day, hour, minute))  # noqa: DTZ001


def make_nine(school: SimpleNamespace):
    role = Seat.Role
    named = [
        (school.rector, role.CHAIR),
        (school.deputy, role.VICE_CHAIR),
        (school.head, role.MEMBER),
        (school.other_head, role.MEMBER),
        (school.clerk, role.SECRETARY),
    ]
    others = ("Vừ A Sáng", "Lý Thị Mây", "Hạng A Chua", "Phùng Thị Nga")
    return make_council([*named, *((make_person(name, school.office, "Chuyên viên"), role.MEMBER) for name in others)])


def held(school: SimpleNamespace, campaign) -> SimpleNamespace:
    """Everything but the end. Rounds 1 to 4: on the program, on paper, by hands, in writing."""
    council, chair = make_nine(school), school.rector.user
    Parameter.objects.create(
        rule_set="A", key="recuse_own_unit", valid_from=date(2014, 6, 1), value="true", source="Quy chế của Trường",
        certainty="confirmed",
    )  # fmt: skip
    Kinship.objects.create(staff_member=school.deputy, relative=school.lecturer, relation="Em dâu")
    with clock.standing_at(at(8, 0)):
        session = meeting.make_session(campaign, council)
        cases = SimpleNamespace(
            hoa=meeting.table(session, school.lecturer, school.faculty, by=chair),
            am=meeting.table(session, school.lecturer2, school.faculty, by=chair),
            minh=meeting.table(session, school.head, school.faculty, by=chair),
            binh=meeting.table(session, school.stranger, school.other_faculty, "BKT", by=chair),
            faculty=meeting.table(session, school.faculty, school.faculty, "TTLDTT", by=chair),
        )
    room = SimpleNamespace(session=session, cases=cases, seats=meeting.seats_by_name(session), chair=chair)
    _open(room)
    room.program = _on_the_program(room)
    room.paper = _on_paper(room)
    room.hands = _by_hands(room)
    room.written = _in_writing(room)
    with clock.standing_at(at(11, 0)):
        for nomination in stating.to_explain(session):
            stating.explain(nomination, reason=FINAL, by=chair)
    return room


def _open(room: SimpleNamespace) -> None:
    """Chua and Nga are away; Nga wrote. Chua comes at 09:15. Everybody declares."""
    session, seats, by = room.session, room.seats, room.chair
    away = {seats["Chua"].pk: "kẹt xe.", seats["Nga"].pk: "nghỉ ốm"}
    here = {seat.pk for seat in seats.values()} - set(away)
    with clock.standing_at(at(8, 5)):
        attending.call_roll(session, present=here, reasons=away, by=by)
        tallying.appoint(session, seats=[seats["Dũng"], seats["Mây"]], by=by)
        convening.convene(session, by=by)
        cases = written_opinions.cases_for(session, seats["Nga"])
        choices = {case.pk: AGREE for case in cases if case.award_id != "TTLDTT"}
        written_opinions.enter(session, seat=seats["Nga"], received_on=WROTE_ON, choices=choices, by=by)
    with clock.standing_at(at(9, 15)):
        attending.call_roll(session, present=here | {seats["Chua"].pk}, reasons=away, by=by)
        _declare(room)


def _declare(room: SimpleNamespace) -> None:
    hoa, am, binh = room.cases.hoa.pk, room.cases.am.pk, room.cases.binh.pk

    def said(given: str, out: dict[int, str], stays: dict[int, str]) -> None:
        declaring.declare(room.session, seat=room.seats[given], steps_out=out, stays=stays, by=room.chair)

    said("Thu", {hoa: "Là em dâu"}, {})
    said("Minh", {am: "Cùng khoa"}, {hoa: "Đã báo cáo Hội đồng."})
    said("Dũng", {}, {binh: "Trưởng khoa nắm rõ thành tích"})
    said("Sáng", {am: "Đang có đơn thư liên quan"}, {})
    declaring.declare_rest(room.session, by=room.chair)


def _on_the_program(room: SimpleNamespace) -> Round:
    """Hoa 7 (with Nga's), Ẵm 2, Minh all."""
    cases, session = room.cases, room.session
    with clock.standing_at(at(9, 30)):
        round_ = preparing.prepare_round(session, nominations=[cases.hoa, cases.am, cases.minh], by=room.chair)
        voting.open_round(round_, by=room.chair)
        by_case = {question.nomination_id: question.pk for question in round_.questions.all()}
        for given, seat in room.seats.items():
            if round_.roll.filter(seat=seat).exists():
                asked = voting.open_to(round_, seat)
                choices = dict.fromkeys(asked, AGREE)
                if by_case[cases.am.pk] in asked and given != "Quang":
                    choices[by_case[cases.am.pk]] = DISAGREE
                voting.cast(round_, seat=seat, choices=choices)
        voting.count(round_, by=room.chair)
    round_.refresh_from_db()
    return round_


def _on_paper(room: SimpleNamespace) -> Round:
    """Eight papers, seven handed in, one of them not valid: not enough; so a lower form is put."""
    terms = Terms(way=Way.PAPER, way_reason="Mạng của phòng họp bị ngắt.")
    with clock.standing_at(at(10, 0)):
        round_ = preparing.prepare_round(room.session, nominations=room.cases.binh, terms=terms, by=room.chair)
        voting.open_round(round_, by=room.chair)
        lines = {round_.questions.get().pk: {AGREE: 4, DISAGREE: 1, NO_OPINION: 1}}
        for teller in room.session.tellers.all():
            tallying.enter(round_, teller=teller, slips=tallying.Slips(8, 7, 1), lines=lines, by=room.chair)
        voting.count(round_, by=room.chair)
        room.cases.binh.refresh_from_db()
        room.cases.lower = lowering.put_lower(room.cases.binh, award=Award.objects.get(pk="GK"), by=room.chair)
    round_.refresh_from_db()
    return round_


def _by_hands(room: SimpleNamespace) -> Round:
    """Dũng steps out of the lower one and is not counted in the base: eight."""
    terms = Terms(Way.HANDS, "Một trường hợp, Hội đồng nhất trí giơ tay", True, "Người tạm lánh không thể biểu quyết")
    session, lower = room.session, room.cases.lower
    with clock.standing_at(at(10, 20)):
        declaring.declare(
            session, seat=room.seats["Dũng"], steps_out={lower.pk: "Cùng khoa"}, stays={}, by=room.chair
        )  # fmt: skip
        declaring.declare_rest(session, by=room.chair)
        round_ = preparing.prepare_round(session, nominations=lower, terms=terms, by=room.chair)
        voting.open_round(round_, by=room.chair)
        lines = {round_.questions.get().pk: {AGREE: 6, DISAGREE: 0, NO_OPINION: 1}}
        tallying.enter(round_, teller=None, slips=None, lines=lines, by=room.chair)
    with clock.standing_at(at(10, 25)):
        voting.count(round_, by=room.chair)
    round_.refresh_from_db()
    return round_


def _in_writing(room: SimpleNamespace) -> Round:
    """Sáng leaves at 10:30; of the eight who are asked seven write."""
    session, seats, by = room.session, room.seats, room.chair
    with clock.standing_at(at(10, 30)):
        here = {seat.pk for given, seat in seats.items() if given not in ("Sáng", "Nga")}
        away = {seats["Sáng"].pk: "họp ở tỉnh", seats["Nga"].pk: "nghỉ ốm"}
        attending.call_roll(session, present=here, reasons=away, by=by)
        terms = Terms(Way.WRITTEN, "Hội đồng cần thêm thời gian xem báo cáo.")
        round_ = preparing.prepare_round(session, nominations=room.cases.faculty, terms=terms, by=by)
        for given in ("Quang", "Thu", "Dũng", "Lan", "Mây", "Chua", "Nga"):
            choices = {room.cases.faculty.pk: DISAGREE if given == "Dũng" else AGREE}
            written_opinions.enter(session, seat=seats[given], received_on=DAY, choices=choices, by=by)
        voting.open_round(round_, by=by)
        voting.count(round_, by=by, reason="Một thành viên đã về, chưa gửi kịp.")
    round_.refresh_from_db()
    return round_


def closed(room: SimpleNamespace) -> CouncilSession:
    with clock.standing_at(at(11, 30)):
        convening.note(
            room.session, texts={"discussion": "Các ý kiến nhất trí.", "conclusions": "Nhất trí cao."}, by=room.chair
        )
        convening.close(room.session, by=room.chair)
    room.session.refresh_from_db()
    return room.session
