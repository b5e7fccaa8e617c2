"""The plan of 2022 as data: names, slogans, numbers and dates are the real plan's, its slips corrected;
long paragraphs are told in other words. Number and date of the plan are samples (the source has neither).
"""

from dataclasses import dataclass
from datetime import date

THEME = (
    "Xây dựng phong cách cán bộ Trường Chính trị tỉnh Lai Châu trung thành, sáng tạo, cống hiến vì sự nghiệp đào "
    "tạo và nghiên cứu lý luận chính trị"
)
MOTTO = "Đoàn kết - kỷ cương - gương mẫu - sáng tạo - hiệu quả"

CAMPAIGN = {
    "year": 2022,
    "title": "Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022",
    "theme": THEME,
    "motto": MOTTO,
    "introduction": "Tiếp nối kết quả các năm trước, Trường Chính trị tỉnh Lai Châu tập trung nguồn lực, khắc "
    "phục khó khăn, chăm lo đời sống viên chức, người lao động và xây dựng Kế hoạch phát động phong trào thi đua "
    "thực hiện thắng lợi nhiệm vụ năm 2022 với các nội dung cụ thể sau:",
    "closing": "Trên đây là Kế hoạch phát động phong trào thi đua năm 2022, đề nghị các khoa, phòng và toàn thể "
    "cán bộ, viên chức, người lao động đoàn kết, sáng tạo, thi đua thực hiện thắng lợi các mục tiêu, nhiệm vụ của "
    "Trường./.",
    "starts_on": date(2022, 1, 1),
    "ends_on": date(2022, 12, 31),
    "plan_number": 5,
    "plan_date": date(2022, 2, 15),
    "unit_plans_due_on": date(2022, 3, 15),
    "registration_due_on": date(2022, 3, 31),
    "nominations_due_on": date(2022, 12, 10),
}

LEGAL_BASES = (
    "Chỉ thị số 03/CT-UBND ngày 11 tháng 02 năm 2022 của Ủy ban nhân dân tỉnh Lai Châu về việc phát động phong trào"
    " thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2022",
)

PURPOSES = (
    "Khơi dậy truyền thống thi đua yêu nước, tinh thần đoàn kết, năng động, sáng tạo của cán bộ, viên chức, người "
    "lao động; mỗi người phấn đấu hoàn thành tốt nhất nhiệm vụ được giao.",
    "Đổi mới cách tổ chức phong trào để thiết thực, hiệu quả hơn; kịp thời phát hiện, bồi dưỡng, biểu dương và nhân"
    " rộng điển hình tiên tiến, mô hình mới, cách làm hay trong và ngoài Trường.",
    "Khen thưởng chính xác, công khai, minh bạch, kịp thời, đúng đối tượng; nội dung thi đua gắn với nhiệm vụ chính"
    " trị được giao, tiết kiệm, không phô trương.",
)

CONTENTS = (
    "Quán triệt và thực hiện đường lối, chủ trương của Đảng, tư tưởng thi đua yêu nước của Chủ tịch Hồ Chí Minh, "
    "Luật Thi đua, khen thưởng; thực hiện Chỉ thị số 19/CT-TTg ngày 16/7/2021 của Thủ tướng Chính phủ, Chỉ thị số "
    "09/CT-UBND ngày 11/8/2021 của Ủy ban nhân dân tỉnh Lai Châu và 05 nội dung thi đua do Thủ tướng Chính phủ phát"
    " động tại Đại hội thi đua yêu nước toàn quốc lần thứ X với chủ đề “Đoàn kết, sáng tạo, thi đua xây dựng và bảo"
    " vệ Tổ quốc”.",
    "Phát huy sáng kiến, cải tiến kỹ thuật, đổi mới quy trình làm việc, nghiên cứu và ứng dụng khoa học, công nghệ;"
    " thực hành tiết kiệm, cải cách hành chính; thích ứng an toàn, linh hoạt, kiểm soát hiệu quả dịch Covid-19.",
    "Đẩy mạnh các phong trào thi đua theo phương châm “Đoàn kết - kỷ cương - gương mẫu - sáng tạo - hiệu quả”, cụ "
    "thể hóa thành các phong trào của Trường.",
    "Hưởng ứng các phong trào thi đua do Thủ tướng Chính phủ và tỉnh phát động; đổi mới công tác thi đua, khen "
    "thưởng theo Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị, gắn với việc học tập và làm theo tư tưởng, "
    "đạo đức, phong cách Hồ Chí Minh theo Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.",
    "Bám sát mục tiêu, chỉ tiêu năm 2022 để thi đua “Giảng dạy tốt, nghiên cứu tốt, học tập tốt, quản lý tốt, phục "
    "vụ tốt”; phấn đấu đạt chuẩn mức độ 1 theo Quy định số 11-QĐ/TW ngày 19/5/2021 của Ban Chấp hành Trung ương về "
    "trường chính trị chuẩn.",
    "Nâng cao trách nhiệm của cấp ủy, lãnh đạo, đoàn thể và người đứng đầu trong tổ chức phong trào; kiện toàn Hội "
    "đồng thi đua, khen thưởng; xây dựng kế hoạch, quy chế hoạt động sát với đặc điểm của Trường.",
    "Xây dựng đội ngũ đủ năng lực, phẩm chất, thạo chuyên môn; ngăn chặn biểu hiện “tự diễn biến”, “tự chuyển hóa” "
    "trong nội bộ; làm tốt nhiệm vụ Trưởng Cụm thi đua các trường chính trị khu vực miền núi biên giới phía Bắc, "
    "Phó Khối thi đua Khối văn hóa - xã hội.",
    "Phối hợp tuyên truyền kết quả các phong trào, biểu dương kịp thời, tạo không khí sôi nổi để hoàn thành xuất "
    "sắc chỉ tiêu, nhiệm vụ được giao.",
)

ORGANISATION = (
    "Các khoa, phòng căn cứ điều kiện thực tiễn lựa chọn nội dung thi đua phù hợp, tập trung vào đào tạo, bồi dưỡng"
    " và nghiên cứu khoa học.",
    "Tiếp tục phòng, chống dịch Covid-19 và khắc phục hậu quả dịch bệnh với tinh thần kiên trì, quyết liệt, sáng "
    "tạo, gắn với mục tiêu hoàn thành nhiệm vụ chính trị.",
    "Gắn hoạt động thi đua với nhiệm vụ chuyên môn; tăng cường đôn đốc, kiểm tra, hướng dẫn các khoa, phòng thực "
    "hiện nội dung, mục tiêu, chỉ tiêu đã phát động.",
    "Tổ chức đánh giá, tổng kết các đợt thi đua; biểu dương, khen thưởng kịp thời tập thể, cá nhân dám nghĩ, dám "
    "làm, có nhiều đóng góp.",
    "Các khoa, phòng xây dựng kế hoạch phát động phù hợp với đặc thù đơn vị, báo cáo Hội đồng thi đua, khen thưởng "
    "và vận động cán bộ, viên chức, người lao động tham gia.",
    "Hội đồng thi đua, khen thưởng Trường phát động 02 đợt thi đua trong năm.",
)

RECIPIENTS = (
    "Ban TĐKT, Sở Nội vụ",
    "Trưởng Khối thi đua VH-XH",
    "Ban Lãnh đạo Trường",
    "Các khoa, phòng",
    "Trang Website Trường Chính trị",
    "Lưu: VT, TĐKT",
)

OWN_MOVEMENTS = (
    ("Giảng dạy tốt, nghiên cứu tốt, học tập tốt, quản lý tốt, phục vụ tốt", False),
    ("Nâng cao chất lượng hoạt động đào tạo, bồi dưỡng, nghiên cứu khoa học", False),
    ("Thi đua học tập nâng cao trình độ, chuyên môn nghiệp vụ", False),
    ("Cán bộ, viên chức, người lao động Trường Chính trị thi đua thực hiện văn hóa công sở", False),
    (
        "Trường Chính trị Lai Châu đoàn kết, chung sức, đồng lòng thi đua phòng, chống và chiến thắng đại dịch "
        "Covid-19",
        True,
    ),
)

PROVINCE_MOVEMENTS = (
    "Dân vận khéo",
    "Toàn dân đoàn kết xây dựng nông thôn mới và đô thị văn minh",
    "Lai Châu xây dựng nông thôn mới và giảm nghèo bền vững",
    "Lai Châu chung tay vì người nghèo, không để ai bị bỏ lại phía sau",
    "Doanh nghiệp Lai Châu hội nhập và phát triển",
)

# Five contents launched by the Prime Minister; the plan names their common theme only.
PRIME_MINISTER_MOVEMENT = (
    "05 nội dung thi đua phát động tại Đại hội thi đua yêu nước toàn quốc lần thứ X",
    "Đoàn kết, sáng tạo, thi đua xây dựng và bảo vệ Tổ quốc",
)


@dataclass(frozen=True)
class PlannedPhase:
    """A phase with its anniversaries (name, origin) and activities."""

    theme: str
    starts_on: date
    ends_on: date
    evaluation_due_on: date
    anniversaries: tuple[tuple[str, date], ...]
    activities: tuple[str, ...]


PHASES = (
    PlannedPhase(
        theme="Mừng Đảng quang vinh - Mừng sinh nhật Bác",
        starts_on=date(2022, 2, 1),
        ends_on=date(2022, 6, 30),
        evaluation_due_on=date(2022, 6, 30),
        anniversaries=(
            ("Ngày thành lập Đảng Cộng sản Việt Nam", date(1930, 2, 3)),
            ("Ngày Giải phóng hoàn toàn miền Nam, thống nhất đất nước", date(1975, 4, 30)),
            ("Ngày Quốc tế lao động", date(1886, 5, 1)),
            ("Ngày sinh Chủ tịch Hồ Chí Minh", date(1890, 5, 19)),
            ("Ngày thành lập Trường Chính trị tỉnh", date(2006, 6, 8)),
        ),
        activities=("Tổ chức hoạt động tháng công nhân",),
    ),
    PlannedPhase(
        theme=MOTTO,
        starts_on=date(2022, 7, 1),
        ends_on=date(2022, 12, 31),
        evaluation_due_on=date(2022, 12, 5),
        anniversaries=(
            ("Ngày thành lập Công đoàn Việt Nam", date(1929, 7, 28)),
            (
                "Cách mạng tháng Tám và Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam",
                date(1945, 9, 2),
            ),
            ("Ngày Nhà giáo Việt Nam", date(1982, 11, 20)),
        ),
        activities=("Thi đua nước rút phấn đấu hoàn thành tốt nhiệm vụ chính trị năm 2022",),
    ),
)
