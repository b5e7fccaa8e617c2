"""Issued decisions whose lines bring certificates, for the tests of certificates."""

from awards import deciding
from awards.models import CertificatePrint, Decision
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, titles_of
from thidua import clock, pdf


def issued_titles(school, campaign, council, monkeypatch, *, signer=None) -> Decision:
    """Two collectives (1, 2), four people with LĐTT (3–6), one of them with CSTĐCS (7)."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-")
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        titles_of(school, session)
        return issued(session, "titles", signer_of(signer or school.rector), 15)


def issued_merit(school, campaign, council, monkeypatch, *, text: str = "", people=()) -> Decision:
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-")
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council, number=2)
        for person in people or (school.lecturer, school.stranger):
            recommend(session, person, "GK")
        return issued(session, "merit", signer_of(school.rector), 16, text)


def issued(session, kind: str, signer, number: int, text: str = "") -> Decision:
    decision = deciding.draft(session, kind=kind, date=DECIDED_ON, signer=signer, merit_text=text, by=None)
    deciding.issue(decision, number=number, date=DECIDED_ON, by=None)
    decision.refresh_from_db()
    return decision


def file_of(made: CertificatePrint) -> bytes:
    made.file.refresh_from_db()
    with made.file.file.open("rb") as file:
        return file.read()
