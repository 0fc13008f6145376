"""To whom do we speak? Her language, and what her country changes about digits and clocks."""

from __future__ import annotations

from typing import NamedTuple


class Reader(NamedTuple):
    """`lang` is an ISO 639 code (a region behind it is ignored), `country` ISO 3166-1, `zone` an IANA time zone.

    `digits` is 'arab' (٠١٢) or 'latn' (012) where the person chose; '' means what is usual in the country.
    It matters in Arabic only: every other language is written with Western digits.
    `short`: the shortest words, for SMS and for who asked for light messages (bot/wording/shorter.py).
    """

    lang: str
    country: str = ""
    zone: str = "UTC"
    digits: str = ""
    short: bool = False
