"""Two clerks at once, on real connections: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from awards import deciding
from awards.models import AwardRecord, Decision
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from thidua import clock, pdf
from thidua.models import IssuedDocument
from thidua.workflow import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]


def draft(school, campaign, council, person, number):
    session = make_session(campaign, council, number=number)
    recommend(session, person)
    return deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )


def both_at_once(acts, monkeypatch) -> list[str]:
    """Run the acts together; all have drawn their paper before any may write. The sentences of the refused."""
    gate = Barrier(len(acts), timeout=20)

    def drawn(paper):
        gate.wait()
        return b"%PDF-"

    monkeypatch.setattr(pdf, "render", drawn)

    def run(act) -> str:
        try:
            with clock.standing_at(DECIDED_ON):
                act()
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def issuing(pk, number, by):
    return lambda: deciding.issue(Decision.objects.get(pk=pk), number=number, date=DECIDED_ON, by=by)


def test_two_issue_one_decision(school, campaign, council, monkeypatch):
    with clock.standing_at(DECIDED_ON):
        decision = draft(school, campaign, council, school.lecturer, 1)
    acts = [issuing(decision.pk, 15, school.clerk.user), issuing(decision.pk, 16, school.rector.user)]
    assert both_at_once(acts, monkeypatch) == [
        "",
        "Quyết định đang ở bước “Đã ban hành” nên không ban hành được; tải lại trang để xem việc làm được.",
    ]
    assert (IssuedDocument.objects.filter(kind="decision").count(), AwardRecord.objects.count()) == (1, 1)


def test_one_number_for_two_decisions(school, campaign, council, monkeypatch):
    with clock.standing_at(DECIDED_ON):
        first = draft(school, campaign, council, school.lecturer, 1)
        second = draft(school, campaign, council, school.stranger, 2)
    acts = [issuing(first.pk, 15, school.clerk.user), issuing(second.pk, 15, school.clerk.user)]
    assert both_at_once(acts, monkeypatch) == [
        "",
        "Số 15/QĐ-TCT đã dùng cho văn bản ngày 30/12/2022; xem lại số trong sổ văn bản đi.",
    ]
    assert sorted(Decision.objects.values_list("status", flat=True)) == ["draft", "issued"]
    assert AwardRecord.objects.count() == 1


def test_two_draft_from_one_session(school, campaign, council):
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        recommend(session, school.lecturer)
    gate = Barrier(2, timeout=20)

    def run(_) -> str:
        gate.wait()
        try:
            deciding.draft(
                session.__class__.objects.get(pk=session.pk),
                kind="titles",
                date=DECIDED_ON,
                signer=signer_of(school.rector),
                by=school.clerk.user,
            )
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(run, range(2)))
    assert (answers[0], answers[1].partition(" để ")[0]) == ("", "Không còn trường hợp nào được đề nghị")
    assert (connection.vendor, Decision.objects.count()) == ("postgresql", 1)
