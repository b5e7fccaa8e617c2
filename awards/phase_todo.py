"""Reviews that wait for the clerk: a đợt whose evaluations were due, a year that is over. Nothing is asked for them."""

from typing import Any

from django.urls import reverse

from campaigns.models import Campaign, Phase
from campaigns.own_things import open_campaigns
from thidua import clock
from thidua.todo import Todo

NOT_REVIEWED = "Chưa sơ kết thì chưa kết thúc được phong trào."


def todos(user: Any, campaign: Campaign | None) -> list[Todo]:
    """`campaign`: the one that runs, its phases read already."""
    rows = [_review(phase, campaign) for phase in campaign.phases.all() if is_due(phase)] if campaign else []
    launched = [one for one in open_campaigns(user) if one.status == Campaign.Status.LAUNCHED]
    return rows + [_conclude(one) for one in launched if one.ends_on < clock.today()]


def is_due(phase: Phase) -> bool:
    """It has ended, the day of the self-assessment has passed, and there is no report yet."""
    if phase.reviewed_on or phase.ends_on is None:
        return False
    return max(phase.ends_on, phase.evaluation_due_on or phase.ends_on) < clock.today()


def _review(phase: Phase, campaign: Campaign) -> Todo:
    url = reverse("phase_review", args=[phase.pk])
    return Todo(f"Sơ kết {phase} năm {campaign.year}", url, otherwise=NOT_REVIEWED)


def _conclude(campaign: Campaign) -> Todo:
    url = reverse("campaign_review", args=[campaign.pk])
    return Todo(f"Tổng kết, kết thúc phong trào năm {campaign.year}", url)
