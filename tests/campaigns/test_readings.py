"""An old plan read in through its pages: text, DOCX, PDF; confirmed, mended, saved as a draft."""

import io
import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.documents.plan import gather
from campaigns.models import Anniversary, Campaign, Movement, Phase, PhaseActivity, PlanItem, Target
from campaigns.reading import read
from tests.at_once import at_once
from tests.campaigns.reading.plans import ONE_PHASE, REAL, SCHOOL_YEAR, THREE_PHASES, text_of
from tests.data.make_uploads import FOLDER
from tests.factories import make_campaign
from thidua import inspection, pdf
from thidua.models import AuditEntry

START, SAVE = "/phong-trao/doc-ke-hoach/", "/phong-trao/doc-ke-hoach/luu/"
THEME = "Xây dựng phong cách cán bộ Trường chính trị tỉnh Lai Châu trung thành, sáng tạo, cống hiến"


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def shown(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def form_of(response) -> dict[str, str]:
    """What a browser would post from the page of confirmation, unchanged."""
    confirmation = response.context["confirmation"]
    data = {"source": response.context["source"]}
    for form in [confirmation.head, *(form for rows in confirmation.forms[1:] for form in rows.forms)]:
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                shown_value = bound.field.prepare_value(value)
                data[bound.html_name] = "on" if value is True else str(shown_value)
    for rows in confirmation.forms[1:]:
        data |= {f"{rows.prefix}-TOTAL_FORMS": len(rows.forms), f"{rows.prefix}-INITIAL_FORMS": len(rows.forms)}
    return data


def read_page(client, name: str):
    return client.post(START, {"text": text_of(name)})


# --- the round trip


def test_the_plan_of_2022_becomes_a_draft(clerk):
    page = read_page(clerk, REAL)
    assert page.status_code == 200
    assert Campaign.objects.count() == 0  # nothing is saved before it is confirmed
    response = clerk.post(SAVE, form_of(page))
    campaign = Campaign.objects.get()
    assert response.url == campaign.get_absolute_url()
    assert (campaign.year, campaign.status, campaign.kind) == (2022, Campaign.Status.DRAFT, Campaign.Kind.YEARLY)
    assert campaign.theme.startswith(THEME)
    assert (campaign.starts_on, campaign.ends_on) == (date(2022, 1, 1), date(2022, 12, 31))
    counts = {part: campaign.plan_items.filter(part=part).count() for part in PlanItem.Part.values}
    assert counts == {"legal_basis": 1, "purpose": 3, "content": 8, "organisation": 6, "recipient": 6}
    assert campaign.phases.get(ordinal=1).theme == "Mừng Đảng quang vinh - Mừng sinh nhật Bác"
    assert Movement.objects.filter(launched_by="school").count() == 5
    assert Movement.objects.filter(launched_by="province").count() == 5
    assert Movement.objects.get(is_special=True).number == 5
    assert PhaseActivity.objects.count() == 2


def test_its_anniversaries_keep_both_days_and_the_stated_years_and_the_joined_line_is_two(clerk):
    clerk.post(SAVE, form_of(read_page(clerk, REAL)))
    first, second = Phase.objects.all()
    assert first.anniversaries.count() == 5
    assert list(second.anniversaries.values_list("name", "origin_date", "observed_on", "stated_years")) == [
        ("Ngày thành lập Công đoàn Việt Nam", date(1929, 7, 28), date(2022, 7, 28), 93),
        ("Cách mạng tháng Tám", date(1945, 8, 19), date(2022, 8, 19), 77),
        ("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", date(1945, 9, 2), date(2022, 9, 2), 77),
        ("Ngày Nhà giáo Việt Nam", date(1983, 11, 20), date(2022, 11, 20), 40),
    ]


def test_one_line_of_the_trail_says_what_was_taken_over(clerk, school):
    clerk.post(SAVE, form_of(read_page(clerk, REAL)))
    (entry,) = AuditEntry.objects.filter(verb="campaign.read_in")
    assert entry.actor == school.clerk.user
    assert entry.after == {
        "title": "Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022",
        "year": 2022,
        "plan_items": 24,
        "movements": 10,
        "phases": 2,
        "anniversaries": 9,
        "signer": "Nguyễn Tiến Tăng",
    }


def test_after_saving_the_page_of_the_campaign_says_what_is_left(clerk):
    response = clerk.post(SAVE, form_of(read_page(clerk, REAL)), follow=True)
    assert said(response) == ["Đã lập bản thảo từ kế hoạch cũ. Xem các điểm còn thiếu rồi sửa tiếp."]
    assert "Kế hoạch chưa có hạn đăng ký thi đua" in shown(response)


@pytest.mark.parametrize(
    ("name", "phases", "days", "targets"), [(SCHOOL_YEAR, 2, 6, 0), (ONE_PHASE, 1, 2, 2), (THREE_PHASES, 3, 5, 0)]
)
def test_plans_of_other_shapes_are_taken_over_as_they_are_read(clerk, name, phases, days, targets):
    response = clerk.post(SAVE, form_of(read_page(clerk, name)))
    assert response.status_code == 302
    assert (Phase.objects.count(), Anniversary.objects.count(), Target.objects.count()) == (phases, days, targets)


def test_what_was_mended_or_left_out_is_saved_so(clerk):
    data = form_of(read_page(clerk, REAL)) | {"chung-theme": "Chủ đề sửa tay", "contents-1-text": "Nội dung sửa tay"}
    del data["contents-0-include"]
    del data["phases-0-include"]
    for key in [key for key in data if re.fullmatch(r"(days|activities)-\d+-include", key)]:
        if data[key.replace("include", "phase")] == "1":
            del data[key]
    clerk.post(SAVE, data)
    campaign = Campaign.objects.get()
    assert campaign.theme == "Chủ đề sửa tay"
    contents = campaign.plan_items.filter(part=PlanItem.Part.CONTENT)
    assert (contents.count(), contents[0].text, contents[0].number) == (7, "Nội dung sửa tay", 1)
    assert [(phase.ordinal, phase.anniversaries.count()) for phase in campaign.phases.all()] == [(1, 4)]


def test_the_joined_line_may_be_kept_as_one(clerk):
    page = read_page(clerk, REAL)
    names = [form["name"].value() for form in page.context["confirmation"].groups["days"].formset.forms]
    joined = next(n for n, name in enumerate(names) if " và Quốc khánh" in name)
    data = form_of(page) | {f"days-{joined}-include": "on"}
    del data[f"days-{joined + 1}-include"], data[f"days-{joined + 2}-include"]
    clerk.post(SAVE, data)
    assert Anniversary.objects.filter(observed_on__month__in=(8, 9)).count() == 1


def test_what_this_program_prints_can_be_read_back(clerk):
    """Our own paper of the plan, as PDF."""
    clerk.post(SAVE, form_of(read_page(clerk, REAL)))
    again = read(inspection.text_of(pdf.render(gather(Campaign.objects.get()))))
    assert [len(phase.anniversaries) for phase in again.phases] == [5, 4]
    assert [len(part) for part in (again.purposes, again.contents, again.organisation)] == [3, 8, 6]
    assert len(again.movements) == 10


# --- the page of confirmation


def test_each_guess_stands_beside_its_source_line_and_doubt_is_marked(clerk):
    page = read_page(clerk, REAL)
    html = shown(page)
    assert page.context["confirmation"].doubtful == 15
    assert html.count("Cần xem lại") == 16  # and once where they are counted
    assert "“tháng 1/02” có thể là ngày 01/02 hoặc tháng 1; đề nghị ngày 01/02." in html
    assert "Không tìm thấy hạn đăng ký thi đua." in html
    line = page.context["source"].split("\n").index("**HIỆU TRƯỞNG**") + 1
    assert f'<li id="dong-{line}" value="{line}">' in html
    for group in page.context["confirmation"].groups.values():
        assert all(row.source for row in group.rows)


def test_the_source_is_shown_escaped(clerk):
    text = text_of(REAL).replace("Các khoa, phòng,", "<script>alert(1)</script>,")
    page = clerk.post(START, {"text": text})
    assert b"<script>alert(1)" not in page.content
    assert page.content.count(b"&lt;script&gt;alert(1)") == 4  # the field, its line, the kept source, the whole source


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"chung-starts_on": "31/02/2022"}, "Ngày bắt đầu phải là ngày có thật"),
        ({"phases-0-ends_on": "01/01/2022"}, "Ngày kết thúc phải từ 01/02/2022 (ngày bắt đầu) trở đi"),
        ({"days-0-origin_date": ""}, "Nhập ngày gốc"),
        ({"days-0-observed_on": "03/02/1930"}, "Ngày kỷ niệm phải sau ngày gốc"),
        ({"days-0-phase": "7"}, "Thuộc đợt: chọn trong danh sách"),
        ({"contents-0-text": ""}, "Ghi nội dung"),
        ({"movements-0-launched_by": "nobody"}, "Ai phát động: chọn trong danh sách"),
    ],
)
def test_an_error_keeps_everything_typed_and_saves_nothing(clerk, change, sentence):
    data = form_of(read_page(clerk, REAL)) | {"chung-motto": "Gõ dở dang"} | change
    response = clerk.post(SAVE, data)
    assert response.status_code == 200
    assert sentence in shown(response)
    assert 'value="Gõ dở dang"' in shown(response)
    assert Campaign.objects.count() == 0
    again = form_of(response) | {"chung-motto": "Xong"}
    assert {key for key in data if key not in again} <= set(change) | {"chung-motto"}


def test_a_row_whose_phase_is_left_out_says_so(clerk):
    data = form_of(read_page(clerk, REAL))
    del data["phases-1-include"]
    response = clerk.post(SAVE, data)
    assert "Ngày kỷ niệm, dòng 6: Đợt 2 không được lấy; chọn đợt khác hoặc bỏ dòng này" in shown(response)
    assert Campaign.objects.count() == 0


def test_a_row_left_out_may_hold_anything(clerk):
    data = form_of(read_page(clerk, REAL)) | {"days-0-origin_date": "hôm nào đó"}
    del data["days-0-include"]
    assert clerk.post(SAVE, data).status_code == 302


def test_that_the_year_has_its_campaign_is_said_as_soon_as_it_is_read(clerk):
    """With a link to it, on the first page that knows the year, and on that page as long as it is so."""
    there = make_campaign(year=2022)
    told = f'<a href="{there.get_absolute_url()}">phong trào thi đua hằng năm</a>'
    page = read_page(clerk, REAL)
    assert f"Năm 2022 đã có {told} ({there.get_status_display().lower()})" in shown(page)
    data = form_of(page)
    for year, kind, is_told in ((2022, "yearly", True), (2021, "yearly", False), (2022, "thematic", False)):
        again = clerk.post(SAVE, data | {"chung-year": year, "chung-kind": kind, "chung-title": ""})
        assert (told in shown(again)) is is_told
    odd = clerk.post(SAVE, data | {"chung-year": "9" * 5_000})
    assert (odd.status_code, told in shown(odd)) == (200, False)
    Campaign.objects.update(status=Campaign.Status.CANCELLED)
    assert told not in shown(read_page(clerk, REAL))


def test_a_year_that_has_its_campaign_is_refused(clerk):
    data = form_of(read_page(clerk, REAL))
    make_campaign(year=2022)
    response = clerk.post(SAVE, data)
    assert "Năm này đã có phong trào thi đua hằng năm" in shown(response)
    assert Campaign.objects.count() == 1


def test_posts_that_no_page_made_are_answered(clerk):
    assert clerk.get(SAVE).url == reverse("reading_start")
    assert clerk.post(SAVE, {"source": ""}).url == reverse("reading_start")
    assert clerk.post(SAVE, {"source": "a" * 60_001}).url == reverse("reading_start")
    lost = clerk.post(SAVE, {"source": text_of(REAL)})
    assert lost.status_code == 200  # no form came with it
    huge = form_of(read_page(clerk, REAL)) | {"contents-TOTAL_FORMS": "100000"}
    assert clerk.post(SAVE, huge).status_code == 200
    assert Campaign.objects.count() == 0


def test_what_was_typed_outlives_the_session(clerk, school, sign_in):
    page = read_page(clerk, REAL)
    data = form_of(page) | {"chung-motto": "Gõ trước khi hết phiên", "form_owner": page.context["owner_token"]}
    clerk.logout()
    response = clerk.post(SAVE, data)
    assert response.url.startswith(reverse("sign_in"))
    clerk.force_login(school.clerk.user)
    again = clerk.get(SAVE)
    assert 'value="Gõ trước khi hết phiên"' in shown(again)
    assert Campaign.objects.count() == 0


def test_only_the_clerk_finds_these_pages(sign_in, school, client):
    for who in (school.head, school.lecturer, school.rector):
        assert sign_in(who).get(START).status_code == 404
        assert sign_in(who).post(SAVE, {"source": "x"}).status_code == 404
    assert client.get(START).url.startswith(reverse("sign_in"))


# --- what is no plan


@pytest.mark.parametrize("text", ["Nấu canh chua: 1. Đun nước. 2. Thả cá.", "Căn cứ Luật;\nQUYẾT ĐỊNH:\nĐiều 1. Khen."])
def test_a_text_that_is_no_plan_says_what_was_not_found_and_stays(clerk, text):
    response = clerk.post(START, {"text": text})
    assert "Văn bản này không giống một kế hoạch phát động phong trào thi đua." in shown(response)
    assert "Không tìm thấy đợt thi đua" in shown(response)
    assert text in unescape(response.content.decode())


def test_nothing_both_and_too_much_are_refused(clerk):
    assert "Dán văn bản của kế hoạch hoặc chọn tệp DOCX, PDF" in shown(clerk.post(START, {"text": "  "}))
    both = {"text": "x", "file": SimpleUploadedFile("a.pdf", b"%PDF-")}
    assert "Chỉ chọn một cách" in shown(clerk.post(START, both))
    longer = clerk.post(START, {"text": "a" * 60_001})
    assert "nhiều nhất 60.000 ký tự, cần bớt 1 ký tự" in shown(longer)
    assert "a" * 60_001 in shown(longer)
    heavy = SimpleUploadedFile("a.docx", b"PK\x03\x04" + b"0" * 5 * 1024 * 1024)
    assert "Tệp nặng 5,0 MB; nhiều nhất 5 MB" in shown(clerk.post(START, {"file": heavy}))


def test_what_is_far_too_long_is_not_sent_back_whole(clerk):
    page = clerk.post(START, {"text": "a" * 2_000_000})
    assert "Văn bản dài 2.000.000 ký tự;" in shown(page)
    assert "Ô này chỉ giữ lại phần đầu" in shown(page)
    assert len(page.content) < 100_000
    whole = clerk.post(START, {"text": "a" * 200_000})
    assert "a" * 200_000 in shown(whole)
    assert "Ô này" not in shown(whole)


def test_the_longest_text_is_read(clerk):
    text = text_of(REAL) + "\nLưu ý thêm một câu." * 3000
    assert clerk.post(START, {"text": text[:60_000].strip()}).context["proposal"].looks_like_plan


# --- files


def docx_of(text: str) -> bytes:
    from docx import Document  # noqa: PLC0415 - slow to load

    document = Document()
    body, _, foot = text.replace("**", "").partition("Nơi nhận:")
    for line in filter(None, map(str.strip, body.split("\n"))):
        document.add_paragraph(line.lstrip("# "))
    left, right = document.add_table(1, 2).rows[0].cells
    lines = ["Nơi nhận:", *filter(None, map(str.strip, foot.split("\n")))]
    for cell, rows in ((left, lines[:7]), (right, lines[7:])):
        for line in rows:
            cell.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def pdf_of(text: str) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415 - slow to load

    rows = [line.replace("**", "").lstrip("# ").strip() for line in text.split("\n")]
    return HTML(string="".join(f"<p>{row}</p>" for row in rows if row)).write_pdf()


@pytest.mark.parametrize(("make", "name"), [(docx_of, "ke-hoach.docx"), (pdf_of, "ke-hoach.pdf")])
def test_a_file_gives_what_the_text_gives(clerk, make, name):
    page = clerk.post(START, {"file": SimpleUploadedFile(name, make(text_of(REAL)))})
    plan = page.context["proposal"]
    assert [len(phase.anniversaries) for phase in plan.phases] == [5, 3]
    assert [len(part) for part in (plan.legal_bases, plan.purposes, plan.contents, plan.organisation)] == [1, 3, 8, 6]
    assert (len(plan.recipients), plan.signer.value.name) == (6, "Nguyễn Tiến Tăng")
    assert clerk.post(SAVE, form_of(page)).status_code == 302


def test_the_numbers_that_word_writes_are_read(clerk):
    from docx import Document  # noqa: PLC0415

    document = Document()
    for style, text in (
        ("List Number", "Thi đua dạy tốt."),
        ("List Number", "Thi đua học tốt."),
        ("List Bullet", "Đọc sách."),
    ):
        document.add_paragraph(text, style=style)
    kept = io.BytesIO()
    document.save(kept)
    assert inspection.text_of(kept.getvalue()) == "1. Thi đua dạy tốt.\n2. Thi đua học tốt.\n- Đọc sách."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bomb-ratio.docx", "Nội dung nén trong tệp quá lớn"),
        ("bomb-objects.pdf", "Tệp"),
        ("exe.pdf", "Tệp phải là PDF, DOCX, JPG hoặc PNG"),
        ("password.pdf", "Tệp có mật khẩu nên không đọc được"),
        ("encrypted.docx", "Tệp có mật khẩu nên không đọc được"),
        ("macros.docx", "Tệp Word có macro"),
        ("xxe.docx", "Tệp hỏng hoặc chưa đủ"),
        ("scanner.pdf", "Tệp không có chữ (bản quét hoặc tệp trống)"),
        ("phone.jpg", "Tệp không có chữ (bản quét hoặc tệp trống)"),
    ],
)
def test_hostile_and_wordless_files_get_a_sentence(clerk, name, sentence):
    upload = SimpleUploadedFile(name, (FOLDER / name).read_bytes())
    response = clerk.post(START, {"file": upload})
    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors["file"])
    assert Campaign.objects.count() == 0


def test_an_empty_file_and_a_false_name_get_a_sentence(clerk):
    empty = clerk.post(START, {"file": SimpleUploadedFile("a.docx", b"")})
    assert empty.context["form"].errors["file"] == ["Tệp trống"]
    misnamed = clerk.post(START, {"file": SimpleUploadedFile("a.docx", (FOLDER / "plain.pdf").read_bytes())})
    assert "đổi đuôi thành .pdf" in shown(misnamed)


# --- two at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_for_one_year_the_second_is_refused(on_postgresql, school):
    from campaigns.reading_in import Taken, take_over  # noqa: PLC0415

    def taken() -> Taken:
        days = {"starts_on": date(2030, 1, 1), "ends_on": date(2030, 12, 31)}
        campaign = Campaign(year=2030, title="Phát động phong trào thi đua năm 2030", **days)
        return Taken(campaign, {PlanItem.Part.CONTENT: ["Thi đua dạy tốt."]})

    acts = [lambda: take_over(taken(), by=school.clerk.user)] * 2
    assert sorted(bool(answer) for answer in at_once(*acts)) == [False, True]
    assert (Campaign.objects.filter(year=2030).count(), PlanItem.objects.count()) == (1, 1)
