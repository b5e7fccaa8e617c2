"""What may never change on the ground floor: a concluded campaign, a reviewed đợt, what was accepted, what all have
signed.
"""

from thidua.guards import Guard

SIGNED = "EXISTS (SELECT 1 FROM campaigns_covenant c WHERE c.id = {row}.covenant_id AND c.status = 'signed')"

GUARDS = (
    Guard("campaigns.Campaign", locked="{row}.status = 'concluded'"),
    Guard("campaigns.Phase", locked="{row}.reviewed_on IS NOT NULL"),
    Guard("campaigns.PledgeVersion", locked="{row}.status = 'accepted'"),
    Guard("campaigns.Covenant", locked="{row}.status = 'signed'"),
    Guard("campaigns.CovenantParty", locked=SIGNED, insert_refused=SIGNED),
    Guard("campaigns.CovenantTarget", locked=SIGNED, insert_refused=SIGNED),
)
