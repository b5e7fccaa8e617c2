"""One state of the school in which every address of the program has an object its rightful user can act on.

Built through the verbs where a state has a history (registrations, rounds, decisions), else by the factories.
The council sits without Minh and Dũng, so that their columns of the table show what a head may, and nothing more.
"""

from datetime import date, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile

from awards import (
    amending,
    deciding,
    desk,
    funding,
    paying,
    preparing,
    recipients,
    regulating,
    rehearsing,
    signing_copies,
    voting,
)
from awards.models import AwardRecord, CertificateFile, CertificatePrint, CouncilSession, Nomination, Seat
from campaigns import amending_pledge, calendar_feed, covenants, pledging, registering, unit_planning
from campaigns.models import (
    Absence,
    AnnualRating,
    Campaign,
    CoAuthor,
    Covenant,
    DisciplinaryAction,
    Evaluation,
    Initiative,
    PlanAmendment,
    Pledge,
    PledgeVersion,
    Posting,
    StaffMember,
    Target,
    TargetResult,
    UnitRegistration,
)
from tests.awards.decided import make_session as ended_session
from tests.awards.decided import recommend, signer_of
from tests.awards.meeting import DAY, convene, counted_round, make_session, seats_by_name, table
from tests.cast import move_clock
from tests.data import make_uploads
from tests.excel import as_upload, book_of
from tests.factories import (
    make_campaign,
    make_condition,
    make_council,
    make_initiative,
    make_nomination,
    make_own_parameter,
    make_person,
    make_pledge,
    make_regulation,
)
from tests.permission_disclosures import add_disclosures
from tests.permission_hearings import add_hearings
from tests.permission_meetings import add_meetings
from tests.permission_points import add_points
from tests.permission_progress import add_progress
from tests.permission_room import add_room
from tests.permission_upper import add_upper
from thidua import clock, importing, imports, pdf, uploads
from thidua.models import BaseSalary, ImportFile, LegalText

PDF = make_uploads.pdf()
YEAR_END = date(2022, 12, 31)
S = Nomination.Status


def evidence(name: str = "minh-chung.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def make(school: SimpleNamespace) -> SimpleNamespace:
    """Stand-ins for papers are enough here: what they look like is tested elsewhere."""
    campaign = make_campaign()
    move_clock(DAY)
    with clock.standing_at(DAY), patch.object(pdf, "render", lambda paper: PDF):
        built = build(school, campaign)
    built.wrong_code, built.purpose_slug, built.deadline = "0000000000", "muc-dich", "registration_due_on"
    built.setup_slug = "ten"
    return built


def build(school: SimpleNamespace, campaign: Campaign) -> SimpleNamespace:
    """The cast by name, and every object the table names; the clock stands at 20/12/2022."""
    world = SimpleNamespace(
        hoa=school.lecturer,
        am=school.lecturer2,
        minh=school.head,
        binh=school.stranger,
        dung=school.other_head,
        quang=school.rector,
        thu=school.deputy,
        yen=school.office_head,
        lan=school.clerk,
        quantri=school.administrator,
        school=school.root,
        board=school.board,
        faculty=school.faculty,
        other_faculty=school.other_faculty,
        office=school.office,
        root=school,
        campaign=campaign,
    )
    _add_personal_data(world)
    _add_imports(world)
    _add_campaigns(world)
    _add_pledges(world)
    _add_covenants(world)
    _add_registrations(world)
    _add_unit_plans(world)
    _add_evaluations(world)
    _add_nominations(world)
    _add_sessions(world)
    _add_decisions(world)
    _add_law(world)
    _add_money(world)
    _add_regulations(world)
    _add_desk(world)
    add_upper(world, evidence)
    add_meetings(world)
    add_progress(world, evidence)
    add_room(world, evidence)
    add_hearings(world, evidence)
    add_points(world)
    add_disclosures(world)
    _add_calendars(world)
    return world


def _add_personal_data(w: SimpleNamespace) -> None:
    w.posting = w.hoa.postings.get()
    w.gone = make_person("Tòng Văn Cũ", w.office, left_on=date(2021, 6, 30), posting={"ends_on": date(2021, 6, 30)})
    # Of next year: nobody acts under it yet.
    w.stand_in = w.faculty.postings.create(
        staff_member=w.am,
        post="Phó Trưởng khoa",
        is_main=False,
        is_acting_head=True,
        basis="07/QĐ-TCT",
        starts_on=date(2023, 2, 1),
        ends_on=date(2023, 2, 28),
    )
    w.absence = Absence.objects.create(
        staff_member=w.hoa, kind=Absence.Kind.MATERNITY, starts_on=date(2022, 5, 2), ends_on=date(2022, 5, 6)
    )
    w.discipline = DisciplinaryAction.objects.create(
        staff_member=w.hoa, form=DisciplinaryAction.Form.REPRIMAND, starts_on=date(2020, 5, 4), ends_on=date(2021, 5, 4)
    )
    good = {"year": 2021, "level": AnnualRating.Level.GOOD, "source": "15/TB-TCT ngày 20/12/2021"}
    w.rating = AnnualRating.objects.create(staff_member=w.hoa, **good)
    w.unit_rating = AnnualRating.objects.create(department=w.faculty, **good)
    w.initiative = Initiative.objects.create(title="Đổi mới cách thảo luận tình huống", year=2022)
    w.author = CoAuthor.objects.create(initiative=w.initiative, staff_member=w.hoa, share=100)
    _add_initiatives(w)
    w.old_record = AwardRecord.objects.create(
        staff_member=w.hoa,
        award_id="LDTT",
        year=2020,
        decision_number="20/QĐ-TCT",
        decision_date=date(2020, 12, 30),
        issuer="Hiệu trưởng Trường Chính trị tỉnh Lai Châu",
    )


def _add_initiatives(w: SimpleNamespace) -> None:
    """Hoa's own: one still a draft, one handed in, one recognised, one not; each with Am as second author and proof."""
    for name, status, fields in (
        ("hoa_idea", "draft", {}),
        ("sent_idea", "submitted", {}),
        ("good_idea", "recognised", {}),
        ("poor_idea", "refused", {"refused_number": "3/BB", "refused_on": date(2022, 11, 10)}),
    ):
        title = f"Bài giảng theo tình huống, {name}"
        idea = make_initiative(w.hoa, (w.hoa, 60), (w.am, 40), title=title, status=status, **fields)
        idea.evidence.add(uploads.store(evidence(), by=w.hoa.user))
        setattr(w, name, idea)
    w.proof, w.sent_proof = w.hoa_idea.evidence.get(), w.sent_idea.evidence.get()
    w.recognition = w.good_idea.recognitions.get()


def _add_imports(w: SimpleNamespace) -> None:
    """Files of the clerk's in each state an act of theirs asks for, and one of somebody else's."""
    w.import_kind = "can-bo"

    def uploaded(email: str, by=w.lan) -> ImportFile:
        file = as_upload(book_of(["Mã cán bộ", "Thư điện tử"], [w.hoa.code, email]))
        kept = importing.upload(imports.KINDS[w.import_kind], file, by=by.user)
        kept.refresh_from_db()
        return kept

    w.good_import, w.wrong_import = uploaded("hoa@truong.example"), uploaded("không phải thư")
    w.foreign_import = uploaded("hoa@truong.example", by=w.quang)
    now = clock.real_now()
    some = {"kind": w.import_kind, "original_name": "cu.xlsx", "uploaded_by": w.lan.user, "uploaded_at": now}
    some |= {"expires_at": now + timedelta(days=1), "progressed_at": now - timedelta(hours=1)}
    w.done_import = ImportFile.objects.create(stage=ImportFile.Stage.DONE, finished_at=now, **some)
    w.broken_import = ImportFile.objects.create(stage=ImportFile.Stage.READING, **some)


def _add_calendars(w: SimpleNamespace) -> None:
    """Hoa's calendar; and the one of somebody who has left."""
    for name, person in (
        ("calendar_token", w.hoa),
        ("gone_token", make_person("Tòng Thị Xa", w.office, username="xa")),
    ):
        chosen = calendar_feed.settings_of(person.user)
        calendar_feed.renew(chosen, by=person.user)
        setattr(w, name, calendar_feed.token_of(chosen))
    StaffMember.objects.filter(full_name="Tòng Thị Xa").update(left_on=clock.today())


def _add_campaigns(w: SimpleNamespace) -> None:
    """2022 running, its deadlines not over; two thematic ones, in one of which nobody has begun; the plan of 2023."""
    Campaign.objects.filter(pk=w.campaign.pk).update(registration_due_on=YEAR_END, nominations_due_on=YEAR_END)
    w.campaign.refresh_from_db()
    w.phase, w.late_phase = w.campaign.phases.all()
    thematic = {"kind": Campaign.Kind.THEMATIC, "registration_due_on": YEAR_END, "phases": 0}
    w.drive = make_campaign(title="Thi đua chuyển đổi số", **thematic)
    w.untouched = make_campaign(title="Thi đua cải cách hành chính", **thematic)
    w.plan = make_campaign(2023, status=Campaign.Status.DRAFT)
    w.plan_phase = w.plan.phases.first()
    w.gap_key = "gap-start"  # the plan leaves January out
    w.target = Target.objects.create(campaign=w.campaign, number=1, content="Lao động tiên tiến", amount=90)
    w.result = TargetResult.objects.create(target=w.target, on=date(2022, 6, 30), value=45, by=w.lan.user)
    words = {"reason": "Nhiều người đi học.", "changes": "Thêm phong trào “Dạy tốt”."}
    w.amendment = PlanAmendment.objects.create(campaign=w.campaign, title="Sửa đổi, bổ sung Kế hoạch", **words)
    w.numbered_amendment = PlanAmendment.objects.create(
        campaign=w.campaign, title="Sửa đổi Kế hoạch", plan_number=9, plan_date=date(2022, 4, 4), **words
    )


def _sent_pledge(campaign: Campaign, owner, unit) -> Pledge:
    return make_pledge(campaign, owner, unit, status=Pledge.Status.SUBMITTED, submitted_at=clock.now())


def _add_pledges(w: SimpleNamespace) -> None:
    w.hoa_draft = make_pledge(w.campaign, w.hoa, w.faculty)
    w.hoa_draft.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=280)
    w.hoa_sent = _sent_pledge(w.drive, w.hoa, w.faculty)
    w.minh_sent = _sent_pledge(w.drive, w.minh, w.faculty)
    w.faculty_sent = _sent_pledge(w.drive, w.faculty, w.faculty)
    w.quang_sent = _sent_pledge(w.drive, w.quang, w.board)
    w.school_sent = _sent_pledge(w.drive, w.school, w.school)
    w.binh_endorsed = _sent_pledge(w.drive, w.binh, w.other_faculty)
    pledging.endorse(w.binh_endorsed, by=w.dung.user)
    Posting.objects.filter(staff_member=w.binh).update(is_union_lead=True)
    w.other_sent = _sent_pledge(w.drive, w.other_faculty, w.other_faculty)


def _add_covenants(w: SimpleNamespace) -> None:
    """Minh's draft; one he sent to Dũng; one that both signed."""
    w.covenant, w.sent_covenant, w.signed_covenant = (_covenant(w, title) for title in ("Nháp", "Chờ ký", "Ký đủ"))
    for sent in (w.sent_covenant, w.signed_covenant):
        covenants.offer(sent, by=w.minh.user)
    covenants.sign(w.signed_covenant, w.other_faculty, by=w.dung.user)


def _covenant(w: SimpleNamespace, title: str) -> Covenant:
    made = Covenant.objects.create(campaign=w.campaign, drafted_by=w.faculty, title=title, contents="Dạy tốt.")
    covenants.set_parties(made, [w.other_faculty], by=w.minh.user)
    return made


def _amendment(pledge: Pledge, by) -> PledgeVersion:
    version = amending_pledge.begin(pledge, by=by)
    content = version.content | {"duties": "Nhiệm vụ mới"}
    amending_pledge.write(version, content=content, reason="Đổi nhiệm vụ.", by=by)
    return version


def _add_registrations(w: SimpleNamespace) -> None:
    """Of 2022: Minh's faculty may send, Dũng's has sent, the office is accepted."""
    for person, unit in ((w.am, w.faculty), (w.binh, w.other_faculty), (w.lan, w.office)):
        pledging.endorse(_sent_pledge(w.campaign, person, unit), by=None)
    w.binh_version = _amendment(w.campaign.pledges.get(staff_member=w.binh), w.binh.user)
    amending_pledge.propose(w.binh_version, by=w.binh.user)
    w.lan_version = _amendment(w.campaign.pledges.get(staff_member=w.lan), w.lan.user)
    w.registration = registering.registration_of(w.campaign, w.faculty)
    w.sent_registration = registering.registration_of(w.campaign, w.other_faculty)
    w.accepted_registration = registering.registration_of(w.campaign, w.office)
    registering.send(w.sent_registration, by=w.dung.user)
    registering.send(w.accepted_registration, by=w.yen.user)
    registering.accept(w.accepted_registration, by=w.lan.user)
    assert w.accepted_registration.status == UnitRegistration.Status.ACCEPTED


def _add_unit_plans(w: SimpleNamespace) -> None:
    """Of 2022: Minh's faculty writes, Dũng's has sent, each with a file; of the drive Minh's has no file yet."""
    w.plan_draft = unit_planning.plan_of(w.campaign, w.faculty)
    w.plan_sent = unit_planning.plan_of(w.campaign, w.other_faculty)
    w.plan_of_drive = unit_planning.plan_of(w.drive, w.faculty)
    for plan, head in ((w.plan_draft, w.minh), (w.plan_sent, w.dung)):
        unit_planning.write(plan, text="Thi đua dạy tốt.", by=head.user)
        unit_planning.attach(plan, uploads.store(evidence(), by=head.user), by=head.user)
    unit_planning.send(w.plan_sent, by=w.dung.user)


def _add_evaluations(w: SimpleNamespace) -> None:
    def assessed(owner, unit, status=Evaluation.Status.SELF_ASSESSED) -> Evaluation:
        subject = {"staff_member": owner} if isinstance(owner, StaffMember) else {"department": owner}
        words = "Hoàn thành các nhiệm vụ được giao."
        return Evaluation.objects.create(phase=w.phase, unit=unit, status=status, self_assessment=words, **subject)

    w.hoa_open = assessed(w.hoa, w.faculty, Evaluation.Status.OPEN)
    w.am_assessed = assessed(w.am, w.faculty)
    w.minh_assessed = assessed(w.minh, w.faculty)
    w.faculty_assessed = assessed(w.faculty, w.faculty)
    w.quang_assessed = assessed(w.quang, w.board)


def _add_nominations(w: SimpleNamespace) -> None:
    """Hoa's three dossiers, Minh's, the faculty's, and the clerk's own; people without an account for the ballots."""
    w.dossier_draft = make_nomination(w.campaign, w.hoa, w.faculty, "LDTT")
    w.dossier_sent = make_nomination(w.campaign, w.hoa, w.faculty, "GK", status=S.SUBMITTED)
    w.faculty_dossier = make_nomination(w.campaign, w.faculty, w.faculty, "TTLDTT", status=S.SUBMITTED)
    w.minh_dossier = make_nomination(w.campaign, w.minh, w.faculty, "LDTT", status=S.SUBMITTED)
    w.lan_dossier = make_nomination(w.campaign, w.lan, w.office, "LDTT", status=S.SUBMITTED)
    w.verified = make_nomination(
        w.campaign, w.am, w.faculty, "LDTT", status=S.VERIFIED, received_on=date(2022, 12, 12), rule_set="A"
    )
    for name, dossier in (("paper", w.dossier_draft), ("sent_paper", w.dossier_sent)):
        attachment = uploads.store(evidence(), by=w.minh.user)
        dossier.evidence.add(attachment)
        setattr(w, name, attachment)
    names = (
        "Giàng A Pó",
        "Lý Thị Mẩy",
        "Tẩn Văn Sơn",
        "Vàng Thị Dợ",
        "Lò Thị Nọi",
        "Sùng A Chớ",
        "Hảng Thị Sua",
        "Ma A Páo",
    )
    w.people = [make_person(name, w.faculty) for name in names]


def _add_sessions(w: SimpleNamespace) -> None:
    """One planned with its roll called, one with an open round, one with a pending round, one ready to be closed."""
    role, chair = Seat.Role, w.quang.user
    members = [(w.quang, role.CHAIR), (w.thu, role.VICE_CHAIR), (w.yen, role.MEMBER), (w.am, role.MEMBER)]
    w.council = make_council([*members, (w.lan, role.SECRETARY)])
    w.planned = make_session(w.campaign, w.council)
    w.tabled = table(w.planned, w.hoa, w.faculty, "CSTDCS", by=w.lan.user)
    w.seats = seats_by_name(w.planned)
    w.quiet_council = make_council([(w.yen, role.CHAIR), (w.am, role.MEMBER)], starts_on=date(2019, 1, 10))
    w.quiet_seat = w.quiet_council.seats.get(staff_member=w.am)
    for seat in w.seats.values():
        w.planned.attendances.create(seat=seat, present=True)
    w.voting = convene(make_session(w.campaign, w.council), by=chair)
    w.open_round = _round(w.voting, w.people[0], w)
    voting.open_round(w.open_round, by=chair)
    w.question = w.open_round.questions.get()
    w.ready = convene(make_session(w.campaign, w.council), by=chair)
    w.pending_round = _round(w.ready, w.people[1], w)
    w.waiting_case = table(w.ready, w.people[2], w.faculty, by=w.lan.user)
    w.ending = convene(make_session(w.campaign, w.council), by=chair)
    case = table(w.ending, w.people[3], w.faculty, by=w.lan.user)
    w.counted_round = counted_round(w.ending, case, by=chair)
    w.counted_question = w.counted_round.questions.get()


def _round(session: CouncilSession, person: StaffMember, w: SimpleNamespace):
    case = table(session, person, w.faculty, by=w.lan.user)
    return preparing.prepare_round(session, nominations=case, by=w.quang.user)


def _add_decisions(w: SimpleNamespace) -> None:
    """A draft for Quang to sign, one for Thu, an issued one, and a recommended Giấy khen that waits for a decision."""
    w.signer = signer_of(w.quang)
    w.closed = ended_session(w.campaign, w.council, on=DAY, number=1)
    recommend(w.closed, w.people[4])
    recommend(w.closed, w.people[5], "GK")
    w.draft_decision = deciding.draft(w.closed, kind="titles", date=DAY, signer=w.signer, by=w.lan.user)
    other = ended_session(w.campaign, w.council, on=DAY, number=2)
    recommend(other, w.people[6])
    recommend(other, w.people[7], "GK")
    w.thu_draft = deciding.draft(other, kind="merit", date=DAY, signer=signer_of(w.thu), by=w.lan.user)
    w.issued = deciding.draft(other, kind="titles", date=DAY, signer=w.signer, by=w.lan.user)
    deciding.issue(w.issued, number=7, date=DAY, by=w.quang.user)
    w.issued.refresh_from_db()
    w.code = w.issued.document.verify_code
    w.own_record = AwardRecord.objects.get(source=AwardRecord.Source.OWN)


def _add_law(w: SimpleNamespace) -> None:
    """A parameter with its default, one with the school's own value; texts and salaries in each state acts ask for."""
    w.set_code, w.parameter_key, w.own_key = "A", "quorum", "vote_threshold.LDTT"
    source = {"source": "Quy chế, Điều 6", "certainty": "confirmed", "since": date(2022, 3, 1)}
    w.own_value = amending.change(w.set_code, w.own_key, value="≥0.7", **source, by=w.quantri)
    w.legal_text = LegalText.objects.get(code="ND-91-2017")
    w.uncited = LegalText.objects.get(code="ND-90-2020")
    w.used_salary = BaseSalary.objects.get(valid_from=date(2019, 7, 1))
    w.coming_salary = BaseSalary.objects.get(valid_from=date(2026, 7, 1))
    w.basis, w.last_basis = w.draft_decision.bases.first(), w.draft_decision.bases.last()


def _add_money(w: SimpleNamespace) -> None:
    """An issued decision by which one has the money and one waits, with a mistake mended; rows of the fund."""
    session = ended_session(w.campaign, w.council, on=DAY, number=3)
    paid = [make_person(name, w.faculty) for name in ("Chảo A Lềnh", "Giàng Thị Dế")]
    for person in paid:
        recommend(session, person, "CSTDCS")
    w.paid_decision = deciding.draft(session, kind="titles", date=DAY, signer=w.signer, by=w.lan.user)
    deciding.issue(w.paid_decision, number=6, date=DAY, by=w.quang.user)
    w.paid_key, w.unpaid_key = (recipients.key_of(person.pk, None) for person in paid)
    for _ in range(2):
        [w.payment] = paying.pay(w.paid_decision, [w.paid_key], paid_on=DAY, method="cash", by=w.lan.user)
        if not w.paid_decision.payments.filter(reverses__isnull=False).exists():
            w.payment_mistake = paying.take_back(w.payment, reason="Ghi nhầm ngày.", by=w.lan.user)
    w.certificate_kind = "giay-khen"
    w.certificate_print = CertificatePrint.objects.create(
        decision=w.paid_decision, ordinals=[1], count=1, by=w.lan.user, at=clock.now()
    )
    CertificateFile.objects.create(
        print=w.certificate_print, stage="gone", progressed_at=clock.now(), expires_at=clock.now()
    )
    entry = {"year": 2022, "amount": 5_000_000, "on": DAY, "by": w.lan.user}
    w.fund_entry = funding.enter(kind="budget", content="Trích kinh phí", document_number="21/QĐ-TCT", **entry)
    wrong = funding.enter(kind="printing", content="Khung giấy khen", **entry)
    w.fund_mistake = funding.reverse(wrong, reason="Ghi nhầm số tiền.", by=w.lan.user)
    w.fund_year = 2022


def _add_regulations(w: SimpleNamespace) -> None:
    """The administrator's draft with a row of each kind, somebody else's that is empty, an adopted one, a rehearsal."""
    w.own_draft = make_regulation(by=w.quantri, number="30/QĐ-TCT", valid_from=date(2023, 1, 1))
    w.own_condition = make_condition(w.own_draft)
    w.own_parameter = make_own_parameter(w.own_draft, "A", "vote_threshold.LDTT", "≥0.6")
    w.foreign_draft = make_regulation(by=w.lan.user)
    w.own_adopted = make_regulation(by=w.quantri, number="12/QĐ-TCT", valid_from=date(2022, 1, 1))
    w.adopted_condition = make_condition(w.own_adopted, awards=["HCLD1"])
    regulating.adopt(w.own_adopted, by=w.quantri)
    w.own_rehearsal = rehearsing.start(rule_set="B", years=[2022], by=w.quantri)
    w.set_a, w.quorum_key, w.ldtt_code = "A", "quorum", "LDTT"
    w.rating_fact, w.question_kind = "rating", "co-khong"


def _add_desk(w: SimpleNamespace) -> None:
    """A correction that waits for Quang's signature, an issued one that may be replaced, a signed copy."""
    w.document = w.issued.document
    w.wrong_document = w.paid_decision.document
    errors = {"address": "Khoa Xây dựng Đảng", "errors": "Tại Điều 2, đã in “Điều 1”; nay sửa thành “Điều 3”."}
    parts = {"texts": errors, "date": DAY, "signer": w.signer, "by": w.lan.user}
    w.correction = desk.begin("correction-letter", w.document, by=w.lan.user)
    desk.write(w.correction, **parts)
    sent = desk.begin("correction-letter", w.wrong_document, by=w.lan.user)
    desk.write(sent, **parts)
    w.letter = desk.issue(sent, number=3, date=DAY, by=w.lan.user)
    w.issued_draft = sent
    w.signed_sheet = signing_copies.keep_sheet(w.counted_round, evidence("kiem-phieu.pdf"), by=w.lan.user)
    w.signed_copy = signing_copies.keep(w.document, evidence("ban-da-ky.pdf"), by=w.lan.user)
    w.correction_kind, w.other_kind, w.register_year = "correction-letter", "decision", 2022
