"""What nominations, the council and decisions ask of the person who is looking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from awards import disclosure_todo, electorate, law_watch, paper_todo, phase_todo, reading, review_todo
from awards.eligibility import sets
from awards.law_permissions import keeps_legal_texts
from awards.models import (
    Council,
    CouncilSession,
    Decision,
    DecisionLine,
    Hearing,
    HearingConflict,
    Nomination,
    Round,
)
from awards.permissions import DRAFTING, nominations_owned_by, nominations_verifiable_by
from awards.recipients import with_counts
from awards.roles import council_in_force, held_seats, is_chair, presides, sessions_attended_by
from campaigns import todo as campaigns_todo
from campaigns.models import Award, Campaign, Department, Posting, StaffMember
from campaigns.own_things import Own, current_campaign, own_things
from campaigns.roles import is_clerk, staff_of
from thidua import clock
from thidua.models import LegalText
from thidua.todo import Todo
from thidua.vietnamese import lower_first

VERIFYING = timedelta(days=5)
NOT_TABLED = "Quá hạn thì hồ sơ không trình Hội đồng kỳ này."
SESSION = ("session", "session__planned_for", "session__convened_at")
ENDED = (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)


def without_pledge(campaign: Campaign | None) -> str:
    """What the law of today makes of a missing registration; the words on the home page come from the rule set."""
    if campaign is None:
        return ""
    required = sets.get(sets.pick(clock.today())).flag("registration_required")
    if required:
        return f"Quá hạn thì năm {campaign.year} không được xét danh hiệu thi đua."
    return "Luật không bắt buộc đăng ký; Trường dùng đăng ký để theo dõi kết quả."


# By the way of the open round: what a member on its roll does, and where. A round in writing has no roll.
TO_VOTE = {
    Round.Way.SECRET: ("Bỏ phiếu lượt đang mở", "ballot"),
    Round.Way.PAPER: ("Nhận và bỏ phiếu giấy tại phòng họp: lượt đang mở", "round"),
    Round.Way.HANDS: ("Giơ tay biểu quyết tại phòng họp: lượt đang mở", "round"),
}


@dataclass(frozen=True)
class Desk:
    """What a user sees first: the campaign that runs, what is theirs in it, and all that waits for them."""

    campaign: Campaign | None
    own: Own
    todos: list[Todo]


def desk_of(user: Any) -> Desk:
    """The only place that decides what waits for somebody: the home page and the day's letter both ask it."""
    campaign = current_campaign(user)
    if campaign is not None:
        prefetch_related_objects([campaign], "phases__anniversaries")
    own = own_things(user, campaign)
    found = todos(user, campaign)
    found += campaigns_todo.todos(user, campaign, own, without_pledge=without_pledge(campaign))
    return Desk(campaign, own, found)


def _to_begin(user: Any) -> list[Todo]:
    """What a school that was just set up does first; each row goes once it is done."""
    rows = []
    units = Department.objects.active(clock.today()).units().exclude(kind=Department.Kind.BOARD)
    peopled = Posting.objects.on(clock.today()).filter(department=OuterRef("pk"), is_head=True)
    if empty := units.exclude(Exists(peopled)).count():
        text = f"Nhập cán bộ từ Excel hoặc từng người: {empty} đơn vị chưa có người đứng đầu"
        rows.append(Todo(text, reverse("import_list")))
    if council_in_force() is None:
        rows.append(Todo("Lập Hội đồng theo quyết định thành lập", reverse("council_add")))
    if not Campaign.objects.exists():
        rows.append(Todo("Lập kế hoạch phong trào", reverse("campaign_add")))
    return rows


def todos(user: Any, campaign: Campaign | None) -> list[Todo]:
    """Rows for this user, most urgent kinds first."""
    rows = _sessions(user) + _dossiers(user) + review_todo.todos(user, campaign)
    if is_clerk(user):
        rows += _to_verify_table_and_decide(user, campaign)
        rows += phase_todo.todos(user, campaign)
        rows += _to_begin(user) if campaign is None else []
    rows += _decisions(user) + paper_todo.to_sign(user)
    if keeps_legal_texts(user):
        rows += _to_check()
    return rows


def _sessions(user: Any) -> list[Todo]:
    """Sessions to come or running; an open round the user has not voted in comes before everything."""
    seats = held_seats(user)
    if not seats:
        return []
    unvoted = Round.objects.filter(session=OuterRef("pk"), status=Round.Status.OPEN)
    unvoted = unvoted.filter(roll__seat__in=seats, roll__voted=False)
    unscored = Hearing.objects.filter(session=OuterRef("pk"), status=Hearing.Status.OPEN)
    stepped_out = HearingConflict.objects.filter(hearing=OuterRef("pk"), seat__in=seats, steps_out=True)
    unscored = unscored.exclude(sheets__seat__in=seats).exclude(Exists(stepped_out))
    unscored = unscored.exclude(initiative__co_authors__staff_member__in=[seat.staff_member_id for seat in seats])
    sessions = sessions_attended_by(user).filter(status__in=CouncilSession.LIVE).order_by("planned_for")
    rows = []
    unvoted = unvoted.order_by("pk")
    waiting = {
        "open_round": Subquery(unvoted.values("pk")[:1]),
        "open_way": Subquery(unvoted.values("way")[:1]),
        "to_score": Exists(unscored),
    }
    sessions = reading.counted(sessions.select_related("council"), user)
    for session in sessions.annotate(**waiting):
        day = timezone.localdate(session.held_at)
        if session.open_round:
            text, page = TO_VOTE[session.open_way]
            rows.append(Todo(text, reverse(page, args=[session.open_round]), clock.today()))
        if session.to_score:
            rows.append(Todo("Chấm sáng kiến đang mở", session.get_absolute_url(), clock.today()))
        reads = "sáng kiến" if session.council.kind == Council.Kind.INITIATIVES else "hồ sơ"
        verb = "Chủ trì" if presides(user, session) else f"Đọc {reads} và dự"
        if session.cases_read < session.cases:
            text = f"Đọc {session.cases} hồ sơ trình Hội đồng: đã đọc {session.cases_read}/{session.cases}"
            rows.append(Todo(text, session.get_absolute_url(), day))
        rows.append(
            Todo(
                f"{verb} {lower_first(electorate.with_hour(session))}, {session.place}", session.get_absolute_url(), day
            )
        )
    return rows


def _dossiers(user: Any) -> list[Todo]:
    """Dossiers the user writes; and, for the chair, those of the only clerk, who cannot verify them.

    Whose they are is asked today: what a stand-in began is the head's again afterwards.
    """
    wanted = Q(pk__in=nominations_owned_by(user).values("pk"), status__in=DRAFTING)
    if is_chair(user) and not is_clerk(user):
        wanted |= Q(pk__in=nominations_verifiable_by(user).values("pk"), status=Nomination.Status.SUBMITTED)
    nominations = Nomination.objects.filter(wanted).select_related("award", "campaign", "staff_member", "department")
    return [_dossier(nomination) for nomination in nominations[:5]]


def _dossier(nomination: Nomination) -> Todo:
    url = nomination.get_absolute_url()
    if nomination.status == Nomination.Status.SUBMITTED:
        return Todo(f"Thẩm định hồ sơ của {nomination.candidate}", url, plain="Thẩm định 1 hồ sơ")
    verb = "Sửa" if nomination.status == Nomination.Status.RETURNED else "Nộp"
    text = f"{verb} hồ sơ đề nghị {nomination.award.short_name} cho {nomination.candidate}"
    return Todo(text, url, nomination.campaign.nominations_due_on, NOT_TABLED, plain=f"{verb} 1 hồ sơ đề nghị")


def _to_verify_table_and_decide(user: Any, current: Campaign | None) -> list[Todo]:
    """Dossiers sent, verified, or recommended by an ended session and on no decision yet: counted by one query."""
    status = Nomination.Status
    own = Q(staff_member=staff_of(user)) if staff_of(user) else Q(pk__in=[])
    undecided = Q(status=status.RECOMMENDED, session__status__in=ENDED, award__deciding_level=Award.Level.SCHOOL)
    undecided &= ~Exists(DecisionLine.objects.filter(nomination=OuterRef("pk")))
    counts = (
        Nomination.objects.filter(Q(status=status.VERIFIED) | Q(status=status.SUBMITTED) & ~own | undecided)
        .values_list("campaign", "campaign__nominations_due_on", "status", *SESSION)
        .annotate(number=Count("pk"))
        .order_by()
        .union(*paper_todo.counts(), *disclosure_todo.counts(user), *review_todo.counts(current), all=True)
    )
    rows, sessions = [], {}
    for campaign, due_on, state, session, planned_for, convened_at, number in sorted(counts, key=_by_campaign):
        if state in paper_todo.SAID:
            rows.append(paper_todo.row(state, number, due_on))
        elif state in disclosure_todo.SAID:
            rows.append(disclosure_todo.row(state, number, due_on, session))
        elif state == review_todo.NOT_MET:
            rows.append(review_todo.of_school(current, number))
        elif state == status.SUBMITTED:
            url = reverse("nomination_list", args=[campaign]) + "?status=submitted"
            rows.append(Todo(f"Thẩm định {number} hồ sơ", url, due_on + VERIFYING if due_on else None))
        elif state == status.VERIFIED:
            rows.append(Todo(f"Đưa {number} hồ sơ đã thẩm định vào phiên họp", reverse("council_session_list")))
        else:
            sessions[session] = CouncilSession(pk=session, planned_for=planned_for, convened_at=convened_at)
    return rows + _to_decide(sessions.values())


def _by_campaign(row: tuple[Any, ...]) -> tuple[int, str]:
    return row[0] or 0, row[2]


def _to_decide(sessions: Iterable[CouncilSession]) -> list[Todo]:
    newest = sorted(sessions, key=lambda session: session.planned_for, reverse=True)
    return [
        Todo(
            f"Lập quyết định từ {lower_first(electorate.with_hour(session))}",
            reverse("decision_add") + f"?session={session.pk}",
        )
        for session in newest[:3]
    ]


def _decisions(user: Any) -> list[Todo]:
    """For the clerk: drafts to finish, and issued ones of two years with money to hand over."""
    person = staff_of(user)
    if person is None or not is_clerk(user):
        return []
    recent = Q(status=Decision.Status.ISSUED, year__gte=clock.today().year - 1)
    wanted = Q(status=Decision.Status.DRAFT) | recent & Q(receivers__gt=F("received"))
    decisions = with_counts(Decision.objects.select_related("signer", "document__series"))
    found = list(decisions.filter(wanted).order_by("status", "date", "pk")[:8])  # drafts first
    drafts = [_draft(decision, person) for decision in found if decision.status == Decision.Status.DRAFT]
    return drafts[:5] + [_to_pay(decision) for decision in found if decision.status == Decision.Status.ISSUED][:3]


def _draft(draft: Decision, person: StaffMember) -> Todo:
    verb = "Ký, ban hành" if draft.signer.staff_member_id == person.pk else "Hoàn thiện dự thảo"
    return Todo(f"{verb} {lower_first(str(draft))}", draft.get_absolute_url(), draft.date)


def _to_pay(decision: Decision) -> Todo:
    waiting = f"{decision.receivers - decision.received} người, tập thể chưa nhận tiền thưởng"
    url = reverse("decision_payments", args=[decision.pk]) + "?trang_thai=chua"
    return Todo(f"Chi tiền: {waiting} theo Quyết định số {decision.document.full_number}", url)


def _to_check() -> list[Todo]:
    """The yearly look at the law, and the basis of the school's authority, which nobody can know beforehand."""
    rows, found = [], law_watch.due()
    if not found.has_authority:
        text = "Thêm văn bản quy định chức năng, nhiệm vụ của Trường, làm căn cứ thẩm quyền của quyết định"
        rows.append(Todo(text, reverse("legal_text_add") + f"?nhom={LegalText.Role.AUTHORITY}"))
    if found:
        rows.append(Todo(f"Kiểm tra lại quy định: {found.words} đến hạn", reverse("law_check")))
    return rows
