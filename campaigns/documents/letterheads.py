"""The heads of papers: the school's own, a unit's, the council's (documents.md §2; Nghị định 30/2020/NĐ-CP, Mẫu 1)."""

import datetime
from dataclasses import replace

from django.conf import settings

from campaigns.models import Department
from thidua import clock
from thidua.copies import Copy
from thidua.institutions import symbol_of
from thidua.models import Institution
from thidua.papers import Header, Paper


def of_school(institution: Institution, copy: Copy, series: str = "", *, subject: str = "") -> Header:
    """series: code of the series that numbers the paper (thidua/institutions.py); empty: no number line.

    subject: "V/v …" of an official letter (công văn, series "letter").
    """
    return _header(
        institution,
        copy,
        institution.parent_lines.splitlines(),
        institution.issuer_lines.splitlines(),
        symbol=symbol_of(series, institution) if series else "",
        subject=subject,
    )


def of_unit(institution: Institution, unit: Department, copy: Copy, *, show_date_line: bool = True) -> Header:
    """The school above, the unit in bold; units have no seal and give no number."""
    above, below = [institution.name.upper()], [unit.name.upper()]
    return _header(institution, copy, above, below, show_date_line=show_date_line)


def of_council(
    institution: Institution, copy: Copy, series: str = "", *, show_date_line: bool = True, name: str = ""
) -> Header:
    """The school above, the council in bold; series "council_minutes" for what the council numbers itself.

    `name`: of another council than the one for awards.
    """
    return _header(
        institution,
        copy,
        broken(institution.name, "TỈNH"),
        broken(name or institution.council_name, "THI ĐUA"),
        symbol=symbol_of(series, institution) if series else "",
        show_date_line=show_date_line,
    )


def foot_of(copy: Copy) -> list[str]:
    """The line at the foot of page 1 by which a paper is checked; none on drafts."""
    return [verify_line(copy.verify_code)] if copy.verify_code else []


def verify_line(code: str) -> str:
    """The code, and the address of the page that takes it where anybody outside can reach one."""
    address = f". Kiểm tra tại {settings.PUBLIC_URL}/xac-minh/" if settings.PUBLIC_URL else ""
    return f"Mã xác minh: {code}{address}"


def verify_url_of(code: str) -> str:
    """Where anybody checks a paper of this code; empty while nobody outside could reach it (no PUBLIC_URL)."""
    return f"{settings.PUBLIC_URL}/xac-minh/{code}/" if code and settings.PUBLIC_URL else ""


def with_verify_url(paper: Paper, code: str) -> Paper:
    """The paper as it is issued under this code: beside the line at its foot a QR code is drawn."""
    url = verify_url_of(code)
    return replace(paper, verify_url=url) if url else paper


def broken(text: str, before: str) -> tuple[str, ...]:
    """In capitals, a new line before this word: the left cell is narrow."""
    first, word, rest = text.upper().partition(f" {before}")
    return (first, f"{word}{rest}".strip()) if word else (first,)


def _header(
    institution: Institution,
    copy: Copy,
    parents: list[str] | tuple[str, ...],
    issuer: list[str] | tuple[str, ...],
    *,
    symbol: str = "",
    subject: str = "",
    show_date_line: bool = True,
) -> Header:
    on = copy.date or clock.today()
    return Header(
        tuple(parents),
        tuple(issuer),
        symbol=symbol,
        number=copy.number if copy.is_numbered else None,
        place=institution.place,
        date=_day(on, copy),
        month=on.month,
        year=on.year,
        show_date_line=show_date_line,
        subject=subject,
    )


def _day(on: datetime.date, copy: Copy) -> datetime.date | None:
    return on if copy.is_numbered else None
