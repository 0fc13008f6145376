"""What the months hold against every SMS can fail: each of these texts is wrong in one way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.wire import segments
from bot.doubles.twilio_api import Sent
from bot.wording import Wording
from core.messages import Option
from tests.lives.play import on_sqlite
from tests.members import Town as Members
from tests.months import said, texting
from tests.months.books import Exchange, Hours, Page
from tests.months.town import Town
from webhooks import twilio

FINE = Sent(
    "SM1", "+99900000001", "+15005550006", "Saldo: 6 horas. Apartado: 1 hora. Pueden recibir: 5 horas.\n1. Menú"
)


def body(text: str) -> Sent:
    return replace(FINE, body=text)


def test_an_sms_as_it_should_be_has_nothing_wrong() -> None:
    assert not list(texting.wrong(FINE, 1, "reply"))
    assert not list(texting.wrong(body("الرصيد: ٦ ساعات؛ محجوز: ساعة واحدة؛ للتلقي: ٥ ساعات.\n١. القائمة"), 1, "reply"))


@pytest.mark.parametrize(
    ("sent", "numbers", "what"),
    [
        (replace(FINE, buttons=(("Menú", "m:menu"),)), 1, "with buttons"),
        (replace(FINE, media="https://bot.example.org/media/word"), 1, "with buttons, a template or a file"),
        (body("a" * 1700), 0, "of 12 parts"),
        (body("مرحبا" * 330), 0, "of 25 parts"),
        (body("Hecho 👍"), 0, "with ['👍']"),
        (body("Para \u2068Casa Luz\u2069"), 0, "with ['\\u2068', '\\u2069']"),
        (body("Hecho.\n\n1. Menu"), 1, "with empty lines"),
        (body("Pedido: diseño gráfico; " * 6), 0, "that goes in 1"),
        (FINE, 2, "answered by 1 to 2"),
        (body("¿Aceptan?\n1. Aceptar\n3. No, gracias"), 2, "answered by 1 to 2"),
        (body("Elige.\n1. Ayuda"), 1, "carriers' own words {'Ayuda'}"),
        (body('Para salir, escribe "CANCEL".'), 0, "carriers' own words {'CANCEL'}"),
    ],
)
def test_each_way_in_which_an_sms_can_be_wrong_is_seen(sent: Sent, numbers: int, what: str) -> None:
    found = list(texting.wrong(sent, numbers, "reply"))
    assert any(what in one for one in found), found


def test_a_partners_sign_that_is_all_they_wrote_is_passed_on() -> None:
    assert not list(texting.wrong(body("De Casa Luz, intercambio 1005: 👍\nPara abrirlo, escribe 1005."), 0, "alert"))


def test_parts_are_counted_as_carriers_do() -> None:
    for text in ("a" * 160, "a" * 161, "€" * 77, "م" * 70, "م" * 71, "😀" * 34, "م" * 66 + "😀" + "م" * 66):
        assert texting.parts(text) == segments(text)


def test_of_a_long_list_an_sms_leads_to_the_rest() -> None:
    listed = [Option(f"x:{n}:1:see", f"See {n}") for n in range(1, 9)]
    assert texting.choices(listed, 7) == ("x:1:1:see", "x:2:1:see", "x:3:1:see", "x:4:1:see", "x:5:1:see", "z:7")
    assert len(texting.choices(listed[:6], 7)) == 6
    assert len(texting.choices([Option(f"q:a:org:{n}", "") for n in range(9)], 7)) == 9


def test_carriers_keep_their_words() -> None:
    assert texting.swallowed(" Ayuda ")
    assert not texting.swallowed("start")  # undoes a stop, and reaches us
    assert not texting.swallowed("saldo")


@pytest.mark.parametrize(
    "text",
    [
        "Saldo: 7 horas. Apartado: 1 hora. Pueden recibir: 5 horas.",
        "الرصيد: ٧ ساعات؛ محجوز: ساعة واحدة؛ للتلقي: ٥ ساعات.",
        "1001 completado: contabilidad, con Casa Luz; 3 horas.",
        "1001: Casa Luz dice que ya se hizo: contabilidad. Sin respuesta hasta el vie 27 nov, "
        "puede darse por recibido.",
        "1001: contabilidad, de Casa Luz; apartado: 2 horas; vie 27 nov; a distancia\nAvisame al recibirlo.",
        "التبادل ١٠٠١: محاسبة، إلى: Casa Luz؛ ساعتان؛ الجمعة\nأخبروني عند إتمامها.",
        "1001: contabilidad, con Casa Luz. Termino.",
    ],
)
def test_what_an_sms_says_of_hours_is_read_with_its_few_words_and_without_accents(text: str) -> None:
    page = Page({1: Hours(360, 60, 300)}, {1001: Exchange("settled", (1, 2), 120)}, {})
    assert len(list(said.wrong(text, 1, page))) == 1


@pytest.fixture
def town(sqlite_template: Path) -> Iterator[Town]:
    db, gone = on_sqlite(sqlite_template)()
    made = Town(db, 1, Wording(), 1)
    try:
        yield made
    finally:
        made._close()
        db.close()
        gone()


def test_a_forged_message_is_refused_and_one_that_were_not_would_be_seen(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = town._person("org0.0", "es", "America/Tegucigalpa", "sms")
    for _time in range(4):
        town.forge(who)
    assert town.done["forged: sms"] == 4
    assert not town.broken
    monkeypatch.setattr(twilio, "signed", lambda *_all: True)
    for _time in range(4):
        town.forge(who)
    assert town.broken


def test_a_stranger_who_reads_of_others_would_be_seen(town: Town) -> None:
    Members(town.db, town.house.vault, town.now).member("Casa Luz")
    while not town.done["a stranger wrote"]:
        town.stranger_writes("sms")
    (address,) = (phone.address for phone in town._strangers.values())
    town.elsewhere(address, "Para empezar, escribe organización y ciudad: Casa Luz, Tegucigalpa.")
    assert not town.broken
    town.elsewhere(address, "1001: Casa Luz (Tegucigalpa) necesita: contabilidad")
    assert len(town.broken) == 1
    town.elsewhere("+99900009999", "hola")
    assert len(town.broken) == 2
