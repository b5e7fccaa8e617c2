"""The copy that is locked is the copy that was signed: by every road a numbered paper is issued."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from awards import citing, deciding, desk, revoking, submitting
from awards.models import Decision, PaperDraft, SheetForSignature
from tests.awards import sent_up
from tests.awards.decided import DECIDED_ON, make_session, signer_of, titles_of
from tests.conftest import layers
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.models import Institution, IssuedDocument
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
BLANKS = ("decision_blank_pdf", "decision_blank_docx")


@pytest.fixture(autouse=True)
def _drawn_quickly(monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page " + paper.file_name.encode())
    monkeypatch.setattr("awards.guarding.check", lambda *args: [])


@layers.fixture
def decision(school, campaign, council, clock_at) -> Decision:
    clock_at(DECIDED_ON)
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        titles_of(school, session)
        return deciding.draft(
            session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
        )


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def mend() -> None:
    """A fact of every paper's end."""
    Institution.objects.update(archive_line="Lưu: VT, TCHC")


def numbered(client, decision, **more):
    body = {"number": "15", "date": "30/12/2022", "word": "BAN HÀNH"} | more
    return client.post(reverse("decision_issue", args=[decision.pk]), body, follow=True)


@pytest.mark.parametrize("blank", BLANKS)
def test_a_decision_that_changed_after_the_print_is_refused_and_says_where(decision, clerk, blank):
    clerk.get(reverse(blank, args=[decision.pk]))
    mend()
    page = shown(numbered(clerk, decision))
    decision.refresh_from_db()
    assert (decision.status, IssuedDocument.objects.filter(kind="decision").count()) == ("draft", 0)
    assert "khác bản trình ký in lúc " in page
    assert "ngày 30/12/2022: Nơi nhận (đã in “TĐKT”, nay là “TCHC”)." in page.replace("\u00a0", " ")
    assert "In lại bản trình ký để ký rồi ban hành" in page
    assert 'name="compared"' in page


def test_a_basis_that_was_taken_out_is_named(decision, school, clerk):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    last = citing.of_decision(decision)[-1]
    citing.drop(decision, last.pk, by=school.clerk.user)
    with pytest.raises(Refused, match=r"khác bản trình ký .*căn cứ \d"):
        deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)


@pytest.mark.parametrize("blank", BLANKS)
def test_printed_again_it_is_issued(decision, clerk, blank):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    mend()
    clerk.get(reverse(blank, args=[decision.pk]))
    numbered(clerk, decision)
    decision.refresh_from_db()
    assert decision.status == "issued"
    assert history_of(decision).first().reason == ""


def test_compared_by_hand_it_is_issued_and_the_trail_says_so(decision, clerk):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    mend()
    numbered(clerk, decision, compared="on")
    decision.refresh_from_db()
    assert decision.status == "issued"
    reason = history_of(decision).first().reason
    assert reason.startswith("Đã đối chiếu bản đã ký. Nội dung hôm nay khác bản trình ký in lúc ")
    assert "Nơi nhận" in reason


def test_unchanged_it_is_issued_without_a_word(decision, clerk):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    assert 'name="compared"' not in shown(clerk.get(reverse("decision_issue", args=[decision.pk])))
    numbered(clerk, decision)
    decision.refresh_from_db()
    assert decision.status == "issued"


def test_never_printed_it_is_issued_as_it_stands(decision, clerk):
    clerk.get(reverse("decision_pdf", args=[decision.pk]))  # marked DỰ THẢO: nobody signs that
    clerk.get(reverse("decision_check", args=[decision.pk]))
    assert SheetForSignature.objects.count() == 0
    mend()
    numbered(clerk, decision)
    decision.refresh_from_db()
    assert decision.status == "issued"


def test_another_day_of_the_printed_month_is_the_same_sheet_another_month_is_not(decision, school, clerk, clock_at):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    assert deciding.why_other_than_signed(decision, DECIDED_ON + timedelta(days=1)) == ""
    assert "dòng ngày tháng" in deciding.why_other_than_signed(decision, DECIDED_ON + timedelta(days=2))


def test_amounts_of_another_day_show_the_tick_at_once(decision, school, clerk, monkeypatch):
    """The issue prices the lines anew: what the form could not know before is asked on the page that refuses."""
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    monkeypatch.setattr(deciding, "redate", lambda decision, *, date, by: mend())
    page = shown(numbered(clerk, decision))
    assert 'name="compared"' in page
    assert "15" in page


def test_the_question_says_when_it_was_printed_and_that_earlier_sheets_differ(decision, school, clerk):
    url = reverse("decision_issue", args=[decision.pk])
    assert "Bản trình ký" not in shown(clerk.get(url))
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    clerk.get(reverse(BLANKS[1], args=[decision.pk]))
    assert (SheetForSignature.objects.count(), "bản in trước đó" in shown(clerk.get(url))) == (1, False)
    mend()
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    assert "bản in trước đó, lúc " in shown(clerk.get(url))
    assert [sheet.printed_by for sheet in SheetForSignature.objects.all()] == [school.clerk.user] * 2


def test_of_an_issued_decision_nothing_is_remembered(decision, school, clerk):
    deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    assert SheetForSignature.objects.count() == 0


def test_with_the_draft_its_sheets_go(decision, school, clerk):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    deciding.discard(decision, by=school.clerk.user)
    assert SheetForSignature.objects.count() == 0


# --- the other roads


def correction(school, decision):
    deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
    draft = desk.begin("correction-letter", decision.document, by=school.clerk.user)
    told = {"errors": "Tại Điều 3, đã in “khoa, phòng”; nay sửa thành “khoa và phòng”."}
    desk.write(draft, texts=told, date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user)
    return draft


def test_what_the_desk_writes(decision, school, clerk):
    draft = correction(school, decision)
    clerk.get(reverse("paper_blank_docx", args=[draft.pk]))
    said = {"date": DECIDED_ON, "signer": draft.signer, "by": school.clerk.user}
    desk.write(draft, texts=draft.texts | {"address": "Khoa Xây dựng Đảng"}, **said)
    url = reverse("paper_issue", args=[draft.pk])
    body = {"number": "4", "date": "30/12/2022", "word": "ban hành"}
    assert "khác bản trình ký in lúc " in shown(clerk.post(url, body))
    assert PaperDraft.objects.get().status == "draft"
    clerk.post(url, body | {"compared": "on"})
    assert PaperDraft.objects.get().status == "issued"


def test_a_lost_subject_still_says_so_on_the_question(decision, school, clerk, monkeypatch):
    draft = correction(school, decision)
    clerk.get(reverse("paper_blank_pdf", args=[draft.pk]))
    PaperDraft.objects.filter(pk=draft.pk).update(subject=0)
    answer = clerk.get(reverse("paper_issue", args=[draft.pk]))
    assert (answer.status_code, desk.LOST in shown(answer)) == (200, True)


def test_a_discarded_draft_of_the_desk_takes_its_sheet_along(decision, school, clerk):
    draft = correction(school, decision)
    clerk.get(reverse("paper_blank_pdf", args=[draft.pk]))
    desk.discard(draft, by=school.clerk.user)
    assert SheetForSignature.objects.count() == 0


def test_a_letter_to_the_level_above(school, campaign, council, clerk, clock_at):
    clock_at(DECIDED_ON)
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        sent_up.cases(school, session)
        letter = sent_up.draft(school, session)
    clerk.get(reverse("submission_blank_pdf", args=[letter.pk]))
    mend()
    url = reverse("submission_send", args=[letter.pk])
    body = {"number": "45", "date": "30/12/2022", "word": "gửi"}
    assert "khác bản trình ký in lúc " in shown(clerk.post(url, body))
    letter.refresh_from_db()
    assert letter.status == "draft"
    clerk.post(url, body | {"compared": "on"})
    letter.refresh_from_db()
    assert letter.status == "sent"
    remembered = SheetForSignature.objects.filter(room="submissionletter", subject=letter.pk)
    assert remembered.count() == 1


def test_a_revocation(school, campaign, council, clerk, clock_at):
    with clock.standing_at(DECIDED_ON):
        made = sent_up.decided(school, campaign, council, (school.lecturer, "LDTT"))
    clock_at(sent_up.REVOKED_ON)
    with clock.standing_at(sent_up.REVOKED_ON):
        draft = sent_up.written(school, made, 1)
        clerk.get(reverse("revocation_blank_docx", args=[draft.pk]))
        mend()
        url = reverse("revocation_issue", args=[draft.pk])
        body = {"number": "20", "date": "03/04/2023", "word": "ban hành"}
        assert "khác bản trình ký in lúc " in shown(clerk.post(url, body))
        clerk.post(url, body | {"compared": "on"})
    draft.refresh_from_db()
    assert draft.status == "issued"


@pytest.mark.parametrize(
    "act", [deciding.issue, submitting.send, revoking.issue, desk.issue], ids=lambda act: act.__module__
)
def test_no_road_compares_by_itself(act):
    """By default nobody has compared anything."""
    assert act.__kwdefaults__["compared"] is False


def test_the_day_of_the_sheet_is_the_day_in_question(decision, clerk, clock_at):
    clerk.get(reverse(BLANKS[0], args=[decision.pk]))
    clock_at(date(2023, 1, 3))
    page = shown(numbered(clerk, decision, date="03/01/2023"))
    assert "dòng ngày tháng (đã in “12 năm 2022”, nay là “01 năm 2023”)" in page.replace("\u00a0", " ")
