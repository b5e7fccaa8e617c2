"""Whatever the text: no error, and no guess without its line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.reading import read
from tests.campaigns.reading.plans import ALL, text_of

LINES = [line for name in ALL for line in text_of(name).split("\n")]
SCRAPS = st.sampled_from(
    [
        *LINES,
        "",
        "(",
        "“",
        "Đợt 1:",
        "Đợt 99: từ 31/02 - 30/02/0000",
        "I.",
        "1.",
        "- ",
        "Nơi nhận:",
        "(00/00/0000 - 99/99)",
        "kỷ niệm 999 năm Ngày (1/1/9999)",
        "HIỆU TRƯỞNG",
        "29/02/2023",
        "năm 2022",
        "tháng 13/2022",
        "Chủ đề:",
    ]
)


def check(text: str) -> None:
    plan = read(text)
    for guess in plan.guesses():
        assert guess.lines
        assert all(1 <= line <= len(plan.source) for line in guess.lines)
        assert guess.sure or guess.note
    assert all(1 <= line <= len(plan.source) for line in plan.unused)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_characters(text):
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=30)), max_size=40))
def test_any_lines_of_plans_in_any_order(lines):
    check("\n".join(lines))


def test_texts_made_to_be_slow_are_read_soon():
    for scrap in (
        "(" * 3000,
        "“" * 3000,
        "1/1" * 3000,
        " và ngày" * 2000,
        "- " * 5000,
        "I. " * 3000,
        "a," * 9000,
        "năm " * 5000,
    ):
        check(f"KẾ HOẠCH năm 2022\nI. NỘI DUNG\nĐợt 1: {scrap}\n{scrap}")
