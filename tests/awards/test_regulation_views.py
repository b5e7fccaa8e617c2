"""Writing a regulation on its pages: choices in words, what the finding will say, what changes before it binds."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import regulating
from awards.models import Regulation, RegulationCondition, RegulationParameter
from tests.factories import make_condition, make_nomination, make_own_parameter, make_regulation
from thidua.models import AuditEntry

SINCE = date(2022, 3, 1)
ROW = {"awards": ["LDTT"], "blocking": "True", "clause": "Điều 9", "certainty": "confirmed"}


@pytest.fixture
def admin(school, sign_in):
    return sign_in(school.administrator)


@pytest.fixture
def draft(school) -> Regulation:
    return make_regulation(by=school.administrator, number="12/QĐ-TCT", valid_from=SINCE)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def post(client, name: str, data: dict, **where):
    return client.post(reverse(name, kwargs=where), data)


def errors(response) -> dict:
    assert response.status_code == 200
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# --- the way from a draft to its end, through the pages


def test_from_a_draft_to_its_last_day(admin, school, campaign):
    body = {"title": "Quy chế của Trường", "issuer": "school", "number": "12/QĐ-TCT", "issued_on": "10/01/2022"}
    admin.post(reverse("regulation_add"), body | {"valid_from": "01/03/2022"})
    draft = Regulation.objects.get()
    assert (draft.written_by, draft.status) == (school.administrator, "draft")
    post(admin, "condition_add", ROW | {"words": "có kế hoạch cá nhân."}, pk=draft.pk, kind="co-khong")
    post(admin, "condition_add", ROW | {"words": "bản cam kết"}, pk=draft.pk, kind="giay-to")
    post(admin, "threshold_add", ROW | {"comparison": "at_least", "value": "good"}, pk=draft.pk, fact="rating")
    value = {"sign": ">", "value": "60%", "clause": "Điều 4", "certainty": "confirmed"}
    post(admin, "regulation_parameter_add", value, pk=draft.pk, rule_set="A", key="vote_threshold.LDTT")
    assert [row.words for row in draft.conditions.all()] == [
        "có kế hoạch cá nhân",
        "bản cam kết",
        "Kết quả xếp loại năm: từ hoàn thành tốt nhiệm vụ trở lên",
    ]
    make_nomination(campaign, school.lecturer, school.faculty, status="verified", received_on=SINCE)
    check = text(admin.get(reverse("regulation_adopt", args=[draft.pk])))
    assert "Có 1 hồ sơ đã nhận từ ngày đó và chưa xong" in check
    assert "Tỷ lệ phiếu đồng ý trên tổng số thành viên Hội đồng: “Lao động tiên tiến”" in check
    assert ">trên 50%<" in check
    assert ">trên 60%<" in check
    post(admin, "regulation_adopt", {}, pk=draft.pk)
    page = text(admin.get(draft.get_absolute_url()))
    assert "Đang áp dụng" in page
    assert reverse("regulation_edit", args=[draft.pk]) not in page
    post(admin, "regulation_close", {"last_day": "31/12/2022"}, pk=draft.pk)
    draft.refresh_from_db()
    assert (draft.status, draft.valid_to) == ("closed", date(2022, 12, 31))
    assert "Từ 01/03/2022 đến hết 31/12/2022".lower() in text(admin.get(draft.get_absolute_url())).lower()


def test_no_code_is_shown_to_people(admin, draft):
    make_condition(draft, "threshold", fact="rating", value="good", words="Xếp loại tốt", awards=["LDTT", "CSTDCS"])
    make_own_parameter(draft, "A", "vote_threshold.LDTT", "≥0.6")
    for name in ("regulation", "regulation_adopt"):
        page = text(admin.get(reverse(name, args=[draft.pk])))
        assert "“Lao động tiên tiến”, “Chiến sĩ thi đua cơ sở”" in page
        assert [word for word in (">LDTT", "vote_threshold", "at_least", ">good") if word in page] == []


def test_the_page_says_what_a_finding_will_say(admin, draft):
    make_condition(draft, "document", words="bản cam kết")
    make_condition(draft, "threshold", fact="absence_days", value="30", comparison="at_most", words="Nghỉ")
    page = text(admin.get(draft.get_absolute_url()))
    for said in (
        "Có giấy tờ: bản cam kết.",
        "Thiếu giấy tờ: bản cam kết.",
        "Chưa rõ: giấy tờ “bản cam kết”.",
        "Số ngày nghỉ trong năm: 30 ngày làm việc; cần không quá 30 ngày làm việc.",
        "Số ngày nghỉ trong năm: 31 ngày làm việc; cần không quá 30 ngày làm việc.",
    ):
        assert said in page


def test_a_preview_stores_nothing(admin, draft):
    body = ROW | {"words": "có kế hoạch cá nhân", "preview": "1"}
    response = post(admin, "condition_add", body, pk=draft.pk, kind="co-khong")
    assert "Chưa đạt điều kiện riêng: có kế hoạch cá nhân." in text(response)
    assert (RegulationCondition.objects.count(), response.context["form"]["words"].value()) == (0, body["words"])


def test_other_words_are_another_question(admin, draft):
    row = make_condition(draft)
    post(admin, "condition_edit", ROW | {"words": row.words, "clause": "Điều 10"}, pk=row.pk)
    assert RegulationCondition.objects.get().code == row.code
    post(admin, "condition_edit", ROW | {"words": "có sổ theo dõi"}, pk=row.pk)
    assert RegulationCondition.objects.get().code != row.code


def test_the_history_tells_rows_in_words(admin, draft):
    row = make_condition(draft, "threshold", fact="rating", value="good", words="Xếp loại", clause="Điều 1")
    post(admin, "condition_edit", ROW | {"comparison": "at_least", "value": "outstanding"}, pk=row.pk)
    row.refresh_from_db()
    post(admin, "condition_remove", {}, pk=row.pk)
    removed, changed = AuditEntry.objects.filter(verb="regulation.change_rows").order_by("-pk")
    now = "Kết quả xếp loại năm: từ hoàn thành xuất sắc nhiệm vụ trở lên; “Lao động tiên tiến”; bắt buộc; Điều 9"
    assert changed.before["removed"] == ["Xếp loại; “Lao động tiên tiến”; bắt buộc; Điều 1; đã đối chiếu nguồn"]
    assert changed.after["written"] == [f"{now}; đã đối chiếu nguồn"] == removed.before["removed"]


# --- what is typed wrong


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"words": ""}, "words", "Nhập nội dung"),
        ({"words": "có {x}"}, "words", "Nội dung không dùng được dấu ngoặc nhọn"),
        ({"awards": []}, "awards", ""),
        ({"awards": ["HACK"]}, "awards", ""),
        ({"blocking": "maybe"}, "blocking", ""),
    ],
)
def test_a_condition_typed_wrong(changed, field, said, admin, draft):
    found = errors(post(admin, "condition_add", ROW | {"words": "có sổ"} | changed, pk=draft.pk, kind="co-khong"))
    assert list(found) == [field]
    assert not said or found[field] == [said]
    assert RegulationCondition.objects.count() == 0


@pytest.mark.parametrize(
    ("fact", "comparison", "value", "said"),
    [
        ("absence_days", "at_least", "0", "Ngưỡng này ai cũng đạt; chọn giá trị khác"),
        ("absence_days", "at_least", "1", ""),
        ("rating", "at_most", "outstanding", "Ngưỡng này ai cũng đạt; chọn giá trị khác"),
        ("rating", "at_most", "good", ""),
        ("discipline", "at_most", "none", ""),
        ("absence_days", "at_most", "-1", "Giá trị phải là số nguyên, từ 0 trở lên"),
    ],
)
def test_a_threshold_must_part_people(fact, comparison, value, said, admin, draft):
    response = post(admin, "threshold_add", ROW | {"comparison": comparison, "value": value}, pk=draft.pk, fact=fact)
    assert (errors(response) if said else {"value": [said]}) == {"value": [said]}
    assert RegulationCondition.objects.exists() is not bool(said)


def test_a_unit_s_fact_is_not_asked_of_a_person(admin, draft):
    body = ROW | {"comparison": "at_least", "value": "3", "awards": ["LDTT"]}
    assert list(errors(post(admin, "threshold_add", body, pk=draft.pk, fact="members"))) == ["awards"]
    assert admin.get(reverse("threshold_add", kwargs={"pk": draft.pk, "fact": "employment"})).status_code == 404


@pytest.mark.parametrize(
    ("key", "body", "said"),
    [
        ("quorum", {"value": "nhiều"}, "Giá trị phải viết như 2/3, 0.8 hoặc 80%"),
        ("vote_threshold.LDTT", {"sign": "≥", "value": "200%"}, ""),
        ("vote_threshold.LDTT", {"value": "60%"}, ""),
        ("registration_required", {"value": "maybe"}, ""),
    ],
)
def test_a_number_typed_wrong(key, body, said, admin, draft):
    more = {"clause": "Điều 4", "certainty": "confirmed"}
    found = errors(post(admin, "regulation_parameter_add", body | more, pk=draft.pk, rule_set="A", key=key))
    assert not said or found["value"] == [said]
    assert RegulationParameter.objects.count() == 0


def test_a_number_is_set_once_and_not_what_the_law_fixes(admin, draft):
    make_own_parameter(draft, "A", "quorum", "3/4")
    body = {"value": "4/5", "clause": "Điều 4", "certainty": "confirmed"}
    response = post(admin, "regulation_parameter_add", body, pk=draft.pk, rule_set="A", key="quorum")
    assert "Quy chế này đã đặt tham số đó; sửa dòng đã có" in text(response)
    fixed = {"pk": draft.pk, "rule_set": "A", "key": "prize_coefficient.LDTT"}
    assert admin.get(reverse("regulation_parameter_add", kwargs=fixed)).status_code == 404


def test_a_set_without_the_number_says_so(admin, draft):
    url = reverse("regulation_parameter_choose", args=[draft.pk])
    assert errors(admin.get(url, {"rule_set": "B", "key": "govt_flag_max_pct"})) == {
        "key": ["Bộ quy định B không có tham số này"]
    }
    assert admin.get(url, {"rule_set": "A", "key": "govt_flag_max_pct"}).status_code == 302


def test_a_regulation_does_not_apply_before_it_is_issued(admin):
    body = {"title": "Quy chế", "issuer": "school", "number": "1", "issued_on": "02/03/2022"}
    found = errors(admin.post(reverse("regulation_add"), body | {"valid_from": "01/03/2022"}))
    assert found == {"valid_from": ["Ngày bắt đầu áp dụng phải từ ngày ban hành trở đi"]}
    assert admin.post(reverse("regulation_add"), body | {"valid_from": "02/03/2022"}).status_code == 302


# --- who sees what


def test_readers_see_what_was_adopted_without_ways_to_change_it(school, sign_in, draft, council):
    make_condition(draft)
    head = sign_in(school.head)
    assert "Chưa có quy chế nào" in text(head.get(reverse("regulation_list")))
    regulating.adopt(draft, by=school.administrator)
    page = text(head.get(draft.get_absolute_url()))
    assert "có kế hoạch cá nhân" in page
    assert [word for word in ("Soạn quy chế", "Lịch sử", "Diễn tập", "Ghi ngày thôi") if word in page] == []


def test_what_the_new_one_leaves_out_is_named(school, admin, draft):
    make_condition(draft)
    make_own_parameter(draft, "A", "quorum", "3/4")
    regulating.adopt(draft, by=school.administrator)
    post(admin, "regulation_amend", {}, pk=draft.pk)
    new = Regulation.objects.get(replaces=draft)
    new.conditions.all().delete()
    new.parameters.all().delete()
    Regulation.objects.filter(pk=new.pk).update(valid_from=date(2023, 1, 1))
    page = text(admin.get(reverse("regulation_adopt", args=[new.pk])))
    gone = "có kế hoạch cá nhân; Tỷ lệ thành viên phải có mặt để họp Hội đồng (bộ A)."
    assert f"mà bản này không có, nên thôi áp dụng: {gone}" in page


@pytest.mark.one_database("how many questions are asked")
def test_queries_do_not_grow(admin, school, draft):
    def asked(name: str, *args) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(reverse(name, args=args)).status_code == 200
        return len(queries)

    make_condition(draft)
    make_own_parameter(draft, "A", "quorum", "3/4")
    one = asked("regulation_list"), asked("regulation", draft.pk)
    for n in range(2):
        make_condition(draft)
        make_own_parameter(draft, "B", f"vote_way.{('LDTT', 'GK')[n]}", "either")
        make_condition(make_regulation(by=school.administrator))
    assert (asked("regulation_list"), asked("regulation", draft.pk)) == one
