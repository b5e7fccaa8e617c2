"""A dossier's way: draft, submit, verify, table, what the council says, what the signer decides.

Locks: first the session, then the dossiers.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from awards import quotas
from awards.drafting import draft, why_not_begin
from awards.eligibility import sets
from awards.gathering import record_report, rule_set_for
from awards.models import AwardRecord, Council, CouncilSession, EligibilityReport, Nomination, Occasion, Round
from awards.parameters import rule_set_of_the_day
from awards.unit_reviews import why_review_open
from campaigns.models import Campaign
from thidua import clock
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

__all__ = [
    "FIELDS_TO_MEND",
    "MOVES",
    "award",
    "decline",
    "draft",
    "forward",
    "recommend",
    "send_back",
    "submit",
    "table",
    "untable",
    "verify",
    "why_not_send_back",
    "why_not_submit",
    "why_not_table",
    "why_not_untable",
    "why_not_verify",
    "why_not_withdraw",
    "withdraw",
]

S = Nomination.Status
MOVES = {
    "submit": Move(frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, "nộp"),
    "withdraw": Move(frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.VERIFIED}), S.WITHDRAWN, "rút"),
    "verify": Move(frozenset({S.SUBMITTED}), S.VERIFIED, "thẩm định"),
    "send_back": Move(frozenset({S.SUBMITTED}), S.RETURNED, "trả lại"),
    "table": Move(frozenset({S.VERIFIED}), S.TABLED, "đưa vào phiên họp"),
    "untable": Move(frozenset({S.TABLED}), S.VERIFIED, "đưa ra khỏi phiên họp"),
    "recommend": Move(frozenset({S.TABLED, S.RECOMMENDED, S.NOT_RECOMMENDED}), S.RECOMMENDED, "ghi là được đề nghị"),
    "not_recommend": Move(
        frozenset({S.TABLED, S.RECOMMENDED, S.NOT_RECOMMENDED}), S.NOT_RECOMMENDED, "ghi là không được đề nghị"
    ),
    "forward": Move(frozenset({S.RECOMMENDED}), S.FORWARDED, "trình cấp trên"),
    "award": Move(frozenset({S.RECOMMENDED, S.FORWARDED}), S.AWARDED, "ghi đã khen thưởng"),
    "decline": Move(frozenset({S.RECOMMENDED, S.FORWARDED}), S.DECLINED, "ghi không được chấp thuận"),
}
# What a dossier's verbs ask and say, read with its row.
ASKED_ABOUT = ("campaign", "award", "unit", "staff_member", "department")
# What a clerk may ask to mend, by the field's name.
FIELDS_TO_MEND = {
    "grounds": "Tóm tắt thành tích",
    "report": "Báo cáo thành tích",
    "evidence": "Minh chứng",
    "initiatives": "Sáng kiến, đề tài",
    "award": "Danh hiệu, hình thức đề nghị",
}


# --- submitting, withdrawing


def why_not_submit(nomination: Nomination) -> str:
    refused = why_not_move(nomination, MOVES, "submit") or why_not_begin(nomination.campaign)
    if refused:
        return refused
    due = nomination.campaign.nominations_due_on
    is_late = nomination.occasion == Occasion.MERIT and due is not None and clock.today() > due
    # A dossier handed in on time and sent back may be mended after the deadline.
    if is_late and nomination.submitted_at is None:
        return f"Đã hết hạn nộp hồ sơ đề nghị ngày {vdate(due)}; muốn nộp bổ sung, liên hệ Thường trực Hội đồng."
    if refused := why_review_open(nomination):
        return refused
    if not nomination.grounds.strip():
        return "Chưa nộp được vì chưa ghi tóm tắt thành tích; sửa hồ sơ rồi nộp."
    if nomination.award_id == "CSTDCS" and _needs_ldtt() and not _stands_beside_ldtt(nomination):
        return (
            "Chưa nộp được vì “Chiến sĩ thi đua cơ sở” chỉ xét cùng “Lao động tiên tiến”; "
            f"lập hồ sơ “Lao động tiên tiến” năm {nomination.year} cho đồng chí này trước."
        )
    return ""


def _needs_ldtt() -> bool:
    """Whether today's rule set builds CSTĐCS on the LĐTT of the same year."""
    return rule_set_of_the_day(clock.today()).flag("cstdcs_needs_ldtt")


def _ldtt_nominations(nomination: Nomination) -> QuerySet[Nomination]:
    same = {"staff_member": nomination.staff_member_id, "year": nomination.year, "occasion": Occasion.MERIT}
    return Nomination.objects.live().filter(award="LDTT", **same)


def _stands_beside_ldtt(nomination: Nomination) -> bool:
    received = AwardRecord.objects.in_force().filter(
        staff_member=nomination.staff_member_id, award="LDTT", year=nomination.year
    )
    return _ldtt_nominations(nomination).exclude(status=S.NOT_RECOMMENDED).exists() or received.exists()


def submit(nomination: Nomination, *, by: Any) -> None:
    with acting_on(nomination, *ASKED_ABOUT):
        if nomination.award_id == "CSTDCS":  # held, so that it is not withdrawn meanwhile
            list(_ldtt_nominations(nomination).select_for_update())
        refuse(why_not_submit(nomination))
        mended = {"return_code": "", "return_fields": [], "return_reason": ""}
        move(nomination, MOVES, "submit", by=by, submitted_at=clock.now(), **mended)
        record_report(nomination, EligibilityReport.Moment.SUBMITTED)


def why_not_withdraw(nomination: Nomination) -> str:
    refused = why_not_move(nomination, MOVES, "withdraw")
    if refused or nomination.award_id != "LDTT":
        return refused
    resting = Nomination.objects.live().filter(
        award="CSTDCS", staff_member=nomination.staff_member_id, year=nomination.year
    )
    if resting.exclude(status__in=[S.DRAFT, S.NOT_RECOMMENDED]).exists():
        return "Chưa rút được vì hồ sơ “Chiến sĩ thi đua cơ sở” cùng năm dựa vào hồ sơ này; rút hồ sơ đó trước."
    return ""


def withdraw(nomination: Nomination, *, by: Any) -> None:
    with acting_on(nomination, *ASKED_ABOUT):
        refuse(why_not_withdraw(nomination))
        move(nomination, MOVES, "withdraw", by=by)


# --- the clerk


def why_not_verify(nomination: Nomination) -> str:
    return why_not_move(nomination, MOVES, "verify")


def verify(nomination: Nomination, *, by: Any) -> None:
    """The dossier is complete: this day fixes the rule set it is judged by."""
    with acting_on(nomination, *ASKED_ABOUT):
        refuse(why_not_verify(nomination))
        today = clock.today()
        fixed = {"received_on": today, "rule_set": sets.pick(today), "verified_by": by}
        move(nomination, MOVES, "verify", by=by, **fixed)
        record_report(nomination, EligibilityReport.Moment.VERIFIED)


def why_not_send_back(nomination: Nomination) -> str:
    return why_not_move(nomination, MOVES, "send_back")


def send_back(nomination: Nomination, *, code: str, fields: list[str], reason: str, by: Any) -> None:
    """Return the dossier with a coded reason, the fields to mend and a note in words."""
    refuse("" if code in Nomination.ReturnCode.values else "Chọn lý do trả lại trong danh sách.")
    refuse("" if fields and set(fields) <= set(FIELDS_TO_MEND) else "Chọn ít nhất một chỗ cần sửa trong hồ sơ.")
    refuse("" if reason.strip() else "Ghi rõ cần sửa thế nào rồi trả lại hồ sơ.")
    with acting_on(nomination, *ASKED_ABOUT):
        refuse(why_not_send_back(nomination))
        said = {"return_code": code, "return_fields": list(fields), "return_reason": reason.strip()}
        move(nomination, MOVES, "send_back", by=by, reason=reason.strip(), **said)


def why_not_table(nomination: Nomination, session: CouncilSession) -> str:
    if session.council.kind != Council.Kind.AWARDS:
        return "Phiên họp này của Hội đồng sáng kiến; hồ sơ đề nghị đưa vào phiên họp Hội đồng thi đua, khen thưởng."
    if not session.is_live:
        return f"{session} ở bước “{session.get_status_display()}” nên không nhận thêm hồ sơ; chọn phiên họp khác."
    if session.campaign_id != nomination.campaign_id:
        return "Hồ sơ này thuộc phong trào khác với phiên họp; chọn phiên họp của cùng phong trào."
    return why_not_move(nomination, MOVES, "table") or _why_over_quota(nomination)


def _why_over_quota(nomination: Nomination) -> str:
    if nomination.award_id != quotas.TITLE:
        return ""
    return quotas.why_not_tabled(nomination.year, 1, rule_set_for(nomination))


def table(nomination: Nomination, session: CouncilSession, *, by: Any) -> None:
    with acting_on(session), acting_on(nomination, *ASKED_ABOUT):
        if nomination.award_id == quotas.TITLE:  # one at a time, whatever the session: the quota is the year's
            Campaign.objects.select_for_update().get(pk=nomination.campaign_id)
        refuse(why_not_table(nomination, session))
        move(nomination, MOVES, "table", by=by, session=session)
        record_report(nomination, EligibilityReport.Moment.TABLED)


def why_not_untable(nomination: Nomination) -> str:
    refused = why_not_move(nomination, MOVES, "untable")
    if refused:
        return refused
    if nomination.questions.exclude(round__status=Round.Status.COUNTED).exists():
        return "Hồ sơ đang nằm trong một lượt bỏ phiếu; chủ tọa bỏ hoặc kiểm lượt đó trước."
    return ""


def untable(nomination: Nomination, *, reason: str, left_by: CouncilSession | None = None, by: Any) -> None:
    """Back to the verified dossiers: by the clerk, or by itself when a session ends without a count of it.

    `left_by`: the session was broken off before this case; the one that continues it takes it up.
    """
    refuse("" if reason.strip() else "Ghi lý do đưa hồ sơ ra khỏi phiên họp.")
    with transaction.atomic():
        if nomination.session_id:  # the session first, as everywhere
            CouncilSession.objects.select_for_update().get(pk=nomination.session_id)
        with acting_on(nomination, *ASKED_ABOUT):
            refuse(why_not_untable(nomination))
            move(nomination, MOVES, "untable", by=by, reason=reason.strip(), session=None)
            if left_by:
                _set(nomination, left_by=left_by)


# --- what others' acts do to a dossier


def recommend(nomination: Nomination, *, passed: bool, by: Any) -> None:
    """Only a count calls this, inside its transaction. Who is proposed sees it when the session rises."""
    with acting_on(nomination, *ASKED_ABOUT):
        move(nomination, MOVES, "recommend" if passed else "not_recommend", by=by)
        _set(nomination, announced=False)


def _set(nomination: Nomination, **values: Any) -> None:
    """Beside a move: what the trail need not repeat."""
    for field, value in values.items():
        setattr(nomination, field, value)
    nomination.save(update_fields=list(values))


def forward(nomination: Nomination, *, by: Any) -> None:
    """Only a letter to the level above calls this, when it is sent, inside its transaction."""
    with acting_on(nomination, *ASKED_ABOUT):
        move(nomination, MOVES, "forward", by=by)


def decline(nomination: Nomination, *, reason: str, by: Any) -> None:
    """Only the recorded answer of the level above calls this, inside its transaction."""
    refuse("" if reason.strip() else "Ghi lý do không được chấp thuận.")
    with acting_on(nomination, *ASKED_ABOUT):
        move(nomination, MOVES, "decline", by=by, reason=reason.strip())


def award(nomination: Nomination, *, by: Any) -> None:
    """Only an issued decision, or the recorded answer from above, calls this, inside its transaction."""
    with acting_on(nomination, *ASKED_ABOUT):
        move(nomination, MOVES, "award", by=by)
