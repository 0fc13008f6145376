"""A hub's rules on the pages: in words, changed by who coordinates; each change dated, with its author."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest
from sqlalchemy import bindparam, update

from bot.desk.rulebook import RULES
from core.commands import UseCode
from core.db import Database, Q
from core.hub_facts import Wanted, change_facts
from core.hubs import change_policy, load_hub
from core.people.codes import make_invite
from core.policy import DAY_MS
from core.tables import coordinator
from core.vault import Vault
from tests.members import Town
from tests.office import Browser, Office

NUMBERS = {rule.name: number for number, rule in enumerate(RULES, 1)}


def change(office: Office, browser: Browser, name: str, value: str, was: str | None = None) -> str:
    page = browser.get(office.at(f"rules/{NUMBERS[name]}"))
    shown = re.search(r'name="was" value="([^"]*)"', page)
    before = was if was is not None else shown[1] if shown else ""
    browser.post(office.at("send/rule"), page="rules", rule=name, was=before, value=value)
    told = re.search(r'<p class="told"[^>]*>([^<]+)</p>', browser.page)
    return re.sub("[\u2066-\u2069]", "", told[1]) if told else ""


def now_is(office: Office, name: str) -> Any:
    with office.db.read() as tx:
        hub = load_hub(tx, office.town.hub_id)
    assert hub
    return getattr(hub.policy, name)


def test_a_rule_is_changed_in_words_and_stands_there_with_its_day_and_author(office: Office) -> None:
    sol = office.town.member("Casa Sol")
    office.town.do(office.ruth, UseCode(code(office, sol.organisation_id)))
    office.town.coordinator("ana")
    browser = office.signed_in()
    page = browser.get(office.at("rules"))
    assert "Horas con que empieza una organización nueva" in page
    assert "starter_grant" not in page
    told = change(office, browser, "starter_grant", "٤٫٥")
    assert told == "Cambió: Horas con que empieza una organización nueva. Ahora: 4 horas y media. Antes: 6 horas."
    assert now_is(office, "starter_grant") == 270
    assert office.town.rows("policy_change", "actor", "old", "new") == [(f"person:{office.ruth}", "360", "270")]
    assert ">tú</td>" in browser.get(office.at("rules"))
    ana = office.signed_in("ana")
    assert "la coordinación (Casa Sol)" in re.sub("[\u2066-\u2069]", "", ana.get(office.at("rules")))
    heard = [screen for (screen,) in office.town.rows("outbound", "screen", kind="alert")]
    assert len([screen for screen in heard if "changed a rule" in screen]) == 1  # ana hears of it


def code(office: Office, organisation_id: int) -> str:
    town = office.town
    with office.db.write() as tx:
        return make_invite(tx, town.vault, "organisation", town.hub_id, town.now, organisation_id=organisation_id)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("starter_grant", "1000", "de 0 a 100"),
        ("starter_grant", "mucho", "de 0 a 100"),
        ("starter_grant", "-1", "de 0 a 100"),
        ("starter_grant", "1e99999", "de 0 a 100"),
        ("need_days", "1.5", "de 1 a 366"),
        ("approval", "quizá", "Elige sí o no"),
        ("holidays", "mañana", "2026-04-03"),
        ("exchange_least", "24", "más largo que el más largo"),
        ("budget", "9" * 400, "dólares"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(
    sqlite_db: Database, vault: Vault, now: int, name: str, value: str, says: str
) -> None:
    office = Office(sqlite_db, Town(sqlite_db, vault, now, {"exchange_most": 20 * 60}))
    assert says in change(office, office.signed_in(), name, value)
    assert office.town.rows("policy_change", "id") == []
    office.house.bell.close()


def test_two_who_change_a_rule_at_once_do_not_overwrite_each_other(office: Office) -> None:
    browser = office.signed_in()
    with office.db.write() as tx:
        change_policy(tx, office.town.hub_id, "operator", "weekly", "no", office.town.now)
    assert "mientras tanto" in change(office, browser, "weekly", "no", was="yes")
    assert "quien opera el servidor" in browser.get(office.at("rules"))
    assert len(office.town.rows("policy_change", "id")) == 1


def test_who_stands_in_from_outside_reads_the_rules_and_changes_none(office: Office) -> None:
    ana = office.town.coordinator("ana")
    with office.db.write() as tx:
        tx.run(Q(update(coordinator).where(coordinator.c.person_id == bindparam("ana")).values(deputy=1)), ana=ana)
    browser = office.signed_in("ana")
    assert "send/rule" not in browser.get(office.at(f"rules/{NUMBERS['ceiling']}"))
    assert "suple" in change(office, browser, "ceiling", "80", was="60")
    browser.get(office.at("rules"))
    browser.post(office.at("send/rule"), page="rules", rule="no_rule", was="", value="1")
    assert browser.status == 404
    browser.get(office.at("rules/99"))
    assert browser.status == 404


def test_what_the_operator_changed_of_the_network_itself_stands_there_in_words(office: Office) -> None:
    wanted = Wanted("Red Luz", "EG", languages=("ar", "es"), open=False)
    with office.db.write() as tx:
        change_facts(tx, office.town.hub_id, "operator", wanted, office.town.now)
    page = re.sub("[\u2066-\u2069]", "", office.signed_in().get(office.at("rules")))
    cells = [re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    assert [cell[-4:] for cell in cells if "quien opera el servidor" in cell] == [
        ["Se puede entrar sin invitación", "Sí", "No", "quien opera el servidor"],
        ["Idiomas", "Español, العربية", "العربية, Español", "quien opera el servidor"],
        ["Zona horaria", "America/Tegucigalpa", "Africa/Cairo", "quien opera el servidor"],
        ["País", "Honduras", "Egipto", "quien opera el servidor"],
        ["Nombre", "Red de prueba", "Red Luz", "quien opera el servidor"],
    ]


def test_every_rule_says_its_values_and_reads_what_it_shows() -> None:
    for rule in RULES:
        if rule.usual not in ((),):
            assert rule.read(rule.shown(rule.usual)) == rule.usual
        assert rule.said(rule.usual) is not None
        assert rule.said(orjson.loads(orjson.dumps(rule.usual))) == rule.said(rule.usual)
    days = next(rule for rule in RULES if rule.name == "suggested_ms")
    assert days.read("1,5") == 3 * DAY_MS // 2
