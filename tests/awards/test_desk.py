"""The desk: a paper begun, written, issued, corrected, replaced; the register; signed copies."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, desk, freezing, printing
from awards.documents import outgoing_register
from awards.kinds import KINDS
from awards.models import PaperDraft
from campaigns.models import Campaign, PlanAmendment, Posting
from campaigns.plan_facts import findings_of
from tests.at_once import at_once
from tests.awards import paper_rows_council
from tests.awards.decided import DECIDED_ON, make_session, signer_of, titles_of
from tests.cast import move_clock
from tests.conftest import COUNCIL, layers
from tests.data import make_uploads
from tests.factories import make_campaign
from tests.reading import bare, words_of_word
from tests.signed import certificate, signed
from thidua import clock, guards, issuing, pdf, word
from thidua.audit import history_of
from thidua.models import Institution, IssuedDocument, Series, SignedCopy
from thidua.papers import Header, Paper, Paragraph, Row, Table
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2023, 1, 5)
ERRORS = "Tại Điều 3, đã in “các khoa, phòng liên quan”; nay sửa thành “các khoa, phòng có liên quan”."


def issued_decision(campaign, council, school) -> IssuedDocument:
    """Issued on 30/12/2022; the clock stands at 05/01/2023."""
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        titles_of(school, session)
        decision = deciding.draft(
            session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
        )
        deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
    move_clock(TODAY)
    return decision.document


DOCUMENT = layers.add(
    "document", lambda made: issued_decision(made.campaign, made.council, made.school), below=COUNCIL, module=__name__
)


@pytest.fixture
def document(school, campaign, council) -> IssuedDocument:
    return layers.made(DOCUMENT, campaign=campaign, council=council, school=school)


@pytest.fixture
def draft(document, school) -> PaperDraft:
    return desk.begin("correction-letter", document, by=school.clerk.user)


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def write(draft, school, **texts) -> None:
    parts = {"address": "Các khoa, phòng", "errors": ERRORS} | texts
    desk.write(draft, texts=parts, date=TODAY, signer=signer_of(school.rector), by=school.clerk.user)


def issue(draft, school, number=4, on=TODAY) -> IssuedDocument:
    return desk.issue(draft, number=number, date=on, by=school.clerk.user)


def said(response) -> str:
    return " ".join(response.content.decode().split())


# --- begin and write


def test_begun_twice_is_one_draft(draft, document, clerk):
    answer = clerk.post(reverse("paper_begin", args=["correction-letter", document.pk]))
    assert (answer.url, PaperDraft.objects.count()) == (draft.get_absolute_url(), 1)
    assert draft.title == "V/v đính chính Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022"


def test_a_part_left_as_proposed_is_not_kept(draft, school):
    proposed = desk.kind_of(draft).free[0].proposed(desk.subject_of(draft))
    write(draft, school, address=f"  {proposed} ")
    assert draft.texts == {"errors": ERRORS}


def test_what_was_typed_stays_when_it_is_refused(draft, clerk):
    url = reverse("paper_write", args=[draft.pk])
    body = {"address": "Khoa Mẫu", "errors": "", "date": "30/02/2023", "signer": draft.signer_id}
    answer = clerk.post(url, body)
    page = said(answer)
    assert answer.status_code == 200
    assert "Khoa Mẫu" in page
    assert "30/02/2023" in page
    draft.refresh_from_db()
    assert draft.texts == {}


def test_a_paper_whose_day_and_signers_its_record_fixes_asks_for_neither(school, campaign, council, sign_in):
    clerk, round_ = sign_in(school.clerk), paper_rows_council.counted(school)
    sheet = desk.begin("tally-sheet", round_, by=school.clerk.user)
    url = reverse("paper_write", args=[sheet.pk])
    fields = clerk.get(url).context["form"].fields
    assert {"date", "signer"} & set(fields) == set()
    assert clerk.post(url, {"began": "09 giờ 30"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.texts["began"] == "09 giờ 30"


def test_who_no_longer_holds_the_post_does_not_sign(draft, school):
    posting = signer_of(school.rector)
    posting.ends_on = date(2022, 12, 31)
    posting.save()
    with pytest.raises(Refused, match="không giữ chức vụ Hiệu trưởng vào ngày 05/01/2023"):
        write(draft, school)


def test_the_page_says_what_is_missing(draft, clerk):
    page = said(clerk.get(draft.get_absolute_url()))
    assert "Chưa ghi phần “Nội dung đính chính”; bấm “Sửa nội dung” để ghi." in page
    assert reverse("paper_issue", args=[draft.pk]) not in page


def test_a_discarded_draft_leaves_its_words_in_the_trail(draft, school, clerk):
    write(draft, school)
    key = draft.pk
    clerk.post(reverse("paper_discard", args=[draft.pk]))
    assert PaperDraft.objects.count() == 0
    draft.pk = key
    assert history_of(draft).first().before["Nội dung đính chính"] == ERRORS


def test_it_waits_on_the_home_page_of_the_clerk_and_of_who_signs(draft, school, clerk, sign_in):
    assert "Hoàn thiện, ban hành 1 văn bản đang soạn" in said(clerk.get("/"))
    assert f"Ký “{draft.title}”" in said(sign_in(school.rector).get("/"))
    assert draft.title not in said(sign_in(school.deputy).get("/"))
    write(draft, school)
    issue(draft, school)
    assert "văn bản đang soạn" not in said(clerk.get("/"))


# --- the issue


def test_an_issued_letter_stands_in_the_register_beside_what_it_corrects(draft, school, document, clerk):
    write(draft, school)
    answer = clerk.post(
        reverse("paper_issue", args=[draft.pk]), {"number": "4", "date": "05/01/2023", "word": "ban hành"}
    )
    letter = IssuedDocument.objects.get(kind="correction-letter")
    assert answer.url == reverse("issued_document", args=[letter.pk])
    assert (letter.full_number, letter.corrects, letter.title) == ("04/TCT-TĐKT", document, draft.title)
    assert ERRORS in str(letter.paper["blocks"])
    register = said(clerk.get(f"{reverse('outgoing_list')}?nam=2023"))
    assert "04/TCT-TĐKT" in register
    assert "Đính chính Quyết định số 15/QĐ-TCT ngày 30/12/2022" in register
    first = said(clerk.get(reverse("issued_document", args=[document.pk])))
    assert f'<a href="{answer.url}">Số 04/TCT-TĐKT ngày 05/01/2023</a>' in first
    assert document.revoked_by is None


def test_a_signer_who_keeps_no_register_comes_back_to_the_paper(draft, school, sign_in):
    parts = {"address": "Các khoa, phòng", "errors": ERRORS}
    desk.write(draft, texts=parts, date=TODAY, signer=signer_of(school.deputy), by=school.clerk.user)
    body = {"number": "4", "date": "05/01/2023", "word": "BAN HÀNH"}
    answer = sign_in(school.deputy).post(reverse("paper_issue", args=[draft.pk]), body, follow=True)
    assert answer.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert "Đã ban hành văn bản số 04/TCT-TĐKT ngày 05/01/2023." in said(answer)


NOT_ISSUED = {
    "the day before the paper": (4, date(2022, 12, 29), "trước ngày 30/12/2022 của văn bản số 15/QĐ-TCT"),
    "tomorrow": (4, date(2023, 1, 6), "Ngày văn bản 06/01/2023 ở sau hôm nay"),
}


@pytest.mark.parametrize("case", NOT_ISSUED)
def test_days_that_cannot_be(case, draft, school):
    number, day, sentence = NOT_ISSUED[case]
    write(draft, school)
    with pytest.raises(Refused, match=sentence):
        issue(draft, school, number, day)
    draft.refresh_from_db()
    assert (draft.status, draft.document) == ("draft", None)


def test_on_the_day_of_the_paper_it_can(draft, school, document):
    write(draft, school)
    assert issue(draft, school, on=document.date).date == document.date


def test_a_number_given_once_is_not_given_again(draft, school, document):
    write(draft, school)
    issue(draft, school)
    again = desk.begin("correction-letter", document, by=school.clerk.user)
    write(again, school)
    with pytest.raises(Refused, match="Số 04/TCT-TĐKT đã dùng cho văn bản ngày 05/01/2023"):
        issue(again, school)


def test_an_issued_draft_changes_no_more(draft, school):
    write(draft, school)
    issue(draft, school)
    with pytest.raises(Refused, match="đã ban hành nên không sửa được"):
        write(draft, school)
    with pytest.raises(DatabaseError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE awards_paperdraft SET title = 'x' WHERE id = %s", [draft.pk])


def test_what_changed_while_it_was_drawn_is_not_issued(draft, school, monkeypatch):
    write(draft, school)
    drawn = freezing.draw

    def drawn_then_changed(*arguments):
        made = drawn(*arguments)
        PaperDraft.objects.filter(pk=draft.pk).update(texts={"errors": ERRORS.replace("có liên", "hữu")})
        return made

    monkeypatch.setattr(freezing, "draw", drawn_then_changed)
    with pytest.raises(Refused, match="nội dung vừa thay đổi"):
        issue(draft, school)
    assert not IssuedDocument.objects.filter(kind="correction-letter").exists()


# --- the print guard

NO_SUCH_LETTER = "Tại Điều 3, đã in “các khoa, phòng liên quan”; nay sửa thành “các khoa 中”."


def test_what_would_make_the_paper_wrong_is_said_and_not_issued(draft, school, clerk):
    write(draft, school, errors=NO_SUCH_LETTER)
    page = said(clerk.get(reverse("paper_check", args=[draft.pk])))
    assert "Phải sửa" in page
    body = {"number": "4", "date": "05/01/2023", "word": "BAN HÀNH"}
    answer = said(clerk.post(reverse("paper_issue", args=[draft.pk]), body))
    assert "Chưa ban hành được vì bản in có điểm phải sửa: Phông chữ in văn bản không có ký tự “中”" in answer
    draft.refresh_from_db()
    assert (draft.status, IssuedDocument.objects.filter(kind="correction-letter").count()) == ("draft", 0)


def test_a_sound_paper_has_no_findings_before_and_after(draft, school, clerk):
    write(draft, school)
    check = reverse("paper_check", args=[draft.pk])
    assert f'href="{check}">Kiểm tra thể thức</a>' in said(clerk.get(draft.get_absolute_url()))
    assert "Kiểm tra bản trình ký: số và ngày để trống" in said(clerk.get(check))
    assert "Không có điểm nào." in said(clerk.get(check))
    issue(draft, school)
    page = said(clerk.get(check))
    assert "Kiểm tra bản đã ban hành, số 04/TCT-TĐKT." in page
    assert "Không có điểm nào." in page


def test_who_may_no_longer_sign_does_not(draft, school):
    write(draft, school)
    Posting.objects.filter(pk=draft.signer_id).update(may_sign=False, signs_as="")
    draft = PaperDraft.objects.get(pk=draft.pk)
    with pytest.raises(Refused, match="Phạm Văn Quang không được ký văn bản của Trường"):
        issue(draft, school)


# --- in Word


def docx_of(client, name, row) -> bytes:
    answer = client.get(reverse(name, args=[row.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, word.MEDIA_TYPE)
    return answer.content


def test_word_before_and_after_the_issue(draft, school, clerk):
    answer = clerk.get(reverse("paper_blank_docx", args=[draft.pk]), follow=True)
    assert "Chưa ghi phần “Nội dung đính chính”; bấm “Sửa nội dung” để ghi." in said(answer)
    write(draft, school)
    for name, is_marked in (("paper_draft_docx", True), ("paper_blank_docx", False)):
        words = words_of_word(docx_of(clerk, name, draft))
        assert (bare(ERRORS) in words, "DỰTHẢO" in words, "Số:04/" in words) == (True, is_marked, False)
    letter = issue(draft, school)
    Institution.objects.update(name="Trường khác")
    for name, row in (("paper_draft_docx", draft), ("issued_document_docx", letter)):
        words = words_of_word(docx_of(clerk, name, row))
        assert ("Số:04/TCT-TĐKT" in words, bare("Trường khác") in words, "DỰTHẢO" in words) == (True, False, False)
    page = said(clerk.get(reverse("issued_document", args=[letter.pk])))
    assert f'href="{reverse("issued_document_docx", args=[letter.pk])}">Word</a>' in page


def test_a_kind_that_word_cannot_show_says_so(document, clerk, monkeypatch):
    def not_in_word(paper):
        raise word.NotInWord(word.NOT_IN_WORD)

    monkeypatch.setattr(word, "render", not_in_word)
    answer = clerk.get(reverse("issued_document_docx", args=[document.pk]), follow=True)
    assert "Loại giấy này chỉ in được dạng PDF." in said(answer)


def test_the_register_in_word(document, clerk):
    answer = clerk.get(reverse("outgoing_docx", args=[2022]))
    assert "15/QĐ-TCT" in words_of_word(answer.content)


# --- what cannot be begun, what is begun once, what is gone


def test_what_cannot_be_drawn_leaves_no_draft(document, school, clerk):
    session = document.decision.session
    answer = clerk.post(reverse("paper_begin", args=["result-notice", session.pk]), follow=True)
    assert "Phiên họp chưa kiểm phiếu lượt nào nên chưa có kết quả; kiểm phiếu trước." in said(answer)
    assert answer.redirect_chain == [(session.get_absolute_url(), 302)]
    assert PaperDraft.objects.count() == 0


def test_without_a_running_campaign_no_letter_is_begun(document, school, clerk):
    Campaign.objects.update(status="concluded")
    answer = clerk.post(reverse("paper_begin", args=["reminder-letter", school.faculty.pk]), follow=True)
    assert "Chưa có phong trào hằng năm nào đang phát động nên không có việc để đôn đốc." in said(answer)
    assert PaperDraft.objects.count() == 0


@pytest.fixture
def plan(school, clock_at) -> PaperDraft:
    clock_at(TODAY)
    made = make_campaign(2023, plan_number=None, plan_date=None, status=Campaign.Status.DRAFT)
    return desk.begin("plan", made, by=school.clerk.user)


def test_one_plan_is_in_force_and_another_takes_its_place(plan, school, clerk):
    first = issue(plan, school, 12)
    begin = reverse("paper_begin", args=["plan", plan.subject])
    assert clerk.post(begin).url == reverse("issued_document", args=[first.pk])
    again = desk.begin("plan", desk.subject_of(plan), by=school.clerk.user)
    why = (
        "Kế hoạch phát động đã ban hành, số 12/KH-TCT ngày 05/01/2023; "
        "muốn đổi thì bỏ dự thảo này rồi soạn văn bản thay thế từ văn bản đó."
    )
    with pytest.raises(Refused) as refused:
        issue(again, school, 13)
    assert str(refused.value) == why
    assert why in said(clerk.get(again.get_absolute_url()))
    desk.discard(again, by=school.clerk.user)
    later = issue(desk.replace(first, by=school.clerk.user), school, 13)
    assert desk.in_force("plan", plan.subject) == later


@pytest.mark.parametrize(
    ("number", "on", "why"),
    [
        (8, TODAY, "Số 08/KH-TCT ngày 05/01/2023 (bản giấy) đã dùng; xem lại số trong sổ văn bản đi."),
        (9, date(2023, 1, 4), "lớn hơn số 08/KH-TCT ngày 05/01/2023 (bản giấy) nhưng ngày 04/01/2023 lại trước"),
        (7, date(2023, 1, 6), "nhỏ hơn số 08/KH-TCT ngày 05/01/2023 (bản giấy) nhưng ngày 06/01/2023 lại sau"),
        (9, TODAY, ""),
        (9, date(2023, 1, 6), ""),
        (7, TODAY, ""),
        (7, date(2023, 1, 4), ""),
    ],
)
def test_a_number_typed_in_from_paper_counts(plan, clock_at, number, on, why):
    make_campaign(2024, plan_number=8, plan_date=TODAY, status=Campaign.Status.DRAFT)
    clock_at(date(2023, 1, 6))
    assert why in desk.why_not_issue(plan, number, on)
    assert bool(desk.why_not_issue(plan, number, on)) == bool(why)


def test_the_number_proposed_follows_what_was_given_on_paper(plan):
    make_campaign(2024, plan_number=8, plan_date=TODAY, status=Campaign.Status.DRAFT)
    assert issuing.next_number(Series.objects.get(code="plan"), 2023) == 9


def test_a_draft_begins_with_the_day_the_plan_names(school, clock_at):
    clock_at(TODAY)
    made = make_campaign(2023, plan_number=None, plan_date=date(2022, 12, 28), status=Campaign.Status.DRAFT)
    assert desk.begin("plan", made, by=school.clerk.user).date == date(2022, 12, 28)


def test_a_plan_issued_here_is_not_said_to_have_no_number(plan, school):
    campaign = desk.subject_of(plan)
    before = {finding.key for finding in findings_of(campaign)}
    issue(plan, school, 12)
    assert before - {finding.key for finding in findings_of(campaign)} == {"no-number", "no-date"}


def test_a_draft_about_what_was_deleted_can_only_be_dropped(plan, school, clerk):
    campaign = desk.subject_of(plan)
    issue(plan, school, 12)
    Campaign.objects.update(status="launched")
    amendment = PlanAmendment.objects.create(campaign=campaign, title="Sửa đổi", reason="a", changes="b")
    draft = desk.begin("plan-amendment", amendment, by=school.clerk.user)
    amendment.delete()
    page = said(clerk.get(draft.get_absolute_url()))
    assert "đã bị xóa nên không soạn tiếp được; bỏ dự thảo này." in page
    assert "Sửa nội dung" not in page
    for name in ("paper_write", "paper_pdf", "paper_draft_docx", "paper_check"):
        assert clerk.get(reverse(name, args=[draft.pk])).url == draft.get_absolute_url()
    clerk.post(reverse("paper_discard", args=[draft.pk]))
    assert not PaperDraft.objects.filter(pk=draft.pk).exists()


# --- replaced


def test_a_paper_that_takes_the_place_of_another(draft, school, clerk):
    write(draft, school)
    first = issue(draft, school)
    clerk.post(reverse("document_replace", args=[first.pk]))
    second = PaperDraft.objects.get(status="draft")
    write(second, school, errors="Tại Điều 3, đã in “các khoa, phòng liên quan”; nay sửa thành “các khoa và phòng”.")
    later = issue(second, school, number=5)
    first.refresh_from_db()
    assert (first.revoked_by, later.replaces) == (later, first)
    named = "Công văn này thay thế Công văn số 04/TCT-TĐKT ngày 05 tháng 01 năm 2023."
    assert named in str(later.paper["blocks"][-2])
    page = said(clerk.get(reverse("issued_document", args=[first.pk])))
    assert "Thay thế bởi Công văn số 05/TCT-TĐKT ngày 05/01/2023" in page
    assert "Không còn hiệu lực" in page
    verified = said(clerk.get(reverse("verify_code", args=[first.verify_code])))
    assert "Đã được thay thế bằng Công văn số 05/TCT-TĐKT ngày 05/01/2023." in verified
    assert "hủy bỏ" not in verified
    with pytest.raises(Refused, match="không còn hiệu lực nên không thay thế được nữa"):
        desk.replace(first, by=school.clerk.user)


def test_a_decision_is_not_replaced_here(document, school):
    with pytest.raises(Refused, match="do phòng khác của phần mềm ban hành"):
        desk.replace(document, by=school.clerk.user)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
def test_two_clicks_issue_one(draft, school):
    write(draft, school)
    answers = at_once(*(lambda: issue(PaperDraft.objects.get(pk=draft.pk), school) for _ in range(2)))
    assert sorted(map(bool, answers)) == [False, True]
    assert IssuedDocument.objects.filter(kind="correction-letter").count() == 1


# --- signed copies


def handed_in(clerk, document, content, name="ban-ky.pdf"):
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    return clerk.post(reverse("signed_copy_add", args=[document.pk]), {"file": upload}, follow=True)


def test_a_signed_copy_stands_beside_the_original(document, clerk):
    page = said(handed_in(clerk, document, signed(make_uploads.pdf(), *certificate("Phạm Văn Mẫu"))))
    assert "Phạm Văn Mẫu, Trường Mẫu, ký lúc" in page
    assert "Không bị sửa sau khi ký; chưa đối chiếu được chứng thư" in page
    kept = SignedCopy.objects.get()
    answer = clerk.get(reverse("signed_copy", args=[document.pk, kept.pk]))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_a_scan_is_kept_and_said_to_be_one(document, clerk):
    assert "Bản quét, không có chữ ký số." in said(handed_in(clerk, document, make_uploads.scanned_pdf()))


def test_a_file_changed_after_signing_is_refused_and_nothing_is_kept(document, clerk):
    content = signed(make_uploads.pdf(), *certificate("Phạm Văn Mẫu"))
    at = content.index(b"/MediaBox")
    page = said(handed_in(clerk, document, content[:at] + b"/MediaBux" + content[at + 9 :]))
    assert "Chữ ký số của Phạm Văn Mẫu không khớp nội dung tệp" in page
    assert SignedCopy.objects.count() == 0


def test_the_copy_of_another_paper_is_refused(document, plan, school, clerk):
    other = issue(plan, school, 12)
    copy = signed(bytes(other.file.content), *certificate("Phạm Văn Mẫu"))
    sentence = "Trong tệp không có số 15/QĐ-TCT; chọn đúng bản đã ký của văn bản này."
    assert sentence in said(handed_in(clerk, document, copy))
    assert SignedCopy.objects.count() == 0
    handed_in(clerk, other, copy)
    assert SignedCopy.objects.get().document == other


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Số: 15/QĐ-TCT", ""),
        ("Số: 15/KH-TCT, ngày 15/9/2022", "Trong tệp không có số 15/QĐ-TCT"),
        ("Số: 115/QĐ-TCT", "Trong tệp không có số 15/QĐ-TCT"),
        ("Số:    /QĐ-TCT", "Trong tệp không có số 15/QĐ-TCT"),
        ("DỰ THẢO Số: 15/QĐ-TCT", "Tệp này là bản DỰ THẢO, không phải bản đã ký"),
    ],
)
def test_a_file_with_words_is_the_numbered_paper_and_no_draft(document, clerk, text, sentence):
    paper = Paper("letter", "thu.pdf", Header((), ("TRƯỜNG MẪU",)), blocks=[Paragraph(text)])
    page = said(handed_in(clerk, document, pdf.render(paper)))
    assert sentence in page
    assert SignedCopy.objects.count() == (not sentence)


def test_the_stamped_draft_is_no_signed_copy(document, school, clerk):
    frozen = replace(Paper.from_dict(document.paper), draft=True)
    page = said(handed_in(clerk, document, pdf.render(frozen)))
    assert "Tệp này là bản DỰ THẢO, không phải bản đã ký" in page
    assert SignedCopy.objects.count() == 0


@pytest.mark.parametrize(("name", "content"), [("anh.png", b"MZ\x90"), ("ban.pdf", b"MZ\x90 not a PDF")])
def test_what_is_no_pdf_is_refused(document, clerk, name, content):
    handed_in(clerk, document, content, name)
    assert SignedCopy.objects.count() == 0


# --- the register on paper


def test_the_register_prints_without_the_web(draft, school, tmp_path, capsys):
    write(draft, school)
    issue(draft, school)
    to = tmp_path / "so.pdf"
    call_command("print", "outgoing-register", "2023", to=str(to))
    assert to.read_bytes()[:5] == b"%PDF-"


def test_the_register_has_the_columns_of_the_decree(draft, school, document):
    """Nghị định 30/2020/NĐ-CP, Phụ lục IV; what is done by hand stays empty."""
    write(draft, school)
    issue(draft, school)
    [table] = [block for block in outgoing_register.gather(2023).blocks if isinstance(block, Table)]
    assert [" ".join(column.title.split()) for column in table.columns] == [
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]
    assert [
        ["".join(run.text for run in cell) for cell in row.cells] for row in table.rows if isinstance(row, Row)
    ] == [
        [
            "04/TCT-TĐKT",
            "05/01/2023",
            "Công văn về việc đính chính Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022",
            "Phạm Văn Quang, Hiệu trưởng",
            "Các khoa, phòng",
            "VT, TĐKT",
            "",
            "",
            "",
            "Đính chính Quyết định số 15/QĐ-TCT ngày 30/12/2022",
        ]
    ]


def test_without_a_year_the_register_of_the_last_year_with_papers(document):
    assert [printing.row_of("outgoing-register", *asked) for asked in ((None, None), ("2021", None), (None, 2020))] == [
        2022,
        2021,
        2020,
    ]


@pytest.mark.one_database("how many questions are asked")
def test_queries_do_not_grow_with_the_register(draft, school, document, clerk):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            clerk.get(f"{reverse('outgoing_list')}?nam=2023")
        return len(queries)

    write(draft, school)
    issue(draft, school)
    clerk.get(reverse("outgoing_list"))
    one = asked()
    for number in (5, 6):
        more = desk.begin("correction-letter", document, by=school.clerk.user)
        write(more, school)
        issue(more, school, number)
    assert asked() == one


# --- a correction is held against the paper it corrects

WRONG = {
    "words that do not stand there": (
        "Tại Điều 2, đã in “5.040.000 đồng”; nay sửa thành “5.220.000 đồng”.",
        "Dòng 1 của “Nội dung đính chính”: Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022 không có chữ "
        "“5.040.000 đồng”; trích đúng chữ đã in trong văn bản đó.",
    ),
    "half of a word": ("Đã in “Nguyễn Thị Ho”; nay sửa thành “Nguyễn Thị Hoa”.", "không có chữ “Nguyễn Thị Ho”"),
    "the second line": (
        f"{ERRORS}\nĐã in “Lò Văn Ấm”; nay sửa thành “Lò Văn Ẵm”.",
        "Dòng 2 của “Nội dung đính chính”:",
    ),
    "the same again": (
        "Đã in “Nguyễn Thị Hoa”; nay sửa thành “Nguyễn  Thị Hoa”.",
        "Dòng 1 của “Nội dung đính chính”: chữ sửa thành “Nguyễn  Thị Hoa” giống hệt chữ đã in.",
    ),
    "nothing quoted as wrong": ("Điều 2 nay sửa thành “Điều 3”.", "Dòng 1 của “Nội dung đính chính” chưa nói rõ"),
    "nothing in its place": ("Đã in “Nguyễn Thị Hoa”; nay sửa thành bà Hóa.", "chưa nói rõ sai ở đâu, sửa thế nào"),
    "another sum": (
        "Tại Điều 2, đã in “5.220.000 đồng”; nay sửa thành “30.000.000 đồng”.",
        "Dòng 1 của “Nội dung đính chính”: số tiền 30.000.000 đồng không có trong bản gốc và không khớp tổng của "
        "Danh sách; nội dung đổi thì ra văn bản thay thế.",
    ),
    "another sum in few figures": ("Đã in “5.220.000 đồng”; nay sửa thành “30 triệu đồng”.", "số tiền 30 triệu đồng "),
    "another sum of a row": ("Đã in “450.000”; nay sửa thành “700.000”.", "số tiền 700.000 không có"),
    "a sum of a row for the right total": (
        "Đã in “5.220.000 đồng”; nay sửa thành “450.000 đồng”.",
        "số tiền 450.000 đồng không có trong bản gốc và không khớp tổng của Danh sách",
    ),
    "another sum in words": (
        "Đã in “Năm triệu hai trăm hai mươi nghìn đồng”; nay sửa thành “Ba mươi triệu đồng”.",
        "số tiền Ba mươi triệu đồng không có",
    ),
    "no such article": (
        "Tại Điều 9, đã in “chịu trách nhiệm thi hành”; nay sửa thành “thi hành”.",
        "Dòng 1 của “Nội dung đính chính”: Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022 không có Điều 9; "
        "chữ “chịu trách nhiệm thi hành” ở Điều 3.",
    ),
    "another article": (
        "Tại Điều 1, đã in “Kinh phí trích từ”; nay sửa thành “Kinh phí lấy từ”.",
        "chữ “Kinh phí trích từ” không ở Điều 1 mà ở Điều 2.",
    ),
    "the place named behind": (
        "Đã in “Kinh phí trích từ” tại Điều 3; nay sửa thành “Kinh phí lấy từ”.",
        "chữ “Kinh phí trích từ” không ở Điều 3 mà ở Điều 2.",
    ),
    "another item": (
        "Tại khoản 1 Điều 1, đã in “01 cá nhân”; nay sửa thành “02 cá nhân”.",
        "chữ “01 cá nhân” không ở khoản 1 Điều 1 mà ở khoản 3 Điều 1.",
    ),
    "another row": (
        "Tại số thứ tự 1 của Danh sách, đã in “Nguyễn Thị Hoa”; nay sửa thành “Nguyễn Thị Hóa”.",
        "chữ “Nguyễn Thị Hoa” không ở số thứ tự 1 mà ở số thứ tự 5 của Danh sách, số thứ tự 7 của Danh sách.",
    ),
    "no such row": ("Tại STT 41, đã in “Nguyễn Thị Hoa”; nay sửa thành “Hóa”.", "không có số thứ tự 41; chữ"),
    "somebody of another row": (
        "Tại số thứ tự 4, bà Nguyễn Thị Hoa, đã in “Giảng viên”; nay sửa thành “Giảng viên chính”.",
        "Nguyễn Thị Hoa không ở số thứ tự 4 mà ở số thứ tự 5, 7.",
    ),
    "no correction at all": ("Đã in “Nguyễn Thị Hoa”.", "viết: Tại Điều 2, đã in “…”; nay sửa thành “…”."),
}


@pytest.mark.parametrize(("errors", "sentence"), WRONG.values(), ids=WRONG)
def test_a_correction_that_does_not_fit_the_paper_is_refused(errors, sentence, draft, school, clerk):
    write(draft, school, errors=errors)
    assert " ".join(sentence.split()) in said(clerk.get(draft.get_absolute_url()))
    with pytest.raises(Refused) as refused:
        issue(draft, school)
    assert sentence in str(refused.value)
    assert clerk.get(reverse("paper_blank_pdf", args=[draft.pk])).url == draft.get_absolute_url()


@pytest.mark.parametrize(
    "errors",
    [
        "Tại Danh sách, đã in “Nguyễn Thị Hoa Giảng viên”; nay sửa là “Nguyễn Thị Hoa, Giảng viên”.",
        "Tại Điều 1, đã in “Danh hiệu “Lao động tiên tiến”: 04 cá nhân”; nay sửa thành “05 cá nhân”.",
        "Đã in “Nguyễn\u00a0Thị  Hoa”; nay đọc là “Nguyễn Thị Hóa”.",
        'Đã in "Như Điều 3"; nay sửa lại là "Như Điều 2".',
        "Đã in “Điều 2. Các tập thể, cá nhân”; nay sửa thành “Điều 2. Tập thể, cá nhân”.",
        "Tại Điều 1, đã in “(Có Danh sách kèm theo)”; nay bỏ.",
        "Tại Điều 2, đã in “5.220.000 đồng (Bằng chữ: Năm triệu hai trăm hai mươi nghìn đồng)”; "
        "nay sửa thành “5.220.000 đồng (năm triệu hai trăm hai mươi nghìn đồng)”.",
        "Tại khoản 2 Điều 1, đã in “04 cá nhân”; nay sửa thành “04 đồng chí”.",
        "Tại STT 4 (Lò Văn Ẵm, Khoa Xây dựng Đảng), đã in “Giảng viên”; nay sửa thành “Giảng viên chính”.",
        "Tại Điều 2, đã in “Điều 69 Nghị định số 91/2017/NĐ-CP”; nay sửa thành “Nghị định số 91/2017/NĐ-CP”.",
        "Đã in “Trần Văn Minh” tại số thứ tự 3; nay sửa thành “Trần Văn Mình”.",
    ],
)
def test_a_correction_that_fits_is_issued(errors, draft, school, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    monkeypatch.setattr("awards.guarding.check", lambda *args: [])
    write(draft, school, errors=errors)
    assert issue(draft, school).full_number == "04/TCT-TĐKT"


def test_decomposed_letters_are_the_same_letters(draft, school):
    write(draft, school, errors=unicodedata.normalize("NFD", "Đã in “Nguyễn Thị Hoa”; nay sửa thành “Nguyễn Thị Hóa”."))
    assert desk.why_not_ready(draft) == ""


def test_whoever_had_the_paper_has_the_correction(draft, clerk):
    proposed = {part.key: text for part, text in desk.parts_of(draft)}
    assert proposed["address"].splitlines() == [
        "Trưởng phòng Tổ chức, Hành chính, Thông tin, Tư liệu",
        "Các khoa, phòng liên quan và các tập thể, cá nhân có tên tại Điều 1 "
        "Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022",
        "Ban Thi đua - Khen thưởng, Sở Nội vụ",
    ]
    assert proposed["recipients"].splitlines() == ["Như trên", "Lưu: VT, TĐKT"]


def test_of_a_letter_the_addressees_and_those_beside_them(document):
    header = Header((), ("TRƯỜNG",))
    recipients = ["Như trên", "Sở Nội vụ (để báo cáo)", "Lưu: VT"]
    letter = Paper("reminder-letter", "CV.pdf", header, address_to=["Khoa Xây dựng Đảng"], recipients=recipients)
    sent = IssuedDocument(paper=letter.to_dict())
    parts = {part.key: part.proposed(sent) for part in KINDS["correction-letter"].free}
    assert parts["address"] == "Khoa Xây dựng Đảng"
    assert parts["recipients"] == "Như trên\nSở Nội vụ (để báo cáo)\nLưu: VT"


def test_of_a_plan_those_it_was_sent_to(document):
    plan = Paper(
        "plan", "KH.pdf", Header((), ("TRƯỜNG",)), recipients=["Ban Giám hiệu (để chỉ đạo)", "Các khoa", "Lưu"]
    )
    (address, *_) = (part.proposed(IssuedDocument(paper=plan.to_dict())) for part in KINDS["correction-letter"].free)
    assert address == "Ban Giám hiệu\nCác khoa"


def test_a_correction_is_not_planned_for_a_day_before_its_paper(draft, school):
    texts, signer = {"errors": ERRORS}, signer_of(school.rector)
    with pytest.raises(Refused, match="Ngày văn bản 29/12/2022 trước ngày 30/12/2022 của văn bản số 15/QĐ-TCT"):
        desk.write(draft, texts=texts, date=date(2022, 12, 29), signer=signer, by=school.clerk.user)
    desk.write(draft, texts=texts, date=DECIDED_ON, signer=signer, by=school.clerk.user)
    assert draft.date == DECIDED_ON
