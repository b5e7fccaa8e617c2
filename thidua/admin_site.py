"""What every page of the administration shares: who may enter, our fields and search, one audit line for each save."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from thidua.audit import audit
from thidua.forms import DateField, PlainForm, save_rows
from thidua.vietnamese import search_key


def sign_in_first(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The one sign-in page (it counts wrong tries); somebody signed in who is no administrator finds nothing here."""
    if admin.site.has_permission(request):
        return redirect("admin:index")
    if request.user.is_authenticated:
        raise Http404
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.GET.get('next') or reverse('admin:index')})}")


class AdminForm(PlainForm, forms.ModelForm):
    """Reads dates and speaks as every form of ours; the admin prints labels of required fields in bold instead."""

    marks_optional = False


class Administered:
    """May be seen by administrators, and by them alone; what else they may do, a subclass allows."""

    may_add = may_change = may_delete = False
    formfield_overrides = {models.DateField: {"form_class": DateField, "widget": forms.DateInput}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and self.admin_site.has_permission(request)


class ReadOnlyAdmin(Administered, admin.ModelAdmin):
    """Finds and shows; nothing is added, changed or deleted here."""

    form = AdminForm
    list_per_page = 50
    list_max_show_all = 1000
    show_full_result_count = False
    view_on_site = False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Every word in one of `search_fields`, ignoring case and marks.

        Fields named search_key are compared by the database; of the others, which have few different values,
        those that match are looked up first.
        """
        for word in search_key(search_term).split():
            asked = Q(pk__in=[])
            for path in self.get_search_fields(request):
                if path.endswith("search_key"):
                    asked |= Q(**{f"{path}__contains": word})
                else:
                    values = queryset.order_by().values_list(path, flat=True).distinct()
                    asked |= Q(**{f"{path}__in": [value for value in values if word in search_key(str(value or ""))]})
            queryset = queryset.filter(asked)
        return queryset, False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The trail of the program, not a second one."""
        asked = urlencode({"target_type": self.opts.label_lower, "target_id": object_id})
        return redirect(f"{reverse('admin:thidua_auditentry_changelist')}?{asked}")


class AuditedAdmin(ReadOnlyAdmin):
    """Adds and changes rows; each save writes one audit line with the fields that changed."""

    may_add = may_change = True
    save_on_top = False

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What `log_addition` and `log_change` are given: the values before and after, as the audit line holds them."""
        row = form.instance if hasattr(form, "instance") else form.user  # the form of a password
        names = {field.name for field in (*self.opts.concrete_fields, *self.opts.many_to_many)}
        changed = [name for name in form.changed_data if name in names]
        before = {} if add else {name: form.initial.get(name) for name in changed}
        return {"before": plain(before), "after": plain(model_to_dict(row, fields=changed))}

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        save_rows(formset, of=form.instance, by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What holds the row is the answer, before the question who might delete that."""
        to_delete, counts, permissions_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set() if protected else permissions_needed, protected

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        audit(obj, "create", by=request.user, after=message["after"])

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        if message["after"]:
            audit(obj, "change", by=request.user, before=message["before"], after=message["after"])

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> None:
        for obj in queryset:
            audit(obj, "delete", by=request.user, before=plain(model_to_dict(obj)))


class ReadOnlyInline(Administered, admin.TabularInline):
    extra = 0
    can_delete = False


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Rows of a many-to-many field by their names."""
    return {
        name: [str(item) for item in value] if isinstance(value, list | tuple | models.QuerySet) else value
        for name, value in values.items()
    }
