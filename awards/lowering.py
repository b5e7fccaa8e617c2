"""A lower title put as its own question: who does not get the title asked for may still be voted on for the lower one.

Locks: the session, then the dossier.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from awards.gathering import record_report
from awards.models import CouncilSession, EligibilityReport, Nomination
from campaigns.models import Award
from thidua import clock
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

S = Nomination.Status
# What is below a title, nearest first; forms of commendation of the school below those of the province.
LOWER = {
    "CSTDTQ": ("CSTDT", "CSTDCS", "LDTT"),
    "CSTDT": ("CSTDCS", "LDTT"),
    "CSTDCS": ("LDTT",),
    "TTLDXS": ("TTLDTT",),
    "COT": ("TTLDXS", "TTLDTT"),
    "COCP": ("COT", "TTLDXS", "TTLDTT"),
    "BKT": ("GK",),
    "BKTTG": ("BKT", "GK"),
    "BKTTT": ("GKTT",),
    "BKTTGTT": ("BKTTT", "GKTT"),
}


def lower_awards(nomination: Nomination) -> QuerySet[Award]:
    """Awards that may be put instead; one the candidate has a live dossier for already is not offered."""
    subject = {"staff_member": nomination.staff_member, "department": nomination.department}
    live = Nomination.objects.filter(**subject, year=nomination.year, occasion_key=nomination.occasion_key)
    taken = live.exclude(status__in=[S.WITHDRAWN, S.DECLINED]).values("award")
    return Award.objects.filter(pk__in=LOWER.get(nomination.award_id, ())).exclude(pk__in=taken).order_by("order")


def may_be_lowered(nominations: Iterable[Nomination]) -> set[int]:
    """Of cases the council did not recommend, those for which a lower award is left; keys, one query for all."""
    asked = [one for one in nominations if one.status == S.NOT_RECOMMENDED and one.award_id in LOWER]
    if not asked:
        return set()
    people, units = [one.staff_member_id for one in asked], [one.department_id for one in asked]
    same = Q(staff_member__in=filter(None, people)) | Q(department__in=filter(None, units))
    live = (
        Nomination.objects.live()
        .filter(same)
        .values_list("staff_member", "department", "occasion_key", "year", "award")
    )
    taken = set(live)
    return {
        one.pk
        for one in asked
        if any(
            (one.staff_member_id, one.department_id, one.occasion_key, one.year, award) not in taken
            for award in LOWER[one.award_id]
        )
    }


def why_not_lower(nomination: Nomination) -> str:
    session = nomination.session
    if session is None or session.status != CouncilSession.Status.CONVENED:
        return "Chỉ đặt danh hiệu, hình thức thấp hơn khi Hội đồng đang họp về hồ sơ này."
    if nomination.status not in (S.TABLED, S.NOT_RECOMMENDED):
        return "Hội đồng đã đề nghị trường hợp này nên không cần đặt danh hiệu, hình thức thấp hơn."
    if not lower_awards(nomination).exists():
        return "Không có danh hiệu, hình thức thấp hơn, hoặc người được xét đã có hồ sơ cho danh hiệu, hình thức đó."
    return ""


def put_lower(nomination: Nomination, *, award: Award, by: Any) -> Nomination:
    """A dossier of its own for the lower award, on the same table, with what was written and proved for the higher."""
    refuse(why_not_lower(nomination))
    with acting_on(nomination.session), acting_on(nomination):
        refuse(why_not_lower(nomination))
        refuse("" if award in lower_awards(nomination) else "Chọn danh hiệu, hình thức thấp hơn trong danh sách.")
        same = ("campaign", "staff_member", "department", "year", "occasion", "phase", "movement", "occasion_text")
        same += ("occasion_date", "unit", "post", "grounds", "report", "nominated_by", "submitted_at", "received_on")
        same += ("rule_set", "verified_by", "session")
        values = {name: getattr(nomination, name) for name in same}
        lower = Nomination.objects.create(**values, award=award, status=S.TABLED, lower_of=nomination)
        lower.evidence.set(nomination.evidence.all())
        lower.initiatives.set(nomination.initiatives.all())
        record_report(lower, EligibilityReport.Moment.TABLED)
        audit(lower, "put_lower", by=by, after={"instead_of": str(nomination), "on": clock.today()})
    return lower
