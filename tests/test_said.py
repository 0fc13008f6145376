"""What the months read of hours on a telephone (tests/months/said.py) is read right, and what is not so is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.exchange import exchange_card, exchange_line
from bot.cards.listing import balance_card
from bot.channels.channel import Limits
from bot.wording import Reader, Wording
from core.look.exchanges import ExchangeCard
from core.look.hours import BalanceCard
from core.messages import Screen
from tests.months import said
from tests.months.books import Exchange, Hours, Page

LIMITS = Limits(4000, 64, 10, 30, 30, 0)
CARD = ExchangeCard(
    *(7, 1007, 1, "agreed", "pan", 60, "2026-12-01", "", True, False, True, False, 2, "Luz", "Tegucigalpa", "HN"),
    answer_by=1_796_000_000_000,
    absent_id=2,
)
WORDING = Wording()


def reader(lang: str, *, short: bool = False) -> Reader:
    return Reader(lang, "EG" if lang == "ar" else "HN", short=short)


@pytest.mark.parametrize("lang", ["es", "ar"])
@pytest.mark.parametrize("short", [False, True])
def test_a_balance_is_read_as_it_was_meant(lang: str, short: bool) -> None:
    for has in (0, 1, 2, 5, 30, 45, 60, 61, 75, 90, 120, 122, 150, 210, 660, 690, 1260, 1335, 6000):
        for posted, aside, usable in ((has, 0, has), (-has, has, 0), (240, has, 240)):
            told = Screen((balance_card(BalanceCard(posted, aside, 0, 0, usable)),))
            text = WORDING.render(told, reader(lang, short=short), LIMITS, len).text
            assert said.balance(text) == Hours(posted, aside, usable), text


@pytest.mark.parametrize("lang", ["es", "ar"])
@pytest.mark.parametrize("minutes", [0, 30, 60, 90, 120, 660])
def test_how_an_exchange_stands_is_read_as_it_was_meant(lang: str, minutes: int) -> None:
    def reads(state: str, *, listed: bool) -> str:
        card = replace(CARD, state=state, minutes=minutes, settled_minutes=minutes, delivered_minutes=minutes)
        screen = Screen((exchange_line(card),)) if listed else exchange_card(card)
        return WORDING.render(screen, reader(lang), LIMITS, len).text

    for state in ("settled", "closed"):
        assert said.completed(reads(state, listed=False)) == {1007: minutes}
        assert said.completed(reads(state, listed=True)) == {1007: None}
        assert not said.unmoved(reads(state, listed=False))
        assert not said.unmoved(reads(state, listed=True))
    asks = replace(CARD, state="settled", minutes=minutes, settled_minutes=minutes, wish="undo")
    text = WORDING.render(exchange_card(asks), reader(lang), LIMITS, len).text
    assert said.completed(text) == {1007: minutes}
    for state in ("proposed", "agreed", "overdue", "delivered", "lapsed", "cancelled", "no_show", "expired"):
        assert said.unmoved(reads(state, listed=False)) == said.unmoved(reads(state, listed=True)) == {1007}, state
        assert not said.completed(reads(state, listed=False))
        assert not said.completed(reads(state, listed=True))


def test_what_is_said_of_hours_and_is_not_so_is_found() -> None:
    hours, done = Hours(120, 0, 300), Exchange("settled", (1, 2), 60)
    page = Page({1: hours}, {1007: done}, {})
    told = "Saldo: {}.\nHoras apartadas para intercambios: 0 horas.\nAhora pueden recibir: 5 horas.\n"
    assert not [*said.wrong(told.format("2 horas"), 1, page)]
    for text, among in (
        (told.format("2 horas y media"), page),
        (told.format("2 horas por debajo de cero"), page),
        ("Intercambio 1007 completado: pan, con Luz. Duración: 2 horas.", page),
        ("1007: pan, con Luz. Acordado.", page),
        ("Intercambio 1007: pan, con Luz. Terminó y no se movió ninguna hora.", page),
        ("اكتمل التبادل ١٠٠٧: خبز، مع: نور. المدة: ساعة واحدة.", Page({}, {1007: done._replace(state="disputed")}, {})),
        ("رقم ١٠٠٨: خبز، مع: نور. اكتمل.", page),
    ):
        assert [*said.wrong(text, 1, among)], text
