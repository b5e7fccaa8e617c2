"""The imports of people and what is recorded of them; each kind in a module of its own."""

from campaigns.imports import absences, initiatives, ratings, staff

KINDS = (staff.KIND, ratings.KIND, absences.KIND, initiatives.KIND)
