"""What do the main flows weigh on each channel, and does an SMS keep to what carriers leave to us?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.weight import row
from core.errors import Misconfigured
from core.prices import read_prices
from tests.weighed import CHANNELS, LANGS, file_of, weigh

PAGE = Path(__file__).parents[1] / "docs" / "channels.md"


@pytest.mark.parametrize(("channel", "lang"), [(channel, lang) for channel in CHANNELS for lang in LANGS])
def test_the_main_flows_weigh_what_is_written(channel: str, lang: str, request: pytest.FixtureRequest) -> None:
    told, weight = weigh(channel, lang)
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


def test_a_part_of_an_sms_costs_what_the_country_says_and_a_template_more_than_a_reply(tmp_path: Path) -> None:
    prices = read_prices()
    assert prices.out("sms", 3, country="US") == 3 * prices.each["sms_US"] < prices.out("sms", 3, country="HN")
    assert prices.out("whatsapp", template=True) > prices.out("whatsapp") > prices.out("telegram") == 0
    assert prices.came("sms", 2) == 2 * prices.each["sms_in"]
    own = tmp_path / "prices.json"
    own.write_text('{"date": "2027-01-01", "sms_HN": 81100}')
    mine = read_prices(str(own))
    assert (mine.date, mine.out("sms", 2, country="HN")) == ("2027-01-01", 162_200)
    assert mine.out("whatsapp") == prices.out("whatsapp")


@pytest.mark.parametrize("text", ["", "[1]", '{"sms": "0.05"}', '{"sms": -1}', '{"sms": 1e3}', '{"sms": true}'])
def test_prices_that_are_none_are_said_in_one_sentence(text: str, tmp_path: Path) -> None:
    own = tmp_path / "prices.json"
    own.write_text(text)
    with pytest.raises(Misconfigured, match="PRICES_FILE"):
        read_prices(str(own))
