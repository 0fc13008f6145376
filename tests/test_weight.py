"""What do the main flows weigh on each channel, and does an SMS keep to what carriers leave to us?"""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from bench.weight import row
from core.countries import is_country
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.prices import CATEGORIES, read_prices
from tests.weighed import CHANNELS, LANGS, file_of, weigh

PAGE = Path(__file__).parents[1] / "docs" / "channels.md"


@pytest.mark.parametrize(("channel", "lang"), [(channel, lang) for channel in CHANNELS for lang in LANGS])
def test_the_main_flows_weigh_what_is_written(channel: str, lang: str, request: pytest.FixtureRequest) -> None:
    told, weight = weigh(channel, lang)
    if channel == "whatsapp":  # here each message ends in choices: some as buttons, some as a list
        assert 0 < weight.lists < weight.with_choices <= weight.messages_out
    elif channel != "telegram":
        assert weight.with_choices == 0
    file = file_of(channel, lang)
    if request.config.getoption("--update"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
    line = row(read_prices(), channel, lang, weight)
    if request.config.getoption("--update"):
        before = PAGE.read_text(encoding="utf-8")
        head = re.escape(line[: line.index(lang) + 3])
        PAGE.write_text(re.sub(rf"^{head}.*$", line, before, flags=re.MULTILINE), encoding="utf-8")
    assert line in PAGE.read_text(encoding="utf-8").splitlines()


MOST_PARTS = {"ar": (5, 4)}
"""Of a first greeting, which says what is kept and who can read it, and of every message after it; 67 letters each.

In the other languages GSM-7 holds 153 in each."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sms_of_the_main_flows_takes_more_than_a_few_parts(lang: str) -> None:
    told, weight = weigh("sms", lang)
    greeting, other = MOST_PARTS.get(lang, (3, 2))
    parts = [int(found) for found in re.findall(r"bytes, (\d) parts?\)", told)]
    assert len(parts) == weight.messages_out > 15
    greetings = [one for one in parts if one > other]
    assert [one for one in greetings if one > greeting] == []
    assert len(greetings) <= 2  # two organisations join
    assert weight.parts_out <= (4 if lang == "ar" else 2) * weight.messages_out


def test_a_message_costs_what_its_country_its_channel_and_its_category_say() -> None:
    prices = read_prices()
    assert prices.out("sms", 3, country="US") == 3 * prices.sms["US"] < prices.out("sms", 3, country="HN")
    assert prices.out("sms", 1, country="XX") == prices.out("sms", 1) == prices.sms["other"]
    assert prices.out("whatsapp", country="CO") < prices.out("whatsapp", country="HN") == 5_000 + 11_300
    assert prices.out("whatsapp", country="GT") == prices.out("whatsapp", country="HN")  # one market
    assert prices.out("whatsapp", country="HN", category="marketing") == 79_000
    assert prices.out("whatsapp", country="AQ") == prices.out("whatsapp") == 12_700  # not listed: Meta's "Other"
    assert (prices.came("sms", 2), prices.came("whatsapp")) == (2 * prices.sms["in"], 5_000)
    assert prices.out("telegram", country="HN") == prices.came("telegram") == prices.out("console") == 0


def test_every_market_has_every_category_and_no_country_stands_in_two() -> None:
    card = orjson.loads((Path(__file__).parents[1] / "core" / "data" / "prices.json").read_bytes())
    markets = card["whatsapp"]["markets"].values()
    assert all(set(market) == {"countries", *CATEGORIES} for market in markets)
    listed = [country for market in markets for country in market["countries"].split()]
    assert len(listed) == len(set(listed))
    assert all(is_country(code) for code in listed)
    assert all(is_country(code) for code in card["sms"] if code not in ("in", "other"))
    assert card["date"]
    assert "ESTIMATES" in card["sms_note"]


def test_safety_13_what_is_guessed_is_named_until_somebody_puts_what_they_pay(tmp_path: Path) -> None:
    ours, own = read_prices(), tmp_path / "prices.json"
    assert ours.estimated == {"IQ", "KW", "MA", "OM"}
    assert all(country in ours.whatsapp for country in ours.estimated)
    dearest = ours.out("whatsapp", country="AE")
    assert ours.out("whatsapp", country="KW") == ours.out("whatsapp", country="OM") == dearest
    own.write_text('{"date": "2026-12-01", "whatsapp": {"markets": {"Morocco": {"utility": 6000, "service": 6000}}}}')
    mine = read_prices(str(own))
    assert mine.estimated == {"IQ", "KW", "OM"}
    assert mine.out("whatsapp", country="MA") == 11_000


def test_an_operators_prices_lie_over_ours_as_far_as_they_go(tmp_path: Path) -> None:
    ours, own = read_prices(), tmp_path / "prices.json"
    own.write_text(
        '{"date": "2027-01-01", "sms": {"HN": 81100, "AQ": 7}, '
        '"whatsapp": {"markets": {"Rest of Latin America": {"utility": 12000}}}}'
    )
    mine = read_prices(str(own))
    assert (mine.date, mine.out("sms", 2, country="HN"), mine.out("sms", country="AQ")) == ("2027-01-01", 162_200, 7)
    assert mine.out("whatsapp", country="HN", category="utility") == 17_000
    assert mine.out("whatsapp", country="HN") == ours.out("whatsapp", country="HN")
    assert mine.out("sms", country="MX") == ours.out("sms", country="MX")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"sms": 50000}',
        '{"sms": {"HN": "0.05"}}',
        '{"sms": {"HN": -1}}',
        '{"sms": {"HN": 1e3}}',
        '{"sms": {"HN": true}}',
        '{"sms_HN": 50000}',
        '{"whatsapp": {"markets": {"Honduras": {"utility": 1}}}}',
    ],
)
def test_prices_that_are_none_are_said_in_one_sentence(text: str, tmp_path: Path) -> None:
    own = tmp_path / "prices.json"
    own.write_text(text)
    with pytest.raises(Misconfigured, match="PRICES_FILE"):
        read_prices(str(own))
