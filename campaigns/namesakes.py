"""Two people of one name: what is added to the name so that nobody takes one for the other."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from campaigns.models import StaffMember
from thidua.papers import Rich, name


def marks() -> dict[int, str]:
    """Everybody who shares a full name with somebody, with what to add; one query, whatever the number of people."""
    others = StaffMember.objects.exclude(pk=OuterRef("pk"))
    same = others.filter(sort_key=OuterRef("sort_key"), full_name=OuterRef("full_name"))
    return _marked(StaffMember.objects.filter(Exists(same)).only("full_name", "birth_date", "code"))


def among(rows: Iterable[tuple[StaffMember | None, str]]) -> dict[int, str]:
    """The same for the rows of one list or paper: (person, what else stands in the row). Asks nothing.

    Whom the rest of the row tells apart needs no mark; one person may stand in several rows.
    """
    people = defaultdict(dict)
    for person, beside in rows:
        if person is not None:
            people[(person.full_name, beside)][person.pk] = person
    return _marked(person for group in people.values() if len(group) > 1 for person in group.values())


def printed(full_name: str, mark: str) -> Rich:
    """The name on a paper, with the mark where there is one."""
    return (name(full_name), mark) if mark else name(full_name)


def _marked(people: Iterable[StaffMember]) -> dict[int, str]:
    """The year of birth where it tells them apart, else the code."""
    groups = defaultdict(set)
    for person in people:
        groups[person.full_name].add(person)
    result = {}
    for group in groups.values():
        years = {person.birth_date.year for person in group if person.birth_date}
        for person in group:
            by_year = len(years) == len(group)
            result[person.pk] = f" (sinh năm {person.birth_date.year})" if by_year else f" (mã {person.code})"
    return result
