"""Units, and the school as a whole: who is not rated, the share of the outstanding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from campaigns.rating_check.decrees import GOOD, OUTSTANDING, SHARE
from campaigns.rating_check.people import SEASON
from campaigns.rating_check.rules import Finding, Kind, Rules
from thidua.vietnamese import money, percent, vdate

ALL = 100


@dataclass(frozen=True)
class School:
    """`people`: how many are rated so, by level; `late`: how many have a day at or after the last."""

    people: Mapping[str, int]
    late: int = 0


def check_unit(level: str, rules: Rules, today: date) -> list[Finding]:
    if level or not rules.decree.sources or today < date(rules.year, *SEASON):
        return []
    return [rules.finding("due", Kind.MISSING, "Tập thể chưa có xếp loại.", key="missing")]


def check_school(school: School, rules: Rules) -> list[Finding]:
    return [*_share(school, rules), *_late(school, rules)]


def _share(school: School, rules: Rules) -> Iterator[Finding]:
    """Of those who did well; more than the share is a thing to look at, exactly the share is not."""
    if not rules.knows("share"):
        return
    best = school.people.get(OUTSTANDING, 0)
    well = best + school.people.get(GOOD, 0)
    most = rules.whole(SHARE)
    if best * ALL > well * most:
        sentence = (
            f"Hoàn thành xuất sắc {money(best)} trên {money(well)} người hoàn thành tốt trở lên "
            f"({percent(Fraction(best, well))}); nhiều nhất khoảng {most}%."
        )
        yield rules.finding("share", Kind.LOOK, sentence, value=SHARE)


def _late(school: School, rules: Rules) -> Iterator[Finding]:
    due = rules.due_on
    if due and school.late:
        sentence = f"{money(school.late)} kết quả ghi ngày xếp loại từ {vdate(due)}: xếp loại trước ngày đó."
        yield rules.finding("due", Kind.NOTE, sentence, key="late")
