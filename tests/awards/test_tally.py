from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.tally import Outcome, Threshold, needed, tally

MAJORITY = Threshold(Fraction(1, 2), strict=True)
EIGHTY = Threshold(Fraction(8, 10), strict=False)
NINETY = Threshold(Fraction(9, 10), strict=False)
THIRD = Threshold(Fraction(1, 3), strict=False)


@pytest.mark.parametrize(
    ("threshold", "members", "least"),
    [
        (MAJORITY, 1, 1),
        (MAJORITY, 2, 2),
        (MAJORITY, 7, 4),
        (MAJORITY, 8, 5),
        (MAJORITY, 9, 5),
        (MAJORITY, 10, 6),
        (EIGHTY, 1, 1),
        (EIGHTY, 4, 4),
        (EIGHTY, 5, 4),
        (EIGHTY, 7, 6),
        (EIGHTY, 9, 8),
        (EIGHTY, 10, 8),
        (EIGHTY, 11, 9),
        (EIGHTY, 15, 12),
        (NINETY, 9, 9),
        (NINETY, 10, 9),
        (NINETY, 11, 10),
        (NINETY, 20, 18),
        (THIRD, 9, 3),
        (THIRD, 10, 4),
        (Threshold(Fraction(1), strict=False), 9, 9),
        (Threshold(Fraction(0), strict=False), 9, 0),
    ],
)
def test_needed_and_both_sides_of_it(threshold, members, least):
    assert needed(members, threshold) == least
    assert tally(least, members - least, 0, members, threshold) == Outcome(True, least, Fraction(least, members))
    if least:
        missed = tally(least - 1, 0, 1, members, threshold)
        assert missed == Outcome(False, least, Fraction(least - 1, members))


def test_absent_members_count_in_the_base():
    assert tally(5, 0, 0, 9, MAJORITY).passed is True
    assert tally(4, 0, 0, 9, MAJORITY).passed is False


@pytest.mark.parametrize("votes", [(-1, 0, 0), (0, -1, 0), (0, 0, -1), (10, 0, 0), (4, 4, 2)])
def test_impossible_counts_are_refused(votes):
    with pytest.raises(ValueError, match="phiếu"):
        tally(*votes, 9, MAJORITY)


@pytest.mark.parametrize("members", [0, -1])
def test_an_empty_council_is_refused(members):
    with pytest.raises(ValueError, match="ít nhất một thành viên"):
        needed(members, MAJORITY)


@pytest.mark.parametrize(
    ("share", "strict"), [(Fraction(11, 10), False), (Fraction(-1, 10), False), (Fraction(1), True)]
)
def test_an_unreachable_threshold_is_refused(share, strict):
    with pytest.raises(ValueError, match="không đạt được"):
        Threshold(share, strict)


@given(
    st.integers(1, 500),
    st.fractions(0, 1, max_denominator=100).filter(lambda share: share < 1),
    st.booleans(),
    st.data(),
)
def test_passing_is_exactly_meeting_the_share(members, share, strict, data):
    agree = data.draw(st.integers(0, members))
    threshold = Threshold(share, strict)
    assert tally(agree, 0, 0, members, threshold).passed is threshold.met_by(Fraction(agree, members))
