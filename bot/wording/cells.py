"""What parts cells and decimals in the files that a country's spreadsheets open?"""

from __future__ import annotations

from typing import NamedTuple

# Where a comma parts decimals, spreadsheets part cells by semicolons: a file with commas opens there in one column.
_DECIMAL_COMMA = frozenset(
    [
        "AD",
        "AO",
        "AR",
        "AT",
        "BE",
        "BG",
        "BO",
        "BR",
        "CH",
        "CL",
        "CO",
        "CR",
        "CU",
        "CZ",
        "DE",
        "DK",
        "DZ",
        "EC",
        "ES",
        "FI",
        "FR",
        "GR",
        "GW",
        "HR",
        "HU",
        "ID",
        "IT",
        "LU",
        "MA",
        "MZ",
        "NL",
        "NO",
        "PL",
        "PT",
        "PY",
        "RO",
        "RS",
        "RU",
        "SE",
        "SI",
        "SK",
        "SN",
        "ST",
        "TN",
        "TR",
        "UA",
        "UY",
        "VE",
        "VN",
    ]
)


class Cells(NamedTuple):
    """`between` cells, and the `point` before decimals."""

    between: str = ","
    point: str = "."


def cells_of(country: str) -> Cells:
    """By the country's ISO code; of an unknown one as programs read it."""
    return Cells(";", ",") if country in _DECIMAL_COMMA else Cells()
