"""Pages of decisions through the client: who sees what, drafting, printing, issuing, discarding."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding
from awards.models import Decision
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, titles_of
from tests.awards.hearing_meeting import initiative_council
from tests.conftest import layers
from thidua import clock, pdf

pytestmark = pytest.mark.django_db
QUICK = b"%PDF-1.7 /Type /Page "


@pytest.fixture(autouse=True)
def _drawn_quickly(monkeypatch):
    draw_quickly(monkeypatch)


def draw_quickly(patch) -> None:
    patch.setattr(pdf, "render", lambda paper: QUICK + paper.file_name.encode())


@layers.fixture
def session(school, campaign, council, clock_at):
    clock_at(DECIDED_ON)
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        titles_of(school, session)
    return session


@layers.fixture
def drafted(school, session):
    with clock.standing_at(DECIDED_ON):
        return deciding.draft(
            session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
        )


@layers.fixture
def issued(school, drafted):
    with clock.standing_at(DECIDED_ON), pytest.MonkeyPatch.context() as patch:
        draw_quickly(patch)
        deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.clerk.user)
    return drafted


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("page", ["decision_add", "submission_add"])
def test_sessions_of_one_day_are_told_apart_and_no_other_council_is_offered(page, session, school, campaign, sign_in):
    """Two of the council that votes on awards; of the one that hears initiatives none, though it met that day too."""
    second = make_session(campaign, session.council, number=7, hour=14)
    heard = make_session(campaign, initiative_council(school), number=8)
    asked = sign_in(school.clerk).get(reverse(page)).context["form"]["session"].field.choices
    offered = {str(value): label for value, label in asked if value}
    assert str(heard.pk) not in offered
    assert offered == {
        str(session.pk): f"Phiên họp 08:00 ngày 20/12/2022 (Biên bản số 01/BB-HĐTĐKT) – {campaign}",
        str(second.pk): f"Phiên họp 14:00 ngày 20/12/2022 (Biên bản số 07/BB-HĐTĐKT) – {campaign}",
    }


def test_home_tells_sessions_of_one_day_apart_by_the_hour(session, school, campaign, sign_in):
    second = make_session(campaign, session.council, number=7, hour=14)
    recommend(second, school.other_head, "LDTT")
    home = text(sign_in(school.clerk).get("/"))
    for hour in ("08:00", "14:00"):
        assert home.count(f"Lập quyết định từ phiên họp {hour} ngày 20/12/2022") == 1


PAGES = ("decision", "decision_pdf", "decision_blank_pdf", "decision_redate", "decision_issue", "decision_discard")
CAST = ("clerk", "rector", "deputy", "head", "stranger", "administrator")


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        ("clerk", (200, 200, 200, 200, 200, 200)),
        ("rector", (200, 200, 404, 404, 200, 404)),
        ("deputy", (404, 404, 404, 404, 404, 404)),
        ("head", (404, 404, 404, 404, 404, 404)),
        ("stranger", (404, 404, 404, 404, 404, 404)),
        ("administrator", (404, 404, 404, 404, 404, 404)),
    ],
)
def test_who_opens_a_draft(school, drafted, sign_in, who, answers):
    client = sign_in(getattr(school, who))
    assert tuple(page(client, name, drafted.pk).status_code for name in PAGES) == answers


@pytest.mark.parametrize("who", ["clerk", "rector", "deputy", "head", "stranger"])
def test_everybody_of_the_school_opens_an_issued_one(school, issued, sign_in, who):
    client = sign_in(getattr(school, who))
    assert [page(client, name, issued.pk).status_code for name in ("decision", "decision_pdf")] == [200, 200]
    assert "Quyết định số 15/QĐ-TCT" in text(page(client, "decision", issued.pk))
    assert ("Lịch sử" in text(page(client, "decision", issued.pk))) is (who in ("clerk", "rector"))


def test_without_signing_in_there_is_only_the_way_to_sign_in(client, drafted):
    for name in ("decision_list", "decision_add"):
        assert page(client, name).url.startswith(reverse("sign_in"))
    for name in PAGES:
        assert page(client, name, drafted.pk).url.startswith(reverse("sign_in"))


def test_only_the_clerk_drafts(school, session, sign_in):
    for who in CAST:
        expected = 200 if who == "clerk" else 404
        assert page(sign_in(getattr(school, who)), "decision_add").status_code == expected
    body = draft_body(school, session)
    assert sign_in(school.rector).post(reverse("decision_add"), body).status_code == 404
    assert Decision.objects.count() == 0


def draft_body(school, session, **changes):
    signer = signer_of(school.rector).pk
    return {"session": session.pk, "kind": "titles", "date": "30/12/2022", "signer": signer} | changes


def test_a_draft_is_no_older_than_its_session(school, session, sign_in):
    body = draft_body(school, session, date="19/12/2022")
    said = "Ngày quyết định 19/12/2022 trước ngày họp Hội đồng 20/12/2022; chọn ngày từ ngày họp trở đi."
    assert said in text(sign_in(school.clerk).post(reverse("decision_add"), body))
    assert Decision.objects.count() == 0


def test_a_draft_is_not_moved_before_its_session(school, drafted, sign_in):
    response = sign_in(school.clerk).post(
        reverse("decision_redate", args=[drafted.pk]), {"date": "19/12/2022"}, follow=True
    )
    assert "trước ngày họp Hội đồng 20/12/2022" in text(response)
    drafted.refresh_from_db()
    assert drafted.date == DECIDED_ON


@pytest.mark.parametrize("typed", ["220", "220/QĐ-TCT", " 220 / qđ-tct "])
def test_the_number_as_the_paper_has_it(school, drafted, sign_in, typed):
    body = {"number": typed, "date": "30/12/2022", "word": "ban hanh"}
    response = sign_in(school.clerk).post(reverse("decision_issue", args=[drafted.pk]), body, follow=True)
    assert "Đã ban hành Quyết định số 220/QĐ-TCT ngày 30/12/2022." in text(response)


@pytest.mark.parametrize("typed", ["220/QĐ-UBND", "220/"])
def test_a_number_of_another_series_is_refused(school, drafted, sign_in, typed):
    body = {"number": typed, "date": "30/12/2022", "word": "ban hanh"}
    shown = text(sign_in(school.clerk).post(reverse("decision_issue", args=[drafted.pk]), body))
    assert "Số phải kèm đúng ký hiệu QĐ-TCT, hoặc chỉ nhập số" in shown
    assert f'value="{typed}"' in shown
    drafted.refresh_from_db()
    assert drafted.status == "draft"


def test_the_clerk_drafts_a_decision(school, session, sign_in):
    client = sign_in(school.clerk)
    chosen = text(client.get(reverse("decision_add"), {"session": session.pk, "kind": "titles"}))
    assert f'<option value="{session.pk}" selected>' in chosen
    response = client.post(reverse("decision_add"), draft_body(school, session), follow=True)
    decision = Decision.objects.get()
    assert response.redirect_chain[-1][0] == decision.get_absolute_url()
    assert "Đã lập dự thảo; xem lại danh sách và bản in trước khi ban hành." in text(response)
    assert "2 tập thể, 4 cá nhân · 7 dòng" in text(response)
    assert "5.220.000 đồng" in text(response)


def test_a_refused_draft_keeps_what_was_typed(school, session, sign_in):
    body = draft_body(school, session, kind="merit", merit_text="đã có thành tích riêng")
    response = sign_in(school.clerk).post(reverse("decision_add"), body)
    assert "Không còn trường hợp nào được đề nghị để tặng Giấy khen" in text(response)
    assert "đã có thành tích riêng" in text(response)
    missing = sign_in(school.clerk).post(reverse("decision_add"), draft_body(school, session, date="31/02/2022"))
    assert "31/02/2022" in text(missing)
    assert Decision.objects.count() == 0


def test_the_draft_and_the_blank_copy_are_printed(school, drafted, sign_in):
    client = sign_in(school.clerk)
    preview, blank = (page(client, name, drafted.pk) for name in ("decision_pdf", "decision_blank_pdf"))
    assert preview.content == QUICK + b"QD-cong-nhan-2022-du-thao.pdf"
    assert blank.content == QUICK + b"QD-cong-nhan-2022-ban-ky.pdf"
    assert preview["Content-Disposition"] == 'inline; filename="QD-cong-nhan-2022-du-thao.pdf"'
    assert blank["Cache-Control"] == "private, no-store"


def test_no_blank_copy_while_something_blocks(school, drafted, sign_in):
    Decision.objects.filter(pk=drafted.pk).update(date="2022-12-01")
    client = sign_in(school.clerk)
    why = "Ngày quyết định 01/12/2022 trước ngày họp Hội đồng 20/12/2022; chọn ngày từ ngày họp trở đi."
    shown = text(page(client, "decision", drafted.pk))
    assert why in shown
    assert reverse("decision_blank_pdf", args=[drafted.pk]) not in shown
    assert reverse("decision_issue", args=[drafted.pk]) not in shown
    response = client.get(reverse("decision_blank_pdf", args=[drafted.pk]), follow=True)
    assert (response.redirect_chain[-1][0], why in text(response)) == (drafted.get_absolute_url(), True)


def test_without_the_libraries_the_page_says_what_to_install(school, drafted, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    client = sign_in(school.clerk)
    assert "Máy chủ thiếu thư viện." in text(page(client, "decision", drafted.pk))
    response = page(client, "decision_pdf", drafted.pk)
    assert (response.status_code, "Máy chủ thiếu thư viện." in text(response)) == (503, True)


def test_the_stored_bytes_are_served_after_the_issue(school, issued, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"drawn again")
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    response = page(sign_in(school.stranger), "decision_pdf", issued.pk)
    assert (response.status_code, response.content) == (200, QUICK + b"QD-cong-nhan-2022-15.pdf")
    assert response["Content-Disposition"] == 'inline; filename="QD-cong-nhan-2022-15.pdf"'


def issue(client, decision, **changes):
    body = {"number": "15", "date": "30/12/2022", "word": "ban hanh"} | changes
    return client.post(reverse("decision_issue", args=[decision.pk]), body, follow=True)


def test_the_signer_issues(school, drafted, sign_in):
    client = sign_in(school.rector)
    question = text(page(client, "decision_issue", drafted.pk))
    assert "Ban hành quyết định này?" in question
    assert "Gõ BAN HÀNH để xác nhận" in question
    assert "Ghi thay người ký" not in question
    response = issue(client, drafted)
    assert "Đã ban hành Quyết định số 15/QĐ-TCT ngày 30/12/2022." in text(response)
    drafted.refresh_from_db()
    assert (drafted.status, drafted.number, drafted.issued_on_behalf) == ("issued", 15, False)


def test_the_clerk_issues_for_the_signer_and_it_is_said(school, drafted, sign_in):
    client = sign_in(school.clerk)
    assert "Ghi thay người ký" in text(page(client, "decision_issue", drafted.pk))
    assert "ghi thay: Ngô Thị Lan" in text(issue(client, drafted))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"word": "ban ra"}, "Gõ đúng chữ BAN HÀNH để xác nhận"),
        ({"number": "0"}, "từ 1 trở lên"),
        ({"date": "31/12/2022"}, "Ngày quyết định 31/12/2022 chưa đến; ban hành từ ngày đó hoặc nhập ngày khác."),
    ],
)
def test_a_refused_issue_keeps_what_was_typed(school, drafted, sign_in, changes, sentence):
    response = issue(sign_in(school.clerk), drafted, **changes)
    assert sentence in text(response)
    for value in ({"number": "15", "date": "30/12/2022", "word": "ban hanh"} | changes).values():
        assert f'value="{value}"' in text(response)
    drafted.refresh_from_db()
    assert drafted.status == "draft"


def test_nobody_else_issues(school, drafted, sign_in):
    for who in ("deputy", "head", "stranger", "administrator"):
        assert issue(sign_in(getattr(school, who)), drafted).status_code == 404
    drafted.refresh_from_db()
    assert drafted.status == "draft"


def test_issued_twice_the_second_is_told(school, issued, sign_in):
    response = issue(sign_in(school.clerk), issued, number="16")
    assert "Quyết định đang ở bước “Đã ban hành” nên không ban hành được" in text(response)
    issued.refresh_from_db()
    assert issued.number == 15


def test_another_day_is_asked_for_and_paid_by(school, drafted, sign_in):
    client = sign_in(school.clerk)
    response = client.post(reverse("decision_redate", args=[drafted.pk]), {"date": "03/07/2023"}, follow=True)
    assert "Đã đổi ngày; mức thưởng đã tính lại theo ngày mới, căn cứ pháp lý xem ở bên dưới." in text(response)
    assert "6.300.000 đồng" in text(response)


def test_issued_on_a_day_of_another_salary_the_new_sum_is_said(school, drafted, sign_in, clock_at):
    clock_at(date(2023, 7, 1))
    same = text(issue(sign_in(school.clerk), drafted, date="30/06/2023", word="ban ra"))
    assert "Tiền thưởng tính lại" not in same
    said = text(issue(sign_in(school.clerk), drafted, date="01/07/2023"))
    assert "Tiền thưởng tính lại theo ngày này là 6.300.000 đồng, dự thảo ghi 5.220.000 đồng" in said


def test_a_draft_is_discarded_after_a_question(school, drafted, sign_in):
    client = sign_in(school.clerk)
    assert "Xóa dự thảo quyết định này?" in text(page(client, "decision_discard", drafted.pk))
    response = client.post(reverse("decision_discard", args=[drafted.pk]), follow=True)
    assert response.redirect_chain[-1][0] == reverse("decision_list")
    assert Decision.objects.count() == 0


def test_an_issued_one_is_not_discarded(school, issued, sign_in):
    response = sign_in(school.clerk).post(reverse("decision_discard", args=[issued.pk]), follow=True)
    assert "không xóa được; chỉ xóa dự thảo chưa ban hành." in text(response)
    assert Decision.objects.count() == 1


def test_the_list_shows_drafts_to_those_who_work_on_them(school, drafted, sign_in):
    shown = {
        who: drafted.get_absolute_url() in text(page(sign_in(getattr(school, who)), "decision_list")) for who in CAST
    }
    assert shown == {
        "clerk": True, "rector": True, "deputy": False, "head": False, "stranger": False, "administrator": False
    }  # fmt: skip
    assert "Quyết định hiện ở đây sau khi ban hành." in text(page(sign_in(school.stranger), "decision_list"))


@pytest.mark.one_database("how many questions are asked")
def test_pages_ask_as_much_for_three_as_for_one(school, campaign, council, drafted, sign_in):
    client = sign_in(school.clerk)

    def queries(name, *args) -> int:
        page(client, name, *args)
        with CaptureQueriesContext(connection) as asked:
            page(client, name, *args)
        return len(asked)

    one = queries("decision_list")
    with clock.standing_at(DECIDED_ON):
        for number, person in ((2, school.rector), (3, school.deputy)):
            session = make_session(campaign, council, number=number)
            recommend(session, person)
            small = deciding.draft(
                session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
            )
        deciding.issue(small, number=16, date=DECIDED_ON, by=school.clerk.user)
    assert queries("decision_list") == one <= 15
    assert queries("decision", drafted.pk) <= 28
    other = Decision.objects.get(lines__name="Phạm Văn Quang")
    assert queries("decision", drafted.pk) == queries("decision", other.pk)
