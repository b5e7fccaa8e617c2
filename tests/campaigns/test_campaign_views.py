"""The pages of the campaign, through the client, as the cast."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Anniversary, Campaign, Movement, Phase, PlanItem
from tests.campaigns.test_planning import FINDINGS
from tests.factories import make_anniversary, make_campaign
from thidua.models import AuditEntry

DRAFT, LAUNCHED = Campaign.Status.DRAFT, Campaign.Status.LAUNCHED

HEAD = {
    "kind": "yearly",
    "year": "2022",
    "title": "Phát động phong trào thi đua năm 2022",
    "theme": "Trung thành, sáng tạo, cống hiến",
    "motto": "",
    "starts_on": "01/01/2022",
    "ends_on": "31/12/2022",
    "registration_due_on": "31/03/2022",
    "unit_plans_due_on": "",
    "nominations_due_on": "10/12/2022",
    "plan_number": "5",
    "plan_date": "15/02/2022",
    "introduction": "",
    "closing": "",
}


@pytest.fixture
def draft(school) -> Campaign:
    return make_campaign(status=DRAFT)


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def rows(prefix: str, initial: int, *forms: dict) -> dict[str, str]:
    data = {f"{prefix}-TOTAL_FORMS": str(len(forms)), f"{prefix}-INITIAL_FORMS": str(initial)}
    return data | {f"{prefix}-{n}-{key}": str(value) for n, form in enumerate(forms) for key, value in form.items()}


# --- who sees what


def test_a_draft_is_the_clerk_s_alone(draft, school, sign_in, clerk):
    assert clerk.get(reverse("campaign", args=[draft.pk])).status_code == 200
    for person in (school.lecturer, school.head, school.rector, school.administrator):
        client = sign_in(person)
        assert client.get(reverse("campaign", args=[draft.pk])).status_code == 404
        assert client.get(reverse("plan_pdf", args=[draft.pk])).status_code == 404
        assert list(client.get(reverse("campaign_list")).context["page"]) == []


def test_a_launched_campaign_is_everybody_s(campaign, school, sign_in):
    for person in (school.lecturer, school.stranger, school.rector, school.clerk):
        assert sign_in(person).get(reverse("campaign", args=[campaign.pk])).status_code == 200


@pytest.mark.parametrize(
    "name", ["campaign_edit", "campaign_launch", "campaign_cancel", "plan_movements", "plan_targets", "plan_phases"]
)
def test_only_the_clerk_manages(campaign, school, sign_in, name):
    client = sign_in(school.rector)
    address = reverse(name, args=[campaign.pk])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_only_the_clerk_begins_and_adjusts(campaign, school, sign_in):
    client = sign_in(school.rector)
    assert client.get(reverse("campaign_add")).status_code == 404
    assert client.get(reverse("campaign_adjustments", args=[campaign.pk])).status_code == 404


def test_nobody_is_sent_to_sign_in(client, campaign):
    address = reverse("campaign", args=[campaign.pk])
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"{reverse('sign_in')}?next={address}")


# --- writing the plan


def test_create_then_the_parts(clerk, school):
    response = clerk.post(reverse("campaign_add"), HEAD)
    campaign = Campaign.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("campaign_edit", args=[campaign.pk]))
    assert (campaign.status, campaign.year, campaign.registration_due_on) == (DRAFT, 2022, date(2022, 3, 31))
    assert AuditEntry.objects.get().verb == "campaign.create"

    clerk.post(
        reverse("plan_part", args=[campaign.pk, "noi-dung"]),
        rows("plan_items", 0, {"text": "Hai", "ORDER": 2}, {"text": "Một", "ORDER": 1}, {"text": ""}),
    )
    items = campaign.plan_items.values_list("part", "number", "text")
    assert list(items) == [("content", 1, "Một"), ("content", 2, "Hai")]


def test_a_second_yearly_campaign_is_refused_beside_the_year(clerk, campaign):
    response = clerk.post(reverse("campaign_add"), HEAD | {"plan_number": "6"})
    assert response.status_code == 200
    assert response.context["form"].errors == {"year": ["Năm này đã có phong trào thi đua hằng năm"]}
    assert Campaign.objects.count() == 1


def test_a_number_of_another_plan_is_refused_beside_the_number(clerk, campaign):
    Campaign.objects.update(plan_number=5, plan_date=date(2022, 2, 15))
    response = clerk.post(reverse("campaign_add"), HEAD | {"plan_number": "5", "plan_date": "20/02/2022"})
    sentence = "Số 05 của năm 2022 đã dùng cho kế hoạch khác; xem lại sổ văn bản đi"
    assert response.context["form"].errors["plan_number"] == [sentence]
    assert Campaign.objects.count() == 1


def test_bad_dates_keep_what_was_typed(clerk, school):
    response = clerk.post(
        reverse("campaign_add"), HEAD | {"starts_on": "31/02/2022", "ends_on": "31/12/22", "title": "<b>Phát động</b>"}
    )
    assert response.context["form"].errors == {
        "starts_on": ["Ngày bắt đầu phải là ngày có thật"],
        "ends_on": ["Ngày kết thúc phải có năm gồm 4 chữ số"],
    }
    page = shown(response)
    for typed in ('value="31/02/2022"', 'value="31/12/22"', "&lt;b&gt;Phát động&lt;/b&gt;"):
        assert typed in page
    assert "<b>Phát động</b>" not in page
    assert Campaign.objects.count() == 0


def test_an_end_before_the_start(clerk, school):
    response = clerk.post(reverse("campaign_add"), HEAD | {"starts_on": "01/02/2022", "ends_on": "01/01/2022"})
    assert response.context["form"].errors == {"ends_on": ["Ngày kết thúc phải từ 01/02/2022 (ngày bắt đầu) trở đi"]}


def test_rows_change_places_and_one_goes(clerk, draft):
    address = reverse("plan_part", args=[draft.pk, "noi-dung"])
    first = draft.plan_items.get()
    second = PlanItem.objects.create(campaign=draft, part="content", number=2, text="Hai")
    third = PlanItem.objects.create(campaign=draft, part="content", number=3, text="Ba")
    other = PlanItem.objects.create(campaign=draft, part="purpose", number=1, text="Mục đích")
    clerk.post(
        address,
        rows(
            "plan_items",
            3,
            {"id": first.pk, "text": "Một", "ORDER": 3},
            {"id": second.pk, "text": "Hai", "ORDER": 2, "DELETE": "on"},
            {"id": third.pk, "text": "Ba", "ORDER": 1},
        ),
    )
    assert list(draft.plan_items.values_list("pk", "part", "number", "text")) == [
        (third.pk, "content", 1, "Ba"),
        (first.pk, "content", 2, "Một"),
        (other.pk, "purpose", 1, "Mục đích"),
    ]


def test_a_table_sent_twice_is_written_once(clerk, draft):
    address = reverse("plan_movements", args=[draft.pk])
    data = rows("movements", 0, {"name": "Dạy tốt", "launched_by": "school", "ORDER": 1})
    assert clerk.post(address, data).status_code == 302
    again = clerk.post(address, data)
    assert again.context["formset"].non_form_errors() == [
        "Bảng này vừa được sửa ở cửa sổ khác; mở lại trang rồi nhập tiếp"
    ]
    assert list(draft.movements.values_list("name", "number")) == [("Dạy tốt", 1)]


def test_movements_are_numbered_for_each_launcher(clerk, draft):
    clerk.post(
        reverse("plan_movements", args=[draft.pk]),
        rows(
            "movements",
            0,
            {"name": "Dạy tốt", "launched_by": "school", "ORDER": 1},
            {"name": "Dân vận khéo", "launched_by": "province", "ORDER": 2},
            {"name": "Học tốt", "launched_by": "school", "ORDER": 3},
        ),
    )
    assert set(draft.movements.values_list("launched_by", "number", "name")) == {
        ("school", 1, "Dạy tốt"),
        ("school", 2, "Học tốt"),
        ("province", 1, "Dân vận khéo"),
    }


def test_anniversaries_and_activities_of_a_phase(clerk, draft):
    phase = draft.phases.get(ordinal=1)
    data = rows("days", 0, {"name": "Ngày thành lập Đảng", "origin_date": "03/02/1930", "observed_on": "03/02/2022"})
    data |= rows("activities", 0, {"name": "Tháng công nhân", "starts_on": "01/05/2022", "ends_on": "31/05/2022"})
    address = reverse("phase_days", args=[phase.pk])
    assert clerk.post(address, data).status_code == 302
    assert (phase.anniversaries.get().years, phase.activities.get().name) == (92, "Tháng công nhân")
    assert "92 năm Ngày thành lập Đảng (03/02/1930 – 03/02/2022)" in shown(clerk.get(address))


def test_an_anniversary_before_its_origin_keeps_what_was_typed(clerk, draft):
    phase = draft.phases.get(ordinal=1)
    data = rows("days", 0, {"name": "Ngày lạ", "origin_date": "03/02/2022", "observed_on": "03/02/1930"})
    response = clerk.post(reverse("phase_days", args=[phase.pk]), data | rows("activities", 0))
    assert response.status_code == 200
    assert "Ngày kỷ niệm phải sau ngày gốc" in shown(response)
    assert 'value="03/02/1930"' in shown(response)
    assert Anniversary.objects.count() == 0


def test_a_launched_plan_is_not_edited(clerk, campaign):
    address = reverse("campaign_edit", args=[campaign.pk])
    sentence = (
        "Kế hoạch đã phát động nên không sửa được nữa; "
        "thời hạn và tên phong trào thì đổi ở trang Điều chỉnh, có ghi lý do."
    )
    assert clerk.get(address).context["why_not_edit"] == sentence
    response = clerk.post(address, HEAD | {"theme": "Khác"}, follow=True)
    assert said(response) == [sentence]
    campaign.refresh_from_db()
    assert campaign.theme == "Chủ đề mẫu"

    forms = [{"id": phase.pk, "theme": "Khác", "ORDER": phase.ordinal} for phase in campaign.phases.all()]
    data = rows("phases", 2, *forms)
    assert said(clerk.post(reverse("plan_phases", args=[campaign.pk]), data, follow=True)) == [sentence]
    assert set(Phase.objects.values_list("theme", flat=True)) == {"Chủ đề đợt 1", "Chủ đề đợt 2"}


# --- launch


@pytest.mark.parametrize(("spoil", "sentence"), FINDINGS, ids=lambda value: getattr(value, "__name__", ""))
def test_the_launch_is_refused_beside_the_button_and_when_tried(clerk, draft, spoil, sentence):
    spoil(draft)
    draft.save()
    why = f"Chưa phát động được vì kế hoạch còn 1 điểm phải sửa, trước hết: {sentence}"
    address = reverse("campaign_launch", args=[draft.pk])
    page = shown(clerk.get(address))
    assert (page.count('aria-disabled="true"'), page.count(why)) == (1, 1)
    assert shown(clerk.get(reverse("campaign", args=[draft.pk]))).count(why) == 1
    assert said(clerk.post(address, follow=True)) == [why]
    draft.refresh_from_db()
    assert draft.status == DRAFT


def test_looking_at_the_question_launches_nothing(clerk, draft, school):
    response = clerk.get(reverse("campaign_launch", args=[draft.pk]))
    assert (response.context["units"], response.context["people"]) == (4, 9)
    assert "Phát động phong trào thi đua năm 2022?" in shown(response)
    draft.refresh_from_db()
    assert draft.status == DRAFT


def test_launch(clerk, draft, school, sign_in):
    response = clerk.post(reverse("campaign_launch", args=[draft.pk]), follow=True)
    assert said(response) == ["Đã phát động phong trào thi đua năm 2022."]
    draft.refresh_from_db()
    assert (draft.status, draft.launched_on) == (LAUNCHED, date(2022, 3, 1))
    assert sign_in(school.lecturer).get(reverse("campaign", args=[draft.pk])).status_code == 200


def test_cancel_with_a_reason(clerk, draft):
    address = reverse("campaign_cancel", args=[draft.pk])
    assert clerk.post(address, {"reason": ""}).context["form"].errors == {"reason": ["Ghi lý do hủy phong trào"]}
    clerk.post(address, {"reason": "Ghi nhầm năm."})
    draft.refresh_from_db()
    assert (draft.status, AuditEntry.objects.get().reason) == ("cancelled", "Ghi nhầm năm.")


# --- adjustments


def test_adjust_a_deadline_and_see_it_on_the_page(clerk, campaign, school, sign_in):
    address = reverse("campaign_adjust", args=[campaign.pk, "registration_due_on"])
    bad = clerk.post(address, {"value": "08/04/22", "reason": "Nhiều người đi học."})
    assert bad.context["form"].errors == {"value": ["Hạn đăng ký thi đua phải có năm gồm 4 chữ số"]}
    assert "Nhiều người đi học." in shown(bad)
    clerk.post(address, {"value": "08/04/2022", "reason": "Nhiều người đi học."})
    campaign.refresh_from_db()
    assert campaign.registration_due_on == date(2022, 4, 8)
    page = shown(sign_in(school.lecturer).get(reverse("campaign", args=[campaign.pk])))
    assert "Điều chỉnh: Hạn đăng ký thi đua" in page
    assert "31/03/2022 → 08/04/2022" in page
    assert "“Nhiều người đi học.”" in page


def test_an_unknown_field_is_not_adjusted(clerk, campaign):
    assert clerk.get(reverse("campaign_adjust", args=[campaign.pk, "theme"])).status_code == 404


# --- the page


def test_the_page_tells_the_year(clerk, campaign):
    make_anniversary(campaign.phases.get(ordinal=1), "Ngày thành lập Đảng", date(1930, 2, 3), date(2022, 2, 3))
    Movement.objects.create(campaign=campaign, number=1, name="Dạy tốt <học tốt>")
    page = shown(clerk.get(reverse("campaign", args=[campaign.pk])))
    assert "92 năm Ngày thành lập Đảng (từ 03/02/1930), 03/02/2022" in page
    assert "“Dạy tốt &lt;học tốt&gt;”" in page
    assert "05/KH-TCT ngày 15/02/2022" in page


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_list_do_not_grow(clerk, school):
    make_campaign(2022)
    one = queries_of(clerk, reverse("campaign_list"))
    make_campaign(2021)
    make_campaign(2020)
    assert (queries_of(clerk, reverse("campaign_list")), one <= 15) == (one, True)


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_page_do_not_grow(clerk, school):
    small, large = make_campaign(2022, phases=1), make_campaign(2023)
    for phase in large.phases.all():
        for day in (3, 4, 5):
            observed = phase.starts_on.replace(day=day)
            make_anniversary(phase, f"Ngày {day}", observed.replace(year=1990), observed)
    for number in (1, 2, 3):
        Movement.objects.create(campaign=large, number=number, name=f"Phong trào {number}")
    small_count, large_count = (queries_of(clerk, reverse("campaign", args=[c.pk])) for c in (small, large))
    assert (large_count, small_count <= 20) == (small_count, True)


def test_dates_left_out_are_the_calendar_year_s(clerk, school):
    clerk.post(
        reverse("campaign_add"), HEAD | {"year": "2024", "starts_on": "", "ends_on": "", "registration_due_on": ""}
    )
    campaign = Campaign.objects.get(year=2024)
    assert (campaign.starts_on, campaign.ends_on) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("year", "starts_on", "ends_on", "saved"),
    [
        ("2022", "01/09/2022", "31/05/2023", 1),  # a school year that begins in the year
        ("2022", "01/09/2021", "31/05/2022", 1),  # or ends in it
        ("2024", "01/01/2023", "31/12/2023", 0),
    ],
)
def test_the_dates_belong_to_the_year(clerk, school, year, starts_on, ends_on, saved):
    typed = HEAD | {"year": year, "starts_on": starts_on, "ends_on": ends_on}
    response = clerk.post(reverse("campaign_add"), typed)
    assert Campaign.objects.count() == saved
    if not saved:
        assert "Thời gian của phong trào không thuộc năm 2024; sửa năm hoặc sửa ngày" in shown(response)
        assert 'value="01/01/2023"' in shown(response)
