"""What goes up and what is taken back, for the world of the permission table: one object in each state."""

from types import SimpleNamespace

from awards import answering, bundling, enclosing, revoking, submitting
from awards.answering import Said
from awards.models import Nomination, RevocationTask
from tests.awards.decided import make_session as ended_session
from tests.awards.decided import recommend, signer_of
from tests.awards.meeting import DAY
from tests.awards.sent_up import WRITTEN, counted
from thidua import uploads

PAPER = {"number": "321/QĐ-UBND", "date": DAY, "issuer": "Chủ tịch UBND tỉnh Lai Châu"}


def add_upper(w: SimpleNamespace, evidence) -> None:
    """Quang's draft and Thu's, a letter sent and one partly answered with its file and bundle; revocations."""
    session = ended_session(w.campaign, w.council, on=DAY, number=4)
    for person, award in zip(w.people[:6], ("CSTDT", "BKT", "BKTTG", "HCLD3", "CSTDT", "CSTDTQ"), strict=True):
        recommend(session, person, award)
    quang, thu = signer_of(w.quang), signer_of(w.thu)
    draft = {"date": DAY, "by": w.lan.user}
    w.letter_sent = submitting.draft(session, level="province", signer=quang, **draft)
    for line in w.letter_sent.lines.all():
        enclosing.state(line, reason="Bản gốc có chữ ký của đơn vị", by=w.lan.user)
    Nomination.objects.filter(session=session, award__in=("BKTTG", "HCLD3", "CSTDTQ")).update(report="Đã viết.")
    submitting.send(w.letter_sent, number=5, date=DAY, by=w.lan.user)
    for line in w.letter_sent.lines.all():
        enclosing.take_back(line, by=w.lan.user)
    w.letter_line = w.letter_sent.lines.first()
    w.letter_draft = submitting.draft(session, level="president", signer=quang, **draft)
    w.letter_thu = submitting.draft(session, level="prime_minister", signer=thu, **draft)
    w.upper_session = ended_session(w.campaign, w.council, on=DAY, number=5)
    recommend(w.upper_session, w.people[6], "BKT")
    recommend(w.upper_session, w.people[7], "CSTDT")
    w.letter_half = submitting.draft(w.upper_session, level="province", signer=thu, **draft)
    for line in w.letter_half.lines.all():
        enclosing.state(line, reason="Bản gốc có chữ ký của đơn vị", by=w.lan.user)
    submitting.send(w.letter_half, number=6, date=DAY, by=w.lan.user)
    w.upper_round = counted(w.upper_session, *(line.nomination for line in w.letter_half.lines.all()))
    file = uploads.store(evidence("quyet-dinh-tinh.pdf"), by=w.lan.user)
    said = {w.letter_half.lines.first().pk: Said("awarded")}
    w.letter_answer = answering.record_answer(w.letter_half, said, file=file, by=w.lan.user, **PAPER)
    recommend(w.upper_session, w.am, "BKT")  # waits for a letter
    w.paper_line = w.letter_half.lines.first()
    bundling.make(w.letter_half, by=w.lan.user)
    _add_revocations(w, quang)


def _add_revocations(w: SimpleNamespace, quang) -> None:
    paid, unpaid = w.paid_decision.lines.order_by("ordinal")
    if paid.nomination.staff_member_id != w.people[0].pk:
        paid, unpaid = unpaid, paid
    w.revocation_issued = _written(w, paid, quang)
    revoking.issue(w.revocation_issued, number=9, date=DAY, by=w.lan.user)
    w.revocation_task = w.revocation_issued.tasks.get(kind=RevocationTask.Kind.MONEY)
    w.revocation_draft = _written(w, unpaid, quang)
    w.revoked_line = w.issued.lines.first()


def _written(w: SimpleNamespace, line, signer):
    made = revoking.begin(line.decision, [line.pk], by=w.lan.user)
    said = {row.pk: revoking.Why("b", "Giấy tờ giả") for row in made.lines.all()}
    values = WRITTEN | {"date": DAY, "conclusion_date": DAY, "complete_on": DAY, "signer": signer}
    revoking.edit(made, said, by=w.lan.user, **values)
    return made
