from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from thidua import setting_up


class Command(BaseCommand):
    help = "In mã thiết lập của cơ sở dữ liệu trống; ai có mã thì thiết lập cơ quan tại trang /thiet-lap/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", help="đổi mã; mã cũ và trang đang mở bằng mã cũ hết hiệu lực")
        parser.add_argument("--if-open", action="store_true", help="không in gì khi đã thiết lập xong (cho run.py)")

    def handle(self, *args: Any, **options: Any) -> None:
        if setting_up.is_open():
            self.stdout.write(f"Mã thiết lập: {setting_up.print_code(renewed=options['new'])}")
        elif not options["if_open"]:
            self.stdout.write("Cơ quan đã thiết lập xong, không còn mã; đăng nhập bằng tài khoản đã lập.")
