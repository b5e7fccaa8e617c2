"""The pages of the set-up in their order, the draft put into their forms, and the whole draft read as answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from campaigns.forms.setting_up import (
    AccountsForm,
    BoardForm,
    DeputyRows,
    HeadForm,
    HeadPersonForm,
    NamesForm,
    PapersForm,
    UnitRows,
)
from campaigns.setting_up import Answers
from thidua.models import Institution
from thidua.rows import SPARE_ROWS
from thidua.vietnamese import vdate
from thidua.workflow import Refused

ROWS = "rows"


@dataclass(frozen=True)
class Page:
    slug: str
    heading: str
    form: Callable[..., Any]
    rows: Any = None
    caption: str = ""
    hint: str = ""


PAGES = (
    Page("ten", "Tên gọi của cơ quan", NamesForm),
    Page("dau-van-ban", "Đầu văn bản", HeadForm),
    Page("noi-nhan", "Nơi nhận văn bản, đầu mối liên hệ", PapersForm),
    Page(
        "don-vi",
        "Khoa, phòng",
        BoardForm,
        UnitRows,
        "Các khoa, phòng theo thứ tự của cơ quan",
        "Dòng để trống thì bỏ qua. Thứ tự để trống thì lấy theo dòng. Mã ngắn, không dấu, ví dụ: KT, TCHC.",
    ),
    Page(
        "nguoi-ky",
        "Người đứng đầu, người ký",
        HeadPersonForm,
        DeputyRows,
        "Cấp phó ký thay (KT.), nếu có",
        "Dòng để trống thì bỏ qua. Ngày ghi dạng 25/09/1985. Sửa và thêm người khác sau khi thiết lập xong.",
    ),
    Page("tai-khoan", "Thường trực Hội đồng và quản trị", AccountsForm),
)
BY_SLUG = {page.slug: page for page in PAGES}


def forms_of(page: Page, draft: dict[str, Any], data: Any = None) -> tuple[Any, Any]:
    """The form and the table of a page: bound to `data`, else with what the draft holds of it."""
    kept = draft.get(page.slug, {})
    if data is not None:
        rows = page.rows(data, prefix=ROWS, form_kwargs={"draft": draft}) if page.rows else None
        return page.form(data, draft=draft), rows
    form = page.form(initial={name: text for name, text in kept.items() if text != ""} if kept else None, draft=draft)
    return form, _unbound_rows(page, draft, kept) if page.rows else None


def _unbound_rows(page: Page, draft: dict[str, Any], kept: Mapping[str, Any]) -> Any:
    """What was typed as initial values, then empty rows."""
    total = min(int(kept.get(f"{ROWS}-TOTAL_FORMS", SPARE_ROWS)), page.rows.max_num)
    names = list(page.rows.form.base_fields)
    typed = [{name: kept.get(f"{ROWS}-{n}-{name}", "") for name in names} for n in range(total)]
    rows = page.rows(initial=typed, prefix=ROWS, form_kwargs={"draft": draft})
    for form in rows.forms:
        form.empty_permitted = True
    return rows


def typed_text(page: Page, data: Any) -> dict[str, str]:
    """What the draft keeps of a post: the texts of this page's fields, never a password."""
    form, rows = forms_of(page, {}, data)
    names = [form.add_prefix(name) for name in form.fields]
    if rows is not None:
        total = rows.total_form_count()
        names += [f"{ROWS}-{n}-{name}" for n in range(total) for name in page.rows.form.base_fields]
    kept = {name: str(data[name]) for name in names if name in data and "password" not in name}
    return kept | ({f"{ROWS}-TOTAL_FORMS": str(total), f"{ROWS}-INITIAL_FORMS": "0"} if rows is not None else {})


def with_more_rows(page: Page, typed: dict[str, str]) -> dict[str, str]:
    total = int(typed[f"{ROWS}-TOTAL_FORMS"]) + SPARE_ROWS
    return typed | {f"{ROWS}-TOTAL_FORMS": str(min(total, page.rows.max_num))}


def checked(page: Page, draft: dict[str, Any]) -> tuple[Any, Any] | None:
    """The forms of a page as the draft fills them, valid; None when something is still to be mended."""
    form, rows = forms_of(page, draft, draft.get(page.slug, {}))
    answers = [part.is_valid() for part in (form, rows) if part is not None]
    return (form, rows) if all(answers) else None


def unfinished(draft: dict[str, Any]) -> list[Page]:
    return [page for page in PAGES if checked(page, draft) is None]


def read(draft: dict[str, Any]) -> Answers:
    """The whole draft as answers; raises Refused and names the pages that are not finished."""
    if left := unfinished(draft):
        raise Refused(f"Chưa hoàn tất được vì còn trang phải sửa: {', '.join(page.heading for page in left)}.")
    found = {page.slug: checked(page, draft) for page in PAGES}
    cleaned = {slug: form.cleaned_data for slug, (form, _) in found.items()}
    fields = {name: value for slug in ("ten", "dau-van-ban", "noi-nhan") for name, value in cleaned[slug].items()}
    return Answers(
        founded_on=fields.pop("founded_on"),
        institution=Institution(**fields),
        board_name=cleaned["don-vi"]["board_name"],
        units=found["don-vi"][1].filled,
        head=cleaned["nguoi-ky"],
        deputies=found["nguoi-ky"][1].filled,
        clerk=cleaned["tai-khoan"],
        hashes=draft.get("hashes", {}),
    )


def summary(page: Page, draft: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and value of everything on a page, for the check before the end; empty while it is unfinished."""
    found = checked(page, draft)
    if found is None:
        return []
    form, rows = found
    shown = [(_label(field), _said(field, form.cleaned_data.get(name))) for name, field in form.fields.items()]
    if rows is not None:
        shown += [
            (f"{page.rows.form.base_fields['code'].label} {row['code']}", _row_in_words(rows.forms[0], row))
            for row in rows.filled
        ]
    return [(label, text) for label, text in shown if text]


def _label(field: forms.Field) -> str:
    return str(field.label).removesuffix(" (không bắt buộc)").partition(" (bỏ trống")[0]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field.widget, forms.PasswordInput):
        return ""
    if isinstance(value, bool):
        return "Có" if value else ""
    if choices := getattr(field, "choices", None):
        return str(dict(choices).get(value, value))
    return vdate(value) if hasattr(value, "year") else str(value or "")


def _row_in_words(form: Any, row: dict[str, Any]) -> str:
    return ", ".join(
        text for name, value in row.items() if name != "code" and (text := _said(form.fields[name], value))
    )
