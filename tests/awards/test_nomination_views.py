"""The pages of a dossier, as the cast sees and uses them."""

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import nominating
from awards.models import AwardRecord, CouncilSession, DossierNote, EligibilityReport, Nomination, Seat
from awards.permissions import people_nominated_by
from campaigns.models import Absence, CoAuthor, Evaluation, Initiative, PledgeTarget, Posting, StaffMember
from campaigns.roles import endorsed_by
from tests.factories import make_nomination, make_person, make_pledge
from tests.thidua.test_uploads import EXE, PDF
from thidua import uploads
from thidua.models import Attachment, AuditEntry

MEND = {"code": "missing_evidence", "fields_to_mend": ["evidence", "grounds"], "reason": "Thiếu quyết định công nhận."}


@pytest.fixture
def session(council, campaign) -> CouncilSession:
    return CouncilSession.objects.create(
        council=council,
        campaign=campaign,
        planned_for=datetime(2022, 12, 20, 7, tzinfo=UTC),
        place="Phòng họp 1",
        secretary=council.seats.get(role=Seat.Role.SECRETARY),
    )


@pytest.fixture
def dossier(school, campaign):
    def make(status="draft", award="LDTT", person=None, **fields):
        return make_nomination(campaign, person or school.lecturer, school.faculty, award, status=status, **fields)

    return make


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def url(name, *args) -> str:
    return reverse(name, args=args)


# --- who may


def test_whose_dossiers_one_may_begin_agrees_with_the_endorser(school, campaign):
    """Two queries say the same: people offered in the form, and rows whose endorser one is."""
    headless = make_person("Lý Thị Sen", school.board, "Phó Hiệu trưởng", username="sen")
    Posting.objects.filter(staff_member=school.office_head).update(is_head=False)
    people = StaffMember.objects.exclude(user=None)
    for person in people:
        unit = person.postings.get(is_main=True).department
        make_nomination(campaign, person, unit)
    found = {}
    for person in people:
        rows = endorsed_by(person.user, Nomination.objects.filter(department=None))
        found[person] = set(rows.values_list("staff_member", flat=True))
        assert set(people_nominated_by(person.user).values_list("pk", flat=True)) == found[person]
    assert found[school.head] == {school.lecturer.pk, school.lecturer2.pk}
    above = [school.head, school.other_head, school.deputy, school.office_head, school.clerk, headless]
    assert found[school.rector] == {one.pk for one in above}
    assert found[school.clerk] == {school.rector.pk}
    assert found[school.lecturer] == set()


@pytest.mark.parametrize(
    ("who", "status", "answer"),
    [
        ("head", "draft", 200),
        ("lecturer", "draft", 404),
        ("lecturer", "submitted", 200),
        ("clerk", "draft", 404),
        ("clerk", "submitted", 200),
        ("other_head", "submitted", 404),
        ("other_head", "tabled", 200),
        ("deputy", "verified", 404),
        ("deputy", "tabled", 200),
        ("lecturer2", "tabled", 404),
        ("stranger", "tabled", 404),
        ("office_head", "submitted", 404),
    ],
)
def test_who_reads_a_dossier(who, status, answer, school, session, dossier, sign_in):
    nomination = dossier(status, session=session if status == "tabled" else None)
    assert sign_in(getattr(school, who)).get(nomination.get_absolute_url()).status_code == answer


def test_nobody_signed_in_is_asked_to_sign_in(client, dossier):
    response = client.get(dossier().get_absolute_url())
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/dang-nhap/")


ACTS = {
    "nomination_submit": {},
    "nomination_withdraw": {},
    "nomination_verify": {},
    "nomination_send_back": MEND,
    "nomination_untable": {"reason": "Thiếu giấy tờ."},
    "nomination_edit": {"grounds": "Đổi", "report": ""},
    "nomination_note": {"text": "Đổi"},
    "attachment_add": {},
}
MAY = {
    "nomination_submit": {"head"},
    "nomination_withdraw": {"head"},
    "nomination_verify": {"clerk"},
    "nomination_send_back": {"clerk"},
    "nomination_untable": {"clerk"},
    "nomination_edit": {"head"},
    "nomination_note": {"rector", "deputy", "head", "other_head", "clerk"},
    "attachment_add": {"head"},
}


@pytest.mark.parametrize(
    "who", ["lecturer", "lecturer2", "head", "other_head", "office_head", "clerk", "deputy", "rector"]
)
@pytest.mark.parametrize("act", ACTS)
def test_who_may_act_and_others_change_nothing(act, who, school, session, dossier, sign_in):
    tabled = act in ("nomination_untable", "nomination_note")
    nomination = dossier("tabled" if tabled else "submitted", session=session if tabled else None)
    lines = AuditEntry.objects.count()
    response = sign_in(getattr(school, who)).post(url(act, nomination.pk), ACTS[act])
    if who in MAY[act]:
        assert response.status_code in (200, 302)
    else:
        assert response.status_code == 404
        before = nomination.status, nomination.grounds
        nomination.refresh_from_db()
        assert (nomination.status, nomination.grounds) == before
        assert (AuditEntry.objects.count(), Attachment.objects.count(), DossierNote.objects.count()) == (lines, 0, 0)


@pytest.mark.parametrize("act", ["nomination_submit", "nomination_verify", "nomination_note"])
def test_an_act_by_get_is_405(act, dossier, school, sign_in):
    nomination = dossier("submitted")
    assert sign_in(school.clerk).get(url(act, nomination.pk)).status_code == 405
    nomination.refresh_from_db()
    assert nomination.status == "submitted"


def test_nobody_verifies_their_own_dossier(school, campaign, council, sign_in):
    own = make_nomination(campaign, school.clerk, school.office, status="submitted")
    assert sign_in(school.clerk).post(url("nomination_verify", own.pk)).status_code == 404
    page = sign_in(school.clerk).get(own.get_absolute_url())
    assert (page.status_code, page.context["verifies"]) == (200, False)
    assert sign_in(school.deputy).post(url("nomination_verify", own.pk)).status_code == 404
    sign_in(school.rector).post(url("nomination_verify", own.pk))  # the chair, where there is no other clerk
    own.refresh_from_db()
    assert (own.status, own.verified_by) == ("verified", school.rector.user)


# --- the way of a dossier through the browser


def test_from_draft_to_the_council_s_table(school, campaign, session, sign_in):
    head, clerk = sign_in(school.head), sign_in(school.clerk)
    typed = {"award": "LDTT", "person": school.lecturer.pk, "occasion": "merit", "grounds": "Dạy giỏi."}
    response = head.post(url("nomination_add", campaign.pk), typed)
    nomination = Nomination.objects.get()
    assert response["Location"] == nomination.get_absolute_url()
    assert said(response) == ["Đã lập hồ sơ nháp. Bổ sung thành tích, minh chứng rồi nộp."]
    head.post(url("attachment_add", nomination.pk), {"file": SimpleUploadedFile("Quyết định.pdf", PDF)})
    assert said(head.post(url("nomination_submit", nomination.pk)))[-1:] == [
        "Đã nộp hồ sơ đề nghị. Thường trực Hội đồng thẩm định hồ sơ."
    ]
    clerk.post(url("nomination_send_back", nomination.pk), MEND)
    returned = head.get(nomination.get_absolute_url())
    assert "Trả lại để sửa: thiếu minh chứng. Chỗ cần sửa: minh chứng, tóm tắt thành tích." in returned.content.decode()
    head.post(url("nomination_edit", nomination.pk), {"grounds": "Dạy giỏi, có sáng kiến.", "report": "Năm 2022 …"})
    head.post(url("nomination_submit", nomination.pk))
    clerk.post(url("nomination_verify", nomination.pk))
    chosen = clerk.post(url("nomination_table", session.pk), {"chosen": [nomination.pk]})
    assert "Nguyễn Thị Hoa, Khoa Xây dựng Đảng: “Lao động tiên tiến”" in chosen.content.decode()
    nomination.refresh_from_db()
    assert nomination.status == "verified"
    done = clerk.post(url("nomination_table", session.pk), {"chosen": [nomination.pk], "confirmed": "1"})
    assert done["Location"] == session.get_absolute_url()
    nomination.refresh_from_db()
    assert (nomination.status, nomination.session, nomination.rule_set) == ("tabled", session, "A")
    assert nomination.grounds == "Dạy giỏi, có sáng kiến."
    assert [report.moment for report in nomination.reports.order_by("pk")] == [
        "submitted",
        "submitted",
        "verified",
        "tabled",
    ]
    assert sign_in(school.deputy).get(nomination.get_absolute_url()).status_code == 200


def test_a_refused_act_says_why_and_changes_nothing(dossier, school, sign_in):
    nomination = dossier(grounds="")
    head = sign_in(school.head)
    sentence = "Chưa nộp được vì chưa ghi tóm tắt thành tích; sửa hồ sơ rồi nộp."
    page = head.get(nomination.get_absolute_url()).content.decode()
    assert (page.count(sentence), page.count("btn-primary")) == (1, 1)
    assert said(head.post(url("nomination_submit", nomination.pk))) == [sentence]
    nomination.refresh_from_db()
    assert (nomination.status, EligibilityReport.objects.count()) == ("draft", 0)


def test_a_duplicate_is_told_and_what_was_typed_stays(dossier, school, campaign, sign_in):
    dossier()
    typed = {"award": "LDTT", "person": school.lecturer.pk, "occasion": "merit", "grounds": "Dạy <b>giỏi</b>."}
    page = sign_in(school.head).post(url("nomination_add", campaign.pk), typed).content.decode()
    assert "Đồng chí Nguyễn Thị Hoa đã có hồ sơ đề nghị danh hiệu này năm 2022; mở hồ sơ đó để xem." in page
    assert "Dạy &lt;b&gt;giỏi&lt;/b&gt;." in page
    assert Nomination.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"award": ["Chọn danh hiệu, hình thức đề nghị"], "occasion": ["Chọn dịp khen thưởng"]}),
        ({"award": "LDTT", "occasion": "merit"}, {"person": ["Chọn cá nhân được đề nghị"]}),
        ({"award": "TTLDTT", "occasion": "merit"}, {"department": ["Chọn tập thể được đề nghị"]}),
        (
            {"award": "GK", "occasion": "ad_hoc", "person": "hoa"},
            {"occasion_text": ["Ghi việc được khen đột xuất"], "occasion_date": ["Nhập ngày lập thành tích"]},
        ),
        ({"award": "GK", "occasion": "phase", "person": "hoa"}, {"phase": ["Chọn đợt thi đua"]}),
        (
            {"award": "KNC", "occasion": "merit", "person": "hoa"},
            {"award": ["Danh hiệu, hình thức đề nghị: chọn trong danh sách"]},
        ),
        ({"award": "LDTT", "occasion": "merit", "person": "binh"}, {"person": ["Cá nhân: chọn trong danh sách"]}),
        (
            {
                "award": "GK",
                "occasion": "ad_hoc",
                "person": "hoa",
                "occasion_text": "Cứu người",
                "occasion_date": "31/02/2022",
            },
            {"occasion_date": ["Ngày lập thành tích phải là ngày có thật"]},
        ),
    ],
)
def test_what_a_new_dossier_asks_for(typed, errors, school, campaign, sign_in):
    people = {"hoa": school.lecturer.pk, "binh": school.stranger.pk}
    typed = typed | ({"person": people[typed["person"]]} if "person" in typed else {})
    response = sign_in(school.head).post(url("nomination_add", campaign.pk), typed)
    assert response.status_code == 200
    assert {name: list(texts) for name, texts in response.context["form"].errors.items()} == errors
    assert Nomination.objects.count() == 0


def test_a_head_nominates_the_own_collective_only(school, campaign, sign_in):
    head = sign_in(school.head)
    offered = head.get(url("nomination_add", campaign.pk)).context["form"].fields
    assert list(offered["department"].queryset) == [school.faculty]
    assert set(offered["person"].queryset) == {school.lecturer, school.lecturer2}
    head.post(
        url("nomination_add", campaign.pk), {"award": "TTLDTT", "department": school.faculty.pk, "occasion": "merit"}
    )
    assert Nomination.objects.get().department == school.faculty
    assert sign_in(school.lecturer).get(url("nomination_add", campaign.pk)).status_code == 404


def test_texts_are_composed_and_escaped(dossier, school, sign_in):
    nomination = dossier()
    typed = {"grounds": unicodedata.normalize("NFD", "Đạt giải <script>alert(1)</script>"), "report": ""}
    head = sign_in(school.head)
    head.post(url("nomination_edit", nomination.pk), typed)
    nomination.refresh_from_db()
    assert nomination.grounds == "Đạt giải <script>alert(1)</script>"
    page = head.get(nomination.get_absolute_url()).content.decode()
    assert "Đạt giải &lt;script&gt;alert(1)&lt;/script&gt;" in page
    line = AuditEntry.objects.get(verb="nomination.change")
    assert line.after == {"grounds": "Đạt giải <script>alert(1)</script>"}


def test_a_submitted_dossier_is_not_edited_and_the_typed_text_stays(dossier, school, sign_in):
    nomination = dossier("submitted")
    response = sign_in(school.head).post(url("nomination_edit", nomination.pk), {"grounds": "Viết thêm", "report": ""})
    page = response.content.decode()
    assert "Hồ sơ đã ở bước “Đã nộp” nên không sửa được" in page
    assert "Viết thêm" in page
    nomination.refresh_from_db()
    assert nomination.grounds == "Hoàn thành tốt nhiệm vụ."


def test_only_the_candidate_s_own_works_are_offered(dossier, school, sign_in):
    nomination = dossier()
    mine, other, later = (
        Initiative.objects.create(title=t, year=y) for t, y in (("A", 2022), ("B", 2022), ("C", 2023))
    )
    registered = {"year": 2022, "registered_by": school.lecturer.user}
    unsent = [Initiative.objects.create(title=s, status=s, **registered) for s in ("draft", "withdrawn")]
    works = [(other, school.stranger), *((work, school.lecturer) for work in (mine, later, *unsent))]
    for work, author in works:
        CoAuthor.objects.create(initiative=work, staff_member=author)
    head = sign_in(school.head)
    form = head.get(url("nomination_edit", nomination.pk)).context["form"]
    assert list(form.fields["initiatives"].queryset) == [mine]
    head.post(url("nomination_edit", nomination.pk), {"grounds": "x", "report": "", "initiatives": [other.pk]})
    assert nomination.initiatives.count() == 0
    head.post(url("nomination_edit", nomination.pk), {"grounds": "x", "report": "", "initiatives": [mine.pk]})
    assert list(nomination.initiatives.all()) == [mine]


def test_sending_back_asks_for_everything(dossier, school, sign_in):
    nomination = dossier("submitted")
    response = sign_in(school.clerk).post(url("nomination_send_back", nomination.pk), {})
    assert {name: list(texts) for name, texts in response.context["form"].errors.items()} == {
        "code": ["Chọn lý do trả lại"],
        "fields_to_mend": ["Chọn ít nhất một chỗ cần sửa"],
        "reason": ["Ghi lý do trả lại"],
    }
    nomination.refresh_from_db()
    assert nomination.status == "submitted"


def test_withdrawing_asks_first(dossier, school, sign_in):
    nomination, head = dossier("submitted"), sign_in(school.head)
    page = head.get(url("nomination_withdraw", nomination.pk)).content.decode()
    assert "Rút hồ sơ này?" in page
    assert "btn-danger" in page
    assert said(head.post(url("nomination_withdraw", nomination.pk))) == ["Đã rút hồ sơ đề nghị."]
    nomination.refresh_from_db()
    assert nomination.status == "withdrawn"


# --- what stands on the page


def test_private_reasons_are_for_the_person_and_the_clerk(school, session, dossier, sign_in, clock_at):
    clock_at(date(2022, 12, 15))
    Absence.objects.create(
        staff_member=school.lecturer, kind="sick", starts_on=date(2022, 2, 1), ends_on=date(2022, 6, 15)
    )
    nomination = dossier("verified")
    nominating.table(nomination, session, by=school.clerk.user)
    full = "Nghỉ 4 tháng trong năm; nghỉ từ 3 đến dưới 6 tháng thì không xếp loại hoàn thành tốt trở lên."
    short = "Chưa đạt điều kiện về thời gian làm việc trong năm."
    for who in (school.lecturer, school.clerk):
        page = sign_in(who).get(nomination.get_absolute_url()).content.decode()
        assert (page.count(full), page.count(short)) == (2, 0)  # now, and as stored
    for who in (school.head, school.deputy, school.rector):
        page = sign_in(who).get(nomination.get_absolute_url()).content.decode()
        assert (page.count(full), page.count(short)) == (0, 2)


def test_pledge_against_result_and_history_of_awards(school, campaign, dossier, sign_in):
    nomination = dossier("submitted")
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="registered", awards=("LDTT", "CSTDCS"))
    PledgeTarget.objects.create(pledge=pledge, content="Bài báo", unit_of_measure="bài", amount="2.00", result="1.50")
    PledgeTarget.objects.create(pledge=pledge, content="Dự giờ", unit_of_measure="tiết", amount=4, number=2)
    other = make_pledge(campaign, school.lecturer2, school.faculty, status="registered")
    PledgeTarget.objects.create(pledge=other, content="Của người khác", unit_of_measure="bài", amount=2)
    AwardRecord.objects.create(
        staff_member=school.lecturer,
        award_id="CSTDCS",
        year=2021,
        decision_number="15/QĐ-TCT",
        decision_date=date(2021, 12, 30),
        issuer="Trường",
    )
    page = sign_in(school.clerk).get(nomination.get_absolute_url()).content.decode()
    assert "1,5 bài" in page
    assert "Chưa đạt" in page
    assert "chưa rõ</td>" in page
    assert "Của người khác" not in page
    assert "2021: “Chiến sĩ thi đua cơ sở” (Quyết định số 15/QĐ-TCT, 30/12/2021)" in page


def test_a_dossier_without_results_says_so(school, campaign, session, dossier, sign_in):
    nomination = dossier("verified")
    nominating.table(nomination, session, by=school.clerk.user)
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="registered")
    targets = [
        PledgeTarget.objects.create(pledge=pledge, content=f"Việc {n}", unit_of_measure="bài", amount=2, number=n)
        for n in (1, 2, 3)
    ]

    def note(who):
        page = sign_in(who).get(nomination.get_absolute_url())
        assert (f'<p class="td-why">{page.context["no_results"]}</p>' in page.content.decode()) is bool(
            page.context["no_results"]
        )
        return page.context["no_results"]

    missing = "3/3 chỉ tiêu chưa có kết quả; chưa có bản tự đánh giá được xác nhận."
    assert [note(who) for who in (school.clerk, school.deputy)] == [missing, missing]
    PledgeTarget.objects.filter(pk__in=[targets[0].pk, targets[1].pk]).update(result=2)
    own = {"phase": campaign.phases.first(), "staff_member": school.lecturer, "unit": school.faculty, "pledge": pledge}
    evaluation = Evaluation.objects.create(**own, status="self_assessed")
    assert note(school.clerk) == "1/3 chỉ tiêu chưa có kết quả; chưa có bản tự đánh giá được xác nhận."
    Evaluation.objects.filter(pk=evaluation.pk).update(status="confirmed")
    PledgeTarget.objects.update(result=2)
    assert note(school.deputy) == ""


@pytest.mark.parametrize(("award", "whom"), [("LDTT", "người được đề nghị"), ("TTLDTT", "tập thể")])
def test_who_hands_in_knows_what_that_certifies(award, whom, school, campaign, dossier, sign_in):
    nomination = dossier(award=award, person=school.lecturer if award == "LDTT" else school.faculty)
    page = sign_in(school.head).get(nomination.get_absolute_url()).content.decode()
    assert f"Khi nộp, đồng chí xác nhận {whom} chấp hành tốt chủ trương, chính sách, đoàn kết" in page
    assert "<dt>Ai cung cấp</dt><dd>Đồng chí xác nhận điều này khi nộp hồ sơ.</dd>" in page
    assert "Bộ quy định A (đến 31/12/2023) đang áp dụng hôm nay" in page


def test_a_counted_dossier_shows_what_was_stored(school, session, dossier, sign_in):
    nomination = dossier("verified")
    nominating.table(nomination, session, by=school.clerk.user)
    nominating.recommend(nomination, passed=True, by=school.rector.user)
    page = sign_in(school.clerk).get(nomination.get_absolute_url())
    assert "report" not in page.context
    assert "Khi trình Hội đồng: chưa rõ · bộ quy định A (đến 31/12/2023) ·" in page.content.decode()


# --- a member's private note


def test_a_note_is_its_owner_s_alone(school, session, dossier, sign_in):
    nomination = dossier("tabled", session=session)
    secret = "Hỏi lại về giờ giảng"
    member = sign_in(school.deputy)
    assert said(member.post(url("nomination_note", nomination.pk), {"text": secret})) == ["Đã lưu ghi chú riêng."]
    member.post(url("nomination_note", nomination.pk), {"text": secret + "."})
    assert DossierNote.objects.get().text == secret + "."
    assert secret in member.get(nomination.get_absolute_url()).content.decode()
    for who in (school.rector, school.clerk, school.head, school.lecturer):
        assert secret not in sign_in(who).get(nomination.get_absolute_url()).content.decode()
    lines = AuditEntry.objects.filter(verb="dossiernote.save")
    assert [(line.before, line.after, line.reason) for line in lines] == [({}, {}, "")] * 2


# --- evidence


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bao-cao.pdf", EXE, "Tệp phải là PDF, DOCX, JPG hoặc PNG"),
        ("bao-cao.pdf", b"", "Tệp trống"),
        ("bao-cao.pdf", PDF + b"\0" * (11 * 1024 * 1024), "Tệp nặng 11,0 MB; nhiều nhất 10 MB"),
        (None, b"", "Chọn tệp minh chứng"),
    ],
)
def test_hostile_uploads(name, content, sentence, dossier, school, sign_in):
    nomination = dossier()
    files = {"file": SimpleUploadedFile(name, content)} if name else {}
    response = sign_in(school.head).post(url("attachment_add", nomination.pk), files)
    assert response.context["form"].errors == {"file": [sentence]}
    assert (Attachment.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_evidence_is_downloaded_by_those_who_read_the_dossier(dossier, school, sign_in):
    nomination, head = dossier(), sign_in(school.head)
    head.post(url("attachment_add", nomination.pk), {"file": SimpleUploadedFile("Quyết định.pdf", PDF)})
    address = url("attachment", nomination.pk, nomination.evidence.get().pk)
    response = head.get(address)
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    for who, answer in ((school.lecturer, 404), (school.stranger, 404), (school.other_head, 404), (school.clerk, 404)):
        assert sign_in(who).get(address).status_code == answer
    other = dossier(person=school.lecturer2)
    assert head.get(url("attachment", other.pk, nomination.evidence.get().pk)).status_code == 404


def spoil(attachment: Attachment) -> None:
    Path(attachment.file.path).write_bytes(PDF + b" ")


def lose(attachment: Attachment) -> None:
    Path(attachment.file.path).unlink()


@pytest.mark.parametrize(("harm", "line"), [(spoil, "trên đĩa khác tệp đã nộp"), (lose, "không đọc được trên đĩa")])
def test_a_file_that_is_gone_or_was_changed_is_not_handed_out(harm, line, dossier, school, sign_in, caplog):
    nomination, head = dossier(), sign_in(school.head)
    head.post(url("attachment_add", nomination.pk), {"file": SimpleUploadedFile("Bằng Hoa.pdf", PDF)})
    kept = nomination.evidence.get()
    harm(kept)
    response = head.get(url("attachment", nomination.pk, kept.pk))
    assert (response.status_code, PDF in response.content) == (404, False)
    assert f"Báo quản trị: tệp số {kept.pk}." in response.content.decode()
    assert [record.getMessage() for record in caplog.records if record.name == "thidua.uploads"] == [
        f"Tệp đính kèm {kept.pk} {line}"
    ]


def test_a_dossier_holds_so_many_files_and_so_much(dossier, school, sign_in, monkeypatch):
    nomination, head = dossier(), sign_in(school.head)

    def add(name: str) -> list[str]:
        return said(head.post(url("attachment_add", nomination.pk), {"file": SimpleUploadedFile(name, PDF)}))[-1:]

    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    assert [add("a.pdf"), add("b.pdf")] == [["Đã thêm tệp vào hồ sơ."]] * 2
    assert add("c.pdf") == ["Hồ sơ đã có 2 tệp, nhiều nhất 2; gộp hoặc bỏ bớt tệp rồi thêm."]
    monkeypatch.setattr(uploads, "MOST_FILES", 9)
    monkeypatch.setattr(uploads, "MOST_BYTES", 3 * len(PDF))
    assert add("c.pdf") == ["Đã thêm tệp vào hồ sơ."]
    assert add("d.pdf")[0].startswith("Các tệp của hồ sơ sẽ nặng 0,0 MB, nhiều nhất 0 MB;")
    assert (nomination.evidence.count(), Attachment.objects.count()) == (3, 3)
    monkeypatch.setattr(uploads, "MOST_FILES_A_DAY", 3)
    assert add("d.pdf")[0].startswith("Các tệp")
    monkeypatch.setattr(uploads, "MOST_BYTES", 10**9)
    assert add("d.pdf")[0].startswith("Trong 24 giờ đồng chí đã nộp 3 tệp")


def test_a_file_added_meanwhile_counts(dossier, school, sign_in, monkeypatch):
    """Asked before the bytes are stored, and again under the lock: of two at once the second is taken back."""
    nomination = dossier()
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    store = uploads.store

    def somebody_is_quicker(file, *, by):
        nomination.evidence.add(store(SimpleUploadedFile("b.pdf", PDF), by=by))
        return store(file, by=by)

    monkeypatch.setattr(uploads, "store", somebody_is_quicker)
    posted = {"file": SimpleUploadedFile("a.pdf", PDF)}
    response = sign_in(school.head).post(url("attachment_add", nomination.pk), posted)
    assert said(response) == ["Hồ sơ đã có 1 tệp, nhiều nhất 1; gộp hoặc bỏ bớt tệp rồi thêm."]
    assert [kept.original_name for kept in Attachment.objects.all()] == ["b.pdf"]


def test_evidence_is_not_added_after_submission(dossier, school, sign_in, tmp_path):
    nomination = dossier("submitted")
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    response = sign_in(school.head).post(url("attachment_add", nomination.pk), file)
    assert said(response)[0].startswith("Hồ sơ đã ở bước “Đã nộp” nên không sửa được")
    assert (nomination.evidence.count(), Attachment.objects.count()) == (0, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_is_taken_out_after_a_question(dossier, school, sign_in):
    nomination, head = dossier(), sign_in(school.head)
    head.post(url("attachment_add", nomination.pk), {"file": SimpleUploadedFile("a.pdf", PDF)})
    address = url("attachment_remove", nomination.pk, nomination.evidence.get().pk)
    assert "Bỏ tệp này khỏi hồ sơ?" in head.get(address).content.decode()
    assert nomination.evidence.count() == 1
    head.post(address)
    assert nomination.evidence.count() == 0
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "nomination.attach",
        "nomination.detach",
    ]


# --- laying before a session


@pytest.mark.parametrize("chosen", [[], ["abc"], ["99999999999999999999"]])
def test_nothing_chosen(chosen, session, dossier, school, sign_in):
    nomination = dossier("verified")
    response = sign_in(school.clerk).post(url("nomination_table", session.pk), {"chosen": chosen, "confirmed": "1"})
    assert said(response) == ["Chọn ít nhất một hồ sơ."]
    nomination.refresh_from_db()
    assert nomination.status == "verified"


def test_only_verified_dossiers_of_the_campaign_are_offered(session, dossier, school, sign_in):
    verified, submitted = dossier("verified"), dossier("submitted", person=school.lecturer2)
    clerk = sign_in(school.clerk)
    assert list(clerk.get(url("nomination_table", session.pk)).context["page"]) == [verified]
    clerk.post(url("nomination_table", session.pk), {"chosen": [submitted.pk], "confirmed": "1"})
    submitted.refresh_from_db()
    assert submitted.status == "submitted"
    for who in (school.rector, school.head, school.stranger):
        assert sign_in(who).get(url("nomination_table", session.pk)).status_code == 404


def test_a_session_that_ended_takes_nothing(session, dossier, school, sign_in):
    nomination = dossier("verified")
    CouncilSession.objects.filter(pk=session.pk).update(status="closed")
    chosen = {"chosen": [nomination.pk], "confirmed": "1"}
    assert said(sign_in(school.clerk).post(url("nomination_table", session.pk), chosen)) == [
        "Phiên họp ngày 20/12/2022 ở bước “Đã kết thúc” nên không nhận thêm hồ sơ; chọn phiên họp khác."
    ]
    nomination.refresh_from_db()
    assert nomination.status == "verified"


# --- the list


def test_everybody_lists_what_they_may_see(school, campaign, session, dossier, sign_in):
    mine, tabled = dossier("draft"), dossier("tabled", person=school.lecturer2, session=session)
    foreign = make_nomination(campaign, school.stranger, school.other_faculty, status="submitted")

    def listed(who):
        return set(sign_in(who).get(url("nomination_list", campaign.pk)).context["page"])

    assert listed(school.head) == {mine, tabled}
    assert listed(school.lecturer) == set()
    assert listed(school.lecturer2) == {tabled}
    assert listed(school.clerk) == {tabled, foreign}
    assert listed(school.other_head) == {tabled, foreign}
    assert listed(school.deputy) == {tabled}


def test_the_list_is_filtered_and_says_the_newest_verdict(school, campaign, dossier, sign_in):
    first, second = dossier("draft"), dossier("submitted", "GK", school.lecturer2)
    nominating.submit(first, by=school.head.user)
    nominating.verify(first, by=school.clerk.user)
    clerk = sign_in(school.clerk)

    def listed(**asked):
        return list(clerk.get(url("nomination_list", campaign.pk), asked).context["page"])

    assert listed(award="GK") == [second]
    assert listed(status="verified") == [first]
    assert listed(unit=school.other_faculty.pk) == []
    assert listed(unit=school.faculty.pk, award="LDTT") == [first]
    assert set(listed(award="<b>")) == {first, second}
    assert [row.verdict for row in listed()] == ["undetermined", None]


@pytest.mark.one_database("how many questions are asked")
def test_as_many_queries_for_three_as_for_one(school, campaign, dossier, sign_in):
    clerk = sign_in(school.clerk)
    address = url("nomination_list", campaign.pk)
    nominating.submit(dossier(), by=school.head.user)
    clerk.get(address)
    with CaptureQueriesContext(connection) as one:
        clerk.get(address)
    nominating.submit(dossier(person=school.lecturer2), by=school.head.user)
    nominating.submit(dossier(award="GK"), by=school.head.user)
    with CaptureQueriesContext(connection) as three:
        assert len(clerk.get(address).context["page"]) == 3
    assert len(three) == len(one) <= 17


def test_in_a_large_school_people_are_typed_not_picked(school, campaign, sign_in, monkeypatch):
    monkeypatch.setattr("awards.forms.nominations.LONGEST_SELECT", 1)
    head, typed = sign_in(school.head), {"award": "LDTT", "occasion": "merit", "grounds": ""}
    response = head.post(url("nomination_add", campaign.pk), typed | {"person": "binh"})
    assert list(response.context["form"].errors) == ["person"]
    head.post(url("nomination_add", campaign.pk), typed | {"person": "nguyen thi hoa"})
    assert Nomination.objects.get().staff_member == school.lecturer
