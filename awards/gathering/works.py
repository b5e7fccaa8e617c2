"""Initiatives and projects of people, and which awards they have earned already."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value

from awards.eligibility.history import Work, is_free
from awards.eligibility.kinds import WorkKind
from awards.eligibility.rules import RuleSet
from awards.models import AwardRecord, Nomination
from campaigns.models import CoAuthor, Initiative


@dataclass
class Found:
    """A work with what it earned, and whether the dossier names it."""

    fields: dict[str, Any]
    spent_on: set[tuple[str, int]]
    is_named: bool

    def work(self, award_code: str, year: int) -> Work:
        """As that award of that year sees it: what it earned itself is not spent for it."""
        others = {award for award, of_year in self.spent_on if (award, of_year) != (award_code, year)}
        return Work(**self.fields, spent_on=tuple(sorted(others)))


def spending() -> QuerySet[Nomination]:
    """Dossiers whose award still stands: what they name is spent. What was revoked has earned nothing."""
    return Nomination.objects.filter(~_revoked(), status=Nomination.Status.AWARDED)


def _revoked(path: str = "") -> Q:
    """Whether the award of the dossier under `path` was revoked: its record says so, and none of its kind stands."""
    same = AwardRecord.objects.filter(**{name: OuterRef(f"{path}{name}") for name in ("award", "year", "occasion")})
    same = same.filter(Q(staff_member=OuterRef(f"{path}staff_member")) | Q(department=OuterRef(f"{path}department")))
    return Q(Exists(same.filter(revoked_on__isnull=False)), ~Exists(same.in_force()))


def of_people(people: Collection[int], nomination: Nomination | None = None) -> dict[int, list[Found]]:
    """Recognised works by author. A work is spent where a dossier of the same person that names it was
    awarded and the award was not revoked."""
    rows = CoAuthor.objects.filter(staff_member__in=people, initiative__status=Initiative.Status.RECOGNISED)
    used = _used(nomination, "initiative__nominations", {"initiative__nominations__staff_member": F("staff_member")})
    named = Nomination.initiatives.through.objects.filter(
        nomination=nomination.pk if nomination else None, initiative=OuterRef("initiative")
    )
    columns = rows.annotate(used=used, is_void=_revoked("used__"), is_named=Exists(named)).values_list(
        "staff_member", "initiative", "initiative__title", "initiative__kind", "initiative__year", "initiative__scope",
        "used__award", "used__year", "is_void", "is_named",
    )  # fmt: skip
    return _grouped(people, columns)


def of_dossier(nomination: Nomination) -> list[Found]:
    """The works a collective's dossier names."""
    used = _used(nomination, "nominations", {"nominations__department": nomination.department_id})
    rows = Initiative.objects.filter(nominations=nomination, status=Initiative.Status.RECOGNISED)
    columns = rows.annotate(
        used=used, is_void=_revoked("used__"), who=Value(nomination.department_id), is_named=Value(True)
    ).values_list("who", "pk", "title", "kind", "year", "scope", "used__award", "used__year", "is_void", "is_named")
    return _grouped([nomination.department_id], columns)[nomination.department_id]


def _used(nomination: Nomination | None, path: str, same: dict[str, Any]) -> FilteredRelation:
    condition = Q(**{f"{path}__status": Nomination.Status.AWARDED}, **same)
    if nomination and nomination.pk:
        condition &= ~Q(**{f"{path}__pk": nomination.pk})
    return FilteredRelation(path, condition=condition)


def _grouped(keys: Collection[int], rows: QuerySet) -> dict[int, list[Found]]:
    found: dict[int, dict[int, Found]] = {key: {} for key in keys}
    for who, pk, title, kind, year, scope, used, used_in, is_void, is_named in rows:
        fields = {"title": title, "kind": kind, "year": year, "scope": scope}
        one = found[who].setdefault(pk, Found(fields, set(), is_named))
        if used and not is_void:
            one.spent_on.add((used, used_in))
    return {key: list(works.values()) for key, works in found.items()}


def facts_of(found: list[Found], year: int, award_code: str, rule_set: RuleSet) -> dict[str, Any]:
    """All works up to the year, those the dossier names, and how many of the year are free for the award."""
    reusable = {award: frozenset(reuse.awards) for award, reuse in rule_set.reusable.items()}
    works = [one.work(award_code, year) for one in found if one.fields["year"] <= year]
    free = [work for work in works if work.year == year and is_free(work, award_code, reusable)]
    return {
        "works": tuple(works),
        "dossier_works": tuple(one.work(award_code, year) for one in found if one.is_named),
        "recognised_initiatives": sum(work.kind is WorkKind.INITIATIVE for work in free),
        "accepted_projects": sum(work.kind is WorkKind.PROJECT for work in free),
    }
