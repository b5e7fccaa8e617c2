"""Rule sets C1 and C2: parameters, but no condition yet, so nothing is ever decided; and the pick by date."""

from datetime import date
from fractions import Fraction

import pytest

from awards.eligibility import Facts, assess, sets
from awards.eligibility.parameters import AWARDS
from awards.tally import Threshold
from tests.awards.cases import BEST


@pytest.mark.parametrize("code", ["C1", "C2"])
@pytest.mark.parametrize("award_code", AWARDS)
def test_every_finding_is_unknown(award_code, code):
    report = assess(award_code, Facts.from_dict(BEST.get(award_code, {})), code)
    assert report.verdict == "undetermined"
    assert [(one.key, one.answer, one.certainty_label) for one in report.findings] == [
        ("not_entered", "unknown", "cần thẩm tra")
    ]
    assert report.findings[0].sentence == (
        "Quy định cho hồ sơ nhận từ ngày 01/07/2025 chưa được nhập vào chương trình; phải đối chiếu văn bản."
    )


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2014, 6, 1), "A"),
        (date(2022, 12, 5), "A"),
        (date(2023, 12, 31), "A"),
        (date(2024, 1, 1), "B"),
        (date(2025, 6, 15), "B"),
        (date(2025, 6, 30), "B"),
        (date(2025, 7, 1), "C1"),
        (date(2026, 9, 30), "C1"),
        (date(2026, 10, 1), "C2"),
        (date(2040, 1, 1), "C2"),
    ],
)
def test_the_day_of_receipt_picks_the_set(day, code):
    assert sets.pick(day) == code


def test_no_set_before_2014():
    with pytest.raises(ValueError, match="hồ sơ nhận ngày 31/05/2014"):
        sets.pick(date(2014, 5, 31))


def test_nothing_under_c2_is_confirmed():
    assert {value.certainty.value for value in sets.get("C2").parameters.values()} == {"memory", "second_hand"}
    assert sets.get("C2").flag("cstdcs_needs_initiative") is True
    assert sets.get("C1").flag("cstdcs_needs_initiative") is False


HALF, EIGHTY, NINETY = (Threshold(Fraction(1, 2), True), *(Threshold(Fraction(n, 10), False) for n in (8, 9)))


@pytest.mark.parametrize("code", ["A", "B", "C1", "C2"])
def test_vote_thresholds(code):
    for award_code in ("LDTT", "TTLDTT", "GK", "GKTT"):
        assert sets.vote_threshold(award_code, code) == HALF
    for award_code in ("CSTDCS", "TTLDXS", "BKT", "BKTTT", "COT", "BKTTG", "HCLD3"):
        assert sets.vote_threshold(award_code, code) == EIGHTY
    assert sets.vote_threshold("CSTDT", code) == (NINETY if code == "A" else EIGHTY)
    assert sets.vote_threshold("CSTDTQ", code) == NINETY
    assert sets.get(code).share("quorum") == Fraction(2, 3)
    assert sets.get(code).flag("recused_in_denominator") is True
    assert sets.get(code).flag("highest_only_same_year") is True


def test_certainty_of_the_threshold_of_cstdcs():
    found = [sets.get(code).parameter("vote_threshold.CSTDCS").certainty.value for code in ("A", "B", "C1", "C2")]
    assert found == ["memory", "second_hand", "memory", "memory"]
