"""A person takes another name: kept, found, followed by drafts and the account, never by what was issued."""

from datetime import date

import pytest
from django.urls import reverse

from awards import deciding, freezing
from awards.documents.decision import gather
from awards.models import AwardRecord, DecisionLine
from campaigns import renaming
from campaigns.documents import pledge as pledge_paper
from campaigns.models import FormerName, StaffMember
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.factories import make_person, make_pledge
from thidua import clock, pdf
from thidua.fields import PersonField
from thidua.models import AuditEntry

NEW = {"full_name": "Nguyễn Thị Huệ", "since": "15/02/2022", "reason": "Cải chính hộ tịch, số 12/TLCC-HT"}


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def address(school) -> str:
    return reverse("staff_rename", args=[school.lecturer.pk])


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def rename(person, full_name="Nguyễn Thị Huệ", since=date(2022, 2, 15)) -> None:
    renaming.rename(person, full_name=full_name, since=since, reason="Cải chính hộ tịch", by=None)


def test_the_clerk_changes_it_and_the_page_keeps_the_old_one(clerk, school, address, sign_in):
    person = school.lecturer
    page = reverse("staff_member", args=[person.pk])
    assert f'href="{address}"' in clerk.get(page).content.decode()
    assert f'href="{address}"' in clerk.get(reverse("staff_edit", args=[person.pk])).content.decode()
    response = clerk.post(address, NEW, follow=True)
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Thị Huệ"
    assert person.former_names.values_list("full_name", "until").get() == ("Nguyễn Thị Hoa", date(2022, 2, 14))
    assert f"Nguyễn Thị Hoa (đến hết 14/02/2022: {NEW['reason']})" in shown(response)
    line = AuditEntry.objects.get(verb="staffmember.rename")
    assert (line.actor, line.before, line.after, line.reason) == (
        school.clerk.user,
        {"full_name": "Nguyễn Thị Hoa"},
        {"full_name": "Nguyễn Thị Huệ", "since": "2022-02-15"},
        NEW["reason"],
    )
    # The unit's head sees the name, not why it was changed.
    head_sees = shown(sign_in(school.head).get(page))
    assert "Nguyễn Thị Hoa (đến hết 14/02/2022)" in head_sees
    assert NEW["reason"] not in head_sees


def test_the_account_is_shown_under_the_new_name(clerk, school, address, sign_in):
    clerk.post(address, NEW)
    user = school.lecturer.user
    user.refresh_from_db()
    assert (user.get_full_name(), user.username) == ("Nguyễn Thị Huệ", "hoa")
    assert "Nguyễn Thị Huệ" in shown(sign_in(school.lecturer).get(reverse("home")))


def test_a_slip_of_the_pen_is_mended_on_the_page_of_the_data(clerk, school):
    person = school.lecturer
    data = {
        "code": person.code,
        "full_name": "Nguyễn Thị Hoà",
        "gender": "female",
        "employment": "public_employee",
        "joined_on": "04/01/2010",
    }
    clerk.post(reverse("staff_edit", args=[person.pk]), data)
    person.refresh_from_db()
    person.user.refresh_from_db()
    assert (person.full_name, person.user.get_full_name()) == ("Nguyễn Thị Hoà", "Nguyễn Thị Hoà")
    assert not FormerName.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"full_name": " Nguyễn  Thị Hoa "}, "Đồng chí đã mang họ tên “Nguyễn Thị Hoa”; nhập họ tên mới."),
        ({"since": "02/03/2022"}, "Ngày 02/03/2022 chưa đến; ghi họ tên mới từ ngày đó trở đi."),
        ({"since": "25/09/1985"}, "Ngày đổi họ tên phải sau ngày sinh 25/09/1985."),
        ({"since": ""}, "Nhập ngày bắt đầu dùng tên mới"),
        ({"reason": ""}, "Ghi lý do đổi họ tên"),
    ],
)
def test_refusals_keep_what_was_typed(clerk, address, school, changes, said):
    data = NEW | changes
    response = clerk.post(address, data)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert f'value="{data["full_name"]}"' in response.content.decode()
    assert not FormerName.objects.exists()
    assert not AuditEntry.objects.filter(verb="staffmember.rename").exists()


def test_it_holds_from_today_on_too_and_a_second_change_comes_after_the_first(clerk, address, school):
    assert clerk.post(address, NEW | {"since": "01/03/2022"}).status_code == 302
    again = {"full_name": "Nguyễn Thị Hoa", "since": "01/03/2022", "reason": "Trở lại tên cũ"}
    said = "Họ tên hiện nay dùng từ 01/03/2022; nhập ngày sau ngày đó."
    assert said in clerk.post(address, again).content.decode()
    with clock.standing_at(date(2022, 3, 2)):
        rename(StaffMember.objects.get(pk=school.lecturer.pk), "Nguyễn Thị Hoa", date(2022, 3, 2))
    assert StaffMember.objects.get(pk=school.lecturer.pk).with_former_names == (
        "Nguyễn Thị Hoa (tên cũ: Nguyễn Thị Huệ, Nguyễn Thị Hoa)"
    )


# --- found by the old name


def test_the_search_box_finds_the_old_name(clerk, school):
    rename(school.lecturer)
    for typed in ("nguyen thi hoa", "Hoa", school.lecturer.code):
        response = clerk.get(reverse("staff_list"), {"q": typed})
        assert "Nguyễn Thị Huệ (tên cũ: Nguyễn Thị Hoa)" in response.content.decode()


def test_a_person_field_takes_the_old_name_and_asks_when_another_bears_it_now(school):
    rename(school.lecturer)
    field = PersonField(StaffMember.objects.all())
    assert field.clean("Nguyễn Thị Hoa") == school.lecturer
    other = make_person("Nguyễn Thị Hoa", school.office, "Chuyên viên")
    with pytest.raises(Exception, match="Nhiều người khớp") as refused:
        field.clean("Nguyễn Thị Hoa")
    first, second = (
        f"{other.code} – Nguyễn Thị Hoa, Chuyên viên, {school.office}",
        (f"{school.lecturer.code} – Nguyễn Thị Huệ (tên cũ: Nguyễn Thị Hoa), Giảng viên, Khoa Xây dựng Đảng"),
    )
    assert first in refused.value.message
    assert second in refused.value.message


# --- what follows, and what does not


@pytest.fixture
def drafted(school, campaign, council, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7\n")
    monkeypatch.setattr(freezing, "page_count", lambda content: 1)
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        recommend(session, school.lecturer)
        yield deciding.draft(session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=None)


def named_in(paper) -> str:
    return str(paper.to_dict())


def test_an_issued_decision_keeps_the_old_name_everywhere(drafted, school, clerk, client, clock_at):
    deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.clerk.user)
    clock_at(DECIDED_ON)
    frozen = drafted.document.sha256
    rename(StaffMember.objects.get(pk=school.lecturer.pk), since=DECIDED_ON)
    drafted.refresh_from_db()
    paper = named_in(gather(drafted))
    assert "Nguyễn Thị Hoa" in paper
    assert "Nguyễn Thị Huệ" not in paper
    assert drafted.document.sha256 == frozen
    assert DecisionLine.objects.get().name == "Nguyễn Thị Hoa"
    page = shown(clerk.get(reverse("decision", args=[drafted.pk])))
    assert ("Nguyễn Thị Hoa" in page, "Nguyễn Thị Huệ" in page) == (True, False)
    public = shown(client.get(reverse("public_list")))
    assert ("Nguyễn Thị Hoa" in public, "Nguyễn Thị Huệ" in public) == (True, False)
    verified = shown(client.get(reverse("verify_code", args=[drafted.document.verify_code])))
    assert "15/QĐ-TCT, 30/12/2022" in verified
    label = AuditEntry.objects.get(verb="nomination.award").target_label
    assert label == "Đề nghị LĐTT cho Nguyễn Thị Hoa"
    # The person's own history is one person's.
    records = shown(clerk.get(reverse("award_record_list", args=[school.lecturer.pk])))
    assert "15/QĐ-TCT" in records
    assert AwardRecord.objects.get().staff_member == school.lecturer


def test_a_draft_is_issued_under_the_new_name(drafted, school, clerk, clock_at):
    clock_at(DECIDED_ON)
    rename(StaffMember.objects.get(pk=school.lecturer.pk), since=DECIDED_ON)
    assert "Nguyễn Thị Huệ" in shown(clerk.get(reverse("decision", args=[drafted.pk])))
    for asked in ("draft", "blank"):
        paper = named_in(gather(drafted, mode=asked))
        assert ("Nguyễn Thị Huệ" in paper, "Nguyễn Thị Hoa" in paper) == (True, False)
    deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.clerk.user)
    assert DecisionLine.objects.get().name == "Nguyễn Thị Huệ"
    assert "Nguyễn Thị Huệ" in named_in(gather(drafted))


def test_a_pledge_that_is_printed_afterwards_carries_the_new_name(school, campaign):
    pledge = make_pledge(campaign, school.lecturer, school.faculty)
    rename(school.lecturer)
    pledge.refresh_from_db()
    paper = named_in(pledge_paper.gather(pledge))
    assert ("Nguyễn Thị Huệ" in paper, "Nguyễn Thị Hoa" in paper) == (True, False)
