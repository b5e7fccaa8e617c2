"""The ballot's buttons are Django's, written faster; a field of the ballot is found by its name alone."""

import pytest
from django import forms
from django.http import QueryDict

from awards.forms.council import BallotRadio
from awards.models import Choice
from awards.views.ballots import _choices_in


@pytest.mark.parametrize("chosen", ["", "agree", "no_opinion"])
def test_a_button_is_the_one_django_writes(chosen):
    def tags(widget) -> list[str]:
        class Ballot(forms.Form):
            q1 = forms.ChoiceField(choices=Choice.choices, widget=widget(attrs={"class": "form-check-input"}))

        return [str(tile.tag()).replace('checked=""', "checked") for tile in Ballot({"q1": chosen})["q1"]]

    quick, usual = tags(BallotRadio), tags(forms.RadioSelect)
    assert len(quick) == 3
    for mine, theirs in zip(quick, usual, strict=True):
        assert sorted(mine[7:-1].split()) == sorted(theirs[7:-1].split())


def test_only_fields_of_a_ballot_are_read():
    posted = QueryDict("q12=agree&q=disagree&q1x=agree&xq1=agree&q٣=agree&q9999999999999999999=agree&seat=3&q7=strange")
    assert _choices_in(posted) == {12: "agree", 7: "strange"}
