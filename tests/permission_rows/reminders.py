"""Reminding is the unit's head's and the clerk's; letters and calendar are everybody's own; the feed needs its link."""

from tests.permission_row import get, post

FACULTY = "campaign_pk=campaign department_pk=faculty"  # Hoa has a draft, Minh nothing
OTHER = "campaign_pk=campaign department_pk=other_faculty"  # only its head has not registered
DRIVE = "campaign_pk=drive department_pk=faculty"  # not the year's
ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    post("in    404  go   404  404  404  404  go   404  ", "unit_remind", FACULTY),
    post("in    404  404  404  told 404  404  go   404  ", "unit_remind", OTHER),
    post("in    404  told 404  404  404  404  told 404  ", "unit_remind", DRIVE),
    post("in    404  404  404  404  404  404  go   404  ", "school_remind", "campaign_pk=campaign"),
    post("in    404  404  404  404  404  404  told 404  ", "school_remind", "campaign_pk=untouched"),
    post("in    404  404  404  404  404  404  go   404  ", "units_remind", "campaign_pk=campaign"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "reminder_settings"),
    post("in    go   go   go   go   go   go   go   go   ", "digest_choose", "", {"nhan": "khong"}),
    post("in    go   go   go   go   go   go   go   go   ", "calendar_renew"),
    # By the link alone, whoever is signed in.
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "calendar_feed", "token=calendar_token"),
    get(" 404   404  404  404  404  404  404  404  404  ", "calendar_feed", "token=gone_token"),
    get(" 404   404  404  404  404  404  404  404  404  ", "calendar_feed", "token=wrong_code"),
]
