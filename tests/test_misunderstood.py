"""What the bot did not understand is counted without its writer, and told to coordinators and operators."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.coordination.misunderstood import KEPT_MS, held_back, note, often
from core.db import Database
from core.text.redact import LONGEST, redact
from core.vault import Vault
from tests.members import Town
from tests.story import telling


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("hola soy marta de tela, kiero lo del bono", "hola soy …, kiero lo del bono"),
        ("vengan a la calle 5 de mayo, xfa", "vengan a la calle …, xfa"),
        ("llámame al 9988-7766 o a ana@casa.org", "llámame al ••• o a •••"),
        ("el lunes 3 quiero el informe", "el lunes # quiero el informe"),
        ("ayer vino Marta Rivera con el bono", "ayer vino … con el bono"),
        ("Casa Luz quiere el bono", "… quiere el bono"),
        ("my name is john okello what about the stamps", "my name … what about the stamps"),
        ("اسمي محمد علي حسن وبدي القسيمة", "اسمي … وبدي القسيمة"),
        ("je suis à la rue des fleurs 3, et les bons ?", "je suis à la rue …, et les bons ?"),
    ],
)
def test_names_numbers_and_addresses_are_left_out(said: str, kept: str) -> None:
    assert redact(said, ("Casa Luz",)) == kept


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_becomes_a_short_one_without_digits(said: str, known: list[str]) -> None:
    kept = redact(said, known)
    assert len(kept) <= LONGEST
    assert not any(char.isdecimal() for char in kept)


def test_a_sentence_is_counted_once_for_all_who_write_it(db: Database, vault: Vault, now: int) -> None:
    hub = Town(db, vault, now).hub_id
    with db.write() as tx:
        for said in ("¿y el bono de Ana?", "¿y el bono de Eva?", "y lo del sello"):
            note(tx, vault, hub, "es", "telegram", said, (), now)
        found = [(one.times, vault.open(one.words.token.encode())) for one in often(tx, hub, 10)]
    assert found == [(2, "¿y el bono de …?"), (1, "y lo del sello")]


def test_it_is_forgotten_half_a_year_after_it_was_last_heard(db: Database, vault: Vault, now: int) -> None:
    hub = Town(db, vault, now).hub_id
    with db.write() as tx:
        note(tx, vault, hub, "es", "telegram", "¿y el bono?", (), now)
        note(tx, vault, hub, "es", "telegram", "y lo del sello", (), now + KEPT_MS + 1)
        assert len(often(tx, None, 10)) == 1


def test_safety_13_what_came_by_whatsapp_is_read_by_its_hub_alone(db: Database, vault: Vault, now: int) -> None:
    hub = Town(db, vault, now).hub_id
    with db.write() as tx:
        for channel in ("telegram", "whatsapp", "sms"):
            note(tx, vault, hub, "es", channel, "y lo del bono amarillo", (), now)
        assert sorted(one.channel for one in often(tx, hub, 10)) == ["sms", "telegram", "whatsapp"]
        assert sorted(one.channel for one in often(tx, None, 10)) == ["sms", "telegram"]
        assert held_back(tx) == 1


def test_what_is_stored_cannot_be_read_without_the_key(sqlite_db: Database, vault: Vault, now: int) -> None:
    hub = Town(sqlite_db, vault, now).hub_id
    with sqlite_db.write() as tx:
        note(tx, vault, hub, "es", "telegram", "y lo del bono amarillo", (), now)
        (one,) = often(tx, hub, 10)
    assert "amarillo" not in one.words.token


def test_a_coordinator_reads_what_was_not_understood(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "console") as story:
        hub = story.hub()
        for who, said in (("ruth", story.code("coordinator", hub)), ("luz", "hola"), ("luz", "Casa Luz, Tegucigalpa")):
            story.say(who, said)
        for said in ("asdf qwer Luz 123", "asdf qwer Luz 124"):
            story.say("luz", said)
        story.say("ruth", "coordinación")  # nothing waits: 1 are the lists
        choices = "\n".join(text for _who, text in story.say("ruth", "1"))
        number = next(line for line in choices.splitlines() if "No entendido" in line).partition(".")[0]
        page = "\n".join(text for who, text in story.say("ruth", number) if who == "ruth")
    assert "2" in page
    assert "asdf qwer" in page
    assert "123" not in page
    assert "Luz" not in page
