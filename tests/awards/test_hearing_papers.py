"""Papers of the initiative council: each sheet as it was handed in, to be signed; what the minutes say of them."""

import io

import pypdf
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import hearing, marking
from awards.documents import hearing_sheet
from awards.models import HearingSheet
from tests.awards.hearing_meeting import SUBMITTED, convene, counted, opened, planned, score, table
from tests.awards.meeting import DAY, seats_by_name
from tests.conftest import layers
from tests.factories import make_initiative
from tests.reading import words_of_word
from thidua import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _libraries():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)


@layers.fixture
def session(school, campaign, chair, clock_at):
    clock_at(DAY)
    return convene(planned(school, campaign), by=chair)


@layers.fixture
def found(session, school, chair):
    """Of Minh and Hoa: Quang on screen, Thu against it on screen, Dũng on paper; counted while Lan had not scored."""
    shared = ((school.head, 60), (school.lecturer, 40))
    (made,) = table(session, make_initiative(school.head, *shared, status=SUBMITTED, title="Bài giảng số"), by=chair)
    hearing.open_scoring(made, by=chair)
    score(made, "Quang", 90.5, remarks="Rất mới.\nCần nhân rộng.")
    score(made, "Thu", 60, recognise=False)
    score(made, "Dũng", 80, on_paper=True)
    return made


def count(found, chair):
    hearing.count(found, reason="Hết giờ họp", by=chair)
    return found


def pages(response) -> list[str]:
    assert response.headers["Content-Type"] == "application/pdf", response
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def one(found, given, form="pdf") -> str:
    seat = seats_by_name(found.session)[given]
    return reverse(f"hearing_sheet_filled_{form}", args=[found.session_id, found.pk, seat.pk])


def all_of(found, form="pdf") -> str:
    return reverse(f"hearing_sheets_filled_{form}", args=[found.session_id, found.pk])


def minutes(session, client) -> str:
    return " ".join(pages(client.get(reverse("minutes_pdf", args=[session.pk]))))


# --- a sheet, filled in


def test_a_sheet_is_printed_as_it_was_handed_in(found, school, chair, sign_in):
    (page,) = pages(sign_in(school.clerk).get(one(count(found, chair), "Quang")))
    assert "ngày 20 tháng 12 năm 2022 PHIẾU ĐÁNH GIÁ SÁNG KIẾN Phiên họp Hội đồng sáng kiến năm 2022" in page
    assert "Tên sáng kiến: Bài giảng số" in page
    assert f"Tác giả: {school.head} (60%), {school.lecturer} (40%)" in page
    assert "Thành viên chấm: Phạm Văn Quang, Hiệu trưởng, Chủ tịch Hội đồng" in page
    assert "Tính mới của giải pháp so với cách làm trước ở đơn vị 30 30" in page
    assert "Trình bày rõ ràng, có minh chứng 10 0,5 Tổng điểm 100 90,5 Kết luận: đề nghị công nhận." in page
    assert "Nhận xét: Rất mới. Cần nhân rộng. Phiếu chấm trên phần mềm, in ra để ký;" in page
    assert page.endswith("NGƯỜI CHẤM (Ký, ghi rõ họ tên) Phạm Văn Quang")
    assert "DỰ THẢO" not in page


def test_word_says_the_same(found, school, chair, sign_in):
    text = words_of_word(sign_in(school.clerk).get(one(count(found, chair), "Thu", "docx")).content)
    assert "Tổngđiểm10060Kếtluận:khôngđềnghịcôngnhận.Nhậnxét:khôngcó." in text
    assert text.endswith("NGƯỜICHẤM(Ký,ghirõhọtên)VũThịThu")


def test_all_sheets_of_one_stand_in_one_file_in_the_order_of_the_council(found, school, chair, sign_in):
    client = sign_in(school.rector)
    printed = pages(client.get(all_of(count(found, chair))))
    assert [" ".join(page.split()[-3:]) for page in printed] == ["Phạm Văn Quang", "Vũ Thị Thu", "Lê Văn Dũng"]
    assert "Kết luận: không đề nghị công nhận. Nhận xét: không có." in printed[1]
    assert "NGƯỜI CHẤM Đã ký trên phiếu giấy Lê Văn Dũng" in printed[2]
    assert client.get(all_of(found, "docx")).content.startswith(b"PK")


def test_the_command_line_prints_what_is_counted(found, chair, tmp_path, capsys):
    file = tmp_path / "ra.pdf"
    for kind in ("hearing-sheet-filled", "hearing-sheets-filled"):
        with pytest.raises(SystemExit):
            call_command("print", kind, to=str(file))
        assert capsys.readouterr().err.startswith("Không tìm thấy văn bản cần in")
    count(found, chair)
    call_command("print", "hearing-sheets-filled", str(found.pk), to=str(file))
    assert len(pypdf.PdfReader(file).pages) == 3
    thu = seats_by_name(found.session)["Thu"]
    call_command("print", "hearing-sheet-filled", f"{found.pk}:{thu.pk}", to=str(file), year=2022)
    assert " ".join(pypdf.PdfReader(file).pages[0].extract_text().split()).endswith("Vũ Thị Thu")
    for wrong in (str(found.pk), f"{found.pk}:0", "a:b"):
        with pytest.raises(SystemExit):
            call_command("print", "hearing-sheet-filled", wrong, to=str(file))
        assert capsys.readouterr().err.startswith("Không tìm thấy văn bản cần in")


@pytest.mark.one_database("how many questions are asked")
def test_one_or_three_sheets_cost_the_same_queries(found, chair):
    count(found, chair)
    numbers = []
    for gather in (lambda: hearing_sheet.filled(found.sheets.first()), lambda: hearing_sheet.all_filled(found)):
        with CaptureQueriesContext(connection) as asked:
            gather()
        numbers.append(len(asked))
    assert numbers[1] <= numbers[0]


# --- who prints it, and when


def test_before_the_count_a_member_prints_their_own_as_a_draft_and_nobody_elses(found, school, sign_in):
    (page,) = pages(sign_in(school.deputy).get(one(found, "Thu")))
    assert "DỰ THẢO" in page
    assert "Chưa kết thúc chấm, phiếu còn có thể sửa." in page
    for who in (school.rector, school.clerk):
        client = sign_in(who)
        assert client.get(one(found, "Thu")).status_code == 404
        assert client.get(all_of(found)).status_code == 404
        assert all_of(found) not in words(client.get(found.get_absolute_url()))


def test_links_stand_where_they_may_be_followed(found, session, school, chair, sign_in):
    assert one(found, "Thu") in words(sign_in(school.deputy).get(found.get_absolute_url()))
    count(found, chair)
    for who in (school.rector, school.clerk):
        client = sign_in(who)
        page = words(client.get(found.get_absolute_url()))
        assert [one(found, given) in page for given in ("Quang", "Thu", "Dũng")] == [True] * 3
        for shown in (page, words(client.get(session.get_absolute_url()))):
            assert "In các phiếu đã chấm để ký" in shown
            assert all_of(found) in shown
    member = sign_in(school.deputy)
    page = words(member.get(found.get_absolute_url()))
    assert (one(found, "Thu") in page, one(found, "Quang") in page, all_of(found) in page) == (True, False, False)
    assert "In các phiếu" not in words(member.get(session.get_absolute_url()))


def test_an_author_prints_nobodys_even_from_the_chair(session, school, chair, sign_in):
    own = counted_of_the_rector(session, school, chair)
    client = sign_in(school.rector)
    assert client.get(all_of(own)).status_code == client.get(one(own, "Thu")).status_code == 404
    assert "In các phiếu" not in words(client.get(session.get_absolute_url()))
    page = words(client.get(own.get_absolute_url()))
    assert "Phiếu của từng thành viên không hiện với tác giả." in page
    assert len(pages(sign_in(school.clerk).get(all_of(own)))) == 1


def counted_of_the_rector(session, school, chair):
    own = opened(session, school.rector, by=chair, title="Của Hiệu trưởng")
    score(own, "Thu", 80)
    return count(own, chair)


# --- the minutes


def test_the_minutes_say_how_the_sheets_that_go_with_them_were_made(found, session, school, chair, sign_in):
    client = sign_in(school.clerk)
    count(found, chair)
    assert (
        "Phiếu đánh giá ghi tên, không bỏ phiếu kín: 02 phiếu chấm trên phần mềm, in ra để ký; 01 phiếu chấm trên "
        "giấy, đã ký; kèm theo biên bản này."
    ) in minutes(session, client)


def test_no_paper_is_named_where_all_scored_on_screen(session, school, chair, sign_in):
    counted(session, school.lecturer, by=chair)
    said = "không bỏ phiếu kín: 05 phiếu chấm trên phần mềm, in ra để ký; kèm theo biên bản này."
    assert said in minutes(session, sign_in(school.clerk))
    assert HearingSheet.objects.filter(on_paper=True).count() == 0


def test_counts_have_two_digits_and_typed_words_stand_as_typed(session, school, chair, sign_in):
    idea = opened(session, school.lecturer, by=chair)
    out = {"steps_out": True, "reason": "Cùng nhóm nghiên cứu."}
    marking.answer(idea, seat=seats_by_name(session)["Minh"], **out, by=chair)
    score(idea, "Quang", 60, recognise=True, remarks="Cần số liệu.")
    score(idea, "Thu", 50, recognise=False, remarks="CNTT dùng tốt.")
    score(idea, "Dũng", 50, recognise=False, remarks="Lò Văn Minh cũng đã làm.")
    count(idea, chair)
    text = minutes(session, sign_in(school.clerk))
    for said in (
        "Thư ký Hội đồng trình 01 sáng kiến đã nộp",
        "không chấm “Bài giảng số”: Cùng nhóm nghiên cứu.",
        "01/05 Không đề nghị công nhận",
        "cần từ 03/05: 50% của 05 là 2,5; phải trên số đó, tức là từ 03 người.",
        "01/05 thành viên đề nghị công nhận, cần 03.",
        "kết thúc chấm khi còn 01 thành viên chưa chấm, lý do: Hết giờ họp.",
        "Nhận xét về “Bài giảng số”: Cần số liệu; CNTT dùng tốt; Lò Văn Minh cũng đã làm.",
    ):
        assert said in text
    assert "Thường trực Hội đồng trình" not in text
