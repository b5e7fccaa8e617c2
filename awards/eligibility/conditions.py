"""The conditions of the titles, one small function each; the rule sets cite the law and pick among them.

A short sentence never tells a private reason: kinds of absence, forms of discipline, open cases.
"""

from fractions import Fraction

from awards.eligibility.facts import Basis, Discipline, Employment, Facts, Rating, StudyResult
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes
from thidua.vietnamese import percent

GENERAL_NO = "Chưa đạt một điều kiện chung; lý do chỉ báo cho người được đề nghị và Thường trực Hội đồng."
GENERAL_YES = "Đạt điều kiện chung."
WORKING_TIME_NO = "Chưa đạt điều kiện về thời gian làm việc trong năm."
WORKING_TIME_YES = "Đạt điều kiện về thời gian làm việc trong năm."

_DAYS_ALLOWED = 40
_MONTHS_NOT_GOOD, _MONTHS_NOT_RATED = 3, 6  # NĐ 90/2020, Điều 2, khoản 3
_LONG_STUDY = 12


def _year(facts: Facts) -> str:
    return f"năm {facts.achievement_year}" if facts.achievement_year else "trong năm"


@rule("registered", "registered", "achievement_year")
def registered(facts: Facts, law: Law) -> Answer | None:
    required = law.flag("registration_required")
    if facts.registered is None:
        return lacking("registered", blocking=required)
    if facts.registered:
        return yes(f"Có đăng ký thi đua {_year(facts)}.", blocking=required)
    if required:
        return no(f"Không đăng ký thi đua {_year(facts)} nên không được xét danh hiệu.")
    return no(f"Không đăng ký thi đua {_year(facts)}; chỉ nhắc, không loại.", blocking=False)


@rule("employment", "employment")
def employment(facts: Facts, law: Law) -> Answer | None:
    if facts.employment is None:
        return lacking("employment")
    return yes(f"Thuộc đối tượng được xét ({facts.employment.label}).")


@rule("employment", "employment")
def employment_before_2024(facts: Facts, law: Law) -> Answer | None:
    """The law before 2024 names officials only; that contract workers count too is known from practice."""
    answer = employment.check(facts, law)
    if answer and facts.employment is Employment.CONTRACT_WORKER:
        return yes(answer.sentence, citation="l2003-24-contract")
    return answer


@rule("rating", "rating", "maternity_leave", "study_months", "study_result")
def rated_well(facts: Facts, law: Law) -> Answer | None:
    least = law.rating("ldtt_min_rating")
    if facts.rating is None:
        return lacking("rating")
    if facts.rating is Rating.NOT_RATED:
        return _not_rated(facts)
    found = f"Xếp loại {facts.rating.label}; cần {least.label} trở lên."
    return yes(found) if facts.rating.at_least(least) else no(found)


def _not_rated(facts: Facts) -> Answer:
    """Maternity leave and long study do not cost the year, so a year without rating needs a look, not a refusal."""
    unclear = [name for name in ("maternity_leave", "study_months") if getattr(facts, name) is None]
    if unclear:
        return lacking(*unclear, short="Chưa rõ kết quả xếp loại năm.")
    if facts.maternity_leave or (facts.study_months or 0) >= _LONG_STUDY:
        return unknown(
            "Không xếp loại trong năm có nghỉ thai sản hoặc đi học từ 1 năm; cần xem lại việc xếp loại.",
            short="Chưa rõ kết quả xếp loại năm.",
            ask="Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại theo thời gian làm việc thực tế.",
        )
    return no("Không được xếp loại nên chưa đạt mức hoàn thành tốt nhiệm vụ.")


@rule("new_staff", "recruited_in_year", "months_worked_since_recruitment")
def new_staff(facts: Facts, law: Law) -> Answer | None:
    least = law.whole("ldtt_min_months_new_staff")
    if facts.recruited_in_year is None:
        return lacking("recruited_in_year")
    if not facts.recruited_in_year:
        return yes("Không phải người mới tuyển dụng trong năm.")
    months = facts.months_worked_since_recruitment
    if months is None:
        return lacking("months_worked_since_recruitment")
    found = f"Mới tuyển dụng, đã công tác {months} tháng; cần từ {least} tháng."
    return yes(found) if months >= least else no(found)


@rule("absence", "absence_months")
def absence(facts: Facts, law: Law) -> Answer | None:
    months = facts.absence_months
    if months is None:
        return lacking("absence_months")
    if months >= _MONTHS_NOT_RATED:
        return no(f"Nghỉ {months} tháng trong năm; làm việc chưa đủ 6 tháng thì không xếp loại.", short=WORKING_TIME_NO)
    if months >= _MONTHS_NOT_GOOD:
        return no(
            f"Nghỉ {months} tháng trong năm; nghỉ từ 3 đến dưới 6 tháng thì không xếp loại hoàn thành tốt trở lên.",
            short=WORKING_TIME_NO,
        )
    return yes(f"Nghỉ {months} tháng trong năm (dưới 3 tháng, không tính nghỉ thai sản).", short=WORKING_TIME_YES)


@rule("absence_days", "absence_days")
def absence_days(facts: Facts, law: Law) -> Answer | None:
    """An old clause many still apply; silent unless it matters."""
    excludes = law.flag("leave_40_days_excludes")
    days = facts.absence_days
    if days is None:
        return lacking("absence_days") if excludes else None
    if days <= _DAYS_ALLOWED:
        return yes(f"Nghỉ {days} ngày làm việc; không quá 40.", short=WORKING_TIME_YES) if excludes else None
    if excludes:
        return no(f"Nghỉ {days} ngày làm việc; quá 40.", short=WORKING_TIME_NO)
    return yes(
        f"Nghỉ {days} ngày làm việc; việc nghỉ quá 40 ngày nay không còn là căn cứ loại.",
        short=WORKING_TIME_YES,
        blocking=False,
    )


@rule("maternity", "maternity_leave")
def maternity(facts: Facts, law: Law) -> Answer | None:
    """Only said when there was such leave: it takes nothing away."""
    if not facts.maternity_leave:
        return None
    if law.flag("maternity_counts"):
        return yes("Nghỉ thai sản theo chế độ được tính là thời gian làm việc.", short=WORKING_TIME_YES)
    return unknown(
        "Bộ quy định đặt riêng không tính nghỉ thai sản là thời gian làm việc; cần xem lại.",
        short="Chưa rõ điều kiện về thời gian làm việc trong năm.",
        ask="Thường trực Hội đồng xem lại tham số.",
    )


@rule("study", "study_months", "study_result")
def study(facts: Facts, law: Law) -> Answer | None:
    months = facts.study_months
    if months is None:
        return lacking("study_months")
    if months == 0:
        return yes("Không đi học dài ngày trong năm.", short=WORKING_TIME_YES)
    if months < _LONG_STUDY:
        return yes(f"Đi học {months} tháng (dưới 1 năm), tính cùng thời gian làm việc.", short=WORKING_TIME_YES)
    if facts.study_result is None:
        return lacking("study_result")
    found = f"Đi học {months} tháng, kết quả {facts.study_result.label}; từ 1 năm thì cần khá trở lên."
    if facts.study_result is StudyResult.GOOD:
        return yes(found, short=WORKING_TIME_YES)
    return no(found, short=WORKING_TIME_NO)


@rule("discipline", "discipline")
def discipline(facts: Facts, law: Law) -> Answer | None:
    least = law.discipline("ldtt_excluded_discipline_from")
    if facts.discipline is None:
        return lacking("discipline")
    if facts.discipline is Discipline.NONE:
        return yes("Không bị kỷ luật trong năm.", short=GENERAL_YES)
    found = f"Bị kỷ luật {facts.discipline.label} trong năm; không xét từ {least.label} trở lên."
    return no(found, short=GENERAL_NO) if facts.discipline.at_least(least) else yes(found, short=GENERAL_YES)


@rule("investigation", "under_investigation")
def investigation(facts: Facts, law: Law) -> Answer | None:
    if not law.flag("not_considered_if_under_investigation"):
        return None
    if facts.under_investigation is None:
        return lacking("under_investigation")
    if facts.under_investigation:
        return no("Đang bị xem xét, kiểm tra, điều tra hoặc có đơn thư; chờ kết luận rồi mới xét.", short=GENERAL_NO)
    return yes("Không trong thời gian bị xem xét kỷ luật, kiểm tra, điều tra.", short=GENERAL_YES)


@rule("conduct", "conduct_confirmed")
def conduct(facts: Facts, law: Law) -> Answer | None:
    if facts.conduct_confirmed is None:
        return lacking("conduct_confirmed")
    if facts.conduct_confirmed:
        return yes("Đơn vị xác nhận chấp hành tốt, đoàn kết, tích cực tham gia phong trào thi đua.")
    return no("Đơn vị không xác nhận việc chấp hành, đoàn kết, tham gia phong trào thi đua.", short=GENERAL_NO)


@rule("ldtt", "ldtt_basis")
def has_ldtt(facts: Facts, law: Law) -> Answer | None:
    if facts.ldtt_basis is None:
        return lacking("ldtt_basis")
    if facts.ldtt_basis is Basis.NONE:
        return no("Chưa đạt “Lao động tiên tiến” cùng năm.")
    return yes(f"Đạt “Lao động tiên tiến” cùng năm ({facts.ldtt_basis.label}).")


@rule("achievement", "recognised_initiatives", "accepted_projects", "rating")
def achievement(facts: Facts, law: Law) -> Answer | None:
    """An initiative or an accepted project; where the law lets it, an outstanding rating instead."""
    rating_enough = law.flag("cstdcs_outstanding_is_enough") and not law.flag("cstdcs_needs_initiative")
    counts = {"sáng kiến được công nhận": facts.recognised_initiatives, "đề tài nghiệm thu": facts.accepted_projects}
    found = "; ".join(f"{count} {name}" for name, count in counts.items() if count is not None)
    if any(counts.values()):
        return yes(f"Có {found} {_year(facts)}.")
    if rating_enough and facts.rating is Rating.OUTSTANDING:
        return yes(f"Xếp loại {facts.rating.label}; không cần thêm sáng kiến, đề tài.")
    names = ["recognised_initiatives", "accepted_projects", *(["rating"] if rating_enough else [])]
    missing = [name for name in names if getattr(facts, name) is None]
    if missing:
        return lacking(*missing)
    needed = "cần ít nhất một sáng kiến được công nhận hoặc đề tài nghiệm thu"
    if rating_enough and facts.rating:
        found = f"{found} {_year(facts)}, xếp loại {facts.rating.label}"
        return no(f"Có {found}; {needed}, hoặc hoàn thành xuất sắc nhiệm vụ.")
    return no(f"Có {found} {_year(facts)}; {needed}.")


@rule("quota", "school_ldtt", "school_ldtt_basis", "school_cstdcs")
def quota(facts: Facts, law: Law) -> Answer | None:
    """Over the quota is a refusal only once the council has settled how many are LĐTT; until then it is open."""
    blocks = law.flag("cstdcs_quota_blocks")
    per_cent = law.whole("cstdcs_quota_pct_of_ldtt")
    ldtt, basis, proposed = facts.school_ldtt, facts.school_ldtt_basis, facts.school_cstdcs
    if ldtt is None or basis is None or proposed is None:
        names = ("school_ldtt", "school_ldtt_basis", "school_cstdcs")
        return lacking(*(name for name in names if getattr(facts, name) is None), blocking=blocks)
    cap = ldtt * per_cent // 100 or law.whole("cstdcs_quota_minimum")
    found = (
        f"Cả Trường đề nghị {proposed} “Chiến sĩ thi đua cơ sở”; "
        f"nhiều nhất {cap} ({per_cent}% của {ldtt} “Lao động tiên tiến” {basis.label})."
    )
    if proposed <= cap:
        return yes(found, blocking=blocks)
    if basis.at_least(Basis.RECOMMENDED):
        return no(found, blocking=blocks)
    return unknown(
        f"{found} Số này còn đổi đến khi Hội đồng bỏ phiếu “Lao động tiên tiến”.",
        ask="Hội đồng bỏ phiếu “Lao động tiên tiến” trước.",
        blocking=blocks,
    )


@rule("unit_rating", "unit_rating")
def unit_rated_well(facts: Facts, law: Law) -> Answer | None:
    least = Rating.GOOD
    if facts.unit_rating is None:
        return lacking("unit_rating")
    found = f"Tập thể xếp loại {facts.unit_rating.label}; cần {least.label} trở lên."
    return yes(found) if facts.unit_rating.at_least(least) else no(found)


@rule("ldtt_share", "members", "members_ldtt", "members_ldtt_basis", "members_not_considered")
def ldtt_share(facts: Facts, law: Law) -> Answer | None:
    """Whether those not considered count among the members is not settled by the law: asked only when there are any."""
    threshold = law.threshold("ttldtt_min_pct_ldtt")
    names = ["members", "members_ldtt", "members_ldtt_basis"]
    aside = facts.members_not_considered
    excluded = aside != 0 and law.flag("denominator_excludes_not_considered")
    missing = [name for name in names + ["members_not_considered"] * excluded if getattr(facts, name) is None]
    members, ldtt, basis = facts.members, facts.members_ldtt, facts.members_ldtt_basis
    if missing or members is None or ldtt is None or basis is None:
        return lacking(*missing)
    base = members - (aside or 0 if excluded else 0)
    if base <= 0 or ldtt > base:
        return unknown(
            f"Số liệu chưa khớp: {ldtt} “Lao động tiên tiến” trên {base} thành viên.",
            ask="Thường trực Hội đồng xem lại danh sách thành viên và danh sách “Lao động tiên tiến”.",
        )
    share = Fraction(ldtt, base)
    note = f" {'Không tính' if excluded else 'Tính cả'} {aside} người không thuộc diện xét." if aside else ""
    wanted = f"{'trên' if threshold.strict else 'từ'} {percent(threshold.share)}"
    found = f"{ldtt}/{base} = {percent(share)} thành viên đạt “Lao động tiên tiến” ({basis.label}), cần {wanted}.{note}"
    return yes(found) if threshold.met_by(share) else no(found)


@rule("members_discipline", "members_disciplined_from_warning")
def members_discipline(facts: Facts, law: Law) -> Answer | None:
    least = law.discipline("collective_no_discipline_from")
    count = facts.members_disciplined_from_warning
    if least is not Discipline.WARNING:
        return unknown(
            f"Bộ quy định đặt riêng tính từ {least.label}, còn số liệu đếm từ cảnh cáo.",
            short="Chưa rõ một điều kiện chung.",
            ask="Phòng Tổ chức, Hành chính cung cấp tình hình kỷ luật.",
        )
    if count is None:
        return lacking("members_disciplined_from_warning")
    if count:
        return no(f"Có {count} thành viên bị kỷ luật từ cảnh cáo trở lên; cần không có ai.", short=GENERAL_NO)
    return yes("Không có thành viên bị kỷ luật từ cảnh cáo trở lên.", short=GENERAL_YES)


@rule("province_criteria")
def province_criteria(facts: Facts, law: Law) -> Answer | None:
    return unknown(
        "Tiêu chuẩn Giấy khen do tỉnh quy định chi tiết; chương trình chưa có quy định này.",
        ask="Sở Nội vụ cung cấp quy định của tỉnh về tiêu chuẩn Giấy khen.",
    )
