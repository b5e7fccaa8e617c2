"""Criteria and points, for the world of the permission table: a campaign of its own in which people are scored."""

from types import SimpleNamespace

from campaigns import settling
from campaigns.models import Campaign
from tests.campaigns.scored import COLLECTIVE, make_criteria, scored_by, self_scored
from tests.factories import make_campaign


def add_points(w: SimpleNamespace) -> None:
    """Hoa waits for Minh's points, Am for the settling; Bình is settled; two faculties as collectives, one sent."""
    w.scored = make_campaign(title="Thi đua có chấm điểm", kind=Campaign.Kind.THEMATIC, phases=0)
    w.scored_set, w.unit_set = make_criteria(w.scored), make_criteria(w.scored, COLLECTIVE)
    w.draft_set = make_criteria(w.drive, in_use=False)
    w.used_set = make_criteria(w.untouched)
    w.hoa_sheet, w.am_sheet = (self_scored(w.scored_set, one, 50, 0) for one in (w.hoa, w.am))
    scored_by(w.am_sheet, w.minh, 40, 10)
    w.binh_sheet = self_scored(w.scored_set, w.binh, 60, 40)
    scored_by(w.binh_sheet, w.dung, 55, 35)
    settling.settle(w.binh_sheet, None, None, by=w.dung.user)
    w.faculty_sheet = self_scored(w.unit_set, w.faculty, 50, 30, by=w.minh.user)
    w.people_slug = "ca-nhan"
