"""Two hands on one pledge, on PostgreSQL with real connections: one wins, the other is told."""

import threading

import pytest
from django.db import connection

from campaigns import pledging, registering
from campaigns.models import Pledge, UnitRegistration
from tests.factories import make_pledge, make_registration
from thidua.models import AuditEntry
from thidua.workflow import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]


def together(*acts) -> list[str]:
    """Run all acts at once, each in a thread with its own connection; "" or the sentence of the refusal, in order."""
    answers = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place, act) -> None:
        try:
            gate.wait(timeout=10)
            act()
            answers[place] = ""
        except Refused as refused:
            answers[place] = str(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def own(pledge) -> Pledge:
    """The row as another tab has read it."""
    return Pledge.objects.get(pk=pledge.pk)


@pytest.mark.parametrize("attempt", range(3))
def test_two_tabs_submit_one_pledge(attempt, school, campaign):
    pledge = make_pledge(campaign, school.lecturer, school.faculty)
    tabs = [own(pledge), own(pledge)]
    answers = together(*(lambda tab=tab: pledging.submit(tab, by=school.lecturer.user) for tab in tabs))
    assert sorted(answers) == [
        "",
        "Bản đăng ký thi đua đang ở bước “Đã gửi” nên không gửi được; tải lại trang để xem việc làm được.",
    ]
    assert AuditEntry.objects.filter(verb="pledge.submit").count() == 1
    assert UnitRegistration.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_tabs_begin(attempt, school, campaign):
    answers = together(
        *[lambda: pledging.begin(campaign, owner=type(school.lecturer).objects.get(pk=school.lecturer.pk), by=None)] * 2
    )
    assert sorted(answers) == ["", "Đồng chí đã có bản đăng ký trong phong trào này; mở bản đó để viết tiếp."]
    assert Pledge.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_endorsed_and_withdrawn_at_once(attempt, school, campaign):
    """Withdrawn first: the endorsement is refused. Endorsed first: an endorsed pledge may still be withdrawn."""
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="submitted")
    endorsing, withdrawing = own(pledge), own(pledge)
    endorsed, withdrawn = together(
        lambda: pledging.endorse(endorsing, by=school.head.user),
        lambda: pledging.withdraw(withdrawing, by=school.lecturer.user),
    )
    pledge.refresh_from_db()
    assert (withdrawn, pledge.status) == ("", "withdrawn")
    assert endorsed in {
        "",
        "Bản đăng ký thi đua đang ở bước “Đã rút” nên không xác nhận được; tải lại trang để xem việc làm được.",
    }
    written = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert written == (["pledge.withdraw"] if endorsed else ["pledge.endorse", "pledge.withdraw"])


@pytest.mark.parametrize("attempt", range(3))
def test_returned_while_the_list_is_sent(attempt, school, campaign):
    """Either the pledge goes back and the list without it is not sent, or the list goes and the pledge stays."""
    pledge = make_pledge(campaign, school.lecturer, school.faculty, status="endorsed")
    registration = make_registration(campaign, school.faculty)
    sending = UnitRegistration.objects.get(pk=registration.pk)
    returning = own(pledge)
    returned, sent = together(
        lambda: pledging.send_back(
            returning, code="no_targets", fields=["targets"], reason="Sửa số tiết.", by=school.head.user
        ),
        lambda: registering.send(sending, by=school.head.user),
    )
    pledge.refresh_from_db()
    registration.refresh_from_db()
    assert (pledge.status, registration.status) in {("returned", "not_sent"), ("endorsed", "sent")}
    assert (returned == "", sent == "") == (pledge.status == "returned", registration.status == "sent")


@pytest.mark.parametrize("attempt", range(3))
def test_late_pledge_while_the_list_is_accepted(attempt, school, campaign):
    """No pledge is left waiting in an accepted list."""
    make_pledge(campaign, school.lecturer2, school.faculty, status="endorsed")
    late = make_pledge(campaign, school.lecturer, school.faculty)
    registration = make_registration(campaign, school.faculty, "sent")
    accepting, submitting = UnitRegistration.objects.get(pk=registration.pk), own(late)
    submitted, accepted = together(
        lambda: pledging.submit(submitting, by=school.lecturer.user),
        lambda: registering.accept(accepting, by=school.clerk.user),
    )
    late.refresh_from_db()
    registration.refresh_from_db()
    assert (submitted == "") != (accepted == "")
    assert (late.status, registration.status) in {("submitted", "sent"), ("draft", "accepted")}
