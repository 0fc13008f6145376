"""Long lists on the coordinators' pages: fifty lines a page, found by any of their words, and whole in their file."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import bindparam, insert

from core.commands import Post
from core.db import Q
from core.panel.finding import FEW, PAGE, find, turning
from core.tables import listing
from tests.office import Office

_POSTED = Q(
    insert(listing).values(
        {name: bindparam(name) for name in ("id", "hub_id", "organisation_id", "kind", "what", "lang", "created_at")}
    )
)
_LINE = re.compile(r'href="/dashboard/\d+/needs/\d+"')


def many(office: Office, count: int) -> None:
    """So many open requests of one organisation; the first of them is about a logo."""
    town = office.town
    who = town.member("Fundación Ñandú").organisation_id
    row = {"hub_id": town.hub_id, "organisation_id": who, "kind": "need", "lang": "es", "created_at": town.now}
    with office.db.write() as tx:
        tx.many(
            _POSTED,
            [row | {"id": n + 1, "what": "Diseño de un logo" if n == 0 else f"pedido {n}"} for n in range(count)],
        )


def test_a_long_list_stands_on_pages_that_lead_to_each_other(office: Office) -> None:
    many(office, PAGE + 3)
    browser = office.signed_in()
    first = browser.get(office.at("needs"))
    assert len(_LINE.findall(first)) == PAGE
    assert f"1 a {PAGE} de {PAGE + 3}" in first
    assert 'rel="prev"' not in first
    (on,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = browser.get(office.at("needs") + on)
    assert len(_LINE.findall(second)) == 3
    assert "Diseño de un logo" in second  # the oldest
    assert 'rel="next"' not in second
    (back,) = re.findall(r'rel="prev" href="([^"]+)"', second)
    assert len(_LINE.findall(browser.get(office.at("needs") + back))) == PAGE
    assert len(_LINE.findall(browser.get(office.at("needs?page=99")))) == 3
    assert len(_LINE.findall(browser.get(office.at("needs?page=x")))) == PAGE


def test_its_file_holds_every_line_that_was_found(office: Office) -> None:
    many(office, PAGE + 3)
    browser = office.signed_in()
    file = browser.client.get(office.at("needs/needs.csv?page=2")).data.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file)))) == 1 + PAGE + 3
    page = browser.get(office.at("needs?q=logo"))
    (path,) = re.findall(r'href="(/dashboard/\d+/needs/needs\.csv[^"]*)"', page)
    found = list(csv.reader(io.StringIO(browser.client.get(path).data.decode("utf-8-sig"))))
    assert [row[0] for row in found[1:]] == ["Diseño de un logo"]


@pytest.mark.parametrize("words", ["diseno", "LOGO diseño", "nandu logo", "  un   logo "])
def test_a_line_is_found_by_its_words_however_they_are_written(office: Office, words: str) -> None:
    many(office, PAGE + 3)
    page = office.signed_in().get(office.at(f"needs?q={words}"))
    assert len(_LINE.findall(page)) == 1
    assert "1 línea" in page
    assert f'value="{" ".join(words.split())}"' in page


def test_what_is_nowhere_is_said_and_leads_back_to_all(office: Office) -> None:
    many(office, FEW + 1)
    browser = office.signed_in()
    page = browser.get(office.at('needs?q="><b>nadie'))
    assert not _LINE.findall(page)
    assert "Aquí no hay nada con" in page
    assert 'href="?state=open"' in page
    assert browser.answer is not None
    assert "<b>" not in browser.answer.text


def test_organisations_and_exchanges_are_looked_through_as_well(office: Office) -> None:
    for n in range(FEW + 1):
        office.town.member(f"Casa {n}")
    luz = office.town.member("جمعية أمل", "القاهرة", "EG", "ar")
    office.town.do(luz.person_id, Post("need", "ترجمة", minutes=60, remote=True))
    browser = office.signed_in()
    assert "جمعية أمل" in browser.get(office.at("members?q=امل"))
    assert "Casa 3" not in browser.page
    assert browser.get(office.at("exchanges?q=1001")).count('role="search"') == 1


def test_a_short_list_has_nothing_to_be_looked_for(office: Office) -> None:
    many(office, FEW)
    assert 'role="search"' not in office.signed_in().get(office.at("needs"))


def test_words_have_to_begin_a_word_unless_they_are_longer() -> None:
    rows = [(1, "logo", "Casa"), (2, "catálogo", "Sol"), (3, "تصميم اللوجو", "نور")]
    assert find(rows, {"q": "lo"}).ids == (1,)
    assert find(rows, {"q": "logo"}).ids == (1, 2)
    assert find(rows, {"q": "لوجو"}).ids == (3,)
    assert find([], {}) == ((), 0, 0, "")
    assert turning(find(rows, {}), {}) is None


def test_where_more_waits_than_is_shown_the_page_says_so(office: Office) -> None:
    many(office, 41)
    page = office.signed_in().get(office.at("today"))
    assert "41 asuntos" in page
    assert "Abajo están los 40 más urgentes." in page
