"""Báo cáo thành tích of a person and of a collective: built from the records, read back from the PDF."""

from datetime import date

import pytest
from django.urls import reverse

from awards.kinds import KINDS
from awards.models import Nomination, PaperDraft
from campaigns.models import Posting
from tests.awards.paper_rows_units import make_record, reported, reported_collective, running
from tests.awards.test_unit_papers import pages_of, tables, texts
from tests.factories import make_nomination
from thidua import pdf
from thidua.copies import Copy

NO = ["", "Không", ""]


def gather(nomination, **texts_written):
    return KINDS["achievement-report"].gather(nomination, Copy(texts=texts_written))


def test_a_person_s_report_as_a_clerk_reads_it(school):
    paper = gather(reported(school))
    lines = [one["text"] for page in pages_of(paper) for one in page]
    assert lines[0].startswith("TRƯỜNG CHÍNH TRỊ")
    assert "Lai Châu, ngày 08 tháng 12 năm 2022" in lines  # handed in: dated, no draft
    assert paper.draft is False
    in_order = [
        "BÁO CÁO THÀNH TÍCH",
        "Đề nghị công nhận danh hiệu",
        "“Chiến sĩ thi đua cơ sở” năm 2022",
        "I. SƠ LƯỢC LÝ LỊCH",
        "Họ và tên: Nguyễn Thị Hoa",
        "Ngày sinh: 25/9/1985",
        "Giới tính: Nữ",
        "Quê quán: …",
        "Đơn vị công tác: Khoa Xây dựng Đảng, Trường Chính trị tỉnh Lai Châu",
        "Chức vụ: Giảng viên",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "Giảng dạy phần Xây dựng Đảng.",
        "Hoàn thành xuất sắc nhiệm vụ năm 2022.",
        "Dạy 315 giờ, vượt định mức.",
        "3. Sáng kiến, đề tài",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "XÁC NHẬN CỦA NGƯỜI BÁO CÁO",
        "Trần Văn Minh Nguyễn Thị Hoa",
    ]
    places = [next(n for n, text in enumerate(lines) if wanted in text) for wanted in in_order]
    assert places == sorted(places)
    assert not any("Kết quả của đơn vị" in text for text in lines)  # of heads only


def test_what_was_received_before_and_still_stands(school):
    targets, titles, forms = tables(gather(reported(school)))
    assert targets == [["1", "Giờ dạy", "giờ", "280", "315"], ["2", "Bài báo khoa học", "bài", "1", "chưa ghi"]]
    head = "Hiệu trưởng Trường Chính trị tỉnh Lai Châu"
    assert titles == [  # neither the revoked one nor that of the campaign's own year
        ["2020", "“Lao động tiên tiến”", f"Số 20/QĐ-TCT ngày 30 tháng 12 năm 2020; {head}"],
        ["2021", "“Lao động tiên tiến”", f"Số 21/QĐ-TCT ngày 30 tháng 12 năm 2021; {head}"],
    ]
    assert forms == [NO]


def test_an_initiative_stands_with_its_decision(school):
    dossier = reported(school)
    assert (
        "“Bài giảng số” (sáng kiến năm 2022, tỷ lệ đóng góp 60%): được công nhận phạm vi cơ sở tại Quyết định số "
        "12/QĐ-TCT ngày 10 tháng 02 năm 2022."
    ) in texts(gather(dossier).blocks)
    dossier.initiatives.clear()
    blocks = texts(gather(dossier).blocks)
    assert blocks[blocks.index("3. Sáng kiến, đề tài") + 1] == "Không."


def test_what_no_record_holds_is_written_by_people(school):
    paper = gather(reported(school), home="Tam Đường, Lai Châu", duties="Dạy hai phần.")
    lines = {one.label: "".join(run.text for run in one.text) for one in paper.blocks[1].lines}
    assert (lines["Quê quán"], lines["Nơi thường trú"][0]) == ("Tam Đường, Lai Châu", "…")
    assert "Dạy hai phần." in texts(paper.blocks)
    assert "Giảng dạy phần Xây dựng Đảng." not in texts(paper.blocks)


@pytest.mark.parametrize("status", [Nomination.Status.DRAFT, Nomination.Status.RETURNED])
def test_a_report_that_is_not_handed_in_is_a_draft(status, school):
    dossier = reported(school)
    Nomination.objects.filter(pk=dossier.pk).update(status=status)
    dossier.refresh_from_db()
    paper = gather(dossier)
    assert (paper.draft, paper.header.date) == (True, None)


def test_a_higher_award_has_a_third_signature(school):
    paper = gather(reported(school, "BKT"))
    assert [(one.lines, one.name) for one in paper.signatures] == [
        (("XÁC NHẬN CỦA", "CƠ QUAN TRÌNH", "KHEN THƯỞNG"), "Phạm Văn Quang"),
        (("XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"), "Trần Văn Minh"),
        (("NGƯỜI BÁO CÁO",), "Nguyễn Thị Hoa"),
    ]
    assert paper.summary == "Đề nghị tặng\nBằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2022"


def test_nobody_confirms_their_own_report(school):
    campaign = running(school)
    of_head = gather(make_nomination(campaign, school.head, school.faculty, post="Trưởng khoa"))
    of_rector = gather(make_nomination(campaign, school.rector, school.board, post="Hiệu trưởng"))
    of_deputy = gather(make_nomination(campaign, school.deputy, school.board, "BKT"))
    told = [[(one.lines, one.name) for one in paper.signatures] for paper in (of_head, of_rector, of_deputy)]
    reporter = ("NGƯỜI BÁO CÁO",)
    assert told == [
        [(("XÁC NHẬN CỦA", "HIỆU TRƯỞNG"), "Phạm Văn Quang"), (reporter, "Trần Văn Minh")],
        [(("XÁC NHẬN CỦA", "CẤP TRÊN"), ""), (reporter, "Phạm Văn Quang")],
        [(("XÁC NHẬN CỦA", "CƠ QUAN TRÌNH", "KHEN THƯỞNG"), "Phạm Văn Quang"), (reporter, "Vũ Thị Thu")],
    ]
    assert "1. Kết quả của đơn vị" in texts(of_head.blocks)


# --- a collective's


def test_a_collective_s_report_as_a_clerk_reads_it(school):
    paper = gather(reported_collective(school))
    lines = [one["text"] for page in pages_of(paper) for one in page]
    text = " ".join(lines)
    assert "Cơ cấu tổ chức, nhân sự: 03 người (02 nam, 01 nữ); Trưởng khoa: Trần Văn Minh." in text
    in_order = ["I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", "Tập thể hoàn thành xuất sắc nhiệm vụ.", "III. CÁC HÌNH THỨC"]
    places = [next(n for n, line in enumerate(lines) if wanted in line) for wanted in in_order]
    assert places == sorted(places)
    titles, forms = tables(paper)
    assert [row[:2] for row in titles] == [["2021", "“Tập thể lao động tiên tiến”"]]
    assert [row[:2] for row in forms] == [["2020", "Giấy khen của Hiệu trưởng"]]
    assert [one.name for one in paper.signatures][-1] == "Trần Văn Minh"
    assert paper.signatures[-1].lines == ("THỦ TRƯỞNG ĐƠN VỊ",)


def test_the_school_s_own_report_has_its_own_letterhead(school):
    make_record(school.root, "TTLDTT", 2021)
    paper = gather(make_nomination(running(school), school.root, school.root, "TTLDTT"))
    assert paper.header.issuer_lines == ("TRƯỜNG CHÍNH TRỊ",)
    lines = {one.label: "".join(run.text for run in one.text) for one in paper.blocks[2].lines}
    everybody = Posting.objects.filter(is_main=True).values("staff_member").distinct().count()
    assert lines["Cơ cấu tổ chức, nhân sự"].startswith(f"{everybody:02d} người")
    assert paper.signatures[0].lines == ("XÁC NHẬN CỦA CẤP TRÊN",)


# --- its page


def test_the_dossier_offers_its_report(school, sign_in):
    dossier = reported(school)
    address = reverse("achievement_report_pdf", args=[dossier.pk])
    assert f'href="{address}"' in sign_in(school.lecturer).get(dossier.get_absolute_url()).content.decode()
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    response = sign_in(school.lecturer).get(address)
    assert (response["Content-Type"], response.content[:4]) == ("application/pdf", b"%PDF")
    assert sign_in(school.stranger).get(address).status_code == 404


def test_the_report_on_the_page_says_what_was_written_for_it(school, sign_in, monkeypatch):
    dossier, drawn = reported(school), []
    monkeypatch.setattr(pdf, "render", lambda paper: drawn.append(paper) or b"%PDF-1.7")
    PaperDraft.objects.create(
        kind="achievement-report",
        subject=dossier.pk,
        title="Báo cáo thành tích",
        year=2022,
        date=date(2022, 12, 9),
        texts={"conduct": "Chấp hành tốt."},
    )
    sign_in(school.lecturer).get(reverse("achievement_report_pdf", args=[dossier.pk]))
    assert "Chấp hành tốt." in texts(drawn[0].blocks)
