"""What an organisation shows to others, in a real browser: nothing serious for axe, 320 pixels, one sheet of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from core.commands import Post
from core.db import Database
from core.vault import Vault
from tests.browser.conftest import Serve
from tests.office import Office, at_the_desk
from tests.served import member, served
from tests.test_shared_pages import address, publish

Check = Callable[[Page], None]
DONE = ("contabilidad", "contabilidad", "contabilidad", "clases de inglés", "clases de inglés")


@pytest.fixture
def office(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Office]:
    with at_the_desk(sqlite_db, vault, now, {"approval": False}) as office:
        firm = member(office.town, "Estudio Norte", "company")
        office.town.do(firm.person_id, Post("offer", "contabilidad para grupos pequeños", remote=True))
        for number, what in enumerate(DONE):
            served(office.town, firm, member(office.town, f"Casa {number}"), 360, what=what)
        yield office


def test_shared_pages_are_fair_to_all_fit_a_small_phone_and_one_sheet_of_paper(
    office: Office, page: Page, serve: Serve, accessible: Check, narrow: Check, tmp_path: Path
) -> None:
    url = serve(office.app)
    report = address(office.writes("Estudio Norte", payload="m:report_link"))
    paths = (publish(office, "Estudio Norte"), publish(office, "Estudio Norte", "make_poster"), report)
    for lang in ("es", "ar"):
        for place, path in enumerate(paths):
            page.set_viewport_size({"width": 1200, "height": 800})
            page.goto(f"{url}{path}?lang={lang}")
            assert page.locator("h1 bdi").inner_text() == "Estudio Norte"
            accessible(page)
            file = tmp_path / f"{place}.pdf"
            page.pdf(path=file, prefer_css_page_size=True)
            assert len(PdfReader(file).pages) == 1, path
            narrow(page)
    page.goto(f"{url}{report}?lang=es")
    given = page.locator(".figures li").first
    assert "30" in given.inner_text()
    page.get_by_label("Desde el día").fill("2026-10-01")
    page.get_by_label("Hasta el día").fill("2026-10-31")
    page.get_by_role("button", name="Ver").click()
    assert "30" not in given.inner_text()
    assert page.locator("html").get_attribute("lang") == "es"
