import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from awards.printing import CannotPrint, print_bytes, word_bytes
from thidua.pdf import PdfUnavailable
from thidua.workflow import Refused


class Command(BaseCommand):
    help = "In một văn bản ra tệp, không cần trình duyệt: print KIND [PK] --to TỆP [--year NĂM] [--format docx]"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help="loại văn bản, ví dụ decision")
        parser.add_argument("pk", nargs="?", help="mã; bỏ trống là bản mới nhất")
        parser.add_argument("--to", required=True, help="tệp kết quả")
        parser.add_argument("--year", type=int, help="chỉ tìm trong năm này")
        parser.add_argument("--format", choices=("pdf", "docx"), help="pdf hoặc docx (Word); bỏ trống thì theo tên tệp")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            as_word = (options["format"] or Path(options["to"]).suffix.lower().lstrip(".")) == "docx"
            made = word_bytes if as_word else print_bytes
            content = made(options["kind"], options["pk"], options["year"])
            Path(options["to"]).write_bytes(content)
        except (CannotPrint, PdfUnavailable, Refused) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)
        except OSError as error:
            self.stderr.write(f"Không ghi được tệp {options['to']}: {error.strerror}.")
            sys.exit(2)
        if options["verbosity"]:
            self.stdout.write(f"Đã in {options['to']} ({len(content):,} byte).".replace(",", "."))
