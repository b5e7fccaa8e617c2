"""How far the titles others rest on have come: of one candidate, of a unit's members, of the whole school."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from awards.eligibility.kinds import Basis
from awards.models import AwardRecord, Nomination, Occasion
from awards.models.nomination import put_behind_closed_doors
from awards.models.revocation import award_revoked
from campaigns.models import StaffMember

S = Nomination.Status
# From which states of a nomination one may conclude what.
RECOGNISED = (S.AWARDED,)
RECOMMENDED = (S.RECOMMENDED, S.FORWARDED)
VERIFIED = (S.VERIFIED, S.TABLED)
NOT_YET_KNOWN = (S.DRAFT, S.SUBMITTED, S.RETURNED)
NOT_PROPOSED = (S.DRAFT, S.NOT_RECOMMENDED)


def records(award: str, year: int) -> QuerySet[AwardRecord]:
    return AwardRecord.objects.in_force().filter(award=award, year=year, occasion=Occasion.MERIT)


def nominations(award: str, year: int) -> QuerySet[Nomination]:
    """Those that still stand: what was awarded and then taken back is no basis for anything.

    With `told_status`: what a running session counted is a basis for the council alone until it rises.
    """
    found = Nomination.objects.live().filter(award=award, year=year, occasion=Occasion.MERIT).exclude(award_revoked())
    if _in_council.get():
        return found.annotate(told_status=F("status"))
    return found.told().exclude(put_behind_closed_doors())


_in_council: ContextVar[bool] = ContextVar("in_council", default=False)


@contextmanager
def in_council() -> Iterator[None]:
    """Within this block facts are those the council itself knows."""
    token = _in_council.set(True)
    try:
        yield
    finally:
        _in_council.reset(token)


def standing(award: str, year: int, subject: str) -> dict[str, Any]:
    """Two columns for a query over candidates (`subject`: staff_member or department): is it theirs, how far is it."""
    own = {subject: OuterRef("pk")}
    return {
        f"has_{award.lower()}": Exists(records(award, year).filter(**own)),
        f"state_{award.lower()}": Subquery(nominations(award, year).filter(**own).values("told_status")[:1]),
    }


def basis(row: dict[str, Any], award: str, *, may_come: bool = False) -> Basis | None:
    """Of the two columns of `standing`; None while the dossier is not verified, or may still be handed in."""
    if row[f"has_{award.lower()}"]:
        return Basis.RECOGNISED
    status = row[f"state_{award.lower()}"]
    if status in NOT_YET_KNOWN or (status is None and may_come):
        return None
    known = {Basis.RECOGNISED: RECOGNISED, Basis.RECOMMENDED: RECOMMENDED, Basis.VERIFIED: VERIFIED}
    return next((one for one, statuses in known.items() if status in statuses), Basis.NONE)


def counts(award: str, year: int) -> dict[str, Count]:
    """How many of the people asked about have the title, each by the best there is: three columns to aggregate."""
    # Lists of keys, each read once, not a question for each of thousands of people.
    recognised = among(records(award, year)) | among(nominations(award, year).filter(told_status__in=RECOGNISED))
    recommended = among(nominations(award, year).filter(told_status__in=RECOMMENDED))
    verified = among(nominations(award, year).filter(told_status__in=VERIFIED))
    key = award.lower()
    return {
        f"{key}_recognised": Count("pk", filter=recognised),
        f"{key}_recommended": Count("pk", filter=recommended & ~recognised),
        f"{key}_verified": Count("pk", filter=verified & ~recommended & ~recognised),
    }


def total(row: dict[str, int], award: str) -> tuple[int, Basis]:
    """How many, and the weakest basis counted."""
    found = {one: row[f"{award.lower()}_{one}"] for one in (Basis.VERIFIED, Basis.RECOMMENDED, Basis.RECOGNISED)}
    return sum(found.values()), next((one for one, count in found.items() if count), Basis.NONE)


def among(rows: QuerySet) -> Q:
    """People whom these records or nominations are about."""
    return Q(pk__in=rows.filter(staff_member__isnull=False).values("staff_member"))


def school_quota(year: int) -> dict[str, Any]:
    """The facts the quota of CSTĐCS rests on; `school_cstdcs` counts whom somebody proposed."""
    proposed = among(nominations("CSTDCS", year).exclude(told_status__in=NOT_PROPOSED))
    row = StaffMember.objects.aggregate(**counts("LDTT", year), proposed=Count("pk", filter=proposed))
    count, weakest = total(row, "LDTT")
    return {"school_ldtt": count, "school_ldtt_basis": weakest, "school_cstdcs": row["proposed"]}
