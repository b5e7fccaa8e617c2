import getpass
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from awards.secrecy import why_not_copied
from thidua.backup.manifest import Manifest
from thidua.backup.sealing import Keys
from thidua.backup.taking import back_up
from thidua.backup.words import in_figures, read_passphrase
from thidua.workflow import Refused

KEEP_APART = "Tệp .env (SECRET_KEY, mật khẩu cơ sở dữ liệu) không nằm trong bản sao lưu: cất riêng ở nơi khác."
INCOMPLETE = 3


class Command(BaseCommand):
    requires_system_checks = []  # its own words only
    help = (
        "Sao lưu cơ sở dữ liệu và tệp đính kèm vào một tệp: backup TỆP. Mã kết thúc 0: đủ; 2: không sao lưu; "
        "3: có sao lưu nhưng thiếu tệp đính kèm, nêu tên."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tệp sẽ ghi; chưa được có")
        parser.add_argument("--to", action="append", default=[], metavar="AGE1…", help="mã hóa cho khóa công khai này")
        parser.add_argument("--passphrase", action="store_true", help="mã hóa bằng mật khẩu gõ ở màn hình")
        parser.add_argument("--passphrase-file", help="mã hóa bằng mật khẩu ở dòng đầu của tệp này")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = back_up(Path(options["file"]).absolute(), self._keys(options), why_not_copied)
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        if options["verbosity"]:
            self.stdout.write(f"Đã sao lưu vào {options['file']}: {in_figures(manifest)}.\n{KEEP_APART}")
        self._tell_what_is_wrong(manifest)

    def _keys(self, options: dict[str, Any]) -> Keys:
        """What is asked for on the line wins over the setting."""
        if options["passphrase_file"]:
            return Keys(passphrase=read_passphrase(Path(options["passphrase_file"])))
        if options["passphrase"]:
            first, again = getpass.getpass("Mật khẩu của bản sao lưu: "), getpass.getpass("Gõ lại: ")
            if first != again:
                raise Refused("Hai lần gõ mật khẩu khác nhau.")
            return Keys(passphrase=first)
        return Keys(recipients=tuple(options["to"] or settings.BACKUP_RECIPIENTS))

    def _tell_what_is_wrong(self, manifest: Manifest) -> None:
        if manifest.wrong:
            self.stderr.write("Bản sao lưu KHÔNG ĐỦ:\n" + "\n".join(manifest.wrong))
            sys.exit(INCOMPLETE)
