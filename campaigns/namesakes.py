"""Two people of one name: what is added to the name so that nobody takes one for the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear

from campaigns.models import StaffMember
from thidua.papers import Rich, name


def marks(pks: Iterable[int]) -> dict[int, str]:
    """Of these people those who share their full name with anybody, with what to add; one query.

    `pks`: keys, or a queryset of them.
    """
    others = StaffMember.objects.exclude(pk=OuterRef("pk"))
    same = others.filter(sort_key=OuterRef("sort_key"), full_name=OuterRef("full_name"))
    same_year = Q(birth_date__isnull=True) | Q(birth_date__year=ExtractYear(OuterRef("birth_date")))
    shared = StaffMember.objects.filter(Exists(same), pk__in=pks).annotate(as_old=Exists(same.filter(same_year)))
    found = shared.values_list("pk", "birth_date", "code", "as_old")
    return {pk: _mark(born.year if born and not as_old else None, code) for pk, born, code, as_old in found}


def among(rows: Iterable[tuple[StaffMember | None, str]]) -> dict[int, str]:
    """The same for the rows of one list or paper: (person, what else stands in the row). Asks nothing.

    Whom the rest of the row tells apart needs no mark; one person may stand in several rows.
    """
    people: dict[tuple[str, str], dict[int, StaffMember]] = defaultdict(dict)
    for person, beside in rows:
        if person is not None:
            people[(person.full_name, beside)][person.pk] = person
    result = {}
    for group in people.values():
        years = Counter(person.birth_date.year if person.birth_date else None for person in group.values())
        for person in group.values() if len(group) > 1 else ():
            year = person.birth_date.year if person.birth_date and None not in years else None
            result[person.pk] = _mark(year if years[year] == 1 else None, person.code)
    return result


def printed(full_name: str, mark: str) -> Rich:
    """The name on a paper, with the mark where there is one."""
    return (name(full_name), mark) if mark else name(full_name)


def _mark(year: int | None, code: str) -> str:
    """The year of birth where it tells this one apart from all others, else the code."""
    return f" (sinh năm {year})" if year else f" (mã {code})"
