"""What the page of one dossier shows, and to whom how much."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from awards import announcing, drafting, ledger, nominating, phase_grounds, review_points, stating, unit_reviews
from awards.documents.eligibility_report import STILL_OPEN, parameters_in_words
from awards.eligibility import Finding, Report
from awards.forms.nominations import NoteForm
from awards.gathering import assess_now, assess_under_the_next
from awards.models import AwardRecord, DossierNote, EligibilityReport, Nomination, Occasion, Question, Round
from awards.nominating import FIELDS_TO_MEND
from awards.permissions import (
    nominations_owned_by,
    nominations_read_in_council_by,
    nominations_read_in_full_by,
    nominations_verifiable_by,
    sessions_prepared_by,
    sessions_run_by,
)
from awards.places import links_for
from awards.review_permissions import reviews_visible_to
from awards.roles import own_case
from awards.room_permissions import questions_extracted_by
from awards.views import session_disclosure
from campaigns.models import Evaluation, Pledge
from thidua import clock
from thidua.audit import history_of
from thidua.models import RuleSetCode
from thidua.vietnamese import upper_first

S = Nomination.Status
# From verification on a dossier may hang in a list.
AFTER_VERIFYING = frozenset(S) - {S.DRAFT, S.SUBMITTED, S.RETURNED, S.WITHDRAWN}


def dossier_page(request: HttpRequest, nomination: Nomination, **changes: Any) -> dict[str, Any]:
    user = request.user
    nomination = announcing.as_told_to(user, nomination)
    rights = _rights(user, nomination)
    owns, verifies, in_full = rights["owns"], rights["verifies"], rights["in_full"]
    pledge, now = pledge_of(nomination), _now(nomination)
    stored = _stored(nomination, user)
    context = {
        "nomination": nomination,
        "owns": owns,
        "verifies": verifies,
        "short": not in_full,
        "is_own": rights["is_own"],
        "fields_to_mend": [FIELDS_TO_MEND[name] for name in nomination.return_fields if name in FIELDS_TO_MEND],
        "pledge": pledge,
        "unit_case": (unit_case := unit_reviews.case_behind(nomination)),
        "points": review_points.in_words(scored) if (scored := review_points.of_nomination(nomination)) else "",
        "reads_review": unit_case is not None and reviews_visible_to(user).filter(pk=unit_case.review_id).exists(),
        "no_results": without_results(nomination, pledge),
        "no_review": phase_grounds.of_nomination(nomination),
        "rule_set_label": RuleSetCode(report.rule_set_code).label if (report := now.get("report")) else "",
        "records": records_of(nomination),
        "evidence": nomination.evidence.order_by("pk"),
        "initiatives": nomination.initiatives.all(),
        "spent": ledger.spent_of(nomination),
        "stored": stored,
        "outdated": outdated(stored, now.get("report"), short=not in_full),
        "links": links_for(user, nomination, owns=owns, verifies=verifies),
        # Notes on a returned dossier are between its author and who verifies it.
        "entries": announcing.entries_told_to(user, history_of(nomination)) if owns or in_full else None,
    }
    return (
        context
        | _acts(nomination, owns, verifies, user, now.get("report"))
        | now
        | _note(nomination, user, rights["in_council"])
        | (session_disclosure.of_nomination(nomination, user) if nomination.status in AFTER_VERIFYING else {})
        | ({"extracts": _extracts(nomination, user)} if nomination.status in AFTER_VERIFYING else {})
        | changes
    )


def _rights(user: Any, nomination: Nomination) -> dict[str, bool]:
    """What the user may do with the dossier, asked in one query."""
    named = {
        "owns": nominations_owned_by(user),
        "verifies": nominations_verifiable_by(user),
        "in_full": nominations_read_in_full_by(user),
        "in_council": nominations_read_in_council_by(user),
        "is_own": Nomination.objects.filter(own_case(user)),
    }
    asked = {name: Exists(rows.filter(pk=OuterRef("pk"))) for name, rows in named.items()}
    return Nomination.objects.filter(pk=nomination.pk).values(**asked).get()


def pledge_of(nomination: Nomination) -> Pledge | None:
    """The candidate's pledge of the campaign, with its targets."""
    pledges = Pledge.objects.live().exclude(status=Pledge.Status.DRAFT).prefetch_related("targets__phase", "awards")
    return pledges.filter(
        campaign=nomination.campaign_id, staff_member=nomination.staff_member_id, department=nomination.department_id
    ).first()


def without_results(nomination: Nomination, pledge: Pledge | None) -> str:
    """A yearly dossier may meet every condition while nobody has said what became of the pledge: say so."""
    if nomination.occasion != Occasion.MERIT:
        return ""
    said = []
    targets = list(pledge.targets.all()) if pledge else []
    if open_ones := sum(target.result is None for target in targets):
        said.append(f"{open_ones}/{len(targets)} chỉ tiêu chưa có kết quả")
    confirmed = Evaluation.objects.filter(
        phase__campaign=nomination.campaign_id,
        staff_member=nomination.staff_member_id,
        department=nomination.department_id,
        status=Evaluation.Status.CONFIRMED,
    )
    if not confirmed.exists():
        said.append("chưa có bản tự đánh giá được xác nhận")
    sentence = "; ".join(said)
    return f"{upper_first(sentence)}." if said else ""


def records_of(nomination: Nomination) -> QuerySet[AwardRecord]:
    """What the candidate has received, newest first."""
    same = {"staff_member": nomination.staff_member_id, "department": nomination.department_id}
    return AwardRecord.objects.in_force().filter(**same).select_related("award")


def _now(nomination: Nomination) -> dict[str, Any]:
    if nomination.status not in STILL_OPEN:
        return {}
    newer = assess_under_the_next(nomination)
    return {
        "report": assess_now(nomination),
        "checked_at": clock.now(),
        "newer_law": EligibilityReport.Verdict(newer.verdict).label if newer else "",
    }


def outdated(stored: list[dict[str, Any]], report: Report | None, *, short: bool) -> str:
    """Which conditions the newest stored report no longer answers as today; empty when it still holds."""
    if not stored or report is None:
        return ""
    before = {finding.key: finding for finding in stored[0]["findings"]}
    after = {finding.key: finding for finding in report.findings}
    changed = [key for key in {**before, **after} if _said(before.get(key), short) != _said(after.get(key), short)]
    if not changed:
        return ""
    moment = stored[0]["row"].get_moment_display().lower()
    return (
        f"Bản đối chiếu lưu {moment} đã cũ: nay có {len(changed)} điều kiện khác. "
        "Kết quả ở trên và bản in theo dữ kiện hôm nay; bản mới được lưu khi trình Hội đồng."
    )


def _said(finding: Finding | None, short: bool) -> tuple[str, str] | None:
    """As the reader sees it: a private reason that came or went is no change to others."""
    if finding is None or (short and finding.short_sentence != finding.sentence and finding.answer == "yes"):
        return None
    return (finding.answer, finding.short_sentence if short else finding.sentence)


def _stored(nomination: Nomination, user: Any) -> list[dict[str, Any]]:
    return [
        {
            "row": report,
            "findings": [Finding.from_dict(stored) for stored in report.findings],
            "parameters": parameters_in_words(report.parameters),
        }
        for report in announcing.reports_told_to(user).filter(nomination=nomination)
    ]


def _acts(nomination: Nomination, owns: bool, verifies: bool, user: Any, report: Report | None) -> dict[str, Any]:
    """Which buttons stand on the page, and why one cannot be used now."""
    acts: dict[str, Any] = {"why_not_edit": drafting.why_not_edit(nomination)}
    if owns and nomination.status in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.VERIFIED):
        acts |= {"offers_withdraw": True, "why_not_withdraw": nominating.why_not_withdraw(nomination)}
    if owns and nomination.status in (S.DRAFT, S.RETURNED):
        acts |= {"offers_submit": True, "why_not_submit": nominating.why_not_submit(nomination)}
    if verifies and nomination.status == S.SUBMITTED:
        acts |= {
            "offers_verify": True,
            "why_not_verify": nominating.why_not_verify(nomination),
            "verify_note": _verify_note(nomination, report),
            "why_not_send_back": nominating.why_not_send_back(nomination),
        }
    if verifies and nomination.status in stating.OPEN:
        acts["offers_statements"] = True
    if nomination.session_id and sessions_run_by(user).filter(pk=nomination.session_id).exists():
        acts["offers_explain"] = not stating.why_not_explain(nomination)
    if nomination.status == S.TABLED and sessions_prepared_by(user).filter(pk=nomination.session_id).exists():
        acts |= {"offers_untable": True, "why_not_untable": nominating.why_not_untable(nomination)}
    return acts


def _extracts(nomination: Nomination, user: Any) -> list[Question]:
    """A question for each session whose minutes tell of the case: the extract tells of every round of that session."""
    told = questions_extracted_by(user).filter(nomination=nomination, round__session__minutes__isnull=False)
    counted = told.filter(round__status=Round.Status.COUNTED).select_related("round__session")
    return list({question.round.session_id: question for question in counted.order_by("round")}.values())


def _verify_note(nomination: Nomination, report: Report | None) -> str:
    """What the clerk confirms, and what the findings say of it."""
    said = ["Xác nhận cả việc tập thể không đang bị xem xét, kiểm tra, điều tra."] if nomination.is_collective else []
    if report and report.verdict != EligibilityReport.Verdict.ELIGIBLE:
        verdict = EligibilityReport.Verdict(report.verdict).label.lower()
        said.append(f"Kết quả đối chiếu hiện là {verdict}; thẩm định xong thì hồ sơ không trả lại được nữa.")
    return " ".join(said)


def _note(nomination: Nomination, user: Any, in_council: bool) -> dict[str, Any]:
    """The private note's form, for members who read the dossier in council."""
    if not in_council:
        return {}
    note = DossierNote.objects.filter(nomination=nomination, owner=user).first()
    return {"note_form": NoteForm(initial={"text": note.text if note else ""})}
