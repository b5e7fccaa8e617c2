"""Which lines bring a certificate, what stands on it, each print on record, the file drawn by the worker and kept."""

import io
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands import db_worker
from docx.oxml.ns import qn
from pypdf import PdfReader

from awards import certifying, deciding
from awards.documents.certificates import code_of
from awards.models import AwardRecord, CertificateFile, CertificatePrint, CertificateSettings, Decision
from tests.awards.certified import file_of, issued_merit, issued_titles
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.conftest import layers
from tests.reading import bare, word_document
from tests.worker import run_worker
from thidua import certificates_pdf, clock, pdf, word
from thidua.lettering import width_mm
from thidua.models import AuditEntry, Institution, IssuedDocument
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
Stage = CertificateFile.Stage


@layers.fixture
def issued_with_titles(school, campaign, council) -> Decision:
    with pytest.MonkeyPatch.context() as patch:
        return issued_titles(school, campaign, council, patch)


@pytest.fixture
def titles(issued_with_titles, monkeypatch) -> Decision:
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-")
    return issued_with_titles


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def ask(client, decision, query="loai=tat-ca", **body):
    return client.post(f"{reverse('certificates_print', args=[decision.pk])}?{query}", body)


def sheets_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


# --- what is printed


def test_one_file_one_page_each_in_the_order_of_the_decision(clerk, titles, school):
    response = ask(clerk, titles)
    made = CertificatePrint.objects.get()
    assert (response.status_code, response.url) == (302, made.get_absolute_url())
    pages = sheets_of(file_of(made))
    names = [line.name.upper() for line in titles.lines.all()]
    assert [re.search(r"Số sổ vàng: (\d+)", page)[1] for page in pages] == ["1", "2", "7"]
    assert [name in page for name, page in zip([names[0], names[1], names[6]], pages, strict=True)] == [True] * 3
    assert "TẶNG DANH HIỆU TẬP THỂ LAO ĐỘNG TIÊN TIẾN" in pages[0]
    assert f"{names[0]} Trường Chính trị tỉnh Lai Châu Đạt danh hiệu “Tập thể lao động tiên tiến” năm 2022" in pages[0]
    own = (
        "TẶNG DANH HIỆU CHIẾN SĨ THI ĐUA CƠ SỞ Bà NGUYỄN THỊ HOA Giảng viên, Khoa Xây dựng Đảng "
        f"Đạt danh hiệu “Chiến sĩ thi đua cơ sở” năm 2022 Mã xác minh: {code_of(titles, 7)} "
        "Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022 Số sổ vàng: 7 "
        "Lai Châu, ngày 30 tháng 12 năm 2022 HIỆU TRƯỞNG Phạm Văn Quang"
    )
    assert own in pages[2]
    assert "HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ TỈNH LAI CHÂU TẶNG" in pages[2]


def test_the_words_are_those_of_the_day_of_the_decision(clerk, titles):
    Institution.objects.update(head_title="Giám đốc", place="Hà Nội")
    ask(clerk, titles, "chon=7")
    [page] = sheets_of(file_of(CertificatePrint.objects.get()))
    assert "HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ" in page
    assert "Lai Châu, ngày 30 tháng 12 năm 2022 HIỆU TRƯỞNG Phạm" in page


def test_a_deputy_signs_for_the_head(clerk, school, campaign, council, monkeypatch):
    decision = issued_titles(school, campaign, council, monkeypatch, signer=school.deputy)
    ask(clerk, decision, "chon=7")
    [page] = sheets_of(file_of(CertificatePrint.objects.get()))
    assert "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG Vũ Thị Thu" in page


@pytest.mark.parametrize(
    ("in_decision", "setting", "printed"),
    [
        ("", "", "Đã có thành tích xuất sắc trong phong trào thi đua năm 2022"),
        ("", "Hoàn thành xuất sắc nhiệm vụ năm {năm}", "Hoàn thành xuất sắc nhiệm vụ năm 2022"),
        ("có nhiều đóng góp.", "Hoàn thành xuất sắc", "Có nhiều đóng góp"),
    ],
)
def test_the_merit_of_a_giay_khen(clerk, school, campaign, council, monkeypatch, in_decision, setting, printed):
    decision = issued_merit(school, campaign, council, monkeypatch, text=in_decision, people=[school.lecturer])
    CertificateSettings.objects.create(kind="giay-khen", merit_text=setting)
    ask(clerk, decision)
    [page] = sheets_of(file_of(CertificatePrint.objects.get()))
    assert f"TẶNG GIẤY KHEN Bà NGUYỄN THỊ HOA Giảng viên, Khoa Xây dựng Đảng {printed} Mã xác minh" in page


def test_advanced_labourers_get_one_only_where_the_school_says_so(clerk, titles):
    listed = text_of(clerk.get(reverse("certificates", args=[titles.pk])))
    assert "Trường không in giấy chứng nhận “Lao động tiên tiến”." in listed
    CertificateSettings.objects.create(kind="lao-dong-tien-tien", is_printed=True, shows_honorific=False)
    ask(clerk, titles, "loai=lao-dong-tien-tien")
    made = CertificatePrint.objects.get()
    assert made.ordinals == [3, 4, 5, 6]
    first = sheets_of(file_of(made))[0]
    assert "CHỨNG NHẬN ĐẠT DANH HIỆU LAO ĐỘNG TIÊN TIẾN" in first
    assert not re.search(r"TIẾN (Ông|Bà) ", first)


def test_each_kind_has_its_own_paper_in_one_file(clerk, titles):
    CertificateSettings.objects.create(kind="tap-the", paper="A3")
    asked = text_of(clerk.get(f"{reverse('certificates_print', args=[titles.pk])}?loai=tat-ca"))
    assert "tệp có nhiều khổ giấy hoặc cách in; nên in riêng từng loại" in asked
    ask(clerk, titles)
    pages = PdfReader(io.BytesIO(file_of(CertificatePrint.objects.get()))).pages
    widths = [round(float(page.mediabox.width) * 25.4 / 72) for page in pages]
    assert widths == [420, 420, 297]


# --- what forbids it


def test_a_draft_prints_none(clerk, school, campaign, council):
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        recommend(session, school.lecturer, "CSTDCS")
        draft = deciding.draft(session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=None)
    why = "Quyết định chưa có số và ngày nên chưa in giấy khen được; ban hành quyết định trước."
    assert why in text_of(clerk.get(reverse("certificates", args=[draft.pk])))
    response = clerk.post(f"{reverse('certificates_print', args=[draft.pk])}?loai=tat-ca", follow=True)
    assert why in text_of(response)
    assert not CertificatePrint.objects.exists()


def test_a_name_too_long_is_said_in_its_row_and_the_others_are_printed(clerk, school, campaign, council, monkeypatch):
    school.stranger.full_name = "Hoàng Văn " + "W" * 110
    school.stranger.save()
    decision = issued_merit(school, campaign, council, monkeypatch)
    shown = text_of(clerk.get(reverse("certificates", args=[decision.pk])))
    assert "dài 120 chữ, không vừa một dòng dù ở cỡ chữ 8; tờ này viết tay." in shown
    assert "In cả 1 tờ" in shown
    ask(clerk, decision)
    [page] = sheets_of(file_of(CertificatePrint.objects.get()))
    assert "NGUYỄN THỊ HOA" in page


@pytest.mark.parametrize("query", ["", "chon=", "chon=3", "chon=99", "loai=khong-co", "chon=a&chon=-1"])
def test_nothing_chosen_prints_nothing(clerk, titles, query):
    shown = text_of(clerk.post(f"{reverse('certificates_print', args=[titles.pk])}?{query}", follow=True))
    assert "Chưa chọn tờ nào để in; đánh dấu ít nhất một dòng." in shown
    assert not CertificatePrint.objects.exists()


def test_a_revoked_decision_prints_none(clerk, titles):
    document = IssuedDocument.objects.get(pk=titles.document_id)
    document.pk, document.number, document.verify_code = None, 99, "AAAAAAAAAA"
    document.save()
    IssuedDocument.objects.filter(pk=titles.document_id).update(revoked_by=document)
    assert "Quyết định đã bị hủy bỏ nên không in giấy khen." in text_of(
        clerk.get(reverse("certificates", args=[titles.pk]))
    )
    assert "Quyết định đã bị hủy bỏ" in text_of(
        clerk.post(f"{reverse('certificates_print', args=[titles.pk])}?loai=tat-ca", follow=True)
    )
    assert not CertificatePrint.objects.exists()


def test_an_award_taken_back_prints_none(clerk, titles, school):
    record = AwardRecord.objects.get(award="CSTDCS", staff_member=school.lecturer)
    AwardRecord.objects.filter(pk=record.pk).update(revoked_on=DECIDED_ON + timedelta(days=20), revoked_reason="Sai")
    shown = text_of(clerk.get(reverse("certificates", args=[titles.pk])))
    assert "Đã hủy bỏ ngày 19/01/2023 nên không in." in shown
    with pytest.raises(Refused, match=r"^Số sổ vàng 7: Đã hủy bỏ ngày 19/01/2023 nên không in\.$"):
        certifying.begin(titles, [7], by=school.clerk.user)
    ask(clerk, titles)
    assert CertificatePrint.objects.get().ordinals == [1, 2]


# --- on record


def test_each_print_is_on_record_and_a_second_one_asks_why(clerk, titles, school):
    ask(clerk, titles, "chon=1&chon=2")
    again = ask(clerk, titles)
    assert (again.status_code, CertificatePrint.objects.count()) == (200, 1)
    assert "Ghi lý do in lại" in text_of(again)
    assert "2 tờ: 1–2" in text_of(again)
    assert ask(clerk, titles, reason="Tờ 1 bị  nhòe").status_code == 302
    second, first = CertificatePrint.objects.all()
    assert (first.ordinals, first.reprinted, first.reason, first.by) == ([1, 2], 0, "", school.clerk.user)
    assert (second.ordinals, second.count, second.reprinted) == ([1, 2, 7], 3, 2)
    assert second.reason == "Tờ 1 bị nhòe"
    shown = text_of(clerk.get(reverse("certificates", args=[titles.pk])))
    assert "2 tờ in lại, lý do: Tờ 1 bị nhòe" in shown
    entry = AuditEntry.objects.filter(verb="decision.print_certificates").latest("pk")
    assert (entry.after, entry.reason) == ({"count": 3, "again": 2}, "Tờ 1 bị nhòe")


def test_a_first_print_keeps_no_reason(clerk, titles):
    ask(clerk, titles, "chon=1", reason="không cần")
    assert CertificatePrint.objects.get().reason == ""


def test_a_reprint_between_the_question_and_the_answer_is_refused(titles, school):
    certifying.begin(titles, [1], by=school.clerk.user)
    with pytest.raises(Refused, match=r"^Có 1 tờ đã in trước đây; ghi lý do in lại\.$"):
        certifying.begin(titles, [1, 2], by=school.clerk.user)
    assert CertificatePrint.objects.count() == 1


@pytest.mark.parametrize("act", ["UPDATE awards_certificateprint SET count = 9", "DELETE FROM awards_certificateprint"])
def test_what_is_on_record_never_changes(titles, school, act):
    certifying.begin(titles, [1], by=school.clerk.user)
    CertificateFile.objects.all().delete()
    with pytest.raises(DatabaseError, match="đã khóa"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert CertificatePrint.objects.get().count == 1


def test_the_command_line_prints_all_and_says_so(titles, tmp_path):
    file = tmp_path / "ra.pdf"
    for _ in range(2):
        call_command("print", "certificates", str(titles.pk), to=str(file), verbosity=0)
    assert len(sheets_of(file.read_bytes())) == 3
    assert [(made.by, made.reason) for made in CertificatePrint.objects.all()] == [
        (None, "In từ dòng lệnh"),
        (None, ""),
    ]


NAMES = ("KHOA XÂY DỰNG ĐẢNG", "PHÒNG TỔ CHỨC, HÀNH CHÍNH, THÔNG TIN, TƯ LIỆU", "Bà NGUYỄN THỊ HOA")


@pytest.mark.parametrize("asked", [{"format": "docx"}, {"format": None}])
def test_the_word_file_has_the_words_where_the_pdf_has_them(clerk, titles, tmp_path, asked):
    file = tmp_path / "ra.docx"
    call_command("print", "certificates", str(titles.pk), to=str(file), verbosity=0, **asked)
    made = CertificatePrint.objects.get()
    assert (made.count, made.by) == (3, None)
    address = reverse("certificate_print_docx", args=[titles.pk, made.pk])
    assert f'href="{address}">Word</a>' in text_of(clerk.get(made.get_absolute_url()))
    response = clerk.get(address)
    assert (response["Content-Type"], response["Cache-Control"]) == (word.MEDIA_TYPE, "private, no-store")
    assert (framed(response.content), CertificatePrint.objects.count()) == (framed(file.read_bytes()), 1)
    page, sheets = word_document(response.content).sections[0], framed(response.content)
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert ["".join(map(bare, words)) for words in sheets] == [bare(one) for one in sheets_of(file_of(made))]
    assert [words[name] for words, name in zip(sheets, NAMES, strict=True)] == [(20, 97)] * 3
    [ruled, *others] = [one for one in word_document(response.content).paragraphs if one._p.xpath("w:pPr/w:pBdr")]
    assert [one.text for one in (ruled, *others)] == ["Độc lập - Tự do - Hạnh phúc"] * 3
    room = int(ruled._p.xpath("w:pPr/w:framePr")[0].get(qn("w:w"))) / 1440 * 25.4
    assert room == pytest.approx(width_mm(ruled.text, 14, bold=True) + 1, abs=0.1)  # so long is the rule below it


def framed(content: bytes) -> list[dict[str, tuple[int, int]]]:
    """Of each sheet its lines, with the place of their frame in millimetres."""
    sheets: list[dict[str, tuple[int, int]]] = [{}]
    for part in word_document(content).paragraphs:
        if frame := part._p.xpath("w:pPr/w:framePr"):
            sheets[-1][part.text] = tuple(round(int(frame[0].get(qn(f"w:{side}"))) / 1440 * 25.4) for side in "xy")
        elif sheets[-1]:
            sheets.append({})
    return sheets[:-1] if not sheets[-1] else sheets


@pytest.fixture
def queue(monkeypatch):
    """Tasks wait in the database for a worker, as they do outside the tests."""
    backend = DatabaseBackend("default", {"OPTIONS": {}, "QUEUES": ["default"]})
    monkeypatch.setattr(task_backends._connections, "default", backend, raising=False)
    monkeypatch.setattr(certifying, "AT_ONCE", 2)
    monkeypatch.setattr(certifying, "CHUNK", 2)
    return backend


@pytest.mark.django_db(transaction=True)
def test_many_are_drawn_by_the_worker_while_the_page_tells_how_far_it_is(
    clerk, school, campaign, council, queue, monkeypatch
):
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda self: None)
    titles = issued_titles(school, campaign, council, monkeypatch)
    ask(clerk, titles)
    made = CertificatePrint.objects.get()
    waiting = clerk.get(made.get_absolute_url())
    assert made.file.stage == Stage.WAITING
    assert "Đã xong 0/3 tờ" in text_of(waiting)
    assert waiting["Refresh"] == f"2; url={made.get_absolute_url()}"
    told = []
    tell = certifying._tell
    monkeypatch.setattr(certifying, "_tell", lambda kept, done: (tell(kept, done), told.append(done)))
    run_worker()
    assert told == [2, 3]
    ready = clerk.get(made.get_absolute_url())
    assert "Mở tệp PDF (3 trang)" in text_of(ready)
    assert "Refresh" not in ready
    response = clerk.get(reverse("certificate_print_pdf", args=[titles.pk, made.pk]))
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-store")
    pages = sheets_of(response.content)
    assert [re.search(r"Số sổ vàng: (\d+)", page)[1] for page in pages] == ["1", "2", "7"]


def test_few_are_drawn_at_once_though_there_is_a_worker(clerk, titles, queue):
    ask(clerk, titles, "chon=1&chon=7")
    assert CertificateFile.objects.get().stage == Stage.READY


def test_nobody_takes_the_file(clerk, titles, queue):
    ask(clerk, titles)
    made = CertificatePrint.objects.get()
    assert "db_worker" not in text_of(clerk.get(made.get_absolute_url()))
    moved(made, progressed_at=clock.real_now() - certifying.UNTAKEN_AFTER - timedelta(seconds=1))
    assert "Chưa có tiến trình nào nhận việc này." in text_of(clerk.get(made.get_absolute_url()))


def moved(made: CertificatePrint, **changes) -> None:
    CertificateFile.objects.filter(print=made).update(**changes)


@pytest.mark.parametrize(("late", "again"), [(timedelta(seconds=-5), False), (timedelta(seconds=5), True)])
def test_a_worker_that_died_is_replaced_without_a_new_print(clerk, titles, late, again):
    ask(clerk, titles)
    made = CertificatePrint.objects.get()
    moved(made, stage=Stage.DRAWING, progressed_at=clock.real_now() - certifying.BROKEN_OFF_AFTER - late)
    shown = text_of(clerk.get(made.get_absolute_url()))
    assert ("Việc này bị ngắt giữa chừng." in shown) is again
    clerk.post(reverse("certificate_print_again", args=[titles.pk, made.pk]))
    made.file.refresh_from_db()
    assert made.file.stage == (Stage.READY if again else Stage.DRAWING)
    assert CertificatePrint.objects.count() == 1


def test_what_goes_wrong_is_said_and_can_be_tried_again(clerk, titles, monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(certificates_pdf, "draw", lambda *_: 1 / 0)
        ask(clerk, titles)
    made = CertificatePrint.objects.get()
    assert "Chương trình gặp sự cố khi tạo tệp." in text_of(clerk.get(made.get_absolute_url()))
    assert "Không tạo được tệp giấy khen" in caplog.text
    clerk.post(reverse("certificate_print_again", args=[titles.pk, made.pk]))
    assert len(sheets_of(file_of(made))) == 3


def test_without_the_libraries_nothing_is_put_on_record(clerk, titles, monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: pdf.MISSING)
    assert pdf.MISSING in clerk.get(reverse("certificates", args=[titles.pk])).content.decode()
    ask(clerk, titles)
    assert not CertificatePrint.objects.exists()


def test_the_file_goes_after_a_week_and_the_record_stays(clerk, titles):
    ask(clerk, titles)
    made = CertificatePrint.objects.get()
    name, storage = made.file.file.name, made.file.file.storage
    moved(made, expires_at=clock.real_now() + timedelta(minutes=1))
    call_command("tidy", verbosity=0)
    assert storage.exists(name)
    moved(made, expires_at=clock.real_now() - timedelta(minutes=1))
    call_command("tidy", verbosity=0)
    assert not storage.exists(name)
    assert "lần in vẫn còn trong danh sách" in text_of(clerk.get(made.get_absolute_url()))
    response = clerk.get(reverse("certificate_print_pdf", args=[titles.pk, made.pk]), follow=True)
    assert "Tệp chỉ giữ 7 ngày và đã được xóa; in lại và ghi lý do." in text_of(response)
    assert CertificatePrint.objects.count() == 1


@pytest.mark.one_database("how many questions are asked")
def test_the_list_costs_the_same_for_few_and_for_many(clerk, school, campaign, council, monkeypatch):
    def queries(decision) -> int:
        ask(clerk, decision)
        with CaptureQueriesContext(connection) as asked:
            clerk.get(reverse("certificates", args=[decision.pk]))
        return len(asked)

    few = queries(issued_merit(school, campaign, council, monkeypatch, people=[school.lecturer]))
    assert queries(issued_titles(school, campaign, council, monkeypatch)) == few <= 25
