"""Who decides which award under which set, and what nobody could confirm. The levels are the catalogue's."""

from dataclasses import dataclass

from awards.eligibility.citations import Citation, certainty_of
from awards.eligibility.law_list import DECIDED_BY

_ORDER = ("A", "B", "C1", "C2")


def decided_by(award_code: str, level: str, rule_set_code: str) -> Citation:
    """Where the law says that this level decides: the newest row up to the set, an award's own before its level's."""
    reached = _ORDER[: _ORDER.index(rule_set_code) + 1]
    rows = [row for row in DECIDED_BY if row[0] in reached and row[1] in ("", level) and row[2] in ("", award_code)]
    newest = max((row[0] for row in rows), key=_ORDER.index)
    code, _, award, text, section, letter = max((row for row in rows if row[0] == newest), key=lambda row: row[2])
    return Citation(f"decides-{code}-{award or level}", text, section, certainty_of(letter))


@dataclass(frozen=True)
class OpenQuestion:
    """A question for the school or a lawyer, and the sets it leaves open."""

    words: str
    rule_sets: tuple[str, ...] = _ORDER


OPEN_QUESTIONS: tuple[OpenQuestion, ...] = (
    OpenQuestion(
        "Nguyên văn Luật 06/2026/QH16 (Điều 21–28 và Điều 73–75) và nghị định, thông tư hướng dẫn luật này; "
        "Nghị định 152/2025/NĐ-CP được ghi là hết hiệu lực ngày 01/03/2027.",
        ("C2",),
    ),
    OpenQuestion(
        "Quy định hiện hành của tỉnh: tỷ lệ, thời hạn, số bộ hồ sơ, ngưỡng phiếu, việc xét "
        "“Tập thể lao động tiên tiến” và “Tập thể lao động xuất sắc”."
    ),
    OpenQuestion("Tỷ lệ 15% của “Chiến sĩ thi đua cơ sở” có còn áp dụng ở tỉnh từ năm 2024 không.", ("B", "C1", "C2")),
    OpenQuestion("Quy chế của Trường: thành viên Hội đồng, số người phải có mặt, ngưỡng phiếu, số ngày công khai."),
    OpenQuestion(
        "Những trường hợp không xét theo Thông tư 15/2025/TT-BNV; số hiệu mẫu và cách làm tròn tiền thưởng của "
        "Nghị định 152/2025/NĐ-CP.",
        ("C1", "C2"),
    ),
    OpenQuestion("Những ai thuộc diện cấp ủy quản lý, phải lấy ý kiến hiệp y."),
    OpenQuestion("Quy định đánh giá của Trường theo Nghị định 233/2026/NĐ-CP.", ("C2",)),
)
