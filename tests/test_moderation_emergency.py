"""The numbers to call in an emergency: all countries are there, and all numbers can be dialled."""

import json
from pathlib import Path

import pytest

from core.countries import all_countries
from core.moderation import emergency
from core.moderation.emergency import NUMBERS

_FILE = Path(__file__).parents[1] / "core/moderation/data/emergency.json"
_UNINHABITED = {"AQ", "GS", "IO", "PN", "TA", "TF", "TK", "UM"}  # or without a number that we could find


def _rows() -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = json.loads(_FILE.read_text(encoding="utf-8"))["countries"]
    return rows


def test_safety_04_every_country_has_its_emergency_numbers() -> None:
    assert set(_rows()) == {country.code for country in all_countries()}
    without = {c.code for c in all_countries() if not (emergency(c.code).general or emergency(c.code).police)}
    assert without == _UNINHABITED


def test_safety_04_emergency_numbers_are_a_few_digits() -> None:
    for code, row in _rows().items():
        assert set(row) <= {*NUMBERS, "unconfirmed", "sources"}, code
        for name in NUMBERS:
            number = getattr(emergency(code), name)
            assert number == "" or (number.isascii() and number.isdigit() and 2 <= len(number) <= 6), (code, name)


def test_safety_04_what_is_unconfirmed_or_has_a_source_is_there() -> None:
    for code, row in _rows().items():
        unconfirmed, sources = str(row.get("unconfirmed", "")).split(), row.get("sources", {})
        assert isinstance(sources, dict)
        assert all(row.get(name) for name in (*unconfirmed, *sources)), code
        assert not set(unconfirmed) & set(sources), code


@pytest.mark.parametrize(("code", "name", "number"), [
    ("MX", "general", "911"), ("ES", "women", "016"), ("fr", "ambulance", "15"), ("BR", "suicide", "188"),
    ("EG", "ambulance", "123"), ("IQ", "general", ""), ("??", "general", ""),
])  # fmt: skip
def test_safety_04_a_country_is_asked_by_its_code(code: str, name: str, number: str) -> None:
    assert getattr(emergency(code), name) == number
