"""A draft of the school's own rules, plainly made up, so that its pages are not empty. It binds nobody."""

from awards import regulating
from awards.forms.regulations import ConditionForm, RegulationForm, ThresholdForm
from awards.models import RegulationCondition
from thidua.models import User

Kind = RegulationCondition.Kind


def write_draft(administrator: User) -> None:
    """Two conditions for titles of the year."""
    data = {"title": "Quy chế thi đua, khen thưởng của Trường (bản thảo mẫu, không có thật)", "issuer": "school"}
    draft = regulating.write(_whole(RegulationForm(data | {"valid_from": "01/03/2023"})), by=administrator)
    _add(
        ConditionForm,
        RegulationCondition(regulation=draft, kind=Kind.QUESTION),
        {
            "words": "có ít nhất một lần dự giờ, góp ý chuyên môn được Trưởng khoa, phòng xác nhận trong năm",
            "awards": ["CSTDCS"],
            "clause": "Điều 9, khoản 2",
        },
    )
    _add(
        ThresholdForm,
        RegulationCondition(regulation=draft, kind=Kind.THRESHOLD, fact="absence_days"),
        {"comparison": "at_most", "value": "30", "awards": ["LDTT", "CSTDCS"], "clause": "Điều 8, khoản 3"},
    )


def _add(form_class: type[ConditionForm], row: RegulationCondition, data: dict[str, object]) -> None:
    administrator = row.regulation.written_by
    more = {"blocking": "True", "certainty": "memory"}
    regulating.save_condition(_whole(form_class(data | more, instance=row)), by=administrator)


def _whole(form: RegulationForm | ConditionForm) -> RegulationForm | ConditionForm:
    if not form.is_valid():
        raise ValueError(str(dict(form.errors)))
    return form
