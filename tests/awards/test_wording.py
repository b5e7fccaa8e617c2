"""Parameters in words: no word of the program, no English, on any value of any rule set."""

import re

import pytest

from awards.eligibility import sets
from awards.eligibility.parameters import KEYS, key_of
from awards.eligibility.rules import Law
from awards.eligibility.wording import OTHER, Kind, all_keys, choices_of, in_words, kind_of, label_of, subject_of

VALUES = [(code, key, held.value) for code, one in sets.SETS.items() for key, held in one.parameters.items()]
PROGRAM = re.compile(
    r"\b(true|false|good|reprimand|warning|secret|either|nearest|up|decision)\b|[≥>_]|\d\.\d\b|\d{4}-\d\d"
)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("registration_required", "true", "có"),
        ("registration_required", "false", "không"),
        ("ldtt_min_rating", "good", "hoàn thành tốt nhiệm vụ"),
        ("ldtt_excluded_discipline_from", "reprimand", "khiển trách"),
        ("ttldxs_min_pct_ldtt", "≥70%", "từ 70%"),
        ("ttldxs_min_pct_ldtt", ">=0.7", "từ 70%"),
        ("ttldtt_min_pct_ldtt", ">50%", "trên 50%"),
        ("ttldxs_pct_ht", "≥100%", "đủ 100%"),
        ("vote_threshold.LDTT", "≥2/3", "từ 2/3"),
        ("quorum", "2/3", "2/3"),
        ("quorum", "0.125", "12,5%"),
        ("prize_coefficient.LDTT", "0.3", "0,3 lần"),
        ("prize_coefficient.COCP", "12.0", "12 lần"),
        ("prize_coefficient.COCP", "1/3", "1/3 lần"),
        ("cstdcs_quota_pct_of_ldtt", "15", "15%"),
        ("ldtt_min_months_new_staff", "10", "10 tháng"),
        ("cstd_tinh_consecutive_cstdcs", "3", "3 năm"),
        ("cstdtq_consecutive_cstd_tinh", "2", "2 lần"),
        ("ttldxs_needs_cstdcs", "1", "1 người"),
        ("revoke_report_days", "7", "7 ngày làm việc"),
        ("vote_way.LDTT", "secret", "bỏ phiếu kín"),
        ("rounding", "up_10000", "lên 10.000 đồng tiếp theo"),
        ("base_salary_date", "decision", "ngày ban hành quyết định"),
        ("form_ca_nhan", "02", "mẫu số 02"),
        ("valid_from", "2024-01-01", "01/01/2024"),
        ("quorum", "hai phần ba", "hai phần ba"),
    ],
)
def test_a_value_in_words(key, value, words):
    assert in_words(key, value) == words


def test_no_value_of_a_set_shows_a_word_of_the_program():
    assert [(code, key, said) for code, key, value in VALUES if PROGRAM.search(said := in_words(key, value))] == []


def test_every_key_has_a_subject_and_a_name_of_its_own():
    keys = all_keys()
    assert set(keys) == {key for _, key, _ in VALUES} | set(keys)
    assert [key for key in keys if subject_of(key) == OTHER] == []
    assert len({label_of(key) for key in keys}) == len(keys)


def test_choices_are_what_the_reader_takes():
    for name in KEYS:
        key = next(full for full in all_keys() if full.partition(".")[0] == name)
        assert (kind_of(key) in (Kind.FLAG, Kind.CHOICE)) == bool(choices_of(key))
        for value, words in choices_of(key):
            key_of(key).parse(value)
            assert in_words(key, value) == words


def conditions(code: str, **values: str) -> list[str]:
    """Every condition of a set in words, with these values in place of its own."""
    law = sets.get(code).with_overrides(values) if values else sets.get(code)
    return [
        one.words(Law(law, award)) for award, asked in law.rules.items() for rule in asked
        for one in (rule, *rule.alternatives)
    ]  # fmt: skip


@pytest.mark.parametrize("code", sets.SETS)
@pytest.mark.parametrize("value", [None, "true", "false"])
def test_conditions_are_sentences_and_no_list_of_answers(code, value):
    flags = [key for key in sets.get(code).parameters if kind_of(key) is Kind.FLAG] if value else []
    said = conditions(code, **dict.fromkeys(flags, value or ""))
    assert len(said) > 60
    assert [one for one in said if re.search(r": ?(?:có|không)\b|[{}|]|\s[.,;]|  ", one)] == []


def test_a_condition_says_what_holds_and_what_does_not():
    key = "cstd_tinh_needs_new_cstdcs"
    begins = "Có 3 năm liên tục “Chiến sĩ thi đua cơ sở”, tính đến năm đề nghị; "
    new = f"{begins}chỉ tính các năm sau lần được tặng “Chiến sĩ thi đua cấp tỉnh” trước đó."
    again = f"{begins}các năm đã tính cho lần cấp tỉnh trước được tính lại."
    for value, told, other in (("true", new, again), ("false", again, new)):
        said = conditions("A", **{key: value})
        assert (told in said, other in said) == (True, False)
