"""The school's plan of 2022 as rows, with every slip it was written with (tests/data/plan_of_2022.md)."""

import re
from datetime import date
from pathlib import Path

from campaigns.models import Anniversary, Campaign, Movement, Phase, PhaseActivity, PlanItem

TEXT = (Path(__file__).resolve().parents[1] / "data" / "plan_of_2022.md").read_text(encoding="utf-8")
MOTTO = "Đoàn kết - kỷ cương - gương mẫu - sáng tạo - hiệu quả"
OWN = 5
PHASES = (
    (
        "Mừng Đảng quang vinh - Mừng sinh nhật Bác",
        (date(2022, 2, 1), date(2022, 6, 30)),
        "Từ tháng 1/02 - 30/6/2022",
        (
            (92, "Ngày thành lập Đảng Cộng sản Việt Nam", date(1930, 2, 3), "(03/02/1930 - 03/02/2022)"),
            (
                47,
                "Ngày Giải phóng hoàn toàn miền Nam, thống nhất đất nước",
                date(1975, 4, 30),
                "(30/4/1975 - 30/4/2022)",
            ),
            (136, "ngày Quốc tế lao động", date(1886, 5, 1), "(01/5/1886 - 01/5/2022)"),
            (132, "Ngày sinh Chủ tịch Hồ Chí Minh", date(1890, 5, 19), "(19/5/1890 - 19/5/2022)"),
            (16, "ngày thành lập Trường Chính trị tỉnh", date(2006, 6, 8), "(08/6/2006 - 08/6/2022)"),
        ),
        "tổ hoạt động tháng công nhân",
    ),
    (
        MOTTO,
        (date(2022, 7, 1), date(2022, 12, 31)),
        "Từ 1/7 - 31/12/2022",
        (
            (93, "Ngày thành lập Công đoàn Việt Nam", date(1929, 7, 28), "(28/7/1929)"),
            (
                77,
                "Cách mạng tháng Tám và Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam",
                date(1945, 9, 2),
                "(02/9/1945 - 02/9/2022)",
            ),
            (40, "Ngày Nhà giáo Việt Nam", date(1983, 11, 20), "(20/11/1983 - 20/11/2022)"),
        ),
        "thi đua nước rút phấn đấu hoàn thành tốt nhiệm vụ chính trị năm 2022",
    ),
)


def paragraphs() -> list[str]:
    """Without marks of headings and italics; a paragraph cut by a page is one again."""
    found = [re.sub(r"[*#]", "", part).strip() for part in re.split(r"\n\s*\n|\n(?=\d\. )", TEXT)]
    joined: list[str] = []
    for part in found:
        if joined and part[:1].islower():
            joined[-1] += f" {part}"
        elif part:
            joined.append(" ".join(part.split()))
    return joined


def make_seed_plan(**fields) -> Campaign:
    """A draft that says what the plan says; what the plan leaves out is left out."""
    parts = paragraphs()
    theme = next(part for part in parts if part.startswith('"Xây dựng')).strip('".')
    campaign = Campaign.objects.create(
        year=2022,
        title="Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm 2022",
        theme=theme,
        motto=MOTTO,
        introduction=_starting(parts, "Phát huy")[0],
        closing=_starting(parts, "Trên đây")[0],
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 12, 31),
        **fields,
    )
    heads = [parts.index(part) for part in parts if re.match(r"I+\. ", part)]
    lines = [part for part in parts if re.match(r"\d\. ", part)]
    texts = {
        PlanItem.Part.LEGAL_BASIS: _starting(parts, "Thực hiện Chỉ thị"),
        PlanItem.Part.PURPOSE: [part[3:] for part in lines if parts.index(part) < heads[1]],
        PlanItem.Part.CONTENT: [part[5:] for part in parts if re.match(r"2\.\d\. ", part)],
        PlanItem.Part.ORGANISATION: [part[3:] for part in lines if parts.index(part) > heads[2]],
        PlanItem.Part.RECIPIENT: re.findall(r"^- (.+)$", TEXT, re.MULTILINE),
    }
    for part, rows in texts.items():
        for number, text in enumerate(rows, start=1):
            PlanItem.objects.create(campaign=campaign, part=part, number=number, text=text)
    _add_movements(campaign)
    for ordinal, phase in enumerate(PHASES, start=1):
        _add_phase(campaign, ordinal, *phase)
    return campaign


def _starting(parts: list[str], words: str) -> list[str]:
    return [part for part in parts if part.startswith(words)]


def _add_movements(campaign: Campaign) -> None:
    by = Movement.LaunchedBy
    quoted = re.search(r"cụ thể hóa thành các phong trào thi đua: (.+)$", TEXT, re.MULTILINE)[1]
    for number, name in enumerate(re.findall(r'"\*(.+?)\*"', quoted), start=1):
        Movement.objects.create(
            campaign=campaign, number=number, name=name, launched_by=by.SCHOOL, is_special=number == OWN
        )
    quoted = re.search(r"chuyên đề của tỉnh như: (.+?)\. Tiếp tục", TEXT)[1]
    for number, name in enumerate(re.findall(r'"\*(.+?)\*"', quoted), start=1):
        Movement.objects.create(campaign=campaign, number=number, name=name, launched_by=by.PROVINCE)


def _add_phase(campaign, ordinal, theme, span, written, days, activity) -> None:
    phase = Phase.objects.create(
        campaign=campaign, ordinal=ordinal, theme=theme, starts_on=span[0], ends_on=span[1], as_written=written
    )
    for years, name, origin, as_written in days:
        observed = origin.replace(year=2022)
        Anniversary.objects.create(
            phase=phase,
            name=name,
            origin_date=origin,
            observed_on=observed,
            stated_years=years,
            as_written=as_written,
        )
    PhaseActivity.objects.create(phase=phase, name=activity)
