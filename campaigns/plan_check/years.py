"""A text that speaks of another year as the year of the campaign: what is left of an old plan."""

import re
from collections.abc import Iterator

from campaigns.plan_check.finding import HABIT, PlanFinding
from campaigns.plan_check.plan import Place, Plan, Text

# What may speak of the campaign's own year; bases and recipients cite other papers, a movement its own.
TABLES = {"campaign", "phase", "target", "budget"}
ITEMS = {"muc-dich", "noi-dung", "to-chuc"}
# "năm 2022", "năm học 2021 - 2022"; a day, a month and the date of a paper name a year of their own.
SPOKEN = re.compile(r"(?<!\w)năm(?: học)? (?P<first>\d{4})(?:\s*[-–]\s*(?P<last>\d{4}))?(?![\d/])", re.IGNORECASE)
OF_A_DATE = re.compile(r"(?:tháng \d{1,2}|quý [IVX\d]+|ngày \d{1,2}/\d{1,2})\s*,?\s*$", re.IGNORECASE)
# What stands before the year in the same clause and makes it the date of something else; or right before it.
PAST = re.compile(
    r"\b(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Chỉ thị|Quyết định|Quy định|Kết luận|Hướng dẫn|Hiến pháp|số \d\S*"
    r"|ban hành|giai đoạn|nhiệm kỳ|tầm nhìn|thành lập|tổng kết|kết quả|kinh nghiệm|so với)\b[^,;.]*$"
    r"|\b(?:từ|đến|tới|sau|trước|mùa xuân|mùa thu)(?: (?:đầu|giữa|cuối|hết))?\s+$",
    re.IGNORECASE,
)
FAR = 5  # years: what lies further back is history, further on a goal
SHOWN = 3


def check_years(plan: Plan) -> Iterator[PlanFinding]:
    own = {plan.starts_on.year, plan.ends_on.year}
    found: dict[str, dict[Place, None]] = {}
    for text in plan.texts:
        if speaks_of_the_year(text):
            for said in _others(text.value, own):
                found.setdefault(said, {})[text.place] = None
    for said, places in found.items():
        named = list(dict.fromkeys(place.label for place in places))
        where = "; ".join(named[:SHOWN]) + (f" và {len(named) - SHOWN} chỗ khác" if len(named) > SHOWN else "")
        years = " - ".join(str(year) for year in sorted(own))
        yield PlanFinding(
            f"other-year-{'-'.join(re.findall(r'[0-9]+', said))}",
            False,
            f"“{said}” trong {where} khác năm của phong trào ({years}).",
            HABIT,
            tuple(places),
        )


def speaks_of_the_year(text: Text) -> bool:
    return text.table in TABLES or (text.table == "item" and text.place.part in ITEMS)


def _others(text: str, own: set[int]) -> Iterator[str]:
    """Each year spoken of that is none of the campaign's, as it is written."""
    for match in SPOKEN.finditer(text):
        before = text[: match.start()]
        years = {int(year) for year in match.groups() if year}
        is_near = all(abs(year - min(own)) <= FAR for year in years)
        if is_near and not _belongs(years, own) and not OF_A_DATE.search(before) and not PAST.search(before):
            yield " ".join(match[0].split())


def _belongs(years: set[int], own: set[int]) -> bool:
    """One year is one of the campaign's; a school year is that in which it begins or ends."""
    return years <= own if len(own) > 1 else bool(years & own)
