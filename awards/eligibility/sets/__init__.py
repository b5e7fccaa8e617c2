"""The rule sets; one is picked by the day a dossier is received as complete, or by a code fixed then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import AWARDS, ParameterValue
from awards.eligibility.rules import RuleSet
from awards.eligibility.sets.a import A
from awards.eligibility.sets.b import B
from awards.eligibility.sets.c1 import C1
from awards.eligibility.sets.c2 import C2
from awards.tally import Threshold

SETS: dict[str, RuleSet] = {rule_set.code: rule_set for rule_set in (A, B, C1, C2)}


@dataclass(frozen=True)
class Transition:
    """What becomes of dossiers under way when a set follows another; `citation`: its id in the list."""

    before: str
    after: str
    words: str
    citation: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition("A", "B", "Hồ sơ nhận trước ngày 01/01/2024 xét xong theo luật cũ", "a-to-b"),
    Transition(
        "B",
        "C1",
        "Hồ sơ đề nghị trước ngày 01/07/2025 tiếp tục theo Nghị định 98/2023/NĐ-CP; "
        "điều khoản này mới biết qua trích dẫn, chưa đọc được nguyên văn",
        "b-to-c1",
    ),
    Transition(
        "C1",
        "C2",
        "Hồ sơ nhận để thẩm định trước ngày 01/10/2026 tiếp tục theo Luật Thi đua, khen thưởng 2022, "
        "trừ khi quy định mới có lợi hơn",
        "c1-to-c2",
    ),
)


class Row(Protocol):
    """A stored parameter, as `thidua.models.law.Parameter` has it."""

    rule_set: str
    key: str
    value: str
    source: str
    certainty: str


def get(rule_set: str | RuleSet) -> RuleSet:
    """A code stands for the set with its defaults."""
    if isinstance(rule_set, RuleSet):
        return rule_set
    if rule_set not in SETS:
        raise KeyError(f"Không có bộ quy định mang mã {rule_set}; có: {', '.join(SETS)}.")
    return SETS[rule_set]


def pick(received_on: date) -> str:
    """The code of the set for a dossier received that day: later sets do not reach back (`TRANSITIONS`)."""
    for code, rule_set in SETS.items():
        last: date | None = rule_set.value("valid_to") if "valid_to" in rule_set.parameters else None
        if rule_set.value("valid_from") <= received_on and (last is None or received_on <= last):
            return code
    raise ValueError(f"Chương trình không có bộ quy định cho hồ sơ nhận ngày {received_on:%d/%m/%Y}.")


def resolve(code: str, rows: Iterable[Row]) -> RuleSet:
    """The set with the stored rows over its defaults; pass the rows in force, the last one of a key wins."""
    overrides = {
        row.key: ParameterValue(row.value, row.source, Certainty(row.certainty)) for row in rows if row.rule_set == code
    }
    return get(code).with_overrides(overrides)


def vote_threshold(award_code: str, rule_set: str | RuleSet) -> Threshold:
    if award_code not in AWARDS:
        raise KeyError(f"Không có danh hiệu mang mã {award_code}.")
    threshold: Threshold = get(rule_set).value(f"vote_threshold.{award_code}")
    return threshold
