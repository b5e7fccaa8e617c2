"""Two people of the council room at once, on PostgreSQL: papers, opinions, roll call, conflicts, rounds, sessions."""

from datetime import timedelta

import pytest

from awards import attending, continuing, convening, declaring, lowering, preparing, tallying, voting, written_opinions
from awards.models import CouncilSession, Nomination, Recusal, Roll, Round, Teller
from awards.preparing import Terms
from awards.tallying import Slips
from campaigns.models import Award
from tests.at_once import at_once
from tests.awards.meeting import AGREE, DAY, convene, make_session, seats_by_name, table, vote
from thidua.models import AuditEntry

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_postgresql"),
]
COUNTED = "Lượt này đã kiểm phiếu, không mở lại được. Nếu cần, chủ tọa mở lượt mới và ghi lý do."
OPEN_NOW = "Đang có lượt bỏ phiếu mở nên chưa khai lại được; đợi kiểm phiếu xong."


@pytest.fixture
def session(campaign, council, chair, clock_at):
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair)


@pytest.fixture
def hoa(session, school, chair):
    return table(session, school.lecturer, school.faculty, by=chair)


@pytest.fixture
def pending(session, hoa, chair):
    return preparing.prepare_round(session, nominations=hoa, by=chair)


def the(row):
    """As another tab holds it: an object of its own."""
    return type(row).objects.get(pk=row.pk)


def lines(agree, disagree=0):
    return {"agree": agree, "disagree": disagree, "no_opinion": 0}


@pytest.mark.parametrize("attempt", range(2))
def test_a_tellers_sheet_against_the_count(session, hoa, chair, attempt):
    seats = seats_by_name(session)
    tallying.appoint(session, seats=[seats["Minh"], seats["Dũng"]], by=chair)
    first, second = Teller.objects.filter(session=session)
    round_ = preparing.prepare_round(session, nominations=hoa, terms=Terms(way=Round.Way.PAPER), by=chair)
    voting.open_round(round_, by=chair)
    question = round_.questions.get()
    for teller in (first, second):
        tallying.enter(round_, teller=teller, slips=Slips(5, 5), lines={question.pk: lines(5)}, by=chair)
    entered, counted = at_once(
        lambda: tallying.enter(
            the(round_), teller=second, slips=Slips(5, 5), lines={question.pk: lines(4, 1)}, by=chair
        ),
        lambda: voting.count(the(round_), by=chair),
    )
    round_, question = the(round_), the(question)
    if counted:
        assert counted == (
            "Chưa kiểm được vì các bản nhập khác nhau: kết quả của Nguyễn Thị Hoa. Đếm lại rồi sửa bản nhập sai."
        )
        assert (entered, round_.status, question.agree) == ("", "open", None)
    else:
        assert (entered, round_.status, question.agree, question.disagree) == (COUNTED, "counted", 5, 0)
        kept = {line.agree for sheet in round_.sheets.all() for line in sheet.lines.all()}
        assert kept == {5}


@pytest.mark.parametrize("attempt", range(2))
def test_a_written_opinion_against_the_opening(campaign, council, school, chair, clock_at, attempt):
    """In time it counts; too late it is refused, and the round opened without it."""
    clock_at(DAY)
    session = convene(make_session(campaign, council), by=chair, absent=["Thu"])
    hoa = table(session, school.lecturer, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    thu = seats_by_name(session)["Thu"]
    entered, opened = at_once(
        lambda: written_opinions.enter(
            the(session), seat=thu, received_on=DAY, choices={hoa.pk: AGREE}, by=school.clerk.user
        ),
        lambda: voting.open_round(the(round_), by=chair),
    )
    assert opened == ""
    refused = "Có trường hợp đã mở bỏ phiếu, đã kiểm phiếu hoặc người này không biểu quyết; chọn lại."
    assert (round_.questions.get().possible, entered) in {(5, ""), (4, refused)}
    vote(round_, dict.fromkeys(["Quang", "Minh", "Dũng", "Lan"], AGREE))
    voting.count(the(round_), by=chair)
    question = round_.questions.get()
    assert (question.agree, question.written_agree) == ((5, 1) if entered == "" else (4, 0))
    assert session.opinion_papers.count() == question.written_agree


def test_the_roll_call_against_the_opening(session, pending, chair):
    seats = seats_by_name(session)
    present = {seat.pk for given, seat in seats.items() if given != "Thu"}
    called, opened = at_once(
        lambda: attending.call_roll(the(session), present=present, reasons={}, by=chair),
        lambda: voting.open_round(the(pending), by=chair),
    )
    assert opened == ""
    assert (called, Roll.objects.count(), pending.questions.get().possible) in {
        ("", 4, 4),
        ("Chưa điểm danh lại được vì đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó trước.", 5, 5),
    }


@pytest.mark.parametrize("verb", ["declare", "recuse"])
def test_stepping_out_against_the_opening(session, hoa, pending, chair, verb):
    """Whoever steps out in time stands in no box; else they are told, and nothing is written."""
    thu = seats_by_name(session)["Thu"]
    user = thu.staff_member.user
    acts = {
        "declare": lambda: declaring.declare(
            the(session), seat=thu, steps_out={hoa.pk: "là người thân"}, stays={}, by=user
        ),
        "recuse": lambda: declaring.recuse(
            the(session), seat=thu, nomination=the(hoa), reason="là người thân", by=user
        ),
    }
    stepped, opened = at_once(acts[verb], lambda: voting.open_round(the(pending), by=chair))
    assert opened == ""
    too_late = {
        "declare": OPEN_NOW,
        "recuse": "Trường hợp này đang được bỏ phiếu nên không khai được nữa; báo chủ tọa.",
    }
    question = pending.questions.get()
    assert (stepped, question.possible, Roll.objects.count(), Recusal.objects.count()) in {
        ("", 4, 4, 1),
        (too_late[verb], 5, 5, 0),
    }


def test_two_rounds_opened_at_once_are_one(session, school, pending, chair):
    binh = table(session, school.stranger, school.other_faculty, by=chair)
    other = preparing.prepare_round(session, nominations=binh, by=chair)
    answers = at_once(*[lambda round_=round_: voting.open_round(the(round_), by=chair) for round_ in (pending, other)])
    open_one = Round.objects.get(status="open")
    assert sorted(answers) == [
        "",
        f"Lượt {open_one.ordinal} đang bỏ phiếu; kiểm phiếu lượt đó rồi mới mở lượt khác.",
    ]
    assert Roll.objects.values_list("round", flat=True).distinct().get() == open_one.pk


def test_a_round_opened_while_it_is_dropped(session, pending, chair):
    answers = at_once(
        lambda: voting.open_round(the(pending), by=chair), lambda: preparing.discard_round(the(pending), by=chair)
    )
    assert answers in (
        ["", "Lượt này đang bỏ phiếu nên không bỏ được; kết quả đã kiểm phải nằm trong biên bản."],
        ["Lượt bỏ phiếu vừa bị xóa; tải lại trang để xem việc làm được.", ""],
    )
    assert Round.objects.count() == Roll.objects.values("round").distinct().count()


def test_a_broken_off_session_goes_on_once(session, hoa, chair):
    convening.adjourn(session, reason="Mất điện", by=chair)
    at = session.planned_for + timedelta(days=1)
    answers = at_once(
        *[lambda: continuing.continue_in(the(session), planned_for=at, place="Phòng họp B", by=chair)] * 2
    )
    new = CouncilSession.objects.get(continues=session)
    assert sorted(answers) == ["", f"Phiên họp này đã có phiên họp tiếp: {new}."]
    assert the(hoa).session_id == new.pk


def test_a_lower_title_is_put_once(session, school, chair):
    case = table(session, school.lecturer, school.faculty, "CSTDCS", by=chair)
    award = Award.objects.get(pk="LDTT")
    answers = at_once(*[lambda: lowering.put_lower(the(case), award=award, by=chair)] * 2)
    assert sorted(answers) == [
        "",
        "Không có danh hiệu, hình thức thấp hơn, hoặc người được xét đã có hồ sơ cho danh hiệu, hình thức đó.",
    ]
    assert Nomination.objects.get(lower_of=case).session_id == session.pk
    assert AuditEntry.objects.filter(verb="nomination.put_lower").count() == 1
