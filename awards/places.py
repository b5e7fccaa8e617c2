"""Where somebody may write down a fact that is missing: from its place in the records to a page."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from awards.eligibility.described import Place
from awards.eligibility.facts import FACTS
from awards.models import Nomination
from campaigns.roles import is_administrator, is_clerk

WORDS = {
    Place.REGISTRATION: "Đăng ký của đơn vị",
    Place.STAFF: "Hồ sơ cán bộ",
    Place.RATINGS: "Ghi xếp loại",
    Place.ABSENCES: "Ghi thời gian vắng",
    Place.DISCIPLINE: "Ghi kỷ luật, xem xét",
    Place.INITIATIVES: "Ghi sáng kiến",
    Place.RECORDS: "Ghi danh hiệu, khen thưởng",
    Place.NOMINATIONS: "Hồ sơ đề nghị cùng năm",
    Place.STATEMENTS: "Ghi xác nhận",
    Place.DOSSIER: "Sửa hồ sơ",
    Place.INSTITUTION: "Thông tin cơ quan",
}
# Findings that name no single fact: where what they ask for is written down.
OF_FINDINGS = {
    "cstdcs_chain": Place.RECORDS,
    "cstdt_pair": Place.RECORDS,
    "next_period": Place.RECORDS,
    "history_sound": Place.RECORDS,
    "after_previous": Place.RECORDS,
    "grounds": Place.RECORDS,
    "province_effect": Place.INITIATIVES,
    "nation_effect": Place.INITIATIVES,
    "completed_share": Place.RATINGS,
    "quota": Place.NOMINATIONS,
}
Link = tuple[str, str]


def links_for(user: Any, nomination: Nomination, *, owns: bool, verifies: bool) -> dict[str, Link]:
    """By the fact's name: words and address of the page where this user may supply it; nothing else is named."""
    pages: dict[Place, str] = {}
    if is_clerk(user):
        pages |= _pages_of_people(nomination) if nomination.staff_member_id else _pages_of_units(nomination)
        pages[Place.NOMINATIONS] = reverse("nomination_list", args=[nomination.campaign_id])
    if verifies:
        pages[Place.STATEMENTS] = reverse("nomination_statements", args=[nomination.pk])
    if owns:
        pages[Place.REGISTRATION] = reverse("unit_registration", args=[nomination.campaign_id, nomination.unit_id])
        pages[Place.DOSSIER] = reverse("nomination_edit", args=[nomination.pk])
    if is_clerk(user) or is_administrator(user):
        pages[Place.INSTITUTION] = reverse("institution")
    links = {name: (WORDS[info.place], pages[info.place]) for name, info in FACTS.items() if info.place in pages}
    links |= {key: (WORDS[place], pages[place]) for key, place in OF_FINDINGS.items() if place in pages}
    if verifies:
        links["own_"] = (WORDS[Place.STATEMENTS], pages[Place.STATEMENTS])
    if is_administrator(user):
        links["to_be_confirmed"] = ("Xác nhận tham số", reverse("parameter_list"))
    return links


def _pages_of_people(nomination: Nomination) -> dict[Place, str]:
    person = nomination.staff_member
    return {
        Place.REGISTRATION: reverse("unit_registration", args=[nomination.campaign_id, nomination.unit_id]),
        Place.STAFF: reverse("staff_member", args=[person.pk]),
        Place.RATINGS: reverse("rating_add", args=[person.pk]),
        Place.ABSENCES: reverse("absence_add", args=[person.pk]),
        Place.DISCIPLINE: reverse("discipline_add", args=[person.pk]),
        Place.INITIATIVES: f"{reverse('initiative_add')}?{urlencode({'tac-gia': person.code})}",
        Place.RECORDS: reverse("award_record_list", args=[person.pk]),
    }


def _pages_of_units(nomination: Nomination) -> dict[Place, str]:
    unit = nomination.department_id
    return {
        Place.REGISTRATION: reverse("unit_registration", args=[nomination.campaign_id, unit]),
        Place.STAFF: reverse("department", args=[unit]),
        Place.RATINGS: reverse("unit_rating_add", args=[unit]),
        Place.RECORDS: reverse("unit_record_list", args=[unit]),
    }
