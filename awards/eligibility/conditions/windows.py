"""Grounds that count years: good years in a row, with titles and initiatives in them, after an earlier form."""

from awards.eligibility.conditions.general import gap
from awards.eligibility.conditions.merits import elsewhere
from awards.eligibility.facts import Facts
from awards.eligibility.history import LONGEST, Past, good_years
from awards.eligibility.kinds import Occasion, Rating, Scope
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes
from thidua.vietnamese import upper_first

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
        return elsewhere(facts)
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
        return elsewhere(facts)
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
    found = _said(since, asked, surest)
    if all(surest[name] >= needed for name, (needed, _) in asked.items()):
        return yes(f"{found}.")
    if all(best[name] >= needed for name, (needed, _) in asked.items()):
        if facts.works is None and "works" in asked:
            return lacking("works")
        return _unknown_years(facts, sure, found, range(year - asked["years"][0] + 1, year + 1))
    return no(f"{_said(since, asked, best)}.")


def _said(since: str, asked: dict[str, tuple[int, str]], counted: dict[str, int]) -> str:
    text = since + "; ".join(
        f"{min(counted[name], needed)}/{needed} {words}" for name, (needed, words) in asked.items()
    )
    return upper_first(text)


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
