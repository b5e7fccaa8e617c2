import copy
from datetime import date

import pytest


@pytest.fixture
def sample_pages(settings, clock_at):
    """The shell alone, around tests/thidua/ui_pages.py: without the menu of the upper floors. It is 01/03/2022."""
    templates = copy.deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    processors[:] = [name for name in processors if not name.startswith(("campaigns.", "awards."))]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.thidua.ui_pages"
    return clock_at(date(2022, 3, 1))
