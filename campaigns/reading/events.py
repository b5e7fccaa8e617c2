"""Well-known days of remembrance: used only where a plan leaves a date out, and marked there."""

from datetime import date

from thidua.vietnamese import search_key

# Keywords without marks → the day it began. 20/11: first held in 1982.
_EVENTS = (
    ("cach mang thang tam", date(1945, 8, 19)),
    ("cach mang thang 8", date(1945, 8, 19)),
    ("quoc khanh", date(1945, 9, 2)),
    ("dang cong san viet nam", date(1930, 2, 3)),
    ("thanh lap dang", date(1930, 2, 3)),
    ("quoc te phu nu", date(1910, 3, 8)),
    ("phu nu viet nam", date(1930, 10, 20)),
    ("doan tncs", date(1931, 3, 26)),
    ("doan thanh nien", date(1931, 3, 26)),
    ("giai phong hoan toan mien nam", date(1975, 4, 30)),
    ("giai phong mien nam", date(1975, 4, 30)),
    ("dien bien phu", date(1954, 5, 7)),
    ("quoc te lao dong", date(1886, 5, 1)),
    ("ngay sinh chu tich ho chi minh", date(1890, 5, 19)),
    ("sinh nhat bac", date(1890, 5, 19)),
    ("thi dua ai quoc", date(1948, 6, 11)),
    ("thuong binh", date(1947, 7, 27)),
    ("cong doan viet nam", date(1929, 7, 28)),
    ("nha giao viet nam", date(1982, 11, 20)),
    ("mat tran", date(1930, 11, 18)),
    ("quan doi nhan dan", date(1944, 12, 22)),
    ("quoc phong toan dan", date(1989, 12, 22)),
)


def known_origin(name: str) -> date | None:
    key = search_key(name)
    return next((day for words, day in _EVENTS if words in key), None)
