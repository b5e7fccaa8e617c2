"""Promises on their way, for the world of the permission table: a campaign of its own in which Hoa has promised."""

from datetime import date
from types import SimpleNamespace

from campaigns import checking_in, evaluating
from campaigns.checking_in import Word
from campaigns.models import Campaign, CheckIn, Evaluation, Posting
from tests.factories import make_campaign, make_person, make_phase, make_pledge
from thidua import uploads


def add_progress(w: SimpleNamespace, evidence) -> None:
    """Hoa's two promises, of one a word with a file; proof of hers and of Am's; somebody who left Minh's faculty."""
    w.effort = make_campaign(title="Thi đua học tập", kind=Campaign.Kind.THEMATIC, phases=0)
    w.effort_phase = make_phase(w.effort, 1, date(2022, 9, 1), date(2022, 12, 31))
    w.hoa_promise = make_pledge(w.effort, w.hoa, w.faculty, status="registered")
    promised = {"unit_of_measure": "bài", "amount": 4, "phase": w.effort_phase}
    w.hoa_target = w.hoa_promise.targets.create(number=1, content="Bài viết", **promised)
    w.bare_target = w.hoa_promise.targets.create(number=2, content="Chuyên đề", **promised)
    words = [Word(w.hoa_target, 2, "Đúng tiến độ."), Word(w.bare_target, None, "Đang viết.")]
    checking_in.check_in(w.effort_phase, words, by=w.hoa.user)
    w.word, w.bare_word = CheckIn.objects.get(target=w.hoa_target), CheckIn.objects.get(target=w.bare_target)
    checking_in.attach(w.word, uploads.store(evidence(), by=w.hoa.user), by=w.hoa.user)
    w.hoa_effort = Evaluation.objects.create(phase=w.effort_phase, staff_member=w.hoa, unit=w.faculty)
    evaluating.prove(w.hoa_effort, w.hoa_target, uploads.store(evidence(), by=w.hoa.user), by=w.hoa.user)
    w.hoa_proof = w.hoa_effort.proofs.get()
    am_target = w.am.pledges.get(campaign=w.campaign).targets.create(
        content="Giờ dạy", unit_of_measure="giờ", amount=200, phase=w.phase
    )
    w.am_proof = w.am_assessed.proofs.create(target=am_target, file=uploads.store(evidence(), by=w.am.user))
    w.mover = make_person("Quàng Văn Chuyển", w.faculty, posting={"ends_on": date(2022, 9, 30)})
    w.stay = w.mover.postings.get()
    Posting.objects.create(staff_member=w.mover, department=w.office, post="Chuyên viên", starts_on=date(2022, 10, 1))
