"""Forms of commendation: what a Giấy khen, a Bằng khen, a Huân chương may be given for."""

from awards.eligibility.conditions.general import gap
from awards.eligibility.conditions.titles import is_open, not_decided, unspent_row
from awards.eligibility.facts import Facts
from awards.eligibility.history import LONGEST, Past, good_years
from awards.eligibility.kinds import MovementLevel, Occasion, Rating, Scope
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes

# The form a higher one follows.
BEFORE = {
    "BKTTG": "BKT",
    "HCLD3": "BKTTG",
    "HCLD2": "HCLD3",
    "HCLD1": "HCLD2",
    "BKTTGTT": "BKTTT",
    "HCLD3TT": "BKTTGTT",
    "HCLD2TT": "HCLD3TT",
    "HCLD1TT": "HCLD2TT",
}


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
        return _elsewhere(facts)
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
        return _elsewhere(facts)
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


def _elsewhere(facts: Facts) -> Answer | None:
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
        return _elsewhere(facts)
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


def _window_words(law: Law) -> str:
    if not law.has("window_years"):
        return "số năm và tiêu chuẩn tiếp theo chưa đối chiếu được với văn bản"
    parts = [f"{needed} {words}" for needed, words in _asked(law).values()]
    return f"{parts[0]} tính đến năm đề nghị" + (f", trong đó {', '.join(parts[1:])}" if parts[1:] else "")


_WINDOW_FACTS = (
    "occasion",
    "history",
    "history_complete_from",
    "achievement_year",
    "past_ratings",
    "rating",
    "unit_rating",
    "works",
    "cstdcs_basis",
)


@rule("good_years", *_WINDOW_FACTS, asks=lambda law: f"Có {_window_words(law)}")
def good_years_in_a_row(facts: Facts, law: Law) -> Answer | None:
    """One of several grounds of the province's Bằng khen: so many good years in a row, with initiatives."""
    if facts.occasion is not Occasion.MERIT:
        return _elsewhere(facts)
    year = facts.achievement_year
    if year is None or facts.history is None:
        return lacking(*(name for name in ("achievement_year", "history") if getattr(facts, name) is None))
    sure, _ = law.pasts(facts, forms=True)
    last_same = max((one for one in sure.known.years_of(law.award_code) if one < year), default=0)
    return _window(facts, law, year, last_same, "")


@rule(
    "after_previous",
    *_WINDOW_FACTS,
    asks=lambda law: f"Đã được tặng {AWARDS[BEFORE[law.award_code]]}; sau đó có {_window_words(law)}",
)
def after_previous(facts: Facts, law: Law) -> Answer | None:
    """The form before this one, then years enough; each earlier form serves for one later one."""
    if facts.occasion is not Occasion.MERIT:
        return _elsewhere(facts)
    year, previous = facts.achievement_year, BEFORE[law.award_code]
    if year is None or facts.history is None:
        return lacking(*(name for name in ("achievement_year", "history") if getattr(facts, name) is None))
    sure, _ = law.pasts(facts, forms=True)
    last_same = max((one for one in sure.known.years_of(law.award_code) if one < year), default=0)
    bases = [one for one in sure.known.years_of(previous) if last_same <= one < year]
    if bases:
        return _window(facts, law, year, min(bases), f"Đã có {AWARDS[previous]} năm {min(bases)}; ")
    found = f"Chưa có {AWARDS[previous]} trong hồ sơ"
    since = max(last_same, year - LONGEST)  # an older one is used up, or nobody asks
    reaches_back = facts.history_complete_from is not None and facts.history_complete_from <= since
    return no(f"{found}.") if reaches_back else gap(facts, found, "các năm trước")


@rule("other_grounds", "occasion", asks="Khen theo dịp khác công trạng: căn cứ chưa đối chiếu được với văn bản")
def other_grounds(facts: Facts, law: Law) -> Answer | None:
    """An order may be given for more than merit; on what grounds, nobody could read. Silent for merit."""
    if facts.occasion in (None, Occasion.MERIT):
        return None
    return unknown(
        f"Căn cứ khen {facts.occasion.label} của hình thức này chưa đối chiếu được với văn bản.",
        ask="Thường trực Hội đồng đối chiếu văn bản.",
    )


def _window(facts: Facts, law: Law, year: int, after: int, since: str) -> Answer:
    """The years later than `after` counted in both histories; `since` begins the sentence."""
    if not law.has("window_years"):
        return unknown(
            f"{since}{_window_words(law)}.",
            ask="Thường trực Hội đồng đối chiếu văn bản; quản trị nhập tham số.",
        )
    sure, hopeful = law.pasts(facts, forms=True)
    asked = _asked(law)
    surest, best = (_counted(past, law, year, after) for past in (sure, hopeful))
    found = since + "; ".join(
        f"{min(surest[name], needed)}/{needed} {words}" for name, (needed, words) in asked.items()
    )
    found = found[:1].upper() + found[1:]
    if all(surest[name] >= needed for name, (needed, _) in asked.items()):
        return yes(f"{found}.")
    if all(best[name] >= needed for name, (needed, _) in asked.items()):
        if facts.works is None and "works" in asked:
            return lacking("works")
        return _unknown_years(facts, sure, found, range(year - asked["years"][0] + 1, year + 1))
    return no(f"{found}.")


def _unknown_years(facts: Facts, sure: Past, found: str, years: range) -> Answer:
    """Names the years without a rating; else what is missing is the history before it is complete.

    `years`: the least a row needs. A longer one may bring more initiatives, so the year before it matters.
    """
    known, first = sure.known, years[0]
    unrated = [str(one) for one in years if one not in known.ratings]
    while not unrated and known.is_complete(first) and first > years[0] - LONGEST:
        first -= 1
        unrated = [] if first in known.ratings else [str(first)]
    if not unrated:
        return gap(facts, found, f"từ năm {first}")
    return unknown(
        f"{found}; chưa có kết quả xếp loại năm {', '.join(unrated)}.",
        missing=("past_ratings",),
        ask="Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại các năm đó.",
    )


def _or_better(rating: Rating) -> str:
    return rating.label if rating is Rating.OUTSTANDING else f"{rating.label} trở lên"


def _asked(law: Law) -> dict[str, tuple[int, str]]:
    """How many of what, with the words for it, in the order they are said."""
    least = law.rating("window_rating")
    asked = {"years": (law.whole("window_years"), f"năm liên tục {_or_better(least)}")}
    if law.has("window_outstanding"):
        asked["outstanding"] = (law.whole("window_outstanding"), f"năm {Rating.OUTSTANDING.label}")
    if law.has("window_cstdcs"):
        asked["cstdcs"] = (law.whole("window_cstdcs"), "lần “Chiến sĩ thi đua cơ sở”")
    if law.has("window_initiatives"):
        scope = law.scope("window_scope").label
        asked["works"] = (law.whole("window_initiatives"), f"sáng kiến, đề tài phạm vi {scope} trở lên")
    return asked


def _counted(past: Past, law: Law, year: int, after: int) -> dict[str, int]:
    """Over the longest row of good years that ends with `year`, after the earlier form if there is one."""
    years = good_years(past, law.rating("window_rating"), year, after)
    scope = law.scope("window_scope") if law.has("window_scope") else Scope.BASE
    return {
        "years": len(years),
        "outstanding": sum(past.rating(one) is Rating.OUTSTANDING for one in years),
        "cstdcs": sum(past.has("CSTDCS", one) for one in years),
        "works": past.works(years, scope, law.award_code),
    }
