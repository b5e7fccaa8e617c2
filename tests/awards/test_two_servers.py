"""Two application servers on one PostgreSQL, as a larger body runs them: real processes, real connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.urls import reverse

from awards import deciding
from awards.models import Decision, Nomination
from tests.awards.backup.world import url_of
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.factories import PASSWORD, make_nomination
from tests.permission_world import PDF
from tests.servers import Browser, free_port, kill, start, wait_for
from thidua import clock
from thidua.models import Attachment, IssuedDocument

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_postgresql")]


@pytest.fixture
def ports(school, transactional_db):
    """The servers' ports; the cast has passwords as a real program keeps them."""
    for person in (school.clerk, school.rector, school.head):
        person.user.password = Argon2PasswordHasher().encode(PASSWORD, "salt" * 4)
        person.user.save()
    environment = {
        "DATABASE_URL": url_of(connection.settings_dict["NAME"]),
        "MEDIA_ROOT": Attachment._meta.get_field("file").storage.location,
    }
    found = [free_port(), free_port()]
    servers = [start(port, environment) for port in found]
    try:
        for port in found:
            wait_for(port)
        yield found
    finally:
        for server in servers:
            kill(server)


def draft(school, campaign, council, person, number: int) -> Decision:
    session = make_session(campaign, council, number=number)
    recommend(session, person)
    return deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )


def test_two_servers_are_one_program(ports, school, campaign, council, clock_at):
    clock_at(DECIDED_ON)
    clerk, rector = Browser(*ports), Browser(*ports)
    assert clerk.sign_in("lan", form_from=0, sent_to=1)
    assert rector.sign_in("quang", form_from=1, sent_to=0)
    _one_number_for_two_decisions(clerk, rector, school, campaign, council)
    _a_file_through_one_is_served_by_the_other(ports, school, campaign)
    token = clerk.token(0, reverse("password_change"))
    assert clerk.post(1, reverse("sign_out"), token)[0] == 302
    assert clerk.ask(0, "GET", "/")[1]["Location"].startswith("/dang-nhap/")


def _one_number_for_two_decisions(clerk, rector, school, campaign, council) -> None:
    """The clerk at one server, the rector at the other, at once."""
    with clock.standing_at(DECIDED_ON):
        drafts = [
            draft(school, campaign, council, school.lecturer, 1),
            draft(school, campaign, council, school.stranger, 2),
        ]
    fields = {"number": "15", "date": "30/12/2022", "word": "BAN HÀNH"}

    def issue(browser: Browser, server: int, decision: Decision) -> int:
        url = reverse("decision_issue", args=[decision.pk])
        return browser.post(server, url, browser.token(1 - server, url), **fields)[0]

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(issue, (clerk, rector), (0, 1), drafts))
    assert answers == [200, 302]
    assert list(IssuedDocument.objects.filter(kind="decision").values_list("number", flat=True)) == [15]


def _a_file_through_one_is_served_by_the_other(ports, school, campaign) -> None:
    head = Browser(*ports)
    assert head.sign_in("minh")
    dossier = make_nomination(campaign, school.lecturer2, school.faculty, status=Nomination.Status.DRAFT)
    path = reverse("attachment_add", args=[dossier.pk])
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{head.token(1, path)}\r\n'.encode(),
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n',
        b"Content-Type: application/pdf\r\n\r\n",
        PDF,
        b"\r\n--x--\r\n",
    ]
    assert head.ask(0, "POST", path, b"".join(parts), "multipart/form-data; boundary=x")[0] == 302
    kept = dossier.evidence.get()
    status, _, content = head.ask(1, "GET", reverse("attachment", args=[dossier.pk, kept.pk]))
    assert (status, content) == (200, PDF)


if apps.is_installed("axes"):  # wrong tries are counted in the database, not in each process

    def test_wrong_tries_are_counted_together(ports):
        browser = Browser(*ports)
        for attempt in range(5):
            assert not browser.sign_in("lan", "sai mật khẩu", form_from=attempt % 2, sent_to=(attempt + 1) % 2)
        assert not browser.sign_in("lan", form_from=0, sent_to=1)
        assert not browser.sign_in("lan", form_from=1, sent_to=0)
        assert browser.sign_in("quang")
