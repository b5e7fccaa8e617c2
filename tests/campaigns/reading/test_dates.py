"""Days and spans of days as plans write them."""

from datetime import date

import pytest

from campaigns.reading.dates import Years, in_full, span_in, written_in

YEAR, SCHOOL_YEAR = Years(2022, 2022), Years(2024, 2025)


@pytest.mark.parametrize(
    ("text", "years", "first", "last", "sure"),
    [
        ("Từ 1/7 - 31/12/2022: Với chủ đề", YEAR, date(2022, 7, 1), date(2022, 12, 31), True),
        ("01/02 - 30/6/2022", YEAR, date(2022, 2, 1), date(2022, 6, 30), True),
        ("Từ tháng 1/02 - 30/6/2022:", YEAR, date(2022, 2, 1), date(2022, 6, 30), False),
        ("từ ngày 05/9/2024 đến hết ngày 31/12/2024", SCHOOL_YEAR, date(2024, 9, 5), date(2024, 12, 31), True),
        ("từ ngày 05 tháng 9 năm 2024 đến ngày 20 tháng 11 năm 2024", YEAR, date(2024, 9, 5), date(2024, 11, 20), True),
        ("ngày 21 tháng 11 đến ngày 31 tháng 5 năm 2025", SCHOOL_YEAR, date(2024, 11, 21), date(2025, 5, 31), True),
        ("từ 15/9 đến 20/01/2025", SCHOOL_YEAR, date(2024, 9, 15), date(2025, 1, 20), True),
        ("từ 15/9 đến 20/01", SCHOOL_YEAR, date(2024, 9, 15), date(2025, 1, 20), False),
        ("từ tháng 4 đến hết tháng 8 năm 2025", SCHOOL_YEAR, date(2025, 4, 1), date(2025, 8, 31), False),
        ("05-9-2024 đến 30.11.2024", SCHOOL_YEAR, date(2024, 9, 5), date(2024, 11, 30), True),
        ("05/9-20/11", SCHOOL_YEAR, date(2024, 9, 5), date(2024, 11, 20), False),
    ],
)
def test_spans(text, years, first, last, sure):
    begin, end = span_in(text, years)
    assert (begin.value, end.value, begin.sure and end.sure) == (first, last, sure)


@pytest.mark.parametrize(
    "text", ["(2021-2025)", "(2021 - 2025)", "1.490.000 đồng", "Nghị định 98/2023/NĐ-CP", "2.1. Thi đua", ""]
)
def test_what_is_no_span(text):
    assert span_in(text, YEAR) is None


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("7/1936", date(1936, 7, 1), "Văn bản chỉ ghi tháng; đề nghị 01/07/1936."),
        ("20/11", date(2022, 11, 20), "Văn bản không ghi năm; đề nghị năm 2022."),
        ("tháng 1/02", date(2022, 2, 1), "“tháng 1/02” có thể là ngày 01/02 hoặc tháng 1; đề nghị ngày 01/02."),
        ("31/02/2022", None, "“31/02/2022” không phải ngày có thật."),
        ("ngày 29 tháng 02 năm 2024", date(2024, 2, 29), ""),
    ],
)
def test_one_day_and_what_is_doubtful_about_it(text, value, note):
    read = in_full(written_in(text)[0], YEAR)
    assert (read.value, read.note) == (value, note)
