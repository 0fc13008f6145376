"""Open requests as a text for a chat group: without names, each with its link, in any language and for either app."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from core.commands import Post
from tests.office import Office
from tests.served import agreed, member
from webhooks.app import create_app


def reached(office: Office, **more: Any) -> None:
    """By Telegram, and by what is named besides."""
    office.house.settings = replace(office.house.settings, telegram_bot_token="1:a", **more)
    office.house.bot_name = "comunidas_bot"
    office.app = create_app(office.house.settings, office.house)


def text(page: str) -> str:
    (found,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    return re.sub("[\u2066-\u2069\u200f]", "", found)


def test_it_names_no_organisation_and_each_request_has_its_link(office: Office) -> None:
    reached(office)
    town = office.town
    luz = member(town, "Casa Luz")
    town.do(luz.person_id, Post("need", "contabilidad para Casa Luz", minutes=120, place="Tegucigalpa"))
    agreed(town, member(town, "Estudio Norte"), luz)  # somebody helps with this one
    browser = office.signed_in()
    assert office.at("group") in browser.get(office.at("needs"))
    said = text(browser.get(office.at("group")))
    assert "contabilidad" in said
    assert "2 horas" in said
    assert "https://t.me/comunidas_bot?start=N1" in said
    assert "N2" not in said
    for name in ("Casa Luz", "Estudio Norte", "wa.me"):
        assert name not in said


def test_it_is_made_for_either_app_and_in_any_language(office: Office) -> None:
    reached(office, twilio_account_sid="AC1", twilio_auth_token="t", twilio_whatsapp_from="whatsapp:+14155238886")
    luz = member(office.town, "Casa Luz")
    office.town.do(luz.person_id, Post("need", "contabilidad", minutes=120, remote=True))
    browser = office.signed_in()
    page = browser.get(office.at(f"group?lang=ar&by={quote('WhatsApp')}"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "من يمكنه المساعدة" in text(page)
    assert "https://wa.me/14155238886?text=N1" in text(page)
    assert "t.me" not in text(page)


def test_where_nobody_is_reached_by_a_link_the_code_is_written(office: Office) -> None:
    luz = member(office.town, "Casa Luz")
    office.town.do(luz.person_id, Post("need", "contabilidad", minutes=120, remote=True))
    said = text(office.signed_in().get(office.at("group")))
    assert "N1" in said
    assert "http" not in said
    assert "escriban al bot" in said


def test_without_requests_it_says_so_and_leads_back(office: Office) -> None:
    page = office.signed_in().get(office.at("group"))
    assert "<textarea" not in page
    assert f'href="{office.at("needs")}"' in page


def test_it_is_for_coordinators_of_that_network_alone(office: Office) -> None:
    assert office.browser().client.get(office.at("group")).status_code == 401
    assert office.signed_in().client.get("/dashboard/99/group").status_code == 404
