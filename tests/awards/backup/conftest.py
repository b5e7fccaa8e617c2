import pytest

from tests.awards.backup import world


@pytest.fixture
def filled(school, campaign, council, settings, tmp_path, monkeypatch):
    """The world of these tests."""
    settings.MEDIA_ROOT = tmp_path / "private"
    world.build(school, campaign, council, monkeypatch)
    return school


@pytest.fixture
def place(filled, tmp_path):
    with world.place_in(tmp_path) as made:
        yield made


@pytest.fixture
def archive(filled, tmp_path):
    from django.core.management import call_command  # noqa: PLC0415

    path = tmp_path / "archive.tar"
    call_command("backup", str(path), verbosity=0)
    return path
