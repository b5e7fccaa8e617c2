"""What was said in its time and copied on: an epidemic, a span of years that is over, a day of the old year."""

import re
from collections.abc import Iterator

from campaigns.plan_check.finding import HABIT, PlanFinding
from campaigns.plan_check.plan import Place, Plan, Text
from campaigns.plan_check.years import FAR, PAST, SHOWN, speaks_of_the_year

ALSO = {"movement", "activity"}
# What it is called, the last year a plan speaks of it as of its own time, and how a clerk is told.
COVID = re.compile(r"\bCo(?:vid|vi|vit)[- –]?19\b", re.IGNORECASE)
EVENTS = ((COVID, 2022, "dịch Covid-19, việc của các năm 2020 - 2022"),)
SPAN = re.compile(r"(?<![\w/])(?P<first>\d{4})\s?[-–]\s?(?P<last>\d{4})(?![\w/])")
SCHOOL_YEAR = re.compile(r"năm học $", re.IGNORECASE)
LONGEST = 10  # years of a plan or a term; a longer span is history
BY = re.compile(
    r"\b(?:(?:trước|chậm nhất|hạn cuối|hết)(?: là)?(?: ngày)? \d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm )"
    r"|(?:tháng|quý) (?:\d{1,2}|[IVX]{1,3})/)(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
BEFORE = 120  # letters before a day that may say whose day it is


def check_bygone(plan: Plan) -> Iterator[PlanFinding]:
    found: dict[tuple[str, str], dict[Place, None]] = {}
    for text in plan.texts:
        if speaks_of_the_year(text) or text.table in ALSO:
            for said in _of_its_time(plan, text):
                found.setdefault(said, {})[text.place] = None
    for (key, words), places in found.items():
        named = list(dict.fromkeys(place.label for place in places))
        where = "; ".join(named[:SHOWN]) + (f" và {len(named) - SHOWN} chỗ khác" if len(named) > SHOWN else "")
        sentence = f"{where} còn nhắc {words}; xem lại có còn đúng với năm {plan.starts_on.year}."
        yield PlanFinding(f"bygone-{key}", False, sentence, HABIT, tuple(places))


def _of_its_time(plan: Plan, text: Text) -> Iterator[tuple[str, str]]:
    """Key and words of each."""
    year, value = plan.starts_on.year, text.value
    for pattern, last, said in EVENTS:
        if year > last and pattern.search(value):
            yield "covid", said
    for match in SPAN.finditer(value):
        first, last = int(match["first"]), int(match["last"])
        if 0 < last - first <= LONGEST and year - FAR <= last < year and not SCHOOL_YEAR.search(_before(value, match)):
            yield f"span-{first}-{last}", f"khoảng {first} - {last} đã qua"
    for match in BY.finditer(value):
        of = int(match["year"])
        if abs(of - year) <= FAR and of not in (year, plan.ends_on.year) and not PAST.search(_before(value, match)):
            yield f"day-{re.sub(r'[^0-9]+', '-', match[0]).strip('-')}", f"“{match[0]}”"


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - BEFORE) : match.start()]
