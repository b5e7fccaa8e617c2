"""What the checker says: a sentence, the rule behind it, where it is, and the correction one click makes."""

from dataclasses import dataclass
from datetime import date

from campaigns.plan_check.plan import Place

Value = str | int | date | None


@dataclass(frozen=True)
class Change:
    """A new value for one column of one row; "campaign" has the row 0."""

    table: str
    row: int
    field: str
    value: Value


@dataclass(frozen=True)
class Added:
    """A new row: a legal basis (before the others), or an anniversary of the phase `parent`."""

    table: str
    parent: int
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Correction:
    """`label` is the button, `value` what will stand there afterwards."""

    label: str
    value: str
    changes: tuple[Change | Added, ...]


@dataclass(frozen=True)
class PlanFinding:
    """`key` names it in addresses and stays the same until the plan changes there."""

    key: str
    blocking: bool
    sentence: str
    rule: str
    places: tuple[Place, ...]
    correction: Correction | None = None


# --- the rules findings rest on, as a clerk reads them

LAYOUT = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
FORMS = "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu văn bản có tên loại"
SPELLING = "Nghị định 30/2020/NĐ-CP, Phụ lục II (viết hoa) và cách viết chính thức"
HABIT = "Văn thư: ngày tháng, số liệu trong văn bản phải khớp nhau"
PLANNING = "Cách lập kế hoạch: các đợt nối nhau, phủ kín thời gian của phong trào"
BASES = "Nghị định 30/2020/NĐ-CP, Phụ lục I: căn cứ là văn bản đã ban hành, đang có hiệu lực"
LAW_OF_2022_FROM = date(2024, 1, 1)


def movement_rule(on: date) -> str:
    """What a movement must say, by the law of that day."""
    if on >= LAW_OF_2022_FROM:
        return "Luật Thi đua, khen thưởng 2022, Điều 17 khoản 1: mục tiêu, phạm vi, nội dung, tiêu chí, thời gian"
    return (
        "Nội dung tổ chức phong trào theo Luật Thi đua, khen thưởng 2003: mục tiêu, chỉ tiêu, nội dung (cần thẩm tra)"
    )


def registration_rule(on: date) -> str:
    if on >= LAW_OF_2022_FROM:
        return "Đăng ký thi đua là bước của phong trào; Luật 2022, Điều 7 không còn buộc, quy chế của Trường quy định"
    return "Luật Thi đua, khen thưởng 2003, Điều 10 khoản 1: đăng ký tham gia thi đua là căn cứ xét danh hiệu"
