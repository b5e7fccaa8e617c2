"""The pages of the initiative council: each member's own sheet, who sees what when, the clerk's tables and criteria."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import convening, hearing
from awards.models import Council, CouncilSession, HearingConflict, HearingSheet
from campaigns import kin, recognising
from campaigns.imports import initiatives as imported
from tests.awards.hearing_meeting import (
    EVERYBODY,
    SUBMITTED,
    convene,
    counted,
    initiative_council,
    opened,
    planned,
    score,
    tabled,
)
from tests.awards.meeting import DAY
from tests.conftest import layers
from tests.factories import make_initiative
from thidua import pdf
from thidua.workbooks import Row
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db


@layers.fixture
def session(school, campaign, chair, clock_at):
    clock_at(DAY)
    return convene(planned(school, campaign), by=chair)


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sheet(found, *points, recognise="yes", remarks="") -> dict:
    criteria = found.session.council.hearing_criteria.all()
    typed = {f"points_{one.pk}": given for one, given in zip(criteria, points, strict=True)}
    return typed | {"recognise": recognise, "remarks": remarks}


def url(name, found, *more) -> str:
    return reverse(name, args=[found.session_id, found.pk, *more])


# --- a member's sheet


def test_a_member_scores_on_their_own_device(session, school, chair, sign_in):
    found, client = opened(session, school.lecturer, by=chair), sign_in(school.deputy)
    assert url("hearing_fill", found) in words(client.get(session.get_absolute_url()))
    page = words(client.get(url("hearing_fill", found)))
    assert "không phải phiếu kín" in page
    assert "Cần thẩm tra" in page
    typed = sheet(found, "25,5", "30", "20", "10", remarks="Dùng được ngay")
    assert client.post(url("hearing_fill", found), typed).status_code == 302
    kept = HearingSheet.objects.get()
    assert [str(mark.points) for mark in kept.marks.all()] == ["25.50", "30.00", "20.00", "10.00"]
    assert (kept.seat.staff_member, kept.recognise, kept.on_paper) == (school.deputy, True, False)
    assert "tổng <strong>85,5</strong>/100 điểm" in words(client.get(url("hearing_fill", found)))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({0: "30,01"}, "Điểm tiêu chí 1 nhiều nhất là 30"),
        ({0: "-1"}, "Điểm tiêu chí 1 phải từ 0 trở lên"),
        ({"recognise": ""}, "Chọn một kết luận"),
    ],
)
def test_what_was_typed_is_kept_on_an_error(session, school, chair, sign_in, change, error):
    found, client = opened(session, school.lecturer, by=chair), sign_in(school.deputy)
    typed = sheet(found, change.get(0, "25"), "33,3", "20", "10", remarks="Dùng được ngay")
    typed |= {name: value for name, value in change.items() if name != 0}
    page = words(client.post(url("hearing_fill", found), typed))
    assert error in page
    assert 'value="33,3"' in page
    assert "Dùng được ngay</textarea>" in page
    assert not HearingSheet.objects.exists()


def test_an_author_has_no_sheet(session, school, chair, sign_in):
    found, client = opened(session, school.head, by=chair), sign_in(school.head)
    assert "tác giả, không chấm" in words(client.get(session.get_absolute_url()))
    page = words(client.post(url("hearing_fill", found), sheet(found, "30", "40", "20", "10")))
    assert "Tác giả không chấm sáng kiến của mình." in page
    assert not HearingSheet.objects.exists()


def test_kin_are_asked_to_step_out(session, school, chair, sign_in):
    kin.relate(school.lecturer, relative=school.deputy, relation="Chị em ruột", by=school.clerk.user)
    found, client = opened(session, school.lecturer, by=chair), sign_in(school.deputy)
    assert "Khai xung đột" in words(client.get(session.get_absolute_url()))
    assert 'value="chị em ruột với Nguyễn Thị Hoa"' in words(client.get(url("hearing_answer", found)))
    client.post(url("hearing_answer", found), {"steps_out": "yes", "reason": "Chị em ruột"})
    said = HearingConflict.objects.get()
    assert (said.steps_out, said.kind) == (True, "relative")
    assert "đã khai không chấm" in words(client.get(session.get_absolute_url()))


def test_the_clerk_types_in_a_sheet_written_by_hand_and_sees_no_other(session, school, chair, sign_in):
    found, client = opened(session, school.lecturer, by=chair), sign_in(school.clerk)
    minh, thu = (session.council.seats.get(staff_member=who) for who in (school.head, school.deputy))
    client.post(url("hearing_enter", found, minh.pk), sheet(found, "10", "20", "20", "10", recognise="no"))
    assert HearingSheet.objects.get(seat=minh).on_paper
    score(found, "Thu", 77, remarks="Riêng tôi")
    page = words(client.get(url("hearing_enter", found, thu.pk)))
    assert "đã tự gửi phiếu trên phần mềm" in page
    assert "Riêng tôi" not in page


# --- who sees what when


def test_no_clean_form_of_a_session_is_printed_once_it_was_scored(session, school, chair, sign_in, monkeypatch):
    """It would carry the day of the session, for anybody to fill in later."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 %%EOF")
    found, clerk = opened(session, school.lecturer, by=chair), sign_in(school.clerk)
    blank = url("hearing_sheet_pdf", found)
    assert blank in words(clerk.get(found.get_absolute_url()))
    assert clerk.get(blank)["Content-Type"] == "application/pdf"
    score(found, "Quang", 91.25)
    hearing.count(found, reason="Hết giờ", by=chair)
    page = words(clerk.get(blank, follow=True))
    assert "Sáng kiến này không còn chấm ở phiên họp nên không in phiếu trống nữa." in page
    assert blank not in page


def test_sheets_and_figures_are_read_after_the_count_only(session, school, chair, sign_in):
    found, member = opened(session, school.head, by=chair), sign_in(school.deputy)
    score(found, "Quang", 91.25, remarks="Rất mới")
    for page in (session.get_absolute_url(), found.get_absolute_url()):
        seen = words(member.get(page))
        assert "91,25" not in seen
        assert "Rất mới" not in seen
    hearing.count(found, reason="Hết giờ", by=chair)
    seen = words(member.get(found.get_absolute_url()))
    assert "91,25" in seen
    assert "Rất mới" in seen
    author = words(sign_in(school.head).get(found.get_absolute_url()))
    assert "Rất mới" not in author
    assert "Phiếu của từng thành viên không hiện với tác giả." in author


def test_the_chair_alone_reads_who_has_not_scored(session, school, chair, sign_in):
    found = opened(session, school.lecturer, by=chair)
    for given in EVERYBODY[:4]:
        score(found, given, 80)
    left = "Đã chấm 4/5; chưa chấm: Ngô Thị Lan"
    assert left in words(sign_in(school.rector).get(session.get_absolute_url()))
    for who in (school.deputy, school.clerk):
        page = words(sign_in(who).get(session.get_absolute_url()))
        assert "Đã chấm 4/5" in page
        assert "chưa chấm" not in page


def test_an_author_sees_the_result_when_the_session_closes(session, school, chair, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    found, author = counted(session, school.lecturer, by=chair), sign_in(school.lecturer)
    page = found.initiative.get_absolute_url()
    assert "Hội đồng sáng kiến" not in words(author.get(page))
    assert author.get(found.get_absolute_url()).status_code == 404
    convening.close(session, by=chair)
    seen = words(author.get(page))
    assert "Biên bản số 01/BB-HĐSK, 20/12/2022." in seen
    assert "trung bình 80; cần từ 70/100. Đề nghị công nhận: 5/5 thành viên, cần 3" in seen
    assert "Xem kết quả" not in seen
    clerk = sign_in(school.clerk)
    assert "Xem kết quả" in words(clerk.get(page))
    asked = words(clerk.get(reverse("initiative_recognise", args=[found.initiative.pk])))
    assert "đề nghị công nhận, biên bản số 01/BB-HĐSK ngày 20/12/2022" in asked
    assert '<option value="base" selected>' in asked


def test_a_refusal_begins_with_the_minutes(session, school, chair, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    found = counted(session, school.lecturer, by=chair, totals=(50,) * 5)
    convening.close(session, by=chair)
    asked = words(sign_in(school.clerk).get(reverse("initiative_not_recognise", args=[found.initiative.pk])))
    assert 'value="01/BB-HĐSK"' in asked
    assert 'value="20/12/2022"' in asked
    assert "Điểm trung bình 50, cần từ 70." in asked


@pytest.mark.parametrize("act", ["recognise", "not_recognise"])
def test_no_result_bears_a_day_before_the_council_met(act, session, school, chair, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    found, clerk = counted(session, school.lecturer, by=chair), sign_in(school.clerk)
    convening.close(session, by=chair)
    page = reverse(f"initiative_{act}", args=[found.initiative.pk])
    typed = {"number": "20/QĐ", "scope": "base", "recogniser": "", "reason": "Chưa đủ điểm"}
    answer = words(clerk.post(page, typed | {"date": "19/12/2022"}))
    assert (
        "Ngày 19/12/2022 ở trước phiên họp Hội đồng sáng kiến ngày 20/12/2022 đã xét sáng kiến này; "
        "ghi ngày trên quyết định, biên bản"
    ) in answer
    assert 'value="20/QĐ"' in answer
    found.initiative.refresh_from_db()
    assert found.initiative.status == SUBMITTED
    assert clerk.post(page, typed | {"date": "20/12/2022"}).status_code == 302
    found.initiative.refresh_from_db()
    assert found.initiative.status == {"recognise": "recognised", "not_recognise": "refused"}[act]


def test_neither_a_correction_nor_a_file_brings_the_recognition_before_the_council(session, school, chair, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    clerk = school.clerk.user
    found = counted(session, school.lecturer, by=chair)
    convening.close(session, by=chair)
    initiative, early = found.initiative, date(2022, 12, 19)
    said = "Ngày 19/12/2022 ở trước phiên họp Hội đồng sáng kiến ngày 20/12/2022 đã xét sáng kiến này"
    with pytest.raises(Refused, match=said):
        recognising.recognise(initiative, scope="base", number="20/QĐ", date=early, by=clerk)
    recognising.recognise(initiative, scope="base", number="20/QĐ", date=DAY, by=clerk)
    with pytest.raises(Refused, match=said):
        recognising.correct(initiative.recognitions.get(), number="20/QĐ", date=early, by=clerk)
    cells = {"title": initiative.title, "year": 2022, "recognised_number": "20/QĐ", "scope": "Cơ sở", "share": 100}
    cells |= {"person_code": school.lecturer.code, "recognised_on": "19/12/2022"}
    for day, told in (("19/12/2022", True), ("20/12/2022", False)):
        rows = [Row(2, cells | {"recognised_on": day})]
        problems = imported.check(rows, imported.load(rows), lambda done: None).rows[0].problems
        assert (said in str(problems)) == told


def test_before_the_council_its_author_is_not_offered_to_take_it_back(session, school, chair, sign_in):
    initiative = make_initiative(school.lecturer, status=SUBMITTED, registered_by=school.lecturer.user)
    author, offered = sign_in(school.lecturer), "Lấy lại để sửa"
    assert offered in words(author.get(initiative.get_absolute_url()))
    hearing.table(session, [initiative], by=chair)
    assert offered not in words(author.get(initiative.get_absolute_url()))


def test_the_chair_is_told_what_to_do_and_an_author_is_not_asked_to_declare(session, school, chair, sign_in):
    found = tabled(session, school.head, by=chair)
    told = "Còn 1 sáng kiến chờ đồng chí mở chấm."
    for who, seen in ((school.rector, (True, False)), (school.deputy, (False, True))):
        page = words(sign_in(who).get(session.get_absolute_url()))
        assert (told in page, "Chờ chủ tọa mở chấm." in page) == seen
    page = words(sign_in(school.rector).get(found.get_absolute_url()))
    assert [f"cho {one}</span>" in page for one in (school.deputy, school.head)] == [True, False]


# --- chair and clerk


def test_the_chair_opens_and_closes_scoring(session, school, chair, sign_in):
    one = tabled(session, school.lecturer, by=chair)
    tabled(session, school.stranger, by=chair, title="Hai")
    client = sign_in(school.rector)
    client.post(url("hearing_open", one))
    client.post(reverse("hearings_open", args=[session.pk]))
    assert set(session.hearings.values_list("status", flat=True)) == {"open"}
    for found in session.hearings.all():
        score(found, "Thu", 80)
    close = reverse("hearings_count", args=[session.pk])
    assert "Ghi lý do kết thúc chấm sớm" in words(client.post(close, {"reason": " "}))
    client.post(close, {"reason": "Hết giờ"})
    assert set(session.hearings.values_list("scored", "early_count_reason")) == {(1, "Hết giờ")}


def test_the_clerk_lays_initiatives_on_the_table(session, school, sign_in):
    good = make_initiative(school.lecturer, status=SUBMITTED)
    make_initiative(school.lecturer, title="Nháp")
    client, page = sign_in(school.clerk), reverse("hearing_table", args=[session.pk])
    assert "Nháp" not in words(client.get(page))
    assert "Chọn ít nhất một sáng kiến" in words(client.post(page))
    client.post(page, {"chosen": [good.pk]})
    assert session.hearings.get().initiative == good
    client.post(url("hearing_take_off", session.hearings.get()), {"reason": "Tác giả xin sửa"})
    assert not session.hearings.exists()


def rows(*pairs) -> dict:
    typed = {"criteria-TOTAL_FORMS": len(pairs), "criteria-INITIAL_FORMS": 0}
    for number, (text, most) in enumerate(pairs):
        typed |= {f"criteria-{number}-text": text, f"criteria-{number}-most": most}
    return typed


def test_the_clerk_writes_the_criteria(session, school, chair, sign_in):
    client, page = sign_in(school.clerk), reverse("hearing_criteria", args=[session.council_id])
    rules = {"least_points": "60", "threshold": "≥2/3", "source": "Quy chế sáng kiến của Trường"}
    wrong = words(client.post(page, rules | rows(("Tính mới", "50"), ("Hiệu quả", "49,5"))))
    assert "Tổng điểm tối đa là 99,5; sửa cho bằng 100." in wrong
    assert 'value="49,5"' in wrong
    client.post(page, rules | rows(("Tính mới", "50"), ("", ""), ("Hiệu quả", "50")))
    assert list(session.council.hearing_criteria.values_list("text", flat=True)) == ["Tính mới", "Hiệu quả"]
    assert "Cần thẩm tra" not in words(client.get(page))
    member = sign_in(school.deputy)
    assert "Tính mới" in words(member.get(page))
    assert member.post(page, rules | rows(("Tính mới", "100"))).status_code == 404


def test_a_row_more_keeps_what_was_typed(session, school, sign_in):
    client, page = sign_in(school.clerk), reverse("hearing_criteria", args=[session.council_id])
    rules = {"least_points": "61", "threshold": "≥0.8", "source": "Quy chế", "more": "1"}
    shown = words(client.post(page, rules | rows(("Tính mới lạ", "50"))))
    assert 'value="Tính mới lạ"' in shown
    assert 'value="61"' in shown
    assert 'name="criteria-3-text"' in shown


# --- councils and sessions


def test_a_session_is_planned_for_either_council(school, campaign, council, sign_in, clock_at):
    clock_at(DAY)
    hears = initiative_council(school)
    client, page = sign_in(school.clerk), reverse("council_session_add")
    assert "Hội đồng sáng kiến (03/QĐ-TCT)" in words(client.get(page))
    typed = {"campaign": campaign.pk, "planned_for": "08:00, 21/12/2022", "place": "Phòng họp B", "council": hears.pk}
    mixed = typed | {"secretary": council.seats.get(role="secretary").pk}
    assert "Chọn thư ký là thành viên của Hội đồng đã chọn" in words(client.post(page, mixed))
    client.post(page, typed | {"secretary": hears.seats.get(role="secretary").pk})
    assert CouncilSession.objects.get().council == hears
    assert "Hội đồng sáng kiến" in words(client.get(reverse("council_session_list")))


def test_the_form_of_a_council_asks_its_kind(school, sign_in):
    people = [(school.rector, "chair"), (school.deputy, "member"), (school.clerk, "secretary")]
    typed = {"rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 0, "kind": "initiatives", "decision_number": "4/QĐ-TCT"}
    client = sign_in(school.clerk)
    proposed = client.get(reverse("council_add")).context["form"].initial["name"]
    typed |= {"name": proposed, "decision_date": "01/02/2022", "starts_on": "01/02/2022"}
    for number, (person, role) in enumerate(people):
        typed |= {f"rows-{number}-staff_member": person.code, f"rows-{number}-role": role}
    client.post(reverse("council_add"), typed)
    made = Council.objects.get()
    assert (made.kind, made.name) == ("initiatives", "Hội đồng sáng kiến Trường Chính trị tỉnh Lai Châu")
    assert "Hội đồng sáng kiến" in words(client.get(reverse("council_list")))


def test_a_member_of_the_initiative_council_alone_finds_the_way(session, school, chair, sign_in):
    opened(session, school.lecturer, by=chair)
    home = words(sign_in(school.deputy).get("/"))
    assert reverse("council_session_list") in home
    assert "Thành viên Hội đồng sáng kiến" in home
    assert "Chấm sáng kiến đang mở" in home
    score(session.hearings.get(), "Thu", 80)
    assert "Chấm sáng kiến đang mở" not in words(sign_in(school.deputy).get("/"))


@pytest.mark.one_database("how many questions are asked")
def test_one_or_three_initiatives_cost_the_same_queries(session, school, chair, sign_in):
    client, counts = sign_in(school.rector), []
    for author in (school.lecturer, school.stranger, school.lecturer2):
        found = opened(session, author, by=chair, title=f"Sáng kiến của {author}")
        score(found, "Thu", 80)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(session.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 30
