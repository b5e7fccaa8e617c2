"""The covenant between units: drafted by one head, signed by all, frozen then; every act in every state by hand."""

import io
from datetime import date
from decimal import Decimal

import pdfplumber
import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from campaigns import covenants
from campaigns.documents import covenant as covenant_paper
from campaigns.models import Campaign, Covenant, Department, Posting
from tests.campaigns.test_pledge_papers import last_line, read, rows, said
from tests.campaigns.test_pledge_views import notices
from tests.permission_row import table_of
from thidua import guards, pdf
from thidua.models import AuditEntry
from thidua.papers import NumberedItem
from thidua.workflow import Refused

LABELS = {"draft": "Nháp", "open": "Chờ ký", "signed": "Đã ký đủ", "withdrawn": "Đã rút"}
GRID = {
    "offer": ("gửi để ký", {"draft"}, "open"),
    "take_back": ("lấy lại để sửa", {"open"}, "draft"),
    "withdraw": ("rút", {"draft", "open"}, "withdrawn"),
}


@pytest.fixture
def covenant(school, campaign) -> Covenant:
    """Minh's draft with Dũng's faculty."""
    made = Covenant.objects.create(
        campaign=campaign, drafted_by=school.faculty, title="Giữa hai khoa", contents="Dạy tốt.\n\nHọc tốt."
    )
    covenants.set_parties(made, [school.other_faculty], by=school.head.user)
    return made


@pytest.fixture
def sent(covenant, school) -> Covenant:
    covenants.offer(covenant, by=school.head.user)
    return covenant


def form(*units, targets=(), **fields) -> dict:
    typed = {"title": "Giữa hai khoa", "contents": "Dạy tốt.", "units": [unit.pk for unit in units]}
    return typed | table_of("targets", *targets) | fields


def target(amount="2", due="", content="Bài báo") -> dict:
    return {"content": content, "unit_of_measure": "bài", "amount": amount, "due_on": due}


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", GRID)
def test_every_act_from_every_state(name, status, covenant, school):
    spoken, sources, target = GRID[name]
    Covenant.objects.update(status=status)
    covenant.refresh_from_db()
    lines = AuditEntry.objects.count()
    extra = {"reason": "Sửa chỉ tiêu."} if name == "take_back" else {}
    if status in sources:
        getattr(covenants, name)(covenant, by=school.head.user, **extra)
        covenant.refresh_from_db()
        assert (covenant.status, AuditEntry.objects.count()) == (target, lines + 1)
    else:
        with pytest.raises(Refused) as refused:
            getattr(covenants, name)(covenant, by=school.head.user, **extra)
        assert str(refused.value) == (
            f"Bản giao ước thi đua đang ở bước “{LABELS[status]}” nên không {spoken} được; "
            "tải lại trang để xem việc làm được."
        )
        assert AuditEntry.objects.count() == lines


def test_the_table_is_whole():
    assert set(covenants.MOVES) == {*GRID, "complete"}


def test_through_the_pages(school, campaign, sign_in):
    minh, dung = sign_in(school.head), sign_in(school.other_head)
    add = reverse("covenant_add", args=[campaign.pk, school.faculty.pk])
    page = minh.get(add).content.decode()
    assert ("Khoa Lý luận cơ sở" in page, f'name="units" value="{school.faculty.pk}"' in page) == (True, False)
    saved = minh.post(add, form(school.other_faculty, targets=[target("5,0", "30/11/2022")]), follow=True)
    made = Covenant.objects.get()
    assert notices(saved) == ["Đã lưu bản giao ước; xem lại rồi gửi để ký."]
    assert made.targets.values_list("number", "amount", "due_on").get() == (1, Decimal("5.00"), date(2022, 11, 30))
    assert dung.get(made.get_absolute_url()).status_code == 404
    offered = minh.post(reverse("covenant_offer", args=[made.pk]), follow=True)
    assert notices(offered) == ["Đã ký thay mặt Khoa Xây dựng Đảng và gửi các đơn vị cùng ký."]
    todos = {todo.text: todo.url for _, rows in dung.get("/").context["groups"] for todo in rows}
    assert "Ký giao ước" in dung.get(todos["Ký giao ước thi đua: Giữa hai khoa"]).content.decode()
    dung.post(reverse("covenant_sign", args=[made.pk, school.other_faculty.pk]))
    made.refresh_from_db()
    assert (made.status, made.signed_at is not None) == ("signed", True)
    assert list(made.parties.values_list("signed_name", "signed_post")) == [
        ("Trần Văn Minh", "Trưởng khoa"),
        ("Lê Văn Dũng", "Trưởng khoa"),
    ]
    assert "Đã ký đủ" in sign_in(school.stranger).get(made.get_absolute_url()).content.decode()
    assert "Giữa hai khoa" in minh.get(reverse("covenant_list", args=[campaign.pk])).content.decode()


def test_three_sign_one_after_the_other(school, covenant):
    covenants.set_parties(covenant, [school.other_faculty, school.office], by=school.head.user)
    covenants.offer(covenant, by=school.head.user)
    covenants.sign(covenant, school.office, by=school.office_head.user)
    assert covenant.status == "open"
    with pytest.raises(Refused, match="đã ký bản giao ước này; không cần ký lại"):
        covenants.sign(covenant, school.office, by=school.office_head.user)
    covenants.sign(covenant, school.other_faculty, by=school.other_head.user)
    assert covenant.status == "signed"
    paper = covenant_paper.gather(covenant)
    assert paper.signatures == ()
    assert [row[:4] for row in rows(paper)] == [
        ["1", "Khoa Xây dựng Đảng", "Trần Văn Minh", "Trưởng khoa"],
        ["2", "Khoa Lý luận cơ sở", "Lê Văn Dũng", "Trưởng khoa"],
        ["3", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", "Đỗ Thị Yến", "Trưởng phòng"],
    ]


@pytest.mark.parametrize("who", ["lecturer", "stranger", "rector", "office_head", "clerk"])
def test_only_the_head_of_a_party_signs(who, school, sent):
    person = getattr(school, who)
    with pytest.raises(Refused, match="người ký phải là người đứng đầu Khoa Lý luận cơ sở"):
        covenants.sign(sent, school.other_faculty, by=person.user)
    with pytest.raises(Refused, match="một đơn vị trong giao ước"):
        covenants.sign(sent, school.office, by=school.office_head.user)


def test_what_is_missing_is_said_before_it_is_sent(school, covenant):
    covenants.set_parties(covenant, [], by=school.head.user)
    assert covenants.why_not_offer(covenant).startswith("Chưa gửi để ký được vì mới có một đơn vị")
    covenants.set_parties(covenant, [school.other_faculty], by=school.head.user)
    covenant.contents = " \n"
    assert covenants.why_not_offer(covenant).startswith("Chưa gửi để ký được vì chưa ghi nội dung giao ước")
    covenant.contents = "Dạy tốt."
    Posting.objects.filter(staff_member=school.other_head).update(is_head=False)
    assert covenants.why_not_offer(covenant).startswith(
        "Chưa gửi để ký được vì Khoa Lý luận cơ sở chưa có người đứng đầu"
    )


def test_taken_back_it_is_signed_anew(school, sent):
    covenants.take_back(sent, reason="Sửa chỉ tiêu.", by=school.head.user)
    assert set(sent.parties.values_list("signed_at", "signed_name")) == {(None, "")}
    with pytest.raises(Refused, match="Ghi lý do lấy lại"):
        covenants.take_back(sent, reason=" ", by=school.head.user)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Nhập tên giao ước"),
        ({"units": []}, "Chọn ít nhất một đơn vị cùng ký"),
        (table_of("targets", target("năm")), "Dòng 1: Số lượng phải là số, từ 0 trở lên"),
        (table_of("targets", target("1" + "0" * 30)), "Dòng 1: Số lượng có nhiều nhất 10 chữ số"),
        (table_of("targets", target("2", "30/02/2022")), "Dòng 1: Thời hạn phải là ngày có thật"),
        (table_of("targets", target("2", "01/01/2023")), "Dòng 1: Thời hạn phải trong năm 2022"),
    ],
)
def test_wrong_input_is_said_and_kept(typed, sentence, school, campaign, sign_in):
    url = reverse("covenant_add", args=[campaign.pk, school.faculty.pk])
    page = sign_in(school.head).post(url, form(school.other_faculty, contents="Chữ đã gõ") | typed).content.decode()
    assert (sentence in page, "Chữ đã gõ" in page, Covenant.objects.count()) == (True, True, 0)


def test_no_covenant_outside_a_running_campaign(school, campaign, covenant, sign_in):
    Campaign.objects.update(status="concluded")
    client = sign_in(school.head)
    response = client.post(
        reverse("covenant_add", args=[campaign.pk, school.faculty.pk]), form(school.other_faculty), follow=True
    )
    assert notices(response)[0].startswith("Chưa soạn giao ước được vì Phong trào thi đua năm 2022")
    assert Covenant.objects.count() == 1


def test_a_signed_one_never_changes(school, sent):
    covenants.sign(sent, school.other_faculty, by=school.other_head.user)
    for sql in (
        "UPDATE campaigns_covenant SET title = 'khác' WHERE id = %s",
        "UPDATE campaigns_covenantparty SET signed_name = 'khác' WHERE covenant_id = %s",
        "DELETE FROM campaigns_covenantparty WHERE covenant_id = %s",
    ):
        with pytest.raises(IntegrityError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [sent.pk])
    with pytest.raises(IntegrityError, match=guards.MESSAGE), transaction.atomic():
        sent.targets.create(content="Thêm", unit_of_measure="bài", amount=1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(count, school, campaign, sign_in, django_assert_max_num_queries):
    for number in range(count):
        made = Covenant.objects.create(campaign=campaign, drafted_by=school.faculty, title=f"Số {number}")
        covenants.set_parties(made, [school.other_faculty, school.office], by=None)
    client = sign_in(school.head)
    url = reverse("covenant_list", args=[campaign.pk])
    client.get(url)
    with django_assert_max_num_queries(15) as asked:
        page = client.get(url).content.decode()
    assert page.count("Khoa Lý luận cơ sở") == count
    NUMBERS.add(len(asked))
    assert len(NUMBERS) == 1


NUMBERS: set[int] = set()


def test_the_paper(school, sent):
    sent.targets.create(content="Bài báo", unit_of_measure="bài", amount=2, due_on=date(2022, 11, 30))
    draft = covenant_paper.gather(sent)
    assert (draft.draft, draft.header.date) == (True, None)
    covenants.sign(sent, school.other_faculty, by=school.other_head.user)
    paper = covenant_paper.gather(sent)
    assert (paper.title, paper.summary, paper.draft) == ("BẢN GIAO ƯỚC THI ĐUA", "Năm 2022\nGiữa hai khoa", False)
    assert paper.header.date_line == "Lai Châu, ngày 01 tháng 3 năm 2022"
    items = [said(block.text) for block in paper.blocks if isinstance(block, NumberedItem)]
    assert items == [
        "Khoa Xây dựng Đảng; đại diện: đồng chí Trần Văn Minh, Trưởng khoa",
        "Khoa Lý luận cơ sở; đại diện: đồng chí Lê Văn Dũng, Trưởng khoa",
        "Dạy tốt.",
        "Học tốt.",
    ]
    assert rows(paper) == [["1", "Bài báo", "bài", "2", "30/11/2022"]]
    assert last_line(paper).startswith("02 đơn vị cam kết")
    assert [(one.lines, one.name, one.mark) for one in paper.signatures] == [
        (("ĐẠI DIỆN", "KHOA XÂY DỰNG ĐẢNG", "TRƯỞNG KHOA"), "Trần Văn Minh", "Đã ký trên phần mềm ngày 01/3/2022"),
        (("ĐẠI DIỆN", "KHOA LÝ LUẬN CƠ SỞ", "TRƯỞNG KHOA"), "Lê Văn Dũng", "Đã ký trên phần mềm ngày 01/3/2022"),
    ]


def test_names_stand_level_however_long_the_units_are_called(sent, school):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    covenants.sign(sent, school.other_faculty, by=school.other_head.user)
    Department.objects.filter(pk=school.other_faculty.pk).update(name="Phòng Quản lý đào tạo và nghiên cứu khoa học")
    with pdfplumber.open(io.BytesIO(pdf.render(covenant_paper.gather(sent)))) as file:
        words = [word for page in file.pages for word in page.extract_words()]
    below = max(word["top"] for word in words if word["text"] == "DIỆN")
    level = {word["text"]: round(word["top"]) for word in words if word["top"] > below}
    assert level["Minh"] == level["Dũng"] > level["PHÒNG"]
    lines = {round(word["top"]) for word in words if word["text"] in ("QUẢN", "CỨU")}
    assert len(lines) == 2  # broken at a sense, on the program's own lines


def test_the_paper_is_opened_from_its_page(school, sent, sign_in):
    client = sign_in(school.other_head)
    assert "BẢN GIAO ƯỚC THI ĐUA" in read(client.get(reverse("covenant_pdf", args=[sent.pk])))
    assert client.get(reverse("covenant_docx", args=[sent.pk])).content[:2] == b"PK"
