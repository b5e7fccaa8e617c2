"""A draft, or another rule set, over past years: who would have come out differently. Only the result is written.

Both sides are asked of the same facts, so what differs, differs by the rules alone.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import Count
from django_tasks import task

from awards.eligibility import Certainty, Finding, Report, RuleSet, assess, sets
from awards.eligibility.parameters import ParameterValue
from awards.gathering.past_years import Case, cases_of, how_many
from awards.models import Regulation, RegulationCondition, Rehearsal, RehearsalLine
from awards.own_rules import awards_in_words, parameters_in_words
from awards.parameters import own_rules, rule_set_in_force
from thidua import clock
from thidua.models import RuleSetCode
from thidua.workflow import Refused, refuse

log = logging.getLogger(__name__)
Stage = Rehearsal.Stage
AT_ONCE = 200  # cases; more of them go to the worker
BATCH = 200
UNTAKEN_AFTER, BROKEN_OFF_AFTER = timedelta(seconds=15), timedelta(minutes=2)


# --- acts of a person


def start(
    *,
    regulation: Regulation | None = None,
    rule_set: str = "",
    years: list[int],
    skips_answers: bool = False,
    by: Any,
) -> Rehearsal:
    """A draft beside the sets of the years (or beside one set), or a whole set in place of theirs.

    `skips_answers`: leave out what only a clerk's answer on the dossier tells; nobody answered it in past years.
    """
    refuse(why_not_start(regulation, rule_set))
    total = how_many(years)
    if not total:
        raise Refused("Các năm đã chọn không có hồ sơ hay danh hiệu nào để diễn tập; chọn năm khác.")
    made = Rehearsal.objects.create(
        regulation=regulation,
        rule_set=rule_set,
        years=years,
        skips_answers=skips_answers,
        title=_title(regulation, rule_set),
        asked=_asked(regulation, rule_set, skips_answers),
        asked_by=by,
        asked_at=clock.now(),
        progressed_at=clock.real_now(),
        total=total,
    )
    if total > AT_ONCE:
        run_in_worker.enqueue(made.pk)
    else:
        run(made.pk)
    made.refresh_from_db()
    return made


def why_not_start(regulation: Regulation | None, rule_set: str) -> str:
    if regulation is None:
        return "" if rule_set else "Chọn bộ quy định để diễn tập."
    if not regulation.is_draft:
        return "Quy chế đã áp dụng thì không cần diễn tập; soạn quy chế thay rồi diễn tập bản thảo đó."
    if not (regulation.conditions.exists() or regulation.parameters.exists()):
        return "Bản thảo chưa có điều kiện hay tham số nào để diễn tập."
    return ""


def again(rehearsal: Rehearsal) -> None:
    """After the worker was stopped half-way, or the program failed."""
    if not may_run_again(rehearsal) or not _step(rehearsal.pk, (rehearsal.stage,), Stage.WAITING, done=0):
        raise Refused("Lần diễn tập đang chạy hoặc đã xong; tải lại trang để xem.")
    run_in_worker.enqueue(rehearsal.pk)


def may_run_again(rehearsal: Rehearsal) -> bool:
    stood_still = clock.real_now() - rehearsal.progressed_at > BROKEN_OFF_AFTER
    gone = rehearsal.regulation_id is None and not rehearsal.rule_set
    return not gone and (rehearsal.stage == Stage.FAILED or (rehearsal.stage == Stage.RUNNING and stood_still))


def is_untaken(rehearsal: Rehearsal) -> bool:
    """No worker has taken it: probably none is running."""
    return rehearsal.stage == Stage.WAITING and clock.real_now() - rehearsal.progressed_at > UNTAKEN_AFTER


def _title(regulation: Regulation | None, rule_set: str) -> str:
    if regulation is None:
        return f"Bộ quy định {rule_set} thay bộ quy định của từng năm"
    beside = f"bộ quy định {rule_set}" if rule_set else "bộ quy định của từng năm"
    return f"“{regulation.title}” bên cạnh {beside}"


def _asked(regulation: Regulation | None, rule_set: str, skips_answers: bool) -> list[str]:
    """In sentences, as it stands now."""
    if regulation is None:
        return [f"Bộ quy định {RuleSetCode(rule_set).label}, với các giá trị đang ghi hôm nay"]
    rows = [
        f"{row.words} ({awards_in_words(row.awards)}){_left_out(row, skips_answers)}"
        for row in regulation.conditions.all()
    ]
    return rows + [f"{one.label} (bộ {one.row.rule_set}): {one.value}" for one in parameters_in_words(regulation)]


def _left_out(row: RegulationCondition, skips_answers: bool) -> str:
    return ": bỏ qua khi diễn tập" if skips_answers and row.kind != RegulationCondition.Kind.THRESHOLD else ""


# --- the run


@task()
def run_in_worker(pk: int) -> None:
    with clock.request_scope():
        run(pk)


def run(pk: int) -> None:
    """Once: a task may be delivered twice."""
    if not _step(pk, (Stage.WAITING,), Stage.RUNNING):
        return
    rehearsal = Rehearsal.objects.select_related("regulation__replaces").get(pk=pk)
    try:
        _compare_all(rehearsal)
    except Exception:
        log.exception("Không chạy được lần diễn tập %s", rehearsal.pk)
        _step(pk, (Stage.RUNNING,), Stage.FAILED)


def _compare_all(rehearsal: Rehearsal) -> None:
    rehearsal.lines.all().delete()
    rules = _Sides(rehearsal)
    done = only_findings = 0
    cases = (case for year in rehearsal.years for case in cases_of(year, clock.today()))
    for batch in _batches(cases):
        compared = [_compare(case, *rules.of(case)) for case in batch]
        lines = [line for line, _ in compared if line]
        for line in lines:
            line.rehearsal = rehearsal
        RehearsalLine.objects.bulk_create(lines)
        done += len(batch)
        only_findings += sum(differs for line, differs in compared if line is None)
        _step(rehearsal.pk, (Stage.RUNNING,), Stage.RUNNING, done=done)
    _step(rehearsal.pk, (Stage.RUNNING,), Stage.DONE, done=done, total=done, only_findings=only_findings)


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    while batch := list(islice(cases, BATCH)):
        yield batch


def _compare(case: Case, before: RuleSet, after: RuleSet) -> tuple[RehearsalLine | None, bool]:
    """A line when the verdict is another; else whether any finding is."""
    then = assess(case.award_id, case.facts(before), before)
    now = assess(case.award_id, case.facts(after), after)
    differing = _differing(then, now)
    if then.verdict is now.verdict:
        return None, bool(differing)
    line = RehearsalLine(
        year=case.year,
        staff_member_id=case.staff_member_id,
        department_id=case.department_id,
        award_id=case.award_id,
        before=then.verdict.value,
        after=now.verdict.value,
        findings=differing,
        is_private=any(one["sentence"] != one["short"] for one in differing),
    )
    return line, True


def _differing(then: Report, now: Report) -> list[dict[str, Any]]:
    """Findings answered differently, or blocking here and a reminder there; met and not asked are the same."""
    old = {one.key: one for one in then.findings}
    new = {one.key: one for one in now.findings}
    keys = [*new, *(key for key in old if key not in new)]
    return [_difference(old.get(key), new.get(key)) for key in keys if _said(old.get(key)) != _said(new.get(key))]


def _said(finding: Finding | None) -> tuple[str, bool]:
    return (finding.answer, finding.blocking) if finding and finding.answer != "yes" else ("yes", True)


def _difference(old: Finding | None, new: Finding | None) -> dict[str, Any]:
    shown = new or old
    assert shown is not None
    return {
        "before": old.answer if old else "",
        "after": new.answer if new else "",
        "before_reminds": bool(old and not old.blocking),
        "after_reminds": bool(new and not new.blocking),
        "sentence": shown.sentence,
        "short": shown.short_sentence,
        "citation": shown.citation,
    }


class _Sides:
    """The two sets a case is asked under."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.draft = rehearsal.regulation
        self.code = rehearsal.rule_set
        self.in_force = lru_cache(maxsize=64)(rule_set_in_force)
        self.with_draft = lru_cache(maxsize=64)(self._with_draft)
        if self.draft:
            self.rows = list(self.draft.parameters.all())
            asked = self.draft.conditions.select_related("regulation__legal_text")
            if rehearsal.skips_answers:
                asked = asked.filter(kind=RegulationCondition.Kind.THRESHOLD)
            self.own = own_rules(asked)
            old = self.draft.replaces
            self.replaced = {f"own_{row.code}" for row in old.conditions.all()} if old else set()
            self.dropped = list(old.parameters.all()) if old else []

    def of(self, case: Case) -> tuple[RuleSet, RuleSet]:
        if self.draft:
            place = (self.code, clock.today()) if self.code else (case.code, case.day)
            return self.in_force(*place), self.with_draft(*place)
        then = self.in_force(case.code, case.day)
        return then, self.in_force(self.code, clock.today()).with_own(then.own)

    def _with_draft(self, code: str, day: Any) -> RuleSet:
        """The draft's rows over what applies that day, without what the draft replaces."""
        base = self.in_force(code, day)
        values = dict(base.parameters)
        for row in self.dropped:
            if row.rule_set == code and row.key in values and values[row.key].value == row.value:
                values[row.key] = sets.get(code).parameters.get(row.key, values[row.key])
        for row in self.rows:
            if row.rule_set == code:
                values[row.key] = ParameterValue(row.value, row.clause, Certainty(row.certainty))
        kept = {award: [one for one in rules if one.key not in self.replaced] for award, rules in base.own.items()}
        own = {award: (*kept.get(award, ()), *self.own.get(award, ())) for award in {*kept, *self.own}}
        return base.with_overrides(values).with_own(own)


def _step(pk: int, sources: tuple[str, ...], stage: str, **changes: Any) -> bool:
    """Move on if it still stands there; progress is a step to the same stage."""
    rows = Rehearsal.objects.filter(pk=pk, stage__in=sources)
    return bool(rows.update(stage=stage, progressed_at=clock.real_now(), **changes))


# --- reading


def counts(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """How many went from which verdict to which, by award."""
    rows = rehearsal.lines.order_by("award__order", "before", "after")
    return list(rows.values("award__name", "award__short_name", "before", "after").annotate(number=Count("pk")))
