"""What may never change on the ground floor: an accepted version of a pledge, a covenant that all have signed."""

from thidua.guards import Guard

SIGNED = "EXISTS (SELECT 1 FROM campaigns_covenant c WHERE c.id = {row}.covenant_id AND c.status = 'signed')"

GUARDS = (
    Guard("campaigns.PledgeVersion", locked="{row}.status = 'accepted'"),
    Guard("campaigns.Covenant", locked="{row}.status = 'signed'"),
    Guard("campaigns.CovenantParty", locked=SIGNED, insert_refused=SIGNED),
    Guard("campaigns.CovenantTarget", locked=SIGNED, insert_refused=SIGNED),
)
