"""Lines of the audit trail as a page shows them: in words, with a link where the reader may open the object."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse

from awards.disclosure_permissions import disclosures_visible_to, objections_visible_to
from awards.law_permissions import legal_texts_visible_to, parameters_visible_to, regulations_visible_to
from awards.permissions import decisions_visible_to, nominations_visible_to, rounds_visible_to, sessions_visible_to
from awards.upper_permissions import revocations_visible_to
from campaigns.models import UnitRegistration
from campaigns.permissions import (
    campaigns_visible_to,
    departments_read_by,
    departments_whose_registration_is_seen_by,
    evaluations_visible_to,
    initiatives_visible_to,
    pledges_visible_to,
    staff_visible_to,
    unit_plans_visible_to,
)
from campaigns.roles import is_administrator, is_clerk
from thidua.acts import CONCLUSIONS, HIDDEN, PRIVATE_TYPES, WITHHELD, act_words, type_words
from thidua.changes import Change, changes_of
from thidua.models import AuditEntry

# What an author has not sent yet is nobody else's: of these the clerk reads the words once the thing may be opened.
WRITTEN_BY_THEIR_OWNERS = ("campaigns.pledge", "campaigns.evaluation", "awards.nomination", "campaigns.unitplan")


def _registrations_visible_to(user: Any) -> QuerySet[UnitRegistration]:
    return UnitRegistration.objects.filter(department__in=departments_whose_registration_is_seen_by(user))


# Kind of object → who may open which, the name of its page, the columns its address is made of.
PAGES: dict[str, tuple[Callable[[Any], QuerySet], str, tuple[str, ...]]] = {
    "campaigns.campaign": (campaigns_visible_to, "campaign", ("pk",)),
    "campaigns.department": (departments_read_by, "department", ("pk",)),
    "campaigns.evaluation": (evaluations_visible_to, "evaluation", ("pk",)),
    "campaigns.initiative": (initiatives_visible_to, "initiative", ("pk",)),
    "campaigns.pledge": (pledges_visible_to, "pledge", ("pk",)),
    "campaigns.staffmember": (staff_visible_to, "staff_member", ("pk",)),
    "campaigns.unitplan": (unit_plans_visible_to, "unit_plan", ("campaign_id", "department_id")),
    "campaigns.unitregistration": (_registrations_visible_to, "unit_registration", ("campaign_id", "department_id")),
    "awards.councilsession": (sessions_visible_to, "council_session", ("pk",)),
    "awards.decision": (decisions_visible_to, "decision", ("pk",)),
    "awards.disclosure": (disclosures_visible_to, "disclosure", ("pk",)),
    "awards.nomination": (nominations_visible_to, "nomination", ("pk",)),
    "awards.objection": (objections_visible_to, "objection", ("pk",)),
    "awards.regulation": (regulations_visible_to, "regulation", ("pk",)),
    "awards.revocation": (revocations_visible_to, "revocation", ("pk",)),
    "awards.round": (rounds_visible_to, "round", ("pk",)),
    "thidua.legaltext": (legal_texts_visible_to, "legal_text", ("pk",)),
    "thidua.parameter": (parameters_visible_to, "parameter_row", ("pk",)),
}
# The clerk's too only where the clerk may open it: not what is said of the own case.
FOR_ITS_READERS = ("awards.objection",)


@dataclass(frozen=True)
class Line:
    """One act; `url` is empty where the reader cannot open the object (or it is gone)."""

    entry: AuditEntry
    act: str
    kind: str
    label: str
    url: str
    changes: list[Change]
    reason: str


def lines(entries: Iterable[AuditEntry], *, to: Any) -> list[Line]:
    """The entries in words for this reader; one query, whatever they are about."""
    entries = list(entries)
    addresses = _addresses(entries, to)
    return [_line(entry, addresses.get((entry.target_type, entry.target_id), ""), to) for entry in entries]


def _line(entry: AuditEntry, url: str, user: Any) -> Line:
    kind = type_words(entry.target_type)
    if entry.target_type in PRIVATE_TYPES:
        return Line(entry, act_words(entry.verb), kind, HIDDEN, "", [], "")
    reads = is_clerk(user) and entry.target_type not in FOR_ITS_READERS
    if entry.target_type in CONCLUSIONS and not url and not reads:
        return Line(entry, act_words(entry.verb), kind, entry.target_label, "", [], WITHHELD)
    is_unsent = entry.target_type in WRITTEN_BY_THEIR_OWNERS and not url
    told = [] if is_unsent and not is_administrator(user) else changes_of(entry)
    reason = entry.reason if told or not is_unsent or is_administrator(user) else ""
    return Line(entry, act_words(entry.verb), kind, entry.target_label, url, told, reason)


def _addresses(entries: list[AuditEntry], user: Any) -> dict[tuple[str, str], str]:
    """(kind, key) → address of what the user may open."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        if entry.target_type in PAGES and entry.target_id.isdecimal():
            wanted.setdefault(entry.target_type, set()).add(int(entry.target_id))
    if not wanted:
        return {}
    first, *others = [_openable(kind, keys, user) for kind, keys in sorted(wanted.items())]
    found = first.union(*others, all=True) if others else first
    return {(kind, str(pk)): _address(kind, one, two) for kind, pk, one, two in found}


def _openable(kind: str, keys: set[int], user: Any) -> QuerySet:
    visible, _, columns = PAGES[kind]
    return (
        visible(user)
        .filter(pk__in=keys)
        .order_by()
        .annotate(trail_kind=Value(kind, CharField()), trail_one=F(columns[0]), trail_two=F(columns[-1]))
        .values_list("trail_kind", "pk", "trail_one", "trail_two")
    )


def _address(kind: str, one: int, two: int) -> str:
    _, name, columns = PAGES[kind]
    return reverse(name, args=[one, two][: len(columns)])
