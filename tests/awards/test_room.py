"""The room beside the ballot on devices: conflicts, other ways, opinions, tellers, a lower title, going on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards import (
    attending,
    conflicts,
    continuing,
    convening,
    declaring,
    electorate,
    lowering,
    preparing,
    tallying,
    voting,
    written_opinions,
)
from awards.documents import attendance_list, minutes, tally_sheet
from awards.documents.room import span
from awards.eligibility import Certainty
from awards.models import Absence, Attendance, EligibilityReport, Nomination, OpinionPaper, Recusal, Round
from awards.preparing import Terms
from awards.tallying import Slips
from campaigns.models import Award, Kinship
from tests.awards.full_room import at
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    NO_OPINION,
    convene,
    counted_round,
    declare_all,
    explain_all,
    make_session,
    seats_by_name,
    table,
    vote,
)
from tests.awards.test_room_papers import words
from tests.awards.test_voting import refusal
from tests.conftest import layers
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.models import Parameter

HOA, AM = "Nguyễn Thị Hoa", "Lò Văn Ẵm"

Way = Round.Way


@layers.fixture
def session(campaign, council, chair, clock_at):
    """Four of five are here: Lan is away."""
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair, absent=["Lan"])


@layers.fixture
def hoa(session, school, chair):
    return table(session, school.lecturer, school.faculty, by=chair)


def a_rule(key, value):
    return Parameter.objects.create(
        rule_set="A", key=key, value=value, source="Quy chế của Trường", certainty=Certainty.CONFIRMED, valid_from=DAY
    )


def opened(session, nominations, chair, **terms) -> Round:
    round_ = preparing.prepare_round(session, nominations=nominations, terms=Terms(**terms), by=chair)
    voting.open_round(round_, by=chair)
    return round_


# --- conflicts


def declare(session, given, by, steps_out=None, stays=None):
    seat = seats_by_name(session)[given]
    declaring.declare(session, seat=seat, steps_out=steps_out or {}, stays=stays or {}, by=by)


def test_a_round_waits_until_everybody_here_has_declared(session, school, chair):
    hoa = table(session, school.lecturer, school.faculty, by=chair)
    session.declarations.all().delete()
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    seats = seats_by_name(session)
    waiting = ["Quang", "Thu", "Minh", "Dũng"]
    while waiting:
        names = ", ".join(str(seats[given].staff_member) for given in waiting)
        why = f"Chưa mở được lượt bỏ phiếu vì còn {len(waiting)} thành viên chưa khai xung đột lợi ích: {names}."
        assert voting.why_not_open(round_) == why
        given = waiting.pop(0)
        declare(session, given, chair)
    assert voting.why_not_open(round_) == ""


def test_a_case_that_comes_later_is_declared_anew(session, hoa, school, chair):
    voting.open_round(preparing.prepare_round(session, nominations=hoa, by=chair), by=chair)
    late = table(session, school.stranger, school.other_faculty, by=chair)
    vote(session.rounds.get(), dict.fromkeys(("Quang", "Thu", "Minh", "Dũng"), AGREE))
    voting.count(session.rounds.get(), by=chair)
    round_ = preparing.prepare_round(session, nominations=late, by=chair)
    assert "còn 4 thành viên chưa khai" in voting.why_not_open(round_)
    declare_all(session, by=chair)
    assert voting.why_not_open(round_) == ""


@pytest.mark.parametrize("kin_first", [True, False])
def test_kin_are_proposed_and_leaving_the_proposal_needs_a_reason(session, hoa, school, chair, kin_first):
    pair = (school.lecturer, school.deputy) if kin_first else (school.deputy, school.lecturer)
    Kinship.objects.create(staff_member=pair[0], relative=pair[1], relation="Chị em")
    session.declarations.all().delete()
    assert refusal(lambda: declaring.declare_rest(session, by=chair)) == (
        "Chương trình đề nghị Vũ Thị Thu lánh trường hợp có liên quan; ghi khai báo riêng của từng người."
    )
    assert refusal(lambda: declare(session, "Thu", chair)) == (
        "Ghi lý do vẫn biểu quyết Nguyễn Thị Hoa dù chị em với Nguyễn Thị Hoa."
    )
    declare(session, "Thu", chair, steps_out={hoa.pk: "chị em với Nguyễn Thị Hoa"})
    recusal = session.recusals.get()
    assert (recusal.seat.staff_member, recusal.kind) == (school.deputy, Recusal.Kind.RELATIVE)
    declaring.declare_rest(session, by=chair)
    assert electorate.figures_of(session, [hoa])[hoa.pk].possible == 3


def test_who_stays_although_proposed_says_why(session, hoa, school, chair):
    Kinship.objects.create(staff_member=school.deputy, relative=school.lecturer, relation="Chị em họ")
    declare(session, "Thu", chair, stays={hoa.pk: "Họ xa"})
    assert session.declarations.get(seat=seats_by_name(session)["Thu"]).stays == {str(hoa.pk): "Họ xa"}
    assert electorate.figures_of(session, [hoa])[hoa.pk].possible == 4


@pytest.mark.parametrize(("value", "proposed"), [("false", {}), ("true", {"Minh": "cùng Khoa Xây dựng Đảng"})])
def test_members_of_the_unit_are_proposed_where_the_rule_says_so(session, hoa, value, proposed):
    a_rule("recuse_own_unit", value)
    seats = seats_by_name(session)
    found = conflicts.proposals_for(session, [hoa], seats.values())
    by_name = {given: found[seat.pk][hoa.pk].reason for given, seat in seats.items() if found.get(seat.pk)}
    assert by_name == proposed


def test_what_is_declared_may_be_said_anew_until_it_is_counted(session, hoa, chair):
    declare(session, "Thu", chair, steps_out={hoa.pk: "Nhầm"})
    declare(session, "Thu", chair)
    assert session.recusals.count() == 0
    round_ = opened(session, hoa, chair)
    assert refusal(lambda: declare(session, "Thu", chair)) == (
        "Đang có lượt bỏ phiếu mở nên chưa khai lại được; đợi kiểm phiếu xong."
    )
    vote(round_, dict.fromkeys(("Quang", "Thu", "Minh", "Dũng"), AGREE))
    voting.count(round_, by=chair)
    assert refusal(lambda: declare(session, "Thu", chair, steps_out={hoa.pk: "Muộn"})) == (
        "Có trường hợp không còn trên bàn phiên họp; mở lại trang khai rồi chọn lại."
    )


# --- bases and ways


def test_with_too_few_left_the_chair_leaves_those_who_step_out_of_the_base(session, school, chair):
    """CSTĐCS of Minh: needs 4 of 5; Lan is away and Minh does not vote: 3 at most. Without Minh: 4 of 4, still 3."""
    table(session, school.head, school.faculty, by=chair)
    minh = table(session, school.head, school.faculty, "CSTDCS", by=chair)
    usual = electorate.figures_of(session, [minh])[minh.pk]
    assert (usual.needed, usual.members, usual.possible) == (4, 5, 3)
    left_out = electorate.figures_of(session, [minh], Round(session=session, leaves_out_recused=True))[minh.pk]
    assert (left_out.needed, left_out.members, left_out.possible) == (4, 4, 3)
    assert (
        refusal(
            lambda: preparing.prepare_round(session, nominations=minh, terms=Terms(leaves_out_recused=True), by=chair)
        )
        == "Ghi lý do không tính người tạm lánh vào tổng số thành viên."
    )


def test_the_rule_may_leave_those_who_step_out_of_every_base(session, hoa, chair):
    declare(session, "Thu", chair, steps_out={hoa.pk: "Người thân"})
    a_rule("recused_in_denominator", "false")
    figures = electorate.figures_of(session, [hoa])[hoa.pk]
    assert (figures.members, figures.of_all, figures.in_words) == (4, 5, "cần 3/4 phiếu; nhiều nhất có thể 3")


@pytest.mark.parametrize(
    ("members", "threshold", "words"),
    [
        (9, "≥0.80", "80% của 9 là 7,2, làm tròn lên 8 phiếu"),
        (10, "≥0.80", "80% của 10 là 8 phiếu"),
        (9, ">0.50", "50% của 9 là 4,5; phải trên số đó, tức là từ 5 phiếu"),
        (8, ">0.50", "50% của 8 là 4; phải trên số đó, tức là từ 5 phiếu"),
        (7, "≥2/3", "66,7% của 7 là 4,67, làm tròn lên 5 phiếu"),
    ],
)
def test_rounding_is_explained(members, threshold, words):
    assert electorate.rounding_words(members, threshold) == words


@pytest.mark.parametrize(
    ("award", "terms", "answer"),
    [
        ("LDTT", Terms(Way.HANDS), ""),
        ("LDTT", Terms(Way.PAPER), ""),
        ("LDTT", Terms(Way.WRITTEN), "Ghi lý do lấy ý kiến bằng văn bản thay cho bỏ phiếu tại phiên họp."),
        ("LDTT", Terms(Way.WRITTEN, "Không đủ người"), ""),
        ("LDTT", Terms("shout"), "Chọn cách biểu quyết có trong danh sách."),
        ("CSTDCS", Terms(Way.PAPER), ""),
        ("CSTDCS", Terms(Way.SECRET), ""),
        ("CSTDCS", Terms(Way.WRITTEN, "Không đủ người"), ""),
        (
            "CSTDCS",
            Terms(Way.HANDS),
            "“Chiến sĩ thi đua cơ sở” phải bỏ phiếu kín nên không biểu quyết giơ tay; chọn bỏ phiếu trên phần mềm hoặc "
            "phiếu giấy. Hội đồng không bỏ phiếu tại phiên họp được thì lấy ý kiến bằng văn bản: có tên người gửi, "
            "không phải phiếu kín.",
        ),
    ],
)
def test_ways_of_an_award(session, school, chair, award, terms, answer):
    nomination = table(session, school.lecturer, school.faculty, award, by=chair)
    assert preparing.why_not_prepare(session, [nomination], terms=terms) == answer


# --- raised hands


def hands(round_, by, agree, disagree, no_opinion):
    question = round_.questions.get()
    lines = {question.pk: {"agree": agree, "disagree": disagree, "no_opinion": no_opinion}}
    tallying.enter(round_, teller=None, slips=None, lines=lines, by=by)


def test_hands_are_counted_as_entered(session, hoa, chair):
    round_ = opened(session, hoa, chair, way=Way.HANDS)
    assert voting.why_not_count(round_) == "Chưa chốt được vì chưa nhập số người giơ tay."
    hands(round_, chair, 2, 1, 1)
    hands(round_, chair, 3, 1, 0)  # corrected
    voting.count(round_, by=chair)
    question = round_.questions.get()
    round_.refresh_from_db()
    assert (question.agree, question.disagree, question.no_opinion, question.passed) == (3, 1, 0, True)
    assert (round_.voters, round_.voted, round_.issued) == (4, 4, None)


@pytest.mark.parametrize(("numbers", "total"), [((2, 1, 0), 3), ((3, 1, 1), 5)])
def test_hands_must_add_up_to_who_is_here(session, hoa, chair, numbers, total):
    round_ = opened(session, hoa, chair, way=Way.HANDS)
    assert refusal(lambda: hands(round_, chair, *numbers)) == f"Nguyễn Thị Hoa: tổng ba ý kiến là {total}; phải là 4."


def test_no_ballot_on_devices_where_another_way_was_chosen(session, hoa, chair):
    round_ = opened(session, hoa, chair, way=Way.HANDS)
    seat = seats_by_name(session)["Thu"]
    assert refusal(lambda: voting.cast(round_, seat=seat, choices={round_.questions.get().pk: AGREE})) == (
        "Lượt này biểu quyết giơ tay nên không bỏ phiếu ở đây; theo hướng dẫn của chủ tọa."
    )


# --- papers and their tellers


@pytest.fixture
def tellers(session, chair):
    """Dũng is the head, Thu the other."""
    seats = seats_by_name(session)
    tallying.appoint(session, seats=[seats["Dũng"], seats["Thu"]], by=chair)
    return list(session.tellers.all())


@pytest.fixture
def on_paper(session, hoa, school, chair, tellers):
    """Hoa and Ẵm in one round of four papers."""
    am = table(session, school.lecturer2, school.faculty, by=chair)
    return opened(session, [hoa, am], chair, way=Way.PAPER)


def sheet(round_, teller, slips, hoa, am, by):
    """`hoa`, `am`: (agree, disagree, no opinion)."""
    questions = {q.nomination.staff_member.full_name.split()[-1]: q.pk for q in round_.questions.all()}
    names = ("agree", "disagree", "no_opinion")
    lines = {
        questions["Hoa"]: dict(zip(names, hoa, strict=True)),
        questions["Ẵm"]: dict(zip(names, am, strict=True)),
    }
    tallying.enter(round_, teller=teller, slips=Slips(*slips), lines=lines, by=by)


def test_papers_need_tellers(session, hoa, chair):
    round_ = preparing.prepare_round(session, nominations=hoa, terms=Terms(Way.PAPER), by=chair)
    assert voting.why_not_open(round_) == (
        "Chưa mở được vì phiếu giấy do hai người trong Ban kiểm phiếu nhập kết quả; cử Ban kiểm phiếu trước."
    )


def test_two_sheets_that_agree_are_counted(on_paper, tellers, chair):
    sheet(on_paper, tellers[0], (4, 4, 1), (2, 1, 0), (3, 0, 0), chair)
    assert voting.why_not_count(on_paper) == "Chưa kiểm được vì mới có 1/2 người trong Ban kiểm phiếu nhập kết quả."
    sheet(on_paper, tellers[1], (4, 4, 1), (2, 0, 1), (3, 0, 0), chair)
    assert voting.why_not_count(on_paper) == (
        "Chưa kiểm được vì các bản nhập khác nhau: kết quả của Nguyễn Thị Hoa. Đếm lại rồi sửa bản nhập sai."
    )
    sheet(on_paper, tellers[1], (4, 4, 1), (2, 1, 0), (3, 0, 0), chair)
    voting.count(on_paper, by=chair)
    on_paper.refresh_from_db()
    assert (on_paper.issued, on_paper.collected, on_paper.invalid, on_paper.voters) == (4, 4, 1, 4)
    totals = set(on_paper.questions.values_list("nomination__staff_member__full_name", "agree", "disagree"))
    assert totals == {(HOA, 2, 1), (AM, 3, 0)}


@pytest.mark.parametrize(
    ("slips", "of_hoa", "of_am", "answer"),
    [
        ((4, 4, 0), (4, 0, 0), (4, 0, 0), ""),
        ((4, 3, 0), (3, 0, 0), (1, 1, 1), ""),
        ((4, 4, 4), (0, 0, 0), (0, 0, 0), ""),
        ((5, 4, 0), (4, 0, 0), (4, 0, 0), "Phát ra 5 phiếu trong khi chỉ có 4 người được bỏ phiếu."),
        ((3, 4, 0), (4, 0, 0), (4, 0, 0), "Thu về 4 phiếu, nhiều hơn 3 phiếu phát ra."),
        ((4, 4, 5), (0, 0, 0), (0, 0, 0), "Có 5 phiếu không hợp lệ, nhiều hơn 4 phiếu thu về."),
        ((4, 4, 0), (5, 0, 0), (4, 0, 0), f"{HOA}: tổng ba ý kiến là 5; phải là 4."),
        ((4, 4, 0), (3, 0, 0), (4, 0, 0), f"{HOA}: tổng ba ý kiến là 3; phải là 4."),
        ((4, 3, 0), (3, 0, 0), (4, 0, 0), f"{AM}: tổng ba ý kiến là 4; phải là 3."),
        ((4, 4, 1), (3, 0, 0), (2, 0, 0), f"{AM}: tổng ba ý kiến là 2; phải là 3."),
    ],
)
def test_figures_of_a_sheet(on_paper, tellers, chair, slips, of_hoa, of_am, answer):
    found = refusal(lambda: sheet(on_paper, tellers[0], slips, of_hoa, of_am, chair)) if answer else ""
    if not answer:
        sheet(on_paper, tellers[0], slips, of_hoa, of_am, chair)
    assert (found, on_paper.sheets.count()) == (answer, 0 if answer else 1)


def test_papers_ask_everybody_the_same(session, hoa, school, chair, tellers):
    """Minh sits here and is a case: his set would lack it, so it would tell that it is his."""
    minh = table(session, school.head, school.faculty, by=chair)
    both = {"nominations": [hoa, minh], "terms": Terms(Way.PAPER)}
    assert preparing.why_not_prepare(session, **both) == (
        "Phiếu giấy đếm theo bộ, ai cũng một bộ như nhau, mà Trần Văn Minh có người không biểu quyết. Lập lượt riêng "
        "cho từng trường hợp đó; chỉ đưa vào cùng lượt các trường hợp ai cũng biểu quyết."
    )
    alone = opened(session, [minh], chair, way=Way.PAPER)
    assert (alone.status, alone.roll.count()) == ("open", 3)


def test_who_steps_out_after_a_paper_round_was_put_together(session, hoa, school, chair, tellers):
    am = table(session, school.lecturer2, school.faculty, by=chair)
    together = preparing.prepare_round(session, nominations=[hoa, am], terms=Terms(Way.PAPER), by=chair)
    seat = seats_by_name(session)["Thu"]
    declaring.recuse(session, seat=seat, nomination=am, reason="Là người thân", by=chair)
    assert voting.why_not_open(together) == preparing.why_sets_differ(session, [hoa, am], Way.PAPER)
    assert "mà Lò Văn Ẵm có người không biểu quyết" in voting.why_not_open(together)
    assert preparing.why_sets_differ(session, [hoa, am], Way.SECRET) == ""


def test_nobody_away_counts(session, chair):
    seats = seats_by_name(session)
    present = {seat.pk for seat in seats.values()} - {seats["Dũng"].pk}
    attending.call_roll(session, present=present, reasons={}, by=chair)
    both = [seats["Dũng"], seats["Thu"]]
    assert tallying.why_not_appoint(session, both) == (
        f"{both[0].staff_member} được điểm danh là vắng mặt; chọn người có mặt hoặc sửa điểm danh."
    )
    assert tallying.why_not_appoint(session, [seats["Quang"], seats["Thu"]]) == ""


def test_tellers_are_told_where_they_differ(on_paper, tellers, chair, sign_in):
    """Nobody's figure; before both sheets are in nothing at all."""
    questions = {q.nomination.staff_member.full_name: q.pk for q in on_paper.questions.all()}
    url = reverse("round_sheet", args=[on_paper.pk])

    def entered(teller, agree) -> str:
        body = {"issued": 4, "collected": 4, "invalid": 1}
        for name, (agreed, against) in ((HOA, agree), (AM, (3, 0))):
            fields = {"agree": agreed, "disagree": against, "no_opinion": 0}
            body |= {f"{choice}_{questions[name]}": value for choice, value in fields.items()}
        page = sign_in(teller.seat.staff_member).post(url, body, follow=True)
        assert "Đã ghi kết quả" in page.content.decode()
        return " ".join(page.content.decode().split())

    differ = "Chưa kiểm được vì các bản nhập khác nhau: kết quả của Nguyễn Thị Hoa. Đếm lại rồi sửa bản nhập sai."

    def seen(person, page) -> str:
        return " ".join(sign_in(person).get(page).content.decode().split())

    first, waits, agree = tellers[0].seat.staff_member, "Đợi người khác trong Ban kiểm phiếu", "Các bản nhập như nhau"
    page = on_paper.get_absolute_url()
    alone = entered(tellers[0], (2, 1))
    assert (differ in alone, waits in alone, agree in alone) == (False, True, False)
    assert differ not in seen(tellers[1].seat.staff_member, page)  # who has not counted is told nothing
    second = entered(tellers[1], (1, 2))
    assert (differ in second, waits in second, agree in second) == (True, False, False)
    assert second.count("Chưa kiểm được vì") == 1
    for where in (page, url):
        assert differ in seen(first, where)
    assert "Sửa bản nhập của mình" in seen(first, page)
    others = [seat.staff_member for given, seat in seats_by_name(on_paper.session).items() if given == "Lan"]
    assert differ not in seen(others[0], page)
    same = entered(tellers[1], (2, 1))
    assert (differ in same, agree in same) == (False, True)


def test_a_member_away_does_not_keep_the_others_from_counting(session, chair, sign_in):
    """Lan is away; two who are here are chosen. Chosen herself, she is named."""
    seats, url = seats_by_name(session), reverse("council_tellers", args=[session.pk])
    client = sign_in(chair)
    assert "aria-disabled" not in client.get(url).content.decode()
    page = client.post(url, {"head": seats["Lan"].pk, "second": seats["Thu"].pk}, follow=True).content.decode()
    assert "Ngô Thị Lan được điểm danh là vắng mặt; chọn người có mặt" in page
    client.post(url, {"head": seats["Dũng"].pk, "second": seats["Thu"].pk})
    assert [teller.seat for teller in session.tellers.all()] == [seats["Dũng"], seats["Thu"]]


def test_a_ballot_opened_without_a_ban_has_dots_for_the_pen(session, hoa, chair):
    """Who is appointed afterwards is none of it."""
    round_ = counted_round(session, hoa, by=chair)
    seats = seats_by_name(session)
    tallying.appoint(session, seats=[seats["Dũng"], seats["Thu"]], by=chair)
    board = words(pdf.render(tally_sheet.gather(round_, Copy()))).partition("II. KẾT QUẢ")[0]
    assert "I. BAN KIỂM PHIẾU Trưởng ban: …" in board
    assert [name for name in ("Lê Văn Dũng", "Vũ Thị Thu") if name in board] == []


@pytest.mark.parametrize(
    ("way", "given", "told"),
    [(Way.PAPER, "Thu", True), (Way.SECRET, "Thu", True), (Way.PAPER, "Minh", False), (Way.HANDS, "Thu", False)],
)
def test_who_would_count_a_case_they_do_not_vote_on_is_named(session, hoa, chair, tellers, sign_in, way, given, told):
    declaring.recuse(session, seat=seats_by_name(session)[given], nomination=hoa, reason="Là người thân", by=chair)
    round_ = preparing.prepare_round(session, nominations=hoa, terms=Terms(way), by=chair)
    note = (
        "Vũ Thị Thu ở trong Ban kiểm phiếu nhưng không biểu quyết một trường hợp của lượt này; nên cử người khác kiểm."
    )
    page = sign_in(chair).get(reverse("round", args=[round_.pk])).content.decode()
    assert (note in page) is told


def test_the_board_stands_while_a_round_is_open(on_paper, session, chair):
    seats = seats_by_name(session)
    assert refusal(lambda: tallying.appoint(session, seats=[seats["Quang"], seats["Thu"]], by=chair)) == (
        "Đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó rồi mới đổi Ban kiểm phiếu."
    )


def test_the_board_has_two_at_least_and_may_change_its_head(session, tellers, chair):
    seats = seats_by_name(session)
    assert refusal(lambda: tallying.appoint(session, seats=[seats["Thu"]], by=chair)) == (
        "Ban kiểm phiếu có ít nhất hai người; chọn thêm."
    )
    tallying.appoint(session, seats=[seats["Thu"], seats["Dũng"], seats["Minh"]], by=chair)
    assert [teller.seat.staff_member.full_name.split()[-1] for teller in session.tellers.all()] == [
        "Thu",
        "Dũng",
        "Minh",
    ]


# --- opinions in writing


def write(session, given, choices, by):
    seat = seats_by_name(session)[given]
    return written_opinions.enter(session, seat=seat, received_on=DAY - timedelta(days=1), choices=choices, by=by)


def test_who_is_away_is_counted_by_writing(session, hoa, chair):
    write(session, "Lan", {hoa.pk: AGREE}, chair)
    assert electorate.figures_of(session, [hoa])[hoa.pk].possible == 5
    round_ = opened(session, hoa, chair)
    vote(round_, {"Quang": AGREE, "Thu": AGREE, "Minh": DISAGREE, "Dũng": NO_OPINION})
    voting.count(round_, by=chair)
    question = round_.questions.get()
    assert (question.agree, question.disagree, question.no_opinion) == (3, 1, 1)
    assert (question.written_agree, question.written_disagree, question.written_no_opinion) == (1, 0, 0)
    assert question.passed is True


@pytest.mark.parametrize("choice", [AGREE, DISAGREE, NO_OPINION])
def test_what_was_written_cannot_be_read_off_the_most_votes_there_can_be(session, hoa, chair, choice):
    write(session, "Lan", {hoa.pk: choice}, chair)
    assert electorate.figures_of(session, [hoa])[hoa.pk].in_words == "cần 3/5 phiếu; nhiều nhất có thể 5"
    assert opened(session, hoa, chair).questions.get().possible == 5


WAIT, WRITE = "hờ thành viên vắng mặt đến", " hoặc nhập ý kiến bằng văn bản của người vắng"
ANEW = "ấm “Bỏ lượt này” rồi lập lượt khác không tính người tạm lánh, có ghi lý do"


@pytest.mark.parametrize(
    ("threshold", "out", "wrote", "advice"),
    [
        ("≥0.80", ["Dũng"], "", f"C{WAIT}{WRITE}."),
        ("≥0.80", ["Dũng"], DISAGREE, ""),  # who is away has written
        ("≥0.75", ["Dũng"], "", f"C{WAIT}{WRITE}; hoặc b{ANEW}."),  # 3 of 4
        ("≥0.99", ["Dũng"], AGREE, f"B{ANEW}."),
        ("≥0.99", [], "", f"C{WAIT}{WRITE}."),  # nobody steps out
        ("≥0.99", ["Dũng"], "", f"C{WAIT}{WRITE}, rồi b{ANEW}."),
    ],
)
def test_what_cannot_pass_says_only_what_can_help(session, hoa, chair, threshold, out, wrote, advice):
    """Lan is away; of the five in all, four are here."""
    a_rule("vote_threshold.LDTT", threshold)
    for given in out:
        declare(session, given, chair, steps_out={hoa.pk: "Người thân"})
    if wrote:
        write(session, "Lan", {hoa.pk: wrote}, chair)
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    assert voting.why_not_open(round_).partition(". ")[2] == advice


def test_the_rule_may_not_count_writing(session, hoa, chair):
    a_rule("absent_written_vote_counts", "false")
    write(session, "Lan", {hoa.pk: AGREE}, chair)
    round_ = opened(session, hoa, chair)
    vote(round_, dict.fromkeys(("Quang", "Thu", "Minh", "Dũng"), AGREE))
    voting.count(round_, by=chair)
    assert (round_.questions.get().agree, round_.questions.get().written_agree) == (4, 0)


@pytest.mark.parametrize("way", ["secret", "paper", "hands"])
def test_an_opinion_comes_before_the_room_votes(session, hoa, chair, tellers, way):
    """Not when the hands are seen already, nor after the count; what it said before stands."""
    write(session, "Lan", {hoa.pk: DISAGREE}, chair)
    round_ = opened(session, hoa, chair, way=way)
    too_late = "Có trường hợp đã mở bỏ phiếu, đã kiểm phiếu hoặc người này không biểu quyết; chọn lại."
    assert refusal(lambda: write(session, "Lan", {hoa.pk: AGREE}, chair)) == too_late
    assert written_opinions.cases_for(session, seats_by_name(session)["Lan"]) == []
    if way == "secret":
        vote(round_, dict.fromkeys(("Quang", "Thu", "Minh", "Dũng"), AGREE))
        voting.count(round_, by=chair)
        assert refusal(lambda: write(session, "Lan", {hoa.pk: AGREE}, chair)) == too_late
        assert round_.questions.get().written_disagree == 1


def test_nobody_votes_twice_by_coming_after_writing(session, hoa, chair):
    write(session, "Lan", {hoa.pk: AGREE}, chair)
    seats = seats_by_name(session)
    attending.arrive(session, seat=seats["Lan"], by=seats["Lan"].staff_member.user)
    declare_all(session, by=chair)
    round_ = opened(session, hoa, chair)
    vote(round_, {"Quang": AGREE, "Thu": AGREE, "Minh": AGREE, "Dũng": AGREE, "Lan": DISAGREE})
    voting.count(round_, by=chair)
    question = round_.questions.get()
    assert (question.agree, question.disagree, question.written_agree) == (4, 1, 0)


def test_who_is_here_does_not_write(session, hoa, chair):
    assert refusal(lambda: write(session, "Thu", {hoa.pk: AGREE}, chair)) == (
        "Vũ Thị Thu có mặt nên bỏ phiếu tại phiên họp; ý kiến bằng văn bản là của người vắng mặt."
    )
    assert OpinionPaper.objects.count() == 0


def test_where_the_way_is_writing_everybody_writes(session, hoa, chair):
    declare(session, "Thu", chair, steps_out={hoa.pk: "Người thân"})
    round_ = opened(session, hoa, chair, way=Way.WRITTEN, way_reason="Mất điện")
    assert voting.why_not_count(round_) == (
        "Chưa kiểm được vì còn 4 người chưa gửi ý kiến bằng văn bản; chờ đủ hoặc ghi lý do kiểm phiếu."
    )
    for given in ("Quang", "Minh", "Lan"):
        write(session, given, {hoa.pk: AGREE}, chair)
    voting.count(round_, by=chair, reason="Hết hạn gửi")
    question, round_ = round_.questions.get(), Round.objects.get()
    assert (question.agree, question.written_agree, question.passed) == (3, 3, True)
    assert (round_.voters, round_.voted, round_.early_count_reason) == (4, 3, "Hết hạn gửi")


# --- coming and going


def test_the_roll_says_who_came_late_and_who_left(session, hoa, chair, council, clock_at):
    seats = seats_by_name(session)
    attending.arrive(session, seat=seats["Lan"], by=chair)
    declare_all(session, by=chair)
    counted_round(session, hoa, by=chair)
    present = {seat.pk for given, seat in seats.items() if given != "Dũng"}
    attending.call_roll(session, present=present, reasons={seats["Dũng"].pk: "Có việc gấp"}, by=chair)
    lines = {line.seat.staff_member.full_name.split()[-1]: line for line in Attendance.objects.all()}
    assert {given for given, line in lines.items() if line.came_at} == {"Lan"}
    assert {given for given, line in lines.items() if line.left_at} == {"Dũng"}


def test_who_was_there_from_the_opening_and_comes_back_did_not_come_late(session, hoa, chair):
    """Back within the minute without a reason: a wrong tick. Every other time is kept with its reason, to the end."""
    seats = seats_by_name(session)
    everybody = {seat.pk for given, seat in seats.items() if given != "Lan"}

    def roll(minute, *, without_dung, why=""):
        present = everybody - ({seats["Dũng"].pk} if without_dung else set())
        with clock.standing_at(at(9, minute)):
            attending.call_roll(session, present=present, reasons={seats["Dũng"].pk: why}, by=chair)
        line = Attendance.objects.get(session=session, seat=seats["Dũng"])
        assert line.came_at is None
        return (line.left_at is not None, [(span(one), one.reason) for one in session.absences.all()])

    counted_round(session, hoa, by=chair)
    assert roll(10, without_dung=True) == (True, [])
    assert roll(10, without_dung=False) == (False, [])
    assert roll(15, without_dung=True, why="Có tiết dạy.") == (True, [])
    kept = [("từ 09 giờ 15 đến 09 giờ 40", "Có tiết dạy.")]
    assert roll(40, without_dung=False) == (False, kept)
    assert roll(41, without_dung=True, why="Nghe điện thoại") == (True, kept)
    kept += [("lúc 09 giờ 41", "Nghe điện thoại")]
    assert roll(41, without_dung=False) == (False, kept)
    assert roll(50, without_dung=True, why="Có việc gấp") == (True, kept)
    away = (
        "Vắng một thời gian rồi trở lại: Lê Văn Dũng (vắng từ 09 giờ 15 đến 09 giờ 40; lý do: Có tiết dạy; vắng lúc "
        "09 giờ 41; lý do: Nghe điện thoại)."
    )
    told = words(pdf.render(minutes.gather(session)))
    assert away in told
    assert "Về trước khi kết thúc: Lê Văn Dũng (09 giờ 50; Có việc gấp" in told
    assert "Đến sau khi khai mạc" not in told
    listed = words(pdf.render(attendance_list.gather(session)))
    assert "Vắng từ 09 giờ 15 đến 09 giờ 40; Vắng lúc 09 giờ 41; Về lúc 09 giờ 50" in listed
    with clock.standing_at(at(9, 59)):  # a member reports to be back; the roll of an ended session stands
        attending.arrive(session, seat=seats["Dũng"], by=chair)
        explain_all(session, by=chair)
        convening.close(session, by=chair)
    last = "; vắng từ 09 giờ 50 đến 09 giờ 59; lý do: Có việc gấp)."
    assert away.replace(").", last) in words(bytes(session.minutes.file.content))
    absences = Absence.objects.filter(session=session)
    for change in (
        lambda: absences.update(reason=""),
        absences.delete,
        lambda: absences.create(**absences.values()[0] | {"id": None}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert absences.count() == 3


def test_a_wrong_tick_before_any_vote_leaves_no_trace(session, chair):
    seats = seats_by_name(session)
    attending.call_roll(session, present={seat.pk for seat in seats.values()}, reasons={}, by=chair)
    here = {seat.pk for given, seat in seats.items() if given != "Lan"}
    attending.call_roll(session, present=here, reasons={}, by=chair)
    assert Attendance.objects.filter(left_at__isnull=False).count() == 0
    assert Attendance.objects.filter(came_at__isnull=False).count() == 0


# --- a lower title


def test_a_lower_title_is_its_own_question(session, school, chair):
    higher = table(session, school.lecturer, school.faculty, "CSTDCS", by=chair)
    counted_round(session, higher, by=chair, choice=DISAGREE)
    higher.refresh_from_db()
    lower = lowering.put_lower(higher, award=Award.objects.get(pk="LDTT"), by=chair)
    assert (lower.status, lower.session, lower.lower_of, lower.rule_set) == ("tabled", session, higher, "A")
    assert lower.reports.get().moment == EligibilityReport.Moment.TABLED
    declare_all(session, by=chair)
    counted_round(session, lower, by=chair)
    lower.refresh_from_db()
    assert lower.status == Nomination.Status.RECOMMENDED
    assert lowering.why_not_lower(higher) == (
        "Không có danh hiệu, hình thức thấp hơn, hoặc người được xét đã có hồ sơ cho danh hiệu, hình thức đó."
    )


def test_no_lower_title_for_who_is_proposed_or_has_none(session, hoa, school, chair):
    assert lowering.why_not_lower(hoa) == (
        "Không có danh hiệu, hình thức thấp hơn, hoặc người được xét đã có hồ sơ cho danh hiệu, hình thức đó."
    )
    other = table(session, school.stranger, school.other_faculty, "CSTDCS", by=chair)
    counted_round(session, other, by=chair)
    other.refresh_from_db()
    assert lowering.why_not_lower(other) == (
        "Hội đồng đã đề nghị trường hợp này nên không cần đặt danh hiệu, hình thức thấp hơn."
    )


# --- collectives after individuals


def test_collectives_are_assessed_again_once_individuals_are_counted(session, hoa, school, chair):
    unit = table(session, school.faculty, school.faculty, "TTLDTT", by=chair)
    assert [report.moment for report in unit.reports.order_by("pk")] == ["tabled"]
    counted_round(session, hoa, by=chair)
    assert [report.moment for report in unit.reports.order_by("pk")] == ["tabled", "reviewed"]
    counted_round(session, unit, by=chair)
    assert unit.reports.count() == 2


# --- broken off, and going on


def test_a_session_that_is_broken_off_goes_on_with_nothing_lost(session, hoa, school, chair):
    left = table(session, school.stranger, school.other_faculty, by=chair)
    declare(session, "Minh", chair, steps_out={left.pk: "Người thân"})
    write(session, "Lan", {left.pk: AGREE}, chair)
    seats = seats_by_name(session)
    tallying.appoint(session, seats=[seats["Dũng"], seats["Thu"]], by=chair)
    counted_round(session, hoa, by=chair)
    assert continuing.why_not_continue(session) == "Chỉ phiên họp đã hoãn mới họp tiếp; phiên họp này đang họp."
    explain_all(session, by=chair)
    convening.adjourn(session, reason="Mất điện", by=chair)
    new = continuing.continue_in(
        session, planned_for=session.planned_for + timedelta(days=2), place="Phòng B", by=chair
    )
    left.refresh_from_db()
    hoa.refresh_from_db()
    assert (new.continues, left.session, left.status, hoa.session) == (session, new, "tabled", session)
    assert [(one.seat.staff_member, one.reason) for one in new.recusals.all()] == [(school.head, "Người thân")]
    assert [one.nomination for one in new.opinion_papers.get().opinions.all()] == [left]
    assert {one.seat_id: one.cases for one in new.declarations.all()} == {
        seats[given].pk: [left.pk] for given in ("Quang", "Thu", "Minh", "Dũng")
    }
    assert [teller.seat for teller in new.tellers.all()] == [seats["Dũng"], seats["Thu"]]
    assert continuing.why_not_continue(session) == f"Phiên họp này đã có phiên họp tiếp: {new}."


def test_the_result_is_announced_when_the_session_rises(session, hoa, chair):
    counted_round(session, hoa, by=chair)
    hoa.refresh_from_db()
    assert hoa.announced is False
    session.discussion, session.conclusions = "Đã thảo luận.", "Nhất trí."
    session.save()
    explain_all(session, by=chair)
    convening.close(session, by=chair)
    hoa.refresh_from_db()
    assert hoa.announced is True


def test_a_case_voted_on_again_is_declared_of_by_who_came_since(session, hoa, chair):
    declare(session, "Thu", chair, steps_out={hoa.pk: "Người thân"})
    counted_round(session, hoa, by=chair)
    again = preparing.prepare_round(session, nominations=hoa, reason="Có tài liệu mới", by=chair)
    assert voting.why_not_open(again) == ""
    seats = seats_by_name(session)
    attending.arrive(session, seat=seats["Lan"], by=chair)
    assert "còn 1 thành viên chưa khai" in voting.why_not_open(again)
    declare(session, "Lan", chair)
    assert voting.why_not_open(again) == ""
    declare(session, "Thu", chair)  # said of the count before, it stays
    assert session.recusals.get().reason == "Người thân"


def test_a_case_that_is_counted_is_not_voted_on_again_in_writing(session, hoa, chair):
    counted_round(session, hoa, by=chair)
    hoa.refresh_from_db()
    terms = Terms(Way.WRITTEN, "Mất điện")
    assert preparing.why_not_prepare(session, [hoa], "Có tài liệu mới", terms) == (
        "Văn bản ý kiến của trường hợp đã kiểm phiếu không viết lại được; bỏ phiếu lại bằng cách khác."
    )
