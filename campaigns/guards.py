"""What may never change on the ground floor: an accepted version of a pledge."""

from thidua.guards import Guard

GUARDS = (Guard("campaigns.PledgeVersion", locked="{row}.status = 'accepted'"),)
