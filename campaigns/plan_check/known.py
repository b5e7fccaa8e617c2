"""Days every plan looks towards, with the day their count begins; and the dates written in a text."""

import re
from dataclasses import dataclass
from datetime import date

from thidua.vietnamese import search_key


@dataclass(frozen=True)
class KnownDay:
    words: tuple[str, ...]  # all of them stand in the name, without marks
    origin: date


KNOWN = (
    KnownDay(("thanh lap dang cong san viet nam",), date(1930, 2, 3)),
    KnownDay(("giai phong", "mien nam"), date(1975, 4, 30)),
    KnownDay(("quoc te lao dong",), date(1886, 5, 1)),
    KnownDay(("sinh chu tich ho chi minh",), date(1890, 5, 19)),
    KnownDay(("cong doan viet nam",), date(1929, 7, 28)),
    KnownDay(("cach mang thang tam",), date(1945, 8, 19)),
    KnownDay(("quoc khanh",), date(1945, 9, 2)),
    KnownDay(("nha giao viet nam",), date(1982, 11, 20)),
    KnownDay(("quan doi nhan dan viet nam",), date(1944, 12, 22)),
    KnownDay(("thuong binh", "liet si"), date(1947, 7, 27)),
    KnownDay(("hoi lien hiep phu nu viet nam",), date(1930, 10, 20)),
    KnownDay(("doan thanh nien cong san",), date(1931, 3, 26)),
)


def known_in(name: str) -> list[KnownDay]:
    key = search_key(name)
    return [known for known in KNOWN if all(word in key for word in known.words)]


_DATE = re.compile(
    r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)


def dates_in(text: str) -> list[date]:
    """Real days written in full, in either form, in order."""
    found = []
    for match in _DATE.finditer(text):
        day, month, year = (int(part) for part in match.groups() if part)
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
