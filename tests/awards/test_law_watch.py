"""Once a year the law of today is looked up again: what is due, on whose list, and the act that writes it down."""

import re
from datetime import date

import pytest
from django.urls import reverse

from awards import amending, law_watch, lawbook
from tests.awards.test_decision_views import text
from thidua import clock
from thidua.models import AuditEntry, LegalText, Parameter

SPRING, NEXT = date(2022, 3, 1), date(2023, 3, 1)


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.clerk)


def due_on(day):
    with clock.standing_at(day):
        found = law_watch.due()
        texts, parameters = law_watch.texts_due().count(), len(law_watch.parameters_due())
    assert (found.texts, found.parameters) == (texts, parameters), "the home page counts what the page lists"
    return texts, parameters


def everything(client):
    page = client.get(reverse("law_check"), {"chon": "het"})
    chosen = [entry.name for group in page.context["groups"] for entry in group.entries]
    return {"text": [row.pk for row in page.context["texts"]], "chosen": chosen, "until": "01/03/2023"}


def test_what_nobody_looked_up_is_due_and_only_what_binds_today(school):
    texts = LegalText.objects.in_force(SPRING).count()
    assert 0 < texts < LegalText.objects.count()
    assert due_on(SPRING) == (texts, len(lawbook.defaults_of("A")))
    assert due_on(date(2024, 1, 1))[1] == len(lawbook.defaults_of("B"))
    assert (LegalText.objects.exclude(checked_on=None).count(), Parameter.objects.count()) == (0, 0)


def test_all_is_ticked_and_written_as_looked_up(client, school):
    sent = everything(client)
    response = client.post(reverse("law_check"), sent, follow=True)
    number = len(sent["text"]) + len(sent["chosen"])
    assert f"Đã ghi {number} mục được kiểm tra hôm nay; kiểm tra lại trước ngày 01/03/2023." in text(response)
    assert "Không có văn bản, tham số nào đến hạn kiểm tra lại." in text(response)
    row = Parameter.objects.get(key="quorum")
    assert (row.value, row.certainty, row.valid_from) == ("2/3", "memory", date(2014, 6, 1))
    assert (row.checked_on, row.checked_by, row.checked_until) == (SPRING, "Ngô Thị Lan", NEXT)
    entry = lawbook.entry("A", "quorum")
    assert (entry.is_own, entry.to_check) == (False, True), "looked up is not confirmed"
    assert AuditEntry.objects.filter(verb__in=["parameter.check", "legaltext.check"]).count() == number


def test_a_year_later_it_is_due_again_and_no_second_row_is_written(client, school, clock_at):
    first = due_on(SPRING)
    client.post(reverse("law_check"), everything(client))
    assert due_on(NEXT) == (0, 0)
    clock_at(date(2023, 3, 2))
    assert due_on(date(2023, 3, 2)) == first
    rows = Parameter.objects.count()
    client.post(reverse("law_check"), everything(client) | {"until": "02/03/2024"})
    assert Parameter.objects.count() == rows
    assert set(Parameter.objects.values_list("checked_until", flat=True)) == {date(2024, 3, 2)}


def test_only_the_ticked_ones_are_written(client):
    text_ = LegalText.objects.get(code="ND-91-2017")
    sent = {"text": [text_.pk, "x", "9" * 30], "chosen": ["A/quorum"], "until": "01/03/2023"}
    client.post(reverse("law_check"), sent)
    assert [row.code for row in LegalText.objects.exclude(checked_on=None)] == ["ND-91-2017"]
    assert [row.key for row in Parameter.objects.all()] == ["quorum"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"until": "01/03/2023"}, "Chọn ít nhất một văn bản hoặc tham số đã kiểm tra."),
        ({"until": "01/03/2023", "chosen": ["A/khong-co"]}, "Chọn ít nhất một văn bản hoặc tham số đã kiểm tra."),
        ({"until": "01/03/2022", "chosen": ["A/quorum"]}, "Ngày kiểm tra lại phải sau hôm nay"),
        ({"until": "", "chosen": ["A/quorum"]}, "Nhập kiểm tra lại trước ngày"),
    ],
)
def test_a_look_without_choice_or_day_is_refused(client, sent, said):
    assert said in text(client.post(reverse("law_check"), sent))
    assert Parameter.objects.count() == 0


def test_what_was_ticked_stays_ticked_when_the_day_is_wrong(client):
    law = LegalText.objects.get(code="L2003")
    page = client.post(reverse("law_check"), {"text": [law.pk], "chosen": ["A/quorum"], "until": "31/02/2023"})
    boxes = re.findall(r'name="(text|chosen)" value="([^"]+)"[^>]*checked', page.content.decode())
    assert boxes == [("text", str(law.pk)), ("chosen", "A/quorum")]


def test_a_default_with_a_later_value_is_looked_up_for_its_own_span(client, school):
    more = {"source": "Quy chế", "certainty": "memory", "by": school.administrator}
    amending.change("A", "quorum", value="3/4", since=date(2022, 6, 1), **more)
    client.post(reverse("law_check"), {"chosen": ["A/quorum"], "until": "01/03/2023"})
    assert [(row.value, row.valid_from, row.valid_to) for row in Parameter.objects.all()] == [
        ("2/3", date(2014, 6, 1), date(2022, 5, 31)),
        ("3/4", date(2022, 6, 1), None),
    ]


def test_the_task_stands_once_for_clerk_and_administrator_alone(school, sign_in):
    texts, parameters = due_on(SPRING)
    said = f"Kiểm tra lại quy định: {texts} văn bản, {parameters} tham số đến hạn"
    for who, has in ((school.clerk, 1), (school.administrator, 1), (school.head, 0), (school.lecturer, 0)):
        assert text(sign_in(who).get("/")).count(said) == has


def test_the_task_goes_when_it_is_done_and_names_only_what_is_left(client, school):
    sent = everything(client)
    client.post(reverse("law_check"), sent | {"chosen": []})
    assert f"Kiểm tra lại quy định: {len(sent['chosen'])} tham số đến hạn" in text(client.get("/"))
    client.post(reverse("law_check"), sent)
    assert "Kiểm tra lại quy định" not in text(client.get("/"))
