"""Who was at a unit's bình xét, who was not and why."""

from collections.abc import Mapping
from typing import Any

from awards.models import UnitReview
from awards.unit_reviews import day_of, people_of, why_not_write
from campaigns.models import StaffMember
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse


def call_roll(review: UnitReview, *, present: set[int], reasons: Mapping[int, str], by: Any) -> None:
    """Who was there, by the person's key; an absent one's reason is printed. May be repeated until the close."""
    with acting_on(review):
        refuse(why_not_write(review))
        people = list(people_of(review))
        here = [person for person in people if person.pk in present]
        refuse("" if here else "Cuộc họp phải có người dự; chọn những người có mặt.")
        _list(review, people, here, reasons)
        audit(review, "call_roll", by=by, after={"present": [str(one) for one in here], "total": len(people)})


def _list(review: UnitReview, people: list[StaffMember], here: list[StaffMember], reasons: Mapping[int, str]) -> None:
    gone = [person for person in people if person not in here]
    review.attendees.all().delete()
    review.absences.all().delete()
    for person in here:
        review.attendees.create(staff_member=person)
    for person in gone:
        review.absences.create(staff_member=person, reason=reasons.get(person.pk, "").strip()[:200])
    review.total, review.present, review.absent = len(people), len(here), len(gone)
    review.roll_called_at = clock.now()
    review.save(update_fields=["total", "present", "absent", "roll_called_at"])


def why_not_add(review: UnitReview, person: StaffMember) -> str:
    day = day_of(review)
    if refused := why_not_write(review):
        return refused
    if people_of(review).filter(pk=person.pk).exists():
        return f"Đồng chí {person} đã có trong danh sách điểm danh."
    if not StaffMember.objects.employed(day).filter(pk=person.pk).exists():
        return f"Đồng chí {person} không làm việc vào ngày {vdate(day)}; chọn người khác."
    year = review.campaign.starts_on
    here = person.postings.filter(department=review.department_id, starts_on__lte=day).exclude(ends_on__lt=year)
    if not here.exists():
        return f"Đồng chí {person} không thuộc {review.department}; người của đơn vị khác ghi vào mục khách mời."
    return ""


def add_person(review: UnitReview, person: StaffMember, *, by: Any) -> None:
    """Late: somebody of the unit whom the list of that day does not have (a second post, left within the year)."""
    with acting_on(review, "campaign", "department"):
        refuse(why_not_add(review, person))
        review.attendees.create(staff_member=person)
        review.total, review.present = review.total + 1, review.present + 1
        review.save(update_fields=["total", "present"])
        audit(review, "add_person", by=by, after={"person": str(person)})
