"""By what a Hội đồng sáng kiến scores: its criteria and when it recommends. The school's own; fixed once used.

NĐ 13/2012/NĐ-CP leaves both to the unit, so the figures here are proposals from memory until the clerk writes their
source. Locks: the council.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F

from awards.models import Council, CouncilSession, Hearing, HearingCriterion, HearingRules
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

DEFAULT = (
    ("Tính mới của giải pháp so với cách làm trước ở đơn vị", Decimal(30)),
    ("Hiệu quả đã đạt được khi áp dụng", Decimal(40)),
    ("Khả năng áp dụng, nhân rộng", Decimal(20)),
    ("Trình bày rõ ràng, có minh chứng", Decimal(10)),
)
WHOLE = Decimal(100)
DOUBT = (
    "Tiêu chí và ngưỡng do chương trình đề xuất, chưa đối chiếu quy định của Trường (NĐ 13/2012/NĐ-CP để đơn vị tự quy "
    "định); ghi căn cứ khi đã đối chiếu."
)
UNOPENED = (Hearing.Status.TABLED, Hearing.Status.NOT_REACHED)


def rules_of(council: Council) -> HearingRules:
    """As stored, else the proposed ones, not stored."""
    return HearingRules.objects.filter(council=council).first() or HearingRules(council=council)


def criteria_of(council: Council) -> list[HearingCriterion]:
    return list(council.hearing_criteria.all()) or _proposed(council)


def _proposed(council: Council) -> list[HearingCriterion]:
    rows = enumerate(DEFAULT, start=1)
    return [HearingCriterion(council=council, ordinal=n, text=text, most=most) for n, (text, most) in rows]


def doubt_of(rules: HearingRules) -> str:
    """Why the figures are to be checked; "" once their source is written."""
    return "" if rules.source.strip() else DOUBT


def ensure(council: Council) -> None:
    """Store what is proposed where nothing is yet; called with the council or one of its sessions locked."""
    HearingRules.objects.get_or_create(council=council)
    if not council.hearing_criteria.exists():
        HearingCriterion.objects.bulk_create(_proposed(council))


def why_not_write(council: Council) -> str:
    if council.kind != Council.Kind.INITIATIVES:
        return "Chỉ Hội đồng sáng kiến có tiêu chí chấm."
    if Hearing.objects.filter(session__council=council).exclude(status__in=UNOPENED).exists():
        return "Hội đồng đã chấm theo tiêu chí này nên không sửa được nữa; Hội đồng lập sau có tiêu chí của mình."
    return ""


def why_not_these(criteria: Sequence[tuple[str, Decimal]]) -> str:
    if not criteria:
        return "Ghi ít nhất một tiêu chí."
    total = sum((most for _, most in criteria), Decimal(0))
    return "" if total == WHOLE else f"Tổng điểm tối đa là {_plain(total)}; sửa cho bằng 100."


def write(
    council: Council,
    *,
    criteria: Sequence[tuple[str, Decimal]],
    least_points: Decimal,
    threshold: str,
    source: str,
    by: Any,
) -> None:
    """`criteria`: text and most points, in their order; they replace those before."""
    with acting_on(council):
        _lock_sessions(council)
        refuse(why_not_write(council) or why_not_these(criteria))
        before = _in_words(criteria_of(council), rules_of(council))
        council.hearing_criteria.all().delete()
        rows = enumerate(criteria, start=1)
        HearingCriterion.objects.bulk_create(
            HearingCriterion(council=council, ordinal=n, text=text, most=most) for n, (text, most) in rows
        )
        values = {"least_points": least_points, "threshold": threshold, "source": source.strip()}
        HearingRules.objects.update_or_create(council=council, defaults=values)
        after = _in_words(criteria_of(council), rules_of(council))
        council.sessions.filter(status__in=CouncilSession.LIVE).update(times_heard=F("times_heard") + 1)
        audit(council, "write_criteria", by=by, before=before, after=after)


def _lock_sessions(council: Council) -> None:
    """Scoring opens under the lock of its session: it waits, or we see that it is open."""
    list(council.sessions.select_for_update().filter(status__in=CouncilSession.LIVE))


def _in_words(criteria: Sequence[HearingCriterion], rules: HearingRules) -> dict[str, Any]:
    return {
        "criteria": [f"{one.text}: {_plain(one.most)}" for one in criteria],
        "least_points": _plain(rules.least_points),
        "threshold": rules.get_threshold_display(),
        "source": rules.source,
    }


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
