"""The page of a pledge about its initiative: one of one's own, or a new one with its authors."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import inlineformset_factory

from campaigns import initiating
from campaigns.forms.initiatives import AuthorRows, CoAuthorForm, OwnAuthorRows
from campaigns.models import CoAuthor, Initiative, Pledge, StaffMember
from thidua.forms import PlainForm

NONE, NEW = "chua", "moi"
ENDED = (Initiative.Status.WITHDRAWN, Initiative.Status.REFUSED)


def own_initiatives(pledge: Pledge) -> QuerySet[Initiative]:
    """Of the owner and the campaign's year, still alive; the one chosen before stays choosable."""
    own = Initiative.objects.filter(authors=pledge.staff_member, year=pledge.campaign.year).exclude(status__in=ENDED)
    return (own | Initiative.objects.filter(pk=pledge.initiative_id)).distinct().order_by("title", "pk")


class PledgeInitiativeForm(PlainForm, forms.Form):
    """Which initiative the pledge rests on. `title`, `kind` are of a new one, which begins as a draft."""

    marks_optional = False
    which = forms.ChoiceField(label="Sáng kiến, đề tài của bản đăng ký này", widget=forms.RadioSelect)
    title = forms.CharField(label="Tên sáng kiến, đề tài mới", max_length=400, required=False)
    kind = forms.ChoiceField(label="Loại", choices=Initiative.Kind, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        kwargs["initial"] = {"which": str(pledge.initiative_id or NONE), "kind": Initiative.Kind.INITIATIVE}
        if pledge.initiative_title and not pledge.initiative_id:  # named before there were initiatives to choose
            kwargs["initial"] |= {"which": NEW, "title": pledge.initiative_title}
        super().__init__(*args, **kwargs)
        self.pledge = pledge
        self.rows = {str(one.pk): one for one in own_initiatives(pledge)}
        named = [(key, f"{one.title} ({one.get_kind_display()}, {_state(one)})") for key, one in self.rows.items()]
        self.fields["which"].choices = [*named, (NEW, "Sáng kiến, đề tài mới"), (NONE, "Chưa có")]

    @property
    def is_new(self) -> bool:
        return self.cleaned_data.get("which") == NEW

    @property
    def chosen(self) -> Initiative | None:
        return self.rows.get(self.cleaned_data["which"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("which") != NEW or self.errors:
            return cleaned
        if not cleaned.get("title"):
            self.add_error("title", "Nhập tên sáng kiến, đề tài mới, hoặc chọn “Chưa có”")
            return cleaned
        made = Initiative(title=cleaned["title"], year=self.pledge.campaign.year)
        if initiating.twin_of(made, [self.pledge.staff_member_id]):
            self.add_error("title", "Đồng chí đã có sáng kiến cùng tên của năm này; chọn trong danh sách trên")
        return cleaned


def _state(one: Initiative) -> str:
    label = one.get_status_display()
    return label[:1].lower() + label[1:]


class PledgedAuthorRows(OwnAuthorRows):
    """Of an initiative that a pledge rests on: oneself among the authors, shares of exactly 100."""

    def check_authors(self, people: list[StaffMember], total: int) -> None:
        AuthorRows.check_authors(self, people, total)
        super().check_authors(people, total)


def author_rows(typed: Any, pledge: Pledge) -> Any:
    """The table of authors of a new initiative; on a page just opened the owner alone with 100."""
    make = inlineformset_factory(
        Initiative, CoAuthor, form=CoAuthorForm, formset=PledgedAuthorRows, extra=4, max_num=20, absolute_max=30
    )
    initial = [{"staff_member": pledge.staff_member_id, "share": 100}] if typed is None else None
    rows = make(typed, instance=Initiative(year=pledge.campaign.year), prefix="authors", initial=initial)
    rows.registrant = pledge.staff_member
    return rows
