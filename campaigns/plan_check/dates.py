"""Phases in the campaign's year: complete, in order, apart, inside, without gaps; and the registration's last day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from campaigns.plan_check.finding import (
    HABIT,
    PLANNING,
    Change,
    Correction,
    PlanFinding,
    movement_rule,
    registration_rule,
)
from campaigns.plan_check.known import dates_in
from campaigns.plan_check.plan import Phase, Place, Plan
from thidua.vietnamese import search_key, vdate

HEAD = Place("chung", "Thông tin chung")
ONE_DAY = timedelta(days=1)
DIRECTIVES = ("chi thi", "thuc hien", "ke hoach", "cong van", "huong dan")


def place_of(phase: Phase) -> Place:
    return Place("dot", str(phase))


def span_words(starts_on: date, ends_on: date) -> str:
    return f"từ {vdate(starts_on)} đến {vdate(ends_on)}"


def check_dates(plan: Plan) -> Iterator[PlanFinding]:
    yield from _registration(plan)
    if not plan.phases:
        yield PlanFinding(
            "no-phases",
            True,
            "Kế hoạch chưa có đợt thi đua nào; thêm ít nhất một đợt có chủ đề, ngày bắt đầu và ngày kết thúc.",
            movement_rule(plan.on),
            (Place("dot", "Các đợt thi đua"),),
        )
    for phase in plan.phases:
        yield from _phase(plan, phase)
    dated = sorted((p for p in plan.phases if p.span), key=lambda p: (p.starts_on or date.min, p.ordinal))
    yield from _overlaps(dated)
    yield from _gaps(plan, dated)
    yield from _before_the_directive(plan, dated)


def _registration(plan: Plan) -> Iterator[PlanFinding]:
    due = plan.registration_due_on
    if due is None:
        sentence = "Kế hoạch chưa có hạn đăng ký thi đua; nhập hạn đăng ký ở phần thông tin chung."
        yield PlanFinding("no-registration", True, sentence, registration_rule(plan.on), (HEAD,))
    elif not plan.starts_on <= due <= plan.ends_on:
        sentence = (
            f"Hạn đăng ký thi đua {vdate(due)} nằm ngoài thời gian của phong trào "
            f"({span_words(plan.starts_on, plan.ends_on)}); sửa hạn đăng ký."
        )
        yield PlanFinding("registration-outside", True, sentence, registration_rule(plan.on), (HEAD,))


def _phase(plan: Plan, phase: Phase) -> Iterator[PlanFinding]:
    at, rule = (place_of(phase),), movement_rule(plan.on)
    if not phase.theme.strip():
        yield PlanFinding(f"phase-theme-{phase.key}", True, f"{phase} chưa có chủ đề; ghi chủ đề của đợt.", rule, at)
    if phase.starts_on is None or phase.ends_on is None:
        sentence = f"{phase} chưa có đủ ngày bắt đầu và ngày kết thúc; nhập cả hai ngày."
        yield PlanFinding(f"phase-dates-{phase.key}", True, sentence, rule, at)
    elif phase.ends_on < phase.starts_on:
        yield _backwards(phase, phase.starts_on, phase.ends_on)
    elif phase.starts_on < plan.starts_on or phase.ends_on > plan.ends_on:
        yield _outside(plan, phase, phase.starts_on, phase.ends_on)


def _backwards(phase: Phase, starts_on: date, ends_on: date) -> PlanFinding:
    return PlanFinding(
        f"phase-backwards-{phase.key}",
        True,
        f"{phase} kết thúc ngày {vdate(ends_on)}, trước ngày bắt đầu {vdate(starts_on)}; sửa một trong hai ngày.",
        HABIT,
        (place_of(phase),),
        _moved(phase, ends_on, starts_on, f"Đổi chỗ hai ngày của {phase}"),
    )


def _outside(plan: Plan, phase: Phase, starts_on: date, ends_on: date) -> PlanFinding:
    return PlanFinding(
        f"phase-outside-{phase.key}",
        True,
        f"{phase} ({span_words(starts_on, ends_on)}) ra ngoài thời gian của phong trào "
        f"({span_words(plan.starts_on, plan.ends_on)}); sửa ngày của đợt hoặc của phong trào.",
        HABIT,
        (place_of(phase),),
        _moved(phase, max(starts_on, plan.starts_on), min(ends_on, plan.ends_on), f"Thu {phase} vào trong phong trào"),
    )


def _overlaps(dated: list[Phase]) -> Iterator[PlanFinding]:
    for first, second in combinations(dated, 2):
        (first_start, first_end), (second_start, second_end) = _spans(first, second)
        starts_on, ends_on = max(first_start, second_start), min(first_end, second_end)
        if starts_on <= ends_on:
            yield PlanFinding(
                f"overlap-{first.key}-{second.key}",
                True,
                f"{first} và {second} trùng nhau từ {vdate(starts_on)} đến {vdate(ends_on)}; "
                "sửa ngày của một trong hai đợt.",
                HABIT,
                (place_of(first), place_of(second)),
                _moved(second, first_end + ONE_DAY, second_end, f"Cho {second} bắt đầu sau {first}"),
            )


def _spans(*phases: Phase) -> list[tuple[date, date]]:
    return [phase.span for phase in phases if phase.span]


def _gaps(plan: Plan, dated: list[Phase]) -> Iterator[PlanFinding]:
    """Days of the campaign that belong to no phase. A correction that would break another rule is not offered."""
    is_within = all(plan.starts_on <= start and end <= plan.ends_on for start, end in _spans(*dated))
    if not dated or len(dated) < len(plan.phases) or not is_within:
        return
    (first_start, _), (_, last_end) = _spans(dated[0], max(dated, key=lambda p: p.ends_on or date.min))
    if plan.starts_on < first_start:
        directive = _directive_day(plan)
        earlier = _moved(dated[0], plan.starts_on, None, f"Cho {dated[0]} bắt đầu sớm hơn")
        is_allowed = directive is None or plan.starts_on >= directive
        yield _gap(plan.starts_on, first_start - ONE_DAY, "gap-start", dated[0], earlier if is_allowed else None)
    for one, other in pairwise(dated):
        (_, ended), (begins, _) = _spans(one, other)
        if begins - ended > ONE_DAY:
            later = _moved(one, None, begins - ONE_DAY, f"Kéo {one} đến hết ngày trước {other}")
            yield _gap(ended + ONE_DAY, begins - ONE_DAY, f"gap-{one.key}-{other.key}", one, later)
    if last_end < plan.ends_on:
        last = dated[-1]
        yield _gap(
            last_end + ONE_DAY,
            plan.ends_on,
            "gap-end",
            last,
            _moved(last, None, plan.ends_on, f"Kéo {last} đến hết phong trào"),
        )


def _gap(starts_on: date, ends_on: date, key: str, phase: Phase, correction: Correction | None) -> PlanFinding:
    sentence = (
        f"Không đợt nào phủ thời gian {span_words(starts_on, ends_on)}; kéo dài {phase} hoặc để nguyên nếu chủ ý."
    )
    return PlanFinding(key, False, sentence, PLANNING, (place_of(phase),), correction)


def _directive_day(plan: Plan) -> date | None:
    """The latest day of a directive the plan says it carries out."""
    found = [
        dates_in(basis.text)[:1]
        for basis in plan.bases
        if search_key(basis.text).lstrip("- ").removeprefix("can cu ").startswith(DIRECTIVES)
    ]
    return max((days[0] for days in found if days), default=None)


def _before_the_directive(plan: Plan, dated: list[Phase]) -> Iterator[PlanFinding]:
    day = _directive_day(plan)
    if day is None:
        return
    for phase in dated:
        if phase.starts_on and phase.starts_on < day:
            yield PlanFinding(
                f"before-directive-{phase.key}",
                False,
                f"{phase} bắt đầu ngày {vdate(phase.starts_on)}, trước ngày {vdate(day)} của văn bản chỉ đạo "
                "mà kế hoạch thực hiện; sửa ngày của đợt, hoặc ghi rõ phần việc đã làm trước.",
                HABIT,
                (place_of(phase), Place("can-cu", "Căn cứ")),
                _moved(phase, day, None, f"Cho {phase} bắt đầu ngày {vdate(day)}"),
            )


def _moved(phase: Phase, starts_on: date | None, ends_on: date | None, label: str) -> Correction | None:
    """The phase with new days (None: as it was); None where it would be empty or lose an anniversary it holds now."""
    start, end = starts_on or phase.starts_on, ends_on or phase.ends_on
    if start is None or end is None or end < start:
        return None
    if any(phase.holds(day.observed) and not start <= day.observed <= end for day in phase.days):
        return None
    new = (("starts_on", phase.starts_on, start), ("ends_on", phase.ends_on, end))
    changes = tuple(Change("phase", phase.key, name, value) for name, old, value in new if value != old)
    return Correction(label, span_words(start, end), changes)
