"""Two hands on one initiative, on PostgreSQL with real connections: one wins, the other is told."""

from datetime import date

import pytest

from campaigns import initiating, recognising
from campaigns.models import Initiative
from tests.at_once import at_once
from tests.factories import make_initiative
from thidua.audit import audit
from thidua.models import AuditEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]
DAY = date(2022, 2, 10)


@pytest.fixture
def idea(school):
    return lambda status: make_initiative(school.lecturer, status=status)


def own(initiative) -> Initiative:
    """The row as another tab has read it."""
    return Initiative.objects.get(pk=initiative.pk)


@pytest.mark.parametrize("attempt", range(3))
def test_two_clerks_recognise_at_once(attempt, idea, school):
    initiative = idea("submitted")
    tabs = [own(initiative), own(initiative)]
    numbers = ("12/QĐ-TCT", "13/QĐ-TCT")
    answers = at_once(
        *(
            lambda tab=tab, number=number: recognising.recognise(
                tab, scope="base", number=number, date=DAY, by=school.clerk.user
            )
            for tab, number in zip(tabs, numbers, strict=True)
        )
    )
    assert sorted(answers) == [
        "",
        "Sáng kiến đang ở bước “Được công nhận” nên không công nhận được; tải lại trang để xem việc làm được.",
    ]
    initiative.refresh_from_db()
    assert [row.number for row in initiative.recognitions.all()] == [initiative.recognised_number]
    assert AuditEntry.objects.filter(verb="initiative.recognise").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_clerks_raise_at_once(attempt, idea, school):
    initiative = idea("submitted")
    recognising.recognise(initiative, scope="base", number="1/QĐ", date=DAY, by=school.clerk.user)
    tabs = [own(initiative), own(initiative)]
    answers = at_once(
        *(
            lambda tab=tab: recognising.raise_scope(tab, scope="nation", number="2/QĐ", date=DAY, by=school.clerk.user)
            for tab in tabs
        )
    )
    assert sorted(answers) == ["", "Sáng kiến đã được công nhận phạm vi toàn quốc; không còn phạm vi rộng hơn."]
    assert initiative.recognitions.count() == 2


@pytest.mark.parametrize("attempt", range(5))
def test_submitted_while_the_share_of_an_author_changes(attempt, idea, school):
    """Whoever is first: never submitted with shares that do not make 100."""
    initiative = idea("draft")
    writing, sending = own(initiative), own(initiative)

    def lower():
        with initiating.editing(writing, by=school.lecturer.user) as i:
            i.co_authors.update(share=90)
            audit(i, "change_authors", by=school.lecturer.user)

    answers = at_once(lower, lambda: initiating.submit(sending, by=school.lecturer.user))
    initiative.refresh_from_db()
    ends = (initiative.status, initiative.co_authors.get().share)
    told = {
        ("submitted", 100): ["Sáng kiến đã nộp nên không sửa được; lấy lại để sửa rồi nộp lại.", ""],
        ("draft", 90): ["", "Chưa nộp được vì tổng tỷ lệ đóng góp là 90%; sửa cho bằng 100% rồi nộp."],
    }
    assert answers == told[ends]
