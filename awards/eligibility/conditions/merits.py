"""Forms of commendation: what a Giấy khen, a Bằng khen, a Huân chương may be given for."""

from awards.eligibility.conditions.general import gap
from awards.eligibility.conditions.titles import is_open, not_decided, unspent_row
from awards.eligibility.facts import Facts
from awards.eligibility.kinds import MovementLevel, Occasion, Rating
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes


def _own_speak(law: Law) -> bool:
    """Whether the criteria nobody could read here were written down as conditions that decide."""
    return any(own.blocking for own in law.rule_set.own.get(law.award_code, ()))


@rule("province_criteria", asks="Đạt tiêu chuẩn Giấy khen do tỉnh quy định chi tiết")
def province_criteria(facts: Facts, law: Law) -> Answer | None:
    """Open until the province's rule is written down as conditions of our own; then they speak."""
    if _own_speak(law):
        return None
    return unknown(
        "Tiêu chuẩn Giấy khen do tỉnh quy định chi tiết; chương trình chưa có quy định này.",
        ask="Sở Nội vụ cung cấp quy định của tỉnh về tiêu chuẩn Giấy khen.",
    )


@rule("issuer_criteria", asks="Đạt tiêu chuẩn của cơ quan ban hành kỷ niệm chương")
def issuer_criteria(facts: Facts, law: Law) -> Answer | None:
    if _own_speak(law):
        return None
    return unknown(
        "Tiêu chuẩn kỷ niệm chương do cơ quan ban hành quy định; chương trình chưa có quy định này.",
        ask="Cơ quan ban hành kỷ niệm chương cung cấp tiêu chuẩn.",
    )


@rule("collective_criteria", asks="Đạt các tiêu chuẩn khác của tập thể")
def collective_criteria(facts: Facts, law: Law) -> Answer | None:
    if _own_speak(law):
        return None
    return unknown(
        "Tiêu chuẩn đối với tập thể chưa đối chiếu được với văn bản.",
        ask="Thường trực Hội đồng đối chiếu văn bản rồi nhập thành điều kiện.",
    )


@rule("merit_year", "rating", "unit_rating", "occasion", asks="Khen công trạng năm: hoàn thành tốt nhiệm vụ trở lên")
def merit_year(facts: Facts, law: Law) -> Answer | None:
    """A Giấy khen for the year's merit asks a good year; one given in the year for a phase or a deed cannot."""
    if facts.occasion is None:
        return lacking("occasion")
    if facts.occasion is not Occasion.MERIT:
        return None
    name = "unit_rating" if law.award_code.endswith("TT") else "rating"
    rating: Rating | None = getattr(facts, name)
    if rating is None:
        return lacking(name)
    found = f"Xếp loại {rating.label}; cần {Rating.GOOD.label} trở lên."
    return yes(found) if rating.at_least(Rating.GOOD) else no(found)


@rule("deed", "occasion", "influence_confirmed", asks="Thành tích đột xuất có phạm vi ảnh hưởng được xác nhận")
def deed(facts: Facts, law: Law) -> Answer | None:
    """One of several grounds of a Bằng khen."""
    if facts.occasion is not Occasion.AD_HOC:
        return elsewhere(facts)
    if facts.influence_confirmed is None:
        return lacking("influence_confirmed")
    if facts.influence_confirmed:
        return yes("Thành tích đột xuất có phạm vi ảnh hưởng, đã được xác nhận.")
    return no("Phạm vi ảnh hưởng của thành tích đột xuất chưa được xác nhận.")


@rule(
    "movement",
    "occasion",
    "movement_level",
    "movement_long_enough",
    asks=lambda law: f"Thành tích trong phong trào do tỉnh, bộ phát động trở lên{_lasting(law)}",
)
def movement(facts: Facts, law: Law) -> Answer | None:
    """One of several grounds of a Bằng khen."""
    return _in_movement(facts, law, MovementLevel.PROVINCE)


@rule(
    "movement",
    "occasion",
    "movement_level",
    "movement_long_enough",
    asks=lambda law: f"Thành tích trong phong trào do Thủ tướng Chính phủ phát động{_lasting(law)}",
)
def government_movement(facts: Facts, law: Law) -> Answer | None:
    """One of two grounds of the Government's flag."""
    return _in_movement(facts, law, MovementLevel.GOVERNMENT)


def _in_movement(facts: Facts, law: Law, least: MovementLevel) -> Answer | None:
    if facts.occasion is not Occasion.THEMATIC:
        return elsewhere(facts)
    if facts.movement_level is None:
        return lacking("movement_level")
    if not facts.movement_level.at_least(least):
        wanted = least.label if least is MovementLevel.GOVERNMENT else f"{least.label} trở lên"
        return no(f"Phong trào do {facts.movement_level.label}; cần phong trào do {wanted}.")
    found = f"Thành tích trong phong trào do {facts.movement_level.label}"
    if not law.has("movement_years"):
        return yes(f"{found}.")
    if facts.movement_long_enough is None:
        return lacking("movement_long_enough")
    if facts.movement_long_enough:
        return yes(f"{found}{_lasting(law)}.")
    return no(f"{found}, nhưng phong trào chưa đủ {law.whole('movement_years')} năm.")


def _lasting(law: Law) -> str:
    return f", kéo dài từ {law.whole('movement_years')} năm" if law.has("movement_years") else ""


def elsewhere(facts: Facts) -> Answer | None:
    """Grounds of another occasion do not concern the case; without the occasion nobody can say."""
    return lacking("occasion") if facts.occasion is None else None


@rule(
    "title_row",
    "history",
    "history_complete_from",
    "achievement_year",
    "cstdcs_basis",
    asks=lambda law: f"Có {law.whole('consecutive_titles')} lần liên tục {AWARDS[_title_of(law)]}",
)
def title_row(facts: Facts, law: Law) -> Answer | None:
    """One of several grounds of the province's Bằng khen."""
    if facts.occasion is not Occasion.MERIT:
        return elsewhere(facts)
    year, needed = facts.achievement_year, law.whole("consecutive_titles")
    if year is None or facts.history is None:
        return lacking(*(name for name in ("achievement_year", "history") if getattr(facts, name) is None))
    title = _title_of(law)
    sure, hopeful = law.pasts(facts, forms=True)
    surest, best = (unspent_row(past, title, year, year, law.award_code) for past in (sure, hopeful))
    words = f"lần liên tục {AWARDS[title]} tính đến năm"
    found = f"Có {min(surest, needed)}/{needed} {words} {year}"
    if surest >= needed:
        return yes(f"{found}.")
    open_year = title == "CSTDCS" and is_open(facts, sure, year)
    if open_year and unspent_row(hopeful, title, year - 1, year, law.award_code) >= needed - 1:
        before = min(unspent_row(sure, title, year - 1, year, law.award_code), needed)
        return not_decided(facts, f"Có {before}/{needed} {words} {year - 1}")
    return gap(facts, found, f"từ năm {year - needed + 1}") if best >= needed else no(f"{found}.")


def _title_of(law: Law) -> str:
    return "TTLDXS" if law.award_code.endswith("TT") else "CSTDCS"
