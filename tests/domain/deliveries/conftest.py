"""A folder of its own for the print shop of each test, and for what the agency keeps."""

import pytest


@pytest.fixture
def print_shop(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.PRINTING_PROVIDER = "customer_connect.providers.printing.folder.FolderPrintShop"
    settings.PRINTING_FOLDER = tmp_path / "print-shop"
    settings.PRINTING_FOLDER.mkdir()
    return settings.PRINTING_FOLDER
