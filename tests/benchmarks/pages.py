"""Queries, rows, bytes and milliseconds of the main pages, on the demo database that the environment names.

    .venv/bin/python manage.py migrate && .venv/bin/python manage.py demo
    .venv/bin/python -m tests.benchmarks.pages

Every page is asked for once to warm up, then ROUNDS times; the median is printed.
"""

import os
import statistics
import time

import django

ROUNDS = 7


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    print(f"{connection.vendor}; giá trị giữa của {ROUNDS} lần")
    print(f"{'trang':44} {'người xem':12} {'mã':>4} {'truy vấn':>8} {'hàng':>6} {'KiB':>6} {'ms':>7}")
    for path, username in pages():
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(_user(username))
        client.get(path)
        with CaptureQueriesContext(connection) as queries, CountedRows() as rows:
            response = client.get(path)
        asked = len(queries)  # read now: the log is emptied when the next request begins
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - started) * 1000)
        size = len(response.content) / 1024
        print(
            f"{path:44} {username:12} {response.status_code:>4} {asked:>8} {rows.count:>6} "
            f"{size:>6.1f} {statistics.median(times):>7.1f}"
        )


class CountedRows:
    """How many model rows are built inside the block."""

    def __enter__(self) -> "CountedRows":
        from django.db.models import Model  # noqa: PLC0415

        self.count = 0
        self._original = Model.from_db.__func__

        def counting(cls, *args, **kwargs):
            self.count += 1
            return self._original(cls, *args, **kwargs)

        Model.from_db = classmethod(counting)
        return self

    def __exit__(self, *exception: object) -> None:
        from django.db.models import Model  # noqa: PLC0415

        Model.from_db = classmethod(self._original)


def pages() -> list[tuple[str, str]]:
    from django.urls import reverse  # noqa: PLC0415

    from awards.models import CouncilSession, Decision, Nomination, Round  # noqa: PLC0415
    from campaigns.models import Campaign  # noqa: PLC0415

    campaign = Campaign.objects.get(year=2022)
    session = CouncilSession.objects.first()
    found = [
        (reverse("home"), "canbo"),
        (reverse("home"), "truongkhoa"),
        (reverse("home"), "thuongtruc"),
        (reverse("home"), "hieutruong"),
        (reverse("campaign", args=[campaign.pk]), "canbo"),
        (reverse("registration_list", args=[campaign.pk]), "thuongtruc"),
        (
            reverse(
                "unit_registration", args=[campaign.pk, _user("truongkhoa").staff_member.postings.get().department_id]
            ),
            "truongkhoa",
        ),
        (reverse("evaluation_list", args=[campaign.phases.first().pk]), "thuongtruc"),
        (reverse("nomination_list", args=[campaign.pk]), "thuongtruc"),
        (reverse("staff_list"), "thuongtruc"),
        (reverse("council_session_list"), "hieutruong"),
        (reverse("decision_list"), "canbo"),
        (reverse("public_list"), "canbo"),
    ]
    for name, row, username in (
        ("council_session", session, "hieutruong"),
        ("round", Round.objects.first(), "hieutruong"),
        ("nomination", Nomination.objects.first(), "thuongtruc"),
        ("decision", Decision.objects.first(), "canbo"),
    ):
        if row is not None:
            found.append((reverse(name, args=[row.pk]), username))
    return found


def _user(username: str):
    from thidua.models import User  # noqa: PLC0415

    return User.objects.select_related("staff_member").get(username=username)


if __name__ == "__main__":
    main()
