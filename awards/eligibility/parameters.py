"""Every key a rule set may hold, and how its value, always a short text as in a `Parameter` row, is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from awards.eligibility.citations import Certainty
from awards.eligibility.kinds import Discipline, Rating, Scope
from awards.tally import Threshold
from campaigns.rating_check.decrees import DUE, NOT_GOOD_FROM, NOT_RATED_FROM, SHARE
from thidua.vietnamese import percent

AWARDS: dict[str, str] = {
    "LDTT": "“Lao động tiên tiến”",
    "CSTDCS": "“Chiến sĩ thi đua cơ sở”",
    "CSTDT": "“Chiến sĩ thi đua cấp tỉnh”",
    "CSTDTQ": "“Chiến sĩ thi đua toàn quốc”",
    "GK": "Giấy khen cho cá nhân",
    "BKT": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho cá nhân",
    "BKTTG": "Bằng khen của Thủ tướng Chính phủ cho cá nhân",
    "HCLD3": "Huân chương Lao động hạng Ba cho cá nhân",
    "HCLD2": "Huân chương Lao động hạng Nhì cho cá nhân",
    "HCLD1": "Huân chương Lao động hạng Nhất cho cá nhân",
    "KNC": "Kỷ niệm chương",
    "TTLDTT": "“Tập thể lao động tiên tiến”",
    "TTLDXS": "“Tập thể lao động xuất sắc”",
    "COT": "Cờ thi đua của Ủy ban nhân dân tỉnh",
    "COCP": "Cờ thi đua của Chính phủ",
    "GKTT": "Giấy khen cho tập thể",
    "BKTTT": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho tập thể",
    "BKTTGTT": "Bằng khen của Thủ tướng Chính phủ cho tập thể",
    "HCLD3TT": "Huân chương Lao động hạng Ba cho tập thể",
    "HCLD2TT": "Huân chương Lao động hạng Nhì cho tập thể",
    "HCLD1TT": "Huân chương Lao động hạng Nhất cho tập thể",
}

# A collective's form and the individual's it doubles.
INDIVIDUAL_OF: dict[str, str] = {
    "GKTT": "GK",
    "BKTTT": "BKT",
    "BKTTGTT": "BKTTG",
    "HCLD3TT": "HCLD3",
    "HCLD2TT": "HCLD2",
    "HCLD1TT": "HCLD1",
}


class Rounding(StrEnum):
    NEAREST_10000 = "nearest_10000"
    UP_10000 = "up_10000"


class VoteWay(StrEnum):
    SECRET = "secret"
    EITHER = "either"


def parse_flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("chỉ nhận true hoặc false")
    return text == "true"


def parse_whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("phải là số nguyên từ 0 trở lên")
    return int(text)


def parse_share(text: str) -> Fraction:
    """Such as "2/3", "0.8", "0,8" or "80%"."""
    match = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})|([0-9]{1,4}(?:[.,][0-9]{1,6})?)(%?)", text.strip())
    if not match or (match[2] and int(match[2]) == 0):
        raise ValueError("phải viết như 2/3, 0.8 hoặc 80%")
    if match[1]:
        return Fraction(int(match[1]), int(match[2]))
    return Fraction(match[3].replace(",", ".")) / (100 if match[4] else 1)


def parse_part(text: str) -> Fraction:
    """A share of a whole: at most all of it."""
    part = parse_share(text)
    if part > 1:
        raise ValueError("không quá 1 (100%)")
    return part


def parse_per_cent(text: str) -> int:
    if parse_whole(text) > _ALL:
        raise ValueError("không quá 100")
    return parse_whole(text)


_ALL = 100


def parse_threshold(text: str) -> Threshold:
    """More than, ">0.5", or at least, "≥0.8" (">=0.8" too)."""
    match = re.fullmatch(r"\s*(>=|≥|>)\s*(\S+)\s*", text)
    if not match:
        raise ValueError("phải viết như >0.5 hoặc ≥0.8")
    return Threshold(parse_share(match[2]), strict=match[1] == ">")


def parse_day_of_year(text: str) -> str:
    """A day of every year, such as "15/12"; 29/02 is none."""
    match = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", text.strip())
    try:
        day = date(_NO_LEAP_YEAR, int(match[2]), int(match[1])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError("phải là ngày, tháng có thật, như 15/12")
    return f"{day:%d/%m}"


_NO_LEAP_YEAR = 2023


def parse_text(text: str) -> str:
    if not text.strip():
        raise ValueError("không được trống")
    return text.strip()


@dataclass(frozen=True)
class Key:
    name: str
    label: str
    parse: Callable[[str], Any]
    per_award: bool = False


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("valid_from", "hồ sơ nhận từ ngày", date.fromisoformat),
        Key("valid_to", "hồ sơ nhận đến ngày", date.fromisoformat),
        Key("registration_required", "phải đăng ký thi đua mới được xét danh hiệu", parse_flag),
        Key("ldtt_min_months_new_staff", "số tháng công tác ít nhất của người mới tuyển dụng", parse_whole),
        Key("ldtt_min_rating", "mức xếp loại thấp nhất để xét “Lao động tiên tiến”", Rating),
        Key("ldtt_excluded_discipline_from", "hình thức kỷ luật thấp nhất không được xét", Discipline),
        Key("leave_40_days_excludes", "nghỉ quá 40 ngày làm việc thì không xét", parse_flag),
        Key("maternity_counts", "nghỉ thai sản tính là thời gian làm việc", parse_flag),
        Key("cstdcs_needs_initiative", "“Chiến sĩ thi đua cơ sở” luôn phải có sáng kiến hoặc đề tài", parse_flag),
        Key("cstdcs_outstanding_is_enough", "xếp loại xuất sắc thay được sáng kiến", parse_flag),
        Key("cstdcs_needs_outstanding", "“Chiến sĩ thi đua cơ sở” luôn phải xếp loại xuất sắc", parse_flag),
        Key("cstdcs_needs_ldtt", "“Chiến sĩ thi đua cơ sở” phải đạt “Lao động tiên tiến” cùng năm", parse_flag),
        Key("cstdcs_quota_pct_of_ldtt", "tỷ lệ (%) “Chiến sĩ thi đua cơ sở” trên “Lao động tiên tiến”", parse_per_cent),
        Key("cstdcs_quota_blocks", "vượt tỷ lệ thì chưa đủ điều kiện (không thì chỉ nhắc)", parse_flag),
        Key("cstdcs_quota_minimum", "số “Chiến sĩ thi đua cơ sở” ít nhất khi tỷ lệ dưới 1 người", parse_whole),
        Key("cstd_tinh_consecutive_cstdcs", "số năm “Chiến sĩ thi đua cơ sở” liên tục để xét cấp tỉnh", parse_whole),
        Key("cstdtq_consecutive_cstd_tinh", "số lần cấp tỉnh liên tục để xét toàn quốc", parse_whole),
        Key("cstd_tinh_needs_new_cstdcs", "mỗi lần cấp tỉnh phải có các năm cơ sở mới", parse_flag),
        Key("cstdtq_within_years", "số năm sau lần cấp tỉnh thứ hai còn được đề nghị toàn quốc", parse_whole),
        Key("movement_awards_count_for_merit", "khen theo chuyên đề, đột xuất tính làm căn cứ công trạng", parse_flag),
        Key("consecutive_titles", "số lần danh hiệu liên tục thay cho điều kiện khác", parse_whole, per_award=True),
        Key("window_years", "số năm liên tục tính đến năm đề nghị", parse_whole, per_award=True),
        Key("window_rating", "mức xếp loại của mỗi năm trong thời gian đó", Rating, per_award=True),
        Key("window_outstanding", "số năm xuất sắc trong thời gian đó", parse_whole, per_award=True),
        Key("window_cstdcs", "số lần “Chiến sĩ thi đua cơ sở” trong thời gian đó", parse_whole, per_award=True),
        Key("window_initiatives", "số sáng kiến, đề tài trong thời gian đó", parse_whole, per_award=True),
        Key("window_scope", "phạm vi ảnh hưởng của các sáng kiến đó", Scope, per_award=True),
        Key("movement_years", "số năm phong trào chuyên đề phải kéo dài", parse_whole, per_award=True),
        Key("ttldtt_min_pct_ldtt", "tỷ lệ thành viên “Lao động tiên tiến” của tập thể tiên tiến", parse_threshold),
        Key("ttldxs_min_pct_ldtt", "tỷ lệ thành viên “Lao động tiên tiến” của tập thể xuất sắc", parse_threshold),
        Key("ttldxs_pct_ht", "tỷ lệ thành viên hoàn thành nhiệm vụ của tập thể xuất sắc", parse_threshold),
        Key("ttldxs_needs_cstdcs", "số “Chiến sĩ thi đua cơ sở” ít nhất của tập thể xuất sắc", parse_whole),
        Key("ttldxs_needs_ttldtt", "tập thể xuất sắc chọn trong tập thể tiên tiến", parse_flag),
        Key("ttldxs_unit_rating", "mức xếp loại của tập thể xuất sắc", Rating),
        Key("ttldxs_no_discipline", "tập thể xuất sắc không có người bị kỷ luật", parse_flag),
        Key("collective_no_discipline_from", "hình thức kỷ luật thành viên không được có", Discipline),
        Key("denominator_excludes_not_considered", "mẫu số bỏ người không thuộc diện xét", parse_flag),
        Key("govt_flag_max_pct", "tỷ lệ (%) nhiều nhất đề nghị Cờ thi đua của Chính phủ", parse_per_cent),
        Key("not_considered_if_under_investigation", "chưa xét khi đang bị xem xét, điều tra", parse_flag),
        Key("quorum", "tỷ lệ thành viên phải có mặt để họp Hội đồng", parse_part),
        Key("absent_written_vote_counts", "ý kiến bằng văn bản của người vắng được tính", parse_flag),
        Key("recused_in_denominator", "người không biểu quyết vẫn tính trong mẫu số", parse_flag),
        Key("recuse_own_unit", "thành viên Hội đồng lánh trường hợp của đơn vị mình", parse_flag),
        Key("vote_threshold", "tỷ lệ phiếu đồng ý trên tổng số thành viên Hội đồng", parse_threshold, per_award=True),
        Key("vote_way", "cách biểu quyết", VoteWay, per_award=True),
        Key("prize_coefficient", "mức thưởng (lần lương cơ sở)", parse_share, per_award=True),
        Key("prize_collective_multiple", "tập thể được thưởng bằng mấy lần cá nhân", parse_share),
        Key("rounding", "làm tròn tiền thưởng", Rounding),
        Key("base_salary_date", "lương cơ sở của ngày nào", parse_text),
        Key("highest_only_same_year", "cùng năm chỉ thưởng mức cao nhất", parse_flag),
        Key("publicity_days_state_level", "số ngày làm việc lấy ý kiến (khen thưởng cấp Nhà nước)", parse_whole),
        Key("publicity_days_school_level", "số ngày làm việc công khai danh sách đề nghị ở Trường", parse_whole),
        Key("revoke_report_days", "số ngày làm việc báo cáo hủy bỏ", parse_whole),
        Key("revoke_decide_days", "số ngày làm việc quyết định hủy bỏ", parse_whole),
        Key(NOT_GOOD_FROM, "số tháng nghỉ từ đó không xếp loại hoàn thành tốt trở lên", parse_whole),
        Key(NOT_RATED_FROM, "số tháng làm việc ít nhất để xếp loại năm", parse_whole),
        Key(SHARE, "tỷ lệ (%) nhiều nhất xếp loại hoàn thành xuất sắc trên số hoàn thành tốt trở lên", parse_per_cent),
        Key(DUE, "xếp loại năm xong trước ngày", parse_day_of_year),
        Key("form_tap_the", "mẫu báo cáo thành tích tập thể", parse_text),
        Key("form_ca_nhan", "mẫu báo cáo thành tích cá nhân", parse_text),
        Key("form_to_trinh", "mẫu tờ trình", parse_text),
    )
}


@dataclass(frozen=True)
class ParameterValue:
    value: str
    source: str
    certainty: Certainty


def key_of(full_key: str) -> Key:
    """The key behind "quorum" or "vote_threshold.CSTDCS"; a wrong one is refused."""
    name, dot, award_code = full_key.partition(".")
    key = KEYS.get(name)
    if key is None:
        raise KeyError(f"Không có tham số tên {full_key}.")
    if key.per_award != bool(dot) or (dot and award_code not in AWARDS):
        raise KeyError(f"Tham số {name} {'phải' if key.per_award else 'không'} kèm mã danh hiệu, như {name}.LDTT.")
    return key


def full_key(name: str, award_code: str) -> str:
    """The key of one award where values differ by award, else the name itself."""
    key = KEYS.get(name)
    if key is None:
        raise KeyError(f"Không có tham số tên {name}.")
    return f"{name}.{award_code}" if key.per_award else name


def shown(value: Any) -> str:
    """A value as a sentence has it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Threshold):
        least = "đủ" if value.share == 1 else "từ"
        return f"{'trên' if value.strict else least} {percent(value.share)}"
    return str(getattr(value, "label", value))


@lru_cache(maxsize=4096)
def read(full_key: str, value: str) -> Any:
    """The value of a key, in its own type."""
    try:
        return key_of(full_key).parse(value)
    except ValueError as error:
        raise ValueError(f"Tham số {full_key} không nhận “{value}”: {error}.") from None
