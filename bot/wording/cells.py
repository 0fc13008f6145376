"""What parts cells and decimals in the files that a country's spreadsheets open?"""

from __future__ import annotations

from typing import NamedTuple

# A spreadsheet parts cells by the list separator of its region. Where a comma parts decimals that is a semicolon, or is
# taken for one: a file with commas opens there in one column.
_COMMA = (
    "AD AO AR AT BE BF BG BI BJ BO BR CD CF CG CH CI CL CM CO CR CU CZ DE DJ DK DZ EC ES FI FR GA GN GR GW HR HT HU "
    "ID IT KM LU MA MG ML MR MZ NE NL NO PL PT PY RO RS RU SE SI SK SN ST TD TG TN TR UA UY VE VN"
)
# Windows has a semicolon for every Arabic region, also from Egypt eastwards, where a point parts decimals.
_POINT = "AE BH EG IQ JO KW LB LY OM PS QA SA SD SY YE"
_DECIMAL_COMMA, _SEMICOLON_AND_POINT = frozenset(_COMMA.split()), frozenset(_POINT.split())


class Cells(NamedTuple):
    """`between` cells, and the `point` before decimals."""

    between: str = ","
    point: str = "."


def cells_of(country: str) -> Cells:
    """By the country's ISO code; of an unknown one as programs read it."""
    if country in _DECIMAL_COMMA:
        return Cells(";", ",")
    return Cells(";", ".") if country in _SEMICOLON_AND_POINT else Cells()
