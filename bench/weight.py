"""What does a conversation weigh, and what may it cost? The main flows on every channel, as the tests tell them.

`python -m bench.weight` plays `tests/transcripts/<language>/04-exchange.txt` (two organisations join, publish, agree,
settle, look at balance and history) and prints a table; it stands in docs/channels.md. `--prices FILE` for your own.
"""

from __future__ import annotations

import argparse

from core.errors import Misconfigured
from core.prices import DOLLAR, Prices, read_prices
from tests.weighed import CHANNELS, LANGS, Weight, weigh

_HEAD = (
    "| channel | language | messages in | out | bytes in | out | SMS parts in | out | about, US$ |",
    "|---|---|---|---|---|---|---|---|---|",
)


_COUNTRIES = {"es": "HN", "ar": "EG"}


def price(prices: Prices, channel: str, lang: str, weight: Weight) -> int:
    """Of one conversation, in millionths of a dollar; everything is inside WhatsApp's 24 hours."""
    country = _COUNTRIES[lang]
    if channel == "sms":
        return prices.out(channel, weight.parts_out, country=country) + prices.came(channel, weight.parts_in)
    return weight.messages_out * prices.out(channel, country=country) + weight.messages_in * prices.came(channel)


def row(prices: Prices, channel: str, lang: str, weight: Weight) -> str:
    """One line of the table."""
    parts = f"{weight.parts_in} | {weight.parts_out}" if channel == "sms" else "– | –"
    cost = price(prices, channel.partition("-")[0], lang, weight) / DOLLAR
    return (
        f"| {channel} | {lang} | {weight.messages_in} | {weight.messages_out} | "
        f"{weight.bytes_in:,} | {weight.bytes_out:,} | {parts} | {cost:.2f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.weight", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--prices", default="", help="a JSON file like core/data/prices.json")
    try:
        prices = read_prices(parser.parse_args().prices)
    except Misconfigured as wrong:
        parser.error(str(wrong))
    print(*_HEAD, sep="\n")
    for channel in CHANNELS:
        for lang in LANGS:
            print(row(prices, channel, lang, weigh(channel, lang)[1]), flush=True)
    print(f"\nPrices of {prices.date}: Spanish in Honduras, Arabic in Egypt.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
