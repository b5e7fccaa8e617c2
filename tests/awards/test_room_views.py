"""The room's pages: declaring, tellers, sheets, hands, opinions, a lower title, going on; what each shows and keeps."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards import convening, declaring, preparing, tallying, voting
from awards.documents import minutes
from awards.models import CouncilSession, CountSheet, Nomination, OpinionPaper, Round
from awards.preparing import Terms
from campaigns import kin
from tests.awards.meeting import DAY, DISAGREE, convene, counted_round, make_session, seats_by_name, table
from tests.awards.test_room_papers import words
from tests.conftest import layers
from tests.permission_world import PDF
from thidua import pdf


@layers.fixture
def session(campaign, council, chair, clock_at):
    """Lan, the clerk, is away."""
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair, absent=["Lan"])


@layers.fixture
def hoa(session, school, chair):
    return table(session, school.lecturer, school.faculty, by=chair)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def post(client, name, *args, **data) -> str:
    return text(client.post(reverse(name, args=args), data, follow=True))


def get(client, name, *args) -> str:
    return text(client.get(reverse(name, args=args)))


def opened(session, nomination, by, way) -> Round:
    round_ = preparing.prepare_round(session, nominations=nomination, terms=Terms(way, "Mất mạng"), by=by)
    voting.open_round(round_, by=by)
    return round_


# --- declaring


def test_a_member_declares_and_the_proposal_is_ticked(session, hoa, school, sign_in, chair):
    kin.relate(school.deputy, relative=school.lecturer, relation="Chị em", by=chair)
    deputy, page = sign_in(school.deputy), reverse("council_declare", args=[session.pk])
    assert 'value="chị em với Nguyễn Thị Hoa"' in text(deputy.get(page))
    answer = text(deputy.post(page, {f"why_{hoa.pk}": "chị em với Nguyễn Thị Hoa", f"stay_{hoa.pk}": ""}))
    assert "Ghi lý do vẫn biểu quyết Nguyễn Thị Hoa" in answer
    declared = {f"out_{hoa.pk}": "on", f"why_{hoa.pk}": "chị em với Nguyễn Thị Hoa"}
    assert "Đã khai xung đột lợi ích." in post(deputy, "council_declare", session.pk, **declared)
    assert session.recusals.get().seat.staff_member == school.deputy


def test_a_round_that_waits_names_who_has_not_declared_and_leads_there(session, hoa, school, sign_in, chair):
    session.declarations.filter(seat__in=[seats_by_name(session)[given] for given in ("Quang", "Thu")]).delete()
    round_, seats = preparing.prepare_round(session, nominations=hoa, by=chair), seats_by_name(session)
    for address in (round_.get_absolute_url(), session.get_absolute_url()):
        page = text(sign_in(school.rector).get(address))
        own, thu = (reverse("council_declare_for", args=[session.pk, seats[given].pk]) for given in ("Quang", "Thu"))
        assert (own in page, thu in page) == (False, True)
        assert f'<a href="{reverse("council_declare", args=[session.pk])}">đồng chí tự khai</a>' in page
    assert "2 thành viên chưa khai xung đột lợi ích: Phạm Văn Quang, Vũ Thị Thu." in get(
        sign_in(school.rector), "round", round_.pk
    )
    assert "đồng chí tự khai" not in get(sign_in(school.deputy), "round", round_.pk)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"out": "on", "why": ""}, "Ghi lý do lánh Nguyễn Thị Hoa"),
        ({"why": "Người thân"}, "Chọn lánh Nguyễn Thị Hoa, hoặc bỏ lý do"),
    ],
)
def test_half_a_declaration_is_sent_back_with_what_was_typed(session, hoa, school, sign_in, said, error):
    declared = {f"{name}_{hoa.pk}": value for name, value in said.items()}
    answer = post(sign_in(school.deputy), "council_declare", session.pk, **declared)
    assert error in answer
    assert ("Người thân" in answer) is ("Người thân" in said.values())
    assert session.recusals.count() == 0


def test_the_chair_writes_for_who_has_no_device(session, hoa, school, sign_in):
    session.declarations.all().delete()
    rector, seat = sign_in(school.rector), seats_by_name(session)["Dũng"]
    assert "Còn 4 thành viên có mặt chưa khai" in get(rector, "council_session", session.pk)
    assert "Đã ghi khai báo của Lê Văn Dũng." in post(rector, "council_declare_for", session.pk, seat.pk)
    assert session.declarations.get().by_chair is True
    assert "Đã ghi: các thành viên còn lại" in post(rector, "council_declare_rest", session.pk)
    assert "Các thành viên có mặt đã khai xong." in get(rector, "council_session", session.pk)


def test_a_member_reports_to_be_here(session, hoa, school, sign_in):
    clerk = sign_in(school.clerk)
    assert "Đã báo có mặt." in post(clerk, "council_arrive", session.pk)
    assert "Đồng chí đã được ghi có mặt." in post(clerk, "council_arrive", session.pk)
    assert session.attendances.filter(present=True).count() == 5


# --- ways of voting


def test_another_way_needs_its_reason_and_what_was_typed_stays(session, hoa, school, sign_in):
    rector = sign_in(school.rector)
    address = reverse("round_add", args=[session.pk]) + "?danh-hieu=LDTT"
    asked = {"nominations": [hoa.pk], "way": "written", "title": "Lượt riêng"}
    answer = text(rector.post(address, asked, follow=True))
    assert "Ghi lý do lấy ý kiến bằng văn bản thay cho bỏ phiếu tại phiên họp" in answer
    assert "Lượt riêng" in answer
    answer = text(rector.post(address, asked | {"way_reason": "Mất điện"}, follow=True))
    assert "Lấy ý kiến bằng văn bản" in answer
    assert "Lý do: Mất điện" in answer
    assert "Bắt đầu lấy ý kiến" in answer


def test_hands_from_the_opening_to_the_count(session, hoa, school, sign_in, chair):
    rector, round_ = sign_in(school.rector), opened(session, hoa, chair, "hands")
    question = round_.questions.get()
    sheet = {f"agree_{question.pk}": 3, f"disagree_{question.pk}": 0, f"no_opinion_{question.pk}": 0}
    answer = post(rector, "round_hands", round_.pk, **sheet)
    assert "tổng ba ý kiến là 3; phải là 4." in answer
    assert 'value="3"' in answer  # what was typed stays
    assert "Đã ghi kết quả." in post(rector, "round_hands", round_.pk, **sheet | {f"no_opinion_{question.pk}": 1})
    answer = post(rector, "round_count", round_.pk, word="KIỂM PHIẾU")
    assert "4 người biểu quyết." in answer
    assert "50% của 5 là 2,5; phải trên số đó, tức là từ 3 thành viên" in answer
    assert "<caption>Kết quả biểu quyết</caption>" in answer


@pytest.mark.parametrize(
    ("way", "waits", "noun"),
    [
        ("hands", "biểu quyết", "thành viên"),
        ("written", "biểu quyết", "thành viên"),
        ("secret", "bỏ phiếu", "phiếu"),
    ],
)
def test_a_round_without_paper_ballots_speaks_of_none(way, waits, noun, session, hoa, school, sign_in, chair):
    """Before it is opened and while it is open; ballots on paper are for the round on paper alone."""
    rector = sign_in(school.rector)
    round_ = preparing.prepare_round(session, nominations=hoa, terms=Terms(Round.Way(way), "Mất mạng"), by=chair)
    page = get(rector, "round", round_.pk)
    waiting = f"Chủ tọa chưa mở {waits}. Trang tự cập nhật."
    act = {"hands": "Mở biểu quyết giơ tay", "written": "Bắt đầu lấy ý kiến", "secret": "Mở bỏ phiếu"}[way]
    assert (waiting in page, f"đồng chí bấm “{act}” ở dưới bảng." in page) == (False, True)
    assert waiting in get(sign_in(school.deputy), "round", round_.pk)
    assert f"cần 3/5 {noun}; nhiều nhất có thể" in page
    voting.open_round(round_, by=chair)
    opened_page = get(rector, "round", round_.pk)
    assert f"cần 3/5 {noun}; nhiều nhất có thể" in opened_page
    assert [one.count("Văn bản của lượt này") for one in (page, opened_page)] == [0, 0]
    desk = get(rector, "council_session", session.pk)
    assert (way == "secret") == ("Đang bỏ phiếu" in opened_page) == ("đang bỏ phiếu" in desk)
    count = get(rector, "round_count", round_.pk)
    if way == "secret":
        assert "Kiểm phiếu lượt này?" in count
        return
    assert [">Chốt kết quả</a>" in one for one in (opened_page, desk)] == [True, True]
    assert ("Chốt kết quả lượt này?" in count, "Chữ này dùng chung cho mọi cách biểu quyết." in count) == (True, True)
    assert round_.state_in_words in opened_page


def test_whoever_votes_on_paper_is_told_what_to_do(session, hoa, school, sign_in, chair):
    """On the page of the round and of the session; not who is no voter."""
    seats = seats_by_name(session)
    tallying.appoint(session, seats=[seats["Minh"], seats["Dũng"]], by=chair)
    round_ = preparing.prepare_round(session, nominations=hoa, terms=Terms(Round.Way.PAPER, "Mất mạng"), by=chair)
    voting.open_round(round_, by=chair)
    said = "Đồng chí nhận phiếu giấy từ Ban kiểm phiếu, ghi phiếu rồi bỏ vào hòm; không bỏ phiếu trên máy."
    thu = sign_in(school.deputy)
    for page in (get(thu, "round", round_.pk), get(thu, "council_session", session.pk)):
        assert said in page
    assert said not in get(sign_in(school.clerk), "round", round_.pk)  # who is away


@pytest.mark.parametrize("number", ["", "-1", "2,5", "ba"])
def test_a_number_of_a_sheet_is_a_whole_number(session, hoa, school, sign_in, chair, number):
    round_ = opened(session, hoa, chair, "hands")
    question = round_.questions.get()
    sheet = {f"agree_{question.pk}": number, f"disagree_{question.pk}": 0, f"no_opinion_{question.pk}": 0}
    answer = post(sign_in(school.rector), "round_hands", round_.pk, **sheet)
    assert "Nguyễn Thị Hoa, đồng ý: nhập số nguyên, từ 0 trở lên" in answer
    assert CountSheet.objects.count() == 0


def test_two_tellers_enter_papers_without_seeing_each_other(session, hoa, school, sign_in, chair):
    seats = seats_by_name(session)
    rector, deputy, head = sign_in(school.rector), sign_in(school.deputy), sign_in(school.other_head)
    board = {"head": seats["Thu"].pk, "second": seats["Thu"].pk}
    assert "Mỗi người chỉ giữ một việc trong Ban kiểm phiếu" in post(rector, "council_tellers", session.pk, **board)
    assert "Đã cử Ban kiểm phiếu." in post(
        rector, "council_tellers", session.pk, **board | {"second": seats["Dũng"].pk}
    )
    round_ = opened(session, hoa, chair, "paper")
    question = round_.questions.get()
    sheet = {"issued": 4, "collected": 4, "invalid": 1, f"no_opinion_{question.pk}": 0}
    first = sheet | {f"agree_{question.pk}": 2, f"disagree_{question.pk}": 1}
    assert "Đã ghi kết quả" in post(deputy, "round_sheet", round_.pk, **first)
    assert 'value="2"' not in get(head, "round_sheet", round_.pk)
    other = sheet | {f"agree_{question.pk}": 3, f"disagree_{question.pk}": 0}
    post(head, "round_sheet", round_.pk, **other)
    assert "các bản nhập khác nhau: kết quả của Nguyễn Thị Hoa" in get(rector, "round", round_.pk)
    post(head, "round_sheet", round_.pk, **first)
    answer = post(rector, "round_count", round_.pk, word="KIỂM PHIẾU")
    assert "Phát ra 4 phiếu, thu về 4, không hợp lệ 1." in answer


# --- preparing a round


def test_ways_an_award_cannot_be_voted_on_are_not_offered(session, hoa, school, sign_in, chair):
    table(session, school.deputy, school.faculty, "CSTDCS", by=chair)
    rector, address = sign_in(school.rector), reverse("round_add", args=[session.pk])
    why = "“Chiến sĩ thi đua cơ sở” phải bỏ phiếu kín nên không biểu quyết giơ tay;"
    for award, ways in (("LDTT", ["secret", "paper", "hands", "written"]), ("CSTDCS", ["secret", "paper", "written"])):
        answer = rector.get(address, {"danh-hieu": award})
        assert [value for value, _ in answer.context["form"].fields["way"].choices] == ways
        assert (why in text(answer)) == (award == "CSTDCS")


def test_everything_wrong_with_a_round_is_said_at_once(session, hoa, school, sign_in, chair):
    counted_round(session, hoa, by=chair)
    body = {"nominations": hoa.pk, "way": "written", "leaves_out_recused": "on"}
    answer = sign_in(school.rector).post(reverse("round_add", args=[session.pk]) + "?danh-hieu=LDTT", body)
    assert answer.context["form"].errors == {
        "reason": [f"{hoa} đã kiểm phiếu ở lượt trước; ghi lý do bỏ phiếu lại"],
        "way": ["Văn bản ý kiến của trường hợp đã kiểm phiếu không viết lại được; bỏ phiếu lại bằng cách khác"],
        "way_reason": ["Ghi lý do lấy ý kiến bằng văn bản thay cho bỏ phiếu tại phiên họp"],
        "base_reason": ["Ghi lý do không tính người tạm lánh vào tổng số thành viên"],
    }
    assert session.rounds.count() == 1


# --- opinions in writing


def opinion_of(session, school, sign_in, **data) -> str:
    lan = seats_by_name(session)["Lan"]
    return post(sign_in(school.rector), "council_opinion", session.pk, lan.pk, **data)


def test_an_opinion_is_entered_with_its_signed_copy(session, hoa, school, sign_in):
    signed = SimpleUploadedFile("y-kien.pdf", PDF, "application/pdf")
    answer = opinion_of(session, school, sign_in, received_on="19/12/2022", **{f"c{hoa.pk}": "agree"}, file=signed)
    assert "Đã ghi ý kiến bằng văn bản của Ngô Thị Lan." in answer
    assert "Nhận ngày 19/12/2022, 1 trường hợp, có bản đã ký" in answer
    paper = OpinionPaper.objects.get()
    kept = sign_in(school.rector).get(reverse("council_opinion_file", args=[session.pk, paper.seat_id]))
    assert kept.content == PDF


def test_one_opinion_for_all_and_the_cases_that_differ(session, hoa, school, sign_in, chair):
    cases = [table(session, person, school.faculty, by=chair) for person in (school.head, school.deputy, school.clerk)]
    minh, thu, _ = cases
    own = {f"c{hoa.pk}": "disagree", f"c{minh.pk}": "left_out"}
    opinion_of(session, school, sign_in, received_on="19/12/2022", common="agree", **own)
    said = OpinionPaper.objects.get().opinions.values_list("nomination", "choice")
    assert dict(said) == {hoa.pk: "disagree", thu.pk: "agree"}  # her own case Lan steps out of
    seat = seats_by_name(session)["Lan"]
    form = sign_in(school.rector).get(reverse("council_opinion", args=[session.pk, seat.pk])).context["form"]
    assert {one.name: one.value() for one in [form["common"], *form.case_fields]} == {
        "common": "",
        f"c{hoa.pk}": "disagree",
        f"c{minh.pk}": "",
        f"c{thu.pk}": "agree",
    }


def test_a_case_tabled_after_the_paper_is_left_out_of_its_opinion_for_all(session, hoa, school, sign_in, chair):
    minh = table(session, school.head, school.faculty, by=chair)
    opinion_of(session, school, sign_in, received_on="19/12/2022", common="agree")
    later = table(session, school.deputy, school.faculty, by=chair)
    page = reverse("council_opinion", args=[session.pk, seats_by_name(session)["Lan"].pk])
    form = sign_in(school.rector).get(page).context["form"]
    assert (form["common"].label, form[f"c{hoa.pk}"].label) == ("Ý kiến chung", "“Lao động tiên tiến”: Nguyễn Thị Hoa")
    values = {one.name: one.value() for one in [form["common"], *form.case_fields]}
    assert values == {"common": "agree", f"c{hoa.pk}": "", f"c{minh.pk}": "", f"c{later.pk}": "left_out"}


def test_opinions_are_asked_of_who_is_away_and_of_all_where_a_round_is_in_writing(session, hoa, school, sign_in, chair):
    rector, link = sign_in(school.rector), "Nhập<span"
    assert get(rector, "council_opinions", session.pk).count(link) == 1
    opened(session, hoa, chair, "written")
    assert get(rector, "council_opinions", session.pk).count(link) == 5


@pytest.mark.parametrize(
    ("received", "choice", "error"),
    [
        ("21/12/2022", "agree", "Ngày nhận không được sau hôm nay"),
        ("19/12/2022", "", "Chọn ý kiến của ít nhất một trường hợp"),
    ],
)
def test_an_opinion_has_its_day_and_something_to_say(session, hoa, school, sign_in, received, choice, error):
    answer = opinion_of(session, school, sign_in, received_on=received, **{f"c{hoa.pk}": choice})
    assert error in answer
    assert f'value="{received}"' in answer
    assert OpinionPaper.objects.count() == 0


def test_papers_say_that_the_signed_copies_are_kept_only_once_they_are(session, hoa, school, sign_in, chair):
    """Who ends the session is told whose is missing; it may still come when the case is counted."""
    rector, kept = sign_in(school.rector), "Phiếu lấy ý kiến đã ký lưu cùng biên bản."
    opinion_of(session, school, sign_in, received_on="19/12/2022", **{f"c{hoa.pk}": "agree"})
    counted_round(session, hoa, by=chair)
    missing = "Ý kiến bằng văn bản chưa kèm bản đã ký: Ngô Thị Lan."
    for ends in ("council_close", "council_adjourn"):
        assert (f'<li>{missing} <a href="{reverse("council_opinions", args=[session.pk])}">Kèm bản đã ký<') in get(
            rector, ends, session.pk
        )
    told = [words(pdf.render(minutes.gather(session, number=1, ended_at=session.convened_at)))]
    assert "Chọn tệp bản đã ký" in opinion_of(session, school, sign_in, received_on="19/12/2022")
    signed = SimpleUploadedFile("y-kien.pdf", PDF, "application/pdf")
    answer = opinion_of(session, school, sign_in, received_on="19/12/2022", file=signed)
    assert "Nhận ngày 19/12/2022, 1 trường hợp, có bản đã ký" in answer
    assert missing not in get(rector, "council_close", session.pk)
    told.append(words(pdf.render(minutes.gather(session, number=1, ended_at=session.convened_at))))
    assert [kept in one for one in told] == [False, True]
    assert ["Ý kiến bằng văn bản: được tính vào kết quả" in one for one in told] == [True, True]


def test_a_round_by_writing_names_whom_it_waits_for(session, hoa, school, sign_in, chair):
    round_ = opened(session, hoa, chair, "written")
    page = get(sign_in(school.rector), "round", round_.pk)
    assert "Đã có ý kiến bằng văn bản của 0 người, còn chờ 5 người." in page
    assert "Ngô Thị Lan, Ủy viên" not in page
    assert "Còn chờ: Phạm Văn Quang" in page
    assert "Còn chờ" not in get(sign_in(school.deputy), "round", round_.pk)


# --- a lower title, going on


def test_a_lower_title_from_the_agenda(session, school, sign_in, chair):
    higher = table(session, school.lecturer, school.faculty, "CSTDCS", by=chair)
    counted_round(session, higher, by=chair, choice=DISAGREE)
    rector = sign_in(school.rector)
    assert reverse("nomination_put_lower", args=[higher.pk]) in get(rector, "council_session", session.pk)
    assert "Đã đặt danh hiệu, hình thức thấp hơn" in post(rector, "nomination_put_lower", higher.pk, award="LDTT")
    assert Nomination.objects.get(lower_of=higher).award_id == "LDTT"


def test_going_on_another_day(session, hoa, school, sign_in, chair):
    convening.adjourn(session, reason="Mất điện", by=chair)
    clerk = sign_in(school.clerk)
    page = get(clerk, "council_continue", session.pk)
    assert "Hồ sơ chuyển sang (1)" in page
    answer = post(clerk, "council_continue", session.pk, planned_for="08:00, 22/12/2022", place="")
    assert "Nhập địa điểm" in answer
    assert 'value="08:00, 22/12/2022"' in answer
    post(clerk, "council_continue", session.pk, planned_for="08:00, 22/12/2022", place="Phòng B")
    assert CouncilSession.objects.get(continues=session).nominations.get() == hoa
    answer = post(clerk, "council_continue", session.pk, planned_for="08:00, 23/12/2022", place="Phòng B")
    assert "Phiên họp này đã có phiên họp tiếp" in answer
    assert CouncilSession.objects.count() == 2


def test_nobody_declares_or_counts_after_the_end(session, hoa, school, sign_in, chair):
    convening.adjourn(session, reason="Mất điện", by=chair)
    rector = sign_in(school.rector)
    assert "Phiên họp đã hoãn nên không khai thêm được" in post(rector, "council_declare_rest", session.pk)
    assert declaring.why_not_declare(session, seats_by_name(session)["Thu"]) == (
        "Phiên họp đã hoãn nên không khai thêm được; liên hệ Chủ tịch Hội đồng."
    )
    seats = list(seats_by_name(session).values())
    assert tallying.why_not_appoint(session, seats) == "Phiên họp đã hoãn nên Ban kiểm phiếu không đổi được nữa."
