"""“Chặng đường”: own, a person's for the clerk and (this year only) for their head, a collective's."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from awards import roads
from awards.eligibility import road_words
from awards.eligibility.road import Chance, Prospect
from awards.models import AwardRecord
from campaigns.models import Award, Department, StaffMember
from campaigns.permissions import departments_read_by, private_staff_of, staff_visible_to
from campaigns.roles import is_clerk, staff_of
from thidua import clock
from thidua.models import Institution, RuleSetCode

# Flags are won among the member institutions of a bloc.
# Only an open case can stand in its way here: to a head the award itself would name the reason.
ON_ONE_REASON = "KNC"
OF_THE_WHOLE_SCHOOL = ("COT", "COCP")


@require_GET
@login_required
def my_road(request: HttpRequest) -> HttpResponse:
    person = staff_of(request.user)
    if person is None:
        raise Http404
    return _road_of(request, person)


@require_GET
@login_required
def staff_road(request: HttpRequest, staff_pk: int) -> HttpResponse:
    return _road_of(request, get_object_or_404(staff_visible_to(request.user), pk=staff_pk))


def _road_of(request: HttpRequest, person: StaffMember) -> HttpResponse:
    """In full for the person and the clerk; a head reads of this year alone, without private reasons."""
    in_full = private_staff_of(request.user).filter(pk=person.pk).exists()
    records = AwardRecord.objects.filter(staff_member=person)
    if not in_full:
        records = records.in_force().filter(year=clock.today().year)
    works = roads.works_of(person) if in_full else []
    years = roads.behind(records, works)
    ahead = roads.ahead(person, Award.objects.for_individuals())
    context = {
        "person": person,
        "is_own": person == staff_of(request.user),
        "years": years,
        "line": roads.line_of(years) if in_full else [],
        "short": not in_full,
        **_shown(ahead, short=not in_full, this_year_only=not in_full),
    }
    return render(request, "awards/road.html", context)


@require_GET
@login_required
def unit_road(request: HttpRequest, department_pk: int) -> HttpResponse:
    unit = get_object_or_404(departments_read_by(request.user), pk=department_pk)
    years = roads.behind(AwardRecord.objects.filter(department=unit), [])
    awards = Award.objects.for_collectives()
    if unit.kind != Department.Kind.SCHOOL:
        awards = awards.exclude(pk__in=OF_THE_WHOLE_SCHOOL)
    ahead = roads.ahead(unit, awards)
    names = Award.objects.in_bulk([code for code, _ in roads.shares(ahead)])
    context = {
        "unit": unit,
        "years": years,
        "line": roads.line_of(years),
        "shares": [(names[code], sentence) for code, sentence in roads.shares(ahead)],
        **_shown(ahead, short=not is_clerk(request.user)),
    }
    return render(request, "awards/unit_road.html", context)


# --- in words


def _shown(ahead: roads.Ahead, *, short: bool, this_year_only: bool = False) -> dict[str, Any]:
    """Rows for the template; of this year only, what rests on the ratings of earlier years is left out."""
    found = [*ahead.near, *ahead.far]
    awards = Award.objects.in_bulk([one.award_code for one in found])
    near, far = ahead.near, ahead.far
    if this_year_only:
        told_of = [one for one in found if one.award_code != ON_ONE_REASON]
        near, far = [one for one in told_of if not ahead.rests_on_ratings(one.award_code)], []
    told = 1 if this_year_only else None

    def chances(prospect: Prospect) -> list[dict[str, Any]]:
        return _alike([_chance(one, ahead.members, short, this_year_only) for one in prospect.chances[:told]])

    return {
        "near": [{"award": awards[one.award_code], "chances": chances(one)} for one in near],
        "far": [
            {"award": awards[one.award_code], "earliest": road_words.earliest(one), "last": chances(one)[-1]}
            for one in far
        ],
        "this_year": ahead.year,
        "rule_set": f"bộ quy định {RuleSetCode(ahead.rule_set.code).label}",
        "to_be_confirmed": ahead.rule_set.must_be_confirmed,
        "complete_from": Institution.objects.values_list("history_complete_from", flat=True).first(),
    }


def _alike(chances: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Years of which the same is said stand as one."""
    told = [{**one, "year": None} for one in chances]
    if len(chances) > 1 and all(one == told[0] for one in told):
        return [{**chances[0], "year": f"{chances[0]['year']}–{chances[-1]['year']}"}]
    return chances


TONES = {"Có thể đạt": "run", "Đã đạt": "ok", "Chưa đạt được": "neu"}


def _chance(chance: Chance, members: int | None, short: bool, this_year_only: bool) -> dict[str, Any]:
    label = road_words.label(chance)
    return {
        "year": chance.year,
        "label": label,
        "tone": TONES.get(label, ""),
        "to_check": chance.to_be_confirmed and label != "Cần thẩm tra",
        "missing": road_words.missing(chance, members),
        "have": "" if this_year_only else road_words.have(chance),
        "why": road_words.in_the_way(chance, short=short),
        "unknown": road_words.not_known(chance, short=short),
    }
