"""For how many working days a list hangs: what the rules of its dossiers ask, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awards.eligibility import sets
from awards.eligibility.citations import Certainty
from awards.eligibility.own_values import SCHOOL_LEVEL, own_values
from awards.law_spans import PUBLICITY_DAYS, STATE_LEVEL
from awards.models.disclosure import ONE_DAY
from awards.parameters import rule_set_in_force
from campaigns import working_days
from thidua.vietnamese import vdate


@dataclass(frozen=True)
class Asked:
    """So many working days, by which rule; one that nobody compared with its text is advice."""

    days: int
    source: str
    is_sure: bool

    @property
    def cited(self) -> str:
        return self.source if self.is_sure else f"{self.source}; cần thẩm tra"

    @property
    def in_words(self) -> str:
        return f"{self.days} ngày làm việc ({self.cited})"


def asked_of(dossiers: Iterable[tuple[str, str]], on: date) -> list[Asked]:
    """What each kind of dossier asks as of that day, the longest first; of each its rule set and its award's level.

    Of State level by the set the dossier was received under; where that set gives no number, and of every other
    level, by the school's own number.
    """
    kinds = {(code or sets.pick(on), level in STATE_LEVEL) for code, level in dossiers}
    laws = {code: own_values(code) | dict(rule_set_in_force(code, on).parameters) for code, _ in kinds}
    found = set()
    for code, is_state in kinds:
        law = laws[code]
        value = law[PUBLICITY_DAYS if is_state and PUBLICITY_DAYS in law else SCHOOL_LEVEL]
        found.add(Asked(int(value.value), value.source, value.certainty == Certainty.CONFIRMED))
    return sorted(found, key=lambda one: (-one.days, not one.is_sure, one.source))


def last_day(starts_on: date, days: int) -> date:
    """The day on which so many working days are full, the first one counted."""
    return working_days.after(starts_on - ONE_DAY, days) if days else starts_on


def why_too_short(asked: Iterable[Asked], starts_on: date, ends_on: date, *, sure: bool) -> str:
    """ "" or which rule asks for more days; of those that are sure, or of those that are advice."""
    longest = next((one for one in asked if one.is_sure == sure), None)
    if longest is None:
        return ""
    enough = last_day(starts_on, longest.days)
    if ends_on >= enough:
        return ""
    span = [starts_on + n * ONE_DAY for n in range((ends_on - starts_on).days + 1)]
    return (
        f"Từ {vdate(starts_on)} đến {vdate(ends_on)} chỉ có {working_days.how_many(span)} ngày làm việc; cần ít nhất "
        f"{longest.in_words}, đến hết {vdate(enough)}."
    )
