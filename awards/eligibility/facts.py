# ruff: noqa: RUF009 - _fact() is dataclasses.field() with the description of the fact
"""What is known about a candidate. A missing fact is None, never a default. Listed in docs/facts.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self


class Ranked(StrEnum):
    """Members are compared by the order they are written in, from low to high."""

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)

    def at_least(self, other: "Ranked") -> bool:
        return self.rank >= other.rank

    @property
    def label(self) -> str:
        return LABELS[type(self)][self.rank]


class Rating(Ranked):
    NOT_RATED = "not_rated"
    NOT_COMPLETED = "not_completed"
    COMPLETED = "completed"
    GOOD = "good"
    OUTSTANDING = "outstanding"


class Discipline(Ranked):
    NONE = "none"
    REPRIMAND = "reprimand"
    WARNING = "warning"
    DISMISSAL_FROM_POST = "dismissal_from_post"
    DISMISSAL = "dismissal"


class Employment(Ranked):
    CADRE = "cadre"
    PUBLIC_EMPLOYEE = "public_employee"
    CONTRACT_WORKER = "contract_worker"


class StudyResult(Ranked):
    BELOW = "below"
    GOOD = "good"


class Basis(Ranked):
    """How far a “Lao động tiên tiến” that others rest on has come."""

    NONE = "none"
    VERIFIED = "verified"
    RECOMMENDED = "recommended"
    RECOGNISED = "recognised"


# In the order of the members. Not keyed by member: a text enumeration's "good" equals every other "good".
LABELS: dict[type[Ranked], tuple[str, ...]] = {
    Rating: (
        "không xếp loại",
        "không hoàn thành nhiệm vụ",
        "hoàn thành nhiệm vụ",
        "hoàn thành tốt nhiệm vụ",
        "hoàn thành xuất sắc nhiệm vụ",
    ),
    Discipline: ("không bị kỷ luật", "khiển trách", "cảnh cáo", "cách chức", "buộc thôi việc"),
    Employment: ("cán bộ, công chức", "viên chức", "người lao động hợp đồng"),
    StudyResult: ("dưới khá", "khá trở lên"),
    Basis: ("chưa có", "đã thẩm định", "được Hội đồng đề nghị", "đã công nhận"),
}

_OFFICE = "Phòng Tổ chức, Hành chính cung cấp"
_CLERK = "Thường trực Hội đồng cung cấp"
_HEAD = "Trưởng đơn vị cung cấp"


def _fact(kind: type, label: str, supplier: str, unit: str = "") -> Any:
    return field(default=None, metadata={"type": kind, "label": label, "unit": unit, "supplier": f"{supplier}."})


@dataclass(frozen=True, kw_only=True)
class Facts:
    # anyone
    achievement_year: int | None = _fact(int, "năm thành tích", f"{_CLERK} năm thành tích", "năm")
    registered: bool | None = _fact(bool, "đã đăng ký thi đua trong năm", f"{_CLERK} danh sách đăng ký thi đua")
    conduct_confirmed: bool | None = _fact(
        bool,
        "đơn vị xác nhận việc chấp hành, đoàn kết, tham gia phong trào thi đua",
        "Đồng chí xác nhận điều này khi nộp hồ sơ",
    )
    under_investigation: bool | None = _fact(
        bool, "đang bị xem xét kỷ luật, kiểm tra, điều tra hoặc có đơn thư chưa giải quyết", f"{_OFFICE} xác nhận"
    )
    # a person
    employment: Employment | None = _fact(Employment, "loại lao động", f"{_OFFICE} hồ sơ lao động")
    rating: Rating | None = _fact(Rating, "kết quả xếp loại năm", f"{_OFFICE} kết quả xếp loại")
    recruited_in_year: bool | None = _fact(bool, "mới tuyển dụng trong năm", f"{_OFFICE} ngày tuyển dụng")
    months_worked_since_recruitment: int | None = _fact(
        int, "số tháng công tác từ khi tuyển dụng", f"{_OFFICE} ngày tuyển dụng", "tháng trọn"
    )
    absence_months: int | None = _fact(
        int,
        "thời gian nghỉ trong năm",
        f"{_OFFICE} thời gian nghỉ",
        "tháng trọn; không tính nghỉ thai sản, được cử đi học, điều trị do cứu người, cứu tài sản",
    )
    absence_days: int | None = _fact(
        int, "số ngày nghỉ trong năm", f"{_OFFICE} thời gian nghỉ", "ngày làm việc; không tính như trên"
    )
    maternity_leave: bool | None = _fact(bool, "có nghỉ thai sản theo chế độ", f"{_OFFICE} thời gian nghỉ")
    study_months: int | None = _fact(
        int, "thời gian của khóa học được cử đi (0 nếu không đi học)", f"{_OFFICE} quyết định cử đi học", "tháng trọn"
    )
    study_result: StudyResult | None = _fact(StudyResult, "kết quả học tập", f"{_OFFICE} kết quả học tập")
    discipline: Discipline | None = _fact(
        Discipline, "hình thức kỷ luật nặng nhất trong năm", f"{_OFFICE} tình hình kỷ luật"
    )
    ldtt_basis: Basis | None = _fact(Basis, "“Lao động tiên tiến” cùng năm", f"{_CLERK} kết quả “Lao động tiên tiến”")
    recognised_initiatives: int | None = _fact(
        int, "số sáng kiến được công nhận trong năm", f"{_CLERK} quyết định công nhận sáng kiến", "sáng kiến"
    )
    accepted_projects: int | None = _fact(
        int, "số đề tài, đề án đã nghiệm thu trong năm", f"{_CLERK} biên bản nghiệm thu đề tài", "đề tài"
    )
    school_ldtt: int | None = _fact(
        int, "số “Lao động tiên tiến” của cả Trường", f"{_CLERK} danh sách “Lao động tiên tiến”", "người"
    )
    school_ldtt_basis: Basis | None = _fact(
        Basis, "căn cứ của số “Lao động tiên tiến” cả Trường", f"{_CLERK} danh sách “Lao động tiên tiến”"
    )
    school_cstdcs: int | None = _fact(
        int,
        "số người được đề nghị “Chiến sĩ thi đua cơ sở” của cả Trường, kể cả người này",
        f"{_CLERK} danh sách đề nghị",
        "người",
    )
    # a collective
    unit_rating: Rating | None = _fact(Rating, "kết quả xếp loại của tập thể", f"{_OFFICE} kết quả xếp loại đơn vị")
    members: int | None = _fact(int, "số thành viên của tập thể", f"{_OFFICE} danh sách đơn vị", "người")
    members_not_considered: int | None = _fact(
        int, "số thành viên không thuộc diện xét", f"{_OFFICE} danh sách đơn vị", "người"
    )
    members_ldtt: int | None = _fact(
        int, "số thành viên “Lao động tiên tiến”", f"{_CLERK} danh sách “Lao động tiên tiến”", "người"
    )
    members_ldtt_basis: Basis | None = _fact(
        Basis, "căn cứ của số thành viên “Lao động tiên tiến”", f"{_CLERK} danh sách “Lao động tiên tiến”"
    )
    members_disciplined_from_warning: int | None = _fact(
        int, "số thành viên bị kỷ luật từ cảnh cáo trở lên trong năm", f"{_OFFICE} tình hình kỷ luật", "người"
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None:
                object.__setattr__(self, one.name, _checked(one.name, one.metadata["type"], value))

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Self:
        unknown = sorted(set(mapping) - set(FACTS))
        if unknown:
            raise TypeError(f"Không có dữ kiện tên {', '.join(unknown)}; tên đúng ghi trong docs/facts.md.")
        values: dict[str, Any] = dict(mapping)
        return cls(**values)

    def to_dict(self) -> dict[str, bool | int | str | None]:
        """Plain values, fit for JSON; every fact is named, the unknown ones with None."""
        values = {name: getattr(self, name) for name in FACTS}
        return {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}


@dataclass(frozen=True)
class FactInfo:
    name: str
    type: type
    label: str
    unit: str
    supplier: str


FACTS: dict[str, FactInfo] = {
    one.name: FactInfo(
        one.name, one.metadata["type"], one.metadata["label"], one.metadata["unit"], one.metadata["supplier"]
    )
    for one in fields(Facts)
}


def _checked(name: str, kind: type, value: Any) -> bool | int | Ranked:
    if issubclass(kind, Ranked):
        try:
            return kind(value)
        except ValueError:
            raise ValueError(f"Dữ kiện {name} không nhận “{value}”; nhận: {', '.join(kind)}.") from None
    found = type(value)
    if found is not kind:
        raise TypeError(f"Dữ kiện {name} phải là {kind.__name__}, không phải {found.__name__}.")
    if kind is int and value < 0:
        raise ValueError(f"Dữ kiện {name} không nhận số nhỏ hơn 0.")
    checked: bool | int = value
    return checked
