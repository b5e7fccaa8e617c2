"""A collective's conditions ask how many of its people have a title: after individuals are counted, ask again."""

from awards.gathering import record_report
from awards.models import EligibilityReport, Nomination, Round

TABLED = Nomination.Status.TABLED


def collectives_after(round_: Round) -> None:
    """Called by a count: when no individual is left to vote on, the collectives on the table get a new report."""
    on_table = round_.session.nominations.filter(status=TABLED)
    if on_table.filter(department__isnull=True).exists() or round_.questions.filter(
        nomination__department__isnull=False
    ):
        return
    for nomination in on_table.select_related("award", "unit", "department", "campaign"):
        record_report(nomination, EligibilityReport.Moment.REVIEWED)
