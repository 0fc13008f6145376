"""The donors' report of a living network on paper: one sheet, from either side."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Window
from tests.browser.pictures import office


@pytest.fixture(scope="module")
def links() -> Iterator[dict[str, str]]:
    """By language the link with which the coordinator of a network of three weeks signs in."""
    with ExitStack() as left, ThreadPoolExecutor(1) as elsewhere:  # in this thread Playwright has its own event loop
        yield elsewhere.submit(left.enter_context, office()).result()


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_the_report_of_the_whole_community_is_one_sheet_of_paper(
    links: dict[str, str], window: Window, tmp_path: Path, lang: str
) -> None:
    page = window().new_page()
    page.goto(links[lang])
    page.locator("main button").click()
    page.goto(page.url.rpartition("/")[0] + "/report")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("table").nth(1).locator("tbody tr").count() >= 4  # groups are told, and how many are not
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    (sheet,) = PdfReader(tmp_path / "report.pdf").pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
