#!/usr/bin/env python3
"""Django's command line for Thi Đua; reads the same `.env` as run.py."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    from django.core.management import execute_from_command_line  # after the settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
