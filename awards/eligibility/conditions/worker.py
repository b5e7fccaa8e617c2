"""“Lao động tiên tiến” and what a person's year is made of: rating, working time, study, moves."""

from awards.eligibility.facts import Facts
from awards.eligibility.kinds import Employment, Rating, StudyResult
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes
from campaigns.rating_check.decrees import NOT_GOOD_FROM, NOT_RATED_FROM

WORKING_TIME_NO = "Chưa đạt điều kiện về thời gian làm việc trong năm."
WORKING_TIME_YES = "Đạt điều kiện về thời gian làm việc trong năm."

_DAYS_ALLOWED = 40
_LONG_STUDY = 12
_MONTHS_AT_OLD_UNIT = 6


@rule(
    "employment",
    "employment",
    asks="Là cán bộ, công chức, viên chức, người lao động",
)
def employment(facts: Facts, law: Law) -> Answer | None:
    if facts.employment is None:
        return lacking("employment")
    return yes(f"Thuộc đối tượng được xét ({facts.employment.label}).")


@rule(
    "employment",
    "employment",
    asks="Là cán bộ, công chức, viên chức",
)
def employment_before_2024(facts: Facts, law: Law) -> Answer | None:
    """The law before 2024 names officials only; that contract workers count too is known from practice."""
    answer = employment.check(facts, law)
    if answer and facts.employment is Employment.CONTRACT_WORKER:
        return yes(answer.sentence, citation="l2003-24-contract")
    return answer


@rule(
    "rating",
    "rating",
    "maternity_leave",
    "study_months",
    asks="Xếp loại {ldtt_min_rating} trở lên",
)
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


@rule(
    "new_staff",
    "recruited_in_year",
    "months_worked_since_recruitment",
    asks="Người mới tuyển dụng trong năm đã công tác từ {ldtt_min_months_new_staff} tháng",
)
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


def _asks_absence(law: Law) -> str:
    return (
        f"Nghỉ trong năm dưới {law.of_the_rating(NOT_GOOD_FROM)} tháng "
        "(không tính nghỉ thai sản, được cử đi học, điều trị do cứu người, cứu tài sản)"
    )


@rule("absence", "absence_months", asks=_asks_absence)
def absence(facts: Facts, law: Law) -> Answer | None:
    months = facts.absence_months
    if months is None:
        return lacking("absence_months")
    not_good, not_rated = law.of_the_rating(NOT_GOOD_FROM), law.of_the_rating(NOT_RATED_FROM)
    if months >= not_rated:
        return no(
            f"Nghỉ {months} tháng trong năm; làm việc chưa đủ {not_rated} tháng thì không xếp loại.",
            short=WORKING_TIME_NO,
        )
    if months >= not_good:
        return no(
            f"Nghỉ {months} tháng trong năm; nghỉ từ {not_good} đến dưới {not_rated} tháng thì không xếp loại "
            "hoàn thành tốt trở lên.",
            short=WORKING_TIME_NO,
        )
    return yes(
        f"Nghỉ {months} tháng trong năm (dưới {not_good} tháng, không tính nghỉ thai sản).", short=WORKING_TIME_YES
    )


@rule(
    "absence_days",
    "absence_days",
    asks="Nghỉ quá 40 ngày làm việc {leave_40_days_excludes:thì không được xét|không còn là căn cứ loại}",
)
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


@rule(
    "maternity",
    "maternity_leave",
    asks="Nghỉ thai sản theo chế độ {maternity_counts:được|không được} tính là thời gian làm việc",
)
def maternity(facts: Facts, law: Law) -> Answer | None:
    """Only said when there was such leave: it takes nothing away."""
    counts = law.flag("maternity_counts")
    if facts.maternity_leave is None and not counts:
        return lacking("maternity_leave", short="Chưa rõ điều kiện về thời gian làm việc trong năm.")
    if not facts.maternity_leave:
        return None
    if counts:
        return yes("Nghỉ thai sản theo chế độ được tính là thời gian làm việc.", short=WORKING_TIME_YES)
    return unknown(
        "Bộ quy định đặt riêng không tính nghỉ thai sản là thời gian làm việc; cần xem lại.",
        short="Chưa rõ điều kiện về thời gian làm việc trong năm.",
        ask="Thường trực Hội đồng xem lại tham số.",
    )


@rule(
    "study",
    "study_months",
    asks="Thời gian được cử đi học dưới 1 năm tính cùng thời gian làm việc",
)
def study(facts: Facts, law: Law) -> Answer | None:
    months = facts.study_months
    if months is None:
        return lacking("study_months")
    if months == 0:
        return yes("Không đi học dài ngày trong năm.", short=WORKING_TIME_YES)
    if months < _LONG_STUDY:
        return yes(f"Đi học {months} tháng (dưới 1 năm), tính cùng thời gian làm việc.", short=WORKING_TIME_YES)
    return None


@rule("study_result", "study_months", "study_result", asks="Người được cử đi học từ 1 năm có kết quả từ khá trở lên")
def study_result(facts: Facts, law: Law) -> Answer | None:
    """Less sure than the counting of the time: only sectors are known to ask it."""
    months = facts.study_months
    if months is None or months < _LONG_STUDY:
        return None
    if facts.study_result is None:
        return lacking("study_result", short="Chưa rõ điều kiện về thời gian làm việc trong năm.")
    found = f"Đi học {months} tháng, kết quả {facts.study_result.label}; từ 1 năm thì cần khá trở lên."
    if facts.study_result is StudyResult.GOOD:
        return yes(found, short=WORKING_TIME_YES)
    return no(found, short=WORKING_TIME_NO)


@rule("rescue", "rescue_injury", asks="Thời gian điều trị do cứu người, cứu tài sản tính là thời gian làm việc")
def rescue(facts: Facts, law: Law) -> Answer | None:
    """Only said when there was such a time: it takes nothing away."""
    if not facts.rescue_injury:
        return None
    return yes("Thời gian điều trị do cứu người, cứu tài sản được tính là thời gian làm việc.", short=WORKING_TIME_YES)


@rule(
    "moved",
    "old_unit_months",
    "old_unit_opinion",
    asks="Người chuyển đơn vị trong năm, ở đơn vị cũ từ 6 tháng, có ý kiến của đơn vị cũ",
)
def moved(facts: Facts, law: Law) -> Answer | None:
    """The new unit considers; a reminder where the old one had the person half a year or more."""
    if facts.old_unit_months is None:
        return lacking("old_unit_months", blocking=False)
    if facts.old_unit_months < _MONTHS_AT_OLD_UNIT:
        return None
    if facts.old_unit_opinion is None:
        return lacking("old_unit_opinion", blocking=False)
    found = f"Ở đơn vị cũ {facts.old_unit_months} tháng trong năm"
    if facts.old_unit_opinion:
        return yes(f"{found}; đã có ý kiến của đơn vị cũ.", blocking=False)
    return no(f"{found} nhưng chưa có ý kiến của đơn vị cũ.", blocking=False)


@rule("seconded", "seconded", "host_confirmed", asks="Người biệt phái có xác nhận của nơi nhận biệt phái")
def seconded(facts: Facts, law: Law) -> Answer | None:
    """The sending unit decides; the place where the person works confirms."""
    if facts.seconded is None:
        return lacking("seconded", blocking=False)
    if not facts.seconded:
        return None
    if facts.host_confirmed is None:
        return lacking("host_confirmed", blocking=False)
    if facts.host_confirmed:
        return yes("Đang biệt phái; nơi nhận biệt phái đã xác nhận.", blocking=False)
    return no("Đang biệt phái nhưng nơi nhận biệt phái chưa xác nhận.", blocking=False)
