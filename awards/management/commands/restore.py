import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from thidua.backup.proofs import record
from thidua.backup.restoring import NotProven, Outcome, restore
from thidua.backup.sealing import Keys, read_identities
from thidua.backup.words import in_figures, read_passphrase
from thidua.vietnamese import vdate
from thidua.workflow import Refused


class Command(BaseCommand):
    requires_system_checks = []  # its own words only
    help = (
        "Khôi phục một bản sao lưu vào chỗ mới rồi so từng bảng, từng tệp: restore TỆP --into CHỖ. "
        "Mã kết thúc 0: khớp toàn bộ; 1: không khớp hoặc không khôi phục."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tệp sao lưu")
        parser.add_argument("--into", required=True, help="thư mục mới, hoặc postgres://… của cơ sở dữ liệu trống")
        parser.add_argument("--media", type=Path, help="thư mục mới cho tệp đính kèm (với PostgreSQL)")
        parser.add_argument("--identity", type=Path, help="tệp khóa của age-keygen")
        parser.add_argument("--passphrase-file", type=Path, help="mật khẩu ở dòng đầu của tệp này")
        parser.add_argument("--no-record", action="store_true", help="không ghi lần kiểm này lại")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Path(options["file"]).absolute()

        def ask(by_passphrase: bool) -> Keys:
            return _keys(by_passphrase, options)

        try:
            outcome = restore(source, options["into"], options["media"], ask)
        except Refused as refused:
            if isinstance(refused, NotProven):
                self._record(source, refused.outcome, options)
            self.stderr.write(str(refused))
            sys.exit(1)
        self._record(source, outcome, options)
        self._say(outcome, options)
        if outcome.found:
            sys.exit(1)

    def _say(self, outcome: Outcome, options: dict[str, Any]) -> None:
        when = vdate(timezone.localdate(outcome.manifest.made))
        if outcome.found:
            lines = "\n".join(outcome.found)
            self.stderr.write(f"Đã khôi phục, nhưng chính bản sao lưu ngày {when} ghi là thiếu:\n{lines}")
        elif options["verbosity"]:
            figures = in_figures(outcome.manifest)
            self.stdout.write(f"Đã khôi phục và kiểm: {figures}; khớp toàn bộ với bản sao lưu ngày {when}.")
        if outcome.is_older and options["verbosity"]:
            self.stdout.write(
                f"Bản sao lưu của phiên bản {outcome.manifest.version}, cũ hơn chương trình này: trước khi dùng, trỏ "
                "DATABASE_URL tới chỗ mới rồi chạy “manage.py migrate”."
            )
        if options["verbosity"]:
            self.stdout.write(
                "Nếu dùng bản này để chạy: mọi người phải đăng nhập lại; việc đang chờ trong hàng không chạy tiếp."
            )

    def _record(self, source: Path, outcome: Outcome, options: dict[str, Any]) -> None:
        if options["no_record"]:
            return
        if problem := record(source, outcome):
            self.stderr.write(problem)


def _keys(by_passphrase: bool, options: dict[str, Any]) -> Keys:
    """What this archive needs, from the options or the terminal; Refused when neither has it."""
    if not by_passphrase:
        if options["identity"] is None:
            raise Refused("Bản sao lưu đã mã hóa: thêm --identity TỆP-KHÓA.")
        return Keys(identities=read_identities(options["identity"]))
    if options["passphrase_file"]:
        return Keys(passphrase=read_passphrase(options["passphrase_file"]))
    if not sys.stdin.isatty():
        raise Refused("Bản sao lưu khóa bằng mật khẩu: thêm --passphrase-file TỆP.")
    return Keys(passphrase=getpass.getpass("Mật khẩu của bản sao lưu: "))
