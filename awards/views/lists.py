"""Two long lists: the ledger of achievements, and (the clerk's) who may be nominated for an award of a year."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from awards import assessing, ledger
from awards.forms.lists import LedgerFilter, PotentialFilter
from awards.models import AwardRecord, EligibilityReport
from awards.permissions import parts_in_ledger_of, reads_ledger, records_in_ledger_of
from campaigns.models import Award, CoAuthor, Posting, StaffMember
from campaigns.roles import is_clerk
from thidua import clock
from thidua.http import paginate
from thidua.models import RuleSetCode
from thidua.tables import excel_too
from thidua.vietnamese import search_key

BY_THEMSELVES = "chuyen-de-dot-xuat"
VERDICTS = dict(EligibilityReport.Verdict.choices)


# --- the ledger


@require_GET
@login_required
@excel_too
def ledger_list(request: HttpRequest) -> HttpResponse:
    if not reads_ledger(request.user):
        raise Http404
    filters = LedgerFilter(request.GET)
    asked = filters.asked()
    alone = request.GET.get("loai") == BY_THEMSELVES
    if alone:
        found = _rewarded(ledger.rewarded(records_in_ledger_of(request.user)), asked)
    else:
        found = _works(ledger.works(parts_in_ledger_of(request.user)), asked)
    page = paginate(request, found)
    if not alone:
        page.object_list = ledger.spent_works(list(page.object_list))
    context = {
        "page": page,
        "filters": filters,
        "is_filtered": bool(asked),
        "alone": alone,
        "is_clerk": is_clerk(request.user),
        "this_year": clock.today().year,
    }
    return render(request, "awards/ledger.html", context)


def _works(found: QuerySet[CoAuthor], asked: dict[str, Any]) -> QuerySet[CoAuthor]:
    found = found.select_related("initiative", "staff_member")
    if "nam" in asked:
        found = found.filter(initiative__year=asked["nam"])
    for word in search_key(asked.get("q", "")).split():
        found = found.filter(Q(initiative__search_key__contains=word) | Q(staff_member__search_key__contains=word))
    if "don_vi" in asked:
        found = ledger.in_unit(found, asked["don_vi"].pk)
    state = asked.get("tinh_trang")
    if state == "trung":
        return found.filter(pk__in=ledger.conflicting(found))
    return found.filter(is_spent=state == "da-dung") if state else found


def _rewarded(found: QuerySet[AwardRecord], asked: dict[str, Any]) -> QuerySet[AwardRecord]:
    """Each is spent by itself unless it was revoked; none is spent twice."""
    if "nam" in asked:
        found = found.filter(year=asked["nam"])
    for word in search_key(asked.get("q", "")).split():
        found = found.filter(staff_member__search_key__contains=word)
    if "don_vi" in asked:
        found = ledger.in_unit(found, asked["don_vi"].pk) | found.filter(department=asked["don_vi"])
    state = asked.get("tinh_trang")
    if state == "trung":
        return found.none()
    return found.filter(revoked_on__isnull=state == "da-dung") if state else found


# --- who may be nominated


@require_GET
@login_required
@excel_too
def potential_list(request: HttpRequest) -> HttpResponse:
    """Only the people of the page are assessed: three questions, however many there are."""
    if not is_clerk(request.user):
        raise Http404
    filters = PotentialFilter(request.GET or None)
    asked = filters.asked() if filters.is_bound else {}
    award = asked.get("danh_hieu") or Award.objects.get(pk="LDTT")
    year = asked.get("nam") or clock.today().year
    day = assessing.last_day(year)
    place = Posting.objects.on(day).filter(staff_member=OuterRef("pk"), is_main=True)
    people = assessing.people_of(year).annotate(unit_name=Subquery(place.values("department__short_name")[:1]))
    if "don_vi" in asked:
        people = people.filter(
            pk__in=Posting.objects.on(day).filter(is_main=True, department=asked["don_vi"]).values("staff_member")
        )
    page = paginate(request, people.order_by("sort_key", "code"))
    rule_set = _assess(page, award, year)
    context = {
        "page": page,
        "filters": filters if filters.is_bound else PotentialFilter(initial={"nam": year, "danh_hieu": award.pk}),
        "award": award,
        "year": year,
        "rule_set": RuleSetCode(rule_set.code).label,
        "to_be_confirmed": rule_set.must_be_confirmed,
        "assumed": assessing.ASSUMED,
    }
    return render(request, "awards/potential_list.html", context)


def _assess(page: Any, award: Award, year: int) -> Any:
    """Puts each person's verdict and what is missing on the row; the rule set asked."""
    asked = assessing.asked_of(year)
    people: list[StaffMember] = list(page.object_list)
    found = assessing.assess_people([person.pk for person in people], [award.pk], asked)
    for person, (_, reports) in zip(people, found, strict=True):
        report = reports[award.pk]
        person.verdict = VERDICTS[report.verdict.value]
        person.missing = assessing.missing(report)
    page.object_list = people
    return asked.rule_set
