"""A hub gets another name, country, zone, languages, or is closed: what follows it, who notices, who said so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core import clocks
from core.calendar import next_monday, next_morning
from core.db import Database, Q
from core.errors import Misconfigured
from core.hub_facts import Changed, Wanted, change_facts
from core.hubs import LATE, WEEKLY, load_hub
from core.tables import organisation
from core.vault import Vault
from tests.command_line import Bot
from tests.members import Town
from tests.story import DAY, Story, telling

HONDURAS, TIJUANA, CAIRO = "America/Tegucigalpa", "America/Tijuana", "Africa/Cairo"
HOUR = 3_600_000
_NAMES = Q(select(organisation.c.name).order_by(organisation.c.name))


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    return Town(db, vault, now, {"approval": False})


def change(town: Town, **wanted: Any) -> Changed:
    with town.db.write() as tx:
        return change_facts(tx, town.hub_id, "operator", Wanted(**wanted), town.now)


def test_each_fact_that_changes_is_dated_and_signed_and_the_others_stay(town: Town) -> None:
    changed = change(town, name="  Red   Luz ", languages=("ar", "es"), open=True)
    assert changed.names == ("name", "languages")
    assert town.rows("policy_change", "id", "actor", "name", "old", "new") == [
        (1, "operator", "name", '"Red de prueba"', '"Red Luz"'),
        (2, "operator", "languages", '["es","ar"]', '["ar","es"]'),
    ]
    with town.db.read() as tx:
        hub = load_hub(tx, town.hub_id)
    assert hub == changed.after
    assert (hub.name, hub.country, hub.zone, hub.languages, hub.open) == (
        "Red Luz",
        "HN",
        HONDURAS,
        ("ar", "es"),
        True,
    )


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "R"},
        {"name": ""},
        {"name": "RED  demó"},
        {"country": "XX"},
        {"zone": "Tegucigalpa"},
        {"languages": ()},
        {"languages": ("es", "xx")},
        {"languages": ("es", "es")},
    ],
)
def test_what_cannot_be_changes_nothing(town: Town, vault: Vault, wanted: dict[str, Any]) -> None:
    with telling(town.db, vault, town.now) as story:
        story.hub("Red Demo")
    with pytest.raises(Misconfigured, match=r"write|choose|already"):
        change(town, **{"open": False, **wanted})
    assert town.rows("policy_change", "id") == []
    assert town.rows("hub", "id", "open") == [(1, 1), (2, 1)]


def test_its_own_name_written_otherwise_is_no_other_hubs_name(town: Town) -> None:
    assert change(town, name="RED DE PRUEBA").after.name == "RED DE PRUEBA"


# ---- zone and country ---------------------------------------------------------------------------------------------


def zones(town: Town) -> dict[str, str]:
    return dict(town.rows("organisation", "name", "zone"))


def test_organisations_of_its_country_live_by_the_new_zone_and_others_by_their_own(town: Town) -> None:
    for name, place, country in (("Casa Luz", "Tegucigalpa", ""), ("Nur", "Cairo", "EG")):
        town.member(name, place, country)
    assert change(town, zone=TIJUANA).moved == 1
    assert zones(town) == {"Casa Luz": TIJUANA, "Nur": CAIRO}
    town.member("Casa Sol", "Comayagua", "")
    assert zones(town)["Casa Sol"] == TIJUANA


def test_another_country_brings_its_zone_and_leaves_whoever_is_here_where_they_are(town: Town) -> None:
    town.member("Casa Luz", "Tegucigalpa", "")
    changed = change(town, country="eg")
    assert (changed.after.country, changed.after.zone, changed.moved) == ("EG", CAIRO, 0)
    town.member("Otra", "Nowhere in particular", "")
    assert town.rows("organisation", "name", "country", "zone") == [("Casa Luz", "HN", HONDURAS), ("Otra", "EG", CAIRO)]
    assert change(town, country="MX", zone=TIJUANA).after.zone == TIJUANA


def due(town: Town, kind: str) -> int:
    with town.db.read() as tx:
        found = clocks.due_at(tx, kind, "hub", town.hub_id)
    assert found is not None
    return found


def test_the_mornings_of_the_hub_are_those_of_its_new_zone(town: Town) -> None:
    change(town, zone=CAIRO)
    assert due(town, WEEKLY) == next_monday(town.now, CAIRO)
    assert due(town, LATE) == next_morning(town.now, CAIRO)


def test_no_morning_comes_twice_or_is_left_out_by_a_change_of_zone(town: Town) -> None:
    monday = due(town, WEEKLY)
    town.now = monday - HOUR  # 08:00 in Honduras, 16:00 of the same Monday in Cairo
    change(town, zone=CAIRO)
    assert due(town, WEEKLY) < town.now  # at once
    town.now = monday + HOUR
    with town.db.write() as tx:  # it fired in Cairo, where the next one is a week later
        clocks.start(tx, WEEKLY, "hub", town.hub_id, next_monday(town.now, CAIRO))
    change(town, zone=HONDURAS)
    assert due(town, WEEKLY) == monday + 7 * DAY


def test_a_morning_that_came_due_is_not_put_off(town: Town) -> None:
    monday = due(town, WEEKLY)
    town.now = monday + HOUR
    change(town, zone="America/Los_Angeles")
    assert due(town, WEEKLY) == monday


# ---- who notices --------------------------------------------------------------------------------------------------


def said(heard: list[tuple[str, str]]) -> str:
    return "\n".join(text for _who, text in heard)


def close(story: Story, hub_id: int) -> None:
    with story.db.write() as tx:
        change_facts(tx, hub_id, "operator", Wanted(open=False), story.now)


def test_members_of_a_closed_hub_notice_nothing_and_newcomers_are_asked_for_a_code(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now) as story:
        hub_id = story.hub()
        for words in ("hola", "Casa Luz, Tegucigalpa"):
            story.say("luz", words)
        story.say("sol", "hola")
        close(story, hub_id)
        assert "¿Está bien?" in said(story.say("luz", "necesitamos un contador, 3 horas, el viernes"))
        assert "Escribe el código que te dieron" in said(story.say("sol", "Casa Sol, Tegucigalpa"))
        story.say("sol", story.code("hub", hub_id))
        story.say("sol", "Casa Sol, Tegucigalpa")
        assert organisations(db) == ["Casa Luz", "Casa Sol"]


def test_a_network_that_is_closed_while_somebody_chooses_is_not_joined_and_no_other_in_its_place(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now) as story:
        luz, _sur = story.hub("Red Luz"), story.hub("Red Sur")
        story.say("sol", "hola")
        assert "¿A qué red" in said(story.say("sol", "Casa Sol, Tegucigalpa"))
        close(story, luz)
        asked = said(story.say("sol", "1"))
        assert "Red Sur" in asked
        assert "Red Luz" not in asked
        assert organisations(db) == []
        story.say("sol", "1")
        assert organisations(db) == ["Casa Sol"]


def organisations(db: Database) -> list[str]:
    with db.read() as tx:
        return [name for (name,) in tx.all(_NAMES)]


def test_who_chooses_when_the_last_network_is_closed_is_asked_for_a_code(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        both = story.hub("Red Luz"), story.hub("Red Sur")
        for words in ("hola", "Casa Sol, Tegucigalpa"):
            story.say("sol", words)
        for hub_id in both:
            close(story, hub_id)
        assert "Escribe el código que te dieron" in said(story.say("sol", "2"))
        assert organisations(db) == []


# ---- on the command line ------------------------------------------------------------------------------------------


@pytest.fixture
def made(bot: Bot) -> Bot:
    assert bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN") == 0
    assert bot("hub", "add", "--name", "Red Sur", "--country", "EG") == 0
    return bot


def told(made: Bot, capsys: pytest.CaptureFixture[str], *flags: str) -> list[str]:
    capsys.readouterr()
    assert made("hub", "change", "--hub", "1", *flags) == 0
    return capsys.readouterr().out.splitlines()


def test_an_operator_reads_in_a_sentence_each_what_changes_for_whom(
    made: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ("--name", "Red Este", "--country", "mx", "--languages", "es,ar", "--open", "no", "--need-days", "30")
    name, country, zone, languages, door, rules = told(made, capsys, *flags)
    assert name.startswith("name: 'Red Este' in place of 'Red Norte'")
    assert country.startswith("country: MX in place of HN for organisations that join from now on")
    assert zone.startswith("zone: America/Mexico_City in place of America/Tegucigalpa")
    assert languages.startswith("languages: es ar in place of es: es greets newcomers")
    assert door.startswith("open: from now on only a code lets somebody in")
    assert door.endswith("members notice nothing.")
    assert rules == "Changed: need_days."
    assert made("hub", "list") == 0
    assert "1  Red Este  (MX, America/Mexico_City, es ar; by code only; 0 coordinators)" in capsys.readouterr().out


def test_the_last_open_hub_may_be_closed_and_it_is_said_what_that_means(
    made: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made("hub", "change", "--hub", "2", "--open", "no") == 0
    (line,) = told(made, capsys, "--open", "no")
    assert line.endswith("No hub is open now: whoever writes without a code is asked for one.")
    assert told(made, capsys, "--open", "no") == ["open: it is so already, nothing changed."]
    assert told(made, capsys, "--open", "yes") == ["open: from now on newcomers may choose it without a code."]


def test_a_wrong_flag_changes_neither_the_hub_nor_its_rules(
    made: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for wrong in (("--name", "red  SUR"), ("--open", "perhaps"), ("--zone", ""), ("--languages", ""), ("--name", "")):
        capsys.readouterr()
        assert made("hub", "change", "--hub", "1", "--need-days", "30", *wrong) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert made("hub", "list") == 0
    shown = capsys.readouterr().out
    assert "1  Red Norte  (HN, America/Tegucigalpa, es; open; 0 coordinators)" in shown
    assert "30" not in shown
