# ruff: noqa: RUF009 - fact() is dataclasses.field() with the description of the fact
"""What is known about a candidate. A missing fact is None, never a default. Listed in docs/facts.md."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from awards.eligibility.described import CLERK as _CLERK
from awards.eligibility.described import FactInfo, Place, checked, fact, plain, said
from awards.eligibility.history import Known, PastAward, PastRating, Work
from awards.eligibility.kinds import (
    Basis,
    Discipline,
    Employment,
    MovementLevel,
    Occasion,
    Rating,
    StudyResult,
)

_OFFICE = "Phòng Tổ chức, Hành chính cung cấp"
_P = Place


@dataclass(frozen=True, kw_only=True)
class Facts:
    # anyone
    achievement_year: int | None = fact(int, "năm thành tích", f"{_CLERK} năm thành tích", _P.DOSSIER, "năm")
    occasion: Occasion | None = fact(Occasion, "dịp khen thưởng", f"{_CLERK} dịp khen thưởng", _P.DOSSIER)
    movement_level: MovementLevel | None = fact(
        MovementLevel, "cấp phát động phong trào chuyên đề", f"{_CLERK} văn bản phát động", _P.DOSSIER
    )
    movement_long_enough: bool | None = said(
        "phong trào chuyên đề đã kéo dài đủ số năm theo quy định", "kế hoạch, báo cáo tổng kết phong trào"
    )
    influence_confirmed: bool | None = said(
        "thành tích đột xuất có phạm vi ảnh hưởng được xác nhận", "văn bản xác nhận phạm vi ảnh hưởng"
    )
    registered: bool | None = fact(
        bool, "đã đăng ký thi đua trong năm", f"{_CLERK} danh sách đăng ký thi đua", _P.REGISTRATION
    )
    conduct_confirmed: bool | None = fact(
        bool,
        "đơn vị xác nhận việc chấp hành, đoàn kết, tham gia phong trào thi đua",
        "Đồng chí xác nhận điều này khi nộp hồ sơ",
        _P.SUBMISSION,
    )
    under_investigation: bool | None = fact(
        bool,
        "đang bị xem xét kỷ luật, kiểm tra, điều tra hoặc có đơn thư chưa giải quyết",
        f"{_OFFICE} xác nhận",
        _P.DISCIPLINE,
    )
    history: tuple[PastAward, ...] | None = fact(
        PastAward,
        "danh hiệu, hình thức đã được khen",
        f"{_CLERK} lịch sử khen thưởng",
        _P.RECORDS,
        "mỗi dòng: award, year, occasion, decided_on, revoked",
        many=True,
    )
    history_complete_from: int | None = fact(
        int, "lịch sử khen thưởng đầy đủ từ năm nào", f"{_CLERK} năm bắt đầu có đủ hồ sơ", _P.INSTITUTION, "năm"
    )
    past_ratings: tuple[PastRating, ...] | None = fact(
        PastRating,
        "kết quả xếp loại các năm trước",
        f"{_OFFICE} kết quả xếp loại các năm",
        _P.RATINGS,
        "mỗi dòng: year, rating",
        many=True,
    )
    works: tuple[Work, ...] | None = fact(
        Work,
        "sáng kiến được công nhận, đề tài nghiệm thu các năm",
        f"{_CLERK} quyết định công nhận sáng kiến",
        _P.INITIATIVES,
        "mỗi dòng: title, kind, year, scope, spent_on",
        many=True,
    )
    dossier_works: tuple[Work, ...] | None = fact(
        Work,
        "sáng kiến, đề tài ghi trong hồ sơ",
        "Người lập hồ sơ chọn sáng kiến, đề tài",
        _P.DOSSIER,
        "mỗi dòng: title, kind, year, scope, spent_on",
        many=True,
    )
    own_answers: Mapping[str, bool] | None = fact(
        bool,
        "điều kiện riêng của quy chế (theo mã)",
        f"{_CLERK} xác nhận điều kiện riêng",
        _P.STATEMENTS,
        "mã: true, false",
        many=True,
    )
    # a person
    employment: Employment | None = fact(Employment, "loại lao động", f"{_OFFICE} hồ sơ lao động", _P.STAFF)
    rating: Rating | None = fact(Rating, "kết quả xếp loại năm", f"{_OFFICE} kết quả xếp loại", _P.RATINGS)
    recruited_in_year: bool | None = fact(bool, "mới tuyển dụng trong năm", f"{_OFFICE} ngày tuyển dụng", _P.STAFF)
    months_worked_since_recruitment: int | None = fact(
        int, "số tháng công tác từ khi tuyển dụng", f"{_OFFICE} ngày tuyển dụng", _P.STAFF, "tháng trọn"
    )
    absence_months: int | None = fact(
        int,
        "thời gian nghỉ trong năm",
        f"{_OFFICE} thời gian nghỉ",
        _P.ABSENCES,
        "tháng trọn; không tính nghỉ thai sản, được cử đi học, điều trị do cứu người, cứu tài sản",
    )
    absence_days: int | None = fact(
        int, "số ngày nghỉ trong năm", f"{_OFFICE} thời gian nghỉ", _P.ABSENCES, "ngày làm việc; không tính như trên"
    )
    maternity_leave: bool | None = fact(bool, "có nghỉ thai sản theo chế độ", f"{_OFFICE} thời gian nghỉ", _P.ABSENCES)
    rescue_injury: bool | None = fact(
        bool, "có thời gian điều trị do cứu người, cứu tài sản", f"{_OFFICE} thời gian nghỉ", _P.ABSENCES
    )
    study_months: int | None = fact(
        int,
        "thời gian của khóa học được cử đi (0 nếu không đi học)",
        f"{_OFFICE} quyết định cử đi học",
        _P.ABSENCES,
        "tháng trọn",
    )
    study_result: StudyResult | None = fact(StudyResult, "kết quả học tập", f"{_OFFICE} kết quả học tập", _P.ABSENCES)
    discipline: Discipline | None = fact(
        Discipline, "hình thức kỷ luật nặng nhất trong năm", f"{_OFFICE} tình hình kỷ luật", _P.DISCIPLINE
    )
    old_unit_months: int | None = fact(
        int,
        "số tháng ở đơn vị cũ của người chuyển đơn vị trong năm (0 nếu không chuyển)",
        f"{_OFFICE} quyết định điều động",
        _P.STAFF,
        "tháng trọn",
    )
    old_unit_opinion: bool | None = said("đơn vị cũ có ý kiến nhận xét", "ý kiến của đơn vị cũ")
    seconded: bool | None = fact(bool, "đang được biệt phái", f"{_OFFICE} quyết định biệt phái", _P.STAFF)
    host_confirmed: bool | None = said("nơi nhận biệt phái có xác nhận", "xác nhận của nơi nhận biệt phái")
    committee_managed: bool | None = said("thuộc diện cấp ủy quản lý", "danh sách diện cấp ủy quản lý")
    party_opinion: bool | None = said("có ý kiến hiệp y của cấp ủy", "văn bản hiệp y")
    ldtt_basis: Basis | None = fact(
        Basis, "“Lao động tiên tiến” cùng năm", f"{_CLERK} kết quả “Lao động tiên tiến”", _P.NOMINATIONS
    )
    cstdcs_basis: Basis | None = fact(
        Basis, "“Chiến sĩ thi đua cơ sở” cùng năm", f"{_CLERK} kết quả “Chiến sĩ thi đua cơ sở”", _P.NOMINATIONS
    )
    recognised_initiatives: int | None = fact(
        int,
        "số sáng kiến được công nhận trong năm, chưa dùng cho lần khen khác",
        f"{_CLERK} quyết định công nhận sáng kiến",
        _P.INITIATIVES,
        "sáng kiến",
    )
    accepted_projects: int | None = fact(
        int,
        "số đề tài, đề án đã nghiệm thu trong năm, chưa dùng cho lần khen khác",
        f"{_CLERK} biên bản nghiệm thu đề tài",
        _P.INITIATIVES,
        "đề tài",
    )
    school_ldtt: int | None = fact(
        int,
        "số “Lao động tiên tiến” của cả Trường",
        f"{_CLERK} danh sách “Lao động tiên tiến”",
        _P.NOMINATIONS,
        "người",
    )
    school_ldtt_basis: Basis | None = fact(
        Basis,
        "căn cứ của số “Lao động tiên tiến” cả Trường",
        f"{_CLERK} danh sách “Lao động tiên tiến”",
        _P.NOMINATIONS,
    )
    school_cstdcs: int | None = fact(
        int,
        "số người được đề nghị “Chiến sĩ thi đua cơ sở” của cả Trường, kể cả người này",
        f"{_CLERK} danh sách đề nghị",
        _P.NOMINATIONS,
        "người",
    )
    # a collective
    unit_rating: Rating | None = fact(
        Rating, "kết quả xếp loại của tập thể", f"{_OFFICE} kết quả xếp loại đơn vị", _P.RATINGS
    )
    ttldtt_basis: Basis | None = fact(
        Basis, "“Tập thể lao động tiên tiến” cùng năm", f"{_CLERK} kết quả của tập thể", _P.NOMINATIONS
    )
    bloc_leader: bool | None = said("dẫn đầu cụm, khối thi đua", "kết quả bình xét của cụm, khối thi đua")
    targets_exceeded: bool | None = said("hoàn thành vượt các chỉ tiêu thi đua", "kết quả thực hiện chỉ tiêu")
    members: int | None = fact(int, "số thành viên của tập thể", f"{_OFFICE} danh sách đơn vị", _P.STAFF, "người")
    members_not_considered: int | None = fact(
        int, "số thành viên không thuộc diện xét", f"{_OFFICE} danh sách đơn vị", _P.STAFF, "người"
    )
    members_ldtt: int | None = fact(
        int, "số thành viên “Lao động tiên tiến”", f"{_CLERK} danh sách “Lao động tiên tiến”", _P.NOMINATIONS, "người"
    )
    members_ldtt_basis: Basis | None = fact(
        Basis,
        "căn cứ của số thành viên “Lao động tiên tiến”",
        f"{_CLERK} danh sách “Lao động tiên tiến”",
        _P.NOMINATIONS,
    )
    members_cstdcs: int | None = fact(
        int, "số thành viên “Chiến sĩ thi đua cơ sở”", f"{_CLERK} danh sách đề nghị", _P.NOMINATIONS, "người"
    )
    members_completed: int | None = fact(
        int,
        "số thành viên hoàn thành nhiệm vụ trở lên",
        f"{_OFFICE} kết quả xếp loại",
        _P.RATINGS,
        "người",
    )
    members_not_rated: int | None = fact(
        int, "số thành viên chưa có kết quả xếp loại", f"{_OFFICE} kết quả xếp loại", _P.RATINGS, "người"
    )
    members_disciplined_from_warning: int | None = fact(
        int,
        "số thành viên bị kỷ luật từ cảnh cáo trở lên trong năm",
        f"{_OFFICE} tình hình kỷ luật",
        _P.DISCIPLINE,
        "người",
    )

    def __post_init__(self) -> None:
        for name, info in FACTS.items():
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, checked(info, value))

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Self:
        """Unknown names: TypeError; a value of the wrong type: TypeError, outside its range: ValueError."""
        unknown = sorted(set(mapping) - set(FACTS))
        if unknown:
            raise TypeError(f"Không có dữ kiện tên {', '.join(unknown)}; tên đúng ghi trong docs/facts.md.")
        values: dict[str, Any] = dict(mapping)
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, fit for JSON; every fact is named, the unknown ones with None."""
        return {name: plain(getattr(self, name)) for name in FACTS}

    def known(self, *, merit_only: bool, collective: bool = False) -> Known:
        """The history as the rules over years ask it. `merit_only`: thematic and sudden awards are no basis.

        The year under review has its own rating, of the person or the collective; its own CSTĐCS counts once decided.
        """
        received = [one for one in self.history or () if not one.revoked]
        revoked = frozenset((one.award, one.year) for one in self.history or () if one.revoked)
        if merit_only:
            received = [one for one in received if one.occasion not in (Occasion.THEMATIC, Occasion.AD_HOC)]
        ratings = {one.year: one.rating for one in self.past_ratings or ()}
        awards = {(one.award, one.year) for one in received}
        if self.achievement_year:
            ratings.pop(self.achievement_year, None)
            own = self.unit_rating if collective else self.rating
            if own:
                ratings[self.achievement_year] = own
            title = ("CSTDCS", self.achievement_year)
            if self.cstdcs_basis is Basis.RECOGNISED and title not in revoked:
                awards.add(title)
        return Known(
            frozenset(awards),
            revoked - awards,
            self.history is not None,
            self.history_complete_from,
            ratings,
            self.works,
        )


FACTS: dict[str, FactInfo] = {one.name: FactInfo(one.name, **one.metadata) for one in fields(Facts)}
