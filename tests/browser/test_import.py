"""A list comes in through a browser without scripts: looked at, let in, on a small phone, and on a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from core.commands import SetLanguage
from tests.browser.conftest import Serve
from tests.office import Office
from tests.test_import import LIST

Check = Callable[[Page], None]


def test_without_scripts_a_list_is_looked_at_let_in_and_a_rule_is_changed(
    office: Office, window: Callable[..., BrowserContext], serve: Serve
) -> None:
    page = window(java_script_enabled=False).new_page()
    url = serve(office.app)
    page.goto(url + office.link())
    page.locator("main button").click()
    page.goto(url + office.at("import"))
    with page.expect_download() as coming:
        page.locator("a[download][hreflang='pt']").click()
    assert "Organização" in coming.value.path().read_text(encoding="utf-8-sig")
    wrong = (LIST + "Mar;;Tela;oferta;Pan;1.000;;\n").encode()
    page.locator("#list").set_input_files({"name": "lista.csv", "mimeType": "text/csv", "buffer": wrong})
    page.get_by_role("button", name="Ver qué se crearía").click()
    assert "1000 horas" in page.get_by_role("region", name="Líneas con un problema").first.inner_text()
    page.get_by_role("button", name="Importar", exact=True).click()
    assert "2 organizaciones nuevas" in page.get_by_role("status").inner_text()
    assert len(office.town.rows("listing", "id")) == 2
    page.goto(url + office.at("rules"))
    page.get_by_role("link", name="Días que un pedido queda abierto").click()
    page.get_by_label("Desde ahora").fill("90")
    page.get_by_role("button", name="Cambiar la regla").click()
    assert "90 días" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_what_a_list_would_make_is_fair_to_all_and_its_form_is_one_sheet_of_paper(
    office: Office, page: Page, serve: Serve, accessible: Check, narrow: Check, tmp_path: Path, lang: str
) -> None:
    office.town.do(office.ruth, SetLanguage(lang))
    url = serve(office.app)
    page.goto(url + office.link())
    page.locator("main button").click()
    page.goto(url + office.at("import"))
    text = LIST + "Mar;;Tela;oferta;Pan;1.000;;\nFundación Casa Sol;;Tela;;;;;\n"
    page.locator("#list").set_input_files({"name": "l.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.locator("button.first").click()
    expect(page.locator("table")).to_have_count(3)
    accessible(page)
    narrow(page)
    for name in ("rules/2", "rules/1", "import/paper"):
        page.goto(url + office.at(name))
        accessible(page)
        narrow(page)
    for language in ("es", "ar", "en", "fr", "pt"):
        page.goto(url + office.at(f"import/paper?lang={language}"))
        page.pdf(path=tmp_path / "form.pdf", prefer_css_page_size=True)
        (sheet,) = PdfReader(tmp_path / "form.pdf").pages
        assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297], language
