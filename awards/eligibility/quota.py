"""How many “Chiến sĩ thi đua cơ sở” the quota allows, and how near the list has come."""

from dataclasses import dataclass
from fractions import Fraction

from awards.eligibility.citations import Certainty
from awards.eligibility.kinds import Basis
from awards.eligibility.rules import RuleSet
from thidua.vietnamese import percent


def cap(base: int, per_cent: int, minimum: int) -> int:
    """The share of the base, rounded down; `minimum` where that is less than one, but never of nobody."""
    if base == 0:
        return 0
    return max(base * per_cent // 100, minimum) if base * per_cent < 100 else base * per_cent // 100


@dataclass(frozen=True)
class Quota:
    """`proposed` of at most `most`; `base` counted on the weakest `basis`; `blocks`: over it nothing goes on."""

    proposed: int
    base: int
    basis: Basis
    per_cent: int
    most: int
    blocks: bool
    citation: str
    certainty: Certainty
    minimum: int = 0

    @property
    def excess(self) -> int:
        return max(self.proposed - self.most, 0)

    @property
    def share(self) -> str:
        """Of the base, in per cent; empty while there is no base."""
        return percent(Fraction(self.proposed, self.base)) if self.base else ""

    @property
    def sentence(self) -> str:
        if not self.base:
            return (
                f"Đã đề nghị {self.proposed} “Chiến sĩ thi đua cơ sở”; chưa có “Lao động tiên tiến” nào được thẩm định "
                "nên chưa có giới hạn."
            )
        shared = f", bằng {self.proposed}/{self.base} = {self.share}"
        end = f" Vượt {self.excess} người." if self.excess else f" Còn {self.most - self.proposed} người."
        return (
            f"Đã đề nghị {self.proposed} “Chiến sĩ thi đua cơ sở”{shared}; nhiều nhất {self.most} "
            f"({self.per_cent}% của {self.base} “Lao động tiên tiến” {self.basis.label}, làm tròn xuống).{end}"
        )

    @property
    def tipping(self) -> str:
        """How few “Lao động tiên tiến” less would lower the limit: what makes the last case marginal."""
        if self.excess or self.proposed < self.most or not self.most:
            return ""
        fewer = ((n, cap(self.base - n, self.per_cent, self.minimum)) for n in range(1, self.base + 1))
        lost, left = next(((n, most) for n, most in fewer if most < self.most), (0, 0))
        return f"Bớt {lost} “Lao động tiên tiến” thì giới hạn giảm xuống {left}." if lost else ""


def quota(proposed: int, base: int, basis: Basis, rule_set: RuleSet) -> Quota:
    """Under the set's own percentage and way of rounding."""
    key = "cstdcs_quota_pct_of_ldtt"
    per_cent = rule_set.whole(key)
    parameter = rule_set.parameter(key)
    minimum = rule_set.whole("cstdcs_quota_minimum")
    return Quota(
        proposed,
        base,
        basis,
        per_cent,
        cap(base, per_cent, minimum),
        rule_set.flag("cstdcs_quota_blocks"),
        parameter.source,
        parameter.certainty,
        minimum,
    )
