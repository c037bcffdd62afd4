"""Reads the agency's TOML file into the typed profile that the rest of the code uses."""

import tomllib
from pathlib import Path

from customer_connect.core.agencies import Agency, parse_agency


def load_agency(path: Path) -> Agency:
    """Return the agency described by the TOML file at `path`. Raises AgencyFileError naming the bad entry."""
    with path.open("rb") as file:
        return parse_agency(tomllib.load(file))
