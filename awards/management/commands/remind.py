from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards import disclosing
from awards.todo import desk_of
from campaigns import digesting
from thidua import beats, clock, mailing

CONSOLE = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    requires_system_checks = []  # its own words only
    help = (
        "Gửi thư nhắc: mỗi người nhiều nhất một thư một ngày, chỉ những việc đang chờ người ấy. Chạy mỗi sáng; "
        "chạy lại không gửi lần nữa. Không có EMAIL_HOST thì không gửi (dữ liệu mẫu: in thư ra màn hình)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        words = "In các thư ra màn hình, không gửi, không ghi."
        parser.add_argument("--print", action="store_true", dest="prints", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        with clock.request_scope():
            if not options["prints"]:
                disclosing.begin_due()
            if options["prints"]:
                self._print()
            else:
                self._send(options["verbosity"])

    def _print(self) -> None:
        day = clock.today()
        for user in digesting.readers():
            if digesting.wants(user) and (todos := desk_of(user).todos):
                message = digesting.letter(user, digesting.address_of(user), todos, day)
                self.stdout.write(f"{message.subject}\n{message.body}")

    def _send(self, verbosity: int) -> None:
        if mailing.is_set_up():
            connection = get_connection()
        elif settings.DEMO:
            connection = get_connection(CONSOLE, stream=self.stdout)
        else:
            beats.beat("remind", said := "Chưa có máy chủ thư (EMAIL_HOST) nên không gửi thư nào.")
            self.stdout.write(said)
            return
        tally = digesting.send_all(lambda user: desk_of(user).todos, connection)
        beats.beat("remind", tally.sentence())
        for place in tally.failed:
            self.stderr.write(f"Không gửi được thư: {place}")
        if tally.stopped:
            raise CommandError(tally.sentence())
        if verbosity:
            self.stdout.write(tally.sentence())
