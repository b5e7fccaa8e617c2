"""The check of the year's ratings: dated facts and the decree's rules in, findings out. Advice, never a refusal."""

from campaigns.rating_check import decrees, working_time
from campaigns.rating_check.decrees import LEVELS, NOT_RATED, Decree, Value, decree_of
from campaigns.rating_check.people import SEASON, Person, check_person
from campaigns.rating_check.rules import Finding, Kind, Rules
from campaigns.rating_check.school import School, check_school, check_unit

__all__ = [
    "LEVELS",
    "NOT_RATED",
    "SEASON",
    "Decree",
    "Finding",
    "Kind",
    "Person",
    "Rules",
    "School",
    "Value",
    "check_person",
    "check_school",
    "check_unit",
    "decree_of",
    "decrees",
    "working_time",
]
