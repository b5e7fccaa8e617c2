"""Two hands on one unit's plan, on PostgreSQL with real connections: one wins, the other is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import unit_planning
from campaigns.models import UnitPlan
from tests.at_once import at_once
from tests.data import make_uploads
from thidua import uploads
from thidua.models import Attachment, AuditEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]


@pytest.fixture
def plan(school, campaign):
    plan = unit_planning.plan_of(campaign, school.faculty)
    unit_planning.write(plan, text="Dạy tốt.", by=school.head.user)
    return plan


def own(plan) -> UnitPlan:
    """The row as another tab has read it."""
    return UnitPlan.objects.select_related("campaign", "department").get(pk=plan.pk)


@pytest.mark.parametrize("attempt", range(2))
def test_two_tabs_send_one_plan(attempt, plan, school):
    tabs = [own(plan), own(plan)]
    answers = at_once(*(lambda tab=tab: unit_planning.send(tab, by=school.head.user) for tab in tabs))
    assert sorted(answers)[0] == ""
    assert "đang ở bước “Đã nộp” nên không nộp được" in sorted(answers)[1]
    assert AuditEntry.objects.filter(verb="unitplan.send").count() == 1


@pytest.mark.parametrize("attempt", range(2))
def test_nothing_is_written_on_a_plan_that_was_sent(attempt, plan, school):
    one, two, by = own(plan), own(plan), school.head.user
    answers = at_once(lambda: unit_planning.send(one, by=by), lambda: unit_planning.write(two, text="Chép đè.", by=by))
    plan.refresh_from_db()
    assert (plan.status, answers[0]) == ("sent", "")
    assert plan.text == ("Dạy tốt." if answers[1] else "Chép đè.")


@pytest.mark.parametrize("attempt", range(2))
def test_one_of_two_files_stays(attempt, plan, school):
    by = school.head.user

    def hand_in(tab):
        file = SimpleUploadedFile("ke-hoach.pdf", make_uploads.pdf(), content_type="application/pdf")
        uploads.hand_in(file, lambda kept: unit_planning.attach(tab, kept, by=by), why="", by=by)

    tabs = [own(plan), own(plan)]
    answers = at_once(*(lambda tab=tab: hand_in(tab) for tab in tabs))
    assert sorted(answers) == ["", "Kế hoạch đã có tệp; bỏ tệp cũ rồi thêm tệp mới."]
    assert Attachment.objects.count() == 1
