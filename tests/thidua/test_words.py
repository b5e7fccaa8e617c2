"""Spelling and form of every text people read: templates and the Vietnamese in the code."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(
    [*(ROOT / "templates").rglob("*.html")]
    + [
        path
        for app in ("thidua", "campaigns", "awards")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    ]
)
MARK_ON_SECOND_VOWEL = re.compile(r"(?<![qQ])[uU][ỳýỷỹỵ]\b|[oO][àáảãạèéẻẽẹ]\b")
OLD_SPELLING = re.compile(r"\b(?:kỉ (?:luật|niệm)|lí do|tỉ lệ|kí (?:tên|số|quyết)|chiến sỹ|quí)\b", re.IGNORECASE)
TOO_POLITE = re.compile(r"vui lòng|xin lỗi|không hợp lệ|bạn quên|quý khách", re.IGNORECASE)
# Explains that both spellings are one word to a search; knows words typed in a code of the nineties.
SPELLS_BOTH_WAYS = ("vietnamese.py", "old_codes.py")
# A ballot that does not count is called so; nobody's input is.
COUNTS_BALLOTS = (
    "ballot_paper.py", "tally_sheet.py", "minutes.py", "ballot.py", "tallying.py", "room.py",
    "round_sheet.html", "round_results.html",
)  # fmt: skip
BUTTON = re.compile(r"<button[^>]*>\s*(OK|Có|Không|Hủy|Thực hiện|Xử lý|Submit)\s*</button>")


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in paths
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def test_there_is_something_to_read():
    assert len(OURS) > 50


def test_everything_is_composed():
    assert [p.name for p in OURS if not unicodedata.is_normalized("NFC", p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("pattern", [MARK_ON_SECOND_VOWEL, OLD_SPELLING, TOO_POLITE, BUTTON])
def test_words(pattern):
    passed_over = COUNTS_BALLOTS if pattern is TOO_POLITE else SPELLS_BOTH_WAYS
    assert found(pattern, [path for path in OURS if path.name not in passed_over]) == []


@pytest.mark.parametrize("wrong", ["hoà", "khoẻ", "huỷ", "uỷ", "thuỷ", "tuỳ"])
def test_the_pattern_sees_the_mark_on_the_wrong_vowel(wrong):
    assert MARK_ON_SECOND_VOWEL.search(wrong)


@pytest.mark.parametrize(
    "right", ["hòa", "khỏe", "hủy", "ủy viên", "quý", "quỹ", "ngoài", "toàn", "hoàn", "xoay", "thủy"]
)
def test_the_pattern_leaves_right_words_alone(right):
    assert not MARK_ON_SECOND_VOWEL.search(right)
