"""A coordinator of another network, one who was removed, and a stranger: every address and every deed of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.desk.forms import FORMS
from core.db import Q
from core.hubs import add_hub
from core.tables import coordinator, metadata
from tests.office import Browser, Office
from tests.test_dashboard_pages import ALL, lively

_GONE = Q(delete(coordinator))
_TABLES = (
    *("organisation", "account", "entry", "line", "hold", "exchange", "listing", "hub", "coordinator", "measure"),
    *("membership", "parked_case", "fund_request", "policy_change", "invite", "recovery", "shared_page"),
)
_SECRET = ("Estudio Norte", "Casa Luz")
_BUTTON = re.compile(r'name="deed" value="([^"]+)"')


def _buttons(office: Office) -> list[str]:
    """What every button on the pages of who is there would do, and on the pages that these open."""
    browser, found = office.signed_in(), set[str]()
    for method, path in _addresses(office):
        if method == "GET":
            found.update(_BUTTON.findall(browser.get(path)))
    for payload in sorted(found):
        browser.get(office.at("today"))
        browser.post(office.at("do"), deed=payload, once=payload)
        found.update(one for one in _BUTTON.findall(browser.page) if not one.startswith("q:"))
    return sorted(found)


def _rows(office: Office) -> dict[str, list[Any]]:
    with office.db.read() as tx:
        return {name: sorted(map(repr, tx.all(Q(select(*metadata.tables[name].c))))) for name in _TABLES}


def _addresses(office: Office) -> Iterator[tuple[str, str]]:
    """(method, path) of everything that the pages answer, with the number of the network that is not theirs."""
    tables = ("members", "needs", "exchanges", "people", "hours")
    named = {"name": [*ALL, "csv", "listings", "journal", "beancount", "hledger"], "table": tables, "lang": ["es"]}
    for rule in office.app.url_map.iter_rules():
        if "<int:hub_id>" not in rule.rule:
            continue
        path = rule.rule.replace("<int:hub_id>", str(office.town.hub_id)).replace("<int:id>", "1")
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            choices = {**named, "action": [*FORMS]}
            open_ones = [name for name in choices if f"<{name}>" in path]
            for values in product(*(choices[name] for name in open_ones)):
                filled = path
                for name, value in zip(open_ones, values, strict=True):
                    filled = filled.replace(f"<{name}>", value)
                yield method, filled


def _other_network(office: Office) -> Browser:
    with office.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, office.town.now)
    here, office.town.hub_id = office.town.hub_id, other
    office.town.coordinator("sam")
    browser = office.signed_in("sam")
    office.town.hub_id = here
    return browser


@pytest.mark.parametrize("who", ["of another network", "removed", "a stranger"])
def test_f55_nothing_of_a_network_is_shown_or_done_to_whoever_is_not_there(office: Office, who: str) -> None:
    lively(office)
    browser = {"of another network": lambda: _other_network(office), "removed": office.signed_in,
               "a stranger": office.browser}[who]()  # fmt: skip
    browser.get("/dashboard")  # so that forms carry a proof
    if who == "removed":
        with office.db.write() as tx:
            tx.run(_GONE)
    before = _rows(office)
    asked = list(_addresses(office))
    assert len(asked) > 20
    for method, path in asked:
        if method == "GET":
            browser.answer = browser.client.get(path)
        else:
            browser.answer = browser.client.post(path, data=browser._carried())
        assert browser.status in (302, 303, 400, 401, 403, 404, 405, 413), (method, path)
        assert not [name for name in _SECRET if name in browser.page], (method, path)
    assert _rows(office) == before


def test_f55_no_button_of_another_networks_things_does_anything_on_the_pages(office: Office) -> None:
    lively(office)
    buttons = _buttons(office)
    assert len(buttons) > 10, buttons
    browser = _other_network(office)
    browser.get("/dashboard")
    before = _rows(office)
    (own,) = [id for (id,) in office.town.rows("hub", "id") if id != office.town.hub_id]
    for payload in buttons:
        browser.post(f"/dashboard/{own}/do", deed=payload, once=payload)
        assert not [name for name in _SECRET if name in browser.page], payload
        browser.get(f"/dashboard/{own}/step")
        if browser.status == 200:  # something is asked: the answers that would do it
            for words in ("porque sí", "1", "sí"):
                browser.post(f"/dashboard/{own}/do", words=words, once=payload + words)
                assert not [name for name in _SECRET if name in browser.page], payload
    assert _rows(office) == before


def test_f55_the_same_addresses_and_buttons_serve_who_is_there(office: Office) -> None:
    """Or the stories above would prove nothing."""
    lively(office)
    browser = office.signed_in()
    before = _rows(office)
    seen = {path for method, path in _addresses(office) if method == "GET" and "Estudio Norte" in browser.get(path)}
    assert len(seen) > 5
    for payload in _buttons(office):
        browser.get(office.at("today"))
        browser.post(office.at("do"), deed=payload, once="b" + payload)
        for words in ("porque sí", "1", "sí"):
            browser.post(office.at("do"), words=words, once=payload + words)
    assert _rows(office) != before
