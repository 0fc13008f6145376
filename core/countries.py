"""What is usual in a country: its clock, its weekend, its digits, its calling code. Plain facts, no database.

Sources: zones from the IANA time zone database (the most populous zone where there are several); weekend, first day
of the week and languages from Unicode CLDR, corrected by what organisations told us (Friday and Saturday in most of the
Mashriq and the Gulf and in Algeria and Libya; Saturday and Sunday in Morocco, Tunisia, Mauritania, Lebanon and the
Emirates); calling codes from ITU E.164. Holidays here are those on a fixed date of the common calendar that are not
moved to a Monday; Ramadan, Easter and the like are for each hub to add.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Digits = Literal["arab", "latn"]

_FILE = Path(__file__).parent / "data" / "countries.json"
_SHARED_CODES = ("1", "7")
_PHONE = re.compile(r"\+[0-9]{2,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Country:
    """`code` is ISO 3166-1 alpha-2; days count from Monday = 0; `phone` is the calling code without `+`.

    `languages` are ISO 639 codes, the most useful first. `digits` says how numbers look in Arabic text there.
    `fixed_holidays` are `MM-DD`, the same every year.
    """

    code: str
    zone: str = "UTC"
    weekend: frozenset[int] = frozenset({5, 6})
    week_starts: int = 0
    languages: tuple[str, ...] = ()
    digits: Digits = "latn"
    phone: str = ""
    fixed_holidays: tuple[str, ...] = ()


def country(code: str) -> Country:
    """The country of that ISO code, in any case; one nobody knows keeps UTC, Saturday and Sunday, and Monday."""
    known = _countries().get(code.strip().upper())
    return known if known is not None else Country(code.strip().upper()[:2])


def is_country(code: str) -> bool:
    """Whether we have facts about it."""
    return code.strip().upper() in _countries()


def all_countries() -> tuple[Country, ...]:
    """Every country we know, by code."""
    return tuple(_countries().values())


def holidays(code: str, year: int) -> frozenset[str]:
    """That country's fixed holidays of one year, as ISO days."""
    return frozenset(f"{year:04}-{day}" for day in country(code).fixed_holidays)


def country_of_phone(number: str) -> str | None:
    """The ISO code behind an international number ("+504 9999-9999"), by its longest known beginning.

    None where that says nothing: no `+`, an unknown code, or the part of +1 that the USA and Canada share.
    """
    plain = re.sub(r"[\s().\-\u2066-\u2069]", "", number[:64])
    if not _PHONE.fullmatch(plain):
        return None
    codes = _calling_codes()
    return next((codes[plain[1:end]] for end in range(8, 1, -1) if plain[1:end] in codes), None)


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def _countries() -> dict[str, Country]:
    return {code: _country(code, row) for code, row in _data()["countries"].items()}


def _country(code: str, row: dict[str, Any]) -> Country:
    """A row leaves out what is the default."""
    return Country(
        code=code,
        zone=row["zone"],
        weekend=frozenset(row.get("weekend", (5, 6))),
        week_starts=row.get("week", 0),
        languages=tuple(row.get("languages", "").split()),
        digits=row.get("digits", "latn"),
        phone=row.get("phone", ""),
        fixed_holidays=tuple(row.get("holidays", "").split()),
    )


@cache
def _calling_codes() -> dict[str, str]:
    """Beginning of a number → country; what several share is settled by the data's `phones`, or not at all."""
    own = {c.phone: c.code for c in all_countries() if c.phone and c.phone not in _SHARED_CODES}
    shared: dict[str, str] = _data()["phones"]
    return own | shared
