from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).resolve().parents[2]


def test_every_file_that_an_asset_names_is_there(tmp_path: Path):
    """Manifest storage follows each url() and import, and fails on one that leads nowhere."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def test_requirements_name_no_place_on_a_network_or_a_disk():
    for path in (ROOT / "requirements").iterdir():
        lines = [
            line
            for line in path.read_text().splitlines()
            if "://" in line or line.startswith(("-i", "--index"))
        ]
        assert lines == [], path
