"""The four rule sets: who is eligible under which, the day that picks one, and C2, which nobody has read."""

from datetime import date
from fractions import Fraction

import pytest

from awards.eligibility import Facts, assess, sets
from awards.eligibility.citations import CITATIONS, Certainty
from awards.eligibility.parameters import AWARDS, ParameterValue
from awards.tally import Threshold
from tests.awards.cases import BEST, finding, rated, received, report

# What even the best candidate cannot settle, and why.
_BY_THE_PROVINCE = "province_criteria"  # since 2024 the province says who may have a Giấy khen
_BY_THE_ISSUER = "issuer_criteria"  # each kỷ niệm chương has criteria of its own
_NUMBERS_NOT_READ = "after_previous"  # the number of years was found in no text
_NOT_READ = "collective_criteria"  # nor the criteria of collectives
_OPEN_IN_ALL = {
    "KNC": {_BY_THE_ISSUER},
    "BKTTGTT": {_NUMBERS_NOT_READ, _NOT_READ},
    "HCLD3TT": {_NUMBERS_NOT_READ, _NOT_READ},
    "HCLD2TT": {_NUMBERS_NOT_READ, _NOT_READ},
    "HCLD1TT": {_NUMBERS_NOT_READ, _NOT_READ},
}
_OPEN_SINCE_2024 = _OPEN_IN_ALL | {
    "GK": {_BY_THE_PROVINCE},
    "GKTT": {_BY_THE_PROVINCE},
    "HCLD2": {_NUMBERS_NOT_READ},
    "HCLD1": {_NUMBERS_NOT_READ},
}
OPEN = {"A": _OPEN_IN_ALL, "B": _OPEN_SINCE_2024, "C1": _OPEN_SINCE_2024}


def confirmed(code="C2"):
    """The set after the administrator has confirmed every value of it."""
    law = sets.get(code)
    return law.with_overrides(
        {
            key: ParameterValue(one.value, "Văn bản đã đối chiếu", Certainty.CONFIRMED)
            for key, one in law.parameters.items()
        }
    )


def test_every_award_has_conditions_under_every_set():
    assert [set(one.rules) for one in sets.SETS.values()] == [set(AWARDS)] * 4
    assert set(BEST) == set(AWARDS)


@pytest.mark.parametrize("award_code", AWARDS)
def test_the_best_candidate(award_code):
    for code, left_open in OPEN.items():
        result, expected = report(award_code, code), left_open.get(award_code, set())
        assert {one.key for one in result.findings if one.blocking and one.answer != "yes"} == expected, code
        assert result.verdict == ("undetermined" if expected else "eligible"), code


@pytest.mark.parametrize("award_code", AWARDS)
def test_nobody_is_eligible_under_a_text_nobody_read(award_code):
    result = report(award_code, "C2")
    assert result.verdict == "undetermined"
    last = result.findings[-1]
    assert (last.key, last.answer, last.blocking) == ("to_be_confirmed", "unknown", True)
    assert last.sentence.startswith("Cần thẩm tra: ")
    assert last.ask == "Quản trị đối chiếu văn bản rồi xác nhận tham số."
    assert {one.certainty_label for one in result.findings} == {"cần thẩm tra"}


@pytest.mark.parametrize("award_code", AWARDS)
def test_after_the_values_are_confirmed_c2_decides(award_code):
    result = report(award_code, confirmed())
    expected = OPEN["C1"].get(award_code, set())
    assert {one.key for one in result.findings if one.blocking and one.answer != "yes"} == expected
    assert result.verdict == ("undetermined" if expected else "eligible")


def test_one_value_not_confirmed_keeps_c2_open():
    """Only the values that were used matter, and the day the set begins."""
    all_but = confirmed().parameters
    for key, verdict in [
        ("ldtt_min_rating", "undetermined"),
        ("valid_from", "undetermined"),
        ("ttldtt_min_pct_ldtt", "eligible"),
    ]:
        law = confirmed().with_overrides({key: ParameterValue(all_but[key].value, "dự thảo", Certainty.SECOND_HAND)})
        assert report("LDTT", law).verdict == verdict


def test_a_clear_no_is_a_no_under_c2_too():
    assert report("LDTT", "C2", rating="completed").verdict == "not_eligible"


def test_cstdcs_of_the_draft():
    """Outstanding and an initiative, both; “Lao động tiên tiến” no longer."""
    law, none = confirmed(), {"recognised_initiatives": 0, "accepted_projects": 0, "dossier_works": []}
    assert report("CSTDCS", law, ldtt_basis="none").verdict == "eligible"
    assert report("CSTDCS", law, ldtt_basis=None).verdict == "eligible"
    assert report("CSTDCS", law, rating="good").verdict == "not_eligible"
    assert report("CSTDCS", law, **none).verdict == "not_eligible"
    assert {finding(key, "CSTDCS", "C2").certainty for key in ("outstanding", "achievement")} == {"second_hand"}
    assert finding("outstanding", "CSTDCS", "C2").citation == "Luật 06/2026/QH16, Điều 23 theo dự thảo tháng 12/2025"


NONE = {"recognised_initiatives": 0, "accepted_projects": 0, "dossier_works": []}
SIX_MONTHS = {"recruited_in_year": True, "months_worked_since_recruitment": 6}
SIXTY = {"members": 10, "members_ldtt": 6}
GOOD_YEARS = {
    "rating": "good",
    "past_ratings": rated("good", 2018, 2019, 2020, 2021),
    "works": [],
    "history": received("BKT", 2017) + received("CSTDCS", 2019, 2020, 2021),
}
TWO_TITLES = {"history": received("CSTDCS", 2021, 2022), "works": [], "past_ratings": rated("good", 2020, 2021)}
YES, NO, OPEN_ = "eligible", "not_eligible", "undetermined"

# The same facts, received on four days: the set is another, and so may be the verdict.
DAYS = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 7, 1), date(2026, 10, 1)]
CHANGES = [
    ("LDTT", SIX_MONTHS, [NO, YES, YES, OPEN_]),
    ("LDTT", {"registered": False}, [NO, YES, YES, OPEN_]),
    ("LDTT", {"rating": "completed"}, [NO, NO, NO, NO]),
    ("CSTDCS", {**NONE, "rating": "outstanding"}, [NO, YES, YES, NO]),
    ("CSTDCS", {"rating": "good"}, [YES, YES, YES, NO]),
    ("CSTDCS", {"ldtt_basis": "none"}, [NO, NO, NO, OPEN_]),
    ("CSTDCS", {"school_ldtt": 50, "school_cstdcs": 8}, [NO, YES, YES, OPEN_]),
    ("CSTDT", {}, [YES, YES, YES, OPEN_]),
    ("GK", {}, [YES, OPEN_, OPEN_, OPEN_]),
    ("BKT", TWO_TITLES, [NO, YES, YES, OPEN_]),
    ("BKTTG", GOOD_YEARS, [NO, YES, YES, OPEN_]),
    ("BKTTG", {"history": received("BKT", 2017, occasion="thematic")}, [YES, NO, NO, NO]),
    ("HCLD2", {}, [YES, OPEN_, OPEN_, OPEN_]),
    ("TTLDTT", SIXTY, [YES, NO, NO, NO]),
    ("TTLDXS", {"ttldtt_basis": "none"}, [NO, YES, YES, OPEN_]),
    ("COT", {"targets_exceeded": False}, [YES, NO, NO, NO]),
]


@pytest.mark.parametrize(("award_code", "changes", "verdicts"), CHANGES)
def test_the_same_facts_around_the_days_the_law_changed(award_code, changes, verdicts):
    assert [report(award_code, sets.pick(day), **changes).verdict for day in DAYS] == verdicts


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


def test_what_lets_earlier_dossiers_finish_is_cited():
    cited = {one.after: CITATIONS[one.citation] for one in sets.TRANSITIONS}
    assert {code: (one.section, one.certainty.value) for code, one in cited.items()} == {
        "B": ("§1", "memory"),
        "C1": ("§1 [S158]", "second_hand"),
        "C2": ("§1 [S10]", "second_hand"),
    }


def test_nothing_under_c2_is_confirmed():
    law = sets.get("C2")
    assert {value.certainty.value for value in law.parameters.values()} == {"memory", "second_hand"}
    sources = [rule.source for rules in law.rules.values() for one in rules for rule in (one, *one.alternatives)]
    assert {one.certainty.value for one in sources} == {"memory", "second_hand"}
    assert [reuse.citation for reuse in law.reusable.values() if reuse.citation != "l2026-assumed"] == []
    assert law.flag("cstdcs_needs_initiative") is True
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


def test_unknown_codes_are_refused():
    with pytest.raises(KeyError, match="Không có danh hiệu mang mã LĐTT"):
        assess("LĐTT", Facts(), "A")
    with pytest.raises(KeyError, match="Không có bộ quy định mang mã Z"):
        assess("LDTT", Facts(), "Z")
