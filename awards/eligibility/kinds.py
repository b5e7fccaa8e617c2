"""The ordered values a fact may have, with their words. Low to high: a rule asks `at_least`."""

from enum import StrEnum
from functools import cache


class Ranked(StrEnum):
    """Members are compared by the order they are written in, from low to high."""

    @property
    def rank(self) -> int:
        return _order_of(type(self)).index(self)

    def at_least(self, other: "Ranked") -> bool:
        return self.rank >= other.rank

    @property
    def label(self) -> str:
        return LABELS[type(self)][self.rank]


@cache
def _order_of(kind: type[Ranked]) -> tuple[Ranked, ...]:
    return tuple(kind)


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
    """How far a title that others rest on has come."""

    NONE = "none"
    VERIFIED = "verified"
    RECOMMENDED = "recommended"
    RECOGNISED = "recognised"


class Occasion(Ranked):
    """For what the award is given; same values as `awards.models.Occasion`."""

    MERIT = "merit"
    PHASE = "phase"
    THEMATIC = "thematic"
    AD_HOC = "ad_hoc"


class MovementLevel(Ranked):
    """Who launched the movement a thematic award is for."""

    SCHOOL = "school"
    PROVINCE = "province"
    GOVERNMENT = "government"


class Scope(Ranked):
    """How far the effect of an initiative or project was recognised."""

    BASE = "base"
    PROVINCE = "province"
    NATION = "nation"


class WorkKind(Ranked):
    INITIATIVE = "initiative"
    PROJECT = "project"


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
    Occasion: ("công trạng năm", "theo đợt thi đua", "theo phong trào chuyên đề", "đột xuất"),
    MovementLevel: ("cơ quan phát động", "tỉnh, bộ phát động", "Thủ tướng Chính phủ phát động"),
    Scope: ("cơ sở", "cấp tỉnh", "toàn quốc"),
    WorkKind: ("sáng kiến", "đề tài, đề án"),
}
