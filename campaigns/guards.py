"""What may never change on the ground floor: a concluded campaign, a reviewed đợt, what was accepted, what all have
signed, criteria by which somebody was scored, points that were sent or settled.
"""

from thidua.guards import Guard

SIGNED = "EXISTS (SELECT 1 FROM campaigns_covenant c WHERE c.id = {row}.covenant_id AND c.status = 'signed')"

_SHEET = "SELECT 1 FROM campaigns_scoresheet s"
# Somebody is scored by the set.
SCORED_BY = f"EXISTS ({_SHEET} WHERE s.criteria_set_id = {{row}}.criteria_set_id)"
SETTLED = f"EXISTS ({_SHEET} WHERE s.id = {{row}}.sheet_id AND s.status = 'settled')"
# The owner's points go back to the owner while nobody scored; the unit's never come back.
SENT = (
    "EXISTS (SELECT 1 FROM campaigns_marking m JOIN campaigns_scoresheet s ON s.id = m.sheet_id "
    "WHERE m.id = {row}.marking_id AND m.sent_at IS NOT NULL AND (s.status <> 'open' OR NOT m.is_self))"
)

GUARDS = (
    Guard("campaigns.Campaign", locked="{row}.status = 'concluded'"),
    Guard("campaigns.Phase", locked="{row}.reviewed_on IS NOT NULL"),
    Guard("campaigns.PledgeVersion", locked="{row}.status = 'accepted'"),
    Guard("campaigns.Covenant", locked="{row}.status = 'signed'"),
    Guard("campaigns.CovenantParty", locked=SIGNED, insert_refused=SIGNED),
    Guard("campaigns.CovenantTarget", locked=SIGNED, insert_refused=SIGNED),
    Guard(
        "campaigns.CriteriaSet",
        locked=f"EXISTS ({_SHEET} WHERE s.criteria_set_id = {{row}}.id)",
        open=("due_on",),
    ),
    Guard("campaigns.Criterion", locked=SCORED_BY, insert_refused=SCORED_BY),
    Guard("campaigns.Marking", locked="{row}.sent_at IS NOT NULL AND NOT {row}.is_self", insert_refused=SETTLED),
    Guard("campaigns.Mark", locked=SENT, insert_refused=SENT),
    Guard("campaigns.SettledMark", locked=SETTLED, insert_refused=SETTLED),
    Guard("campaigns.PointAdjustment", locked=SETTLED, insert_refused=SETTLED),
)
