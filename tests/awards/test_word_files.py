"""Word files handed out by pages: the frozen words of what is issued, nothing of PDF's needs, refusals as sentences."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from awards import deciding
from campaigns.models import Award, Posting
from tests.awards.decided import DECIDED_ON, make_session, signer_of, titles_of
from tests.reading import word_document, words_of_word
from thidua import clock, pdf, word
from thidua.papers import Header, Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(school, campaign, council, clock_at, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 quick")
    clock_at(DECIDED_ON)
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        titles_of(school, session)
        return deciding.draft(
            session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
        )


def word_of(client, name, *args) -> str:
    response = client.get(reverse(name, args=args))
    assert (response.status_code, response["Content-Type"]) == (200, word.MEDIA_TYPE)
    assert response["Cache-Control"] == "private, no-store"
    return words_of_word(response.content)


def test_the_name_of_the_file_says_which_format(drafted, tmp_path):
    for name, asked, begins in (
        ("ra.docx", None, b"PK"),
        ("ra.DOCX", None, b"PK"),
        ("ra.pdf", None, b"%PDF-"),
        ("ra.pdf", "docx", b"PK"),
        ("ra.docx", "pdf", b"%PDF-"),
    ):
        file = tmp_path / name
        call_command("print", "decision", str(drafted.pk), to=str(file), format=asked, verbosity=0)
        assert file.read_bytes().startswith(begins)


def test_a_draft_says_so_and_the_copy_for_signature_does_not(school, drafted, sign_in):
    clerk = sign_in(school.clerk)
    draft, blank = (word_of(clerk, name, drafted.pk) for name in ("decision_docx", "decision_blank_docx"))
    assert ("DỰTHẢO" in draft, "DỰTHẢO" in blank) == (True, False)
    assert "Số:/QĐ-TCT" in blank
    response = clerk.get(reverse("decision_docx", args=[drafted.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="QD-cong-nhan-2022-du-thao.docx"'


def test_word_needs_nothing_that_pdf_needs(school, drafted, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    clerk = sign_in(school.clerk)
    for name in ("decision_docx", "payment_list_docx", "payment_slips_docx"):
        assert word_of(clerk, name, drafted.pk)
    page = clerk.get(reverse("decision", args=[drafted.pk])).content.decode()
    assert reverse("decision_docx", args=[drafted.pk]) in page


def test_what_is_issued_keeps_its_words_whatever_is_renamed(school, drafted, sign_in):
    with clock.standing_at(DECIDED_ON):
        deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.clerk.user)
    before = word_of(sign_in(school.stranger), "decision_docx", drafted.pk)
    Award.objects.filter(code="LDTT").update(name="Tên khác")
    assert word_of(sign_in(school.stranger), "decision_docx", drafted.pk) == before
    assert "Số:15/QĐ-TCT" in before


def test_a_copy_for_signature_that_is_not_ready_is_refused_with_a_sentence(school, drafted, sign_in):
    Posting.objects.filter(pk=drafted.signer_id).update(ends_on=DECIDED_ON - timedelta(days=1))
    address = reverse("decision_blank_docx", args=[drafted.pk])
    response = sign_in(school.clerk).get(address, follow=True)
    assert response.redirect_chain == [(reverse("decision", args=[drafted.pk]), 302)]
    assert re.search(r"không giữ chức vụ", response.content.decode())


def test_slips_stand_three_to_a_sheet(school, drafted, sign_in):
    response = sign_in(school.clerk).get(reverse("payment_slips_docx", args=[drafted.pk]))
    document = word_document(response.content)
    sheet = document.tables[0]
    assert {round(int(row._tr.xpath("w:trPr/w:trHeight/@w:val")[0]) * 25.4 / 1440) for row in sheet.rows} == {91}
    section = document.sections[0]
    assert [round(side.mm) for side in (section.top_margin, section.bottom_margin)] == [10, 10]
    assert len(sheet.rows) == words_of_word(response.content).count("GIẤYNHẬNTIỀNTHƯỞNG")


def test_a_kind_that_word_cannot_show_is_refused_on_the_command_line(drafted, monkeypatch, tmp_path, capsys):
    class Placed(Paper):
        pass

    monkeypatch.setattr("awards.printing.paper_of", lambda kind, row: Placed("x", "x.pdf", Header((), ())))
    with pytest.raises(SystemExit) as stopped:
        call_command("print", "decision", str(drafted.pk), to=str(tmp_path / "x.docx"), format="docx")
    assert (stopped.value.code, capsys.readouterr().err) == (2, "Loại giấy này chỉ in được dạng PDF.\n")
