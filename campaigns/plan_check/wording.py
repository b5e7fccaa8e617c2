"""Spelling of official names, marks and punctuation, over every text of the plan; each rule one finding."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from campaigns.plan_check.dates import HEAD
from campaigns.plan_check.finding import FORMS, HABIT, LAYOUT, SPELLING, Change, Correction, PlanFinding
from campaigns.plan_check.plan import Place, Plan, Text
from thidua.print_guard.rules import MARKUP

FIRST_SHOWN = 3


@dataclass(frozen=True)
class Slip:
    """A spelling: what is wrong, how it is put right, what a clerk is told, under which rule."""

    key: str
    wrong: re.Pattern[str]
    right: str | Callable[[re.Match[str]], str]
    shown: str  # how it is written
    rule: str = SPELLING


SLIPS = (
    Slip("truong-khoi", re.compile(r"\bTrường Kh[ổố]i(?= thi đua|\s+[A-ZĐ])"), "Trưởng Khối", "Trưởng Khối"),
    Slip("truong-cum", re.compile(r"\bTrường Cụm\b"), "Trưởng Cụm", "Trưởng Cụm"),
    Slip("covid", re.compile(r"\b(?!Covid-19\b)(?i:co(?:vid|vi|vit))[- –]?19\b"), "Covid-19", "Covid-19"),
    Slip("to-chuc", re.compile(r"\b([Tt])ổ hoạt động\b"), r"\1ổ chức hoạt động", "tổ chức hoạt động"),
    Slip(
        "citation-comma",
        re.compile(r"\b(số\s+(?=[\w./-]*\d)[\w./-]++(?<=[A-ZĐ])),\s+(?=ngày\s+\d)"),
        r"\1 ",
        "số, ký hiệu rồi đến ngày, không có dấu phẩy",
        f"{LAYOUT}: viện dẫn ghi số, ký hiệu, ngày tháng năm liền nhau",
    ),
)


def check_wording(plan: Plan) -> Iterator[PlanFinding]:
    for slip in (*SLIPS, *_names(plan)):
        yield from _found(plan, slip)
    yield from _markup(plan)
    yield from _dashes(plan)
    yield from _recipients(plan)
    yield from _ending(plan)


def _found(plan: Plan, slip: Slip) -> Iterator[PlanFinding]:
    texts = [text for text in plan.texts if slip.wrong.search(text.value)]
    if not texts:
        return
    wrong = list(dict.fromkeys(m[0].strip() for text in texts for m in slip.wrong.finditer(text.value)))
    yield PlanFinding(
        slip.key,
        False,
        f"{_listed(wrong)} nên viết: {slip.shown}.",
        slip.rule,
        _places(texts),
        _rewritten(texts, slip.wrong, slip.right, f"Viết lại {len(texts)} chỗ"),
    )


def _listed(words: list[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:FIRST_SHOWN])
    return f"{shown} và {len(words) - FIRST_SHOWN} cách viết khác" if len(words) > FIRST_SHOWN else shown


def _places(texts: list[Text]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(text.place for text in texts))


def _rewritten(
    texts: list[Text], wrong: re.Pattern[str], right: str | Callable[[re.Match[str]], str], label: str
) -> Correction:
    new = [wrong.sub(right, text.value) for text in texts]
    changes = tuple(Change(text.table, text.row, text.field, value) for text, value in zip(texts, new, strict=True))
    match = wrong.search(texts[0].value)
    start = match.start() if match else 0
    shown = new[0][max(0, start - 20) : start + 40].strip()
    return Correction(label, f"…{shown}…" if len(new[0]) > len(shown) else shown, changes)


# --- the institution's own names


def _names(plan: Plan) -> Iterator[Slip]:
    school = re.split(r"\s(?:tỉnh|thành phố)\s", plan.school_name)[0]
    if school:  # “trường chính trị chuẩn” is a standard schools reach, no name of a school
        yield Slip("school-name", _otherwise(school, unless=" chuẩn"), school, school)
    if name := plan.council_name:
        yield Slip("council-name", _otherwise(name), name, name)


def _otherwise(name: str, unless: str = "") -> re.Pattern[str]:
    """The name begun with its capital, but with other capitals or without its commas; all in capitals is a heading."""
    words = r",?\s+".join(re.escape(word.rstrip(",")) for word in name[1:].split())
    right = "|".join(re.escape(form) for form in (name, name.upper()))
    return re.compile(
        rf"\b(?!(?:{right})(?!\w)){re.escape(name[0])}(?i:{words})(?!\w){f'(?!{unless})' if unless else ''}"
    )


# --- marks


def _markup(plan: Plan) -> Iterator[PlanFinding]:
    """It is printed as it was typed, as the print guard says of every other paper."""
    texts = [text for text in plan.texts if MARKUP.search(text.value)]
    if texts:
        codes = list(dict.fromkeys(match[0] for text in texts for match in MARKUP.finditer(text.value)))
        sentence = f"{_listed(codes)} là mã HTML, in ra nguyên như vậy; gõ lại."
        yield PlanFinding("markup", False, sentence, HABIT, _places(texts))


def _dashes(plan: Plan) -> Iterator[PlanFinding]:
    """“–” between words where the rest of the plan writes “-”."""
    dash = re.compile("[–—]")
    texts = [text for text in plan.texts if dash.search(text.value)]
    if texts:
        yield PlanFinding(
            "dashes",
            False,
            "Kế hoạch dùng lẫn “–” và “-”; dùng một loại gạch nối “-”.",
            f"{LAYOUT}: Tiêu ngữ và các cụm từ nối bằng gạch nối “-”",
            _places(texts),
            _rewritten(texts, dash, "-", f"Đổi “–” thành “-” ở {len(texts)} chỗ"),
        )


def _recipients(plan: Plan) -> Iterator[PlanFinding]:
    lines = [line for line in plan.recipients if line.text.strip().endswith(",")]
    if lines:
        changes = tuple(Change("item", line.key, "text", f"{line.text.strip().rstrip(',').strip()};") for line in lines)
        yield PlanFinding(
            "recipient-commas",
            False,
            f"{len(lines)} dòng Nơi nhận kết thúc bằng dấu phẩy; mỗi dòng kết thúc bằng “;”, dòng Lưu bằng “.”.",
            f"{LAYOUT}: cuối mỗi dòng Nơi nhận là dấu chấm phẩy, dòng cuối là dấu chấm",
            (Place("noi-nhan", "Nơi nhận"),),
            Correction("Đổi dấu phẩy thành “;”", str(changes[0].value), changes),
        )


def _ending(plan: Plan) -> Iterator[PlanFinding]:
    closing = plan.closing.strip()
    if closing and not closing.endswith("./."):
        ended = f"{closing.rstrip('./ ')}./."
        yield PlanFinding(
            "no-end-mark",
            False,
            "Lời kết chưa kết thúc bằng dấu “./.”; bản in tự thêm, ghi vào để bản nhập giống bản in.",
            f"{FORMS}: hết nội dung có dấu “./.”",
            (HEAD,),
            Correction("Thêm “./.”", f"…{ended[-30:]}", (Change("campaign", 0, "closing", ended),)),
        )
