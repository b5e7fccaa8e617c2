"""Titles that rest on earlier years: “Chiến sĩ thi đua” of the province and of the nation (law notes §2.3–§2.5).

A line: rule sets, award, finding, what is changed in the best candidate, the expected answer. The year is 2022.
"""

import pytest

from tests.awards.cases import answer, finding, received, works, wrong_answers

ALL = "A B C1 C2"


def chain(*years, **more):
    return {"history": received("CSTDCS", *years), **more}


def with_cstdt(cstdt, *years, **more):
    return {"history": received("CSTDCS", *years) + received("CSTDT", *cstdt), **more}


OPEN = {"cstdcs_basis": "recommended"}  # the title of this year is voted, not decided

CHAIN = [
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, 2022), "yes"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2018, 2019, 2020, 2021, 2022), "yes"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2021, 2022), "no"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2019, 2021, 2022), "no"),  # the third year is missing
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, cstdcs_basis="none"), "no"),
    (
        ALL,
        "CSTDT",
        "cstdcs_chain",
        chain(2019, 2020, 2021, cstdcs_basis="none"),
        "no",
    ),  # three, but not up to this year
    (ALL, "CSTDT", "cstdcs_chain", {"history": []}, "no"),
    (ALL, "CSTDT", "cstdcs_chain", {"history": None}, "unknown"),
    (ALL, "CSTDT", "cstdcs_chain", {"achievement_year": None}, "unknown"),
    # A revoked year is a gap, whatever the records leave open.
    (
        ALL,
        "CSTDT",
        "cstdcs_chain",
        {"history": received("CSTDCS", 2020, 2022) + received("CSTDCS", 2021, revoked=True)},
        "no",
    ),
    (
        ALL,
        "CSTDT",
        "cstdcs_chain",
        {
            "history": received("CSTDCS", 2021, 2022) + received("CSTDCS", 2020, revoked=True),
            "history_complete_from": 2021,
        },
        "no",
    ),
    (
        ALL,
        "CSTDT",
        "cstdcs_chain",
        {"history": received("CSTDCS", 2020, 2021) + received("CSTDCS", 2022, revoked=True)},
        "no",
    ),
    # Before the history is complete a gap is not known.
    (ALL, "CSTDT", "cstdcs_chain", chain(2021, 2022, history_complete_from=2020), "no"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2021, 2022, history_complete_from=2021), "unknown"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2021, 2022, history_complete_from=None), "unknown"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2022, history_complete_from=2021), "no"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, 2022, history_complete_from=None), "yes"),
    # This year counts once its own title is decided.
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, **OPEN), "unknown"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, cstdcs_basis="verified"), "unknown"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, cstdcs_basis=None), "unknown"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2020, 2021, cstdcs_basis="recognised"), "yes"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2021, **OPEN), "no"),  # even with this year's it were two
    # After a CSTĐ cấp tỉnh the years begin anew.
    (ALL, "CSTDT", "cstdcs_chain", with_cstdt([2019], 2017, 2018, 2019, 2020, 2021, 2022), "yes"),
    (ALL, "CSTDT", "cstdcs_chain", with_cstdt([2020], 2018, 2019, 2020, 2021, 2022), "no"),
    (ALL, "CSTDT", "cstdcs_chain", with_cstdt([2021], 2019, 2020, 2021, 2022), "no"),
    (
        ALL,
        "CSTDT",
        "cstdcs_chain",
        with_cstdt([2022], 2020, 2021, 2022),
        "yes",
    ),  # the very one under review, looked at again
    (ALL, "CSTDT", "cstdcs_chain", with_cstdt([2020], 2020, 2021, **OPEN), "no"),
    # Another title is none, a title of a year to come neither.
    (ALL, "CSTDT", "cstdcs_chain", {"history": received("LDTT", 2020, 2021) + received("CSTDCS", 2022)}, "no"),
    (ALL, "CSTDT", "cstdcs_chain", chain(2021, 2022, 2023), "no"),
]

EFFECT = [
    (ALL, "CSTDT", "province_effect", {"works": works(2022, scope="province")}, "yes"),
    (ALL, "CSTDT", "province_effect", {"works": works(2020, scope="province")}, "yes"),
    (ALL, "CSTDT", "province_effect", {"works": works(2019, scope="province")}, "no"),
    (ALL, "CSTDT", "province_effect", {"works": works(2021, scope="nation")}, "yes"),
    (ALL, "CSTDT", "province_effect", {"works": works(2021, scope="base")}, "no"),
    (ALL, "CSTDT", "province_effect", {"works": works(2021, scope="province", kind="project")}, "yes"),
    (ALL, "CSTDT", "province_effect", {"works": works(2021, scope="province", spent_on=["CSTDCS"])}, "yes"),
    (ALL, "CSTDT", "province_effect", {"works": works(2021, scope="province", spent_on=["CSTDT"])}, "no"),
    (ALL, "CSTDT", "province_effect", {"works": []}, "no"),
    (ALL, "CSTDT", "province_effect", {"works": None}, "unknown"),
    (ALL, "CSTDT", "province_effect", {"works": [], "history_complete_from": 2020}, "no"),
    (ALL, "CSTDT", "province_effect", {"works": [], "history_complete_from": 2021}, "unknown"),
    (ALL, "CSTDTQ", "nation_effect", {"works": works(2017, scope="nation")}, "yes"),
    (ALL, "CSTDTQ", "nation_effect", {"works": works(2016, scope="nation")}, "no"),
    (ALL, "CSTDTQ", "nation_effect", {"works": works(2022, scope="province")}, "no"),
    (ALL, "CSTDTQ", "nation_effect", {"works": works(2022, scope="nation", spent_on=["CSTDTQ"])}, "no"),
    (ALL, "CSTDTQ", "nation_effect", {"works": works(2022, scope="nation", spent_on=["CSTDCS", "CSTDT"])}, "yes"),
]


def twice(*years, **more):
    return {"history": received("CSTDT", *years), **more}


PAIR = [
    (ALL, "CSTDTQ", "cstdt_pair", twice(2019, 2022), "yes"),  # three years apart
    (ALL, "CSTDTQ", "cstdt_pair", twice(2018, 2022), "no"),  # four
    (ALL, "CSTDTQ", "cstdt_pair", twice(2018, 2021), "yes"),
    (ALL, "CSTDTQ", "cstdt_pair", twice(2022), "no"),
    (ALL, "CSTDTQ", "cstdt_pair", twice(2013, 2016, 2022), "no"),  # an older row has nothing to do with the last title
    (ALL, "CSTDTQ", "cstdt_pair", twice(2016, 2019, 2022), "yes"),
    (ALL, "CSTDTQ", "cstdt_pair", twice(2022, 2025), "no"),
    (ALL, "CSTDTQ", "cstdt_pair", {"history": received("CSTDT", 2022) + received("CSTDT", 2019, revoked=True)}, "no"),
    (ALL, "CSTDTQ", "cstdt_pair", twice(2022, history_complete_from=2019), "no"),
    (ALL, "CSTDTQ", "cstdt_pair", twice(2022, history_complete_from=2020), "unknown"),
    (ALL, "CSTDTQ", "cstdt_pair", twice(2022, history_complete_from=None), "unknown"),
    (ALL, "CSTDTQ", "cstdt_pair", {"history": None}, "unknown"),
    # Proposed in the period right after the second.
    (ALL, "CSTDTQ", "next_period", twice(2019, 2022), "yes"),
    (ALL, "CSTDTQ", "next_period", twice(2018, 2021), "yes"),
    (ALL, "CSTDTQ", "next_period", twice(2017, 2020), "no"),
    (ALL, "CSTDTQ", "next_period", twice(2017, 2020, history_complete_from=2021), "no"),
    (ALL, "CSTDTQ", "next_period", twice(2017, 2020, history_complete_from=2022), "unknown"),
    (ALL, "CSTDTQ", "next_period", {"history": []}, "no"),
    (ALL, "CSTDTQ", "next_period", {"history": None}, "unknown"),
]

TWICE_A_YEAR = received("CSTDCS", 2021, 2021)
SOUND = [
    *[
        (ALL, award_code, "history_sound", changes, expected)
        for award_code in ("CSTDT", "CSTDTQ", "BKT", "BKTTG", "HCLD3", "HCLD2", "HCLD1", "BKTTT", "HCLD1TT")
        for changes, expected in [
            ({"history": received("CSTDCS", 2020, 2021)}, None),
            ({"history": TWICE_A_YEAR}, "unknown"),
            ({"history": received("CSTDCS", 2021) + received("CSTDCS", 2021, revoked=True)}, None),
            ({"history": received("BKT", 2021) + received("BKT", 2021, occasion="thematic")}, None),
            ({"history": received("LDTT", 2021, decided_on="2021-12-20")}, None),
            ({"history": received("LDTT", 2021, decided_on="2020-12-31")}, "unknown"),
            ({"history": received("LDTT", 2021, decided_on="2021-01-01")}, None),
            ({"history": received("LDDT", 2021)}, "unknown"),
            ({"history": []}, None),
            ({"history": None}, "unknown"),
            ({"past_ratings": [{"year": 2020, "rating": "good"}, {"year": 2020, "rating": "good"}]}, None),
            ({"past_ratings": [{"year": 2020, "rating": "good"}, {"year": 2020, "rating": "completed"}]}, "unknown"),
        ]
    ],
]


def test_cstd_of_the_province():
    assert wrong_answers(CHAIN) == []


def test_effect_of_initiatives():
    assert wrong_answers(EFFECT) == []


def test_cstd_of_the_nation():
    assert wrong_answers(PAIR) == []


def test_histories_that_contradict_themselves():
    assert wrong_answers(SOUND) == []


def test_new_years_are_asked_by_a_parameter(overriding):
    """That the years begin anew is known from older texts only: it may be switched off, and is less sure."""
    used_up = with_cstdt([2020], 2018, 2019, 2020, 2021, 2022)
    old_years_too = overriding("B", cstd_tinh_needs_new_cstdcs="false")
    assert answer("cstdcs_chain", "CSTDT", old_years_too, **used_up) == "yes"
    assert finding("cstdcs_chain", "CSTDT", "B", **used_up).certainty == "sector"
    assert finding("cstdcs_chain", "CSTDT", "B").certainty == "confirmed"


@pytest.mark.parametrize(
    ("key", "award_code", "changes", "sentence"),
    [
        (
            "cstdcs_chain",
            "CSTDT",
            chain(2021, 2022),
            "Có 2/3 năm liên tục “Chiến sĩ thi đua cơ sở” tính đến năm 2022; cần 3 năm liên tục, không đứt quãng.",
        ),
        (
            "cstdcs_chain",
            "CSTDT",
            chain(2021, 2022, history_complete_from=2021),
            "Có 2/3 năm liên tục “Chiến sĩ thi đua cơ sở” tính đến năm 2022; "
            "lịch sử khen thưởng từ năm 2020 chưa chắc đầy đủ.",
        ),
        (
            "cstdcs_chain",
            "CSTDT",
            chain(2020, 2021, **OPEN),
            "Có 2/3 năm liên tục “Chiến sĩ thi đua cơ sở” tính đến năm 2021; "
            "danh hiệu của năm sau đó được Hội đồng đề nghị, chưa có quyết định.",
        ),
        (
            "cstdt_pair",
            "CSTDTQ",
            twice(2018, 2022),
            "Có 1/2 lần liên tục “Chiến sĩ thi đua cấp tỉnh” (các năm 2018, 2022); cần 2 lần liên tục.",
        ),
        (
            "history_sound",
            "CSTDT",
            {"history": TWICE_A_YEAR + received("XYZ", 2020) + received("BKT", 2019, decided_on="2018-05-01")},
            "Lịch sử khen thưởng chưa khớp: “Chiến sĩ thi đua cơ sở” năm 2021 ghi nhiều lần; "
            "mã XYZ không có trong danh mục; "
            "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho cá nhân năm 2019 có quyết định từ ngày 01/05/2018.",
        ),
    ],
)
def test_sentences_show_what_was_found(key, award_code, changes, sentence):
    assert finding(key, award_code, "B", **changes).sentence == sentence


def test_a_gap_in_the_records_names_where_it_is_filled():
    assert finding("cstdcs_chain", "CSTDT", "B", **chain(2022, history_complete_from=2022)).missing == ("history",)
    assert finding("cstdcs_chain", "CSTDT", "B", **chain(2022, history_complete_from=None)).missing == (
        "history_complete_from",
    )
