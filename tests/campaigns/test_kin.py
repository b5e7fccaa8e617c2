"""Kin among the staff: written by the clerk, seen by the two and the clerk, once a pair."""

import pytest
from django.urls import reverse

from campaigns import kin
from campaigns.models import Kinship
from thidua.models import AuditEntry


def page_of(client, person) -> str:
    return client.get(reverse("staff_member", args=[person.pk])).content.decode()


def add(client, person, relative, relation="Vợ chồng"):
    url = reverse("kinship_add", args=[person.pk])
    return client.post(url, {"relative": relative, "relation": relation}, follow=True).content.decode()


def test_the_clerk_writes_it_down_and_takes_it_back(school, sign_in):
    clerk = sign_in(school.clerk)
    assert "Đã ghi người thân của Nguyễn Thị Hoa." in add(clerk, school.lecturer, "Trần Văn Minh")
    assert "Trần Văn Minh: Vợ chồng" in page_of(clerk, school.lecturer)
    assert "Nguyễn Thị Hoa: Vợ chồng" in page_of(clerk, school.head)
    clerk.post(reverse("kinship_remove", args=[Kinship.objects.get().pk]))
    assert "Không có người thân nào được ghi." in page_of(clerk, school.lecturer)
    verbs = AuditEntry.objects.filter(target_type="campaigns.kinship").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["kinship.relate", "kinship.unrelate"]


@pytest.mark.parametrize(
    ("relative", "answer"),
    [
        ("Nguyễn Thị Hoa", "Chọn người khác với chính người này."),
        ("Trần Văn Minh", "Quan hệ của Nguyễn Thị Hoa và Trần Văn Minh đã ghi; bỏ dòng cũ nếu ghi sai."),
    ],
)
def test_a_pair_is_two_people_and_stands_once(school, sign_in, relative, answer):
    kin.relate(school.head, relative=school.lecturer, relation="Vợ chồng", by=school.clerk.user)
    page = add(sign_in(school.clerk), school.lecturer, relative)
    assert answer in page
    assert relative in page  # what was typed is still there
    assert Kinship.objects.count() == 1


def test_only_the_two_and_the_clerk_read_it(school, sign_in):
    kin.relate(school.lecturer, relative=school.head, relation="Vợ chồng", by=school.clerk.user)
    readers = {
        given: "Vợ chồng" in page_of(sign_in(person), school.lecturer)
        for given, person in (("Hoa", school.lecturer), ("Lan", school.clerk), ("Minh", school.head))
    }
    assert readers == {"Hoa": True, "Lan": True, "Minh": False}
    assert "Vợ chồng" in page_of(sign_in(school.head), school.head)
