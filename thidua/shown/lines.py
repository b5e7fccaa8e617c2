"""Marks at the ends of lines, and where a line that is too long is broken."""

import re

from thidua.measuring import width_mm

COMPOUND = re.compile(
    r"\b(báo|biên|công|danh|đăng|đính|đôn|đơn|giấy|hình|khen|kết|kế|năm|nhiệm|phong|quyết|thi|thắng|thông|thực|tờ|xét|Hội"
    r"|Trường)(?= (bản|báo|cáo|chính|định|đồng|đốc|đua|hiện|hiệu|hoạch|khen|ký|lợi|mời|nhận|quả|tặng|thức|thưởng|trào"
    r"|trình|vị|vụ|\d+)\b)",
    re.IGNORECASE,
)
# Said in one breath; no line ends inside, nor after a word that leans on the next.
WHOLE = re.compile(
    r"\b(?:Chủ tịch Ủy ban nhân dân|Ủy ban nhân dân|Chủ tịch|Thủ tướng Chính phủ|Hiệu trưởng|bằng khen"
    r"|danh hiệu thi đua|phong trào thi đua"
    r"|lao động tiên tiến|lao động xuất sắc|chiến sĩ thi đua|cơ sở|tập thể|cá nhân|đơn vị|đề nghị|danh sách|đăng ký"
    r"|kế hoạch|sửa đổi|bổ sung|hủy bỏ|thu hồi|hiện vật|tiền thưởng|tổng kết|công tác|phương hướng|đôn đốc|đính chính"
    r"|quyết định|biên bản|thông báo|báo cáo|tờ trình|giấy mời|ngày \d+ tháng \d+ năm \d+|số \d+[\w.-]*/\S+|điều \d+)\b"
    r"|\b(?:của|và|về|xét|số|các|cho|tại|theo|năm) ",
    re.IGNORECASE,
)

# No line ends inside: an article, a word with its number in a date (a whole date would stretch the line before it),
# a paper's number with its “số”, a span of years; nor before a dash, which would look like the beginning of an item.
DASH = r"\u0020[–-](?=\u0020)"
KEPT_TOGETHER = re.compile(
    r"(?:Điều\u0020\d+\.?|khoản\u0020\d+|điểm\u0020[a-zđ]\b"
    r"|[Nn]gày\u0020\d{1,2}(?=\u0020tháng)|tháng\u0020\d{1,2}\b|(?<=\d\u0020)năm\u0020\d{4}\b"
    r"|(?:[Ss]ố:?\u0020)?\d+[\w./-]*/[A-ZĐ][\w./-]*\w|[Ss]ố\u0020\d[\w./-]*|\b\d{4}\u0020[–-]\u0020\d{4}\b)"
    rf"(?:{DASH})?|\S+{DASH}"
)


def listed(items: tuple[str, ...]) -> tuple[str, ...]:
    """ ";" after each, "." after the last, whatever marks the writer left."""
    bare = [item.rstrip(" ,.;") for item in items]
    return tuple(f"{item}{'.' if place == len(bare) else ';'}" for place, item in enumerate(bare, start=1))


def broken_evenly(text: str, at_most: int) -> tuple[str, ...]:
    """A centred title in lines of like length: no word stands alone, no compound word, number or date is cut."""
    lines: list[str] = []
    for piece in text.split("\n"):
        rest = " ".join(piece.split())
        for left in range(-(-len(rest) // at_most), 1, -1):
            within = {match.start() + len(match[1]) for match in COMPOUND.finditer(rest)} | _inside(rest)
            ends = [match.start() for match in re.finditer(" ", rest) if match.start() not in within]
            if not ends:
                break
            middle = len(rest) / left
            end = min(ends, key=lambda place: abs(place - middle))
            lines.append(rest[:end])
            rest = rest[end + 1 :]
        lines.append(rest)
    return tuple(lines)


def _inside(text: str) -> set[int]:
    return {
        match.start() + place for match in WHOLE.finditer(text) for place, sign in enumerate(match[0]) if sign == " "
    }


def fitted(text: str, room_mm: float, size_pt: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as are narrow enough, broken after commas where that does, else evenly.

    Whole where there is nothing to break at.
    """
    lines: tuple[str, ...] = (text,)
    if width_mm(text, size_pt, bold=bold) > room_mm and (parts := _after_commas(text, room_mm, size_pt, bold)):
        return parts
    for at_most in range(len(text), 0, -max(1, len(text) // 40)):
        if all(width_mm(line, size_pt, bold=bold) <= room_mm for line in lines):
            return lines
        lines = broken_evenly(text, at_most)
    return lines if len(lines) > 1 else (text,)


def _after_commas(text: str, room_mm: float, size_pt: float, bold: bool) -> tuple[str, ...]:
    """As many parts on a line as go there; nothing where one of them is too long by itself."""
    lines: list[str] = []
    for part in re.split(r"(?<=,) ", text):
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and width_mm(longer, size_pt, bold=bold) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(part)
    return tuple(lines) if all(width_mm(line, size_pt, bold=bold) <= room_mm for line in lines) else ()
