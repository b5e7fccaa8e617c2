"""The opinion of a former unit: one paragraph."""

from django import forms

from thidua.forms import PlainForm


class OpinionForm(PlainForm, forms.Form):
    text = forms.CharField(
        label="Ý kiến nhận xét",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Một đoạn: kết quả công việc, ý thức chấp hành trong thời gian công tác tại đơn vị.",
    )
