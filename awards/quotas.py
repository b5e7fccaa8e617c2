"""The quota of “Chiến sĩ thi đua cơ sở” as the records stand: for the meter, and to refuse what goes beyond it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from awards.eligibility import RuleSet, sets
from awards.eligibility.quota import Quota, quota
from awards.gathering.titles import NOT_PROPOSED, among, counts, nominations, records, total
from awards.models import Nomination
from awards.parameters import rule_set_in_force, rule_set_of_the_day
from campaigns.models import Campaign, StaffMember
from thidua import clock

S = Nomination.Status
TITLE, BASE = "CSTDCS", "LDTT"
BEFORE_THE_COUNCIL = (S.TABLED, S.RECOMMENDED, S.FORWARDED, S.AWARDED)
PAST_THE_COUNCIL = (S.RECOMMENDED, S.FORWARDED, S.AWARDED)


@dataclass(frozen=True)
class Meter:
    """The quota, and whose dossiers came last: beyond the limit, or the one that fills it."""

    quota: Quota
    marginal: tuple[Nomination, ...]


def meter_of(campaign: Campaign, rule_set: RuleSet | None = None) -> Meter | None:
    """For the year's proposals; None where nobody is proposed. `rule_set`: today's unless told."""
    proposed = nominations(TITLE, campaign.year).exclude(status__in=NOT_PROPOSED)
    found = _quota(campaign.year, proposed, rule_set or rule_set_of_the_day(clock.today()))
    if not found.proposed:
        return None
    first = found.most if found.excess else found.most - 1
    is_near = found.base and (found.proposed >= found.most > 0 or found.excess)
    # In the order they were handed in; a draft is not proposed yet.
    rows = proposed.select_related("staff_member", "unit").order_by("submitted_at", "pk")
    return Meter(found, tuple(rows[max(first, 0) : found.proposed]) if is_near else ())


def why_not_tabled(year: int, adding: int, rule_set: RuleSet) -> str:
    """Whether so many more would bring the council beyond a quota that blocks; later sets only warn."""
    found = _quota(year, nominations(TITLE, year).filter(status__in=BEFORE_THE_COUNCIL), rule_set, adding)
    if not found.blocks or not found.excess:
        return ""
    return (
        f"Chưa đưa vào phiên họp được: trình Hội đồng {found.proposed} “Chiến sĩ thi đua cơ sở” trong khi nhiều nhất "
        f"{found.most} ({found.per_cent}% của {found.base} “Lao động tiên tiến” đã thẩm định trở lên). "
        f"Căn cứ: {found.citation}."
    )


def why_not_decided(waiting: QuerySet[Nomination], on: date) -> str:
    """Whether those the council recommended go beyond the quota of those it recommended for LĐTT.

    Asked under the sets of the dossiers that wait, with the parameters of the day `on`.
    """
    titles = waiting.filter(award=TITLE)
    asked = {(nomination.year, nomination.rule_set or sets.pick(on)) for nomination in titles}
    for year, code in sorted(asked):
        proposed = nominations(TITLE, year).filter(status__in=PAST_THE_COUNCIL)
        found = _quota(year, proposed, rule_set_in_force(code, on), settled=True)
        if found.blocks and found.excess:
            return (
                f"Chưa lập quyết định được: Hội đồng đề nghị {found.proposed} “Chiến sĩ thi đua cơ sở” trong khi nhiều "
                f"nhất {found.most} ({found.per_cent}% của {found.base} “Lao động tiên tiến” {found.basis.label}). "
                f"Căn cứ: {found.citation}. Hội đồng xem xét lại trong phiên họp khác."
            )
    return ""


def _quota(
    year: int, proposed: QuerySet[Nomination], rule_set: RuleSet, adding: int = 0, *, settled: bool = False
) -> Quota:
    """`settled`: only what the council has voted on counts in the base."""
    proposed_or_held = among(proposed) | among(records(TITLE, year))
    row = StaffMember.objects.aggregate(**counts(BASE, year), proposed=Count("pk", filter=proposed_or_held))
    if settled:
        row["ldtt_verified"] = 0
    base, basis = total(row, BASE)
    return quota(row["proposed"] + adding, base, basis, rule_set)
