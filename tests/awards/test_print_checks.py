"""The check page of a draft has whatever the issue would refuse: they ask one function, in every room."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from awards import deciding, desk, for_signature, revoking, submitting
from awards.kinds import NUMBERED
from awards.models import PaperDraft
from campaigns.models import Posting
from tests.awards import sent_up
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.awards.test_every_paper import ROWS
from tests.conftest import layers
from thidua import clock, pdf
from thidua.models import Institution
from thidua.print_guard.finding import advice, wrong
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
AT_DESK = [kind for kind in NUMBERED if desk.is_kept_here(kind)]


@pytest.fixture(autouse=True)
def _drawn_quickly(monkeypatch):
    draw_quickly(monkeypatch)


def draw_quickly(patch) -> None:
    patch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    patch.setattr("awards.guarding.check", lambda *args: [])


@layers.fixture
def rooms(school, campaign, council, clock_at):
    """By room: the verb, the page, a draft that may be issued today, the day."""
    with clock.standing_at(DECIDED_ON), pytest.MonkeyPatch.context() as patch:
        draw_quickly(patch)
        session = make_session(campaign, council)
        sent_up.cases(school, session)
        letter = sent_up.draft(school, session)
        waiting = make_session(campaign, council, number=3)
        recommend(waiting, school.stranger, "LDTT")
        given = {"signer": signer_of(school.rector), "by": school.clerk.user}
        decision = deciding.draft(waiting, kind="titles", date=DECIDED_ON, **given)
        made = sent_up.decided(school, campaign, council, (school.office_head, "LDTT"))
    clock_at(sent_up.REVOKED_ON)
    with clock.standing_at(sent_up.REVOKED_ON):
        revocation = sent_up.written(school, made, 1)
        correction = desk.begin("correction-letter", made.document, by=school.clerk.user)
        told = {"errors": "Tại Điều 3, đã in “khoa, phòng”; nay sửa thành “khoa và phòng”."}
        desk.write(correction, texts=told, date=clock.today(), **given)
    return {
        "decision": (deciding.issue, "decision", decision),
        "submission": (submitting.send, "submission", letter),
        "revocation": (revoking.issue, "revocation", revocation),
        "desk": (desk.issue, "paper", correction),
    }


def shown(response) -> str:
    return " ".join(response.content.decode().split()).replace("&quot;", '"')


def refused(verb, draft, number, on) -> str:
    with pytest.raises(Refused) as told:
        verb(draft, number=number, date=on, by=None)
    draft.refresh_from_db()
    return str(told.value)


def check(client, page, draft, number=None, on=None):
    query = {"so": number or "", "ngay": f"{on:%d/%m/%Y}"} if on else {}
    return shown(client.get(reverse(f"{page}_check", args=[draft.pk]), query))


def unsigned(draft) -> None:
    Posting.objects.update(may_sign=False, signs_as="")


def printed_otherwise(draft) -> None:
    paper = {"decision": deciding.paper_of, "submissionletter": submitting.paper_of, "revocation": revoking.paper_of}
    made = paper.get(draft._meta.model_name, desk.copy_of)(draft, blank=True)
    for_signature.remember(draft, made, by=None)
    Institution.objects.update(place="Lào Cai")


@pytest.mark.parametrize("room", ["decision", "submission", "revocation", "desk"])
@pytest.mark.parametrize("spoil", [unsigned, printed_otherwise])
def test_what_the_act_refuses_stands_on_the_check_page(room, spoil, rooms, school, sign_in):
    verb, page, draft = rooms[room]
    on = draft.date
    spoil(draft)
    draft = type(draft).objects.get(pk=draft.pk)
    told = refused(verb, draft, 40, on)
    assert told in check(sign_in(school.clerk), page, draft, 40, on)


@pytest.mark.parametrize("room", ["decision", "submission", "revocation", "desk"])
def test_a_day_to_come_and_a_day_too_early_are_said(room, rooms, school, sign_in):
    verb, page, draft = rooms[room]
    clerk = sign_in(school.clerk)
    for on in (clock.today() + timedelta(days=400), date(2022, 1, 3)):
        told = refused(verb, draft, 40, on)
        assert told in check(clerk, page, draft, 40, on), on


def test_a_number_that_is_taken_is_said_and_kept_in_the_field(rooms, school, sign_in):
    verb, page, draft = rooms["decision"]
    told = refused(verb, draft, 15, DECIDED_ON)
    assert told.startswith("Số 15/QĐ-TCT đã dùng")
    clerk = sign_in(school.clerk)
    said = check(clerk, page, draft, 15, DECIDED_ON)
    assert (told in said, 'value="15"' in said) == (True, True)
    assert told not in check(clerk, page, draft)
    assert told not in check(clerk, page, draft, 16, DECIDED_ON)


@pytest.mark.parametrize("room", ["decision", "submission", "revocation", "desk"])
def test_what_the_check_page_passes_is_issued(room, rooms, school, sign_in):
    verb, page, draft = rooms[room]
    said = check(sign_in(school.clerk), page, draft, 40, draft.date)
    assert ("Không có điểm nào." in said, "với số 40" in said) == (True, True)
    verb(draft, number=40, date=draft.date, by=None)


@pytest.mark.parametrize("query", [{"so": "x", "ngay": "30/02/2022"}, {"so": "12/SAI"}, {"ngay": ""}])
def test_what_cannot_be_read_is_said_and_the_planned_day_checked(query, rooms, school, sign_in):
    _, _, draft = rooms["decision"]
    answer = sign_in(school.clerk).get(reverse("decision_check", args=[draft.pk]), query)
    assert (answer.status_code, "theo ngày dự kiến ký 30/12/2022" in shown(answer)) == (200, True)


@pytest.mark.parametrize("kind", AT_DESK)
def test_of_every_kind_of_the_desk(kind, school, campaign, council, sign_in, clock_at):
    """However far the draft is: the sentence of the issue stands on the check page."""
    clock_at(DECIDED_ON)
    clerk = sign_in(school.clerk)
    with clock.standing_at(DECIDED_ON):
        row = ROWS[kind](SimpleNamespace(school=school, campaign=campaign, council=council))
        draft = desk.begin(kind, row, by=school.clerk.user)
        assert desk.why_not_issue(draft, 7, draft.date) in check(clerk, "paper", draft, 7, draft.date)
        Posting.objects.update(may_sign=False, signs_as="")
        draft = PaperDraft.objects.get(pk=draft.pk)
        told = refused(desk.issue, draft, 7, draft.date)
    assert told in check(clerk, "paper", draft, 7, draft.date)


ISSUE_PAGES = {"decision": "decision_issue", "submission": "submission_send", "revocation": "revocation_issue"}
ISSUE_PAGES |= {"desk": "paper_issue"}


@pytest.mark.parametrize("room", ["decision", "submission", "revocation", "desk"])
def test_the_page_that_issues_says_what_the_check_page_says(room, rooms, school, sign_in, monkeypatch):
    _, page, draft = rooms[room]
    clerk, url = sign_in(school.clerk), reverse(ISSUE_PAGES[room], args=[draft.pk])
    assert "Kiểm tra thể thức" not in shown(clerk.get(url))
    found = [wrong("w", "Điều 2 sai.", "Quy tắc"), *(advice(f"a{n}", f"Xem dòng {n}.", "Thói quen") for n in (1, 2))]
    monkeypatch.setattr("awards.guarding.check", lambda *args: found)
    said = shown(clerk.get(url))
    assert "Kiểm tra thể thức: 01 điểm phải sửa, 02 điểm nên xem</h2>" in said
    for sentence in ("Điều 2 sai.", "Xem dòng 1.", "Xem dòng 2."):
        assert (sentence in check(clerk, page, draft), said.index(sentence) < said.index('name="word"')) == (
            True,
            True,
        )


def test_what_is_typed_and_refused_is_what_is_read(rooms, school, sign_in, monkeypatch):
    _, _, draft = rooms["desk"]
    seen = []

    def read(paper, *rest):
        seen.append((paper.header.number, paper.header.date))
        return []

    monkeypatch.setattr("awards.guarding.check", read)
    clerk, url = sign_in(school.clerk), reverse("paper_issue", args=[draft.pk])
    clerk.get(url)
    clerk.post(url, {"number": "40", "date": f"{draft.date:%d/%m/%Y}", "word": "sai"})
    assert seen == [(None, None), (40, draft.date)]


def test_of_what_cannot_be_issued_yet_nothing_is_drawn(rooms, school, sign_in, monkeypatch):
    _, _, draft = rooms["desk"]
    draft.texts = {}
    draft.save()
    monkeypatch.setattr(pdf, "render", lambda paper: pytest.fail("drawn"))
    said = shown(sign_in(school.clerk).get(reverse("paper_issue", args=[draft.pk])))
    assert ("Chưa ghi phần" in said, "Kiểm tra thể thức" in said) == (True, False)
