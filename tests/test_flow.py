"""The main job, from a pledge to a printed decision, as the demo's people do it: page by page, button by button."""

import io
import re
from collections import Counter

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from awards.models import AwardRecord, CouncilSession, Decision, Nomination, Roll, Round
from campaigns.models import Campaign, Department, Evaluation, Initiative, Pledge, StaffMember
from tests.factories import let_the_quota_warn
from tests.walking import Walker, text_of
from thidua.models import AuditEntry

MEMBERS = ("hieutruong", "uyvien", "truongphong", "truongkhoa", "uyvien2", "uyvien3", "thuongtruc")
NAME = "Lê Thị Mẫu Ẵm"
PRIZE = "1.490.000"
# Every act of the walk leaves one line; a vote leaves none.
LINES = {
    "pledge.begin": 2,
    "pledge.change": 2,
    "pledge.choose_initiative": 1,
    "pledge.change_targets": 2,
    "pledge.submit": 2,
    "pledge.endorse": 2,
    "unitregistration.send": 1,
    "unitregistration.accept": 1,
    "pledge.register": 2,
    "evaluation.begin": 1,
    "evaluation.change": 1,
    "evaluation.write_results": 1,
    "evaluation.self_assess": 1,
    "evaluation.confirm": 1,
    "annualrating.create": 1,
    "initiative.create": 2,
    "initiative.change_authors": 2,
    "initiative.recognise": 1,
    "nomination.draft": 2,
    "nomination.change": 1,
    "nomination.submit": 2,
    "nomination.verify": 2,
    "councilsession.create": 1,
    "nomination.table": 2,
    "councilsession.call_roll": 1,
    "councilsession.convene": 1,
    "councilsession.declare": 2,
    "councilsession.declare_rest": 1,
    "round.prepare": 2,
    "round.open": 2,
    "round.count": 2,
    "nomination.recommend": 2,
    "councilsession.note": 1,
    "councilsession.close": 1,
    "decision.draft": 1,
    "decision.issue": 1,
    "nomination.award": 2,
}


class People(dict):
    """The demo's people by user name, each signed in when first needed."""

    def __missing__(self, username: str) -> Walker:
        self[username] = Walker(username)
        return self[username]


@pytest.fixture
def people(demo) -> People:
    demo("launched")
    let_the_quota_warn()  # this walk has one LĐTT, and 15 % of one is nobody
    return People()


def move_clock(people: People, day: str) -> None:
    assert people["quantri"].goto("/").press("Đổi ngày giả định", {"to": day}) == [f"Ngày giả định nay là {day}."]


def only_choice(walker: Walker, field: str, words: str) -> str:
    """The value of the option or box whose words hold `words`."""
    form = walker.page.context["form"]
    return next(str(value) for value, label in form.fields[field].choices if words in str(label))


def status_of(row) -> str:
    row.refresh_from_db()
    return row.status


def test_from_a_pledge_to_a_printed_decision(people):
    before = Counter(AuditEntry.objects.values_list("verb", flat=True))
    campaign, unit = Campaign.objects.get(), Department.objects.get(code="XDD")
    pledge = write_pledge(people["canbo"], campaign)
    collective = write_collective_pledge(people["truongkhoa"], campaign, unit)
    register(people, campaign, unit, pledge, collective)
    move_clock(people, "01/12/2022")
    evaluate(people, campaign)
    record_year(people["thuongtruc"], pledge.staff_member)
    nominations = nominate(people, campaign)
    session = plan_session(people["thuongtruc"], nominations)
    move_clock(people, "20/12/2022")
    hold_session(people, session)
    assert [status_of(nomination) for nomination in nominations] == ["recommended", "recommended"]
    move_clock(people, "30/12/2022")
    decision = decide(people, session)
    assert [status_of(nomination) for nomination in nominations] == ["awarded", "awarded"]
    look_from_outside(decision)
    assert Counter(AuditEntry.objects.values_list("verb", flat=True)) - before == LINES


# --- registration


def write_pledge(walker: Walker, campaign: Campaign) -> Pledge:
    walker.goto(reverse("my_pledge", args=[campaign.pk])).press("Bắt đầu bản đăng ký")
    walker.press("Lưu và tiếp tục", {"titles": ["LDTT", "CSTDCS"]})
    walker.press("Lưu và tiếp tục", {"which": "moi", "title": "Đổi mới thảo luận trên lớp"})
    rows = {"content": "Giảng dạy", "unit_of_measure": "tiết", "amount": "280,5"}
    walker.press("Lưu và tiếp tục", {f"targets-0-{name}": value for name, value in rows.items()})
    assert "280,5" in walker.text
    assert walker.press("Gửi đăng ký") == ["Đã gửi đăng ký thi đua năm 2022. Trưởng khoa Nguyễn Thị Dụ xác nhận."]
    pledge = Pledge.objects.get(staff_member__user__username="canbo")
    assert f"Mã biên nhận: {pledge.receipt_code}" in walker.text
    assert pledge.status == "submitted"
    return pledge


def write_collective_pledge(walker: Walker, campaign: Campaign, unit: Department) -> Pledge:
    walker.goto(reverse("unit_pledge", args=[campaign.pk, unit.pk])).press("Bắt đầu bản đăng ký")
    walker.press("Lưu và tiếp tục", {"titles": ["TTLDTT"]})
    rows = {"content": "Hoàn thành tốt nhiệm vụ", "unit_of_measure": "%", "amount": "90"}
    walker.press("Lưu và tiếp tục", {f"targets-0-{name}": value for name, value in rows.items()})
    assert walker.press("Gửi đăng ký") == ["Đã gửi đăng ký thi đua năm 2022. Hiệu trưởng Lò Văn Mẫu xác nhận."]
    return Pledge.objects.get(department=unit)


def register(people: People, campaign: Campaign, unit: Department, pledge: Pledge, collective: Pledge) -> None:
    """The head endorses the lecturer, the rector the collective; the head sends the list, the clerk accepts it."""
    head, clerk = people["truongkhoa"], people["thuongtruc"]
    assert head.goto(pledge).press("Xác nhận bản đăng ký") == [f"Đã xác nhận bản đăng ký của {NAME}."]
    people["hieutruong"].goto(collective).press("Xác nhận bản đăng ký")
    assert [status_of(row) for row in (pledge, collective)] == ["endorsed", "endorsed"]
    page = reverse("unit_registration", args=[campaign.pk, unit.pk])
    assert head.goto(page).press("Gửi đăng ký của đơn vị") == [
        f"Đã gửi đăng ký của {unit}. Thường trực Hội đồng duyệt."
    ]
    assert clerk.goto(page).press("Duyệt đăng ký của đơn vị") == [f"Đã duyệt đăng ký của {unit}."]
    assert [status_of(row) for row in (pledge, collective)] == ["registered", "registered"]


# --- the year


def evaluate(people: People, campaign: Campaign) -> None:
    phase = campaign.phases.get(ordinal=2)
    walker = people["canbo"].goto(reverse("my_evaluation", args=[phase.pk]))
    walker.press("Bắt đầu tự đánh giá")
    walker.press("Lưu và tiếp tục", {"self_assessment": "Đã giảng đủ số tiết.", "chi-tieu-0-result": "281"})
    assert walker.press("Gửi tự đánh giá") == [f"Đã gửi tự đánh giá {phase}. Trưởng khoa Nguyễn Thị Dụ xác nhận."]
    evaluation = Evaluation.objects.get()
    people["truongkhoa"].goto(evaluation).press("Xác nhận tự đánh giá", {"note": "Nhất trí."})
    assert (status_of(evaluation), evaluation.endorser_note) == ("confirmed", "Nhất trí.")


def record_year(clerk: Walker, person: StaffMember) -> None:
    """The clerk enters the rating of the year and a recognised initiative."""
    rating = {"year": "2022", "level": "outstanding", "source": "Thông báo số 61/TB-TCT", "rated_on": "01/12/2022"}
    assert clerk.goto(reverse("rating_add", args=[person.pk])).press("Lưu", rating) == [
        f"Đã lưu thông tin của {person}."
    ]
    initiative = {
        "title": "Bộ câu hỏi ôn tập theo tình huống",
        "year": "2022",
        "recognised_number": "90/QĐ-TCT",
        "recognised_on": "25/11/2022",
        "scope": "base",
        "authors-0-staff_member": person.code,
        "authors-0-share": "100",
    }
    assert clerk.goto(reverse("initiative_add")).press("Lưu", initiative) == [
        "Đã lưu sáng kiến “Bộ câu hỏi ôn tập theo tình huống”."
    ]


def nominate(people: People, campaign: Campaign) -> list[Nomination]:
    """The head nominates for both titles, sees the findings, hands in; the clerk verifies."""
    head, clerk = people["truongkhoa"], people["thuongtruc"]
    found = []
    for award in ("LDTT", "CSTDCS"):
        head.goto(reverse("nomination_add", args=[campaign.pk]))
        person = only_choice(head, "person", NAME)
        head.press("Lập hồ sơ nháp", {"award": award, "person": person, "grounds": "Giảng dạy tốt, có sáng kiến."})
        nomination = Nomination.objects.get(award=award)
        if award == "CSTDCS":
            head.goto(reverse("nomination_edit", args=[nomination.pk]))
            initiative = Initiative.objects.get(title__startswith="Bộ câu hỏi")
            head.press("Lưu hồ sơ", {"initiatives": [initiative.pk]})
        assert "Điều" in head.text
        assert head.press("Nộp hồ sơ đề nghị") == ["Đã nộp hồ sơ đề nghị. Thường trực Hội đồng thẩm định hồ sơ."]
        clerk.goto(nomination).press("Xác nhận đã thẩm định")
        assert (status_of(nomination), nomination.rule_set) == ("verified", "A")
        found.append(nomination)
    return found


# --- the council


def plan_session(clerk: Walker, nominations: list[Nomination]) -> CouncilSession:
    planned = {"planned_for": "14:00, 20/12/2022", "place": "Phòng họp A"}
    clerk.goto(reverse("council_session_add")).press("Lưu phiên họp", planned)
    session = CouncilSession.objects.get()
    clerk.goto(reverse("nomination_table", args=[session.pk]))
    clerk.press("Đưa hồ sơ đã chọn vào phiên họp", {"chosen": [nomination.pk for nomination in nominations]})
    assert clerk.press("Đưa 2 hồ sơ vào phiên họp") == ["Đã đưa 2 hồ sơ vào phiên họp."]
    return session


def hold_session(people: People, session: CouncilSession) -> None:
    clerk, chair = people["thuongtruc"], people["hieutruong"]
    clerk.goto(reverse("council_roll_call", args=[session.pk])).press("Lưu điểm danh")
    assert "7/7" in clerk.text
    assert chair.goto(session).press("Khai mạc phiên họp") == ["Đã khai mạc phiên họp."]
    declare(people, session)
    vote_on(people, session, "LDTT", {}, "cần 4/7 phiếu; nhiều nhất có thể 7")
    vote_on(people, session, "CSTDCS", {"uyvien2": "disagree"}, "cần 6/7 phiếu; nhiều nhất có thể 7")
    texts = {"discussion": "Thống nhất với báo cáo thẩm định.", "conclusions": "Trình Hiệu trưởng quyết định."}
    clerk.goto(reverse("council_notes", args=[session.pk])).press("Lưu nội dung biên bản", texts)
    chair.goto(reverse("council_close", args=[session.pk])).press("Kết thúc phiên họp")
    assert status_of(session) == "closed"
    minutes = clerk.client.get(reverse("minutes_pdf", args=[session.pk])).content
    assert minutes == bytes(session.minutes.file.content)
    assert "Trình Hiệu trưởng quyết định." in words_of(minutes)


def declare(people: People, session: CouncilSession) -> None:
    """Two for themselves, the chair for the rest who were asked aloud."""
    for username in ("uyvien", "hieutruong"):
        member = people[username].goto(reverse("council_declare", args=[session.pk]))
        assert member.press("Lưu khai báo") == ["Đã khai xung đột lợi ích."]
    done = (
        "Đã ghi: các thành viên còn lại không khai xung đột lợi ích. Ai có liên quan thì khai lại, hoặc bàn chủ tọa "
        "sửa khai báo, trước khi mở bỏ phiếu."
    )
    assert people["hieutruong"].goto(session).press("Ghi: những người còn lại không khai xung đột") == [done]


def vote_on(people: People, session: CouncilSession, award: str, dissent: dict[str, str], needed: str) -> None:
    """One round with all seven: prepared and opened by the chair, each ballot looked over once, counted."""
    chair = people["hieutruong"]
    chair.goto(reverse("round_add", args=[session.pk]) + f"?danh-hieu={award}").press("Lập lượt bỏ phiếu")
    round_ = Round.objects.get(status="pending")
    assert needed in chair.text
    chair.press("Mở bỏ phiếu")
    question = round_.questions.get()
    for username in MEMBERS:
        member = people[username].goto(reverse("ballot", args=[round_.pk]))
        choice = dissent.get(username, "agree")
        member.press("Xem lại phiếu", {f"q{question.pk}": choice})
        assert ("Không đồng ý" in member.text) is (choice == "disagree")
        member.press("Bỏ phiếu")
        assert "Đã bỏ phiếu" in member.text
        assert Roll.objects.get(round=round_, seat__staff_member__user__username=username).voted is True
    chair.goto(reverse("round_count", args=[round_.pk]))
    assert chair.press("Kiểm phiếu", {"word": "kiem phieu"}) == ["Đã kiểm phiếu; lượt này đã khóa."]
    question.refresh_from_db()
    assert (question.agree, question.disagree, question.members) == (7 - len(dissent), len(dissent), 7)


# --- the decision


def decide(people: People, session: CouncilSession) -> Decision:
    clerk, rector = people["thuongtruc"], people["hieutruong"]
    clerk.goto(reverse("decision_add"))
    drafted = {
        "session": session.pk,
        "kind": "titles",
        "date": "30/12/2022",
        "signer": only_choice(clerk, "signer", "Lò Văn Mẫu"),
    }
    clerk.press("Lập dự thảo", drafted)
    decision = Decision.objects.get()
    rector.goto(reverse("decision_issue", args=[decision.pk]))
    issued = {"number": "215", "date": "30/12/2022", "word": "BAN HÀNH"}
    assert rector.press("Ban hành quyết định", issued) == ["Đã ban hành Quyết định số 215/QĐ-TCT ngày 30/12/2022."]
    assert status_of(decision) == "issued"
    paper = people["canbo"].client.get(reverse("decision_pdf", args=[decision.pk])).content
    assert paper == bytes(decision.document.file.content)
    words = words_of(paper)
    assert [part in words for part in ("215/QĐ-TCT", NAME, PRIZE, decision.document.verify_code)] == [True] * 4
    return decision


def look_from_outside(decision: Decision) -> None:
    """Without signing in: the paper is genuine, the public list names who and what and no money."""
    anybody = Client()
    found = text_of(anybody.get(reverse("verify"), {"code": decision.document.verify_code.lower()}, follow=True))
    assert "Văn bản do Trường Chính trị tỉnh Lai Châu ban hành." in found
    assert "215/QĐ-TCT, 30/12/2022" in found
    unknown = anybody.get(reverse("verify_code", args=["0123456789"]))
    assert (unknown.status_code, "ban hành." in text_of(unknown)) == (404, False)
    public = text_of(anybody.get(reverse("public_list")))
    assert [part in public for part in (NAME, "“Lao động tiên tiến”", "“Chiến sĩ thi đua cơ sở”")] == [True] * 3
    assert re.findall(r"\d\.\d{3}|đồng(?! chí)|tiền", public.replace("Hội đồng", "")) == []
    records = AwardRecord.objects.filter(staff_member__full_name=NAME, year=2022)
    assert sorted(records.values_list("award", "decision_number")) == [
        ("CSTDCS", "215/QĐ-TCT"),
        ("LDTT", "215/QĐ-TCT"),
    ]


def words_of(paper: bytes) -> str:
    assert paper.startswith(b"%PDF-")
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages).split())
