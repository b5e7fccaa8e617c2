"""The school of the demo: its letterhead, its series, and the two legal texts that are its own."""

from datetime import date

from django.db import transaction

from thidua.institutions import create_institution
from thidua.models import Certainty, Institution, LegalText
from thidua.reference import load_reference

# The letterhead of the school is not confirmed: variant A, changed on the institution's page.
INSTITUTION = {
    "name": "Trường Chính trị tỉnh Lai Châu",
    "short_name": "Trường Chính trị",
    "parent_lines": "TỈNH ỦY LAI CHÂU",
    "issuer_lines": "TRƯỜNG CHÍNH TRỊ",
    "place": "Lai Châu",
    "symbol": "TCT",
    "report_to": "Ban Thi đua - Khen thưởng, Sở Nội vụ (để báo cáo)",
    "carrying_out": "Trưởng phòng Tổ chức, Hành chính, Thông tin, Tư liệu",
    "contact_name": "Thường trực Hội đồng thi đua, khen thưởng",
    "contact_room": "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu",
}


@transaction.atomic
def load_institution() -> None:
    """Reference rows and the institution with them; repeating it changes nothing."""
    load_reference()
    for code, fields in OWN_TEXTS.items():
        LegalText.objects.get_or_create(code=code, defaults=fields)
    if not Institution.objects.exists():
        create_institution(Institution(**INSTITUTION))


OWN_TEXTS = {
    "09-QDi-TW": {
        "order": 5,
        "role": LegalText.Role.AUTHORITY,
        "number": "09-QĐi/TW",
        "issued_on": date(2018, 11, 13),
        "issuer": "Ban Bí thư",
        "citation": "Quy định số 09-QĐi/TW ngày 13 tháng 11 năm 2018 của Ban Bí thư về chức năng, nhiệm vụ, tổ "
        "chức bộ máy "
        "của trường chính trị tỉnh, thành phố trực thuộc Trung ương",
        "in_force_from": date(2018, 11, 13),
        "cited_in_decisions": True,
        "certainty": Certainty.CONFIRMED,
        "source": "Toàn văn đã đọc; Quy định 393-QĐ/TW thay thế, ngày chưa rõ",
    },
    "QD-06-2018": {
        "order": 45,
        "role": LegalText.Role.LOCAL,
        "number": "06/2018/QĐ-UBND",
        "issued_on": date(2018, 2, 21),
        "issuer": "UBND tỉnh Lai Châu",
        "citation": "Quyết định số 06/2018/QĐ-UBND ngày 21 tháng 02 năm 2018 của Ủy ban nhân dân tỉnh Lai Châu "
        "ban hành Quy định "
        "công tác thi đua, khen thưởng",
        "in_force_from": date(2018, 2, 21),
        "in_force_to": date(2023, 12, 31),
        "cited_in_decisions": True,
        "certainty": Certainty.SECOND_HAND,
        "source": "Có văn bản này; nội dung, ngày hiệu lực và sửa đổi sau đó cần thẩm tra",
    },
}
