"""The worker, run once in the process of the tests until its queue is empty."""

from unittest.mock import patch

from django.core.management import call_command


def run_worker() -> None:
    """Without its beating thread: two connections to one database in memory do not wait for each other."""
    with patch("thidua.management.commands.db_worker.keep_beating", lambda stop: None):
        call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
