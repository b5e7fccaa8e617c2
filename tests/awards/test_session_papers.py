"""Links to papers without a number where a room stands, their PDF, and the sentence where there is none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import convening, preparing, voting
from tests.awards import paper_rows_council
from tests.awards.meeting import DAY, declare_all, explain_all, vote_all
from thidua import pdf


@pytest.fixture(autouse=True)
def _day(clock_at, monkeypatch):
    """How the papers look is read in tests/awards/test_council_papers.py."""
    clock_at(DAY)
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-" + paper.kind.encode())
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "")


def url(name: str, row) -> str:
    return reverse(name, args=[row.pk])


def page(client, row) -> str:
    return client.get(row.get_absolute_url()).content.decode()


def test_the_session_offers_what_it_has(school, sign_in):
    clerk, member = sign_in(school.clerk), sign_in(school.deputy)
    session = paper_rows_council.planned(school)
    attendance, results = (url(name, session) for name in ("attendance_list_pdf", "result_list_pdf"))
    assert (attendance in page(clerk, session), results in page(clerk, session)) == (True, False)
    held = paper_rows_council.counted(school).session
    assert url("result_list_pdf", held) in page(clerk, held)
    assert "Văn bản của phiên họp" not in page(member, held)


def test_a_cancelled_session_has_no_papers(school, sign_in):
    session = paper_rows_council.planned(school)
    type(session).objects.filter(pk=session.pk).update(status="cancelled")
    assert "Văn bản của phiên họp" not in page(sign_in(school.clerk), session)


def test_the_round_offers_ballots_before_and_the_tally_after_the_count(school, sign_in):
    clerk, chair, member = (sign_in(who) for who in (school.clerk, school.rector, school.deputy))
    pending = paper_rows_council.pending(school)
    on_devices = page(clerk, pending)
    assert url("ballot_paper_pdf", pending) not in on_devices
    assert "Mất mạng hoặc hỏng máy: bỏ lượt này, lập lượt mới bằng phiếu giấy." in on_devices
    type(pending).objects.filter(pk=pending.pk).update(way="paper")
    before = page(clerk, pending)
    assert url("ballot_paper_pdf", pending) in before
    assert "Phiếu 1: in 4 bản; phiếu 2: in 3 bản." in before
    assert url("tally_sheet_pdf", pending) not in before
    counted = paper_rows_council.counted(school)
    after = page(chair, counted)
    assert url("tally_sheet_pdf", counted) in after
    assert "Trích biên bản" not in after
    for row in (pending, counted):
        assert "Văn bản của lượt này" not in page(member, row)


def test_the_clerk_takes_extracts_once_there_are_minutes(school, sign_in):
    clerk = sign_in(school.clerk)
    round_ = paper_rows_council.closed(school).rounds.get()
    said = page(clerk, round_)
    for question in round_.questions.all():
        assert url("case_extract_pdf", question) in said
        assert clerk.get(url("case_extract_pdf", question)).content == b"%PDF-case-extract"
    assert "Trích biên bản" not in page(sign_in(school.rector), round_)


def test_the_extract_is_on_the_page_of_its_case_for_the_clerk_alone(school, sign_in):
    """The rule of the paper decides: who may not take it is offered none, and gets 404."""
    clerk = sign_in(school.clerk)
    counted = paper_rows_council.counted(school)
    question = counted.questions.first()
    assert "trích biên bản" not in page(clerk, question.nomination)  # there are no minutes yet
    by, session = school.rector.user, counted.session
    explain_all(session, by=by)
    again = preparing.prepare_round(session, nominations=[question.nomination], reason="Có thêm minh chứng", by=by)
    declare_all(session, by=by)
    voting.open_round(again, by=by)
    vote_all(again)
    voting.count(again, by=by)
    explain_all(session, by=by)
    convening.close(session, by=by)
    said, last = page(clerk, question.nomination), again.questions.get()
    assert f'<a href="{url("case_extract_pdf", last)}">' in said
    assert said.count("In trích biên bản phiên họp ngày") == 1
    assert url("case_extract_docx", last) in said
    for who in (school.rector, school.deputy, school.head, school.lecturer):
        other = sign_in(who)
        shown = other.get(question.nomination.get_absolute_url())
        assert "trích biên bản" not in shown.content.decode()
        assert other.get(url("case_extract_pdf", last)).status_code == 404


def test_a_paper_is_shown_under_its_name(school, sign_in):
    counted = paper_rows_council.counted(school)
    answer = sign_in(school.rector).get(url("tally_sheet_pdf", counted))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    name = f"BB-kiem-phieu-2022-{counted.session_id}-luot-1.pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tally_sheet_pdf", "Lượt 1 chưa mở nên chưa có biên bản kiểm phiếu; kiểm phiếu trước."),
        ("result_list_pdf", "Phiên họp chưa kiểm phiếu lượt nào nên chưa có kết quả; kiểm phiếu trước."),
        ("case_extract_pdf", "Trường hợp này chưa kiểm phiếu nên chưa có gì để trích; kiểm phiếu trước."),
    ],
)
def test_what_is_not_counted_is_said_on_the_page_one_came_from(name, said, school, sign_in):
    round_ = paper_rows_council.pending(school)
    rows = {"result_list_pdf": round_.session, "case_extract_pdf": round_.questions.first()}
    answer = sign_in(school.clerk).get(url(name, rows.get(name, round_)), follow=True)
    back = round_.session if name == "result_list_pdf" else round_
    assert answer.redirect_chain == [(back.get_absolute_url(), 302)]
    assert said in answer.content.decode()


def test_a_machine_that_cannot_draw_says_so(school, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    session = paper_rows_council.planned(school)
    answer = sign_in(school.clerk).get(url("attendance_list_pdf", session), follow=True)
    assert "Máy chủ thiếu thư viện." in answer.content.decode()


def test_guests_are_written_with_the_session_and_with_the_minutes(school, sign_in):
    session = paper_rows_council.planned(school)
    clerk = sign_in(school.clerk)
    clerk.post(reverse("council_notes", args=[session.pk]), {"guests": "Lý Thị Mẩy, Bí thư Đoàn", "opening": "Mở đầu."})
    session.refresh_from_db()
    assert (session.guests, session.opening) == ("Lý Thị Mẩy, Bí thư Đoàn", "Mở đầu.")
    assert "Lý Thị Mẩy, Bí thư Đoàn" in clerk.get(reverse("council_session_edit", args=[session.pk])).content.decode()


@pytest.mark.one_database("how many questions are asked")
def test_ballots_cost_the_same_for_any_number_of_cases(school, sign_in):
    clerk, round_ = sign_in(school.clerk), paper_rows_council.pending(school)
    clerk.get(round_.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        clerk.get(url("ballot_paper_pdf", round_))
    other = paper_rows_council.pending(school)
    assert other.questions.count() != round_.questions.count()
    with CaptureQueriesContext(connection) as many:
        clerk.get(url("ballot_paper_pdf", other))
    assert len(few) == len(many)
