"""Reminding is the unit's head's and the clerk's; letters and calendar are everybody's own; the feed needs its link."""

from tests.permission_row import get, post

FACULTY = "campaign_pk=running department_pk=faculty"
ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # In January of the next year's campaign nobody has registered yet.
    post("in    404  go   404  404  404  404  go   404  ", "unit_remind", FACULTY),
    post("in    404  404  404  go   404  404  go   404  ", "unit_remind", "campaign_pk=running department_pk=other_faculty"),
    # The deadline of the old one has passed.
    post("in    404  told 404  404  404  404  told 404  ", "unit_remind", "campaign_pk=campaign department_pk=faculty"),
    post("in    404  404  404  404  404  404  go   404  ", "school_remind", "campaign_pk=running"),
    post("in    404  404  404  404  404  404  go   404  ", "units_remind", "campaign_pk=running"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "reminder_settings"),
    post("in    go   go   go   go   go   go   go   go   ", "digest_choose", "", {"nhan": "khong"}),
    post("in    go   go   go   go   go   go   go   go   ", "calendar_renew"),
    # By the link alone, whoever is signed in.
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "calendar_feed", "token=calendar_token"),
    get(" 404   404  404  404  404  404  404  404  404  ", "calendar_feed", "token=gone_token"),
    get(" 404   404  404  404  404  404  404  404  404  ", "calendar_feed", "token=wrong_code"),
]
