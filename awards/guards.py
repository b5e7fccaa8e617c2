"""What may never change on the top floor: counted rounds, closed sessions, issued decisions, adopted rules, money."""

from thidua.guards import Guard

COUNTED_ROUND = "EXISTS (SELECT 1 FROM awards_round r WHERE r.id = {row}.round_id AND r.status = 'counted')"
COUNTED_BOX = (
    "EXISTS (SELECT 1 FROM awards_round r JOIN awards_question q ON q.round_id = r.id "
    "WHERE q.id = {row}.question_id AND r.status = 'counted')"
)
ENDED_SESSION = (
    "EXISTS (SELECT 1 FROM awards_councilsession s "
    "WHERE s.id = {row}.session_id AND s.status IN ('closed', 'adjourned', 'cancelled'))"
)
COUNTED_SHEET = (
    "EXISTS (SELECT 1 FROM awards_round r JOIN awards_countsheet c ON c.round_id = r.id "
    "WHERE c.id = {row}.sheet_id AND r.status = 'counted')"
)
COUNTED_OPINION = (
    "EXISTS (SELECT 1 FROM awards_opinionpaper p JOIN awards_round r ON r.session_id = p.session_id "
    "JOIN awards_question q ON q.round_id = r.id "
    "WHERE p.id = {row}.paper_id AND q.nomination_id = {row}.nomination_id AND r.status = 'counted')"
)
ENDED_HEARING = "('recommended', 'not_recommended', 'not_reached', 'broken_off')"
COUNTED_HEARING = (
    f"EXISTS (SELECT 1 FROM awards_hearing h WHERE h.id = {{row}}.hearing_id AND h.status IN {ENDED_HEARING})"
)
COUNTED_HEARING_SHEET = (
    "EXISTS (SELECT 1 FROM awards_hearing h JOIN awards_hearingsheet c ON c.hearing_id = h.id "
    f"WHERE c.id = {{row}}.sheet_id AND h.status IN {ENDED_HEARING})"
)
# Points were given by these criteria: others would make them mean something else.
USED_CRITERIA = (
    "EXISTS (SELECT 1 FROM awards_hearing h JOIN awards_councilsession s ON s.id = h.session_id "
    "WHERE s.council_id = {row}.council_id AND h.status NOT IN ('tabled', 'not_reached'))"
)
ISSUED_DECISION = "EXISTS (SELECT 1 FROM awards_decision d WHERE d.id = {row}.decision_id AND d.status <> 'draft')"
SENT_LETTER = "EXISTS (SELECT 1 FROM awards_submissionletter l WHERE l.id = {row}.letter_id AND l.status <> 'draft')"
ISSUED_REVOCATION = (
    "EXISTS (SELECT 1 FROM awards_revocation v WHERE v.id = {row}.revocation_id AND v.status <> 'draft')"
)
CLOSED_REVIEW = "EXISTS (SELECT 1 FROM awards_unitreview u WHERE u.id = {row}.review_id AND u.status = 'closed')"
ADOPTED_REGULATION = (
    "EXISTS (SELECT 1 FROM awards_regulation g WHERE g.id = {row}.regulation_id AND g.status <> 'draft')"
)
# A posted list: from its first day its lines stay, and only then is anything received against it.
BEGUN_DISCLOSURE = (
    "EXISTS (SELECT 1 FROM awards_disclosure d WHERE d.id = {row}.disclosure_id AND d.begun_at IS NOT NULL)"
)

DRAFT_DECISION = "EXISTS (SELECT 1 FROM awards_decision d WHERE d.id = {row}.decision_id AND d.status = 'draft')"
# A recipient is paid once; again only after that row was reversed. A reversal is its row the other way round.
PAID_ALREADY = (
    "({row}.reverses_id IS NULL AND EXISTS (SELECT 1 FROM awards_payment p WHERE p.decision_id = {row}.decision_id "
    "AND p.reverses_id IS NULL "
    "AND (p.staff_member_id = {row}.staff_member_id OR p.department_id = {row}.department_id) "
    "AND NOT EXISTS (SELECT 1 FROM awards_payment r WHERE r.reverses_id = p.id)))"
)
NO_MIRROR = (
    "({row}.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.id = {row}.reverses_id "
    "AND o.reverses_id IS NULL AND o.amount = -{row}.amount AND o.{of} = {row}.{of}))"
)
NO_MIRROR_PAYMENT = NO_MIRROR.replace("{table}", "awards_payment").replace("{of}", "decision_id")
NO_MIRROR_ENTRY = NO_MIRROR.replace("{table}", "awards_fundentry").replace("{of}", "year")

GUARDS = (
    Guard("awards.EligibilityReport"),
    Guard("awards.Round", locked="{row}.status = 'counted'"),
    Guard("awards.Question", locked=COUNTED_ROUND, insert_refused=COUNTED_ROUND),
    Guard("awards.Roll", locked=COUNTED_ROUND, insert_refused=COUNTED_ROUND),
    Guard("awards.Box", locked=COUNTED_BOX, insert_refused=COUNTED_BOX, by_statement=True),
    Guard("awards.CountSheet", locked=COUNTED_ROUND, insert_refused=COUNTED_ROUND),
    Guard("awards.CountLine", locked=COUNTED_SHEET, insert_refused=COUNTED_SHEET),
    Guard("awards.SignedSheet"),
    Guard("awards.OpinionPaper", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.WrittenOpinion", locked=COUNTED_OPINION, insert_refused=COUNTED_OPINION),
    Guard("awards.Declaration", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.Teller", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.CouncilSession", locked="{row}.status IN ('closed', 'adjourned', 'cancelled')"),
    Guard("awards.Presiding", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.Attendance", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.Absence", insert_refused=ENDED_SESSION),
    Guard("awards.Recusal", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.Disclosure", locked="{row}.begun_at IS NOT NULL"),
    Guard("awards.DisclosedCase", locked=BEGUN_DISCLOSURE, insert_refused=BEGUN_DISCLOSURE),
    # `status` follows from the answer: the check constraint `answered_objection_is_whole` ties them.
    Guard(
        "awards.Objection",
        open_once=("answer", "answered_on", "answered_by_id"),
        open=("status",),
        insert_refused=f"NOT {BEGUN_DISCLOSURE}",
    ),
    Guard("awards.HandedInvitation", locked=ENDED_SESSION, insert_refused=ENDED_SESSION),
    Guard("awards.SessionInvitation", open_once=("recipients",)),
    Guard("awards.Hearing", locked=f"{{row}}.status IN {ENDED_HEARING}", insert_refused=ENDED_SESSION),
    Guard("awards.HearingConflict", locked=COUNTED_HEARING, insert_refused=COUNTED_HEARING),
    Guard("awards.HearingSheet", locked=COUNTED_HEARING, insert_refused=COUNTED_HEARING),
    Guard("awards.HearingMark", locked=COUNTED_HEARING_SHEET, insert_refused=COUNTED_HEARING_SHEET),
    Guard("awards.HearingCriterion", locked=USED_CRITERIA, insert_refused=USED_CRITERIA),
    Guard("awards.HearingRules", locked=USED_CRITERIA, insert_refused=USED_CRITERIA),
    Guard("awards.Decision", locked="{row}.status <> 'draft'", open=("status",)),
    Guard("awards.DecisionLine", locked=ISSUED_DECISION, insert_refused=ISSUED_DECISION),
    Guard("awards.DecisionBasis", locked=ISSUED_DECISION, insert_refused=ISSUED_DECISION),
    Guard("awards.SubmissionLetter", locked="{row}.status <> 'draft'", open=("status",)),
    Guard(
        "awards.SubmissionLine",
        locked=SENT_LETTER,
        open_once=("outcome", "reason", "answer_id"),
        insert_refused=SENT_LETTER,
    ),
    Guard("awards.Revocation", locked="{row}.status <> 'draft'"),
    Guard("awards.RevocationLine", locked=ISSUED_REVOCATION, insert_refused=ISSUED_REVOCATION),
    Guard("awards.RevocationTask", open_once=("done_on", "done_by_id", "note", "fund_entry_id")),
    Guard(
        "awards.AwardRecord",
        locked="{row}.source = 'own' OR {row}.revoked_on IS NOT NULL",
        open_once=("revoked_on",),
        open=("revoked_reason",),
    ),
    Guard("awards.PaperDraft", locked="{row}.status = 'issued'"),
    Guard("awards.CertificatePrint", insert_refused=DRAFT_DECISION),
    Guard("awards.Payment", insert_refused=f"{DRAFT_DECISION} OR {PAID_ALREADY} OR {NO_MIRROR_PAYMENT}"),
    Guard("awards.FundEntry", insert_refused=NO_MIRROR_ENTRY),
    Guard("awards.Regulation", locked="{row}.status <> 'draft'", open_once=("valid_to",), open=("status",)),
    Guard("awards.UnitReview", locked="{row}.status = 'closed'", open=("status",)),
    Guard("awards.UnitReviewAttendee", locked=CLOSED_REVIEW, insert_refused=CLOSED_REVIEW),
    Guard("awards.UnitReviewAbsence", locked=CLOSED_REVIEW, insert_refused=CLOSED_REVIEW),
    Guard("awards.UnitReviewCase", locked=CLOSED_REVIEW, insert_refused=CLOSED_REVIEW),
    Guard("awards.UnitReviewMinutes"),
    Guard("awards.RegulationCondition", locked=ADOPTED_REGULATION, insert_refused=ADOPTED_REGULATION),
    Guard("awards.RegulationParameter", locked=ADOPTED_REGULATION, insert_refused=ADOPTED_REGULATION),
)
