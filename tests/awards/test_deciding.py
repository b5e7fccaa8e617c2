"""Verbs of a decision: draft, redate, discard, issue; the states by hand from the blueprint."""

from datetime import date

import pytest

from awards import citing, deciding, nominating
from awards.models import AwardRecord, CouncilSession, Decision, DecisionLine, Nomination
from campaigns.models import Posting
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, titles_of
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.models import IssuedDocument, IssuedFile, Parameter
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
S = CouncilSession.Status


@pytest.fixture
def session(campaign, council):
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


@pytest.fixture
def drafted(school, session):
    titles_of(school, session)
    return draft(school, session)


@pytest.fixture
def quick_pdf(monkeypatch):
    """Drawing takes a second; where the picture does not matter it is left out."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


def draft(school, session, kind="titles", *, on=DECIDED_ON, signer=None, **fields):
    signer = signer or signer_of(school.rector)
    return deciding.draft(session, kind=kind, date=on, signer=signer, by=school.clerk.user, **fields)


def sentence(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return str(refused.value)


def in_state(decision, state, school):
    """The decision moved to a state, past the verbs; guards refuse nothing on the way forward."""
    if state != "draft":
        deciding.issue(decision, number=15, date=DECIDED_ON, by=school.rector.user)
    if state == "revoked":
        Decision.objects.filter(pk=decision.pk).update(status="revoked")
    decision.refresh_from_db()
    return decision


# --- the draft


def test_a_draft_takes_the_recommended_titles_in_the_order_of_the_list(school, session):
    titles_of(school, session)
    recommend(session, school.head, "GK")
    recommend(session, school.rector, "CSTDT")
    recommend(session, school.other_head, status=Nomination.Status.NOT_RECOMMENDED)
    decision = draft(school, session)
    assert [(line.ordinal, line.award_id, line.name, line.post, line.unit_name) for line in decision.lines.all()] == [
        (1, "TTLDTT", "Khoa Xây dựng Đảng", "", ""),
        (2, "TTLDTT", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", "", ""),
        (3, "LDTT", "Trần Văn Minh", "Trưởng khoa", "Khoa Xây dựng Đảng"),
        (4, "LDTT", "Lò Văn Ẵm", "Giảng viên", "Khoa Xây dựng Đảng"),
        (5, "LDTT", "Nguyễn Thị Hoa", "Giảng viên", "Khoa Xây dựng Đảng"),
        (6, "LDTT", "Hoàng Văn Bình", "Giảng viên", "Khoa Lý luận cơ sở"),
        (7, "CSTDCS", "Nguyễn Thị Hoa", "Giảng viên", "Khoa Xây dựng Đảng"),
    ]
    assert (decision.status, decision.year, decision.number, decision.drafted_by) == (
        "draft", 2022, None, school.clerk.user
    )  # fmt: skip
    assert [entry.verb for entry in history_of(decision)] == ["decision.draft"]


def test_giay_khen_stand_in_a_decision_of_their_own(school, session):
    recommend(session, school.head, "GK")
    recommend(session, school.faculty, "GKTT")
    recommend(session, school.head)
    decision = draft(school, session, "merit", merit_text=" đã có  thành tích ")
    assert list(decision.lines.values_list("award", flat=True)) == ["GKTT", "GK"]
    assert list(decision.lines.values_list("honorific", flat=True)) == ["", "Ông"]
    assert decision.merit_text == "đã có thành tích"


def test_only_the_higher_title_of_a_year_is_paid_and_the_other_says_why(drafted):
    assert [(line.award_id, line.amount, line.note) for line in drafted.lines.filter(name="Nguyễn Thị Hoa")] == [
        ("LDTT", 0, "Đã được thưởng mức cao hơn của “Chiến sĩ thi đua cơ sở” cùng năm"),
        ("CSTDCS", 1_490_000, ""),
    ]
    assert [line.amount for line in drafted.lines.exclude(name="Nguyễn Thị Hoa")] == [1_190_000] * 2 + [450_000] * 3


def test_the_parameter_of_the_day_pays_both(school, session):
    Parameter.objects.create(
        rule_set="A", key="highest_only_same_year", value="false", source="thử", certainty="confirmed",
        valid_from=date(2022, 1, 1),
    )  # fmt: skip
    recommend(session, school.lecturer)
    recommend(session, school.lecturer, "CSTDCS")
    assert list(draft(school, session).lines.values_list("amount", "note")) == [(450_000, ""), (1_490_000, "")]


def test_what_an_earlier_decision_paid_is_not_paid_again(school, session, campaign, council, quick_pdf):
    recommend(session, school.lecturer, "CSTDCS")
    deciding.issue(draft(school, session), number=15, date=DECIDED_ON, by=school.rector.user)
    later = make_session(campaign, council, number=2)
    recommend(later, school.lecturer)
    assert list(draft(school, later).lines.values_list("amount", "note")) == [
        (0, "Đã được thưởng danh hiệu “Chiến sĩ thi đua cơ sở” cùng năm theo Quyết định số 15/QĐ-TCT")
    ]


def test_prizes_follow_the_rule_set_of_the_dossier_and_the_salary_of_the_day(school, session):
    recommend(session, school.lecturer, rule_set="B")
    recommend(session, school.stranger, rule_set="A")
    decision = draft(school, session, on=date(2024, 7, 2))
    assert dict(decision.lines.values_list("name", "amount")) == {"Nguyễn Thị Hoa": 710_000, "Hoàng Văn Bình": 700_000}


@pytest.mark.parametrize("status", ["planned", "convened", "cancelled"])
def test_no_draft_from_a_session_that_is_not_over(school, campaign, council, standing, status):
    with standing(DECIDED_ON):
        session = make_session(campaign, council, status)
        recommend(session, school.lecturer)
        assert sentence(draft, school, session) == (
            f"Phiên họp đang ở bước “{S(status).label}” nên chưa lập quyết định được; kết thúc phiên họp trước."
        )
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("status", ["adjourned", "closed"])
def test_a_draft_from_a_session_that_is_over(school, campaign, council, standing, status):
    with standing(DECIDED_ON):
        session = make_session(campaign, council, status)
        recommend(session, school.lecturer)
        assert draft(school, session).lines.count() == 1


def test_a_case_stands_on_one_live_decision_only(school, session, drafted):
    assert sentence(draft, school, session) == (
        "Không còn trường hợp nào được đề nghị để công nhận danh hiệu thi đua mà chưa có quyết định; "
        "chọn loại hoặc phiên họp khác."
    )


def test_no_draft_with_somebody_who_may_not_sign(school, session):
    recommend(session, school.lecturer)
    posting = school.head.postings.get()
    refused = sentence(draft, school, session, signer=posting)
    assert refused == "Trần Văn Minh không được ký văn bản của Trường; chọn người ký khác."
    gone = signer_of(school.deputy)
    Posting.objects.filter(pk=gone.pk).update(ends_on=date(2022, 12, 29))
    gone.refresh_from_db()
    assert sentence(draft, school, session, signer=gone) == (
        "Vũ Thị Thu không giữ chức vụ Phó Hiệu trưởng vào ngày 30/12/2022; chọn ngày khác hoặc người ký khác."
    )


# --- the states, by hand

REDATE = "Quyết định đang ở bước “{}” nên không đổi ngày được; muốn sửa thì ra quyết định khác."
DISCARD = "Quyết định đang ở bước “{}” nên không xóa được; chỉ xóa dự thảo chưa ban hành."
ISSUE = "Quyết định đang ở bước “{}” nên không ban hành được; tải lại trang để xem việc làm được."


@pytest.mark.parametrize(
    ("act", "state", "refusal"),
    [
        ("redate", "draft", ""),
        ("redate", "issued", REDATE.format("Đã ban hành")),
        ("redate", "revoked", REDATE.format("Đã hủy bỏ")),
        ("discard", "draft", ""),
        ("discard", "issued", DISCARD.format("Đã ban hành")),
        ("discard", "revoked", DISCARD.format("Đã hủy bỏ")),
        ("issue", "draft", ""),
        ("issue", "issued", ISSUE.format("Đã ban hành")),
        ("issue", "revoked", ISSUE.format("Đã hủy bỏ")),
    ],
)
def test_every_act_from_every_state(school, drafted, quick_pdf, act, state, refusal):
    decision = in_state(drafted, state, school)
    by = school.rector.user
    acts = {
        "redate": lambda: deciding.redate(decision, date=date(2022, 12, 29), by=by),
        "discard": lambda: deciding.discard(decision, by=by),
        "issue": lambda: deciding.issue(decision, number=16, date=DECIDED_ON, by=by),
    }
    whys = {
        "redate": deciding.why_not_redate(decision),
        "discard": deciding.why_not_discard(decision),
        "issue": deciding.why_not_issue(decision, 16, DECIDED_ON),
    }
    assert whys[act] == refusal
    before = (state, history_of(decision).count(), decision.lines.count())
    if refusal:
        assert sentence(acts[act]) == refusal
        decision.refresh_from_db()
        assert (decision.status, history_of(decision).count(), decision.lines.count()) == before
    else:
        acts[act]()
        assert Decision.objects.filter(pk=decision.pk).values_list("status", flat=True).first() == {
            "redate": "draft", "discard": None, "issue": "issued"
        }[act]  # fmt: skip


def test_another_day_takes_the_salary_of_that_day(school, drafted):
    deciding.redate(drafted, date=date(2023, 7, 3), by=school.clerk.user)
    assert drafted.date == date(2023, 7, 3)
    assert [line.amount for line in drafted.lines.all()] == [1_440_000] * 2 + [540_000] * 2 + [0, 540_000, 1_800_000]
    entry = history_of(drafted).first()
    assert (entry.verb, entry.before, entry.after) == (
        "decision.redate", {"date": "2022-12-30"}, {"date": "2023-07-03", "amounts_changed": 6}
    )  # fmt: skip


def test_a_discarded_draft_leaves_its_cases_for_another(school, session, drafted):
    pk = drafted.pk
    deciding.discard(drafted, by=school.clerk.user)
    assert (Decision.objects.count(), DecisionLine.objects.count()) == (0, 0)
    assert set(session.nominations.values_list("status", flat=True)) == {"recommended"}
    drafted.pk = pk
    assert history_of(drafted).first().verb == "decision.discard"
    assert draft(school, session).lines.count() == 7


# --- issue


def test_issue_freezes_awards_and_records(school, drafted, quick_pdf):
    deciding.issue(drafted, number=5, date=date(2022, 12, 29), by=school.rector.user)
    document = drafted.document
    assert (drafted.status, drafted.number, drafted.date, drafted.issued_on_behalf) == (
        "issued", 5, date(2022, 12, 29), False
    )  # fmt: skip
    assert (document.full_number, document.kind, document.title, document.signer) == (
        "05/QĐ-TCT", "decision", "Về việc công nhận danh hiệu thi đua năm 2022", "Phạm Văn Quang, Hiệu trưởng"
    )  # fmt: skip
    assert document.verify_code in document.paper["foot"][0]
    assert (bytes(document.file.content), document.file.pages) == (b"%PDF-1.7 /Type /Page ", 1)
    assert set(drafted.session.nominations.values_list("status", flat=True)) == {"awarded"}
    records = AwardRecord.objects.order_by("pk")
    assert [(r.award_id, str(r.staff_member or r.department), r.unit_name) for r in records][:3] == [
        ("TTLDTT", "Khoa Xây dựng Đảng", "Khoa Xây dựng Đảng"),
        ("TTLDTT", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu"),
        ("LDTT", "Trần Văn Minh", "Khoa Xây dựng Đảng"),
    ]
    assert set(records.values_list("source", "decision_number", "decision_date", "issuer", "year", "occasion")) == {
        ("own", "05/QĐ-TCT", date(2022, 12, 29), "Hiệu trưởng Trường Chính trị tỉnh Lai Châu", 2022, "merit")
    }
    assert records.count() == 7
    assert history_of(drafted).first().verb == "decision.issue"


def test_the_clerk_issues_on_the_signer_s_behalf(school, drafted, quick_pdf):
    deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.clerk.user)
    assert (drafted.issued_on_behalf, drafted.document.issued_by) == (True, school.clerk.user)


def test_issue_on_another_day_pays_by_that_day(school, drafted, quick_pdf):
    with clock.standing_at(date(2023, 7, 10)):
        deciding.issue(drafted, number=15, date=date(2023, 7, 3), by=school.rector.user)
    assert drafted.lines.get(ordinal=1).amount == 1_440_000
    assert AwardRecord.objects.first().decision_date == date(2023, 7, 3)


def other_document(number, on):
    document = IssuedDocument.objects.get(number=1, series__code="council_minutes")
    from_series = deciding.Series.objects.get(code="decision")
    document.pk, document.series, document.number, document.date, document.year = None, from_series, number, on, on.year
    document.verify_code = f"AAAAAAAA{number:02d}"
    document.save()


@pytest.mark.parametrize(
    ("number", "on", "refusal"),
    [
        (None, DECIDED_ON, "Chưa ban hành được vì chưa có số; nhập số theo sổ văn bản đi của Trường."),
        (15, None, "Chưa ban hành được vì chưa có ngày; nhập ngày theo sổ văn bản đi của Trường."),
        (15, date(2022, 12, 31), "Ngày quyết định 31/12/2022 chưa đến; ban hành từ ngày đó hoặc nhập ngày khác."),
        (
            15,
            date(2022, 12, 19),
            "Ngày quyết định 19/12/2022 trước ngày họp Hội đồng 20/12/2022; chọn ngày từ ngày họp trở đi.",
        ),
        (20, DECIDED_ON, "Số 20/QĐ-TCT đã dùng cho văn bản ngày 26/12/2022; xem lại số trong sổ văn bản đi."),
        (
            19,
            DECIDED_ON,
            "Số 19/QĐ-TCT nhỏ hơn số 20/QĐ-TCT nhưng ngày 30/12/2022 lại sau ngày 26/12/2022; "
            "xem lại số và ngày trong sổ văn bản đi.",
        ),
        (
            21,
            date(2022, 12, 21),
            "Số 21/QĐ-TCT lớn hơn số 20/QĐ-TCT nhưng ngày 21/12/2022 lại trước ngày 26/12/2022; "
            "xem lại số và ngày trong sổ văn bản đi.",
        ),
    ],
)
def test_number_and_day_must_fit_the_register(school, drafted, number, on, refusal):
    other_document(20, date(2022, 12, 26))
    assert sentence(deciding.issue, drafted, number=number, date=on, by=school.rector.user) == refusal
    drafted.refresh_from_db()
    assert (drafted.status, AwardRecord.objects.count()) == ("draft", 0)


def test_the_signer_must_be_in_office_that_day(school, drafted):
    Posting.objects.filter(pk=drafted.signer_id).update(ends_on=date(2022, 12, 25))
    drafted.refresh_from_db()
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == (
        "Phạm Văn Quang không giữ chức vụ Hiệu trưởng vào ngày 30/12/2022; chọn ngày khác hoặc người ký khác."
    )


def test_there_must_be_a_law_and_a_decree_among_the_bases(school, drafted):
    decree = drafted.bases.get(text__code="ND-91-2017")
    citing.drop(drafted, decree.pk, by=school.clerk.user)
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == (
        "Chưa ban hành được vì căn cứ của quyết định chưa có nghị định nào; thêm ở mục Căn cứ pháp lý."
    )
    citing.cite(drafted, decree.text, by=school.clerk.user)
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == ""


def test_every_case_must_still_be_recommended(school, drafted):
    nominating.award(drafted.lines.get(ordinal=3).nomination, by=school.rector.user)
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == (
        "Hồ sơ của Trần Văn Minh không còn ở bước “Được đề nghị”; xóa dự thảo này rồi lập lại từ phiên họp."
    )


def test_an_empty_draft_or_line_is_not_issued(drafted):
    DecisionLine.objects.filter(decision=drafted, ordinal=2).update(name=" ")
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == (
        "Danh sách có dòng chưa ghi tên; xóa dự thảo này rồi lập lại từ phiên họp."
    )
    drafted.lines.all().delete()
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == (
        "Quyết định chưa có tập thể, cá nhân nào; xóa dự thảo này rồi lập lại từ phiên họp."
    )


def test_what_changed_while_the_paper_was_drawn_is_not_issued(school, drafted, monkeypatch):
    def draw_slowly(paper):
        DecisionLine.objects.filter(decision=drafted, ordinal=3).update(name="Tên Khác")
        return b"%PDF-"

    monkeypatch.setattr(pdf, "render", draw_slowly)
    assert sentence(deciding.issue, drafted, number=15, date=DECIDED_ON, by=school.rector.user) == (
        "Chưa ban hành được vì nội dung dự thảo vừa thay đổi; tải lại trang, xem lại rồi ban hành."
    )
    assert IssuedFile.objects.filter(document__kind="decision").count() == 0


def test_without_the_libraries_nothing_is_issued(school, drafted, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    refused = sentence(deciding.issue, drafted, number=15, date=DECIDED_ON, by=school.rector.user)
    assert refused == "Máy chủ thiếu thư viện."
    assert sentence(deciding.preview, drafted) == "Máy chủ thiếu thư viện."


def test_the_unique_number_is_the_last_word(school, drafted, quick_pdf, monkeypatch):
    other_document(20, date(2022, 12, 26))
    monkeypatch.setattr(deciding.issuing, "why_not_number", lambda *args: "")
    assert sentence(deciding.issue, drafted, number=20, date=DECIDED_ON, by=school.rector.user) == (
        "Số 20/QĐ-TCT vừa được dùng cho văn bản khác; xem lại sổ văn bản đi rồi làm lại."
    )
    drafted.refresh_from_db()
    assert (drafted.status, AwardRecord.objects.count()) == ("draft", 0)
    assert set(drafted.session.nominations.values_list("status", flat=True)) == {"recommended"}
