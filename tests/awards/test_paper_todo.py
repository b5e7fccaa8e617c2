"""What waits on the home page because of papers: counted for the clerk, one by one for whoever signs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from awards import deciding, desk
from awards.models import RevocationTask
from tests.awards import meeting
from tests.awards.decided import DECIDED_ON, make_session, signer_of
from tests.awards.sent_up import REVOKED_ON, cases, decided, draft, revoked, sent, written
from thidua import clock, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quickly_drawn(monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


def waiting(client) -> list[tuple[str, str]]:
    page = client.get(reverse("home")).content.decode()
    rows = re.findall(r'<a[^>]* href="([^"]+)"[^>]*>([^<]+)</a>', page.partition("<main")[2])
    return [(" ".join(text.split()), url) for url, text in rows]


def test_the_clerk_is_told_how_many_cases_letters_and_answers_wait(school, campaign, council, sign_in):
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        cases(school, session)
        clerk = sign_in(school.clerk)
        row = ("Lập tờ trình cấp trên: 4 trường hợp được đề nghị", reverse("submission_add"))
        assert row in waiting(clerk)
        draft(school, session)
        found = waiting(clerk)
        assert ("Lập tờ trình cấp trên: 1 trường hợp được đề nghị", reverse("submission_add")) in found
        assert ("Hoàn thiện, gửi 1 dự thảo tờ trình", reverse("submission_list")) in found
        sent(school, session, level="prime_minister")
        found = dict(waiting(clerk))
        assert found["Ghi trả lời của cấp trên về 1 tờ trình đã gửi"] == reverse("submission_list")
        assert "Lập tờ trình cấp trên: 1 trường hợp được đề nghị" not in found


def test_who_signs_sees_each_draft_and_nobody_else_does(school, campaign, council, sign_in):
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        cases(school, session)
        letter = draft(school, session)
        signer, by = signer_of(school.rector), school.clerk.user
        decision = deciding.draft(session, kind="titles", date=DECIDED_ON, signer=signer, by=by)
        rows = [
            ("Ký, ban hành quyết định công nhận danh hiệu thi đua năm 2022", decision.get_absolute_url()),
            ("Ký, gửi tờ trình Chủ tịch UBND tỉnh năm 2022", letter.get_absolute_url()),
        ]
        assert [row for row in waiting(sign_in(school.rector)) if row[0].startswith("Ký")] == rows[:2]
        assert [row for row in waiting(sign_in(school.head)) if row[0].startswith("Ký")] == []


def test_what_follows_a_revocation_waits_until_it_is_done(school, campaign, council, sign_in):
    with clock.standing_at(DECIDED_ON):
        decision = decided(school, campaign, council, (school.lecturer, "CSTDCS"), (school.stranger, "LDTT"))
    with clock.standing_at(REVOKED_ON):
        taken_back = written(school, decision, 1)
        clerk = sign_in(school.clerk)
        assert ("Hoàn thiện, ban hành 1 dự thảo quyết định hủy bỏ", reverse("revocation_list")) in waiting(clerk)
        row = ("Ký, ban hành quyết định hủy bỏ khen thưởng năm 2022", taken_back.get_absolute_url())
        assert row in waiting(sign_in(school.rector))
        revoked(school, decision, 2)
        number = RevocationTask.objects.filter(done_on=None).count()
        assert number > 0
        row = (f"Làm {number} việc sau khi hủy bỏ khen thưởng", reverse("revocation_list"))
        assert row in waiting(clerk)
        RevocationTask.objects.update(done_on=REVOKED_ON, done_by=school.clerk.user)
        assert row not in waiting(clerk)


def test_an_invitation_waits_for_its_signature_until_its_session_begins(campaign, council, school, sign_in, clock_at):
    clock_at(meeting.DAY - timedelta(days=5))
    session = meeting.make_session(campaign, council)
    draft = desk.begin("invitation", session, by=school.clerk.user)
    rector, clerk = sign_in(school.rector), sign_in(school.clerk)

    def told() -> list[bool]:
        row, counted = (
            draft.get_absolute_url(),
            ("Hoàn thiện, ban hành 1 văn bản đang soạn", reverse("paper_draft_list")),
        )
        return [row in dict(waiting(rector)).values(), counted in waiting(clerk)]

    assert told() == [True, True]
    clock_at(meeting.DAY)
    meeting.convene(session, by=school.rector.user)
    assert told() == [False, False]
