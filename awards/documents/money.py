"""What papers about money share: the head, who prepared, the accountant, the head of the institution."""

import re
from datetime import date
from typing import Any

from awards.eligibility import sets
from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import INDIVIDUAL_OF
from awards.models import Decision
from awards.parameters import rule_set_in_force
from campaigns.documents.signing import signature_of
from campaigns.models import Posting
from thidua import clock
from thidua.models import Institution
from thidua.papers import Header, Signature
from thidua.vietnamese import date_words, lower_first

DECREE = re.compile(r"NĐ (\d+/\d{4})(?:/NĐ-CP)?")


def header_of(institution: Institution) -> Header:
    """Without a number; the day is written when it is signed, month and year are printed as on every blank copy."""
    today, above, below = clock.today(), institution.parent_lines.splitlines(), institution.issuer_lines.splitlines()
    return Header(above, below, place=institution.place, month=today.month, year=today.year)


def signatures(institution: Institution, signer: Posting | None, on: date, made_by: str = "") -> list[Signature]:
    """Người lập, kế toán, thủ trưởng: names from the postings of that day."""
    accountant = accountant_on(on)
    title = accountant.post.upper() if accountant else "KẾ TOÁN"
    return [
        Signature(("NGƯỜI LẬP",), made_by),
        Signature((title,), accountant.staff_member.full_name if accountant else ""),
        signature_of(signer, institution),
    ]


def accountant_on(day: date) -> Posting | None:
    """Who keeps the books that day, by the name of the post; the chief one first."""
    found = Posting.objects.held(day).filter(post__icontains="kế toán").select_related("staff_member")
    return min(found, key=lambda posting: ("trưởng" not in posting.post.lower(), posting.pk), default=None)


def made_by(user: Any) -> str:
    return user.get_full_name() if user else ""


def named(decision: Decision, institution: Institution) -> str:
    """ "Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022 của Hiệu trưởng …"; of a draft what it is to be."""
    what = decision.get_kind_display()
    about = f"của {institution.head_title} về việc {lower_first(what)} năm {decision.year}"
    if decision.document is None:
        return f"dự thảo Quyết định {about}"
    return f"Quyết định số {decision.document.full_number} {date_words(decision.date)} {about}"


def cited(source: str) -> str:
    """ "NĐ 91/2017, Điều 69" as papers write it: “Điều 69 Nghị định số 91/2017/NĐ-CP”; other places are left out."""
    decree, _, place = source.partition(", ")
    written = DECREE.sub(r"Nghị định số \1/NĐ-CP", decree)
    return f"{place} {written}" if re.fullmatch(r"Điều \d+", place) else written


def prize_sources(decision: Decision) -> list[str]:
    """Where the coefficients of its lines are written, by the parameters of its day; only what is confirmed."""
    found: dict[str, None] = {}
    pairs = decision.lines.order_by("award__order").values_list("nomination__rule_set", "award").distinct()
    laws = {code: rule_set_in_force(code or sets.pick(decision.date), decision.date) for code, _ in pairs}
    for code, award in pairs:
        values = laws[code].parameters
        value = values.get(f"prize_coefficient.{award}") or values.get(f"prize_coefficient.{INDIVIDUAL_OF.get(award)}")
        if value is not None and value.certainty == Certainty.CONFIRMED:
            found[value.source] = None
    return list(found)
