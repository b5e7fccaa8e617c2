"""Promises on their way: the owner reports, the head reads, the council sees figures, a former unit says a word."""

from tests.permission_row import get, post
from tests.permission_world import evidence

EFFORT = "phase_pk=effort_phase"
HOAS = "phase_pk=effort_phase pledge_pk=hoa_promise"
PROVED = "pk=hoa_effort target_pk=hoa_target"
STAY = "campaign_pk=campaign stay_pk=stay"
OPINION = {"text": "Hoàn thành tốt nhiệm vụ trong chín tháng ở khoa."}


def a_word(w):
    """Of one; the other stands as it was said earlier this day."""
    said = {w.hoa_target: ("3", "Xong ba bài."), w.bare_target: ("", "Đang viết.")}
    return {
        f"chi-tieu-{target.pk}-{name}": value
        for target, words in said.items()
        for name, value in zip(("amount", "line"), words, strict=True)
    }


def a_file(w):
    return {"file": evidence()}


def am_ticked(w):
    return {"evaluation": [w.am_assessed.pk]}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # Everybody who works here has the page of their own promises; only Hoa has promised something.
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "check_in", EFFORT),
    post("in    go   form form form form form form 404  ", "check_in", EFFORT, a_word),
    # A word's file: its owner's; read with the promise.
    get(" in    ok   ok   404  404  404  404  ok   404  ", "check_in_file", "word"),
    get(" in    ok   404  404  404  404  404  404  404  ", "check_in_file_add", "bare_word"),
    post("in    go   404  404  404  404  404  404  404  ", "check_in_file_add", "bare_word", a_file),
    post("in    told 404  404  404  404  404  404  404  ", "check_in_file_add", "word", a_file),
    get(" in    ok   404  404  404  404  404  404  404  ", "check_in_file_remove", "word"),
    post("in    go   404  404  404  404  404  404  404  ", "check_in_file_remove", "word"),
    # Figures of units: heads, the rector, the council, the clerk.
    get(" in    404  ok   404  ok   ok   ok   ok   404  ", "phase_progress", EFFORT),
    get(" in    404  ok   404  ok   ok   ok   ok   404  ", "progress_people", EFFORT),
    # Words and reasons: one's own, the unit's for its head, all for the clerk.
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "result_list", EFFORT),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "pledge_progress", HOAS),
    # Proof of a result goes with the self-assessment: nobody else's while it is written.
    get(" in    ok   404  404  404  404  404  404  404  ", "result_proof", "hoa_proof"),
    get(" in    404  ok   404  404  404  404  ok   404  ", "result_proof", "am_proof"),
    get(" in    ok   404  404  404  404  404  404  404  ", "result_proof_add", PROVED),
    post("in    go   404  404  404  404  404  404  404  ", "result_proof_add", PROVED, a_file),
    get(" in    ok   404  404  404  404  404  404  404  ", "result_proof_remove", "hoa_proof"),
    post("in    go   404  404  404  404  404  404  404  ", "result_proof_remove", "hoa_proof"),
    # Many at once: who may not confirm this one is told who does, or that nothing was chosen.
    post("in    404  go   404  told told 404  told 404  ", "evaluations_confirm", "phase_pk=phase", am_ticked),
    # The former unit's word is its head's; the clerk reads it.
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "former_unit_list", "campaign_pk=campaign"),
    get(" in    404  ok   404  404  404  404  404  404  ", "former_unit_opinion", STAY),
    post("in    404  go   404  404  404  404  404  404  ", "former_unit_opinion", STAY, OPINION),
]
