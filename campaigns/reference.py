"""The catalogue of awards, loaded with the other reference rows (thidua/reference.py)."""

from campaigns.models import Award
from thidua.reference import add_missing

_TITLE, _FORM = Award.Kind.TITLE, Award.Kind.FORM
_LEVEL = Award.Level

# code, name, abbreviation, kind, collective, who decides (Luật 2022, Điều 79–80; levels above the school: cần thẩm tra)
CATALOGUE = (
    ("LDTT", "Lao động tiên tiến", "LĐTT", _TITLE, False, _LEVEL.SCHOOL),
    ("CSTDCS", "Chiến sĩ thi đua cơ sở", "CSTĐCS", _TITLE, False, _LEVEL.SCHOOL),
    ("CSTDT", "Chiến sĩ thi đua cấp tỉnh", "CSTĐ tỉnh", _TITLE, False, _LEVEL.PROVINCE),
    ("CSTDTQ", "Chiến sĩ thi đua toàn quốc", "CSTĐTQ", _TITLE, False, _LEVEL.PRIME_MINISTER),
    ("TTLDTT", "Tập thể lao động tiên tiến", "TTLĐTT", _TITLE, True, _LEVEL.SCHOOL),
    ("TTLDXS", "Tập thể lao động xuất sắc", "TTLĐXS", _TITLE, True, _LEVEL.PROVINCE),
    ("COT", "Cờ thi đua của Ủy ban nhân dân tỉnh", "Cờ tỉnh", _TITLE, True, _LEVEL.PROVINCE),
    ("COCP", "Cờ thi đua của Chính phủ", "Cờ CP", _TITLE, True, _LEVEL.PRIME_MINISTER),
    ("GK", "Giấy khen của Hiệu trưởng", "Giấy khen", _FORM, False, _LEVEL.SCHOOL),
    ("GKTT", "Giấy khen của Hiệu trưởng (tập thể)", "Giấy khen", _FORM, True, _LEVEL.SCHOOL),
    ("BKT", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "BK tỉnh", _FORM, False, _LEVEL.PROVINCE),
    ("BKTTT", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh (tập thể)", "BK tỉnh", _FORM, True, _LEVEL.PROVINCE),
    ("BKTTG", "Bằng khen của Thủ tướng Chính phủ", "BK TTg", _FORM, False, _LEVEL.PRIME_MINISTER),
    ("BKTTGTT", "Bằng khen của Thủ tướng Chính phủ (tập thể)", "BK TTg", _FORM, True, _LEVEL.PRIME_MINISTER),
    ("HCLD3", "Huân chương Lao động hạng Ba", "HCLĐ Ba", _FORM, False, _LEVEL.PRESIDENT),
    ("HCLD3TT", "Huân chương Lao động hạng Ba (tập thể)", "HCLĐ Ba", _FORM, True, _LEVEL.PRESIDENT),
    ("HCLD2", "Huân chương Lao động hạng Nhì", "HCLĐ Nhì", _FORM, False, _LEVEL.PRESIDENT),
    ("HCLD2TT", "Huân chương Lao động hạng Nhì (tập thể)", "HCLĐ Nhì", _FORM, True, _LEVEL.PRESIDENT),
    ("HCLD1", "Huân chương Lao động hạng Nhất", "HCLĐ Nhất", _FORM, False, _LEVEL.PRESIDENT),
    ("HCLD1TT", "Huân chương Lao động hạng Nhất (tập thể)", "HCLĐ Nhất", _FORM, True, _LEVEL.PRESIDENT),
    ("KNC", "Kỷ niệm chương", "KNC", _FORM, False, _LEVEL.OTHER),
)


def load_catalogue() -> None:
    """Insert missing awards; a code never changes, names corrected by hand stay."""
    names = ("code", "name", "short_name", "kind", "is_collective", "deciding_level")
    rows = [dict(zip(names, row, strict=True)) for row in CATALOGUE]
    add_missing("code", [Award(**row, order=order * 10) for order, row in enumerate(rows, start=1)])
