"""The plan checker: the plan of 2022 as it was written, then each rule at its boundary."""

import re
from dataclasses import replace
from datetime import date

import pytest

from campaigns.models import Campaign
from campaigns.plan_check import Day, Item, Law, Phase, Place, Plan, Text, check
from campaigns.plan_facts import describe, findings_of
from tests.campaigns.seed_plan import make_seed_plan
from tests.factories import make_campaign

# What a clerk marks in the plan of 2022, and nothing else: the key without its row, and where.
SEED = {
    "no-registration": ["Thông tin chung"],
    "years": ["Đợt 2: Ngày Nhà giáo Việt Nam"],
    "theme-is-motto": ["Đợt 2", "Thông tin chung"],
    "no-number": ["Thông tin chung"],
    "no-date": ["Thông tin chung"],
    "no-targets": ["Chỉ tiêu"],
    "no-titles": ["Chỉ tiêu"],
    "no-budget": ["Kinh phí"],
    "no-unit-plans-due": ["Thông tin chung"],
    "gap-start": ["Đợt 1"],
    "before-directive": ["Đợt 1", "Căn cứ"],
    "ambiguous": ["Đợt 1"],
    "date-form": ["Đợt 2"],
    "one-date": ["Đợt 2: Ngày thành lập Công đoàn Việt Nam"],
    "joined": ["Đợt 2: Cách mạng tháng Tám và Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam"],
    "no-emulation-law": ["Căn cứ"],
    "truong-khoi": ["Nơi nhận 2"],
    "truong-cum": ["Nội dung thi đua 7"],
    "covid": ["Nội dung thi đua 3", "Phong trào 5, Trường phát động"],
    "to-chuc": ["Đợt 1: tổ hoạt động tháng công nhân"],
    "citation-comma": ["Nội dung thi đua 4"],
    "school-name": ["Thông tin chung: chủ đề thi đua", "Nội dung thi đua 5"],
    "council-name": ["Nội dung thi đua 6"],
    "dashes": ["Nội dung thi đua 7"],
    "recipient-commas": ["Nơi nhận"],
    "no-end-mark": ["Thông tin chung"],
}
DEMO = [
    "theme-is-motto",
    "no-targets",
    "no-titles",
    "no-budget",
    "gap-start",
    "before-directive",
    "day-off-nominations-due-on",
    "joined",
    "no-emulation-law",
]


def bare(key: str) -> str:
    return re.sub(r"-\d+", "", key)


def test_the_plan_of_2022_yields_each_of_its_slips_and_no_other(school):
    found = findings_of(make_seed_plan())
    assert {bare(f.key): [place.label for place in f.places] for f in found} == SEED
    assert [bare(f.key) for f in found if f.blocking] == ["no-registration", "years"]
    assert len(found) == len(SEED)


def test_the_demo_s_plan_is_mended_but_for_what_its_school_has_to_say(demo):
    demo("launched")
    found = findings_of(Campaign.objects.get(year=2022))
    assert [(f.blocking, bare(f.key)) for f in found] == [(False, key) for key in DEMO]


# --- a finished plan, and what each change of it brings

LAWS = (
    Law("15/2003/QH11", "law", "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003", date(2014, 6, 1),
        date(2023, 12, 31), date(2003, 11, 26), "06/2022/QH15", True),
    Law("06/2022/QH15", "law", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", date(2024, 1, 1),
        None, date(2022, 6, 15), "", True),
    Law("98/2023/NĐ-CP", "decree", "Nghị định số 98/2023/NĐ-CP", date(2024, 1, 1), date(2025, 6, 30),
        date(2023, 12, 31), "152/2025/NĐ-CP", True),
    Law("152/2025/NĐ-CP", "decree", "Nghị định số 152/2025/NĐ-CP", date(2025, 7, 1), date(2027, 2, 28),
        date(2025, 6, 14), "", True),
    Law("01/2022/TT-BNV", "circular", "Thông tư số 01/2022/TT-BNV của Bộ trưởng Bộ Nội vụ", date(2022, 1, 1)),
)  # fmt: skip
PARTY = Day(1, "Ngày thành lập Đảng Cộng sản Việt Nam", date(1930, 2, 3), date(2022, 2, 3))
FIRST = Phase(1, 1, "Mừng Đảng", date(2022, 1, 1), date(2022, 6, 30), days=(PARTY,))
SECOND = Phase(2, 2, "Nước rút", date(2022, 7, 1), date(2022, 12, 31))
LAW_2003 = Item(1, 1, "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003")
WHOLE = Plan(
    starts_on=date(2022, 1, 1),
    ends_on=date(2022, 12, 31),
    on=date(2022, 2, 15),
    theme="Trung thành, sáng tạo",
    motto="Đoàn kết - kỷ cương",
    closing="Trên đây là Kế hoạch./.",
    number=5,
    dated=date(2022, 2, 15),
    registration_due_on=date(2022, 3, 31),
    unit_plans_due_on=date(2022, 3, 15),
    phases=(FIRST, SECOND),
    bases=(LAW_2003,),
    recipients=(Item(9, 1, "Các khoa, phòng;"),),
    targets=1,
    targets_of_titles=1,
    budget_lines=1,
    laws=LAWS,
    school_name="Trường Chính trị tỉnh Lai Châu",
    council_name="Hội đồng thi đua, khen thưởng",
)


def keys(plan: Plan) -> list[str]:
    """Without what the plan's day says of the campaign's year: laws of other years are tried here."""
    return [finding.key for finding in check(plan) if finding.key != "dated-another-year"]


def first(**changes) -> Plan:
    return replace(WHOLE, phases=(replace(FIRST, **changes), SECOND))


def second(**changes) -> Plan:
    return replace(WHOLE, phases=(FIRST, replace(SECOND, **changes)))


def day(**changes) -> Plan:
    return first(days=(replace(PARTY, **changes),))


def base(text: str, on: date = date(2022, 2, 15)) -> Plan:
    return replace(WHOLE, on=on, dated=on, bases=(LAW_2003, Item(2, 2, text)))


def said(text: str) -> Plan:
    return replace(WHOLE, texts=(Text("item", 7, "text", text, Place("noi-dung", "Nội dung 1")),))


def test_a_finished_plan_has_no_findings():
    assert keys(WHOLE) == []


def test_a_phase_outside_the_campaign_is_not_stretched():
    found = check(second(starts_on=date(2021, 7, 1), ends_on=date(2021, 12, 30)))
    assert [finding.key for finding in found if "gap" in finding.key] == []


@pytest.mark.parametrize(
    ("today", "judged_on"),
    [
        (date(2025, 9, 2), date(2026, 1, 1)),
        (date(2025, 9, 3), date(2025, 9, 3)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_plan_without_a_day_is_judged_by_when_it_will_be_signed(school, clock_at, today, judged_on):
    clock_at(today)
    assert describe(make_campaign(2026, plan_number=None, plan_date=None)).on == judged_on


CASES = [
    (replace(WHOLE, theme=" "), ["no-theme"]),
    (replace(WHOLE, theme="Đoàn kết - Kỷ cương."), ["theme-is-motto"]),
    (second(theme="“Đoàn kết, kỷ cương”"), ["theme-is-motto-2"]),
    (replace(WHOLE, motto="", theme="Đoàn kết"), []),
    (replace(WHOLE, number=None), ["no-number"]),
    (replace(WHOLE, dated=None), ["no-date"]),
    (replace(WHOLE, targets=0, targets_of_titles=0), ["no-targets", "no-titles"]),
    (replace(WHOLE, targets_of_titles=0), ["no-titles"]),
    (replace(WHOLE, budget_lines=0), ["no-budget"]),
    (replace(WHOLE, unit_plans_due_on=None), ["no-unit-plans-due"]),
    (replace(WHOLE, registration_due_on=None), ["no-registration"]),
    (replace(WHOLE, registration_due_on=date(2021, 12, 31)), ["registration-outside"]),
    (replace(WHOLE, registration_due_on=date(2022, 1, 1)), []),
    (replace(WHOLE, registration_due_on=date(2022, 12, 31)), []),
    (replace(WHOLE, registration_due_on=date(2023, 1, 1)), ["registration-outside"]),
    (replace(WHOLE, phases=()), ["no-phases"]),
    (second(theme=""), ["phase-theme-2"]),
    (second(ends_on=None), ["phase-dates-2"]),
    (second(starts_on=None), ["phase-dates-2"]),
    (second(starts_on=date(2022, 12, 31), ends_on=date(2022, 7, 1)), ["phase-backwards-2"]),
    (second(ends_on=date(2023, 1, 1)), ["phase-outside-2"]),
    (first(starts_on=date(2021, 12, 31)), ["phase-outside-1"]),
    (second(starts_on=date(2022, 6, 30)), ["overlap-1-2"]),
    (second(starts_on=date(2022, 7, 2)), ["gap-1-2"]),
    (first(starts_on=date(2022, 1, 2)), ["gap-start"]),
    (second(ends_on=date(2022, 12, 30)), ["gap-end"]),
    (day(stated_years=92), []),
    (day(stated_years=91), ["years-1"]),
    (day(origin=date(1931, 2, 3)), ["origin-1"]),
    (day(origin=date(1930, 1, 1), precision="year"), ["origin-day-1"]),
    (day(observed=date(2022, 6, 30)), []),
    (day(observed=date(2022, 7, 1)), ["day-outside-1"]),
    (day(as_written="(03/02/1930 - 03/02/2022)"), []),
    (day(as_written="(03/02/1930)"), ["one-date-1"]),
    (day(as_written="(3/2/1930 - 3/2/2022)"), ["date-form-day-1"]),
    (day(as_written="(30/4/1930 - 30/4/2022)"), []),
    (first(as_written="Từ ngày 01/01 - 30/6/2022"), []),
    (first(as_written="Từ ngày 1/01 - 30/6/2022"), ["date-form-1"]),
    (first(as_written="Từ 01/01 - 30/6/2022"), ["date-form-1"]),
    (first(as_written="Từ tháng 1/02 - 30/6/2022"), ["ambiguous-1"]),
    (first(as_written="Từ ngày 01/01 đến hết tháng 6/2022"), []),
    (day(name="Ngày thành lập Đoàn Thanh niên và ngày thành lập Trường", origin=date(1931, 3, 26)), ["joined-1"]),
    (day(name="Ngày Giải phóng hoàn toàn miền Nam, thống nhất và phát triển", origin=date(1975, 4, 30)), []),
    (base("Chỉ thị số 03/CT-UBND ngày 01/01/2022 của UBND tỉnh"), []),
    (base("Chỉ thị số 03/CT-UBND ngày 02/01/2022 của UBND tỉnh"), ["before-directive-1"]),
    (base("Chỉ thị số 03/CT-UBND ngày 15 tháng 02 năm 2022"), ["before-directive-1"]),
    (base("Quyết định số 06/QĐ-UBND ngày 15/02/2022"), []),
    (base("Quyết định số 06/QĐ-UBND ngày 16/02/2022"), ["base-future-2"]),
    (base("Nghị định số 98/2023/NĐ-CP", date(2022, 2, 15)), ["base-future-2"]),
    (base("Nghị định số 198/2023/NĐ-CP", date(2022, 2, 15)), []),
    (base("Thông tư số 01/2022/TT-BNV của Bộ trưởng Bộ Nội vụ"), ["base-undated-2"]),
    (base("Thông tư số 01/2022/TT-BNV ngày 14 tháng 02 năm 2022 của Bộ trưởng Bộ Nội vụ"), []),
    (base("Thông tư số 01/2022/TT-BNV ngày 14/02/2022 của Bộ trưởng Bộ Nội vụ"), []),
    (replace(WHOLE, bases=()), ["no-emulation-law"]),
    (replace(WHOLE, bases=(Item(1, 1, "Luật số 15/2003/QH11"),)), []),
    (replace(WHOLE, on=date(2023, 12, 31), dated=date(2023, 12, 31)), []),
    (replace(WHOLE, on=date(2024, 1, 1), dated=date(2024, 1, 1)), ["base-ended-1"]),
    (replace(WHOLE, bases=(Item(1, 1, "Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022"),)), ["base-future-1"]),
    (replace(WHOLE, recipients=(Item(9, 1, "Các khoa, phòng,"),)), ["recipient-commas"]),
    (replace(WHOLE, recipients=(Item(9, 1, "Lưu: VT."),)), []),
    (replace(WHOLE, closing="Trên đây là Kế hoạch."), ["no-end-mark"]),
    (replace(WHOLE, closing=""), []),
    (said("Thi đua <b>dạy tốt</b> &amp; học tốt"), ["markup"]),
    (said("Tỷ lệ giỏi < 5, khá > 3"), []),
    (said("Trưởng Khối thi đua, Trưởng Cụm, dịch Covid-19, tổ chức hoạt động"), []),
    (said("Trường Khổi thi đua"), ["truong-khoi"]),
    (said("Trường Khối thi đua"), ["truong-khoi"]),
    (said("dịch COVID-19"), ["covid"]),
    (said("dịch Covi-19"), ["covid"]),
    (said("Tổ hoạt động"), ["to-chuc"]),
    (said("Chỉ thị số 05-CT/TW, ngày 15/5/2016"), ["citation-comma"]),
    (said("Chỉ thị số 05-CT/TW ngày 15/5/2016, ngày 16/5/2016"), []),
    (said("văn hóa – xã hội"), ["dashes"]),
    (said("Trường chính trị tỉnh"), ["school-name"]),
    (said("Trường chính trị chuẩn"), []),
    (said("TRƯỜNG CHÍNH TRỊ, các trường chính trị chuẩn, Trường Chính trị tỉnh"), []),
    (said("Hội đồng Thi đua - Khen thưởng"), []),
    (said("Hội đồng thi đua khen thưởng"), ["council-name"]),
    (said("Hội đồng Thi đua, Khen thưởng"), ["council-name"]),
    (said("Hội đồng thi đua, khen thưởng tỉnh"), []),
]  # fmt: skip
BLOCKING = (
    "no-theme", "no-registration", "registration-outside", "no-phases", "phase-", "overlap", "years", "day-outside",
    "base-",
)  # fmt: skip


@pytest.mark.parametrize(("plan", "found"), CASES, ids=[str(number) for number in range(len(CASES))])
def test_each_rule_at_its_boundary(plan, found):
    assert keys(plan) == found


def test_what_blocks_and_what_advises():
    found = {f.key: f for plan, _ in CASES for f in check(plan)}
    assert {key: f.blocking for key, f in found.items()} == {key: key.startswith(BLOCKING) for key in found}
    assert all(f.rule and f.places and f.sentence.endswith(".") for f in found.values())


CORRECTIONS = [
    (day(stated_years=91), "92 năm Ngày thành lập Đảng Cộng sản Việt Nam"),
    (day(origin=date(1931, 2, 3), stated_years=92), "92 năm (03/02/1930 - 03/02/2022)"),
    (day(observed=date(2022, 7, 1)), "Đợt 2"),
    (day(observed=date(2023, 7, 1)), None),
    (second(starts_on=date(2022, 6, 30)), "từ 01/07/2022 đến 31/12/2022"),
    (second(starts_on=date(2022, 6, 1), ends_on=date(2022, 6, 30)), None),
    (second(ends_on=date(2023, 1, 31)), "từ 01/07/2022 đến 31/12/2022"),
    (second(starts_on=date(2022, 12, 31), ends_on=date(2022, 7, 1)), "từ 01/07/2022 đến 31/12/2022"),
    (second(starts_on=date(2022, 7, 5)), "từ 01/01/2022 đến 04/07/2022"),
    (first(starts_on=date(2022, 1, 5)), "từ 01/01/2022 đến 30/06/2022"),
    (base("Chỉ thị số 03/CT-UBND ngày 02/02/2022"), "từ 02/02/2022 đến 30/06/2022"),
    # The phase would lose an anniversary it holds.
    (base("Chỉ thị số 03/CT-UBND ngày 04/02/2022"), None),
    (replace(WHOLE, on=date(2024, 1, 1), dated=date(2024, 1, 1)), "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
    (replace(WHOLE, bases=()), "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"),
    # Two texts on: the first that took its place has ended too.
    (replace(WHOLE, on=date(2025, 7, 1), dated=date(2025, 7, 1),
             bases=(Item(1, 1, "Căn cứ Nghị định số 98/2023/NĐ-CP"),)),
     "Căn cứ Nghị định số 152/2025/NĐ-CP"),
    (replace(WHOLE, closing="Trên đây."), "…Trên đây./."),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "value"), CORRECTIONS, ids=[str(number) for number in range(len(CORRECTIONS))])
def test_corrections_say_what_will_stand_there(plan, value):
    correction = check(plan)[0].correction
    assert (correction.value if correction else None) == value


def test_a_citation_of_two_laws_is_not_taken_for_another():
    text = "Nghị định số 91/2017/NĐ-CP quy định chi tiết Luật Thi đua, khen thưởng ngày 15/6/2022"
    assert keys(base(text, date(2022, 7, 1))) == []


def undated(basis: str, on: date) -> Plan:
    """Without a day; its campaign begins 01/01/2022."""
    return replace(WHOLE, dated=None, on=on, bases=(LAW_2003, Item(2, 2, basis)))


def test_without_a_day_of_the_plan_a_basis_is_not_held_against_the_campaign_s_first_day():
    assert keys(undated("Quyết định số 06/QĐ-UBND ngày 11/02/2022", date(2022, 1, 1))) == ["no-date"]


@pytest.mark.parametrize(
    ("on", "taken"),
    [(date(2022, 1, 1), "01/01/2022 (kế hoạch chưa có ngày nên lấy ngày bắt đầu phong trào)"),
     (date(2022, 3, 1), "01/03/2022 (kế hoạch chưa có ngày nên lấy hôm nay)")],
)  # fmt: skip
def test_without_a_day_of_the_plan_what_binds_is_advice_that_says_which_day_was_taken(on, taken):
    [found] = [one for one in check(undated("Nghị định số 98/2023/NĐ-CP", on)) if one.key == "base-future-2"]
    assert (found.blocking, found.sentence) == (
        False,
        f"Căn cứ “98/2023/NĐ-CP” ban hành ngày 31/12/2023, sau ngày {taken}; bỏ căn cứ này.",
    )


def test_an_old_plan_without_its_day_may_be_launched_with_a_later_directive(school, clock_at):
    clock_at(date(2026, 11, 26))
    campaign = make_campaign(2022, plan_number=None, plan_date=None, title="Phát động <b>thi đua</b>")
    campaign.plan_items.create(part="legal_basis", number=1, text="Chỉ thị số 03/CT-UBND ngày 11/02/2022")
    found = {one.key: one for one in findings_of(campaign)}
    assert [key for key in found if key.startswith("base-")] == []
    assert (found["markup"].blocking, found["markup"].sentence) == (
        False,
        "“<b>”, “</b>” là mã HTML, in ra nguyên như vậy; gõ lại.",
    )


@pytest.mark.parametrize(
    ("begins", "piece"), [("", "a"), ("số 1", "-."), ("", "1/"), ("năm 2021 - ", "1"), ("", "Trường")]
)
def test_a_text_without_a_space_is_read_once(begins, piece):
    """So long that a rule that goes back to the start at each letter would not end."""
    text = begins + piece * (200_000 // len(piece))
    plan = replace(said(text), bases=(LAW_2003, Item(2, 2, text)), recipients=(Item(9, 1, text),), closing=text)
    assert "no-end-mark" in keys(plan)
