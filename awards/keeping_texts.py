"""Legal texts and base salaries: written down, mended while no issued paper stands on them, closed, looked up again."""

import re
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from awards.amending import checker
from awards.models import Decision
from thidua import clock
from thidua.audit import audit
from thidua.models import BaseSalary, Certainty, IssuedDocument, LegalText
from thidua.vietnamese import clean_line, search_key, vdate
from thidua.workflow import acting_on, refuse

# What an issued paper printed or relied on; the rest (last day, successor, source, certainty) stays open.
PRINTED = ("role", "number", "issued_on", "issuer", "citation", "in_force_from")
LONGEST_CODE = 40


def papers_citing(text: LegalText) -> list[IssuedDocument]:
    """Issued papers among whose bases, as frozen, the text stands by its number or its words; newest first."""
    numbered = re.compile(rf"(?<!\d){re.escape(text.number)}(?!\w)")
    keys = [
        pk
        for pk, bases in IssuedDocument.objects.values_list("pk", "paper__bases")
        if any(numbered.search(base) or text.citation in base for base in map(str, bases or ()))
    ]
    found = IssuedDocument.objects.filter(pk__in=keys).select_related("series").defer("paper")
    return list(found.order_by("-date", "-pk"))


def why_not_rewrite(text: LegalText) -> str:
    """Why number, name, issuer, dates stay as they are; "" while no issued paper cites the text."""
    papers = papers_citing(text) if text.pk else []
    if not papers:
        return ""
    named = papers[0].full_number
    more = f" và {len(papers) - 1} văn bản khác" if len(papers) > 1 else ""
    return (
        f"Văn bản số {named}{more} đã ban hành viện dẫn {text.number} nên số, tên, ngày và hiệu lực từ giữ nguyên; "
        "ghi ngày hết hiệu lực, văn bản thay thế, hoặc thêm văn bản mới."
    )


def state_of(text: LegalText, on: date | None = None) -> str:
    """In words: whether it binds on that day (today), and whether it is time to look it up again."""
    day = on or clock.today()
    if text.in_force_from > day:
        return "Chưa có hiệu lực"
    if text.in_force_to and text.in_force_to < day:
        return "Hết hiệu lực"
    return "Quá hạn kiểm tra lại" if text.checked_until and text.checked_until < day else "Đang có hiệu lực"


def end_in_words(text: LegalText) -> str:
    """“từ 01/01/2024” for an ended text, “sẽ hết hiệu lực từ …” for one whose end is known; "" where none is."""
    if text.in_force_to is None:
        return ""
    ended = text.in_force_to < clock.today()
    return f"{'' if ended else 'sẽ hết hiệu lực '}từ {vdate(text.in_force_to + timedelta(days=1))}"


def new_code(number: str) -> str:
    """The program's own name of a text, from its number: “06/2022/QH15” → “06-2022-QH15”, once."""
    base = re.sub(r"[^A-Z0-9]+", "-", search_key(number).upper()).strip("-")[: LONGEST_CODE - 5] or "VAN-BAN"
    taken = set(LegalText.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in [base, *(f"{base}-{n}" for n in range(2, 9999))] if code not in taken)


def why_not_close(text: LegalText, last_day: date | None, successor: LegalText | None) -> str:
    if last_day is None:
        return "Văn bản được thay thế thì phải có ngày cuối cùng có hiệu lực; nhập ngày đó." if successor else ""
    if last_day < text.in_force_from:
        return f"{text.number} có hiệu lực từ ngày {vdate(text.in_force_from)}; chọn ngày hết hiệu lực từ đó trở đi."
    following = successor
    for _ in range(LegalText.objects.count() + 1):
        if following is None:
            return ""
        if following.pk == text.pk:
            return f"{successor.number} lại được thay bằng chính {text.number}; chọn văn bản khác."
        following = following.replaced_by
    return f"Các văn bản thay thế {successor.number} nối vòng với nhau; sửa văn bản thay thế trước."


def close(text: LegalText, *, last_day: date | None, successor: LegalText | None, by: Any) -> None:
    """The text binds for the last time that day, and what takes its place; without a day it goes on binding."""
    with acting_on(text):
        refuse(why_not_close(text, last_day, successor))
        before = {"in_force_to": text.in_force_to, "replaced_by": _number(text.replaced_by)}
        text.in_force_to, text.replaced_by = last_day, successor
        text.save(update_fields=["in_force_to", "replaced_by"])
        after = {"in_force_to": last_day, "replaced_by": _number(successor)}
        audit(text, "close_text", by=by, before=before, after=after)


def check(text: LegalText, *, until: date, by: Any) -> None:
    """Looked up today, to be looked up again before `until`; how sure we are of it is another question."""
    with acting_on(text):
        refuse(why_not_until(until))
        before = {"checked_until": text.checked_until}
        text.checked_on, text.checked_by, text.checked_until = clock.today(), checker(by), until
        text.save(update_fields=["checked_on", "checked_by", "checked_until"])
        audit(text, "check", by=by, before=before, after={"checked_until": until})


def why_not_until(until: date) -> str:
    if until <= clock.today():
        return "Ngày kiểm tra lại phải sau hôm nay."
    return ""


def _number(text: LegalText | None) -> str:
    return text.number if text else ""


# --- base salaries


def why_not_edit_salary(row: BaseSalary) -> str:
    """An issued decision was reckoned with this row when its day lies between this row's first day and the next's."""
    later = BaseSalary.objects.filter(valid_from__gt=row.valid_from).order_by("valid_from").first()
    used = Decision.objects.exclude(status=Decision.Status.DRAFT).filter(date__gte=row.valid_from)
    if later:
        used = used.filter(date__lt=later.valid_from)
    first = used.select_related("document__series").order_by("date").first()
    if first is None:
        return ""
    return (
        f"Quyết định số {first.document.full_number} ngày {vdate(first.date)} đã tính tiền thưởng theo mức này "
        "nên mức và ngày giữ nguyên; mức mới thì thêm một dòng."
    )


@transaction.atomic
def confirm_salary(row: BaseSalary, *, by: Any) -> None:
    """The row was compared with its decree: the only thing that may still change of one a decision used."""
    with acting_on(row):
        if row.certainty == Certainty.CONFIRMED:
            refuse("Mức này đã đối chiếu nguồn rồi.")
        before = {"certainty": row.certainty}
        row.certainty = Certainty.CONFIRMED
        row.save(update_fields=["certainty"])
        audit(row, "confirm_value", by=by, before=before, after={"certainty": row.certainty})


def tidy(text: LegalText) -> None:
    """One line each, no full stop at the end: as a basis is printed."""
    text.citation = clean_line(text.citation).rstrip(" .;")
    text.number = clean_line(text.number)
    text.code = text.code or new_code(text.number)
