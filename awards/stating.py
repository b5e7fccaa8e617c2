"""What people write on a dossier beside its author: facts no record holds, and why the council decided otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Window

from awards.eligibility import RuleSet
from awards.eligibility.described import Place
from awards.eligibility.facts import FACTS
from awards.eligibility.rules import Law, Rule
from awards.models import CouncilSession, EligibilityReport, Nomination, Statement
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import upper_first
from thidua.workflow import acting_on, refuse

S = Nomination.Status
OPEN = (S.SUBMITTED, S.VERIFIED, S.TABLED)
UNKNOWN = ""


@dataclass(frozen=True)
class Question:
    """`key`: the fact's name or the own condition's code, as `Statement.key` holds it."""

    key: str
    words: str


def questions_of(award_code: str, rule_set: RuleSet) -> list[Question]:
    """What only somebody's word can answer, in the order of the award's conditions."""
    found: dict[str, Question] = {}
    for rule in rule_set.rules_for(award_code):
        for one in (rule, *rule.alternatives):
            for question in _asked_by(one, award_code, rule_set):
                found.setdefault(question.key, question)
    return list(found.values())


def _asked_by(rule: Rule, award_code: str, rule_set: RuleSet) -> list[Question]:
    if "own_answers" in rule.uses:
        return [Question(rule.key.removeprefix("own_"), rule.words(Law(rule_set, award_code)).rstrip("."))]
    stated = [FACTS[name] for name in rule.uses if FACTS[name].place is Place.STATEMENTS]
    return [Question(info.name, upper_first(info.label)) for info in stated]


def why_not_state(nomination: Nomination) -> str:
    if nomination.status in OPEN:
        return ""
    state = nomination.get_status_display()
    return f"Hồ sơ đang ở bước “{state}” nên không ghi xác nhận được; chỉ ghi từ khi nộp đến khi Hội đồng bỏ phiếu."


def state(nomination: Nomination, answers: Mapping[str, tuple[str, str]], *, by: Any) -> int:
    """Write answers by key, each with its source; an empty answer takes the former one back. How many changed."""
    with acting_on(nomination):
        refuse(why_not_state(nomination))
        written = {one.key: one for one in nomination.statements.all()}
        before = {key: _said(written.get(key)) for key in answers}
        changed = {key: said for key, said in answers.items() if said != before[key]}
        for key, (answer, source) in changed.items():
            refuse("" if answer == UNKNOWN or source.strip() else "Ghi căn cứ của xác nhận: văn bản nào, ai cho biết.")
            if answer == UNKNOWN:
                nomination.statements.filter(key=key).delete()
                continue
            values = {"answer": answer, "source": source, "entered_by": by, "entered_at": clock.now()}
            Statement.objects.update_or_create(nomination=nomination, key=key, defaults=values)
        if changed:
            was, now = ({_named(key): _told(*said[key]) for key in changed} for said in (before, changed))
            audit(nomination, "state", by=by, before=was, after=now)
    return len(changed)


def _named(key: str) -> str:
    return upper_first(FACTS[key].label) if key in FACTS else f"Điều kiện riêng {key}"


def _told(answer: str, source: str) -> list[str]:
    return [Statement.Answer(answer).label if answer else "Chưa rõ", source]


def _said(statement: Statement | None) -> tuple[str, str]:
    return (statement.answer, statement.source) if statement else (UNKNOWN, "")


# --- the council decides otherwise


def to_explain(session: CouncilSession, most: int | None = None) -> list[Nomination]:
    """Recommended although the report it was tabled with says chưa đủ điều kiện, and nobody has said why.

    `most`: no more than so many; each knows how many there are in all (`in_all`).
    """
    latest = EligibilityReport.objects.filter(nomination=OuterRef("pk")).order_by("-pk")
    rows = session.nominations.filter(status=S.RECOMMENDED, council_reason="")
    against = rows.annotate(verdict=Subquery(latest.values("verdict")[:1])).filter(
        verdict=EligibilityReport.Verdict.NOT_ELIGIBLE
    )
    found = against.annotate(in_all=Window(Count("pk"))).select_related("award", "staff_member", "department")
    return list(found.in_order()[:most])


def why_not_explain(nomination: Nomination) -> str:
    session = nomination.session
    if session is None or session.status != CouncilSession.Status.CONVENED:
        return "Chỉ ghi lý do của Hội đồng khi phiên họp đang diễn ra."
    if nomination.status not in (S.RECOMMENDED, S.NOT_RECOMMENDED):
        return "Hồ sơ chưa kiểm phiếu; ghi lý do sau khi Hội đồng bỏ phiếu."
    return ""


def explain(nomination: Nomination, *, reason: str, by: Any) -> None:
    """Why the council decided otherwise than the report says; printed in the minutes."""
    refuse("" if reason.strip() else "Ghi lý do Hội đồng quyết định khác kết quả đối chiếu.")
    refuse(why_not_explain(nomination))
    with acting_on(nomination.session), acting_on(nomination):  # the session first, as everywhere
        refuse(why_not_explain(nomination))
        before, nomination.council_reason = nomination.council_reason, reason.strip()
        nomination.save(update_fields=["council_reason"])
        audit(nomination, "explain", by=by, before={"reason": before}, after={"reason": reason.strip()})
