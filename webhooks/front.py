"""The front page: what this is, how to reach it, and what to do next, in five languages and without a script."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.channels.twilio_forms import WHATSAPP
from bot.next_steps import STEPS
from core.errors import Unavailable
from core.languages import LANGUAGES, NAMES
from core.settings import Settings
from webhooks.door import Door
from webhooks.web import reader


def front_pages(settings: Settings, door: Door) -> Blueprint:
    """GET / leads to the simulator while nothing else is on; GET /about is the page itself."""
    pages = Blueprint("front", __name__, template_folder="templates")

    def known() -> Mapping[str, str]:
        try:
            return door.front()
        except Unavailable:
            return {}

    @pages.get("/")
    def front() -> ResponseReturnValue:
        trial = known().get("simulator")
        if not trial or settings.any_channel:
            return about()
        asked = request.query_string.decode("ascii", "replace")
        return redirect(f"{trial}?{asked}" if asked else trial, 303)

    @pages.get("/about")
    def about() -> str:
        facts = known()
        return render_template(
            "front.html",
            name=facts.get("name") or settings.hub_name or "ComuniDAS",
            ways=ways_in(settings, facts),
            facts=facts,
            commands=STEPS,
            languages=_theirs_first(),
            names=NAMES,
            source_url=settings.source_url,
        )

    return pages


def _theirs_first() -> list[str]:
    """All languages, the reader's first: nobody looks for it below four others. English where none is known."""
    known = request.args.get("lang") in LANGUAGES or request.accept_languages.best_match(LANGUAGES)
    first = reader().lang if known else "en"
    return sorted(("en", *(one for one in LANGUAGES if one != "en")), key=lambda lang: lang != first)


def ways_in(settings: Settings, facts: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(channel, label, link or '') for each channel that is on."""
    ways = []
    if settings.telegram:
        bot = facts.get("telegram", "")
        ways.append(("Telegram", f"@{bot}" if bot else "", f"https://t.me/{bot}" if bot else ""))
    if settings.whatsapp:
        number = settings.twilio_whatsapp_from.removeprefix(WHATSAPP)
        ways.append(("WhatsApp", number, f"https://wa.me/{number.removeprefix('+')}"))
    if settings.sms:
        ways.append(("SMS", settings.twilio_sms_from, f"sms:{settings.twilio_sms_from}"))
    return ways


def leading(ways: list[tuple[str, str, str]], word: str) -> list[tuple[str, str, str]]:
    """The ways in, each saying the word to the bot at once."""
    says = {"Telegram": "?start=", "WhatsApp": "?text="}
    return [
        (channel, label, f"{link}{says[channel]}{word}" if link and channel in says else link)
        for channel, label, link in ways
    ]
