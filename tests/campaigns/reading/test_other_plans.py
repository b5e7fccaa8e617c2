"""Plans of other shapes: a school year, one phase, three phases; other numbers, other ways to write days."""

from datetime import date

import pytest

from campaigns.reading import read
from tests.campaigns.reading.plans import ALL, ONE_PHASE, SCHOOL_YEAR, THREE_PHASES, occasions, proposal_of, text_of


def spans(plan) -> list[tuple]:
    return [(phase.starts_on.value, phase.ends_on.value) for phase in plan.phases]


def values(guesses) -> list:
    return [guess.value for guess in guesses]


def test_a_school_year():
    plan = proposal_of(SCHOOL_YEAR)
    assert (plan.year.value, plan.plan_number.value, plan.plan_date.value) == (2024, 87, date(2024, 8, 30))
    assert plan.title.value == "Phát động phong trào thi đua “Dạy tốt - Học tốt” năm học 2024 - 2025"
    assert (plan.starts_on.value, plan.ends_on.value) == (date(2024, 9, 5), date(2025, 5, 31))
    assert [len(part) for part in (plan.legal_bases, plan.purposes, plan.contents, plan.organisation)] == [3, 4, 3, 4]
    assert plan.theme.value == "Kỷ cương nền nếp, dạy thật, học thật"
    assert plan.motto.value == "Mỗi tuần một việc tốt, mỗi tháng một đổi mới"
    assert plan.unit_plans_due_on.value == date(2024, 9, 20)
    assert plan.registration_due_on.value == date(2024, 9, 30)
    assert plan.nominations_due_on.value == date(2025, 5, 25)
    assert values(plan.recipients) == ["Sở GDĐT (để báo cáo)", "Các tổ chuyên môn", "Các lớp", "Lưu: VT"]
    assert plan.signer.value.name == "ThS. Vàng Thị Ví Dụ"
    assert plan.introduction.value.startswith("Trường THPT Hoa Ban xây dựng Kế hoạch")


def test_its_wrapped_lines_are_joined():
    plan = proposal_of(SCHOOL_YEAR)
    assert plan.legal_bases[1].lines == (11, 12)
    assert plan.purposes[0].value.endswith("giữ nền nếp, kỷ cương trong nhà trường.")
    assert plan.contents[0].value.split("\n")[1].startswith("a) Soạn giảng")
    assert plan.unused == (2,)  # the motto of the republic beside the school's name


def test_its_phases_and_movements():
    plan = proposal_of(SCHOOL_YEAR)
    assert spans(plan) == [(date(2024, 9, 5), date(2024, 11, 20)), (date(2024, 11, 21), date(2025, 5, 31))]
    assert [phase.theme.value for phase in plan.phases] == ["Hoa điểm tốt dâng thầy cô", "Vững kiến thức, vui mùa thi"]
    assert occasions(plan.phases[0])[1] == ("Ngày Nhà giáo Việt Nam", date(1982, 11, 20), date(2024, 11, 20), 42)
    assert occasions(plan.phases[1])[2] == (
        "Ngày sinh Chủ tịch Hồ Chí Minh",
        date(1890, 5, 19),
        date(2025, 5, 19),
        None,
    )
    army, defence = plan.phases[1].anniversaries[0].parts
    assert (army.value.origin_date, army.value.stated_years) == (date(1944, 12, 22), 80)
    assert (defence.value.origin_date, defence.value.stated_years) == (date(1989, 12, 22), None)
    assert [(one.name, one.launched_by) for one in values(plan.movements)] == [
        ("Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời", "prime_minister"),
        ("Tiếng trống học bài", "school"),
        ("Lớp học không rác", "school"),
    ]
    assert values(plan.phases[0].activities)[0].name == "Hội giảng cấp trường"


def test_one_phase_without_the_word():
    plan = proposal_of(ONE_PHASE)
    assert plan.is_thematic
    assert spans(plan) == [(date(2023, 3, 1), date(2023, 6, 30))]
    assert plan.phases[0].starts_on.note == "Văn bản không chia đợt; đề nghị một đợt."
    assert (plan.starts_on.value, plan.ends_on.value) == spans(plan)[0]
    assert plan.theme.value == plan.phases[0].theme.value == "Trung tâm số, việc làm thật"
    assert values(plan.legal_bases) == [
        "Căn cứ Kế hoạch số 15/KH-SLĐ ngày 02/02/2023 của Sở Lao động tỉnh Ví Dụ",
        "Căn cứ điều kiện thực tế của đơn vị",
    ]
    assert occasions(plan.phases[0]) == [
        ("Ngày Quốc tế lao động", date(1886, 5, 1), date(2023, 5, 1), None),
        ("Ngày thành lập Trung tâm", date(2008, 6, 1), date(2023, 6, 1), 15),
    ]
    assert not plan.phases[0].anniversaries[1].whole.sure  # the months have no days
    assert values(plan.targets) == ["100% học liệu được số hóa.", "Ít nhất 02 sáng kiến được công nhận."]
    assert plan.organisation[0].note == "Lấy từ mục “Khen thưởng”, không rõ thuộc phần nào."
    assert (plan.signer.value.title, plan.signer.value.name) == ("PHÓ GIÁM ĐỐC", "Lò Văn Mẫu")


def test_three_phases():
    plan = proposal_of(THREE_PHASES)
    assert spans(plan) == [
        (date(2025, 1, 6), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2025, 8, 31)),
        (date(2025, 9, 1), date(2025, 12, 31)),
    ]
    assert [phase.theme.value for phase in plan.phases] == ["Mừng Đảng, mừng Xuân", "Vững tay nghề", "Về đích"]
    assert plan.theme.value == "Tăng tốc, bứt phá, về đích"
    assert [len(phase.anniversaries) for phase in plan.phases] == [2, 2, 1]
    assert occasions(plan.phases[0])[1] == ("Ngày Quốc tế Phụ nữ", date(1910, 3, 8), date(2025, 3, 8), None)
    assert occasions(plan.phases[1])[1] == ("Ngày thành lập Trường", date(2005, 7, 1), date(2025, 7, 1), 20)
    assert plan.phases[2].evaluation_due_on.value == date(2025, 12, 10)
    assert [len(part) for part in (plan.legal_bases, plan.purposes, plan.contents, plan.organisation)] == [2, 2, 2, 4]
    assert [(one.name, one.launched_by) for one in values(plan.movements)] == [
        ("Cơ quan xanh, phòng làm việc sạch", "school"),
        ("Cả nước chung sức xây dựng nông thôn mới", "prime_minister"),
        ("Cả nước thi đua đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại", "prime_minister"),
        ("Nhà tôi có hố rác", "province"),
    ]
    assert [plan.unit_plans_due_on.value, plan.registration_due_on.value] == [date(2025, 1, 20), date(2025, 2, 28)]
    assert (plan.signer.value.title, plan.signer.value.name) == ("CHỦ TỊCH", "Giàng A Mẫu")


@pytest.mark.parametrize("name", ALL)
def test_every_guess_stands_on_lines_that_exist_and_doubt_has_a_reason(name):
    plan = proposal_of(name)
    for guess in plan.guesses():
        assert guess.lines
        assert all(1 <= line <= len(plan.source) and plan.source[line - 1] for line in guess.lines)
        assert guess.sure or guess.note


@pytest.mark.parametrize("name", ALL)
def test_reading_the_shown_source_again_gives_the_same(name):
    plan = proposal_of(name)
    assert read("\n".join(plan.source)) == plan


RECIPE = "Canh chua cá\n\nNguyên liệu:\n- 1 con cá\n- 2 quả cà chua\n\n1. Nấu nước sôi.\n2. Cho cá vào, nêm vừa ăn."
DECISION = """QUYẾT ĐỊNH
Về việc tặng danh hiệu thi đua năm 2022

Căn cứ Luật Thi đua, khen thưởng;
Theo đề nghị của Thường trực Hội đồng thi đua, khen thưởng,

QUYẾT ĐỊNH:

Điều 1. Tặng danh hiệu “Lao động tiên tiến” cho các cá nhân có tên sau.
Điều 2. Quyết định có hiệu lực từ ngày ký.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

HIỆU TRƯỞNG
Lò Văn Mẫu
"""


@pytest.mark.parametrize("text", ["", "   \n\n", RECIPE, DECISION, "Đợt 1", "a" * 5000, "\x00\ufeff\u202e"])
def test_a_text_that_is_no_plan_says_what_was_not_found(text):
    plan = read(text)
    assert not plan.looks_like_plan
    assert plan.missing[0] == "Văn bản này không giống một kế hoạch phát động phong trào thi đua."
    assert "Không tìm thấy nội dung thi đua." in plan.missing
    assert "Không tìm thấy đợt thi đua (đoạn bắt đầu bằng “Đợt 1”, “Đợt 2”)." in plan.missing


def test_a_plan_with_too_much_of_everything_is_cut_and_says_so():
    purposes = "\n".join(f"{n}. Mục đích thứ {n} của phong trào." for n in range(1, 41))
    plan = read(f"KẾ HOẠCH\nPhát động thi đua năm 2022\n\nI. MỤC ĐÍCH\n{purposes}\nII. NỘI DUNG\n1. Thi đua dạy tốt.")
    assert len(plan.purposes) == 25
    assert plan.notes == ["Phần mục đích, yêu cầu có 40 mục; chỉ lấy 25 mục đầu."]


def test_the_words_of_the_file_are_read_in_full_length():
    assert len(read(text_of(SCHOOL_YEAR)).source) == len(text_of(SCHOOL_YEAR).rstrip("\n").split("\n"))
