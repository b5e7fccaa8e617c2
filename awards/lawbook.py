"""What the pages show of a rule set: every parameter with the value of a day, the school's own or the set's default."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from awards.eligibility import sets
from awards.eligibility.own_values import own_values
from awards.eligibility.parameters import AWARDS, ParameterValue, key_of, read
from awards.eligibility.rating_values import rating_values
from awards.eligibility.wording import SUBJECTS, all_keys, in_words, label_of, subject_of
from thidua import clock
from thidua.models import Certainty, Parameter, RuleSetCode
from thidua.vietnamese import search_key, upper_first

A_DAY = timedelta(days=1)
# What the program itself is built on: shown, looked up again, confirmed, but not set otherwise by a school.
FIXED: dict[str, str] = {
    "valid_from": "Khoảng ngày của bộ quy định do chương trình định theo luật",
    "valid_to": "Khoảng ngày của bộ quy định do chương trình định theo luật",
    "base_salary_date": "Chương trình tính theo lương cơ sở của ngày ban hành quyết định",
}


@dataclass(frozen=True)
class Entry:
    """One parameter of a rule set on a day.

    `row`: the stored value of that day; `later`: the next stored one; `since`: from when the value of that day applies.
    """

    rule_set: str
    key: str
    default: ParameterValue | None
    row: Parameter | None = None
    later: Parameter | None = None
    since: date = date.min

    @cached_property
    def _held(self) -> ParameterValue | Parameter | None:
        return self.row or self.default

    @property
    def value(self) -> str:
        """As stored; "" where neither the school nor the set has one."""
        return self._held.value if self._held else ""

    @property
    def source(self) -> str:
        return self._held.source if self._held else ""

    @property
    def certainty(self) -> Certainty | None:
        return Certainty(str(self._held.certainty)) if self._held else None

    @property
    def to_check(self) -> bool:
        """Shown as “cần thẩm tra”: everything somebody has not compared with the text itself."""
        return self._held is not None and self.certainty != Certainty.CONFIRMED

    @property
    def doubt(self) -> str:
        """Why it is “cần thẩm tra”: “nguồn gián tiếp”."""
        return str(self.certainty.label).partition("(")[2].rstrip(")") if self.to_check and self.certainty else ""

    @property
    def is_own(self) -> bool:
        """The school's value says something else than the set's."""
        return self.row is not None and (self.default is None or not same(self.key, self.value, self.default.value))

    @property
    def label(self) -> str:
        return label_of(self.key)

    @property
    def title(self) -> str:
        return upper_first(self.label)

    @property
    def short_label(self) -> str:
        """Beside others of its group: only the award."""
        award = self.key.partition(".")[2]
        return AWARDS[award] if award else self.label

    @property
    def words(self) -> str:
        return in_words(self.key, self.value) if self._held else ""

    @property
    def default_words(self) -> str:
        return in_words(self.key, self.default.value) if self.default else ""

    @property
    def later_words(self) -> str:
        return in_words(self.key, self.later.value) if self.later else ""

    @property
    def name(self) -> str:
        """As the ticked box of a list sends it."""
        return f"{self.rule_set}/{self.key}"

    @property
    def why_fixed(self) -> str:
        return FIXED.get(self.key, "")


@dataclass(frozen=True)
class Group:
    title: str
    entries: list[Entry]


def same(key: str, one: str, other: str) -> bool:
    """Whether two texts say the same value: 0.8 and 80% do."""
    try:
        return bool(read(key, one) == read(key, other))
    except ValueError:
        return one == other


def day_of(code: str) -> date:
    """The day whose values a page shows: today, or the first day of a set that has not begun."""
    return max(clock.today(), first_day(code))


def first_day(code: str) -> date:
    begins: date = sets.get(code).value("valid_from")
    return begins


def defaults_of(code: str) -> dict[str, ParameterValue]:
    """What the set gives, and beside it the numbers of the decree on rating and our own of posting a list."""
    return {**rating_values(code), **own_values(code), **sets.get(code).parameters}


def entries(code: str, on: date | None = None, *, keys: Iterable[str] | None = None) -> list[Entry]:
    """Every parameter of the set (or those named), in the order of the page; one query."""
    day, defaults = on or day_of(code), defaults_of(code)
    rows = Parameter.objects.live().filter(rule_set=code).select_related("entered_by").order_by("valid_from")
    wanted = all_keys() if keys is None else list(keys)
    if keys is not None:
        rows = rows.filter(key__in=wanted)
    held: dict[str, Parameter] = {}
    later: dict[str, Parameter] = {}
    since = dict.fromkeys(wanted, first_day(code))
    for row in rows:
        if row.valid_from > day:
            later.setdefault(row.key, row)
        elif row.valid_to is None or row.valid_to >= day:
            held[row.key], since[row.key] = row, row.valid_from
        else:
            since[row.key] = row.valid_to + A_DAY
    return [Entry(code, key, defaults.get(key), held.get(key), later.get(key), since[key]) for key in wanted]


def entry(code: str, key: str, on: date | None = None) -> Entry:
    """One parameter; KeyError where there is no such set or key."""
    sets.get(code)
    key_of(key)
    return entries(code, on, keys=[key])[0]


def grouped(found: Iterable[Entry]) -> list[Group]:
    """By subject; what differs by award stands in a group of its own, named once, after the rest of its subject."""
    groups: dict[tuple[int, int, str], list[Entry]] = {}
    order, names = list(SUBJECTS), list(dict.fromkeys(key.partition(".")[0] for key in all_keys()))
    for one in found:
        subject, name = subject_of(one.key), key_of(one.key).name
        by_award = "." in one.key
        title = key_of(one.key).label if by_award else subject
        place = (order.index(subject), names.index(name) + 1 if by_award else 0, upper_first(title))
        groups.setdefault(place, []).append(one)
    return [Group(place[2], rows) for place, rows in sorted(groups.items())]


def matching(found: Iterable[Entry], text: str) -> list[Entry]:
    """Those with every word of `text` in their name, value or source, marks or not."""
    wanted = search_key(text).split()
    return [
        one
        for one in found
        if all(word in search_key(f"{one.label} {one.words} {one.source} {one.key}") for word in wanted)
    ]


def set_name(code: str) -> str:
    return str(RuleSetCode(code).label)
