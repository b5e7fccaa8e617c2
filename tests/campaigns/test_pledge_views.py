"""The pages of a pledge, through the client: own, the endorser's, and what a stranger gets."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Pledge, PledgeTarget
from tests.factories import make_pledge, make_registration
from thidua import clock
from thidua.models import AuditEntry

ROWS = 3
COLUMNS = ("content", "unit_of_measure", "amount", "phase")
RETURN = {"code": "no_targets", "fields_to_mend": ["targets"]}


@pytest.fixture
def pledge(school, campaign) -> Pledge:
    return make_pledge(campaign, school.lecturer, school.faculty)


def put(pledge, status) -> Pledge:
    returned = {"returned_on": date(2022, 3, 1), "return_reason": "Thiếu chỉ tiêu."} if status == "returned" else {}
    Pledge.objects.filter(pk=pledge.pk).update(status=status, **returned)
    pledge.refresh_from_db()
    return pledge


def targets(*rows, initial=0, **more) -> dict:
    """The posted table: `rows` are (content, unit, amount, phase) or dicts with `id`."""
    data = {"targets-TOTAL_FORMS": str(len(rows)), "targets-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        values = row if isinstance(row, dict) else dict(zip(COLUMNS, row, strict=True))
        data |= {f"targets-{number}-{name}": value for name, value in values.items()}
    return data | more


def authors(*rows, prefix="authors") -> dict:
    """The posted table of authors: (person, share)."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, (person, share) in enumerate(rows):
        data |= {f"{prefix}-{number}-staff_member": person.code, f"{prefix}-{number}-share": str(share)}
    return data


def notices(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# The way through


def test_from_the_first_page_to_the_receipt(school, campaign, sign_in):
    client = sign_in(school.lecturer)
    start = client.get(reverse("my_pledge", args=[campaign.pk]))
    assert "Bắt đầu bản đăng ký" in start.content.decode()
    response = client.post(reverse("my_pledge_begin", args=[campaign.pk]))
    pledge = Pledge.objects.get()
    assert response.url == reverse("pledge_awards", args=[pledge.pk])
    chosen = {"titles": ["LDTT", "CSTDCS"], "duties": "Giảng dạy"}
    idea = client.post(response.url, chosen).url
    assert idea == reverse("pledge_initiative", args=[pledge.pk])
    named = {"which": "moi", "title": "Bộ câu hỏi ôn tập", "kind": "initiative"} | authors((school.lecturer, 100))
    assert client.post(idea, named).url == reverse("pledge_targets", args=[pledge.pk])
    phase = campaign.phases.get(ordinal=2)
    rows = targets(
        ("Giảng dạy lớp trung cấp", "tiết", "1.280", ""), ("Đề tài", "đề tài", "1,5", phase.pk), ("", "", "", "")
    )
    assert client.post(reverse("pledge_targets", args=[pledge.pk]), rows).url == reverse(
        "pledge_check", args=[pledge.pk]
    )
    check = client.get(reverse("pledge_check", args=[pledge.pk])).content.decode()
    assert "Sau khi gửi, muốn sửa phải rút lại trước hết ngày 31/03/2022." in check
    response = client.post(reverse("pledge_submit", args=[pledge.pk]))
    assert response.url == reverse("pledge_receipt", args=[pledge.pk])
    receipt = client.get(response.url)
    assert f"Mã biên nhận: ĐK-2022-{pledge.pk:04d}" in receipt.content.decode()
    assert notices(receipt) == ["Đã gửi đăng ký thi đua năm 2022. Trưởng khoa Trần Văn Minh xác nhận."]
    pledge.refresh_from_db()
    assert (pledge.status, pledge.initiative_title, pledge.duties) == ("submitted", "Bộ câu hỏi ôn tập", "Giảng dạy")
    assert {award.pk for award in pledge.awards.all()} == {"LDTT", "CSTDCS"}
    assert list(pledge.targets.values_list("number", "content", "amount", "phase")) == [
        (1, "Giảng dạy lớp trung cấp", Decimal("1280.00"), None),
        (2, "Đề tài", Decimal("1.50"), phase.pk),
    ]


def test_the_collective_goes_the_same_way(school, campaign, sign_in):
    client = sign_in(school.head)
    client.post(reverse("unit_pledge_begin", args=[campaign.pk, school.faculty.pk]))
    pledge = Pledge.objects.get()
    assert (pledge.department, pledge.unit) == (school.faculty, school.faculty)
    page = client.get(reverse("pledge_awards", args=[pledge.pk])).content.decode()
    assert "Tập thể lao động tiên tiến" in page
    assert 'value="CSTDCS"' not in page
    client.post(reverse("pledge_awards", args=[pledge.pk]), {"titles": ["TTLDTT"]})
    client.post(reverse("pledge_submit", args=[pledge.pk]))
    pledge.refresh_from_db()
    assert pledge.status == "submitted"
    assert sign_in(school.rector).post(reverse("pledge_endorse", args=[pledge.pk])).status_code == 302
    pledge.refresh_from_db()
    assert pledge.status == "endorsed"


def test_my_pledge_leads_to_the_live_one(school, campaign, pledge, sign_in):
    client = sign_in(school.lecturer)
    assert client.get(reverse("my_pledge", args=[campaign.pk])).url == pledge.get_absolute_url()
    put(pledge, "withdrawn")
    page = client.get(reverse("my_pledge", args=[campaign.pk]))
    assert (page.status_code, pledge.receipt_code in page.content.decode()) == (200, True)


def test_begin_twice(school, campaign, sign_in):
    client = sign_in(school.lecturer)
    for _ in range(2):
        client.post(reverse("my_pledge_begin", args=[campaign.pk]))
    assert (Pledge.objects.count(), AuditEntry.objects.filter(verb="pledge.begin").count()) == (1, 1)


def test_sent_twice(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    client.post(reverse("pledge_submit", args=[pledge.pk]))
    second = client.post(reverse("pledge_submit", args=[pledge.pk]), follow=True)
    assert "đang ở bước “Đã gửi” nên không gửi được" in notices(second)[-1]
    assert AuditEntry.objects.filter(verb="pledge.submit").count() == 1


# Writing


def test_saving_a_draft_stays_on_the_page(school, pledge, sign_in):
    url = reverse("pledge_awards", args=[pledge.pk])
    response = sign_in(school.lecturer).post(url, {"titles": ["LDTT"], "stay": "1"}, follow=True)
    assert (response.redirect_chain, notices(response)) == ([(url, 302)], ["Đã lưu nháp."])


def test_edited_from_the_check_page_it_returns_there(school, pledge, sign_in):
    url = reverse("pledge_awards", args=[pledge.pk]) + "?ve=kiem-tra"
    response = sign_in(school.lecturer).post(url, {"titles": ["LDTT"]})
    assert response.url == reverse("pledge_check", args=[pledge.pk])


def test_more_rows_without_script(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_targets", args=[pledge.pk])
    response = client.post(url, targets(("Giảng dạy", "tiết", "280", ""), more="1"))
    assert response.url == f"{url}?them={ROWS}"
    page = client.get(response.url)
    assert len(page.context["formset"].forms) == 1 + ROWS
    assert pledge.targets.get().content == "Giảng dạy"


def test_a_row_is_changed_and_one_removed(school, pledge, sign_in):
    keep, drop = (
        PledgeTarget.objects.create(pledge=pledge, number=n, content=f"Việc {n}", unit_of_measure="tiết", amount=n)
        for n in (1, 2)
    )
    rows = targets(
        {"id": keep.pk, "content": "Việc 1", "unit_of_measure": "tiết", "amount": "7,25", "phase": ""},
        {"id": drop.pk, "content": "Việc 2", "unit_of_measure": "tiết", "amount": "2", "phase": "", "DELETE": "on"},
        initial=2,
    )
    sign_in(school.lecturer).post(reverse("pledge_targets", args=[pledge.pk]), rows)
    assert list(pledge.targets.values_list("content", "amount")) == [("Việc 1", Decimal("7.25"))]
    assert AuditEntry.objects.filter(verb="pledge.change_targets").count() == 1


def test_a_row_of_somebody_else_cannot_be_changed(school, campaign, pledge, sign_in):
    other = make_pledge(campaign, school.stranger, school.other_faculty)
    row = PledgeTarget.objects.create(pledge=other, content="Của Bình", unit_of_measure="tiết", amount=1)
    rows = targets({"id": row.pk, "content": "Đổi", "unit_of_measure": "tiết", "amount": "9", "phase": ""}, initial=1)
    sign_in(school.lecturer).post(reverse("pledge_targets", args=[pledge.pk]), rows)
    row.refresh_from_db()
    assert (row.content, row.pledge, PledgeTarget.objects.count()) == ("Của Bình", other, 1)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("abc", "Số lượng phải là số, từ 0 trở lên"),
        ("-3", "Số lượng phải là số, từ 0 trở lên"),
        ("1,234", "Số lượng có nhiều nhất 2 chữ số sau dấu phẩy"),
        ("", "Nhập số lượng"),
        ("0", "Ghi số lớn hơn 0; chỉ tiêu không để xảy ra việc gì thì ghi đơn vị tính là %, số lượng 100"),
        ("0,0", "Ghi số lớn hơn 0; chỉ tiêu không để xảy ra việc gì thì ghi đơn vị tính là %, số lượng 100"),
        ("999999999999", "Số lượng có nhiều nhất 10 chữ số"),
        ("NaN", "Số lượng phải là số, từ 0 trở lên"),
    ],
)
def test_wrong_amounts_are_said_and_kept(amount, sentence, school, pledge, sign_in):
    rows = targets(("Giảng dạy", "tiết", amount, ""))
    response = sign_in(school.lecturer).post(reverse("pledge_targets", args=[pledge.pk]), rows)
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in response.context["formset"].errors[0]["amount"]
    assert f"Dòng 1: {sentence}" in page
    assert 'value="Giảng dạy"' in page
    if amount:
        assert f'value="{amount}"' in page
    assert "<title>Lỗi: " in page
    assert PledgeTarget.objects.count() == 0


def test_two_megabytes_are_refused_and_kept(school, pledge, sign_in):
    text = "dài " * 500_000
    response = sign_in(school.lecturer).post(
        reverse("pledge_awards", args=[pledge.pk]), {"titles": ["LDTT"], "duties": text}
    )
    assert response.status_code == 200
    assert response.context["form"].errors["duties"][0].startswith("Nhiệm vụ được giao")
    assert response.context["form"]["duties"].value() == text
    pledge.refresh_from_db()
    assert pledge.duties == ""


def test_text_is_stored_composed(school, pledge, sign_in):
    typed = unicodedata.normalize("NFD", "Giảng dạy, nghiên cứu")
    url = reverse("pledge_awards", args=[pledge.pk])
    sign_in(school.lecturer).post(url, {"titles": ["LDTT"], "duties": typed})
    pledge.refresh_from_db()
    assert pledge.duties == "Giảng dạy, nghiên cứu"


def test_html_is_shown_as_typed(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    typed = "<script>alert(1)</script>"
    client.post(reverse("pledge_awards", args=[pledge.pk]), {"titles": ["LDTT"], "duties": typed})
    page = client.get(pledge.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert typed not in page


def test_an_award_for_collectives_cannot_be_chosen_by_a_person(school, pledge, sign_in):
    url = reverse("pledge_awards", args=[pledge.pk])
    response = sign_in(school.lecturer).post(url, {"titles": ["TTLDTT"]})
    assert response.context["form"].errors["titles"] == ["Danh hiệu thi đua: chọn trong danh sách"]
    assert [award.pk for award in pledge.awards.all()] == ["LDTT"]


def test_a_sent_pledge_is_not_written_on(school, pledge, sign_in):
    put(pledge, "submitted")
    client = sign_in(school.lecturer)
    for name, data in (("pledge_awards", {"titles": ["CSTDCS"]}), ("pledge_targets", targets(("A", "b", "1", "")))):
        response = client.post(reverse(name, args=[pledge.pk]), data, follow=True)
        assert notices(response) == [
            "Bản đăng ký này đang ở bước “Đã gửi” nên không sửa được; muốn sửa thì rút lại và lập bản mới."
        ]
    assert [award.pk for award in pledge.awards.all()] == ["LDTT"]
    assert (PledgeTarget.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_nothing_chosen_is_said_on_the_first_page_but_kept_as_a_draft(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_awards", args=[pledge.pk])
    refused = client.post(url, {"duties": "Giảng dạy"})
    assert refused.context["form"].errors["titles"] == [
        "Chọn ít nhất một danh hiệu hoặc hình thức; chưa chọn được thì bấm “Lưu nháp”"
    ]
    assert 'href="#id_titles_0"' in refused.content.decode()
    pledge.refresh_from_db()
    assert (pledge.duties, pledge.awards.count()) == ("", 1)
    assert client.post(url, {"duties": "Giảng dạy", "stay": "1"}).url == url
    pledge.refresh_from_db()
    assert (pledge.duties, pledge.awards.count()) == ("Giảng dạy", 0)


def test_the_first_page_has_each_heading_once(school, campaign, pledge, sign_in):
    collective = make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",))
    for who, its in ((school.lecturer, pledge), (school.head, collective)):
        client = sign_in(who)
        page = client.get(reverse("pledge_awards", args=[its.pk]))
        legends = [text.strip() for text in re.findall(r"<legend[^>]*>([^<]*)", page.content.decode())]
        assert legends == ["Danh hiệu thi đua", "Hình thức khen thưởng"]
        assert list(page.context["form"].fields)[:2] == ["titles", "forms_of_praise"]
        example = "Giảng dạy lớp trung cấp" in client.get(reverse("pledge_targets", args=[its.pk])).content.decode()
        assert example is (its is pledge)


# Refusals


def test_the_button_and_the_act_say_the_same(school, pledge, sign_in, clock_at):
    clock_at(date(2022, 4, 1))
    client = sign_in(school.lecturer)
    said = client.get(reverse("pledge_check", args=[pledge.pk])).context["why"]
    assert said.startswith("Đã hết hạn đăng ký ngày 31/03/2022.")
    response = client.post(reverse("pledge_submit", args=[pledge.pk]), follow=True)
    assert notices(response) == [said]
    pledge.refresh_from_db()
    assert (pledge.status, AuditEntry.objects.count()) == ("draft", 0)


def test_withdrawing_asks_first(school, pledge, sign_in):
    put(pledge, "submitted")
    client = sign_in(school.lecturer)
    assert "Rút lại bản đăng ký này?" in client.get(reverse("pledge_withdraw", args=[pledge.pk])).content.decode()
    client.post(reverse("pledge_withdraw", args=[pledge.pk]))
    pledge.refresh_from_db()
    assert pledge.status == "withdrawn"


def test_a_draft_is_dropped_not_withdrawn(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    page = client.get(pledge.get_absolute_url()).content.decode()
    assert ("Bỏ bản nháp" in page, "Rút lại đăng ký" in page) == (True, False)
    assert "Bỏ bản nháp này?" in client.get(reverse("pledge_withdraw", args=[pledge.pk])).content.decode()
    done = client.post(reverse("pledge_withdraw", args=[pledge.pk]), follow=True)
    assert notices(done) == ["Đã bỏ bản nháp; còn hạn thì lập được bản mới."]
    pledge.refresh_from_db()
    assert pledge.status == "withdrawn"


@pytest.mark.parametrize(("status", "offered"), [("submitted", True), ("endorsed", True), ("registered", False)])
def test_withdrawing_is_offered_while_it_can_be_done(status, offered, school, pledge, sign_in):
    put(pledge, status)
    page = sign_in(school.lecturer).get(pledge.get_absolute_url()).content.decode()
    assert ("Rút lại đăng ký" in page, "tải lại trang" in page) == (offered, False)


def test_after_withdrawing_the_page_leads_to_what_there_is(school, campaign, pledge, sign_in, clock_at):
    put(pledge, "withdrawn")
    client = sign_in(school.lecturer)
    page = client.get(pledge.get_absolute_url()).content.decode()
    assert ("Lập bản đăng ký mới" in page, "Bản đăng ký đang dùng" in page) == (True, False)
    live = make_pledge(campaign, school.lecturer, school.faculty)
    page = client.get(pledge.get_absolute_url()).content.decode()
    assert ("Lập bản đăng ký mới" in page, "Bản đăng ký đang dùng" in page) == (False, True)
    assert f'href="{live.get_absolute_url()}"' in page


# The receipt and the advice

NEXT = {
    "submitted": "Trưởng khoa Trần Văn Minh xác nhận hoặc trả lại để sửa",
    "returned": "sửa theo lý do trả lại rồi gửi lại",
    "endorsed": "Việc tiếp theo: đơn vị gửi danh sách",
    "registered": "bản này đã vào danh sách được duyệt",
}


@pytest.mark.parametrize("status", NEXT)
def test_the_receipt_follows_the_state(status, school, pledge, sign_in):
    Pledge.objects.update(submitted_at=clock.now())
    put(pledge, status)
    page = sign_in(school.lecturer).get(reverse("pledge_receipt", args=[pledge.pk])).content.decode()
    assert {key: words in page for key, words in NEXT.items()} == {key: key == status for key in NEXT}
    assert ("Muốn sửa thì rút lại" in page) is (status != "registered")


def test_a_withdrawn_pledge_has_no_receipt(school, pledge, sign_in):
    Pledge.objects.update(submitted_at=clock.now())
    put(pledge, "withdrawn")
    client = sign_in(school.lecturer)
    assert client.get(reverse("pledge_receipt", args=[pledge.pk])).url == pledge.get_absolute_url()
    assert "Biên nhận" not in client.get(pledge.get_absolute_url()).content.decode()


def test_advice_stands_on_the_check_page_and_the_receipt(school, campaign, sign_in):
    pledge = make_pledge(campaign, school.lecturer, school.faculty, awards=("CSTDCS",))
    client = sign_in(school.lecturer)
    advice = "Danh hiệu, hình thức này thường cần sáng kiến hoặc đề tài được công nhận; bổ sung tên nếu có."
    check = client.get(reverse("pledge_check", args=[pledge.pk])).content.decode()
    assert (advice in check, ">Bổ sung</a>" in check) == (True, True)
    assert advice in client.post(reverse("pledge_submit", args=[pledge.pk]), follow=True).content.decode()
    pledge.refresh_from_db()
    assert pledge.status == "submitted"


# The endorser


def test_the_head_returns_with_a_reason(school, pledge, sign_in):
    put(pledge, "submitted")
    client = sign_in(school.head)
    url = reverse("pledge_send_back", args=[pledge.pk])
    empty = client.post(url, {"reason": " "})
    assert empty.context["form"].errors["reason"] == ["Ghi lý do trả lại"]
    client.post(url, RETURN | {"reason": "Ghi rõ số tiết."})
    pledge.refresh_from_db()
    assert (pledge.status, pledge.return_reason) == ("returned", "Ghi rõ số tiết.")
    assert "Ghi rõ số tiết." in sign_in(school.lecturer).get(pledge.get_absolute_url()).content.decode()


def test_nobody_endorses_their_own(school, campaign, sign_in):
    own = make_pledge(campaign, school.head, school.faculty, status="submitted")
    assert sign_in(school.head).post(reverse("pledge_endorse", args=[own.pk])).status_code == 404
    assert sign_in(school.rector).post(reverse("pledge_endorse", args=[own.pk])).status_code == 302
    own.refresh_from_db()
    assert own.status == "endorsed"


def test_an_endorsed_pledge_of_a_sent_list_stays(school, campaign, pledge, sign_in):
    put(pledge, "endorsed")
    make_registration(campaign, school.faculty, "sent")
    url = reverse("pledge_send_back", args=[pledge.pk])
    response = sign_in(school.head).post(url, RETURN | {"reason": "Sửa."}, follow=True)
    assert notices(response) == [
        "Chưa trả lại được vì đăng ký của Khoa Xây dựng Đảng đã gửi; đề nghị Thường trực Hội đồng trả lại trước."
    ]
    pledge.refresh_from_db()
    assert pledge.status == "endorsed"


# Doors

OWNERS_POSTS = ("pledge_awards", "pledge_targets", "pledge_submit", "pledge_withdraw")
ENDORSERS_POSTS = ("pledge_endorse", "pledge_send_back")
BODY = {"titles": ["CSTDCS"], "reason": "Sửa.", **targets(("A", "b", "1", ""))}


@pytest.mark.parametrize("name", OWNERS_POSTS + ENDORSERS_POSTS)
@pytest.mark.parametrize("who", ["stranger", "other_head", "administrator"])
def test_strangers_get_404_and_change_nothing(who, name, school, pledge, sign_in):
    put(pledge, "submitted" if name in ENDORSERS_POSTS else "draft")
    response = sign_in(getattr(school, who)).post(reverse(name, args=[pledge.pk]), BODY)
    assert response.status_code == 404
    pledge.refresh_from_db()
    assert (pledge.status, PledgeTarget.objects.count(), AuditEntry.objects.count()) == (
        "submitted" if name in ENDORSERS_POSTS else "draft",
        0,
        0,
    )


@pytest.mark.parametrize("name", ["pledge", "pledge_check", "pledge_receipt", "pledge_pdf", "pledge_awards"])
def test_strangers_read_nothing(name, school, pledge, sign_in):
    assert sign_in(school.stranger).get(reverse(name, args=[pledge.pk])).status_code == 404


@pytest.mark.parametrize(("who", "draft", "sent"), [("lecturer", 200, 200), ("head", 404, 200), ("clerk", 404, 200)])
def test_a_draft_is_for_its_owner(who, draft, sent, school, pledge, sign_in):
    client = sign_in(getattr(school, who))
    assert client.get(pledge.get_absolute_url()).status_code == draft
    put(pledge, "submitted")
    assert client.get(pledge.get_absolute_url()).status_code == sent


@pytest.mark.parametrize("name", ["pledge_submit", "pledge_endorse"])
def test_no_act_by_get(name, school, pledge, sign_in):
    assert sign_in(school.lecturer).get(reverse(name, args=[pledge.pk])).status_code == 405
    assert sign_in(school.lecturer).get(reverse("my_pledge_begin", args=[pledge.campaign_id])).status_code == 405


def test_visitors_sign_in_first(pledge, client):
    for name in ("pledge", "pledge_check", "pledge_pdf"):
        response = client.get(reverse(name, args=[pledge.pk]))
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("sign_in"))


def test_the_administrator_without_a_person_has_no_pledge(school, campaign, sign_in):
    assert sign_in(school.administrator).get(reverse("my_pledge", args=[campaign.pk])).status_code == 404


def test_only_the_head_writes_for_the_collective(school, campaign, sign_in):
    url = reverse("unit_pledge_begin", args=[campaign.pk, school.faculty.pk])
    for who in (school.lecturer, school.other_head, school.clerk):
        assert sign_in(who).post(url).status_code == 404
    assert Pledge.objects.count() == 0


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "endorsed", "registered", "withdrawn"])
def test_the_page_has_one_main_button_at_most(status, school, pledge, sign_in):
    put(pledge, status)
    for who in (school.lecturer, school.head):
        page = sign_in(who).get(pledge.get_absolute_url()).content.decode()
        assert page.count("btn-primary") - page.count("btn-outline-primary") <= 1
