"""What waits around pledges once they are written, as rows of one query of the home page (campaigns/todo.py)."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from campaigns.amending_pledge import AMENDABLE
from campaigns.models import Campaign, Covenant, CovenantParty, PledgeVersion
from campaigns.pledge_permissions import pledges_signed_by, versions_endorsable_by, versions_owned_by
from campaigns.roles import headed, staff_of
from campaigns.union_signing import SIGNED_IN
from thidua.todo import Todo

Found = dict[str, list[tuple[int, str]]]
UNION, DECIDE, WRITE, COVENANT = "union", "amendment", "own amendment", "covenant"


def look(rows: QuerySet, kind: str, number: Any, text: Any) -> QuerySet:
    """Rows of another table in the same three columns: a query must not be spent on each."""
    named = rows.order_by().annotate(todo_kind=Value(kind, CharField()), todo_number=number, todo_text=text)
    return named.values_list("todo_kind", "todo_number", "todo_text")


def looks(user: Any, campaign: Campaign | None) -> list[QuerySet]:
    if campaign is None or staff_of(user) is None:
        return []
    to_sign = pledges_signed_by(user).filter(campaign=campaign, status__in=SIGNED_IN, union_signed_at__isnull=True)
    named = Coalesce("pledge__staff_member__full_name", "pledge__department__name")
    amendable = {"pledge__campaign": campaign, "pledge__status__in": AMENDABLE}
    at = PledgeVersion.Status
    to_decide = versions_endorsable_by(user).filter(status=at.PROPOSED, **amendable)
    to_write = versions_owned_by(user).filter(status__in=[at.DRAFT, at.RETURNED], **amendable)
    units = [unit.pk for unit in headed(user)]
    unsigned = CovenantParty.objects.filter(department__in=units, signed_at__isnull=True)
    to_promise = Covenant.objects.filter(campaign=campaign, status=Covenant.Status.OPEN)
    to_promise = to_promise.filter(pk__in=unsigned.values("covenant"))
    return [
        look(to_sign, UNION, F("pk"), F("department__name")),
        look(to_decide.select_related(None), DECIDE, F("pk"), named),
        look(to_promise, COVENANT, F("pk"), F("title")),
        look(to_write.select_related(None), WRITE, F("pk"), named),
    ]


def todos(found: Found, campaign: Campaign | None) -> list[Todo]:
    due_on = campaign.registration_due_on if campaign else None
    otherwise = "Chưa ký thì người xác nhận chưa xác nhận được bản đăng ký của tập thể."
    rows = [
        Todo(f"Ký bản đăng ký của tập thể {name} (công đoàn)", reverse("pledge", args=[pk]), due_on, otherwise)
        for pk, name in found.get(UNION, [])
    ]
    said = (
        (DECIDE, "Xem xét đề nghị điều chỉnh đăng ký"),
        (WRITE, "Sửa và gửi đề nghị điều chỉnh đăng ký"),
    )
    rows += [
        Todo(f"Ký giao ước thi đua: {title}", reverse("covenant", args=[pk])) for pk, title in found.get(COVENANT, [])
    ]
    for kind, text in said:
        rows += [
            Todo(f"{text} của {name}", reverse("pledge_version", args=[pk]), plain=text)
            for pk, name in found.get(kind, [])
        ]
    return rows
