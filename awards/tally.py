"""Votes against a threshold, in exact fractions. The base is all the seats of the council, present or not."""

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Threshold:
    """`strict`: more than the share; otherwise at least the share."""

    share: Fraction
    strict: bool

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or (self.strict and self.share == 1):
            raise ValueError(f"Ngưỡng {self.share} không đạt được: phải từ 0 đến 1 (nếu là “trên” thì dưới 1).")

    def met_by(self, share: Fraction) -> bool:
        return share > self.share if self.strict else share >= self.share


@dataclass(frozen=True)
class Outcome:
    passed: bool
    needed: int
    share: Fraction


def needed(members: int, threshold: Threshold) -> int:
    """The least number of votes in favour that passes, of so many members."""
    if members < 1:
        raise ValueError("Hội đồng phải có ít nhất một thành viên.")
    exact = threshold.share * members
    return math.floor(exact) + 1 if threshold.strict else math.ceil(exact)


def tally(agree: int, disagree: int, no_opinion: int, members: int, threshold: Threshold) -> Outcome:
    least = needed(members, threshold)
    if min(agree, disagree, no_opinion) < 0:
        raise ValueError("Số phiếu không được nhỏ hơn 0.")
    if agree + disagree + no_opinion > members:
        raise ValueError(f"Có {agree + disagree + no_opinion} phiếu mà Hội đồng chỉ có {members} thành viên.")
    return Outcome(passed=agree >= least, needed=least, share=Fraction(agree, members))
