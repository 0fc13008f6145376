"""Who runs a hub in Cairo writes its country, name and answers as they are written there."""

from __future__ import annotations

import pytest

from tests.command_line import Bot


@pytest.mark.parametrize(
    ("country", "said"),
    [("مصر", "EG, Africa/Cairo, ar"), ("Túnez", "TN, Africa/Tunis, ar fr"), ("eg", "EG, "), ("Egypt", "EG, ")],
)
def test_a_country_may_be_named(country: str, said: str, bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("migrate") == 0
    assert bot("hub", "add", "--name", "شبكة القاهرة", "--country", country) == 0
    assert said in capsys.readouterr().out


def test_a_country_that_is_none_is_refused_in_a_sentence(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("migrate") == 0
    assert bot("hub", "add", "--name", "شبكة", "--country", "Atlantis") != 0
    assert "not a country code" in capsys.readouterr().err


def test_a_hub_is_found_however_its_letters_are_written(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("migrate") == 0
    for name, country in (("شبكة القاهرة", "مصر"), ("Red Tegucigalpa", "Honduras")):
        assert bot("hub", "add", "--name", name, "--country", country) == 0
    assert bot("hub", "change", "--hub", "شبكه القاهره", "--public", "نعم", "--languages", "ar، en") == 0
    assert bot("hub", "change", "--hub", "شبكة القاهرة", "--holidays", "2027-03-20، 2027-03-21") == 0
    assert bot("hub", "list") == 0
    listed = capsys.readouterr().out
    assert "(EG, Africa/Cairo, ar en;" in listed
    assert "2027-03-20,2027-03-21" in listed.replace(", ", ",")


def test_an_arabic_comma_divides_the_names_of_a_service(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("migrate", HUB_NAME="شبكة القاهرة", HUB_COUNTRY="EG") == 0
    assert bot("concept", "add", "--lang", "ar", "مسرح العرائس، أراجوز", ENCODER="off") == 0
    assert "ar مسرح العرائس, أراجوز" in capsys.readouterr().out
