"""The acts on an initiative: which is allowed at which step, what each asks for, what it leaves behind."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from campaigns import initiating, recognising
from campaigns.models import Initiative, Recognition
from tests.factories import make_initiative, make_person
from thidua.models import AuditEntry
from thidua.workflow import Refused

STATES = ("draft", "submitted", "recognised", "refused", "withdrawn")
TODAY = date(2022, 3, 1)
BASE = {"scope": "base", "number": "12/QĐ-TCT", "date": date(2022, 2, 10), "recogniser": "Hiệu trưởng"}
PROVINCE = {"scope": "province", "number": "70/QĐ-UBND", "date": date(2022, 2, 25), "recogniser": "UBND tỉnh"}
MINUTES = {"number": "3/BB", "date": date(2022, 2, 10), "reason": "Đã có người áp dụng."}
# Written by hand from docs/flow.md: what leads where, anything else is refused.
ALLOWED = {
    ("draft", "submit"): "submitted",
    ("submitted", "take_back"): "draft",
    ("draft", "withdraw"): "withdrawn",
    ("draft", "recognise"): "recognised",
    ("submitted", "recognise"): "recognised",
    ("submitted", "not_recognise"): "refused",
    ("recognised", "raise_scope"): "recognised",
    ("recognised", "reopen"): "submitted",
    ("refused", "reopen"): "submitted",
    # Edited by its author, by the clerk.
    ("draft", "author_edits"): "draft",
    ("draft", "clerk_edits"): "draft",
    ("submitted", "clerk_edits"): "submitted",
    ("recognised", "clerk_edits"): "recognised",
    ("refused", "clerk_edits"): "refused",
}
WHY = {"reason": "Ghi nhầm."}


@pytest.fixture
def idea(school):
    """An initiative of Hoa's at a step."""
    return lambda status="draft", *authors, **fields: make_initiative(
        school.lecturer, *authors, status=status, **fields
    )


def edit(initiative, by):
    with initiating.editing(initiative, by=by):
        pass


def acts(school):
    author, clerk = school.lecturer.user, school.clerk.user
    return {
        "submit": lambda i: initiating.submit(i, by=author),
        "take_back": lambda i: initiating.take_back(i, **WHY, by=author),
        "withdraw": lambda i: initiating.withdraw(i, by=author),
        "recognise": lambda i: recognising.recognise(i, **BASE, by=clerk),
        "not_recognise": lambda i: recognising.not_recognise(i, **MINUTES, by=clerk),
        "raise_scope": lambda i: recognising.raise_scope(i, **PROVINCE, by=clerk),
        "reopen": lambda i: recognising.reopen(i, **WHY, by=clerk),
        "author_edits": lambda i: edit(i, author),
        "clerk_edits": lambda i: edit(i, clerk),
    }


@pytest.mark.parametrize("status", STATES)
def test_every_act_at_every_step(status, idea, school):
    assert [str(state) for state in Initiative.Status] == list(STATES)
    for name, act in acts(school).items():
        initiative = idea(status, title=f"Bài giảng {name}")
        before = Initiative.objects.filter(pk=initiative.pk).values().get()
        lines = AuditEntry.objects.count()
        wanted = ALLOWED.get((status, name))
        if wanted:
            act(initiative)
            assert Initiative.objects.get(pk=initiative.pk).status == wanted, name
            assert AuditEntry.objects.count() == lines + (not name.endswith("edits")), name
        else:
            with pytest.raises(Refused) as refused:
                act(initiative)
            assert str(refused.value)[-1] == ".", name
            assert Initiative.objects.filter(pk=initiative.pk).values().get() == before, name
            assert AuditEntry.objects.count() == lines, name


# --- submitting


def test_what_submission_asks_for(idea):
    tomorrow = TODAY + timedelta(1)
    for fields, why in (
        ({}, ""),
        ({"summary": ""}, "chưa ghi nội dung giải pháp"),
        ({"effect": ""}, "chưa ghi hiệu quả"),
        ({"applied_from": TODAY}, "có ngày áp dụng mà chưa ghi nơi áp dụng"),
        ({"applied_from": TODAY, "applied_where": "Khoa"}, ""),
        ({"applied_from": tomorrow, "applied_where": "Khoa"}, "ngày áp dụng ở sau hôm nay"),
        ({"applied_where": "Khoa"}, ""),
        ({"year": 2023}, "năm 2023 chưa đến"),
    ):
        initiative = idea(**fields)
        assert initiating.why_not_submit(initiative) == (f"Chưa nộp được vì {why}; sửa rồi nộp." if why else ""), fields
        initiative.delete()


def test_shares_make_100_to_submit(idea, school):
    initiative = idea()
    for shares, total in (((60, 39), 99), ((60, 40), 100), ((60, 41), 101), ((), 0)):
        initiative.co_authors.all().delete()
        for person, share in zip((school.lecturer, school.head), shares, strict=False):
            initiative.co_authors.create(staff_member=person, share=share)
        wrong = f"Chưa nộp được vì tổng tỷ lệ đóng góp là {total}%; sửa cho bằng 100% rồi nộp."
        assert initiating.why_not_submit(initiative) == ("" if total == 100 else wrong)


def test_who_registers_is_an_author_and_every_author_works_here(idea, school):
    without = idea("draft", (school.head, 100))
    assert initiating.why_not_submit(without) == (
        "Chưa nộp được vì người đăng ký không có trong danh sách tác giả; thêm tên mình rồi nộp."
    )
    gone = make_person("Tòng Văn Cũ", school.faculty, left_on=TODAY)
    initiative = idea("draft", (school.lecturer, 50), (gone, 50))
    assert initiating.why_not_submit(initiative) == ""  # the last day is a day of work
    gone.left_on = TODAY - timedelta(1)
    gone.save()
    assert initiating.why_not_submit(initiative) == (
        "Chưa nộp được vì tác giả Tòng Văn Cũ đã thôi việc; bỏ khỏi danh sách hoặc nhờ Thường trực Hội đồng ghi."
    )


def test_the_same_title_in_the_same_year_by_an_author(idea, school):
    initiative = idea("draft", (school.lecturer, 50), (school.head, 50))
    why = "Chưa nộp được vì tác giả đã có sáng kiến cùng tên của năm 2022; mở sáng kiến đó."
    for fields, is_twin in (
        ({}, True),
        ({"title": "bai giang so"}, True),
        ({"year": 2021}, False),
        ({"title": "Bài giảng số hai"}, False),
        ({"status": "withdrawn"}, False),
    ):
        other = idea(**fields)
        assert initiating.why_not_submit(initiative) == (why if is_twin else ""), fields
        other.delete()


def test_another_author_may_have_that_title(idea, school):
    idea("draft", (school.stranger, 100), registered_by=school.stranger.user)
    assert initiating.why_not_submit(idea()) == ""


# --- the council's result


def test_a_recognition_is_a_row_and_stands_on_the_initiative(idea, school):
    initiative = idea("submitted")
    recognising.recognise(initiative, **BASE, by=school.clerk.user)
    recognising.raise_scope(initiative, **PROVINCE, by=school.clerk.user)
    assert list(initiative.recognitions.values_list("scope", "number", "date", "recogniser")) == [
        ("base", "12/QĐ-TCT", date(2022, 2, 10), "Hiệu trưởng"),
        ("province", "70/QĐ-UBND", date(2022, 2, 25), "UBND tỉnh"),
    ]
    initiative.refresh_from_db()
    own = (initiative.scope, initiative.recognised_number, initiative.recognised_on, initiative.recogniser)
    assert own == ("province", "70/QĐ-UBND", date(2022, 2, 25), "UBND tỉnh")
    line = AuditEntry.objects.get(verb="initiative.raise_scope")
    assert (line.before["scope"], line.after["scope"]) == ("base", "province")


def test_only_a_wider_scope_raises(idea, school):
    initiative, clerk = idea("recognised"), school.clerk.user
    with pytest.raises(Refused, match=r"^Sáng kiến đã được công nhận phạm vi cơ sở; chọn phạm vi rộng hơn\.$"):
        recognising.raise_scope(initiative, **PROVINCE | {"scope": "base"}, by=clerk)
    recognising.raise_scope(initiative, **PROVINCE | {"scope": "province"}, by=clerk)
    for scope in ("base", "province"):
        with pytest.raises(Refused, match=r"^Sáng kiến đã được công nhận phạm vi cấp tỉnh; chọn phạm vi rộng hơn\.$"):
            recognising.raise_scope(initiative, **PROVINCE | {"scope": scope}, by=clerk)
    recognising.raise_scope(initiative, **PROVINCE | {"scope": "nation"}, by=clerk)
    assert (initiative.scope, initiative.recognitions.count()) == ("nation", 3)


def test_beyond_the_nation_there_is_nothing(idea, school):
    initiative = idea("recognised")
    recognising.raise_scope(initiative, **PROVINCE | {"scope": "nation"}, by=school.clerk.user)
    assert recognising.why_not_raise(initiative) == (
        "Sáng kiến đã được công nhận phạm vi toàn quốc; không còn phạm vi rộng hơn."
    )


WHOLE = "Sáng kiến được công nhận phải có số, ngày quyết định và phạm vi ảnh hưởng."


def test_a_decision_is_whole_and_of_a_possible_day(idea, school):
    initiative, clerk = idea("submitted"), school.clerk.user
    late = "Ngày 02/03/2022 ở sau hôm nay; ghi ngày trên quyết định, biên bản."
    early = "Ngày 31/12/2021 ở trước năm 2022 của sáng kiến; xem lại ngày hoặc năm."
    for slip, sentence in (
        ({"number": ""}, WHOLE),
        ({"date": None}, WHOLE),
        ({"scope": ""}, WHOLE),
        ({"date": date(2022, 3, 2)}, late),
        ({"date": date(2021, 12, 31)}, early),
    ):
        with pytest.raises(Refused) as refused:
            recognising.recognise(initiative, **BASE | slip, by=clerk)
        assert (str(refused.value), Recognition.objects.count()) == (sentence, 0)
    for day, sentence in ((date(2022, 3, 2), late), (date(2021, 12, 31), early)):
        with pytest.raises(Refused) as refused:
            recognising.not_recognise(initiative, **MINUTES | {"date": day}, by=clerk)
        assert str(refused.value) == sentence
    for day in (TODAY, date(2022, 1, 1)):
        recognising.recognise(initiative, **BASE | {"date": day}, by=clerk)
        recognising.reopen(initiative, **WHY, by=clerk)
        recognising.not_recognise(initiative, **MINUTES | {"date": day}, by=clerk)
        recognising.reopen(initiative, **WHY, by=clerk)


def test_nothing_is_recognised_of_nobody(idea, school):
    initiative = idea("submitted")
    initiative.co_authors.all().delete()
    with pytest.raises(Refused, match=r"^Chưa công nhận được vì tổng tỷ lệ đóng góp là 0%; sửa tác giả trước\.$"):
        recognising.recognise(initiative, **BASE, by=school.clerk.user)


def test_a_slip_in_a_decision_is_mended_under_the_widest(idea, school):
    initiative = idea("recognised")
    recognising.raise_scope(initiative, **PROVINCE, by=school.clerk.user)
    base, province = initiative.recognitions.order_by("pk")
    more = {"date": date(2022, 2, 11), "recogniser": "Hiệu trưởng"}
    recognising.correct(base, number="13/QĐ-TCT", **more, by=school.clerk.user)
    initiative.refresh_from_db()
    assert (initiative.recognised_number, initiative.scope) == ("70/QĐ-UBND", "province")
    recognising.correct(province, number="71/QĐ-UBND", date=date(2022, 2, 26), by=school.clerk.user)
    initiative.refresh_from_db()
    assert (initiative.recognised_number, initiative.recognised_on) == ("71/QĐ-UBND", date(2022, 2, 26))
    assert [row.number for row in initiative.recognitions.all()] == ["13/QĐ-TCT", "71/QĐ-UBND"]


def test_minutes_and_reason_of_a_refusal_are_kept_until_it_is_reopened(idea, school):
    initiative = idea("submitted")
    recognising.not_recognise(initiative, **MINUTES, by=school.clerk.user)
    kept = (initiative.refused_number, initiative.refused_on, initiative.refused_reason)
    assert kept == ("3/BB", date(2022, 2, 10), "Đã có người áp dụng.")
    recognising.reopen(initiative, **WHY, by=school.clerk.user)
    initiative.refresh_from_db()
    assert (initiative.refused_number, initiative.refused_on, initiative.refused_reason) == ("", None, "")


def test_a_result_taken_off_leaves_no_decision_but_in_the_trail(idea, school):
    initiative = idea("recognised")
    recognising.reopen(initiative, **WHY, by=school.clerk.user)
    initiative.refresh_from_db()
    assert (initiative.scope, initiative.recognised_number, initiative.recognised_on) == ("", "", None)
    assert Recognition.objects.count() == 0
    line = AuditEntry.objects.get(verb="initiative.reopen")
    assert (line.before["recognised_number"], line.reason) == ("12/QĐ-TCT", "Ghi nhầm.")


def test_the_database_keeps_one_decision_a_scope(idea):
    initiative = idea("recognised")
    with pytest.raises(ValidationError):
        Recognition(initiative=initiative, scope="base", number="9", date=TODAY).full_clean()


# --- rows from before


def test_old_rows_get_the_decision_that_stood_on_them(idea):
    old = idea("recognised", recogniser="Hiệu trưởng")
    old.recognitions.all().delete()
    whole, sent = idea("recognised", title="Đã có"), idea("submitted", title="Chưa có")
    copy = import_module("campaigns.migrations.0006_recognitions_of_old_rows").copy_recognitions
    copy(apps, None)
    copy(apps, None)
    row = old.recognitions.get()
    assert (row.scope, row.number, row.date, row.recogniser) == ("base", "12/QĐ-TCT", date(2022, 2, 10), "Hiệu trưởng")
    assert (whole.recognitions.count(), sent.recognitions.count()) == (1, 0)
