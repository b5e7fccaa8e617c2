"""The dossier for the level above: what is missing and who supplies it; one zip, one PDF, the same bytes again."""

import hashlib
import io
import zipfile
from collections import defaultdict

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from awards import bundle_files, bundle_papers, bundling, desk, signing_copies
from awards.documents import minutes, minutes_extract, tally_extract, tally_sheet
from awards.models import DossierBundle, Nomination, PaperDraft, Recusal, ReportOnPaper
from tests.awards.decided import DECIDED_ON, make_session, recommend
from tests.awards.sent_up import cases, counted, draft, sent
from tests.data import make_uploads
from tests.factories import make_initiative
from thidua import clock, pdf, uploads
from thidua.audit import history_of
from thidua.copies import Copy
from thidua.papers import Heading, Lines, NumberedItem
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(campaign, council):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


@pytest.fixture
def letter(school, session):
    """Sent, with a real paper and the reports of its cases."""
    made = cases(school, session)
    Nomination.objects.filter(pk__in=[one.pk for one in made]).update(report="Hoàn thành xuất sắc nhiệm vụ.")
    counted(session, *made[:3])
    lost = recommend(session, school.office_head, "BKT", status=Nomination.Status.NOT_RECOMMENDED)
    counted(session, made[3], lost, agree=2)
    return sent(school, session)


def opened(file) -> io.BytesIO:
    with file.open("rb") as stored:
        return io.BytesIO(stored.read())


def picture(kind="PNG", size=(800, 600), mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "lightblue").save(out, kind)
    return out.getvalue()


def kept(name, content, school):
    return uploads.store(SimpleUploadedFile(name, content), by=school.clerk.user)


def missing(letter) -> list[tuple[str, str, str]]:
    return [(item.label, item.whose, item.supplier) for item in bundling.items_of(letter) if item.is_missing]


# --- completeness


def test_a_draft_lacks_its_letter_and_cannot_be_bundled(school, session):
    cases(school, session)
    found = draft(school, session)
    named = {label for label, _, _ in missing(found)}
    assert {"Tờ trình", "Danh sách kèm theo Tờ trình"} <= named
    with pytest.raises(Refused, match="Tờ trình chưa có số"):
        bundling.make(found, by=school.clerk.user)
    assert DossierBundle.objects.count() == 0


def test_what_is_missing_says_who_supplies_it(school, letter, monkeypatch):
    monkeypatch.delitem(bundle_papers.KINDS, "achievement-report", raising=False)
    monkeypatch.delitem(bundle_papers.KINDS, "tally-sheet", raising=False)
    Nomination.objects.update(report="")
    person = Nomination.objects.get(award="CSTDT")
    work = make_initiative(school.lecturer, status="recognised")
    Nomination.objects.filter(pk=person.pk).update(nominated_by=school.head.user, report="Dài.")
    person.initiatives.add(work)
    whose = "Nguyễn Thị Hoa, “Chiến sĩ thi đua cấp tỉnh”"
    found = missing(letter)
    assert ("Biên bản kiểm phiếu, lượt 1", "", "Tổ kiểm phiếu: lập, ký biên bản kiểm phiếu") in found
    assert ("Báo cáo thành tích", whose, "Người đề nghị: Trần Văn Minh: viết, ký báo cáo thành tích") in found
    proof = "Thường trực Hội đồng: thêm bản chụp Quyết định số 12/QĐ-TCT vào trang sáng kiến"
    assert ("Chứng nhận “Bài giảng số”", whose, proof) in found
    work.evidence.add(kept("cong-nhan.pdf", make_uploads.pdf(), school))
    assert ("Chứng nhận “Bài giảng số”", whose, proof) not in missing(letter)


def test_a_title_that_rests_on_a_work_must_name_one(school, letter):
    named = [(label, whose) for label, whose, _ in missing(letter)]
    assert ("Chứng nhận sáng kiến, đề tài", "Nguyễn Thị Hoa, “Chiến sĩ thi đua cấp tỉnh”") in named
    assert not any(label.startswith("Chứng nhận") and "Minh" in whose for label, whose in named)


# --- what the letter encloses is there, or goes up on paper

HOA = "Nguyễn Thị Hoa, “Chiến sĩ thi đua cấp tỉnh”"
REASON = "Bản có xác nhận của Đảng ủy chỉ có trên giấy"


def line_of(letter, award="CSTDT"):
    return letter.lines.get(nomination__award=award)


def test_without_a_report_the_letter_encloses_nothing_is_built(school, letter, sign_in):
    Nomination.objects.filter(award__in=("CSTDT", "BKT")).update(report="")
    page = sign_in(school.clerk).post(reverse("bundle_make", args=[letter.pk]), follow=True)
    said = " ".join(page.content.decode().split())
    whose = "; ".join(
        f"Báo cáo thành tích của {one}" for one in (HOA, "Trần Văn Minh, Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    )
    assert f"Tờ trình ghi kèm theo nhưng còn thiếu: {whose}. Bổ sung, hoặc ghi lý do gửi bản giấy" in said
    assert letter.bundles.count() == 0


def test_the_clerk_says_that_a_report_goes_on_paper_and_the_cover_says_so(school, letter, sign_in):
    Nomination.objects.filter(award="CSTDT").update(report="")
    client, url = sign_in(school.clerk), reverse("report_on_paper", args=[line_of(letter).pk])
    assert "Ghi lý do gửi báo cáo bản giấy" in client.post(url, {"reason": " "}).content.decode()
    assert client.post(url, {"reason": REASON}).url == reverse("bundle", args=[letter.pk])
    assert REASON in client.get(reverse("bundle", args=[letter.pk])).content.decode()
    entry = history_of(letter).first()
    assert (entry.verb, entry.reason, entry.actor) == ("submissionletter.report_on_paper", REASON, school.clerk.user)
    made = bundling.make(letter, by=school.clerk.user)
    assert made.stage == "done"
    index = " ".join(PdfReader(opened(made.merged)).pages[0].extract_text().split())
    assert index.count("gửi bản giấy") == 1
    assert not any("bao-cao-thanh-tich-02" in name for name in zipfile.ZipFile(opened(made.archive)).namelist())
    client.post(reverse("report_not_on_paper", args=[line_of(letter).pk]))
    with pytest.raises(Refused, match=f"Báo cáo thành tích của {HOA}"):
        bundling.make(letter, by=school.clerk.user)


def test_a_report_that_is_written_is_not_said_to_go_on_paper(school, letter, sign_in):
    url = reverse("report_on_paper", args=[line_of(letter).pk])
    told = sign_in(school.clerk).post(url, {"reason": REASON}, follow=True).content.decode()
    assert "Báo cáo thành tích đã có trong phần mềm" in told
    assert ReportOnPaper.objects.count() == 0


def test_a_report_taken_away_while_the_worker_waits_is_said(school, letter, monkeypatch):
    monkeypatch.setattr(bundling, "AT_ONCE", 2)
    monkeypatch.setattr(type(bundling.make_in_worker), "enqueue", lambda self, pk: None)
    made = bundling.make(letter, by=school.clerk.user)
    Nomination.objects.filter(award="CSTDT").update(report="")
    bundling.run(made.pk)
    made.refresh_from_db()
    assert (made.stage, made.sentence.startswith("Tờ trình ghi kèm theo nhưng còn thiếu")) == ("failed", True)


def test_the_extract_names_who_goes_up_and_nobody_else(school, session, letter, sign_in):
    """Yến stood in the same round and did not pass; Bình's case goes to another level."""
    archive = zipfile.ZipFile(opened(bundling.make(letter, by=school.clerk.user).archive))
    shown = " ".join(
        " ".join(
            page.extract_text()
            for page in PdfReader(io.BytesIO(archive.read("03-trich-bien-ban-hop-hoi-dong.pdf"))).pages
        ).split()
    )
    assert shown.index("TRÍCH BIÊN BẢN") < shown.index("Trích từ Biên bản số 01/BB-HĐTĐKT ngày 20 tháng 12 năm 2022")
    for words in ("Nguyễn Thị Hoa", "Trần Văn Minh", "Phòng họp A", "NGƯỜI TRÍCH BIÊN BẢN", "04/05"):
        assert words in shown
    for other in (school.stranger.full_name, school.office_head.full_name):
        assert other not in shown
    alone = sign_in(school.clerk).get(reverse("minutes_extract_pdf", args=[letter.pk]))
    assert alone["Content-Disposition"].startswith('inline; filename="trich-bien-ban-hop-hoi-dong-2022-')
    whole = minutes.gather(session)
    own = minutes_extract.gather(letter, Copy())
    heads = [block.text for block in own.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == [block.text for block in whole.blocks if isinstance(block, Heading) and block.level == 1]
    assert [block for block in own.blocks if isinstance(block, Lines)] == [
        block for block in whole.blocks if isinstance(block, Lines)
    ]


def parts_of(paper) -> dict[str, list[str]]:
    """Each numbered part of “II. NỘI DUNG” with its lines."""
    found, lines = {}, []
    for block in paper.blocks:
        if isinstance(block, Heading):
            lines = found.setdefault("".join(run.text for run in block.text), []) if block.level == 2 else []
        elif isinstance(block, NumberedItem):
            lines.append("".join(run.text for run in block.text))
    return found


def test_an_extract_keeps_the_numbers_of_the_parts_it_takes(school, session, letter, monkeypatch):
    """Of those who did not vote only what concerns its cases; where that is nothing, the part is left out."""
    sat, happened, recusals = letter.session, minutes.what_happened, []
    sat.opening, sat.discussion = "Chủ tọa khai mạc.", "Nhất trí."
    nobody_s = defaultdict(frozenset)
    monkeypatch.setattr(minutes, "what_happened", lambda s: happened(s) | {"recusals": recusals, "owners": nobody_s})

    def own() -> dict[str, list[str]]:
        return parts_of(minutes_extract.gather(letter, Copy()))

    whole, recused, voted = parts_of(minutes.gather(sat)), "5. Thành viên không biểu quyết", "6. Bỏ phiếu kín"
    before = ["1. Khai mạc", "2. Hồ sơ trình Hội đồng", "3. Công khai danh sách, kiến nghị", "4. Ý kiến thảo luận"]
    assert list(whole)[:6] == [*before, recused, voted]
    assert (whole[recused], list(own())) == (["Không có."], [voted])
    going_up = Nomination.objects.filter(pk__in=letter.lines.values("nomination"))
    other = sat.nominations.exclude(pk__in=going_up).first()
    seat = sat.council.seats.first()
    recusals.append(Recusal(seat=seat, nomination=other, reason="Là vợ"))
    assert (len(parts_of(minutes.gather(sat))[recused]), list(own())) == (1, [voted])
    recusals.append(Recusal(seat=seat, nomination=going_up.first(), reason="Là em"))
    assert list(own()) == [recused, voted]
    [line] = own()[recused]
    assert line.endswith("(tự khai; lý do: Là em).")


def test_of_a_count_with_other_cases_only_an_extract_goes_up(school, session, letter, sign_in):
    """The whole sheet of a count whose cases all go up; of another what concerns this letter, with its own figures."""
    counted(session, *Nomination.objects.filter(award__in=("BKT", "BKTTG")).order_by("pk"), agree=5)
    extracted = session.rounds.get(ordinal=3)
    labels = [item.label for item in bundling.items_of(letter) if "kiểm phiếu" in item.label]
    assert labels == ["Biên bản kiểm phiếu, lượt 1", "Trích biên bản kiểm phiếu, lượt 3"]
    kinds, clerk = ("pdf", "docx"), sign_in(school.clerk)
    addresses = [reverse(f"tally_extract_{kind}", args=[letter.pk, extracted.pk]) for kind in kinds]
    page = clerk.get(reverse("bundle", args=[letter.pk])).content.decode()
    assert [address in page for address in addresses] == [True, True]
    archive = zipfile.ZipFile(opened(bundling.make(letter, by=school.clerk.user).archive))
    (name,) = (name for name in archive.namelist() if "kiem-phieu-luot-3" in name)
    assert name.endswith("trich-bien-ban-kiem-phieu-luot-3.pdf")
    for content in (archive.read(name), clerk.get(addresses[0]).content):
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
        assert text.index("TRÍCH BIÊN BẢN") < text.index("NGƯỜI TRÍCH BIÊN BẢN")
        assert "Trần Văn Minh" in text
        assert "01 trường hợp: + Trần Văn Minh: 05/05 phiếu đồng ý (100%)." in text
        for other in (school.stranger.full_name, school.office_head.full_name):
            assert other not in text
    whole, own = tally_sheet.gather(extracted, Copy()), tally_extract.gather(letter, extracted, Copy())
    assert [b for b in own.blocks if isinstance(b, Lines)] == [b for b in whole.blocks if isinstance(b, Lines)]
    told = [[block for block in paper.blocks if getattr(block, "mark", "") in ("1.", "3.")] for paper in (own, whole)]
    assert told[0] == told[1]


def signed(mark: str) -> SimpleUploadedFile:
    """No two scans are the same bytes."""
    return SimpleUploadedFile(f"{mark}.pdf", make_uploads.pdf() + f"% {mark}\n".encode(), "application/pdf")


def unsigned(letter) -> list[str]:
    return [item.label for item in bundling.items_of(letter) if item.unsigned]


def test_what_was_signed_goes_in_signed_and_what_is_missing_is_said(school, session, letter, sign_in):
    counted(session, *Nomination.objects.filter(award__in=("BKT", "BKTTG")).order_by("pk"), agree=5)
    counts = list(session.rounds.order_by("ordinal"))
    first, second = "Biên bản kiểm phiếu, lượt 1", "Trích biên bản kiểm phiếu, lượt 3"
    assert unsigned(letter) == ["Tờ trình", "Trích Biên bản họp Hội đồng", first, second]
    client, page = sign_in(school.clerk), reverse("bundle", args=[letter.pk])
    shown = client.get(page).content.decode()
    assert "Có 4 giấy tờ đưa vào bộ hồ sơ bản chưa có chữ ký" in shown
    places = [reverse("signed_sheet_add", args=[counts[0].pk]), reverse("signed_copy_add", args=[letter.document_id])]
    assert [place in shown for place in places] == [True, True]
    kept = [signing_copies.keep_sheet(counts[0], signed(name), by=school.clerk.user) for name in "ab"]
    whole = signing_copies.keep_sheet(counts[2], signed("c"), by=school.clerk.user)  # names who does not go up
    copy = signing_copies.keep(letter.document, signed("d"), by=school.clerk.user)
    assert unsigned(letter) == ["Trích Biên bản họp Hội đồng", second]
    shown = client.get(page).content.decode()
    assert [place in shown for place in places] == [False, False]
    archive = zipfile.ZipFile(opened(bundling.make(letter, by=school.clerk.user).archive))
    inside = {name.partition("-")[2]: archive.read(name) for name in archive.namelist()}
    assert inside["bien-ban-kiem-phieu-luot-1.pdf"] == uploads.content_of(kept[-1].attachment)
    assert inside["to-trinh.pdf"] == uploads.content_of(copy.attachment)
    assert uploads.content_of(whole.attachment) not in inside.values()
    assert inside["trich-bien-ban-kiem-phieu-luot-3.pdf"].startswith(b"%PDF-")


def test_nothing_is_extracted_of_a_count_that_does_not_concern_the_letter(school, session, letter, sign_in):
    other = session.rounds.get(ordinal=2)
    answer = sign_in(school.clerk).get(reverse("tally_extract_pdf", args=[letter.pk, other.pk]), follow=True)
    assert "Lượt 2 không có trường hợp nào của tờ trình này" in answer.content.decode()


def test_the_extract_keeps_what_was_written_for_the_sheet(school, session, letter):
    counted(session, *Nomination.objects.filter(award__in=("BKT", "BKTTG")).order_by("pk"))
    round_ = session.rounds.get(ordinal=3)
    desk.begin("tally-sheet", round_, by=school.clerk.user)
    PaperDraft.objects.update(texts={"board": "Trưởng ban: Lò Văn Giả"})
    (item,) = (item for item in bundling.items_of(letter) if item.label.startswith("Trích biên bản kiểm phiếu"))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(item.files[0].read())).pages)
    assert "Lò Văn Giả" in text


# --- the two files


def test_the_bundle_holds_every_file_under_a_stable_name_with_its_checksum(school, letter):
    person = Nomination.objects.get(award="CSTDT")
    person.evidence.add(kept("anh.png", picture(), school))
    person.evidence.add(kept("anh.jpg", picture("JPEG", (3000, 500)), school))
    person.evidence.add(kept("bao-cao.docx", make_uploads.docx(), school))
    person.evidence.add(kept("giay.pdf", make_uploads.pdf(), school))
    made = bundling.make(letter, by=school.clerk.user)
    assert (made.stage, made.sentence) == ("done", "")
    archive = zipfile.ZipFile(opened(made.archive))
    names = archive.namelist()
    assert names[:4] == [
        "00-bia-va-muc-luc.pdf",
        "01-to-trinh.pdf",
        "02-danh-sach.pdf",
        "03-trich-bien-ban-hop-hoi-dong.pdf",
    ]
    proofs = [name for name in names if "minh-chung" in name]
    assert [name.partition("-")[2] for name in proofs] == [
        "minh-chung-02-nguyen-thi-hoa-1.png",
        "minh-chung-02-nguyen-thi-hoa-2.jpg",
        "minh-chung-02-nguyen-thi-hoa-3.docx",
        "minh-chung-02-nguyen-thi-hoa-4.pdf",
    ]
    assert names[-1] == "SHA256SUMS.txt"
    sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS.txt").decode().splitlines())
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names[:-1]}
    assert archive.read("01-to-trinh.pdf") == bytes(letter.document.file.content)
    merged = PdfReader(opened(made.merged))
    read = [name for name in names if name.endswith(".pdf") and not name.startswith("02")]
    pages = [len(PdfReader(io.BytesIO(archive.read(name))).pages) for name in read]
    pictures = 2
    assert len(merged.pages) == made.pages == sum(pages) + pictures
    index = " ".join(merged.pages[0].extract_text().split())
    assert "Kèm theo Tờ trình số 45/TTr-TCT ngày 30 tháng 12 năm 2022" in index
    assert "xem tệp riêng" in index
    first = PdfReader(io.BytesIO(archive.read("02-danh-sach.pdf"))).pages[0]
    assert (first.mediabox.width > first.mediabox.height, "DANH SÁCH" in first.extract_text()) == (True, True)


def test_the_same_papers_give_the_same_bytes(drawn_anew, school, letter, django_capture_on_commit_callbacks):
    Nomination.objects.get(award="CSTDT").evidence.add(kept("anh.png", picture(mode="RGBA"), school))
    first = bundling.make(letter, by=school.clerk.user)
    with clock.standing_at(DECIDED_ON.replace(day=31)), django_capture_on_commit_callbacks(execute=True):
        second = bundling.make(letter, by=school.rector.user)
    assert second.pk != first.pk
    assert (second.archive_sha256, second.merged_sha256) == (first.archive_sha256, first.merged_sha256)
    assert [bundle.pk for bundle in letter.bundles.all()] == [second.pk]
    assert not first.archive.storage.exists(first.archive.name)


def test_a_lost_file_is_missing_and_nothing_else_is(school, letter):
    attachment = kept("anh.png", picture(), school)
    Nomination.objects.get(award="CSTDT").evidence.add(attachment)
    whole = bundling.make(letter, by=school.clerk.user)
    attachment.file.storage.delete(attachment.file.name)
    made = bundling.make(letter, by=school.clerk.user)
    assert (made.stage, made.missing) == ("done", whole.missing + 1)
    names = zipfile.ZipFile(opened(made.archive)).namelist()
    assert not any("minh-chung" in name for name in names)


@pytest.mark.parametrize(
    ("size", "page"),
    [((3000, 500), (842, 140)), ((500, 3000), (140, 842)), ((2000, 2000), (595, 595)), ((72, 36), (72, 36))],
)
def test_a_picture_becomes_a_page_no_larger_than_a4(size, page):
    with pikepdf.open(io.BytesIO(bundle_files.picture_page(picture(size=size)))) as made:
        box = made.pages[0].mediabox
    assert (round(float(box[2])), round(float(box[3]))) == page


def test_what_cannot_be_read_as_pdf_stays_a_file_of_its_own():
    source = bundle_files.Source("giay", ".pdf", lambda: b"%PDF-1.7 nothing")
    assert bundle_files._as_pdf(b"%PDF-1.7 nothing", source) is None


# --- in the background


def test_a_long_letter_goes_to_the_worker(school, letter, monkeypatch):
    monkeypatch.setattr(bundling, "AT_ONCE", 2)
    asked = []
    monkeypatch.setattr(type(bundling.make_in_worker), "enqueue", lambda self, pk: asked.append(pk))
    made = bundling.make(letter, by=school.clerk.user)
    assert (made.stage, asked) == ("waiting", [made.pk])
    with pytest.raises(Refused, match="đang được lập"):
        bundling.make(letter, by=school.clerk.user)
    bundling.run(made.pk)
    bundling.run(made.pk)  # delivered twice
    made.refresh_from_db()
    assert (made.stage, made.done) == ("done", made.total)


def test_a_letter_that_is_just_short_enough_is_made_at_once(school, letter, monkeypatch):
    monkeypatch.setattr(bundling, "AT_ONCE", 3)
    assert bundling.make(letter, by=school.clerk.user).stage == "done"


def test_a_failure_is_said_and_can_be_tried_again(school, letter, monkeypatch):
    build = bundle_files.build

    def broken(*args):
        raise RuntimeError("no")

    monkeypatch.setattr(bundle_files, "build", broken)
    made = bundling.make(letter, by=school.clerk.user)
    assert (made.stage, made.sentence) == ("failed", bundling.CRASHED)
    monkeypatch.setattr(bundle_files, "build", build)
    assert bundling.make(letter, by=school.clerk.user).stage == "done"


# --- handed out to the clerk alone


@override_settings(WORKER=False)
def test_the_clerk_makes_and_takes_it(school, letter, sign_in, clock_at):
    clock_at(DECIDED_ON)
    client = sign_in(school.clerk)
    page = client.post(reverse("bundle_make", args=[letter.pk]), follow=True)
    assert "Tải bản gộp" in page.content.decode()
    archive = client.get(reverse("bundle_archive", args=[letter.pk]))
    assert archive["Content-Disposition"] == 'attachment; filename="ho-so-trinh-2022-45.zip"'
    assert archive["Cache-Control"] == "private, no-store"
    made = letter.bundles.get()
    assert hashlib.sha256(archive.content).hexdigest() == made.archive_sha256
    assert client.get(reverse("bundle_merged", args=[letter.pk]))["Content-Type"] == "application/pdf"
    for other in (school.rector, school.head, school.lecturer):
        assert sign_in(other).get(reverse("bundle_archive", args=[letter.pk])).status_code == 404
    with open(made.archive.path, "ab") as file:
        file.write(b"x")
    told = client.get(reverse("bundle_archive", args=[letter.pk]), follow=True)
    assert "Tệp đã lập không còn trên máy hoặc đã bị đổi" in told.content.decode()
