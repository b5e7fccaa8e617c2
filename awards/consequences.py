"""What follows from taking an award back: money, certificates, the public list, later awards that counted it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from awards.documents.revocation import item_of, rows_of
from awards.eligibility import Facts, Report, assess, sets
from awards.law_spans import report_days
from awards.models import AwardRecord, EligibilityReport, Nomination, Revocation, RevocationLine, RevocationTask
from campaigns import working_days
from campaigns.documents.pledge import printed_name
from campaigns.models import Award, Department
from thidua.vietnamese import lower_first, money
from thidua.workflow import Refused

Kind = RevocationTask.Kind
S = Nomination.Status
# Rests on no other award, whatever the rule set.
RESTS_ON_NOTHING = ("LDTT", "GK", "GKTT", "KNC")
BEING_DECIDED = (S.SUBMITTED, S.VERIFIED, S.TABLED, S.RECOMMENDED, S.FORWARDED)
OF_MEMBERS = ("TTLDTT", "TTLDXS")
# Of the award itself in its own year: by which fact another title rests on it.
BASES = {"LDTT": "ldtt_basis", "CSTDCS": "cstdcs_basis", "TTLDTT": "ttldtt_basis"}
COUNTED_MEMBERS = {"LDTT": "members_ldtt", "CSTDCS": "members_cstdcs"}
TOLD_WITHIN = 10  # working days; from memory (law.md §9)


def of(revocation: Revocation, on: date) -> list[RevocationTask]:
    """The tasks as they would be on that day, numbered, not saved."""
    rows = rows_of(revocation)
    told = working_days.after(on, TOLD_WITHIN)
    found = [task for row in rows for task in _of_line(row, revocation, told)]
    found.append(
        RevocationTask(
            kind=Kind.PUBLIC,
            text="Sửa danh sách đã niêm yết, đã đăng ở nơi khác; trang công khai của phần mềm đã tự ghi “Đã hủy bỏ”",
            due_on=told,
        )
    )
    found += [task for row in rows for task in _later(row, on)]
    for ordinal, task in enumerate(found, start=1):
        task.revocation, task.ordinal = revocation, ordinal
    return found


def _of_line(row: RevocationLine, revocation: Revocation, told: date) -> Iterator[RevocationTask]:
    line = row.line
    yield RevocationTask(kind=Kind.NOTIFY, line=row, text=f"Giao quyết định hủy bỏ cho {line.name}", due_on=told)
    if row.amount_paid:
        text = f"Thu hồi {money(row.amount_paid)} đồng của {line.name}, nộp về Quỹ"
        yield RevocationTask(kind=Kind.MONEY, line=row, text=text, amount=row.amount_paid, due_on=revocation.repay_by)
    item = item_of(row)
    text = f"Thu hồi {lower_first(item)} của {line.name}, Số sổ vàng {line.ordinal}"
    yield RevocationTask(kind=Kind.ITEM, line=row, text=text, due_on=revocation.repay_by)


# --- later awards that counted it


def _later(row: RevocationLine, on: date) -> Iterator[RevocationTask]:
    due = working_days.after(on, report_days(on))
    for record, nomination, why in _counted(row):
        yield RevocationTask(
            kind=Kind.LATER,
            line=row,
            record=record,
            nomination=nomination,
            text=f"Xem lại {_named(record, nomination)}: {why}",
            due_on=due,
        )


def _named(record: AwardRecord | None, nomination: Nomination | None) -> str:
    """Whose, which, and where it stands: with the decision, or with the step of the dossier."""
    one: Any = record or nomination
    who = one.staff_member or one.department
    what = f"{printed_name(one.award)} năm {one.year} của {who}"
    if record:
        above = "" if one.award.deciding_level == Award.Level.SCHOOL else f", báo cáo {record.issuer}"
        return f"{what} (Quyết định số {record.decision_number}{above})"
    return f"hồ sơ đề nghị {what} ({nomination.get_status_display().lower()})" if nomination else what


def _counted(row: RevocationLine) -> Iterator[tuple[AwardRecord | None, Nomination | None, str]]:
    """Awards and dossiers that would not be eligible without it, or of which nobody stored how they were judged."""
    nominations = _dossiers(row)
    reports = _newest_reports(nominations)
    decided = {_key(one): one for one in nominations if one.status == S.AWARDED}
    for record in _records(row):
        dossier = decided.get(_key(record))
        report = reports.get(dossier.pk) if dossier else None
        why = _why_counted(row, record.award_id, report)
        if why:
            yield record, dossier, why
    for dossier in nominations:
        if dossier.status != S.AWARDED and (why := _why_counted(row, dossier.award_id, reports.get(dossier.pk))):
            yield None, dossier, why


def _key(one: Any) -> tuple:
    return (one.staff_member_id, one.department_id, one.award_id, one.year, one.occasion)


def _whose(row: RevocationLine) -> Q:
    """The same candidate from that year on; of a member's title the collective titles of that year too."""
    one = row.line.nomination
    same = Q(staff_member=one.staff_member_id) if one.staff_member_id else Q(department=one.department_id)
    wanted = same & Q(year__gte=one.year)
    if one.staff_member_id and one.award_id in COUNTED_MEMBERS:
        units = Department.objects.filter(Q(pk=one.unit_id) | Q(kind=Department.Kind.SCHOOL)).values("pk")
        wanted |= Q(department__in=units, year=one.year, award__in=OF_MEMBERS)
    return wanted


def _records(row: RevocationLine) -> Iterable[AwardRecord]:
    one = row.line.nomination
    found = AwardRecord.objects.in_force().filter(_whose(row)).exclude(award=one.award_id, year=one.year)
    return found.select_related("award", "staff_member", "department").order_by("year", "award__order", "pk")


def _dossiers(row: RevocationLine) -> list[Nomination]:
    found = Nomination.objects.filter(_whose(row), status__in=[S.AWARDED, *BEING_DECIDED])
    found = found.exclude(pk=row.line.nomination_id)
    return list(found.select_related("award", "staff_member", "department").order_by("year", "award__order", "pk"))


def _newest_reports(nominations: list[Nomination]) -> dict[int, EligibilityReport]:
    reports = EligibilityReport.objects.filter(nomination__in=nominations).order_by("pk")
    return {report.nomination_id: report for report in reports}


def _why_counted(row: RevocationLine, award: str, report: EligibilityReport | None) -> str:
    """ "" where the award stands without it; else the condition that fails, or that nobody can tell."""
    if award in RESTS_ON_NOTHING:
        return ""
    if report is None:
        return "chương trình không lưu bản đối chiếu nên chưa rõ có tính danh hiệu, hình thức bị hủy bỏ hay không"
    try:
        turned = _turned(report, row, award)
    except (KeyError, TypeError, ValueError, Refused):  # facts or parameters of an earlier version of the program
        return "không đối chiếu lại được bản đã lưu nên chưa rõ có tính danh hiệu, hình thức bị hủy bỏ hay không"
    return f"không tính danh hiệu, hình thức bị hủy bỏ thì {turned}" if turned else ""


def _turned(report: EligibilityReport, row: RevocationLine, award: str) -> str:
    """The first condition that was met and no longer is, in the words of the findings without private reasons."""
    law = sets.get(report.rule_set).with_overrides(dict(report.parameters))
    before = assess(award, Facts.from_dict(report.facts), law)
    after = assess(award, Facts.from_dict(without(report.facts, row.line.nomination)), law)
    met = _met(before)
    lost = [one.short_sentence for one in after.findings if one.key in met and one.answer != "yes"]
    return lower_first(lost[0]).rstrip(".") if lost else ""


def _met(report: Report) -> set[str]:
    return {one.key for one in report.findings if one.answer == "yes" and one.blocking}


def without(facts: dict[str, Any], revoked: Nomination) -> dict[str, Any]:
    """Stored facts as they would have been had that award never been given."""
    award, year = revoked.award_id, revoked.year
    key, changed = (award, year, revoked.occasion), dict(facts)
    if (history := facts.get("history")) is not None:
        changed["history"] = [
            {**one, "revoked": True} if (one["award"], one["year"], one["occasion"]) == key else one for one in history
        ]
    if facts.get("achievement_year") == year:
        basis, members = BASES.get(award, ""), COUNTED_MEMBERS.get(award, "")
        if basis and facts.get(basis):
            changed[basis] = "none"
        if members and facts.get(members):
            changed[members] = facts[members] - 1
    return changed


def take_back(revocation: Revocation, on: date) -> None:
    """Only the named lines: their records no longer count, from that day; what was paid for them is kept."""
    rows = rows_of(revocation)
    RevocationLine.objects.bulk_update(rows, ["amount_paid"])
    number = revocation.decision.document.full_number
    for row in rows:
        one = row.line.nomination
        AwardRecord.objects.filter(
            staff_member=one.staff_member_id,
            department=one.department_id,
            award=one.award_id,
            year=one.year,
            occasion=one.occasion,
            occasion_text=one.occasion_name[:200],
            decision_number=number,
            revoked_on__isnull=True,
        ).update(revoked_on=on, revoked_reason=row.reason)
