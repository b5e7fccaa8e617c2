import pytest

from awards.eligibility import sets


@pytest.fixture
def overriding():
    """A set with other values: `overriding("A", quorum="1/2")`."""
    return lambda code, **values: sets.get(code).with_overrides(values)


@pytest.fixture
def chair(school):
    """The account of who presides over the council of the cast."""
    return school.rector.user
