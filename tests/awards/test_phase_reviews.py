"""The sơ kết of a đợt: figures counted by hand, the report that repeats them, what follows from its issue."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, desk, phase_figures
from awards.documents import decision as decision_paper
from awards.documents import phase_report
from awards.models import Decision, Nomination, PaperDraft
from campaigns import pledging
from campaigns.models import Evaluation, Phase, PledgeTarget, Posting, Reminder, UnitPlan
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.conftest import layers
from tests.factories import make_department, make_nomination, make_person, make_pledge
from tests.reading import bare, stories, words_of_word
from thidua import clock, pdf, word
from thidua.copies import Copy
from thidua.models import IssuedDocument

JULY = date(2022, 7, 5)
GIVEN = {"unit_of_measure": "giờ", "amount": 100}


@layers.fixture
def phase(school, campaign, clock_at) -> Phase:
    """05/07/2022: Hoa kept both promises, Ẵm missed one and said why, Bình has written and not sent."""
    clock_at(JULY)
    campaign.unit_plans_due_on = date(2022, 3, 15)
    campaign.save()
    found = campaign.phases.get(ordinal=1)
    made = {"status": "registered"}
    hoa = make_pledge(campaign, school.lecturer, school.faculty, **made)
    am = make_pledge(campaign, school.lecturer2, school.faculty, **made)
    binh = make_pledge(campaign, school.stranger, school.other_faculty, **made)
    collective = make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",), **made)
    hoa.targets.create(content="Giờ dạy", phase=found, result=120, **GIVEN)
    hoa.targets.create(number=2, content="Bài viết", phase=found, result=100, **GIVEN)
    am.targets.create(content="Giờ dạy", phase=found, result=80, miss_reason="Lớp học bị hoãn.", **GIVEN)
    binh.targets.create(content="Giờ dạy", phase=found, result=90, miss_reason="Chuyện riêng chưa gửi", **GIVEN)
    collective.targets.create(content="Hoàn thành tốt trở lên", phase=found, result=100, **GIVEN)
    said = {"phase": found, "unit": school.faculty, "self_assessment": "Hoàn thành."}
    Evaluation.objects.create(staff_member=school.lecturer, status="confirmed", **said)
    Evaluation.objects.create(staff_member=school.lecturer2, status="self_assessed", **said)
    Evaluation.objects.create(staff_member=school.stranger, status="open", **said | {"unit": school.other_faculty})
    told = {"self_assessment": "Dạy đủ giờ; có 02 đề tài.\nCòn thiếu một bài viết."}
    Evaluation.objects.create(department=school.faculty, status="self_assessed", **said | told)
    sent = {"status": "sent", "text": "Kế hoạch.", "sent_at": clock.now()}
    UnitPlan.objects.create(campaign=campaign, department=school.faculty, is_late=True, **sent)
    return found


@pytest.fixture
def page(sign_in, phase):
    def seen(who, name="phase_review") -> str:
        answer = sign_in(who).get(reverse(name, args=[phase.pk]))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return seen


def figures(row) -> tuple:
    found = row.promised
    counted = (row.people, row.registered, row.assessed, row.confirmed)
    return (*counted, found.targets, found.met, found.missed, found.unknown, row.plan, row.collective)


def issue(phase, school, number=7, on=JULY) -> IssuedDocument:
    draft = desk.begin("phase-report", phase, by=school.clerk.user)
    return desk.issue(draft, number=number, date=on, by=school.clerk.user)


# --- figures


@pytest.mark.parametrize(
    ("status", "day", "counted"),
    [
        ("draft", 5, 2),
        ("submitted", 5, 3),
        ("endorsed", 5, 3),
        ("returned", 5, 2),
        ("submitted", 6, 2),
    ],
)
def test_registered_is_what_was_sent_until_the_review(status, day, counted, phase, school, campaign):
    sent_at = datetime(2022, 7, day, 3, tzinfo=UTC)
    make_pledge(campaign, school.head, school.faculty, status=status, submitted_at=sent_at)
    Phase.objects.filter(pk=phase.pk).update(reviewed_on=JULY)
    phase.refresh_from_db()
    [row] = [row for row in phase_figures.by_unit(phase) if row.unit == school.faculty.pk]
    assert (row.registered, row.collective_registered) == (counted, 1)


def test_a_pledge_for_a_reviewed_phase_is_not_confirmed_any_more(phase, school, campaign):
    pledge = make_pledge(campaign, school.head, school.faculty, status="submitted")
    pledge.targets.create(content="Giờ dạy", phase=phase, **GIVEN)
    assert pledging.why_not_endorse(pledge) == ""
    Phase.objects.filter(pk=phase.pk).update(reviewed_on=JULY)
    assert pledging.why_not_endorse(pledge) == (
        "Chưa xác nhận được vì chỉ tiêu “Giờ dạy” thuộc Đợt 1 đã sơ kết; trả lại để chọn đợt khác hoặc cả năm."
    )


def test_every_unit_counted_by_hand(phase, school):
    rows = {row.unit: figures(row) for row in phase_figures.by_unit(phase)}
    assert rows == {
        school.root.pk: (0, 0, 0, 0, 0, 0, 0, 0, "", "open"),
        school.board.pk: (2, 0, 0, 0, 0, 0, 0, 0, "", ""),
        school.faculty.pk: (3, 2, 2, 1, 4, 3, 1, 0, "late", "self_assessed"),
        school.other_faculty.pk: (2, 1, 0, 0, 1, 0, 1, 0, "draft", "open"),
        school.office.pk: (2, 0, 0, 0, 0, 0, 0, 0, "draft", "open"),
    }
    whole = phase_figures.whole(phase_figures.by_unit(phase))
    assert (whole.people, whole.silent, whole.unconfirmed, whole.collectives_silent) == (9, 7, 2, 3)
    assert (whole.plans, whole.plans_missing, whole.plans_late, whole.promised.targets) == (3, 2, 1, 5)


def test_the_page_shows_them_and_what_is_missing(page, school):
    html = page(school.clerk)
    for words in (
        "3 cá nhân, 1 tập thể",
        "2/9 người, 1 người được xác nhận; 1/4 tập thể, 0 tập thể được xác nhận",
        "1/3 đơn vị đã nộp, 1 nộp muộn",
        '?loc=chua-lam">7 người chưa gửi tự đánh giá',
        "3 tập thể chưa gửi tự đánh giá",
        "2 bản tự đánh giá chưa được xác nhận",
        '?loc=chua-nop">2 đơn vị chưa nộp kế hoạch riêng',
        "3/5 chỉ tiêu đạt hoặc vượt; 2 chưa đạt, 0 chưa có kết quả.",
        "Lớp học bị hoãn</th>",
    ):
        assert words in html, words
    assert "chỉ tiêu chưa có kết quả</a>" not in html
    assert "Chuyện riêng" not in html


def test_a_head_sees_the_own_unit_and_the_council_all_figures_without_reasons(page, school, council, sign_in, phase):
    head = page(school.other_head)  # sits in the council: figures of all units
    assert ("Khoa Xây dựng Đảng" in head, "Lớp học bị hoãn" in head, "Soạn báo cáo" in head) == (True, False, False)
    own = page(school.office_head)
    assert ("Phòng Tổ chức" in own, "Khoa Xây dựng Đảng" in own) == (True, False)
    assert sign_in(school.stranger).get(reverse("phase_review", args=[phase.pk])).status_code == 404


def test_reasons_by_how_often_they_were_written_and_none_that_was_not_sent(phase, school):
    pledge = PledgeTarget.objects.get(miss_reason__startswith="Lớp").pledge
    pledge.targets.create(number=2, content="A", phase=phase, result=1, miss_reason="lớp học  bị hoãn", **GIVEN)
    pledge.targets.create(number=3, content="B", phase=phase, result=1, miss_reason="Nghỉ ốm", **GIVEN)
    assert phase_figures.reasons_of(phase) == [("Lớp học bị hoãn", 2), ("Nghỉ ốm", 1)]
    Evaluation.objects.filter(staff_member=school.lecturer2).update(status="open")
    assert phase_figures.reasons_of(phase) == []


def test_whoever_moved_is_counted_where_it_was_written(phase, school, clock_at):
    """Hoa wrote in the faculty and went to the office in July; Minh, who wrote nothing, is counted where he works."""
    for person in (school.lecturer, school.head):
        person.postings.update(ends_on=date(2022, 7, 9))
        office = {"department": school.office, "post": "Chuyên viên", "starts_on": date(2022, 7, 10)}
        Posting.objects.create(staff_member=person, **office)
    clock_at(date(2022, 7, 20))
    rows = {row.unit: figures(row) for row in phase_figures.by_unit(phase)}
    assert rows[school.faculty.pk][:8] == (2, 2, 2, 1, 4, 3, 1, 0)
    assert rows[school.office.pk][:8] == (3, 0, 0, 0, 0, 0, 0, 0)


def test_after_the_review_nobody_is_counted_elsewhere(phase, school, clock_at):
    Phase.objects.filter(pk=phase.pk).update(reviewed_on=JULY)
    phase.refresh_from_db()
    before = [figures(row) for row in phase_figures.by_unit(phase)]
    for person in (school.head, school.stranger):
        person.postings.update(ends_on=date(2022, 7, 9))
        office = {"department": school.office, "post": "Chuyên viên", "starts_on": date(2022, 7, 10)}
        Posting.objects.create(staff_member=person, **office)
    clock_at(date(2022, 9, 1))
    assert [figures(row) for row in phase_figures.by_unit(phase)] == before


@pytest.mark.one_database("how many questions are asked")
def test_the_same_queries_whatever_their_number(phase, school, sign_in, campaign):
    clerk, numbers = sign_in(school.clerk), {"phase_review": [], "phase_commendations": []}
    for step in range(3):
        for more in range(step):
            unit = make_department(f"K{step}{more}", f"Khoa {step}{more}", "faculty", school.root)
            person = make_person(f"Lò Thị Mẫu {step}{more}", unit)
            pledge = make_pledge(campaign, person, unit, status="registered")
            pledge.targets.create(content="Giờ dạy", phase=phase, result=100, **GIVEN)
            said = {"phase": phase, "unit": unit, "self_assessment": "Tốt."}
            Evaluation.objects.create(staff_member=person, status="confirmed", **said)
            make_nomination(campaign, person, unit, "GK", occasion="phase", phase=phase)
        for name in ("phase_review", "phase_commendations"):
            with CaptureQueriesContext(connection) as queries:
                assert clerk.get(reverse(name, args=[phase.pk])).status_code == 200
            numbers[name].append(len(queries))
    assert all(counts[1] == counts[2] <= 20 for counts in numbers.values()), numbers


# --- the report


def test_what_is_proposed_comes_from_what_people_wrote(phase):
    proposed = {part.key: part.proposed(phase) for part in phase_report.FREE}
    assert proposed["results"].splitlines() == [
        "Có 03 cá nhân, 01 tập thể đăng ký thi đua; 02/09 người đã tự đánh giá, 01 người được xác nhận.",
        "01/03 đơn vị đã nộp kế hoạch riêng, trong đó 01 nộp muộn.",
        "Đợt 1, chủ đề “Chủ đề đợt 1”: 03 bản tự đánh giá, 01 bản đã xác nhận; 03/05 chỉ tiêu đạt, trong đó 01 vượt.",
        "Kết quả do các đơn vị tự đánh giá:",
        "- Khoa Xây dựng Đảng: Dạy đủ giờ; có 02 đề tài.",
    ]
    assert proposed["limits"].splitlines() == [
        "02/05 chỉ tiêu chưa đạt.",
        "Nguyên nhân nêu trong các bản tự đánh giá: Lớp học bị hoãn (01 chỉ tiêu).",
    ]


def test_the_paper_says_what_the_page_says(phase, page, school):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    paper = phase_report.gather(phase, Copy(mode="numbered", number=7, date=JULY, verify_code="ABCDE12345"))
    printed, written = "".join(stories(pdf.render(paper))), words_of_word(word.render(paper))
    html = page(school.clerk)
    for said, shown in (
        ("02/09 người đã tự đánh giá", "2/9 người"),
        ("01/03 đơn vị đã nộp kế hoạch riêng, trong đó 01 nộp muộn", "1/3 đơn vị đã nộp, 1 nộp muộn"),
        ("03/05 chỉ tiêu đạt", "3/5 chỉ tiêu đạt"),
        ("Lớp học bị hoãn (01 chỉ tiêu)", "Lớp học bị hoãn"),
        ("1Khoa Xây dựng Đảng0402010100", '<td role="cell" data-label="Chỉ tiêu" class="td-num">4</td>'),
        ("Cộng0502010200", '<td role="cell" data-label="Chỉ tiêu" class="td-num">5</td>'),
    ):
        assert bare(said) in printed, said
        assert bare(said) in written, said
        assert shown in html, shown


def test_from_the_page_to_the_reviewed_phase(phase, school, sign_in, page):
    clerk, url = sign_in(school.clerk), reverse("phase_review", args=[phase.pk])
    assert "Soạn báo cáo sơ kết</button>" in page(school.clerk)
    clerk.post(reverse("paper_begin", args=["phase-report", phase.pk]))
    draft = PaperDraft.objects.get()
    body = {part.key: text for part, text in desk.parts_of(draft)} | {"lessons": "Giao chỉ tiêu sớm hơn."}
    clerk.post(reverse("paper_write", args=[draft.pk]), body | {"date": "05/07/2022", "signer": draft.signer_id})
    answer = clerk.post(
        reverse("paper_issue", args=[draft.pk]), {"number": "7", "date": "05/07/2022", "word": "BAN HÀNH"}, follow=True
    )
    phase.refresh_from_db()
    assert phase.reviewed_on == JULY
    assert f'href="{url}"' in answer.content.decode()  # back to the sơ kết, where its commendations go on
    html = page(school.clerk)
    for words in ("Đã sơ kết", "Báo cáo sơ kết số 07/BC-TCT", "bản tự đánh giá và minh chứng của Đợt 1 giữ nguyên"):
        assert words in html
    for words in ("Còn thiếu", "Soạn báo cáo", "chưa có báo cáo sơ kết"):
        assert words not in html
    stored = IssuedDocument.objects.get(kind="phase-report")
    assert "Giao chỉ tiêu sớm hơn." in str(stored.paper)


def test_a_replaced_report_leaves_it_reviewed(phase, school, clock_at):
    first = issue(phase, school)
    clock_at(date(2022, 7, 20))
    second = desk.issue(
        desk.replace(first, by=school.clerk.user), number=8, date=date(2022, 7, 20), by=school.rector.user
    )
    phase.refresh_from_db()
    first.refresh_from_db()
    assert (phase.reviewed_on, first.revoked_by) == (JULY, second)


def test_a_day_before_the_end_is_refused_and_nothing_is_issued(phase, school, sign_in):
    draft = desk.begin("phase-report", phase, by=school.clerk.user)
    answer = sign_in(school.clerk).post(
        reverse("paper_issue", args=[draft.pk]), {"number": "7", "date": "29/06/2022", "word": "BAN HÀNH"}
    )
    assert "Ngày báo cáo 29/06/2022 trước ngày kết thúc Đợt 1 30/06/2022" in answer.content.decode()
    phase.refresh_from_db()
    assert (phase.reviewed_on, IssuedDocument.objects.count()) == (None, 0)


# --- reminding


def test_those_who_owe_it_are_reminded_once_a_day_and_see_it(phase, school, sign_in, page, clock_at):
    clerk, url = sign_in(school.clerk), reverse("phase_remind", args=[phase.pk])
    assert "Nhắc 6 người chưa gửi tự đánh giá" in page(school.clerk)  # seven, without Lan who reminds
    assert "Đã nhắc 6 người" in clerk.post(url, follow=True).content.decode()
    assert Reminder.objects.filter(phase=phase, kind="assess").count() == 6
    assert "Hôm nay đã nhắc rồi" in clerk.post(url, follow=True).content.decode()
    assert "Ngô Thị Lan nhắc ngày 05/07/2022." in sign_in(school.head).get("/").content.decode()
    assert "nhắc ngày" not in sign_in(school.lecturer).get("/").content.decode()
    assert sign_in(school.head).post(url).status_code == 404


@pytest.mark.parametrize(
    ("change", "day", "sentence"),
    [
        ({}, date(2022, 5, 31), ""),
        ({}, date(2022, 5, 30), "Chưa nhắc được: Đợt 1 có hạn tự đánh giá 30/06/2022; nhắc trong 30 ngày cuối."),
        ({"evaluation_due_on": None}, JULY, "Không nhắc được vì Đợt 1 chưa có hạn tự đánh giá"),
        ({"reviewed_on": JULY}, JULY, "Không nhắc được vì Đợt 1 đã sơ kết ngày 05/07/2022."),
        ({}, date(2023, 1, 30), ""),
        ({}, date(2023, 1, 31), "Không nhắc được nữa vì Phong trào thi đua năm 2022 đã qua"),
    ],
)
def test_when_one_may_remind(change, day, sentence, phase, school, sign_in, clock_at):
    clock_at(day)
    Phase.objects.filter(pk=phase.pk).update(**change)
    html = sign_in(school.clerk).post(reverse("phase_remind", args=[phase.pk]), follow=True).content.decode()
    assert (sentence or "Đã nhắc 6 người") in html
    assert Reminder.objects.count() == (0 if sentence else 6)


# --- home


@pytest.mark.parametrize(
    ("day", "due_on", "shown"),
    [
        (date(2022, 6, 30), date(2022, 6, 30), False),
        (date(2022, 7, 1), date(2022, 6, 30), True),
        (date(2022, 7, 10), date(2022, 7, 10), False),
        (date(2022, 7, 11), date(2022, 7, 10), True),
        (date(2022, 7, 1), None, True),
    ],
)
def test_the_clerk_is_asked_once_the_evaluations_were_due(day, due_on, shown, phase, school, sign_in, clock_at):
    clock_at(day)
    Phase.objects.filter(pk=phase.pk).update(evaluation_due_on=due_on)
    html = sign_in(school.clerk).get("/").content.decode()
    assert ("Sơ kết Đợt 1 năm 2022" in html) == shown
    assert "Sơ kết Đợt 1" not in sign_in(school.head).get("/").content.decode()
    Phase.objects.filter(pk=phase.pk).update(reviewed_on=day)
    assert "Sơ kết Đợt 1" not in sign_in(school.clerk).get("/").content.decode()


# --- what follows


def test_a_commendation_for_the_phase_is_begun_from_the_page(phase, school, sign_in, page, campaign):
    issue(phase, school)
    link = f"{reverse('nomination_add', args=[campaign.pk])}?dot={phase.pk}"
    follow = f'href="{reverse("phase_commendations", args=[phase.pk])}">Đề nghị khen thưởng đợt</a>'
    assert follow in page(school.head)
    html = page(school.head, "phase_commendations")
    assert f'href="{link}">Lập hồ sơ khen theo đợt</a>' in html
    assert html.count("Lập hồ sơ<") == 1  # Hoa kept both; Ẵm missed one, the faculty's is not confirmed
    own = f"{link}&ca-nhan={school.lecturer.pk}"
    assert own.replace("&", "&amp;") in html
    form = sign_in(school.head).get(own).context["form"]
    assert {name: form[name].value() for name in ("occasion", "phase", "award", "person")} == {
        "occasion": "phase",
        "phase": phase.pk,
        "award": "GK",
        "person": school.lecturer.pk,
    }
    body = {"occasion": "phase", "phase": phase.pk, "award": "GK", "person": school.lecturer.pk}
    sign_in(school.head).post(link, body)
    made = Nomination.objects.get()
    assert (made.occasion, made.phase, made.unit) == ("phase", phase, school.faculty)
    html = page(school.head, "phase_commendations")
    assert ("Lập hồ sơ<" in html, f'?phase={phase.pk}&amp;status=draft">1 nháp' in html) == (False, True)
    listed = reverse("nomination_list", args=[campaign.pk])
    other = campaign.phases.get(ordinal=2)
    counts = [
        len(sign_in(school.head).get(listed, {"phase": one.pk}).context["page"].object_list) for one in (phase, other)
    ]
    assert counts == [1, 0]


@pytest.mark.parametrize("asked", ["dot=99999", "dot=x", "dot=", "ca-nhan=1", "dot=99999&ca-nhan=x"])
def test_a_wrong_link_is_the_plain_form(asked, phase, school, sign_in, campaign):
    answer = sign_in(school.head).get(f"{reverse('nomination_add', args=[campaign.pk])}?{asked}")
    assert (answer.status_code, answer.context["form"]["occasion"].value()) == (200, "merit")


def test_before_the_review_the_dossier_and_the_page_say_so(phase, school, sign_in, page, campaign):
    made = make_nomination(campaign, school.lecturer, school.faculty, "GK", occasion="phase", phase=phase)
    advice = "Đợt 1 chưa có báo cáo sơ kết"
    assert advice in page(school.head, "phase_commendations")
    client = sign_in(school.head)
    assert advice in client.get(made.get_absolute_url()).content.decode()
    issue(phase, school)
    assert advice not in page(school.head, "phase_commendations")
    assert advice not in client.get(made.get_absolute_url()).content.decode()


# --- the decision


@pytest.fixture
def decision(phase, school, council, clock_at):
    """Hoa's Giấy khen for the đợt, recommended on 11/07/2022; the report on the đợt is not there yet."""
    clock_at(date(2022, 7, 15))
    session = make_session(phase.campaign, council, on=date(2022, 7, 11))
    recommend(session, school.lecturer, "GK", occasion="phase", phase=phase)
    signer = signer_of(school.rector)
    return deciding.draft(session, kind="merit", date=date(2022, 7, 12), signer=signer, by=school.clerk.user)


def cited(decision) -> list[str]:
    return [text for text in decision_paper.gather(decision).bases if "Báo cáo" in text]


def test_a_decision_says_that_it_cannot_cite_the_report_and_then_cites_it(decision, phase, school, sign_in):
    clerk = sign_in(school.clerk)
    advice = "Quyết định khen theo Đợt 1 mà đợt này chưa có báo cáo sơ kết để căn cứ; sơ kết rồi ban hành."
    assert (cited(decision), advice in clerk.get(decision.get_absolute_url()).content.decode()) == ([], True)
    issue(phase, school, on=date(2022, 7, 12))
    assert cited(decision) == [
        "Căn cứ Báo cáo số 07/BC-TCT ngày 12 tháng 7 năm 2022 của Trường Chính trị tỉnh Lai Châu về sơ kết Đợt 1 "
        "phong trào thi đua năm 2022"
    ]
    assert advice not in clerk.get(decision.get_absolute_url()).content.decode()
    deciding.issue(decision, number=15, date=date(2022, 7, 12), by=school.clerk.user)
    decision.refresh_from_db()
    bases = decision.document.paper["bases"]
    places = [next(n for n, text in enumerate(bases) if words in text) for words in ("Thông tư", "Báo cáo", "Biên bản")]
    assert places == sorted(places)


def test_nothing_younger_than_the_decision_is_cited(decision, phase, school, sign_in):
    issue(phase, school, on=date(2022, 7, 13))
    page = sign_in(school.clerk).get(decision.get_absolute_url()).content.decode()
    assert (cited(decision), "sau ngày quyết định 12/07/2022, nên không là căn cứ" in page) == ([], True)
    deciding.redate(decision, date=date(2022, 7, 13), by=school.clerk.user)
    assert len(cited(decision)) == 1


@pytest.mark.parametrize(("named", "refused"), [("Đợt 1", False), ("đợt 2", True), ("hội giảng", False)])
def test_the_words_of_merit_name_the_phase_of_the_dossiers(named, refused, decision, phase, school):
    issue(phase, school, on=date(2022, 7, 11))
    Decision.objects.filter(pk=decision.pk).update(merit_text=f"đã có thành tích xuất sắc trong {named} năm 2022")
    decision.refresh_from_db()
    sentence = "Phần thành tích nhắc Đợt 2 mà các hồ sơ đề nghị khen theo Đợt 1; xóa dự thảo, lập lại cho khớp."
    assert deciding.why_not_ready(decision, decision.date) == (sentence if refused else "")


def test_a_replaced_report_is_not_cited_but_what_took_its_place(decision, phase, school):
    first = issue(phase, school, on=date(2022, 7, 11))
    by = school.clerk.user
    desk.issue(desk.replace(first, by=by), number=8, date=date(2022, 7, 12), by=by)
    assert [text[:32] for text in cited(decision)] == ["Căn cứ Báo cáo số 08/BC-TCT ngày"]


def test_the_years_titles_cite_no_report(phase, school, council, clock_at):
    issue(phase, school)
    clock_at(date(2022, 12, 30))
    session = make_session(phase.campaign, council)
    recommend(session, school.lecturer)
    signer = signer_of(school.rector)
    titles = deciding.draft(session, kind="titles", date=DECIDED_ON, signer=signer, by=school.clerk.user)
    assert cited(titles) == []
