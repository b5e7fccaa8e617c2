"""The union's second signature under a collective's pledge; the receipt on paper."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from campaigns import pledging, union_signing
from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_receipt
from campaigns.models import Pledge, Posting
from tests.campaigns.test_pledge_papers import lines, read, rows
from tests.campaigns.test_pledge_views import notices
from tests.factories import make_person, make_pledge
from thidua.models import AuditEntry
from thidua.workflow import Refused

SENT = datetime(2022, 3, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def pledge(school, campaign) -> Pledge:
    return make_pledge(
        campaign, school.faculty, school.faculty, status="submitted", awards=("TTLDTT",), submitted_at=SENT
    )


@pytest.fixture
def union(school):
    """The lecturer leads the union of her faculty."""
    Posting.objects.filter(staff_member=school.lecturer).update(is_union_lead=True)
    return school.lecturer


def test_signed_from_the_list_of_things_to_do(school, pledge, union, sign_in):
    client = sign_in(union)
    todos = {todo.text: todo.url for _, rows in client.get("/").context["groups"] for todo in rows}
    url = todos["Ký bản đăng ký của tập thể Khoa Xây dựng Đảng (công đoàn)"]
    assert "Chờ tổ trưởng công đoàn Nguyễn Thị Hoa ký." in client.get(url).content.decode()
    done = client.post(reverse("pledge_sign", args=[pledge.pk]), follow=True)
    assert notices(done) == ["Đã ký bản đăng ký của tập thể Khoa Xây dựng Đảng."]
    pledge.refresh_from_db()
    assert pledge.union_signed_by == union.user
    assert AuditEntry.objects.filter(verb="pledge.sign_for_union").count() == 1
    left = pledge_paper.gather(pledge).signatures[0]
    assert (left.lines, left.name, left.mark) == (
        ("TỔ TRƯỞNG CÔNG ĐOÀN",),
        "Nguyễn Thị Hoa",
        "Đã ký trên phần mềm ngày 01/3/2022",
    )
    again = client.post(reverse("pledge_sign", args=[pledge.pk]), follow=True)
    assert notices(again) == ["Bản đăng ký này đã có chữ ký của tổ trưởng công đoàn; không cần ký lại."]
    assert "công đoàn" not in " ".join(todo.text for _, rows in client.get("/").context["groups"] for todo in rows)


def test_the_rector_waits_for_the_second_signature(school, pledge, union, sign_in):
    rector = sign_in(school.rector)
    sentence = "Chưa xác nhận được vì tổ trưởng công đoàn Nguyễn Thị Hoa chưa ký; nhắc đồng chí ấy ký trước."
    assert notices(rector.post(reverse("pledge_endorse", args=[pledge.pk]), follow=True)) == [sentence]
    union_signing.sign(pledge, by=union.user)
    rector.post(reverse("pledge_endorse", args=[pledge.pk]))
    pledge.refresh_from_db()
    assert pledge.status == "endorsed"


def test_a_unit_without_a_union_lead_says_so_and_goes_on(school, pledge, sign_in):
    page = sign_in(school.head).get(pledge.get_absolute_url()).content.decode()
    assert "Đơn vị chưa có tổ trưởng công đoàn có tài khoản" in page
    assert pledging.why_not_endorse(pledge) == ""
    assert pledge_paper.gather(pledge).signatures[0].lines != ("TỔ TRƯỞNG CÔNG ĐOÀN",)


def test_the_head_does_not_sign_twice(school, pledge):
    Posting.objects.filter(staff_member=school.head).update(is_union_lead=True)
    assert pledging.why_not_endorse(pledge) == ""
    with pytest.raises(Refused, match="là người khác"):
        union_signing.sign(pledge, by=school.head.user)


def test_a_union_lead_without_an_account_holds_nothing_up(school, pledge):
    make_person("Lù Thị Không", school.faculty, posting={"is_union_lead": True})
    assert pledging.why_not_endorse(pledge) == ""


@pytest.mark.parametrize("status", ["draft", "returned", "registered", "withdrawn"])
def test_signed_only_while_it_waits(status, school, pledge, union):
    Pledge.objects.update(status=status)
    with pytest.raises(Refused, match="ký sau khi người đứng đầu đơn vị gửi"):
        union_signing.sign(pledge, by=union.user)


def test_sent_anew_it_is_signed_anew(school, pledge, union):
    union_signing.sign(pledge, by=union.user)
    pledging.send_back(pledge, code="other", fields=["targets"], reason="Sửa.", by=school.rector.user)
    pledging.submit(pledge, by=school.head.user)
    pledge.refresh_from_db()
    assert (pledge.union_signed_at, pledge.union_signed_by) == (None, None)


def test_a_draft_is_not_the_unions(school, pledge, union, sign_in):
    Pledge.objects.update(status="draft")
    assert sign_in(union).get(pledge.get_absolute_url()).status_code == 404


def test_last_years_union_lead_signs_nothing(school, pledge, union, sign_in):
    Posting.objects.filter(staff_member=union).update(ends_on=date(2021, 12, 31))
    assert sign_in(union).post(reverse("pledge_sign", args=[pledge.pk])).status_code == 404


# The receipt on paper


def test_the_receipt_says_what_was_handed_in_when_and_who_confirms(school, campaign):
    made = make_pledge(
        campaign,
        school.lecturer,
        school.faculty,
        status="submitted",
        post="Giảng viên",
        submitted_at=SENT,
        initiative_title="Bộ câu hỏi",
    )
    made.targets.create(content="Giảng dạy", unit_of_measure="tiết", amount=280, due_on=date(2022, 11, 30))
    paper = pledge_receipt.gather(made)
    assert (paper.title, paper.summary) == ("GIẤY BIÊN NHẬN ĐĂNG KÝ", "Đăng ký thi đua năm 2022")
    assert lines(paper) == {
        "Mã biên nhận": made.receipt_code,
        "Họ và tên": "Nguyễn Thị Hoa",
        "Chức vụ, đơn vị": "Giảng viên, Khoa Xây dựng Đảng",
        "Gửi lúc": "10 giờ 00, ngày 20 tháng 3 năm 2022",
        "Nay ở bước": "Đã gửi",
        "Người xác nhận": "Trưởng khoa Trần Văn Minh",
        "Danh hiệu thi đua đăng ký": "“Lao động tiên tiến”",
        "Hình thức khen thưởng đăng ký": "Không",
        "Tên sáng kiến, đề tài": "Bộ câu hỏi",
    }
    assert rows(paper) == [["1", "Giảng dạy", "tiết", "280", "Cả năm", "30/11/2022"]]
    assert paper.draft is False


def test_the_receipt_is_opened_from_its_page(school, campaign, sign_in):
    made = make_pledge(campaign, school.lecturer, school.faculty, status="submitted", submitted_at=SENT)
    client = sign_in(school.lecturer)
    url = reverse("receipt_pdf", args=[made.pk])
    assert f'href="{url}"' in client.get(reverse("pledge_receipt", args=[made.pk])).content.decode()
    assert made.receipt_code in read(client.get(url))
    assert client.get(reverse("receipt_docx", args=[made.pk])).content[:2] == b"PK"


@pytest.mark.parametrize("status", ["returned", "withdrawn"])
def test_no_receipt_for_what_is_not_with_the_endorser(status, school, campaign, sign_in):
    made = make_pledge(campaign, school.lecturer, school.faculty, status=status, submitted_at=SENT)
    response = sign_in(school.lecturer).get(reverse("receipt_pdf", args=[made.pk]), follow=True)
    assert notices(response)[0].startswith("Chưa có giấy biên nhận vì bản đăng ký đang ở bước")
