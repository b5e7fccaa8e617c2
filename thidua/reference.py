"""Reference rows every database starts from; loading them again changes nothing that somebody has corrected.

Not data migrations: a transactional test's flush would lose them. Sources and certainty stand with each row;
what is not confirmed is shown as “cần thẩm tra”.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Subquery

from thidua.institutions import add_missing_series
from thidua.models import BaseSalary, Certainty, Institution, LegalText
from thidua.vietnamese import search_key

_LOADERS: list[Callable[[], None]] = []


def register(loader: Callable[[], None]) -> None:
    """Add a floor's own rows; called from its AppConfig.ready()."""
    if loader not in _LOADERS:
        _LOADERS.append(loader)


@transaction.atomic
def load_reference() -> None:
    """Insert what is missing: legal texts, base salaries, then each floor's own rows.

    Nothing here is one school's own: the institution is written by the set-up, which makes its series of numbers too;
    here it only receives those that came with a later version.
    """
    _load_texts()
    names = ("valid_from", "amount", "decree", "certainty")
    add_missing("valid_from", [BaseSalary(**dict(zip(names, row, strict=True))) for row in BASE_SALARIES])
    for institution in Institution.objects.all():
        add_missing_series(institution)
    for loader in _LOADERS:
        loader()


def _load_texts() -> None:
    """A text somebody wrote down already under its number is not written twice; successors come with new texts only."""
    own = LegalText.objects.exclude(code__in=LEGAL_TEXTS).values_list("number", flat=True)
    known = {search_key(number) for number in own}
    texts = [
        LegalText(**{"code": code, "order": order * 10} | fields)
        for order, (code, fields) in enumerate(LEGAL_TEXTS.items(), start=1)
        if search_key(str(fields["number"])) not in known
    ]
    new = add_missing("code", texts) if texts else set()
    for code, successor in SUCCESSORS.items():
        if code in new or successor in new:
            follows = LegalText.objects.filter(code=successor).values("pk")
            LegalText.objects.filter(code=code, replaced_by=None).update(replaced_by=Subquery(follows))


def add_missing(key: str, rows: list[models.Model]) -> set[Any]:
    """Insert those of `rows`, all of one table, whose `key` is not there yet: two queries, however many.

    The keys that were inserted come back.
    """
    table = type(rows[0])._base_manager
    there = set(table.values_list(key, flat=True))
    missing = [row for row in rows if getattr(row, key) not in there]
    table.bulk_create(missing)
    return {getattr(row, key) for row in missing}


_GOVERNMENT, _ASSEMBLY, _MINISTRY = "Chính phủ", "Quốc hội", "Bộ trưởng Bộ Nội vụ"
_ROLE = LegalText.Role

LEGAL_TEXTS = {
    "L2003": {
        "role": _ROLE.LAW,
        "number": "15/2003/QH11",
        "issued_on": date(2003, 11, 26),
        "issuer": _ASSEMBLY,
        "citation": "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật Sửa đổi, bổ sung một số điều của "
        "Luật Thi đua, "
        "khen thưởng ngày 14 tháng 6 năm 2005; Luật Sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng "
        "ngày 16 tháng 11 năm 2013",
        "in_force_from": date(2014, 6, 1),
        "in_force_to": date(2023, 12, 31),
        "cited_in_decisions": True,
        "certainty": Certainty.CONFIRMED,
        "source": "Trích dẫn trong văn bản của nhiều tỉnh; bản sửa đổi 2013 hiệu lực từ 01/06/2014",
    },
    "ND-91-2017": {
        "role": _ROLE.DECREE,
        "number": "91/2017/NĐ-CP",
        "issued_on": date(2017, 7, 31),
        "issuer": _GOVERNMENT,
        "citation": "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành"
        " một số điều "
        "của Luật Thi đua, khen thưởng",
        "in_force_from": date(2017, 10, 1),
        "in_force_to": date(2023, 12, 31),
        "cited_in_decisions": True,
        "certainty": Certainty.CONFIRMED,
        "source": "Trang pháp luật trích Nghị định, Điều 44 và các điều tiêu chuẩn",
    },
    "TT-12-2019": {
        "role": _ROLE.CIRCULAR,
        "number": "12/2019/TT-BNV",
        "issued_on": date(2019, 11, 4),
        "issuer": _MINISTRY,
        "citation": "Thông tư số 12/2019/TT-BNV ngày 04 tháng 11 năm 2019 của Bộ trưởng Bộ Nội vụ hướng dẫn thi "
        "hành Nghị định "
        "số 91/2017/NĐ-CP",
        "in_force_from": date(2020, 1, 1),
        "in_force_to": date(2023, 12, 31),
        "cited_in_decisions": True,
        "certainty": Certainty.SECOND_HAND,
        "source": "Số, ngày, hiệu lực đã đối chiếu; tên đầy đủ của Thông tư cần thẩm tra",
    },
    "ND-90-2020": {
        "role": _ROLE.DECREE,
        "number": "90/2020/NĐ-CP",
        "issued_on": date(2020, 8, 13),
        "issuer": _GOVERNMENT,
        "citation": "Nghị định số 90/2020/NĐ-CP ngày 13 tháng 8 năm 2020 của Chính phủ về đánh giá, xếp loại chất"
        " lượng cán bộ, "
        "công chức, viên chức",
        "in_force_from": date(2020, 8, 20),
        "in_force_to": date(2026, 6, 30),
        "certainty": Certainty.SECOND_HAND,
        "source": "Nội dung các điều đã đối chiếu; ngày hiệu lực và hết hiệu lực cần thẩm tra",
    },
    "L2022": {
        "role": _ROLE.LAW,
        "number": "06/2022/QH15",
        "issued_on": date(2022, 6, 15),
        "issuer": _ASSEMBLY,
        "citation": "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "in_force_from": date(2024, 1, 1),
        "cited_in_decisions": True,
        "certainty": Certainty.CONFIRMED,
        "source": "Công báo; được báo là sửa đổi bởi Luật 06/2026/QH16 từ 01/10/2026",
    },
    "ND-98-2023": {
        "role": _ROLE.DECREE,
        "number": "98/2023/NĐ-CP",
        "issued_on": date(2023, 12, 31),
        "issuer": _GOVERNMENT,
        "citation": "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi "
        "hành một số điều "
        "của Luật Thi đua, khen thưởng",
        "in_force_from": date(2024, 1, 1),
        "in_force_to": date(2025, 6, 30),
        "cited_in_decisions": True,
        "certainty": Certainty.CONFIRMED,
        "source": "Trang pháp luật trích Nghị định",
    },
    "TT-01-2024": {
        "role": _ROLE.CIRCULAR,
        "number": "01/2024/TT-BNV",
        "issuer": _MINISTRY,
        "citation": "Thông tư số 01/2024/TT-BNV của Bộ trưởng Bộ Nội vụ quy định biện pháp thi hành Luật Thi đua,"
        " khen thưởng",
        "in_force_from": date(2024, 1, 1),
        "in_force_to": date(2025, 8, 4),
        "cited_in_decisions": True,
        "certainty": Certainty.SECOND_HAND,
        "source": "Có Thông tư này; ngày ban hành, ngày bắt đầu và hết hiệu lực cần thẩm tra",
    },
    "ND-152-2025": {
        "role": _ROLE.DECREE,
        "number": "152/2025/NĐ-CP",
        "issued_on": date(2025, 6, 14),
        "issuer": _GOVERNMENT,
        "citation": "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, "
        "phân quyền trong "
        "lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, "
        "khen thưởng",
        "in_force_from": date(2025, 7, 1),
        "in_force_to": date(2027, 2, 28),
        "cited_in_decisions": True,
        "certainty": Certainty.SECOND_HAND,
        "source": "Ngày ban hành và hiệu lực đã đối chiếu; ngày hết hiệu lực 01/03/2027 cần thẩm tra",
    },
    "TT-15-2025": {
        "role": _ROLE.CIRCULAR,
        "number": "15/2025/TT-BNV",
        "issued_on": date(2025, 8, 4),
        "issuer": _MINISTRY,
        "citation": "Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ trưởng Bộ Nội vụ",
        "in_force_from": date(2025, 8, 5),
        "cited_in_decisions": True,
        "certainty": Certainty.SECOND_HAND,
        "source": "Nguồn gián tiếp; tên đầy đủ cần thẩm tra",
    },
    "L2026": {
        "role": _ROLE.LAW,
        "number": "06/2026/QH16",
        "issued_on": date(2026, 4, 23),
        "issuer": _ASSEMBLY,
        "citation": "Luật số 06/2026/QH16 ngày 23 tháng 4 năm 2026 sửa đổi, bổ sung một số điều của Luật Thi đua,"
        " khen thưởng",
        "in_force_from": date(2026, 10, 1),
        "certainty": Certainty.SECOND_HAND,
        "source": "Nguồn gián tiếp, chưa đọc được nội dung",
    },
}

SUCCESSORS = {
    "L2003": "L2022",
    "ND-91-2017": "ND-98-2023",
    "TT-12-2019": "TT-01-2024",
    "ND-98-2023": "ND-152-2025",
    "TT-01-2024": "TT-15-2025",
}

BASE_SALARIES = (
    (date(2018, 7, 1), 1_390_000, "Nghị định số 72/2018/NĐ-CP", Certainty.MEMORY),
    (date(2019, 7, 1), 1_490_000, "Nghị định số 38/2019/NĐ-CP", Certainty.CONFIRMED),
    (date(2023, 7, 1), 1_800_000, "Nghị định số 24/2023/NĐ-CP", Certainty.CONFIRMED),
    (date(2024, 7, 1), 2_340_000, "Nghị định số 73/2024/NĐ-CP", Certainty.CONFIRMED),
    (date(2026, 7, 1), 2_530_000, "Nghị định số 161/2026/NĐ-CP", Certainty.SECOND_HAND),
)
