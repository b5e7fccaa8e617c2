from fractions import Fraction

import pytest

from awards.eligibility import sets
from awards.prizes import NoSetPrize, amount, coefficient

# The table of the law notes: A 1.49 m, A 1.8 m, B 1.8 m, B and C1 2.34 m, C 2.53 m.
COLUMNS = [("A", 1_490_000), ("A", 1_800_000), ("B", 1_800_000), ("B", 2_340_000), ("C1", 2_530_000)]
TABLE = {
    "LDTT": (450_000, 540_000, 540_000, 710_000, 760_000),
    "CSTDCS": (1_490_000, 1_800_000, 1_800_000, 2_340_000, 2_530_000),
    "CSTDT": (4_470_000, 5_400_000, 5_400_000, 7_020_000, 7_590_000),
    "CSTDTQ": (6_710_000, 8_100_000, 8_100_000, 10_530_000, 11_390_000),
    "TTLDTT": (1_190_000, 1_440_000, 1_440_000, 1_880_000, 2_030_000),
    "TTLDXS": (2_240_000, 2_700_000, 2_700_000, 3_510_000, 3_800_000),
    "COT": (11_920_000, 14_400_000, 14_400_000, 18_720_000, 20_240_000),
    "COCP": (17_880_000, 21_600_000, 21_600_000, 28_080_000, 30_360_000),
    "GK": (450_000, 540_000, 540_000, 710_000, 760_000),
    "GKTT": (890_000, 1_080_000, 1_080_000, 1_410_000, 1_520_000),
    "BKT": (1_490_000, 1_800_000, 2_700_000, 3_510_000, 3_800_000),
    "BKTTT": (2_980_000, 3_600_000, 5_400_000, 7_020_000, 7_590_000),
    "BKTTG": (5_220_000, 6_300_000, 6_300_000, 8_190_000, 8_860_000),
    "BKTTGTT": (10_430_000, 12_600_000, 12_600_000, 16_380_000, 17_710_000),
    "HCLD3": (6_710_000, 8_100_000, 8_100_000, 10_530_000, 11_390_000),
    "HCLD2": (11_180_000, 13_500_000, 13_500_000, 17_550_000, 18_980_000),
    "HCLD1": (13_410_000, 16_200_000, 16_200_000, 21_060_000, 22_770_000),
}


@pytest.mark.parametrize("code", TABLE)
def test_the_table_of_the_law_notes(code):
    assert tuple(amount(code, rule_set, salary) for rule_set, salary in COLUMNS) == TABLE[code]
    assert amount(code, "C1", 2_340_000) == TABLE[code][3]
    assert amount(code, "C2", 2_530_000) == TABLE[code][4]


@pytest.mark.parametrize("code", ["HCLD1TT", "HCLD2TT", "HCLD3TT"])
def test_orders_of_collectives_double_the_coefficient(code):
    assert coefficient(code, "B") == 2 * coefficient(code.removesuffix("TT"), "B")


def test_rounding_to_the_nearest_and_up():
    assert amount("LDTT", "A", 1_483_333) == 440_000  # 444,999.9
    assert amount("LDTT", "A", 1_483_334) == 450_000  # 445,000.2
    assert amount("TTLDXS", "A", 1_490_000) == 2_240_000  # 2,235,000: the half goes up
    assert amount("CSTDCS", "B", 1_800_001) == 1_810_000


def test_overrides_change_the_amount():
    own = sets.get("A").with_overrides({"prize_coefficient.LDTT": "0.5", "rounding": "up_10000"})
    assert amount("LDTT", own, 1_490_000) == 750_000
    doubled = sets.get("A").with_overrides({"prize_coefficient.GK": "1"})
    assert coefficient("GKTT", doubled) == Fraction(2)


def test_a_medal_of_remembrance_has_no_set_amount():
    with pytest.raises(ValueError, match="Kỷ niệm chương; cơ quan tặng quyết định"):
        amount("KNC", "A", 1_490_000)


def test_wrong_questions_are_refused():
    with pytest.raises(KeyError, match="Không có danh hiệu mang mã XYZ"):
        amount("XYZ", "A", 1_490_000)
    with pytest.raises(KeyError, match="Không có bộ quy định mang mã D"):
        amount("LDTT", "D", 1_490_000)
    with pytest.raises(ValueError, match="lớn hơn 0"):
        amount("LDTT", "A", 0)


# --- what was published, and what is left to the giver


@pytest.mark.parametrize(
    ("code", "rule_set", "base_salary", "exact", "rounded"),
    [
        # NĐ 91/2017, Điều 68, khoản 2, as its examples read.
        ("LDTT", "A", 1_490_000, 447_000, 450_000),
        ("TTLDTT", "A", 1_490_000, 1_192_000, 1_190_000),
        # Bắc Ninh, 2025.
        ("CSTDTQ", "B", 2_340_000, 10_530_000, 10_530_000),
        ("CSTDTQ", "C1", 2_340_000, 10_530_000, 10_530_000),
        ("COCP", "B", 2_340_000, 28_080_000, 28_080_000),
        ("COCP", "C1", 2_340_000, 28_080_000, 28_080_000),
        # The press quotes 702,000 for LĐTT at 2.34 million; the rule goes up.
        ("LDTT", "C1", 2_340_000, 702_000, 710_000),
        # Half cases: half up.
        ("CSTDTQ", "A", 1_490_000, 6_705_000, 6_710_000),
        ("TTLDXS", "A", 1_490_000, 2_235_000, 2_240_000),
        ("BKTTG", "A", 1_490_000, 5_215_000, 5_220_000),
        ("HCLD3", "A", 1_490_000, 6_705_000, 6_710_000),
        ("HCLD2", "A", 1_490_000, 11_175_000, 11_180_000),
    ],
)
def test_published_amounts_and_half_cases(code, rule_set, base_salary, exact, rounded):
    assert coefficient(code, rule_set) * base_salary == exact
    assert amount(code, rule_set, base_salary) == rounded


@pytest.mark.parametrize("rule_set", ["A", "B", "C1", "C2"])
def test_the_giver_of_a_medal_sets_its_prize_up_to_six_tenths(rule_set):
    with pytest.raises(NoSetPrize, match="cơ quan tặng quyết định, nhiều nhất 0,6 lần mức lương cơ sở"):
        amount("KNC", rule_set, 1_490_000)
    most = sets.get(rule_set).with_overrides({"prize_coefficient.KNC": "0.6"})
    assert amount("KNC", most, 1_500_000) == 900_000
    more = sets.get(rule_set).with_overrides({"prize_coefficient.KNC": "0.601"})
    with pytest.raises(NoSetPrize, match="Mức thưởng Kỷ niệm chương nhiều nhất 0,6 lần mức lương cơ sở"):
        amount("KNC", more, 1_500_000)
