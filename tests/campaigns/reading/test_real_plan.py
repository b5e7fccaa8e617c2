"""The plan of 2022 as it was written, with its slips: every count and value."""

from datetime import date

import pytest

from campaigns.reading import read
from tests.campaigns.reading.plans import REAL, occasions, proposal_of, text_of


@pytest.fixture
def plan():
    return proposal_of(REAL)


def test_how_much_there_is(plan):
    assert plan.looks_like_plan
    assert len(plan.legal_bases) == 1
    assert len(plan.purposes) == 3
    assert len(plan.contents) == 8
    assert len(plan.organisation) == 6
    assert len(plan.recipients) == 6
    assert [len(phase.anniversaries) for phase in plan.phases] == [5, 3]
    assert [len(phase.activities) for phase in plan.phases] == [1, 1]
    assert len(plan.movements) == 10
    assert plan.unused == ()


def test_the_head(plan):
    assert plan.year.value == 2022
    assert plan.title.value == "Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022"
    assert plan.title.lines == (5,)
    assert plan.theme.value == (
        "Xây dựng phong cách cán bộ Trường chính trị tỉnh Lai Châu trung thành, sáng tạo, cống hiến vì sự nghiệp đào "
        "tạo và nghiên cứu lý luận chính trị"
    )
    assert plan.motto.value == "Đoàn kết - kỷ cương - gương mẫu - sáng tạo - hiệu quả"
    assert plan.legal_bases[0].value.startswith("Thực hiện Chỉ thị số 03/CT-UBND ngày 11/02/2022 của UBND tỉnh")
    assert plan.legal_bases[0].lines == (9,)
    assert plan.introduction.value.startswith("Phát huy những thành tích đã đạt được")
    assert plan.introduction.value.endswith("với các nội dung cụ thể sau:")
    assert (plan.starts_on.value, plan.ends_on.value) == (date(2022, 1, 1), date(2022, 12, 31))
    assert (plan.plan_number, plan.plan_date, plan.is_thematic) == (None, None, False)


def test_the_phases(plan):
    first, second = plan.phases
    assert (first.theme.value, second.theme.value) == ("Mừng Đảng quang vinh - Mừng sinh nhật Bác", plan.motto.value)
    assert (first.starts_on.value, first.ends_on.value) == (date(2022, 2, 1), date(2022, 6, 30))
    assert (first.starts_on.sure, first.ends_on.sure) == (False, True)
    assert first.starts_on.note == "“tháng 1/02” có thể là ngày 01/02 hoặc tháng 1; đề nghị ngày 01/02."
    assert (second.starts_on.value, second.ends_on.value) == (date(2022, 7, 1), date(2022, 12, 31))
    assert second.starts_on.sure
    assert (first.lines, second.lines) == ((61,), (63,))


def test_the_anniversaries_of_the_first_phase(plan):
    assert occasions(plan.phases[0]) == [
        ("Ngày thành lập Đảng Cộng sản Việt Nam", date(1930, 2, 3), date(2022, 2, 3), 92),
        ("Ngày Giải phóng hoàn toàn miền Nam, thống nhất đất nước", date(1975, 4, 30), date(2022, 4, 30), 47),
        ("Ngày Quốc tế lao động", date(1886, 5, 1), date(2022, 5, 1), 136),
        ("Ngày sinh Chủ tịch Hồ Chí Minh", date(1890, 5, 19), date(2022, 5, 19), 132),
        ("Ngày thành lập Trường Chính trị tỉnh", date(2006, 6, 8), date(2022, 6, 8), 16),
    ]
    assert all(day.whole.sure for day in plan.phases[0].anniversaries)


def test_the_anniversaries_of_the_second_phase_with_their_slips(plan):
    joined = "Cách mạng tháng Tám và Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert occasions(plan.phases[1]) == [
        ("Ngày thành lập Công đoàn Việt Nam", date(1929, 7, 28), date(2022, 7, 28), 93),
        (joined, date(1945, 9, 2), date(2022, 9, 2), 77),
        ("Ngày Nhà giáo Việt Nam", date(1983, 11, 20), date(2022, 11, 20), 40),
    ]
    union, _, teachers = plan.phases[1].anniversaries
    assert union.whole.note == "Văn bản chỉ ghi ngày gốc; đề nghị kỷ niệm ngày 28/07/2022."
    assert teachers.whole.note == "Văn bản ghi 40 năm, hai ngày tính ra 39 năm."
    assert not union.whole.sure
    assert not teachers.whole.sure


def test_the_joined_line_is_offered_as_two(plan):
    assert [tuple(vars(part.value).values()) for part in plan.phases[1].anniversaries[1].parts] == [
        ("Cách mạng tháng Tám", date(1945, 8, 19), date(2022, 8, 19), 77),
        ("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", date(1945, 9, 2), date(2022, 9, 2), 77),
    ]


def test_activities_are_what_else_a_phase_names(plan):
    assert [phase.activities[0].value.name for phase in plan.phases] == [
        "Tổ hoạt động tháng công nhân",
        "Thi đua nước rút phấn đấu hoàn thành tốt nhiệm vụ chính trị năm 2022",
    ]


def test_movements_of_the_school_and_those_it_answers(plan):
    movements = [guess.value for guess in plan.movements]
    assert [one.name for one in movements if one.launched_by == "school"] == [
        "Giảng dạy tốt, nghiên cứu tốt, học tập tốt, quản lý tốt, phục vụ tốt",
        "Nâng cao chất lượng hoạt động đào tạo, bồi dưỡng, nghiên cứu khoa học",
        "Thi đua học tập nâng cao trình độ, chuyên môn nghiệp vụ",
        "Cán bộ, viên chức, người lao động Trường Chính trị thi đua thực hiện văn hoá công sở",
        "Trường Chính trị Lai Châu đoàn kết, chung sức, đồng lòng thi đua phòng, chống và chiến thắng đại dịch Covi-19",
    ]
    assert [one.is_special for one in movements].index(True) == 4
    assert [one.name for one in movements if one.launched_by == "province"] == [
        "Dân vận khéo",
        "Toàn dân đoàn kết xây dựng nông thôn mới và đô thị văn minh",
        "Lai Châu xây dựng nông thôn mới và giảm nghèo bền vững",
        "Lai Châu chung tay vì người nghèo, không để ai bị bỏ lại phía sau",
        "Doanh nghiệp Lai Châu hội nhập và phát triển",
    ]


def test_a_paragraph_torn_by_a_page_is_whole_again(plan):
    assert plan.contents[0].lines == (27, 29)
    assert "triển khai thực hiện hiệu quả Chỉ thị số 19/CT-TTg" in plan.contents[0].value
    assert plan.contents[3].lines == (35, 37)


def test_the_end(plan):
    assert [guess.value for guess in plan.recipients] == [
        "Ban TĐKT, Sở Nội vụ",
        "Trường Khổi thi đua VH-XH",
        "Ban Lãnh đạo Trường",
        "Các khoa, phòng",
        "Trang Website Trường Chính trị",
        "Lưu: VT, TĐKT",
    ]
    assert (plan.signer.value.title, plan.signer.value.name) == ("HIỆU TRƯỞNG", "Nguyễn Tiến Tăng")
    assert plan.signer.lines == (76, 78)
    assert plan.closing.value.startswith("Trên đây là Kế hoạch phát động thi đua năm 2022")


def test_what_it_lacks_is_said(plan):
    assert plan.missing == ["Không tìm thấy hạn đăng ký thi đua."]


def test_typed_in_an_old_font_it_reads_the_same():
    from thidua.tcvn3 import to_tcvn3  # noqa: PLC0415

    old = read(to_tcvn3(text_of(REAL)))
    assert old.notes == ["Văn bản gõ bằng phông .VnTime (TCVN3), đã đổi sang Unicode; kiểm tra chữ hoa có dấu."]
    assert (len(old.phases), len(old.contents), len(old.purposes)) == (2, 8, 3)
