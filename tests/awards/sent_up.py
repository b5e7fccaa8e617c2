"""Cases recommended to the level above, a letter with them, a decision with lines to take back; for several tests."""

from datetime import date

from awards import deciding, revoking, submitting
from awards.models import EligibilityReport, Nomination, Question, Revocation, Round, SubmissionLetter
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from thidua import clock

HEARD_ON = date(2023, 3, 10)
REVOKED_ON = date(2023, 4, 3)


def counted(session, *nominations, agree=4, members=5) -> Round:
    """The council's count of these cases, written straight into the database."""
    made = Round.objects.create(session=session, ordinal=session.rounds.count() + 1, title="Xét khen thưởng")
    for ordinal, one in enumerate(nominations, start=1):
        figures = {
            "members": members,
            "threshold": "≥2/3",
            "needed": 4,
            "agree": agree,
            "disagree": members - agree,
            "no_opinion": 0,
        }
        Question.objects.create(round=made, ordinal=ordinal, nomination=one, passed=True, **figures)
    Round.objects.filter(pk=made.pk).update(status=Round.Status.COUNTED, voters=members, voted=members)
    return made


def judged(nomination: Nomination, *findings, **facts) -> EligibilityReport:
    """A stored report; `findings`: (citation, certainty) of conditions that are met."""
    rows = [
        {
            "key": f"k{n}",
            "answer": "yes",
            "sentence": "Đạt.",
            "short_sentence": "Đạt.",
            "citation": citation,
            "certainty": certainty,
            "missing": [],
            "ask": "",
            "blocking": True,
        }
        for n, (citation, certainty) in enumerate(findings)
    ]
    return EligibilityReport.objects.create(
        nomination=nomination,
        moment="tabled",
        rule_set="A",
        parameters={},
        facts=facts,
        findings=rows,
        verdict="eligible",
        made_at=clock.now(),
    )


def cases(school, session) -> list[Nomination]:
    """A collective and two people for the province, one for the Prime Minister, one the school decides itself.

    Each with its report.
    """
    made = [
        recommend(session, school.faculty, "TTLDXS", grounds="Hoàn thành xuất sắc nhiệm vụ."),
        recommend(session, school.lecturer, "CSTDT", grounds="Ba năm liền “Chiến sĩ thi đua cơ sở”."),
        recommend(session, school.head, "BKT"),
        recommend(session, school.stranger, "BKTTG"),
        recommend(session, school.lecturer2, "LDTT"),
    ]
    reported(session)
    return made


def reported(session) -> None:
    """The reports of all cases of the session are written."""
    Nomination.objects.filter(session=session, report="").update(report="Hoàn thành xuất sắc nhiệm vụ được giao.")


def draft(school, session, level="province", *, on=DECIDED_ON, signer=None, **fields) -> SubmissionLetter:
    signer = signer or signer_of(school.rector)
    return submitting.draft(session, level=level, date=on, signer=signer, by=school.clerk.user, **fields)


def sent(school, session, *, number=45, **fields) -> SubmissionLetter:
    letter = draft(school, session, **fields)
    submitting.send(letter, number=number, date=DECIDED_ON, by=school.clerk.user)
    letter.refresh_from_db()
    return letter


def decided(school, campaign, council, *people_and_awards, number=15):
    """An issued decision with a line for each (candidate, award)."""
    session = make_session(campaign, council, number=number)
    for candidate, award in people_and_awards:
        recommend(session, candidate, award)
    kind = "merit" if people_and_awards[0][1].startswith("GK") else "titles"
    made = deciding.draft(session, kind=kind, date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user)
    deciding.issue(made, number=number, date=DECIDED_ON, by=school.rector.user)
    made.refresh_from_db()
    return made


WRITTEN = {
    "session": None,
    "conclusion_kind": "Kết luận",
    "conclusion_number": "12/KL-TTr",
    "conclusion_date": HEARD_ON,
    "conclusion_body": "Thanh tra tỉnh Lai Châu",
    "conclusion_about": "việc kê khai thành tích năm 2022",
    "complete_on": date(2023, 3, 20),
    "repay_by": date(2023, 4, 28),
}


def written(school, decision, *ordinals, ground="a", reason="Kê khai sáng kiến của người khác", **fields) -> Revocation:
    """A draft that takes these lines back, with everything said."""
    lines = decision.lines.filter(ordinal__in=ordinals)
    made = revoking.begin(decision, [line.pk for line in lines], by=school.clerk.user)
    said = {row.pk: revoking.Why(ground, reason) for row in made.lines.all()}
    values = WRITTEN | {"date": clock.today(), "signer": signer_of(school.rector)} | fields
    revoking.edit(made, said, by=school.clerk.user, **values)
    made.refresh_from_db()
    return made


def revoked(school, decision, *ordinals, number=20, **fields) -> Revocation:
    made = written(school, decision, *ordinals, **fields)
    revoking.issue(made, number=number, date=clock.today(), by=school.clerk.user)
    made.refresh_from_db()
    return made
