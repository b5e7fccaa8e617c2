"""Which decree rates the quality of a year's work, what its levels are called, and what each of its rules rests on.

Data, not conditions: a later decree is one more row. Certainty has the words of `thidua.models.law.Certainty`;
everything but “confirmed” is shown as “cần thẩm tra”. Read from law.md §11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CONFIRMED, SECOND_HAND, MEMORY = "confirmed", "second_hand", "memory"
OUTSTANDING, GOOD, COMPLETED, NOT_COMPLETED, NOT_RATED = (
    "outstanding",
    "good",
    "completed",
    "not_completed",
    "not_rated",
)
# From high to low; “Không xếp loại” is no level.
LEVELS = (OUTSTANDING, GOOD, COMPLETED, NOT_COMPLETED)
FOUR_LEVELS = {
    OUTSTANDING: "Hoàn thành xuất sắc nhiệm vụ",
    GOOD: "Hoàn thành tốt nhiệm vụ",
    COMPLETED: "Hoàn thành nhiệm vụ",
    NOT_COMPLETED: "Không hoàn thành nhiệm vụ",
}
# What the school may set otherwise, as the keys of stored parameters.
NOT_GOOD_FROM, NOT_RATED_FROM = "rating_months_not_good", "rating_months_not_rated"
SHARE, DUE = "rating_outstanding_pct", "rating_due"


@dataclass(frozen=True)
class Source:
    text: str
    certainty: str = CONFIRMED


@dataclass(frozen=True)
class Value:
    value: str
    source: str
    certainty: str = CONFIRMED


@dataclass(frozen=True)
class Decree:
    """`sources`: a rule the decree does not know is not asked. `articles`: where each level stands."""

    name: str
    first_year: int
    certainty: str
    note: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: FOUR_LEVELS)
    articles: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


_90 = "Nghị định 90/2020/NĐ-CP"
_48 = "Nghị định 48/2023/NĐ-CP"
_233 = "Nghị định 233/2026/NĐ-CP"
_AS_BEFORE = Source(f"{_233}: giả định như {_90}", MEMORY)
_ARTICLES = {OUTSTANDING: "Điều 12", GOOD: "Điều 13", COMPLETED: "Điều 14", NOT_COMPLETED: "Điều 15"}
_SOURCES_90 = {
    "not_good": Source(f"{_90}, Điều 2, khoản 3"),
    "not_rated": Source(f"{_90}, Điều 2, khoản 3"),
    "maternity": Source(f"{_90}, Điều 2, khoản 3"),
    "discipline": Source(f"{_90}, Điều 15"),
    "earlier_discipline": Source(f"{_90}, Điều 15: chỉ nói kỷ luật trong năm", MEMORY),
    "open_case": Source("Thi đua, khen thưởng: chờ kết luận; xếp loại thì chưa thấy văn bản nói riêng", MEMORY),
    "share": Source("Thực tế khoảng 20%; chưa thấy văn bản của những năm này", MEMORY),
    "due": Source(f"{_90}, Điều 20"),
    "moved": Source(f"{_90}, Điều 20"),
}
_VALUES_90 = {
    NOT_GOOD_FROM: Value("3", f"{_90}, Điều 2, khoản 3"),
    NOT_RATED_FROM: Value("6", f"{_90}, Điều 2, khoản 3"),
    SHARE: Value("20", f"thực tế khoảng 20%; từ năm 2023: {_48}", SECOND_HAND),
    DUE: Value("15/12", f"{_90}, Điều 20"),
}

DECREES: tuple[Decree, ...] = (
    Decree(
        "Quy định trước Nghị định 90/2020/NĐ-CP",
        0,
        MEMORY,
        "Chương trình chưa có quy định của những năm này nên không đối chiếu.",
    ),
    Decree(_90, 2020, CONFIRMED, articles=_ARTICLES, sources=_SOURCES_90, values=_VALUES_90),
    Decree(
        f"{_90}, sửa đổi, bổ sung bởi {_48}",
        2023,
        CONFIRMED,
        articles=_ARTICLES,
        sources=_SOURCES_90
        | {
            "discipline": Source(f"{_90}, Điều 15, sửa đổi, bổ sung bởi {_48}"),
            "share": Source(f"{_48}; trên thực tế khoảng 20%", SECOND_HAND),
        },
        values=_VALUES_90,
    ),
    Decree(
        _233,
        2026,
        SECOND_HAND,
        "Áp dụng cho viên chức từ 01/07/2026, chưa đọc được nguyên văn: tên bốn mức, các mốc thời gian tạm giữ như "
        "trước. Cán bộ, công chức theo Nghị định 335/2025/NĐ-CP.",
        sources=dict.fromkeys(_SOURCES_90, _AS_BEFORE)
        | {
            "open_case": _SOURCES_90["open_case"],
            "share": Source(f"{_233}: số xuất sắc không quá khoảng 20%", SECOND_HAND),
            "head": Source(f"{_233}, Điều 12, khoản 7", SECOND_HAND),
        },
        values={
            NOT_GOOD_FROM: Value("3", f"{_233}: giả định như {_90}", MEMORY),
            NOT_RATED_FROM: Value("6", f"{_233}: giả định như {_90}", MEMORY),
            SHARE: Value("20", _233, SECOND_HAND),
            DUE: Value("15/12", f"{_233}: giả định như {_90}", MEMORY),
        },
    ),
)

# Earlier years are not judged.
FIRST_RULES = next(one.first_year for one in DECREES if one.sources)


def decree_of(year: int) -> Decree:
    """The decree by which the work of that year is rated."""
    return next(one for one in reversed(DECREES) if one.first_year <= year)


def weakest(*certainties: str) -> str:
    order = (CONFIRMED, "sector", SECOND_HAND, MEMORY)
    return max(certainties, key=order.index)
