"""A rule set's parameters in Vietnamese words: what each is called, what its value says, which values it may take."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from awards.eligibility.kinds import Ranked
from awards.eligibility.parameters import (
    AWARDS,
    KEYS,
    Rounding,
    VoteWay,
    key_of,
    parse_flag,
    parse_part,
    parse_per_cent,
    parse_share,
    parse_threshold,
    parse_whole,
)
from awards.tally import Threshold
from thidua.vietnamese import money, percent, vdate


class Kind(StrEnum):
    """How a value is asked for."""

    FLAG = "flag"
    CHOICE = "choice"
    WHOLE = "whole"
    SHARE = "share"
    THRESHOLD = "threshold"
    DATE = "date"
    TEXT = "text"


OTHER = "Quy định khác"
# Subjects in the order of the page; a key belongs to the first with a beginning of its name.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "Thời gian áp dụng": ("valid_",),
    "Danh hiệu của cá nhân": ("registration_", "ldtt_", "leave_", "maternity_", "cstd", "not_considered_"),
    "Danh hiệu của tập thể": ("ttld", "collective_", "denominator_", "govt_flag"),
    "Hình thức khen thưởng": ("consecutive_titles", "window_", "movement_"),
    "Hội đồng và biểu quyết": ("quorum", "absent_written", "recused_", "recuse_", "vote_"),
    "Tiền thưởng": ("prize_", "rounding", "base_salary", "highest_only", "bk_tinh"),
    "Xếp loại năm": ("rating_",),
    "Thủ tục, thời hạn": ("publicity_", "revoke_"),
    "Mẫu văn bản": ("form_",),
    OTHER: ("",),
}
FLAGS = (("true", "có"), ("false", "không"))
# Texts that are a word of the program, not of the law.
_WORDS = {
    Rounding.NEAREST_10000.value: "đến 10.000 đồng gần nhất, từ 5.000 đồng làm tròn lên",
    Rounding.UP_10000.value: "lên 10.000 đồng tiếp theo",
    VoteWay.SECRET.value: "bỏ phiếu kín",
    VoteWay.EITHER.value: "bỏ phiếu kín hoặc biểu quyết công khai",
    "decision": "ngày ban hành quyết định",
}
# What a whole number counts, by the first piece of the name that is found in it.
_UNITS = (
    ("window_years", " năm"),
    ("window_outstanding", " năm"),
    ("window_cstdcs", " lần"),
    ("window_initiatives", " sáng kiến, đề tài"),
    ("movement_years", " năm"),
    ("consecutive_titles", " lần"),
    ("within_years", " năm"),
    ("pct", "%"),
    ("months", " tháng"),
    ("_days", " ngày làm việc"),
    ("consecutive_cstdcs", " năm"),
    ("consecutive_cstd_tinh", " lần"),
    ("cstdcs", " người"),
    ("minimum", " người"),
)
_FINEST = 1000  # shares that are whole thousandths read well as per cent: 12,5%


def label_of(full_key: str) -> str:
    """“mức thưởng (lần lương cơ sở): “Lao động tiên tiến””."""
    key, award = key_of(full_key), full_key.partition(".")[2]
    return f"{key.label}: {AWARDS[award]}" if award else key.label


def subject_of(full_key: str) -> str:
    name = key_of(full_key).name
    return next(subject for subject, beginnings in SUBJECTS.items() if name.startswith(beginnings))


def all_keys() -> list[str]:
    """Every key a rule set may hold, those of one award once for each award."""
    return [
        full
        for key in KEYS.values()
        for full in ([f"{key.name}.{award}" for award in AWARDS] if key.per_award else [key.name])
    ]


def kind_of(full_key: str) -> Kind:
    parse: Any = key_of(full_key).parse
    kinds = {
        parse_flag: Kind.FLAG,
        parse_whole: Kind.WHOLE,
        parse_per_cent: Kind.WHOLE,
        parse_share: Kind.SHARE,
        parse_part: Kind.SHARE,
        parse_threshold: Kind.THRESHOLD,
    }
    if isinstance(parse, type) and issubclass(parse, StrEnum):
        return Kind.CHOICE
    return Kind.DATE if parse == date.fromisoformat else kinds.get(parse, Kind.TEXT)


def choices_of(full_key: str) -> tuple[tuple[str, str], ...]:
    """Value and words of each answer of a FLAG or a CHOICE; empty for the other kinds."""
    if kind_of(full_key) is Kind.FLAG:
        return FLAGS
    parse: Any = key_of(full_key).parse
    if kind_of(full_key) is not Kind.CHOICE:
        return ()
    return tuple((member.value, _member_words(member)) for member in parse)


def in_words(full_key: str, value: str) -> str:
    """The value as a sentence would say it: "≥70%" → “từ 70%”; one nobody can read stays as it stands."""
    try:
        read = key_of(full_key).parse(value)
    except (KeyError, ValueError):
        return value
    name = key_of(full_key).name
    if isinstance(read, bool):
        return dict(FLAGS)["true" if read else "false"]
    if isinstance(read, StrEnum):
        return _member_words(read)
    if isinstance(read, int):
        return f"{money(read)}{next((unit for piece, unit in _UNITS if piece in name), '')}"
    if isinstance(read, date):
        return vdate(read)
    if isinstance(read, Threshold):
        return _threshold(read)
    if isinstance(read, Fraction):
        return f"{_number(read)} lần" if name.startswith("prize_") else share_words(read)
    return f"mẫu số {read}" if name.startswith("form_") else _WORDS.get(read, str(read))


def share_words(share: Fraction) -> str:
    """80%, 12,5%; where per cent would round, the fraction itself: 2/3."""
    exact = (share * _FINEST).denominator == 1
    return percent(share) if exact else f"{share.numerator}/{share.denominator}"


def _threshold(threshold: Threshold) -> str:
    if threshold.strict:
        return f"trên {share_words(threshold.share)}"
    return f"{'đủ' if threshold.share == 1 else 'từ'} {share_words(threshold.share)}"


def _member_words(member: StrEnum) -> str:
    return member.label if isinstance(member, Ranked) else _WORDS.get(member.value, member.value)


def _number(number: Fraction) -> str:
    """0,3; 12; what has no end as decimals stays a fraction."""
    whole, rest = divmod(number * 10**6, 1)
    if rest:
        return f"{number.numerator}/{number.denominator}"
    ones, millionths = divmod(int(whole), 10**6)
    decimals = f"{millionths:06d}".rstrip("0")
    return f"{money(ones)},{decimals}" if decimals else money(ones)
