"""Verbs of a tờ trình: drafted, edited, sent, answered; states by hand from the blueprint."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from awards import answering, desk, enclosing, submitting
from awards.answering import Said
from awards.documents import submission_list
from awards.models import (
    AwardRecord,
    CouncilSession,
    Nomination,
    PaperDraft,
    SheetForSignature,
    SubmissionLetter,
)
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.awards.sent_up import cases, counted, draft, reported, sent
from tests.factories import make_person
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.models import IssuedDocument, LegalText
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
ANSWERED_ON = date(2023, 2, 15)
PAPER = {"number": "321/QĐ-UBND", "date": ANSWERED_ON, "issuer": "Chủ tịch UBND tỉnh Lai Châu"}


@pytest.fixture
def session(campaign, council, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


def sentence(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return str(refused.value)


WRONG = "Chưa ban hành được vì bản in có điểm phải sửa: Phông chữ in văn bản không có ký tự “中”"


def test_a_letter_with_what_would_make_it_wrong_is_not_sent(school, session, sign_in):
    cases(school, session)
    letter = draft(school, session, grounds="Theo 中.")
    assert sentence(submitting.send, letter, number=45, date=DECIDED_ON, by=school.clerk.user).startswith(WRONG)
    letter.refresh_from_db()
    assert (letter.status, letter.document) == ("draft", None)
    page = sign_in(school.clerk).get(reverse("submission_check", args=[letter.pk])).content.decode()
    assert "Phải sửa" in page
    assert "không có ký tự “中”" in page


def test_the_check_page_says_what_sending_would_refuse(school, session, sign_in):
    cases(school, session)
    letter = draft(school, session)
    Nomination.objects.filter(submission_line__letter=letter).update(status="tabled")
    told = sentence(submitting.send, letter, number=45, date=DECIDED_ON, by=school.clerk.user)
    assert "không còn ở bước “Được đề nghị”" in told
    assert told in sign_in(school.clerk).get(reverse("submission_check", args=[letter.pk])).content.decode()


# --- what the letter says it encloses

MISSING = (
    "Tờ trình ghi kèm theo báo cáo thành tích nhưng còn thiếu của: Nguyễn Thị Hoa, “Chiến sĩ thi đua cấp tỉnh”. "
    "Mở “Bộ hồ sơ kèm theo” để soạn, hoặc ghi lý do gửi bản giấy."
)


@pytest.fixture
def without_report(school, session) -> SubmissionLetter:
    """Hoa's report is missing, the others are written."""
    cases(school, session)
    letter = draft(school, session)
    Nomination.objects.filter(award="CSTDT").update(report=" \n")
    return letter


def send_it(school, letter):
    submitting.send(letter, number=45, date=DECIDED_ON, by=school.clerk.user)


def test_a_letter_without_a_report_it_encloses_is_not_sent(school, without_report, sign_in):
    letter, clerk = without_report, sign_in(school.clerk)
    assert sentence(send_it, school, letter) == MISSING
    for name in ("submission", "submission_send", "submission_check"):
        assert MISSING in " ".join(clerk.get(reverse(name, args=[letter.pk])).content.decode().split())
    clerk.get(reverse("submission_blank_pdf", args=[letter.pk]))
    assert SheetForSignature.objects.count() == 0
    letter.refresh_from_db()
    assert (letter.status, Nomination.objects.get(award="CSTDT").status) == ("draft", "recommended")


def test_what_is_missing_is_made_from_its_row(school, without_report, sign_in):
    clerk, one = sign_in(school.clerk), Nomination.objects.get(award="CSTDT")
    page = " ".join(clerk.get(reverse("bundle", args=[without_report.pk])).content.decode().split())
    begin = reverse("paper_begin", args=["achievement-report", one.pk])
    assert page.count("Soạn báo cáo thành tích") == 1
    assert f'action="{begin}"' in page
    draft = PaperDraft.objects.get(pk=clerk.post(begin).url.strip("/").rpartition("/")[2])
    assert sentence(send_it, school, without_report) == MISSING  # begun is not written
    desk.write(draft, texts={"conduct": "Chấp hành tốt."}, date=DECIDED_ON, signer=draft.signer, by=school.clerk.user)
    send_it(school, without_report)


def test_a_report_that_is_said_to_go_on_paper_is_enough(school, without_report):
    line = without_report.lines.get(nomination__award="CSTDT")
    enclosing.state(line, reason="Bản có dấu của Đảng ủy", by=school.clerk.user)
    assert submitting.why_not_ready(without_report, DECIDED_ON) == ""
    enclosing.take_back(line, by=school.clerk.user)
    assert submitting.why_not_ready(without_report, DECIDED_ON) == MISSING
    enclosing.state(line, reason="Bản có dấu của Đảng ủy", by=school.clerk.user)
    send_it(school, without_report)
    without_report.refresh_from_db()
    assert without_report.status == "sent"


def test_ten_are_named_and_the_others_counted(school, session):
    for _ in range(12):
        recommend(session, make_person("Lò Thị Giả", school.faculty), "BKT")
    told = sentence(send_it, school, draft(school, session))
    assert (told.count("Lò Thị Giả"), "và 2 trường hợp nữa." in told) == (10, True)


# --- the draft


def test_a_draft_takes_what_that_level_decides_and_no_more(school, session):
    cases(school, session)
    letter = draft(school, session)
    lines = [(line.ordinal, line.nomination.award_id, str(line.nomination.candidate)) for line in letter.lines.all()]
    assert lines == [
        (1, "TTLDXS", "Khoa Xây dựng Đảng"),
        (2, "CSTDT", "Nguyễn Thị Hoa"),
        (3, "BKT", "Trần Văn Minh"),
    ]
    assert (letter.status, letter.year, letter.number, letter.drafted_by) == ("draft", 2022, None, school.clerk.user)
    assert letter.address_to.splitlines()[0] == "Chủ tịch Ủy ban nhân dân tỉnh Lai Châu"
    assert [entry.verb for entry in history_of(letter)] == ["submissionletter.draft"]
    other = draft(school, session, "prime_minister")
    assert [line.nomination.award_id for line in other.lines.all()] == ["BKTTG"]


@pytest.mark.parametrize("status", ["planned", "convened", "cancelled"])
def test_no_draft_from_a_session_that_is_not_over(school, campaign, council, standing, status):
    with standing(DECIDED_ON):
        session = make_session(campaign, council, status)
        recommend(session, school.lecturer, "CSTDT")
        assert sentence(draft, school, session) == (
            f"Phiên họp đang ở bước “{CouncilSession.Status(status).label}” nên chưa lập tờ trình được; "
            "kết thúc phiên họp trước."
        )


def test_a_case_goes_up_once(school, session):
    cases(school, session)
    first = draft(school, session)
    nothing_left = (
        "Không còn trường hợp nào được đề nghị để trình Chủ tịch UBND tỉnh mà chưa có tờ trình; "
        "chọn cấp hoặc phiên khác."
    )
    assert sentence(draft, school, session) == nothing_left
    submitting.discard(first, by=school.clerk.user)
    assert draft(school, session).lines.count() == 3
    assert sentence(draft, school, session, "president") == nothing_left.replace("Chủ tịch UBND tỉnh", "Chủ tịch nước")


def test_the_day_is_not_before_the_session_and_the_signer_signs_that_day(school, session):
    cases(school, session)
    early = sentence(draft, school, session, on=date(2022, 12, 19))
    assert early == ("Ngày tờ trình 19/12/2022 trước ngày họp Hội đồng 20/12/2022; chọn ngày từ ngày họp trở đi.")
    assert draft(school, session, on=date(2022, 12, 20)).date == date(2022, 12, 20)
    teaching = school.lecturer.postings.get()
    assert sentence(draft, school, session, "prime_minister", signer=teaching) == (
        "Nguyễn Thị Hoa không được ký văn bản của Trường; chọn người ký khác."
    )


def test_what_people_write_is_kept_and_audited_once(school, session):
    cases(school, session)
    letter = draft(school, session)
    said = {"date": DECIDED_ON, "signer": signer_of(school.deputy), "address_to": " Sở Nội vụ ", "grounds": "Vì."}
    for _ in range(2):
        submitting.edit(letter, by=school.clerk.user, **said)
    letter.refresh_from_db()
    assert (letter.address_to, letter.grounds, letter.signer) == ("Sở Nội vụ", "Vì.", signer_of(school.deputy))
    assert [entry.verb for entry in history_of(letter)] == ["submissionletter.change", "submissionletter.draft"]
    assert sentence(submitting.edit, letter, by=None, **said | {"address_to": " "}) == (
        "Ghi nơi kính gửi, mỗi dòng một nơi."
    )


# --- sent


def test_sending_freezes_the_paper_and_moves_the_dossiers(school, session):
    made = cases(school, session)
    letter = sent(school, session)
    assert (letter.status, letter.number, letter.date, letter.issued_on_behalf) == ("sent", 45, DECIDED_ON, True)
    document = letter.document
    assert (document.kind, document.full_number, document.signer) == (
        "submission-letter", "45/TTr-TCT", "Phạm Văn Quang, Hiệu trưởng"
    )  # fmt: skip
    for one in made:
        one.refresh_from_db()
    assert [one.status for one in made] == ["forwarded", "forwarded", "forwarded", "recommended", "recommended"]
    assert history_of(made[0]).first().verb == "nomination.forward"


def test_number_and_day_follow_the_series(school, session):
    cases(school, session)
    letter = draft(school, session)
    send = submitting.send
    by = school.clerk.user
    assert sentence(send, letter, number=0, date=DECIDED_ON, by=by) == (
        "Chưa có số; nhập số theo sổ văn bản đi của Trường."
    )
    assert sentence(send, letter, number=1, date=date(2022, 12, 31), by=by) == (
        "Ngày 31/12/2022 chưa đến; làm từ ngày đó hoặc nhập ngày khác."
    )
    send(letter, number=45, date=DECIDED_ON, by=by)
    other = draft(school, session, "prime_minister")
    assert sentence(send, other, number=45, date=DECIDED_ON, by=by) == (
        "Số 45/TTr-TCT đã dùng cho văn bản ngày 30/12/2022; xem lại số trong sổ văn bản đi."
    )


def test_nothing_is_sent_without_a_law_and_a_decree_of_the_day(school, session):
    cases(school, session)
    letter = draft(school, session)
    LegalText.objects.filter(code="ND-91-2017").update(cited_in_decisions=False)
    assert submitting.why_not_ready(letter, DECIDED_ON) == (
        "Chưa ghi nghị định nào có hiệu lực ngày 30/12/2022 để làm căn cứ; thêm ở trang Văn bản pháp lý."
    )


def test_a_case_that_is_no_longer_recommended_stops_the_letter(school, session):
    made = cases(school, session)
    letter = draft(school, session)
    Nomination.objects.filter(pk=made[1].pk).update(status="not_recommended")
    assert submitting.why_not_ready(letter, DECIDED_ON) == (
        "Hồ sơ của Nguyễn Thị Hoa không còn ở bước “Được đề nghị”; xóa dự thảo này rồi lập lại từ phiên họp."
    )


def test_a_paper_that_changed_while_it_was_drawn_is_not_sent(school, session, monkeypatch):
    made = cases(school, session)
    letter = draft(school, session)

    def meanwhile(paper):
        Nomination.objects.filter(pk=made[0].pk).update(grounds="Khác.")
        return b"%PDF-1.7 /Type /Page "

    monkeypatch.setattr(pdf, "render", meanwhile)
    assert sentence(submitting.send, letter, number=45, date=DECIDED_ON, by=None) == (
        "Chưa gửi được vì nội dung dự thảo vừa thay đổi; tải lại trang, xem lại rồi gửi."
    )
    assert IssuedDocument.objects.filter(kind="submission-letter").count() == 0


# --- answered


def test_one_answer_awards_and_declines(school, session):
    made = cases(school, session)
    letter = sent(school, session)
    collective, person, third = letter.lines.all()
    with clock.standing_at(ANSWERED_ON):
        answer = answering.record_answer(
            letter,
            {
                collective.pk: Said("awarded"),
                person.pk: Said("awarded"),
                third.pk: Said("declined", " Chưa đủ hai năm. "),
            },
            by=school.clerk.user,
            **PAPER,
        )
    letter.refresh_from_db()
    for one in made:
        one.refresh_from_db()
    assert letter.status == "answered"
    assert [one.status for one in made[:3]] == ["awarded", "awarded", "declined"]
    assert history_of(made[2]).first().reason == "Chưa đủ hai năm."
    records = AwardRecord.objects.order_by("pk").values_list(
        "department", "staff_member", "award", "year", "decision_number", "decision_date", "issuer", "source"
    )
    rest = (2022, "321/QĐ-UBND", ANSWERED_ON, "Chủ tịch UBND tỉnh Lai Châu", "upper")
    assert list(records) == [
        (school.faculty.pk, None, "TTLDXS", *rest),
        (None, school.lecturer.pk, "CSTDT", *rest),
    ]
    assert [line.answer for line in letter.lines.all()] == [answer] * 3


def test_several_answers_close_the_letter_with_the_last(school, session):
    cases(school, session)
    letter = sent(school, session)
    collective, person, third = letter.lines.all()
    with clock.standing_at(ANSWERED_ON):
        answering.record_answer(letter, {collective.pk: Said("awarded")}, by=None, **PAPER)
        letter.refresh_from_db()
        assert letter.status == "sent"
        again = {collective.pk: Said("declined", "Nhầm")}
        assert (
            sentence(answering.record_answer, letter, again, by=None, **PAPER | {"number": "400/QĐ-UBND"})
            == "Có trường hợp vừa được ghi kết quả; tải lại trang để xem rồi ghi tiếp."
        )
        assert sentence(answering.record_answer, letter, {person.pk: Said("awarded")}, by=None, **PAPER) == (
            "Văn bản số 321/QĐ-UBND đã được ghi cho tờ trình này; kiểm tra lại số."
        )
        said = {person.pk: Said("awarded"), third.pk: Said("awarded")}
        answering.record_answer(letter, said, by=None, **PAPER | {"number": "400/QĐ-UBND"})
    letter.refresh_from_db()
    assert letter.status == "answered"
    assert sorted(AwardRecord.objects.values_list("decision_number", flat=True)) == [
        "321/QĐ-UBND", "400/QĐ-UBND", "400/QĐ-UBND"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "paper", "told"),
    [
        ({}, {}, "Chọn kết quả cho ít nhất một trường hợp."),
        ({2: Said("declined", " ")}, {}, "Ghi lý do không được chấp thuận của Nguyễn Thị Hoa."),
        ({2: Said("awarded")}, {"number": " "}, "Ghi số, ký hiệu và cơ quan ban hành văn bản trả lời."),
        (
            {2: Said("awarded")},
            {"date": date(2022, 12, 29)},
            "Ngày văn bản trả lời 29/12/2022 trước ngày tờ trình 30/12/2022; nhập ngày từ đó trở đi.",
        ),
        (
            {2: Said("awarded")},
            {"date": date(2023, 2, 16)},
            "Ngày văn bản trả lời 16/02/2023 chưa đến; nhập ngày ghi trên văn bản đã nhận.",
        ),
    ],
)
def test_an_answer_is_whole_or_not_written(school, session, said, paper, told):
    cases(school, session)
    letter = sent(school, session)
    by_place = {line.ordinal: line.pk for line in letter.lines.all()}
    asked = {by_place[place]: what for place, what in said.items()}
    with clock.standing_at(ANSWERED_ON):
        assert sentence(answering.record_answer, letter, asked, by=None, **PAPER | paper) == told
    assert (letter.answers.count(), AwardRecord.objects.count()) == (0, 0)


def test_an_answer_on_the_letter_s_own_day_and_on_the_day_of_today(school, session):
    cases(school, session)
    letter = sent(school, session)
    collective, person, _ = letter.lines.all()
    with clock.standing_at(ANSWERED_ON):
        answering.record_answer(letter, {person.pk: Said("awarded")}, by=None, **PAPER | {"date": DECIDED_ON})
        answering.record_answer(letter, {collective.pk: Said("awarded")}, by=None, **PAPER | {"number": "9"})
    assert letter.answers.count() == 2


def test_a_record_that_was_imported_already_is_not_written_twice(school, session):
    cases(school, session)
    letter = sent(school, session)
    AwardRecord.objects.create(
        staff_member=school.lecturer, award_id="CSTDT", year=2022, decision_number="321/QĐ-UBND",
        decision_date=ANSWERED_ON, issuer="UBND tỉnh",
    )  # fmt: skip
    with clock.standing_at(ANSWERED_ON):
        said = {line.pk: Said("awarded") for line in letter.lines.filter(ordinal=2)}
        answering.record_answer(letter, said, by=None, **PAPER)
    assert AwardRecord.objects.count() == 1


def test_a_mistake_in_an_answer_is_mended_in_the_history_too(school, session):
    cases(school, session)
    letter = sent(school, session)
    with clock.standing_at(ANSWERED_ON):
        said = {line.pk: Said("awarded") for line in letter.lines.filter(ordinal__in=(1, 2))}
        answer = answering.record_answer(letter, said, by=school.clerk.user, **PAPER)
        right = {"number": "231/QĐ-UBND", "date": date(2023, 2, 14), "issuer": "UBND tỉnh Lai Châu"}
        answering.mend(answer, reason="Ghi nhầm số", by=school.clerk.user, **right)
        assert sentence(answering.mend, answer, reason=" ", by=None, **right) == "Ghi lý do sửa trả lời đã ghi."
    assert set(AwardRecord.objects.values_list("decision_number", "decision_date", "issuer")) == {
        ("231/QĐ-UBND", date(2023, 2, 14), "UBND tỉnh Lai Châu")
    }
    assert history_of(letter).first().reason == "Ghi nhầm số"


# --- state × act, by hand

GRID = {
    # act: (draft, sent, answered): whether it is allowed
    "send": (True, False, False),
    "edit": (True, False, False),
    "discard": (True, False, False),
    "answer": (False, True, False),
}


@pytest.mark.parametrize("act", GRID)
def test_the_grid(school, session, act):
    made = []
    for state in ("draft", "sent", "answered"):
        recommend(session, school.head if state == "draft" else school.stranger, "BKT") if state != "answered" else None
        made.append(_in_state(school, session, state))
    asked = {
        "send": lambda letter: submitting.why_not_send(letter, 60, DECIDED_ON),
        "edit": submitting.why_not_edit,
        "discard": submitting.why_not_edit,
        "answer": answering.why_not_answer,
    }[act]
    with clock.standing_at(DECIDED_ON):
        assert tuple(asked(letter) == "" for letter in made) == GRID[act]


def _in_state(school, session, state) -> SubmissionLetter:
    if state == "answered":
        recommend(session, school.lecturer2, "BKT")
    reported(session)
    letter = draft(school, session)
    if state != "draft":
        submitting.send(letter, number=50 + len(state), date=DECIDED_ON, by=None)
    if state == "answered":
        said = {line.pk: Said("awarded") for line in letter.lines.all()}
        answering.record_answer(letter, said, by=None, **PAPER | {"date": DECIDED_ON})
    letter.refresh_from_db()
    return letter


# --- what never changes


def test_a_sent_letter_never_changes(school, session):
    cases(school, session)
    letter = sent(school, session)
    line = letter.lines.first()
    for statement in (
        f"UPDATE awards_submissionletter SET address_to = 'x' WHERE id = {letter.pk}",
        f"DELETE FROM awards_submissionletter WHERE id = {letter.pk}",
        f"UPDATE awards_submissionline SET ordinal = 99 WHERE id = {line.pk}",
        f"DELETE FROM awards_submissionline WHERE id = {line.pk}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_outcome_is_written_once(school, session):
    cases(school, session)
    letter = sent(school, session)
    line = letter.lines.first()
    with clock.standing_at(ANSWERED_ON):
        answering.record_answer(letter, {line.pk: Said("declined", "Chưa đủ")}, by=None, **PAPER)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE awards_submissionline SET outcome = 'awarded' WHERE id = {line.pk}")


def test_the_share_of_votes_is_the_last_count(school, session):
    made = cases(school, session)
    counted(session, *made[:3], agree=5)
    counted(session, made[1], agree=4)
    letter = draft(school, session)
    assert [row.vote for row in submission_list.rows_of(letter)] == ["5/5 (100%)", "4/5 (80%)", "5/5 (100%)"]
